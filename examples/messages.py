"""What people write: the corpus of the examples when they are given none."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from jerking_info import disclaimer, topic

MESSAGES: tuple[str | None, ...] = (
    "My RLS got worse; could low potassium cause muscle jerks?",
    "No coffee after noon, and less CAFFEINE at all.",
    None,  # as in the data of most people
    "",
    "Parkinson\u2019s disease \U0001f9e0 or only stress?",
    "Se\u00f1ora \u0130lkay has sudden\u2010movements at night.",
    "I sleep well, thank you.",
)


def file_of_command_line(description: str | None) -> Path | None:
    """Return the Parquet file that the command line names, if it names one."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=_parquet_file,
        help="a Parquet file with a column `text`; a small built-in corpus if not given",
    )
    file: Path | None = parser.parse_args().file
    return file


def _parquet_file(name: str) -> Path:
    import pyarrow as pa
    from pyarrow import parquet

    file = Path(name)
    if not file.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name!r}")
    try:
        columns = parquet.read_schema(file)
    except pa.ArrowException:
        raise argparse.ArgumentTypeError(f"{name!r} is not a Parquet file") from None
    kinds = (pa.string(), pa.large_string())
    if not any(column.name == "text" and column.type in kinds for column in columns):
        raise argparse.ArgumentTypeError(f"{name!r} has no column 'text' of strings")
    return file


def print_rows(rows: Iterable[Mapping[str, object]]) -> None:
    """Print what must be said with rows to standard error, and then each as a line of JSON."""
    print(f"Terms of content {topic.version}. {disclaimer.short}", file=sys.stderr)
    for row in rows:
        print(json.dumps(row))
