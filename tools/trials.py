"""Runs of some tests in a copy of the checkout, each file of them in a process of its own.

The processes are forked from one that has loaded pytest and all that the tests import, but
nothing of ours, so that a run costs little more than its tests. Wants a system that forks.
"""

import json
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

_OURS = ("jerking_info", "tests", "tools", "examples", "benchmarks")
_FOLDERS = ("src", "data", "docs", *_OURS[1:])
_FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
_OUTCOME = "outcome.json"

_SLOW = 0.5
"""Seconds of the processor that a slow test takes: it runs only where all quick ones pass."""
_ENDLESS = 5.0
"""Seconds of the processor, on top of ten times its own, that show a test endless."""
_STUCK = 1800
"""Seconds of the clock after which what a run waits for will never come."""


class _Outcome(NamedTuple):
    """What became of a run."""

    status: int
    """pytest's exit status, or what ended the process."""
    failed: str
    """The test that failed, if one did."""
    seconds: dict[str, float]
    """The processor's time that each test took."""
    loaded: list[str]
    """The modules of others that were loaded in the end."""


def copy_checkout(root: Path, folder: Path) -> None:
    """Copy what the tests read to an empty folder."""
    for name in _FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(root / name, folder / name, ignore=ignored)
    for name in _FILES:
        shutil.copy(root / name, folder)


class Trials:
    """The same tests again and again, the likeliest to fail first."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        """Run some files of tests in a copy of the checkout once.

        Raises:
            RuntimeError: if they fail.
        """
        self._folder = folder
        self._seconds: dict[str, float] = {}
        seconds: dict[str, float] = {}
        for file in files:
            first = self._run(file, [])
            if first.status != pytest.ExitCode.OK:
                raise RuntimeError(f"{file}: {first.failed or 'it'} fails where nothing is broken")
            seconds |= first.seconds
            with warnings.catch_warnings(action="ignore"):
                for module in first.loaded:
                    with suppress(Exception):  # not every one can be loaded by its name
                        import_module(module)
        self._seconds = seconds
        self._quick = dict(self._stages(files, 0, _SLOW))
        self._slow = dict(self._stages(files, _SLOW, 1e9))

    def _stages(
        self, files: Sequence[str], least: float, most: float
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield the files with such tests, and these, the quickest first."""
        by_seconds = sorted(self._seconds, key=self._seconds.__getitem__)
        for file in files:
            tests = [test for test in by_seconds if test.startswith(f"{file}::")]
            if chosen := [test for test in tests if least <= self._seconds[test] < most]:
                yield file, chosen

    def pass_now(self) -> bool:
        """Tell whether the tests pass in the copy as it is now."""
        for file, tests in (*self._quick.items(), *self._slow.items()):
            outcome = self._run(file, tests)
            if outcome.status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                if outcome.failed in tests:  # try it first the next time
                    tests.remove(outcome.failed)
                    tests.insert(0, outcome.failed)
                if file in self._quick:
                    self._quick = {file: self._quick[file]} | self._quick
                return False
        return True

    def _run(self, file: str, tests: Sequence[str]) -> _Outcome:
        """Run tests of a file in this order, or all, up to the first that fails."""
        told = self._folder / _OUTCOME
        told.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            try:
                _prepare(self._folder, first=not self._seconds)
                recorder = _Recorder(self._seconds, tests)
                options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--basetemp=tmp"]
                # Plugins were loaded before pytest could look at their assertions.
                options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
                status = int(pytest.main([*options, file], plugins=[recorder]))
                loaded = [name for name in sys.modules if name.partition(".")[0] not in _OURS]
                outcome = _Outcome(status, recorder.failed, recorder.seconds, loaded)
                told.write_text(json.dumps(outcome), encoding="utf-8")
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):  # what it may have left running
            os.killpg(child, signal.SIGKILL)
        return (
            _Outcome(*json.loads(told.read_bytes()))
            if told.exists()
            else _Outcome(status or -1, "", {}, [])
        )


class _Recorder:
    """A plugin of pytest that chooses and orders the tests, and keeps what became of them."""

    def __init__(self, expected: Mapping[str, float], tests: Sequence[str]) -> None:
        self.expected = expected
        self.places = {test: place for place, test in enumerate(tests)}
        self.failed = ""
        self.seconds: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.places:  # a test that is new comes first
            items[:] = [
                i for i in items if i.nodeid in {*self.places} or i.nodeid not in self.expected
            ]
            items.sort(key=lambda item: self.places.get(item.nodeid, -1))

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.expected:
            seconds = _ENDLESS + 10 * self.expected.get(item.nodeid, 0)
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.seconds[nodeid] = -_processor_seconds()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] += _processor_seconds()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


def _processor_seconds() -> float:
    """Return what this process and its children used, which other work does not change."""
    return sum(os.times()[:4])


def _prepare(folder: Path, *, first: bool) -> None:
    """Make this process one that runs tests of the copy, with what is ours loaded anew."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir(folder)
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        del sys.modules[name]
    sys.path[:] = [str(folder / "src"), str(folder), *sys.path[1:]]
    os.environ |= {"PYTHONPATH": sys.path[0], "HYPOTHESIS_PROFILE": "repeatable"}
    signal.alarm(_STUCK)
    if not first:
        signal.setitimer(signal.ITIMER_PROF, _ENDLESS)  # for loading what is broken
        # Nor must that be kept beyond this run.
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
