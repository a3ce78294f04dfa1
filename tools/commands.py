"""Other programs, run to their end: what fails says which command it was and what it printed.

Whatever ends us (Ctrl-C, a signal to stop, an error) ends them too, with all that they have
started: each runs in a process group of its own.
"""

import os
import signal
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_POSIX = os.name == "posix"
_SECONDS_TO_END = 5.0
_STOPPING_SIGNALS = ("SIGTERM", "SIGHUP")


class CommandError(Exception):
    """A command failed; `printed` is all that it said, its errors last."""

    def __init__(self, command: tuple[str, ...], status: int, printed: str) -> None:
        super().__init__(command, status, printed)
        self.command = command
        self.status = status
        self.printed = printed

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
    try:
        process = started(*words, cwd=cwd, env=env)
    except OSError as error:
        raise CommandError(words, 127, str(error)) from error
    try:
        printed, complained = (raw.decode(errors="replace") for raw in process.communicate())
    except BaseException:
        end(process)
        raise
    if process.returncode:
        raise CommandError(words, process.returncode, printed + complained)
    return printed


def started(
    *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own; what it prints waits in pipes.

    Raises:
        OSError: if there is no such program.
    """
    return subprocess.Popen(
        list(map(str, command)),
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0 if _POSIX else None,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group: asked at first, forced after five seconds."""
    _send(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_SECONDS_TO_END)
    _send(process, signal.SIGKILL if _POSIX else signal.SIGTERM)
    process.wait()


def _send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it has ended already
        if _POSIX:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


@contextmanager
def stopped_gently() -> Generator[None]:
    """Let a signal to stop end the block as an exception does: what is to be cleaned up, is.

    Raises:
        SystemExit: with the status that shells give, 128 + the signal's number.
    """

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise SystemExit(128 + number)

    numbers = [getattr(signal, name) for name in _STOPPING_SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Generator[None]:
    """Let Ctrl-C and signals to stop wait until the block is through; it must be a short one."""
    if not _POSIX:  # no way to hold them back there
        yield
        return
    numbers = {signal.SIGINT, *(getattr(signal, name) for name in _STOPPING_SIGNALS)}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
