"""What every gate is given: the wheel that it tries, and room to try it in."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tools import environments
from tools.commands import end_running, output_of, uninterrupted

ROOT = Path(__file__).parents[2]
"""The checkout, or a copy of it without `src`."""

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


class MissingError(Exception):
    """What a gate needs is not on this machine: nothing was tried, and nothing is claimed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gate does its work."""

    wheel: Path
    """The wheel that users would install."""
    folder: Path
    """An empty folder, for this gate alone."""
    seconds: int
    """How long a gate that could go on for ever does."""

    def environment(
        self,
        name: str,
        *requirements: str,
        extras: str = "",
        python: Path | None = None,
        options: Sequence[str] = (),
    ) -> Path:
        """Make a fresh environment with the wheel in it, and return its Python.

        Args:
            name: what its folder is called.
            requirements: what else is installed there.
            extras: the extras of the wheel, with commas between.
            python: the Python that it is of; the one that runs this if not given.
            options: what else `uv pip install` is told.

        Raises:
            CommandError: if it cannot be made or filled.
        """
        wheel = f"jerking-info{f'[{extras}]' if extras else ''} @ {self.wheel.as_uri()}"
        of = python or Path(sys.executable)
        return (
            environments.made(self.folder / name, of, [wheel, *requirements, *options]) / "python"
        )


Gate = Callable[[Place], Iterator[str]]
"""What yields each thing that is not as it must be, and prints what it has proven.

Raises `CommandError` if a command fails, and `MissingError` if it cannot run here.
"""


def in_turns(
    outcome: Callable[[_Item], _Outcome], items: Iterable[_Item]
) -> Iterator[tuple[_Item, _Outcome]]:
    """Yield each item with its outcome, in their order, while two are worked on at a time.

    Whatever ends this ends what they have started, too.
    """
    items = list(items)
    futures: list[Future[_Outcome]] = []
    with ThreadPoolExecutor(2) as pool:
        try:
            with uninterrupted():  # what has been started is known
                futures = [pool.submit(outcome, item) for item in items]
            yield from zip(items, (future.result() for future in futures), strict=True)
        finally:
            with uninterrupted():
                for future in futures:
                    future.cancel()
                # Only after an interruption is there anything to wait for. Between two commands
                # of an outcome there is nothing to end, so look again.
                while wait(futures, timeout=0.1).not_done:
                    end_running()


def version_of(python: Path) -> str:
    """Return a Python's own words for its version: `Python 3.11.7`."""
    return output_of(python, "--version").strip()
