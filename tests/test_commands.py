"""Other programs, run: their failures are told whole, and nothing of them outlives us."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

commands = pytest.importorskip("tools.commands", reason="only a checkout has the tools")

ROOT = Path(__file__).parents[1]
each_signal = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals work so on POSIX only")


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def a_program(file: Path, code: str) -> None:
    """Write a program in Python that runs by its name; POSIX only."""
    source = file.with_name(f"{file.name}.py")
    source.write_text(code, encoding="utf-8")
    # A first line with the path of Python would end at a space in it.
    words = shlex.join([sys.executable, str(source)])
    file.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    file.chmod(0o755)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # what has ended and waits to be noticed does not run
    return not (
        status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    )


def ended(pid: int) -> bool:
    """Wait at most ten seconds for a process to be gone."""
    latest = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < latest:
        time.sleep(0.05)
    return not is_running(pid)


@contextmanager
def started(
    code: str, argument: object = ""
) -> Generator[tuple[subprocess.Popen[str], str], None, None]:
    """Run code as a process of its own; give it and the first line that it prints."""
    with subprocess.Popen(
        [*python(code), str(argument)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def killed(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_the_repository_that_a_hook_works_in_is_not_taken_for_another() -> None:
    code = "import os, tools.commands; print([n for n in os.environ if n.startswith('GIT_')])"
    env = {"GIT_DIR": "x", "GIT_INDEX_FILE": "y", "GIT_AUTHOR_NAME": "z"}
    inherited = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
    said = commands.output_of(*python(code), cwd=ROOT, env={**inherited, **env})
    assert said == "['GIT_AUTHOR_NAME']\n"


def test_what_a_command_prints_comes_without_its_warnings() -> None:
    code = "import sys; print('a'); print('b', file=sys.stderr)"
    assert commands.output_of(*python(code)) == "a\n"


def test_folder_and_environment_are_the_given_ones(tmp_path: Path) -> None:
    code = "import os; print(os.getcwd(), os.environ['X'])"
    said = commands.output_of(*python(code), cwd=tmp_path, env={**os.environ, "X": "y"})
    assert said == f"{tmp_path.resolve()} y\n"


@on_posix
def test_a_stand_in_runs_from_a_folder_with_spaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "with 'a' space"
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    a_program(folder / "told", "import sys; print(sys.argv[1:])")
    assert commands.output_of(folder / "told", "a b", "$c") == "['a b', '$c']\n"


def test_a_failure_tells_all_that_was_said() -> None:
    code = "import sys; print('a'); print('b', file=sys.stderr); sys.exit(3)"
    with pytest.raises(commands.CommandError) as caught:
        commands.output_of(*python(code))
    assert (caught.value.status, caught.value.printed) == (3, "a\nb\n")
    assert str(caught.value) == f"`{sys.executable} -c {code}` ended with status 3:\na\nb"


def test_a_program_that_is_missing_is_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(commands.CommandError) as caught:
        commands.output_of(tmp_path / "nothing")
    assert caught.value.status == 127


def test_a_silent_failure_says_so() -> None:
    with pytest.raises(commands.CommandError, match=r"ended with status 1:\nit printed nothing$"):
        commands.output_of(*python("import sys; sys.exit(1)"))


def test_a_folder_is_gone_after_an_error() -> None:
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        commands.temporary_folder() as folder,
    ):
        code = "import tempfile; print(tempfile.gettempdir())"
        assert commands.output_of(*python(code)) == f"{folder}\n"
        raise ZeroDivisionError
    assert not folder.exists()
    assert commands.output_of(*python(code)) != f"{folder}\n"


PROGRAM = """
import sys, time
from tools.commands import output_of, stopped_gently, temporary_folder

with stopped_gently(), temporary_folder() as folder:
    code = f'''
import os, subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"])
with open(r"{folder}/pids", "w") as file:
    print(os.getpid(), grandchild.pid, file=file)
os.rename(r"{folder}/pids", r"{folder}/ready")
time.sleep(99)
'''
    print(folder, flush=True)
    output_of(sys.executable, "-c", code)
"""


@on_posix
@each_signal
def test_a_signal_ends_all_that_was_started_and_cleans_up(number: signal.Signals) -> None:
    with started(PROGRAM) as (process, first_line):
        folder = Path(first_line)
        ready = folder / "ready"
        latest = time.monotonic() + 30
        while not ready.exists() and time.monotonic() < latest:
            time.sleep(0.05)
        pids = [int(pid) for pid in ready.read_text(encoding="utf-8").split()]
        assert all(map(is_running, pids))
        try:
            process.send_signal(number)
            process.communicate(timeout=30)
            assert process.returncode == (-number if number == signal.SIGINT else 128 + number)
            assert all(map(ended, pids))
            assert not folder.exists()
        finally:  # where the test fails, nothing is left either
            killed(pids)


@on_posix
def test_ctrl_c_while_a_command_starts_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    start = commands.started

    def started_at_a_bad_moment(*command: str, **options: Path) -> subprocess.Popen[bytes]:
        begun.append(start(*command, **options))
        signal.raise_signal(signal.SIGINT)
        return begun[0]

    monkeypatch.setattr(commands, "started", started_at_a_bad_moment)
    with pytest.raises(KeyboardInterrupt):
        commands.output_of(*python("import time; time.sleep(99)"))
    assert ended(begun[0].pid)
    assert not commands._running


@on_posix
def test_a_signal_that_is_ignored_stays_so() -> None:
    code = (
        "import os, signal\nfrom tools.commands import stopped_gently\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with stopped_gently(): signal.raise_signal(signal.SIGHUP); print('goes on')"
    )
    assert commands.output_of(*python(code), cwd=ROOT) == "goes on\n"


def test_a_command_that_says_nothing_has_a_last_line_all_the_same() -> None:
    with pytest.raises(commands.CommandError) as error:
        commands.output_of(*python("raise SystemExit(3)"))
    assert error.value.last_line == "status 3"
    with pytest.raises(commands.CommandError) as error:
        commands.output_of(*python("print('a\\nb'); raise SystemExit(3)"))
    assert error.value.last_line == "b"


@on_posix
@pytest.mark.parametrize("beside", ["pass", "threading.Thread(target=done.wait).start()"])
def test_a_signal_waits_for_what_must_not_be_interrupted(beside: str) -> None:
    code = f"""
import os, signal, threading, time
from tools.commands import stopped_gently, uninterrupted
done = threading.Event()
{beside}
with stopped_gently():
    try:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.1)
            print("through")
        print("never here")
    except SystemExit as error:
        print(error.code)
done.set()
"""
    assert commands.output_of(*python(code), cwd=ROOT) == "through\n143\n"


def test_what_another_thread_waits_for_can_be_ended() -> None:
    commands.end_running()  # nothing yet
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(commands.output_of, *python("import time; time.sleep(99)"))
        began = time.monotonic()
        while not waits.done() and time.monotonic() - began < 30:
            commands.end_running()
            time.sleep(0.05)
        assert time.monotonic() - began < 30
        with pytest.raises(commands.CommandError, match="it printed nothing"):
            waits.result()
    assert not commands._running
