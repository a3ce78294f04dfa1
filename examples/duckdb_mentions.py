"""Find mentions in SQL, with DuckDB: `python -m examples.duckdb_mentions [FILE.parquet]`.

The function `mentions` receives and returns Arrow, a few thousand rows at a time. A mention is a
word and not a finding: with the disclaimer, show where the warning signs are.
"""

import json
import sys

import duckdb
import pyarrow as pa

from jerking_info import Finder, load

MENTION = pa.struct(
    [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("id", pa.string()),
        ("term", pa.string()),
    ]
)
SQL_TYPE = (
    'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, kind VARCHAR, id VARCHAR, term VARCHAR)[]'
)
TEXTS = ["My RLS got worse.", "Could low potassium cause it?", None, "I sleep well."]


def add_mentions(connection: duckdb.DuckDBPyConnection, name: str = "mentions") -> None:
    """Add the SQL function to a connection: a list of mentions per text, empty for a null.

    >>> connection = duckdb.connect()
    >>> add_mentions(connection)
    >>> connection.execute("SELECT mentions('no caffeine')[1].term").fetchone()
    ('caffeine',)
    >>> connection.close()
    """
    finder = Finder(load())

    def find(texts: pa.ChunkedArray) -> pa.Array:
        found = finder.find_all(text or "" for text in texts.to_pylist())
        rows = [[mention._asdict() for mention in mentions] for mentions in found]
        return pa.array(rows, pa.list_(MENTION))

    connection.create_function(
        name,
        find,
        ["VARCHAR"],
        duckdb.sqltype(SQL_TYPE),
        type="arrow",
        null_handling="special",  # type: ignore[call-overload]
    )


def main() -> None:
    """Print each text with its mentions as a line of JSON, and the disclaimer at the end."""
    connection = duckdb.connect()
    add_mentions(connection)
    if sys.argv[1:]:
        texts = connection.read_parquet(sys.argv[1])
    else:
        texts = connection.from_arrow(pa.table({"text": TEXTS}))
    for text, mentions in texts.project("text, mentions(text)").fetchall():
        print(json.dumps({"text": text, "mentions": mentions}))
    print(load().disclaimer.short, "Warning signs: jerking-info signs", file=sys.stderr)


if __name__ == "__main__":
    main()
