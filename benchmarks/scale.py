"""Print how the cost of finding grows: `python -m benchmarks.scale [--quick] [--write PAGE]`.

The command on files of 1 to 1000 MB, in one process and in two, and on text with more and less
to find; rows per second inside the engines of the examples; and what 1 TB would take on more
cores, computed from these. With `--write`, the tables replace those of the page, `docs/scale.md`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from importlib.util import find_spec
from io import StringIO
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.measures import MEMORY, table
from benchmarks.texts import messages, words
from jerking_info import Finder, load

SIZES = (1, 10, 100, 1000)
"""Sizes of files in MB."""
ROWS = 500_000
"""Rows for the engines, of 200 characters each: 100 MB."""
CORES = (1, 2, 16, 64, 256)
TERMS = (0.0, 0.005, 0.05, 0.5)
"""Shares of terms among the words."""

_LONG = 1000  # MB that are searched once and not three times
_ROW = 200
_TERABYTE = 10**12
_MEASURED = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)

_CHILDREN = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1 MB and few rows")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="the page to write into")
    options = parser.parse_args()
    sizes, rows = ((1,), 5_000) if options.quick else (SIZES, ROWS)
    if options.write is None:
        print_tables(sizes, rows)
        return
    printed = StringIO()
    with redirect_stdout(printed):
        print_tables(sizes, rows)
    page = options.write.read_text(encoding="utf-8")
    tables = f"\n{printed.getvalue().strip()}\n\n"
    options.write.write_text(_MEASURED.sub(lambda _: tables, page), encoding="utf-8", newline="\n")


def print_tables(sizes: tuple[int, ...], rows: int) -> None:
    """Print all that grows, and what is computed from it.

    Args:
        sizes: of the files for the command, in MB.
        rows: how many for the engines.
    """
    rates = print_command(sizes)
    print_terms(min(10, sizes[-1]))
    workers = print_engines(rows)
    print_terabyte(rates, workers)


def print_command(sizes: tuple[int, ...]) -> dict[str, float]:
    """Print what the command takes; return the MB/s of each of two at once, by the engine."""
    print("## The command\n")
    print(
        "`jerking-info find FILE --engine ENGINE --output FILE`, the whole process, in seconds:\n"
    )
    text = words(load(), 500_000).encode()
    engines = _engines()
    lines: dict[str, list[list[object]]] = {engine: [] for engine in engines}
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        whole, *halves = (Path(folder) / name for name in ("whole", "first", "second"))
        for size in sizes:
            for file, count in [(whole, 2 * size), *((half, size) for half in halves)]:
                with file.open("wb") as stream:
                    stream.writelines(text for _ in range(count))
            for engine in engines:
                runs = [
                    (_find([whole], engine, 1), _find([whole], engine, 2), _find(halves, engine, 1))
                    for _ in range(3 if size < _LONG else 1)
                ]
                times = [median(seconds for seconds, _ in same) for same in zip(*runs, strict=True)]
                peak = max(peak for run in runs for _, peak in run)
                lines[engine].append([f"`{engine}`", size, *times, peak])
                rates[engine] = size / times[2] / 2
    head = ["engine", "MB", "1 process", "`--jobs 2`", "2 commands, half each", "peak MB of one"]
    table(head, chain.from_iterable(lines.values()))
    return rates


def _engines() -> list[str]:
    return [name for name in ("ahocorasick_rs", "re") if name == "re" or find_spec(name)]


def print_terms(size: int) -> None:
    """Print how the share of terms among the words matters to the command, on so many MB."""
    print("## More to find\n")
    print(f"A file of {size} MB, MB/s of one process with its start, by the share of terms:\n")
    engines = _engines()
    lines: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text"
        for share in TERMS:
            text = words(load(), 500_000, terms=share).encode()
            with file.open("wb") as stream:
                stream.writelines(text for _ in range(2 * size))
            taken = [[_find([file], engine, 1)[0] for engine in engines] for _ in range(3)]
            lines.append(
                [f"{share:.1%}", *(size / median(same) for same in zip(*taken, strict=True))]
            )
    table(["terms", *(f"`{engine}`" for engine in engines)], lines)


def _find(files: list[Path], engine: str, jobs: int) -> tuple[float, float]:
    """Run a command for each file, all at once; return seconds, and the most MB of a process."""
    start = time.perf_counter()
    commands = []
    for file in files:
        options = ["--engine", engine, "--jobs", str(jobs), "--output", f"{file}.jsonl"]
        code = f"from jerking_info.command.main import main; assert not main({['find', str(file), *options]})"
        run = [sys.executable, "-c", f"{code}{MEMORY}{_CHILDREN}"]
        commands.append(
            subprocess.Popen(
                run, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
            )
        )
    told = [command.communicate()[0].split() for command in commands]
    return time.perf_counter() - start, max(int(peak) for peaks in told for peak in peaks) / 1024


def print_engines(rows: int) -> float:
    """Print rows per second inside engines, and return those of Spark for each worker, or 0."""
    print("## Inside engines\n")
    print(f"{_thousands(rows)} rows of {_ROW} characters from a Parquet file, read and searched:\n")
    texts = messages(words(load(), min(rows, 10_000) * _ROW))[:rows]
    texts *= rows // len(texts)
    lines: list[list[object]] = []

    def add(name: str, told: tuple[float, float]) -> float:
        seconds, first = told
        lines.append([name, _thousands(rows / seconds), rows * _ROW / 1e6 / seconds, first])
        return rows / seconds

    finder = Finder(load())
    add("none: `find_all` of a list", _timed(lambda: sum(map(len, finder.find_all(texts)))))
    each = 0.0
    if find_spec("pyarrow"):
        with tempfile.TemporaryDirectory() as folder:
            file = _parquet(Path(folder), texts)
            for name, run in _in_one_process(file).items():
                add(name, _timed(run))
            for workers in (1, 2) if find_spec("pyspark") else ():
                # In a process of its own, or the second would find all of Java started.
                with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                    told = pool.submit(_spark, file, workers).result()
                name = f"Spark, {workers} worker{'s' if workers > 1 else ''}"
                each = add(name, told) / workers
    table(["engine", "rows per second", "MB/s", "first run, with its start, s"], lines)
    return each


def _timed(run: Callable[[], object], started: float = 0.0) -> tuple[float, float]:
    """Return the median seconds of three runs, and those of the first, with its start."""
    taken = []
    for _ in range(4):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return median(taken[1:]), started + taken[0]


def _parquet(folder: Path, texts: list[str]) -> str:
    import pyarrow as pa
    from pyarrow import parquet

    file = str(folder / "texts.parquet")
    rows = pa.table({"text": texts})
    # As one finds them: texts hardly repeat, and a file has several parts.
    parquet.write_table(rows, file, use_dictionary=False, row_group_size=len(texts) // 16)
    return file


def _in_one_process(file: str) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    if find_spec("polars"):
        import polars as pl

        from examples.polars_mentions import mentions

        lazy = pl.scan_parquet(file).select(mentions().list.len().sum())
        found["Polars"] = lazy.collect
    if find_spec("duckdb"):
        import duckdb

        from examples.duckdb_mentions import add_mentions

        connection = duckdb.connect()
        add_mentions(connection)
        query = f"SELECT sum(len(mentions(text))) FROM '{file}'"  # noqa: S608 (a file of ours)
        found["DuckDB"] = lambda: connection.execute(query).fetchone()
    return found


def _spark(file: str, workers: int) -> tuple[float, float]:
    from examples.spark_mentions import local_session, with_mentions

    start = time.perf_counter()
    session = local_session(workers)
    try:
        found = with_mentions(session.read.parquet(file))
        run = partial(found.write.format("noop").mode("overwrite").save)
        return _timed(run, time.perf_counter() - start)
    finally:
        session.stop()


def print_terabyte(rates: dict[str, float], workers: float) -> None:
    """Print what 1 TB would take.

    Args:
        rates: MB/s of each of two commands at once, by the engine.
        workers: rows per second of each of two workers of Spark, 0 if not measured.
    """
    print("## 1 TB, computed\n")
    alone = {f"commands, `{engine}`": _TERABYTE / (rate * 1e6) for engine, rate in rates.items()}
    told = " or ".join(f"{rate:.3g} with `{engine}`" for engine, rate in rates.items())
    print(f"From the MB/s of each of two commands at once on the largest file, {told}", end="")
    if workers:
        alone["Spark"] = _TERABYTE / _ROW / workers
        print(
            f",\nand from {_thousands(workers)} rows per second of each of two Spark workers",
            end="",
        )
    print(":\n")
    lines = [[cores, *(duration(taken / cores) for taken in alone.values())] for cores in CORES]
    table(["cores", *alone], lines)


def duration(seconds: float) -> str:
    """Return a time in hours, minutes or seconds.

    >>> duration(15_120), duration(945), duration(59)
    ('4.2 hours', '15.8 minutes', '59 seconds')
    """
    for unit, length in (("hours", 3600), ("minutes", 60)):
        if seconds >= length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} seconds"


def _thousands(number: float) -> str:
    return f"{round(number, -3):_.0f}".replace("_", " ")


if __name__ == "__main__":
    main()
