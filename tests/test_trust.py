"""`python -m tools.trust` says what passed, what did not, and what could not be tried."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.test_commands import each_signal, ended, killed, on_posix, started

trust = pytest.importorskip("tools.trust.__main__", reason="only a checkout has the tools")
api = pytest.importorskip("tools.trust.api")
place = pytest.importorskip("tools.trust.place")
commands = pytest.importorskip("tools.commands")

ROOT = Path(__file__).parents[1]


def passes(_: object) -> Iterator[str]:
    yield from ()


def finds(_: object) -> Iterator[str]:
    yield "one thing"
    yield "another"


def fails(_: object) -> Iterator[str]:
    yield "one thing"
    raise commands.CommandError(("pip",), 1, "no network")


def is_missing(_: object) -> Iterator[str]:
    if place:
        raise place.MissingError("a fourth Python")
    yield "never"


@pytest.mark.parametrize(
    ("gate", "statuses", "told"),
    [
        (passes, (0, 0), "api           passed, 0 s\n"),
        (finds, (1, 1), "api           FAILED with 2 findings, 0 s\n"),
        (fails, (1, 1), "api           FAILED with 2 findings, 0 s\n"),
        (is_missing, (0, 1), "api           missing on this machine: a fourth Python\n"),
    ],
)
def test_the_outcome_of_a_gate_is_told_and_is_the_exit_status(
    gate: object,
    statuses: tuple[int, int],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(trust, "import_module", lambda _: SimpleNamespace(findings=gate))
    command = ["api", "--wheel", "some.whl"]
    assert (trust.main(command), trust.main([*command, "--required"])) == statuses
    assert capsys.readouterr().out.endswith(told)


def test_every_gate_is_a_module() -> None:
    folder = Path(place.__file__).parent
    for gate in trust.GATES:
        module = folder / f"{trust._MODULES.get(gate, gate)}.py"
        assert "def findings(place: Place)" in module.read_text(encoding="utf-8")


def test_an_unknown_gate_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        trust.main(["apj"])
    assert "no gate ['apj']; there are api, bundles" in capsys.readouterr().err


def test_fuzzing_for_ever_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        trust.main(["fuzz", "--seconds", "0"])
    assert "--seconds is at least 1" in capsys.readouterr().err


def test_the_last_release_is_the_highest_version_of_this_branch(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@a.example")
        commands.output_of("git", *identity, *arguments, cwd=tmp_path)

    git("init", "--quiet", "--initial-branch=main")
    git("commit", "--quiet", "--allow-empty", "--message=1")
    assert api.last_release(tmp_path) is None
    for tag in ("v0.9.0", "v0.10.0", "data-1.0.0"):
        git("tag", tag)
    git("checkout", "--quiet", "-b", "other")
    git("commit", "--quiet", "--allow-empty", "--message=2")
    git("tag", "v0.11.0")
    git("checkout", "--quiet", "main")
    assert api.last_release(tmp_path) is None  # nothing was released before this very commit
    git("commit", "--quiet", "--allow-empty", "--message=3")
    for tag in ("v0.10.1-rc1", "vendor-2020"):
        git("tag", tag, "HEAD~")
    assert api.last_release(tmp_path) == "v0.10.0"
    git("tag", "v0.10.1")
    assert api.last_release(tmp_path) == "v0.10.0"


NEWS = """
### [Unreleased]

#### Added

- `Finder.close`.

#### Removed

- `Topic.by_code`: use `by_coding`.

### [0.2.0] - 2026-11-28

#### Changed

- `load` wants `digest`.
"""


@pytest.mark.parametrize(
    ("breakage", "announced"),
    [
        ("src/x.py:1: Topic.by_code: Public object was removed", True),
        ("src/x.py:1: load(digest): Parameter was added as required", True),
        ("src/x.py:1: Finder.close: Public object was removed", False),
        ("src/x.py:1: Topic.by: Public object was removed", False),
        ("src/x.py:1: causes: Public object was removed", False),
    ],
)
def test_a_breakage_is_announced_only_by_its_name(breakage: str, *, announced: bool) -> None:
    assert api.is_announced(breakage, NEWS) == announced
    assert not api.is_announced(
        breakage, NEWS.replace("Removed", "Fixed").replace("Changed", "Added")
    )


def test_news_are_those_since_a_version(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(f"{NEWS}\n### [0.1.0] - x\n", encoding="utf-8")
    assert api.told_since(tmp_path, "0.1.0") == NEWS
    assert "Changed" not in api.told_since(tmp_path, "0.2.0")
    assert "Removed" in api.told_since(tmp_path, "0.2.0")


def griffe(folder: Path, status: int, said: str) -> Path:
    program = folder / "griffe"
    program.write_text(f"#!/bin/sh\necho '{said}'\nexit {status}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_only_a_breakage_is_one_and_a_failure_of_griffe_is_not(tmp_path: Path) -> None:
    told = "src/jerking_info/mentions.py:121: Finder.find(limit): Parameter was added as required"
    assert [*api.breakages(griffe(tmp_path, 0, ""), tmp_path, "v1.0.0")] == []
    assert [*api.breakages(griffe(tmp_path, 1, told), tmp_path, "v1.0.0")] == [told]
    for said in ("", "Traceback (most recent call last):", f"{told}\nRuntimeError: no worktree"):
        with pytest.raises(commands.CommandError):
            list(api.breakages(griffe(tmp_path, 1, said), tmp_path, "v1.0.0"))
    with pytest.raises(commands.CommandError):
        list(api.breakages(tmp_path / "nothing", tmp_path, "v1.0.0"))


def test_outcomes_come_in_the_order_of_their_items() -> None:
    assert [*place.in_turns(lambda item: -item, range(5))] == [(i, -i) for i in range(5)]


WORKERS = """
import sys
from tools.commands import output_of, stopped_gently, temporary_folder
from tools.trust.place import in_turns

WAITS = "import os, sys, time; open(f'{sys.argv[1]}/{os.getpid()}', 'w'); time.sleep(99)"

def works(number):
    output_of(sys.executable, "-c", "pass")
    output_of(sys.executable, "-c", WAITS, sys.argv[1])

with stopped_gently(), temporary_folder() as folder:
    print(folder, flush=True)
    for _ in in_turns(works, range(9)):
        print("never here")
"""


@on_posix
@each_signal
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("working", [0, 2])
def test_a_signal_ends_what_works_in_turns(
    tmp_path: Path, number: signal.Signals, times: int, working: int
) -> None:
    with started(WORKERS, tmp_path) as (process, first_line):
        folder = Path(first_line)
        latest = time.monotonic() + 30
        while len([*tmp_path.iterdir()]) < working and time.monotonic() < latest:
            time.sleep(0.02)
        try:
            for _ in range(times):
                process.send_signal(number)
                time.sleep(0.03)
            said, _ = process.communicate(timeout=20)
            assert said == ""
            # A further signal may come when all is tidy, and nobody waits for one any more.
            assert process.returncode in {-number, 128 + number}
            assert not folder.exists()
            assert all(ended(int(path.name)) for path in tmp_path.iterdir())
        finally:  # where the test fails, nothing is left either
            killed(int(path.name) for path in tmp_path.iterdir())
