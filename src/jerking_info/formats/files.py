"""The form of JSON files, and files that are written in one step."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex

from pydantic import JsonValue
from pydantic_core import to_json


def write_file(
    path: str | bytes | os.PathLike[str], data: Iterable[bytes], *, replace: bool = False
) -> None:
    """Write a file in one step, so that it is never incomplete, even after a crash.

    Args:
        path: the file; a symbolic link is followed. A pipe or a terminal is written directly.
        data: the content of the file in pieces.
        replace: whether to replace an existing file.

    Raises:
        FileExistsError: if the file exists and may not be replaced.
        OSError: if the file cannot be written, or is a folder.
    """
    given = Path(os.fsdecode(path))
    if given.is_fifo() or given.is_char_device():  # such as /dev/stdout
        with given.open("wb") as stream:
            stream.writelines(data)
        return
    target = Path(os.path.realpath(given))
    if target.exists() and not target.is_file():
        raise OSError(f"{target} is not a regular file")
    if target.exists() and not replace:
        raise FileExistsError(f"{target} exists")
    # Only within one folder is a rename a single step. The name fits every file system.
    unfinished = target.with_name(f".{token_hex(8)}.unfinished")
    try:
        with unfinished.open("xb") as stream:
            stream.writelines(data)
        if target.exists():
            unfinished.chmod(target.stat().st_mode)
        unfinished.replace(target)
    except OSError as error:
        if error.filename == str(unfinished):
            error.filename = str(given)
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def json_file(tree: JsonValue | Mapping[str, JsonValue]) -> bytes:
    """Write JSON for people to read, too, in UTF-8."""
    return to_json(tree, indent=2) + b"\n"
