"""Find mentions in SQL, with DuckDB: `python -m examples.duckdb_mentions [FILE]`.

The function `mentions` gets and gives Arrow, some thousand rows at a time.
"""

from examples.needs import needed_by

with needed_by(__name__):
    import duckdb
    import pyarrow as pa

    from examples.arrow_mentions import mentions_of
    from examples.messages import MESSAGES, file_of_command_line, print_rows
    from jerking_info import Finder, load

_MENTION = (
    'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, kind VARCHAR, id VARCHAR, term VARCHAR)[]'
)


def add_mentions(connection: duckdb.DuckDBPyConnection, name: str = "mentions") -> None:
    """Add the function to a connection: a list of mentions for each text, empty for a null.

    >>> connection = duckdb.connect()
    >>> add_mentions(connection)
    >>> connection.execute("SELECT mentions('no caffeine')[1].term").fetchone()
    ('caffeine',)
    >>> connection.close()
    """
    finder = Finder(load())

    def find(texts: pa.ChunkedArray) -> pa.Array:
        return mentions_of(texts, finder)

    connection.create_function(
        name,
        find,
        ["VARCHAR"],
        duckdb.sqltype(_MENTION),
        type="arrow",
        null_handling="special",  # type: ignore[call-overload]
    )


def main() -> None:
    """Print each text with its mentions."""
    file = file_of_command_line(__doc__)
    connection = duckdb.connect()
    add_mentions(connection)
    if file:
        texts = connection.read_parquet(str(file))
    else:
        texts = connection.from_arrow(pa.table({"text": MESSAGES}))
    found = texts.project("text, mentions(text) AS mentions")
    print_rows({"text": text, "mentions": mentions} for text, mentions in found.fetchall())


if __name__ == "__main__":
    main()
