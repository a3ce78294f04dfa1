"""Runs of some tests in a copy of the checkout, each run in a process of its own.

The processes are forked from one that has loaded pytest and all that the tests import, but
nothing of ours, so that a run costs little more than its tests. Wants a system that forks.
"""

import json
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

_OURS = ("jerking_info", "tests", "tools", "examples", "benchmarks")
_FOLDERS = ("src", "data", "docs", *_OURS[1:])
_FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
_OUTCOME = "outcome.json"

_ENDLESS = 5.0
"""Seconds of the processor's time beyond what a test took at first, and ten times that."""
_STUCK = 1800
"""Seconds of the clock after which a run waits for something that never comes."""


class Trials:
    """The same tests again and again, the likeliest to fail first."""

    def __init__(self, root: Path, folder: Path, tests: Sequence[str]) -> None:
        """Copy a checkout into an empty folder, and run the tests there once.

        Raises:
            RuntimeError: if they fail.
        """
        for name in _FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(root / name, folder / name, ignore=ignored)
        for name in _FILES:
            shutil.copy(root / name, folder)
        self._folder, self._tests = folder, tests
        self._seconds: dict[str, float] = {}
        self._failed: list[str] = []
        self._run_unbroken()
        outcome = json.loads((folder / _OUTCOME).read_bytes())
        self._seconds = outcome["seconds"]
        with warnings.catch_warnings(action="ignore"):
            for module in outcome["loaded"]:
                with suppress(Exception):  # not every one can be loaded by its name
                    import_module(module)
        self._run_unbroken()

    def _run_unbroken(self) -> None:
        if not self.pass_now():
            raise RuntimeError(f"{' '.join(self._tests)}: these fail where nothing is broken")

    def pass_now(self) -> bool:
        """Tell whether the tests pass in the copy as it is now."""
        outcome = self._folder / _OUTCOME
        outcome.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            try:
                os._exit(_status(self._folder, self._tests, self._seconds, self._failed))
            finally:
                os._exit(-1)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):  # what it may have left running
            os.killpg(child, signal.SIGKILL)
        if outcome.exists() and (failed := json.loads(outcome.read_bytes())["failed"]):
            self._failed = [*(test for test in self._failed if test != failed), failed]
        return status == 0


class _Recorder:
    """A plugin of pytest that orders the tests, and keeps what became of them."""

    def __init__(self, expected: Mapping[str, float], failed: Sequence[str]) -> None:
        self.expected = expected
        self.ranks = {test: -number for number, test in enumerate(failed)}
        self.failed = ""
        self.seconds: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=self.rank)

    def rank(self, item: pytest.Item) -> tuple[int, float]:
        """Put quick tests before slow ones, and first those that failed last."""
        seconds = self.expected.get(item.nodeid, 0)
        return int(2 * seconds), self.ranks.get(item.nodeid, seconds)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self.expected:
            seconds = _ENDLESS + 10 * self.expected.get(item.nodeid, 0)
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed = report.nodeid


def _status(
    folder: Path, tests: Sequence[str], expected: Mapping[str, float], failed: Sequence[str]
) -> int:
    """Run the tests in this process, which ends with it; return pytest's exit status."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    signal.alarm(_STUCK)
    signal.setitimer(signal.ITIMER_PROF, _ENDLESS if expected else 0)  # to load them
    os.chdir(folder)
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        del sys.modules[name]
    sys.path[:] = [str(folder / "src"), str(folder), *sys.path[1:]]
    os.environ |= {"PYTHONPATH": sys.path[0], "HYPOTHESIS_PROFILE": "repeatable"}
    if expected:  # what is broken must not be kept beyond this run
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    recorder = _Recorder(expected, failed)
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", f"--basetemp={folder / 'tmp'}"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # plugins are loaded before
    status = pytest.main([*options, *tests], plugins=[recorder])
    loaded = [name for name in sys.modules if name.partition(".")[0] not in _OURS]
    outcome = {"failed": recorder.failed, "seconds": recorder.seconds, "loaded": loaded}
    (folder / _OUTCOME).write_text(json.dumps(outcome))
    return status
