"""Other programs, run to their end: what fails says which command it was and what it printed.

Whatever ends us (Ctrl-C, a signal to stop, an error) ends them too, with all that they have
started: each runs in a process group of its own.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from types import FrameType

_POSIX = os.name == "posix"
_STOPPING_SIGNALS = ("SIGTERM", "SIGHUP")

_running: set[subprocess.Popen[bytes]] = set()
"""What `output_of` waits for, in any thread."""


class CommandError(Exception):
    """A command failed; `printed` is all that it said, its errors last."""

    def __init__(self, command: tuple[str, ...], status: int, printed: str) -> None:
        super().__init__(command, status, printed)
        self.command = command
        self.status = status
        self.printed = printed

    @property
    def last_line(self) -> str:
        """The last line that it printed, or how it ended if it printed nothing."""
        return (self.printed.strip().splitlines() or [f"status {self.status}"])[-1]

    def __str__(self) -> str:
        said = self.printed.strip() or "it printed nothing"
        return f"`{' '.join(self.command)}` ended with status {self.status}:\n{said}"


def output_of(
    *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Run a command and return what it printed, without its errors and warnings.

    Args:
        command: the program and its arguments.
        cwd: the folder it runs in; ours if not given.
        env: all of its environment; ours if not given.

    Raises:
        CommandError: if it cannot be started or its exit status is not 0.
    """
    words = tuple(map(str, command))
    with ExitStack() as leaving:
        try:
            with uninterrupted():  # what has been started is known, and ended
                process = leaving.enter_context(started(*words, cwd=cwd, env=env))
                leaving.push(partial(_end_after, process))
                leaving.callback(_running.discard, process)
                _running.add(process)
        except OSError as error:
            raise CommandError(words, 127, str(error)) from error
        printed, complained = (raw.decode(errors="replace") for raw in process.communicate())
    if process.returncode:
        raise CommandError(words, process.returncode, printed + complained)
    return printed


def started(
    *command: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own.

    Args:
        command: the program and its arguments.
        cwd: the folder it runs in; ours if not given.
        env: all of its environment; ours if not given.
        log: the file that gets all that it prints; if not given, that waits in pipes.

    Raises:
        OSError: if there is no such program.
    """
    with log.open("wb") if log else nullcontext(subprocess.PIPE) as output:
        return subprocess.Popen(
            list(map(str, command)),
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            process_group=0 if _POSIX else None,
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group, at once: nothing of ours needs a moment to tidy up."""
    with suppress(ProcessLookupError, PermissionError):  # it has ended already
        if _POSIX:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _end_after(
    process: subprocess.Popen[bytes], failure: type[BaseException] | None, *_: object
) -> None:
    if failure:
        end(process)


def end_running() -> None:
    """End what other threads wait for in `output_of`, which then fails there.

    What ends us reaches the main thread only; the others would go on to their end.
    """
    for process in _running.copy():
        end(process)


@contextmanager
def stopped_gently() -> Generator[None]:
    """Let a signal to stop end the block as an exception does: what is to be cleaned up, is.

    Raises:
        SystemExit: with the status that shells give, 128 + the signal's number.
    """

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise SystemExit(128 + number)

    numbers = [getattr(signal, name) for name in _STOPPING_SIGNALS if hasattr(signal, name)]
    # `nohup` lets one of them be ignored, and means it.
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, leave) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Generator[None]:
    """Let Ctrl-C and signals to stop wait until the block is through; it must be a short one.

    They only ever reach the main thread: in any other this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Not by a mask: it is the thread's own, and another thread would take the signal.
    waiting: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        waiting.append(number)

    numbers = [
        getattr(signal, name) for name in ("SIGINT", *_STOPPING_SIGNALS) if hasattr(signal, name)
    ]
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)


@contextmanager
def temporary_folder() -> Generator[Path]:
    """Give a folder that is gone after the block, whatever ends the block and whenever.

    What other programs would leave in the temporary folder of the machine goes there, too.
    """
    folder, before = "", os.environ.get("TMPDIR")
    try:
        with uninterrupted():
            folder = tempfile.mkdtemp(prefix="jerking-info-")
        os.environ["TMPDIR"] = folder
        yield Path(folder)
    finally:
        with uninterrupted():
            os.environ.pop("TMPDIR", None)
            if before is not None:
                os.environ["TMPDIR"] = before
            if folder:
                shutil.rmtree(folder)
