"""Find mentions in a Polars data frame: `python -m examples.polars_mentions [FILE.parquet]`.

A lazy frame is searched a batch of texts at a time, so its size does not matter. A mention is a
word and not a finding: with the disclaimer, show where the warning signs are.
"""

import sys

import polars as pl
import pyarrow as pa

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
TEXTS = ["My RLS got worse.", "Could low potassium cause it?", None, "I sleep well."]


def mentions(column: str = "text") -> pl.Expr:
    """Return an expression for a list of mentions per text, empty for a null.

    >>> frame = pl.DataFrame({"text": ["tea", "caffeine"]})
    >>> frame.with_columns(mentions())["mentions"].list.len().to_list()
    [0, 1]
    """
    finder = Finder(load())

    def find(texts: pl.Series) -> pl.Series:
        found = finder.find_all(text or "" for text in texts)
        rows = [[mention._asdict() for mention in mentions] for mentions in found]
        # Through Arrow, because Polars reads lists of dicts twenty times slower.
        arrow = pa.array(rows, pl.Series(dtype=pl.List(MENTION)).to_arrow().type)
        return pl.Series(texts.name, arrow, pl.List(MENTION))

    return pl.col(column).map_batches(find, pl.List(MENTION), is_elementwise=True).alias("mentions")


def main() -> None:
    """Print each text with its mentions as a line of JSON, and the disclaimer at the end."""
    frame = pl.scan_parquet(sys.argv[1]) if sys.argv[1:] else pl.LazyFrame({"text": TEXTS})
    print(frame.select("text", mentions()).collect().write_ndjson(), end="")
    print(load().disclaimer.short, "Warning signs: jerking-info signs", file=sys.stderr)


if __name__ == "__main__":
    main()
