"""Print the tables of the README as Markdown: `python -m benchmarks [--quick]`.

All figures of a table come from the same run, in turns, and are medians. Only their
ratios carry over to another machine.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

import jerking_info
from benchmarks import scale
from benchmarks.finders import Find, finders
from benchmarks.measures import MEMORY, seconds, table
from benchmarks.texts import messages, words
from jerking_info import EngineName, Finder, load


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
    mentions(int(megabytes * 1_000_000))
    corpus(int(megabytes * 2_000_000))
    degenerate(int(megabytes * 10_000_000))
    sizes = scale.SIZES if options.large else scale.SIZES[:1] if quick else scale.SIZES[:-1]
    scale.print_tables(sizes, 5_000 if quick else scale.ROWS)


_FLOOR = (
    "from pydantic import BaseModel\n"
    "M = [type(f'M{i}', (BaseModel,), {'__annotations__': {'a': str, 'b': tuple[str, ...]}})"
    " for i in range(12)]"
)
_STARTS = {
    "bare interpreter": "",
    "`import jerking_info`": "import jerking_info",
    "`from pydantic import BaseModel`": "from pydantic import BaseModel",
    "12 pydantic models": _FLOOR,
    "first touch of `causes`": "from jerking_info import causes",
    "first `find`": "from jerking_info import find; find('caffeine')",
}


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _each(find: Find, texts: list[str]) -> None:
    for text in texts:
        find(text)


def _all(finder: Finder, texts: list[str]) -> None:
    for _ in finder.find_all(texts):
        pass


def cold_start() -> None:
    """Print what a whole process costs over a bare interpreter, in time and memory."""
    print("## Cold start\n")
    times = seconds({name: partial(_run, code) for name, code in _STARTS.items()}, 9)
    memory = {
        name: int(subprocess.check_output([sys.executable, "-c", code + MEMORY])) / 1024
        for name, code in _STARTS.items()
    }
    bare = "bare interpreter"
    table(
        ["what", "ms over bare", "MB over bare"],
        ([n, (times[n] - times[bare]) * 1000, memory[n] - memory[bare]] for n in _STARTS),
    )


def mentions(size: int) -> None:
    """Print how fast each finds in one text, and in one message."""
    print("## One text (MB/s of UTF-8), and one message of 200 characters (\u00b5s)\n")
    topic = load()
    texts = {
        "ASCII": words(topic, size),
        "accented": words(topic, size, accented=0.1),
        "dense": words(topic, size, terms=0.1),
    }
    some = messages(texts["ASCII"])[:500]
    known = finders(topic)
    columns = {
        name: seconds({n: partial(f, text) for n, f in known.items()})
        for name, text in texts.items()
    }
    single = seconds({n: partial(_each, f, some) for n, f in known.items()})
    floor = next(iter(known))
    rows = [
        [name]
        + [len(texts[column].encode()) / 1e6 / times[name] for column, times in columns.items()]
        + [single[name] / len(some) * 1e6, columns["ASCII"][floor] / columns["ASCII"][name]]
        for name in known
    ]
    table(["engine", *texts, "message", "times the floor, ASCII"], rows)


def corpus(size: int) -> None:
    """Print how fast each finds in many messages: one call each, and `find_all`."""
    print("## Many messages of 200 characters (MB/s)\n")
    topic = load()
    known = finders(topic)
    rows: dict[str, list[object]] = {}
    for accented in (0.0, 0.1):
        texts = messages(words(topic, size, accented=accented))
        runs: dict[str, Callable[[], object]] = {
            f"{name}, a call for each": partial(_each, f, texts) for name, f in known.items()
        }
        for engine in get_args(EngineName):
            finder = Finder(topic, engine)
            runs[f"**`find_all`**, `{engine}`"] = partial(_all, finder, texts)
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        for name, taken in seconds(runs).items():
            rows.setdefault(name, [name]).append(megabytes / taken)
    table(["engine", "ASCII", "accented"], rows.values())


def degenerate(size: int) -> None:
    """Print the time per byte of texts that are quadratic where care is not taken."""
    print(f"## Degenerate texts of {size / 1e6:g} MB (time per byte, plain text = 1)\n")
    topic = load()
    texts = {"plain": words(topic, size)}
    texts |= {repr(unit): unit * (size // len(unit)) for unit in ("'", " ", "restless legs ", "a")}
    rows = []
    for engine in get_args(EngineName):
        find = Finder(topic, engine).find
        times = seconds({name: partial(find, text) for name, text in texts.items()}, 3)
        rows.append([engine, *(taken / times["plain"] for taken in times.values())])
    table(["engine", *texts], rows)


if __name__ == "__main__":
    main()
