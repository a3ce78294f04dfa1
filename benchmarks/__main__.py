"""Measure reading and finding: `python -m benchmarks [--quick] [--write]`.

All figures of a table come from one run, in turns: the median and, in brackets, the range. Only
ratios carry over to another machine.
"""

import argparse
import io
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import finding, starts
from jerking_info import topic

_PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_BEGIN = "<!-- begin: python -m benchmarks -->\n"


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less text and fewer rounds")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md, too")
    options = parser.parse_args()
    size, rounds = (200_000, 3) if options.quick else (1_000_000, 9)
    with redirect_stdout(io.StringIO()) as output:
        print(
            f"{datetime.now(UTC).date()}, Python {sys.version.split()[0]}, jerking-info "
            f"{version('jerking-info')}, content {topic.version}, a shared machine of two cores.\n"
        )
        starts.cold_start(rounds)
        starts.warm(rounds)
        finding.speed(size, rounds)
        finding.hard_texts(size, rounds)
        finding.building(rounds)
        finding.memory(1)
    print(output.getvalue(), end="")
    if options.write:
        head = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)[0]
        _PAGE.write_text(f"{head}{_BEGIN}\n{output.getvalue()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
