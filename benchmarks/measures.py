"""Times, taken in turns and shown as a median with its spread, to two digits."""

import time
from collections.abc import Callable, Iterable, Mapping
from statistics import median
from typing import NamedTuple


class Spread(NamedTuple):
    """The median of some figures, the smallest and the largest."""

    median: float
    low: float
    high: float

    def per(self, amount: float) -> "Spread":
        """Return the figures divided by an amount."""
        return Spread(*(figure / amount for figure in self))

    def rate(self, amount: float) -> "Spread":
        """Return an amount divided by the figures."""
        return Spread(amount / self.median, amount / self.high, amount / self.low)

    def __str__(self) -> str:
        return f"{shown(self.median)} ({shown(self.low)} to {shown(self.high)})"


def shown(figure: float) -> str:
    """Return a figure with two significant digits, and whole from 10 up."""
    return f"{float(f'{figure:.2g}'):.6g}"


def spread(figures: Iterable[float]) -> Spread:
    """Return the median and the range of some figures."""
    known = sorted(figures)
    return Spread(median(known), known[0], known[-1])


def seconds(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Spread]:
    """Return the CPU time of each run, taken in turns so that noise falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
    return {name: spread(times) for name, times in taken.items()}


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table as Markdown."""
    columns = list(head)
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    for row in rows:
        cells = (shown(cell) if isinstance(cell, float) else str(cell) for cell in row)
        print(f"| {' | '.join(cells)} |")
    print(flush=True)
