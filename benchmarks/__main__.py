"""Print the tables of the benchmarks as Markdown: `python -m benchmarks [--quick]`.

All figures of a table come from the same run, in turns, and are medians. Only their
ratios carry over to another machine. `--write` also puts them between the marks of
`docs/benchmarks.md`.
"""

import argparse
import io
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import jerking_info
from benchmarks import scale
from benchmarks.finding import corpus, degenerate, mentions
from benchmarks.starts import cold_start, warm

_ROOT = Path(__file__).parents[1]
_BEGIN, _END = "<!-- begin: python -m benchmarks -->\n", "<!-- end -->"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less text")
    parser.add_argument("--large", action="store_true", help="a file of 1000 MB too")
    parser.add_argument("--write", action="store_true", help="put the figures into the pages")
    options = parser.parse_args()
    quick = options.quick
    megabytes = 0.2 if quick else 1.0
    where = (
        f"Python {sys.version.split()[0]}, jerking-info {jerking_info.__version__} in "
        f"`{Path(jerking_info.__file__).parent.parent.name}`, content {jerking_info.topic.version}."
    )
    print(f"{where}\n")
    starts = printed(cold_start) + printed(warm)
    found = printed(partial(mentions, int(megabytes * 1_000_000)))
    many = printed(partial(corpus, int(megabytes * 2_000_000)))
    worst = printed(partial(degenerate, int(megabytes * 10_000_000)))
    sizes = scale.SIZES if options.large else scale.SIZES[:1] if quick else scale.SIZES[:-1]
    scale.print_tables(sizes, 5_000 if quick else scale.ROWS)
    if options.write:
        write(_ROOT / "docs" / "benchmarks.md", f"{where}\n\n{starts}{found}{many}{worst}")


def printed(measure: Callable[[], None]) -> str:
    """Return what a measurement prints, and print it."""
    with redirect_stdout(io.StringIO()) as output:
        measure()
    print(output.getvalue(), end="", flush=True)
    return output.getvalue()


def write(page: Path, figures: str) -> None:
    """Put figures between the marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    text = f"{before}{_BEGIN}\n{figures.strip()}\n\n{_END}{after}"
    page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
