"""Mentions in DuckDB: a function for SQL, which gets and gives Arrow."""

import duckdb
import pyarrow as pa

from examples.arrow_mentions import mentions_of
from jerking_info import Finder, load

_MENTION = (
    'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, kind VARCHAR, id VARCHAR, term VARCHAR)[]'
)


def add_mentions(connection: duckdb.DuckDBPyConnection, name: str = "mentions") -> None:
    """Add the function to a connection: `SELECT mentions(text) FROM ...`."""
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
