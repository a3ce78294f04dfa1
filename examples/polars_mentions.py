"""Mentions in a Polars data frame, eager or lazy: a batch of texts at a time."""

import polars as pl

from jerking_info import Finder, load

MENTION = pl.Struct(
    {
        "start": pl.Int64,
        "end": pl.Int64,
        "text": pl.String,
        "kind": pl.String,
        "id": pl.String,
        "term": pl.String,
    }
)


def mentions(column: str = "text") -> pl.Expr:
    """Return an expression: a list of mentions for each text of a column, none for a null."""
    finder = Finder(load())

    def find(texts: pl.Series) -> pl.Series:
        found = finder.find_all(text or "" for text in texts)
        rows = [[mention._asdict() for mention in mentions] for mentions in found]
        return pl.Series(texts.name, rows, pl.List(MENTION))

    return pl.col(column).map_batches(find, pl.List(MENTION), is_elementwise=True).alias("mentions")
