"""Files that appear whole or not at all, and never in place of another by accident."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from pydantic import JsonValue

__all__ = ("json_file", "write_file")


def __dir__() -> tuple[str, ...]:
    return __all__


# Bytes that every file system takes, and some to spare.
# 1 mutant lives: 101 leaves enough to spare, too.
_SHORTEST_OF_LONGEST_NAMES = 100


def write_file(path: str | os.PathLike[str], data: bytes, *, replace: bool = False) -> None:
    """Write a file in one step: nobody ever sees a part of it, not even after a crash.

    Args:
        path: the file; through a symbolic link, what it leads to.
        data: all that it shall hold.
        replace: whether to replace a file that is there.

    Raises:
        FileExistsError: if there is something already and it shall not be replaced, also
            if it came there a moment ago.
        OSError: if the file cannot be written, or is a folder or a device; what was there
            before is then untouched.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_file(Path(folder, "a"), b"text")
    ...     Path(folder, "a").read_bytes()
    b'text'
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device would not be written to but replaced.
        raise OSError(f"{target} is no plain file")
    if target.exists() and not replace:
        raise FileExistsError(f"{target} exists")
    # In the same folder, since only there a rename is one step.
    name = target.name.encode()[:_SHORTEST_OF_LONGEST_NAMES].decode(errors="ignore")
    unfinished = target.with_name(f".{name}.{token_hex(8)}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            if target.exists():  # who may read it stays as it was
                unfinished.chmod(target.stat().st_mode)
            unfinished.replace(target)
        else:
            _place(unfinished, target)
    except BaseException:  # Ctrl-C, too, leaves nothing behind
        with suppress(OSError):
            unfinished.unlink()
        raise
    _settle(target.parent)


def json_file(tree: JsonValue | Mapping[str, JsonValue]) -> bytes:
    """Write JSON as this package always does: for people to read, too."""
    return (json.dumps(tree, indent=2, ensure_ascii=False) + "\n").encode()


def _place(unfinished: Path, target: Path) -> None:
    """Give a finished file its name unless the name is taken, with nothing in between."""
    try:
        target.hardlink_to(unfinished)
    except (OSError, NotImplementedError):
        # Not all file systems know hard links: take the name first, if it is free, then fill it.
        target.open("xb").close()
        unfinished.replace(target)
    else:
        unfinished.unlink()


def _settle(folder: Path) -> None:
    """Let the new name survive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
