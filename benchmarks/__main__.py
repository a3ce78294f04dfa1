"""Print the tables of the README as Markdown: `python -m benchmarks [--quick]`.

All figures of a table come from the same run, in turns, and are medians. Only their
ratios carry over to another machine.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median
from typing import get_args

import jerking_info
from benchmarks.finders import Find, finders
from benchmarks.texts import messages, words
from jerking_info import EngineName, Finder, load

ROUNDS = 5


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
    growth([1] if quick else [1, 10, 100, 1000] if options.large else [1, 10, 100])


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table as Markdown."""
    head = list(head)
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(f'{c:.3g}' if isinstance(c, float) else str(c) for c in row)} |")
    print(flush=True)


def seconds(runs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median time of each, taken in turns, so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in taken.items()}


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
# What getrusage tells of a child includes what its parent had in memory; this does not.
_MEMORY = """
import re; print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


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
        name: int(subprocess.check_output([sys.executable, "-c", code + _MEMORY])) / 1024
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


def growth(sizes: list[int]) -> None:
    """Print how the cost of the command grows with the file and with processes."""
    print("## The command `jerking-info find` (seconds; peak memory of the main process, MB)\n")
    text = words(load(), 1_000_000).encode()
    rows = []
    rate = peak = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder) / "text"
            with file.open("wb") as stream:
                stream.writelines(text for _ in range(size))
            taken = {}
            for jobs in ("1", "2"):
                start = time.perf_counter()
                arguments = ["find", str(file), "--jobs", jobs, "--output", f"{file}.jsonl"]
                code = f"from jerking_info.cli import main; assert not main({arguments})"
                told = subprocess.check_output(
                    [sys.executable, "-c", code + _MEMORY], stderr=subprocess.DEVNULL
                )
                taken[jobs] = time.perf_counter() - start
                peak = int(told) / 1024
            rate = size / taken["1"]
            rows.append([size, taken["1"], taken["2"], peak])
    table(["MB", "1 process", "2 processes", "peak memory"], rows)
    hours = 1e6 / rate / 3600
    print(
        f"At {rate:.3g} MB/s and core, 1 TB takes {hours:.3g} hours on one core, "
        f"{hours / 16:.2g} on 16, {hours / 64:.2g} on 64: computed, not measured."
    )


if __name__ == "__main__":
    main()
