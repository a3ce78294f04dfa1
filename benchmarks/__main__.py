"""Print the tables of the README as Markdown: `python -m benchmarks [--quick]`.

All figures of a table come from the same run, in turns, and are medians. Only their
ratios carry over to another machine.
"""

import argparse
import sys
from pathlib import Path

import jerking_info
from benchmarks import scale
from benchmarks.finding import corpus, degenerate, mentions
from benchmarks.starts import cold_start, warm


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less text and fewer rounds")
    parser.add_argument("--large", action="store_true", help="a file of 1000 MB too")
    options = parser.parse_args()
    quick = options.quick
    megabytes = 0.2 if quick else 1.0
    print(
        f"Python {sys.version.split()[0]}, jerking-info {jerking_info.__version__} in "
        f"`{Path(jerking_info.__file__).parent.parent.name}`\n"
    )
    cold_start()
    warm()
    mentions(int(megabytes * 1_000_000))
    corpus(int(megabytes * 2_000_000))
    degenerate(int(megabytes * 10_000_000))
    sizes = scale.SIZES if options.large else scale.SIZES[:1] if quick else scale.SIZES[:-1]
    scale.print_tables(sizes, 5_000 if quick else scale.ROWS)


if __name__ == "__main__":
    main()
