"""How it is measured, and shown: medians of runs in turns, as tables of Markdown."""

import time
from collections.abc import Callable, Iterable
from statistics import median

ROUNDS = 5

# What getrusage tells of a child includes what its parent had in memory; this does not.
MEMORY = """
import re; print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
"""Code that a process ends with, to print its peak memory in KiB."""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table as Markdown."""
    head = list(head)
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(f'{c:.3g}' if isinstance(c, float) else str(c) for c in row)} |")
    print(flush=True)


def seconds(runs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median CPU time of each, taken in turns, so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
    return {name: median(times) for name, times in taken.items()}
