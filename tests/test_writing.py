import os
import re
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from jerking_info.formats.files import json_file, write_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"x\r\n\0")
    assert (tmp_path / "a").read_bytes() == b"x\r\n\0"
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError, match="a exists"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_there_is_replaced_on_demand(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old and longer")
    write_file(tmp_path / "a", b"new", replace=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_replaced_stays_readable_by_whom_it_was(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"", replace=True)
    (tmp_path / "a").chmod(0o600)
    write_file(tmp_path / "a", b"new", replace=True)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_all_of_it_is_on_the_disk_before_it_has_its_name_and_then_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, int]] = []
    handles: list[int] = []

    def sync(handle: int) -> None:
        status = os.fstat(handle)
        folder = stat.S_ISDIR(status.st_mode)
        synced.append(
            ("the folder" if folder else names(tmp_path)[0], status.st_size * (not folder))
        )
        handles.append(handle)

    monkeypatch.setattr(os, "fsync", sync)
    write_file(tmp_path / "a", b"text")

    assert [re.sub("[0-9a-f]{16}$", "16 digits", name) for name, _ in synced] == [
        ".a.16 digits",
        "the folder",
    ]
    assert [size for _, size in synced] == [4, 0]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handles[1])


def test_what_cannot_be_cleaned_up_does_not_hide_what_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise PermissionError("the disk went away")

    def fill(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fill)
    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(OSError, match="disk full"):
        write_file(tmp_path / "a", b"text")


def test_a_new_file_can_be_read_by_whom_the_user_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "a")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "link", b"new")
    write_file(tmp_path / "link", b"new", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "a").read_bytes() == b"new"


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for target in (tmp_path, tmp_path / "fifo"):
        for replace in (False, True):
            with pytest.raises(OSError, match=f"^{target} is no plain file$"):
                write_file(target, b"", replace=replace)
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)
    assert names(tmp_path) == ["fifo"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(tmp_path / "no" / "a", b"")


@pytest.mark.parametrize("name", ["a" * 255, "ä" * 127, "a" + "ä" * 127])
def test_a_name_as_long_as_can_be_is_fine(tmp_path: Path, name: str) -> None:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        pytest.skip("where the locale is C and UTF-8 is off, no file has this name")
    write_file(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


@pytest.mark.parametrize("step", ["fsync", "rename", "link"])
@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt()], ids=repr)
def test_when_anything_fails_the_old_file_stays_and_no_rest_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    def fail(*_: Any) -> None:
        raise failure

    (tmp_path / "a").write_bytes(b"old")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    if step == "link":
        monkeypatch.setattr(Path, "hardlink_to", fail)
    with pytest.raises(type(failure)):
        write_file(tmp_path / ("b" if step == "link" else "a"), b"new", replace=step != "link")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


@pytest.mark.parametrize("linkable", [True, False])
def test_of_many_writers_at_once_exactly_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, linkable: bool
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError("no hard links here")

    if not linkable:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    won: list[bytes] = []
    start = threading.Barrier(8)

    def write(data: bytes) -> None:
        start.wait()
        try:
            write_file(tmp_path / "a", data)
        except FileExistsError:
            return
        won.append(data)

    writers = [threading.Thread(target=write, args=(bytes([n]) * 1000,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [(tmp_path / "a").read_bytes()] == won
    assert names(tmp_path) == ["a"]


def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError("no handle on a folder here")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        write_file(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_json_is_written_for_people_to_read_too() -> None:
    written = json_file({"title": "Zuckungen, übrige", "positions": [1]})
    assert written.decode() == (
        '{\n  "title": "Zuckungen, übrige",\n  "positions": [\n    1\n  ]\n}\n'
    )
