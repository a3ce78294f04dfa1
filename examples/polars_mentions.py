"""Find mentions in a Polars data frame: `python -m examples.polars_mentions [FILE]`.

A lazy frame is searched a batch of texts at a time, whatever its size.
"""

from examples.needs import needed_by

with needed_by(__name__):
    import polars as pl

    from examples.arrow_mentions import mentions_of
    from examples.messages import MESSAGES, file_of_command_line, print_rows
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
    """Return an expression: a list of mentions for each text of a column, empty for a null.

    The new column is `mentions`, for which `.alias` gives another name.

    >>> frame = pl.DataFrame({"text": ["tea", "caffeine"]})
    >>> frame.with_columns(mentions())["mentions"].list.len().to_list()
    [0, 1]
    """
    finder = Finder(load())

    def find(texts: pl.Series) -> pl.Series:
        # Through Arrow: a series made from lists of dicts takes twenty times as long.
        return pl.Series(texts.name, mentions_of(texts.to_arrow(), finder), pl.List(MENTION))

    return pl.col(column).map_batches(find, pl.List(MENTION), is_elementwise=True).alias("mentions")


def main() -> None:
    """Print each text with its mentions."""
    file = file_of_command_line(__doc__)
    texts = pl.scan_parquet(file) if file else pl.LazyFrame({"text": MESSAGES})
    print_rows(texts.select("text", mentions()).collect().iter_rows(named=True))


if __name__ == "__main__":
    main()
