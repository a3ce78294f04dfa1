"""`write_file`: a file appears whole, or not at all."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jerking_info.formats.files import json_file, write_file


def test_a_file_is_written_with_exactly_these_bytes(tmp_path: Path) -> None:
    write_file(tmp_path / "a", [b"x\r", b"\n\0"])

    assert (tmp_path / "a").read_bytes() == b"x\r\n\0"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
@pytest.mark.parametrize("name", [b"caf\xe9.txt", "caf\udce9.txt", "x" * 255])
def test_any_name_of_the_file_system_is_written(tmp_path: Path, name: str | bytes) -> None:
    write_file(os.path.join(os.fsencode(tmp_path), os.fsencode(name)), [b"x"])  # noqa: PTH118 (of bytes)

    assert os.listdir(os.fsencode(tmp_path)) == [os.fsencode(name)]  # noqa: PTH208


def test_an_existing_file_is_replaced_only_when_asked_to(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o640)

    with pytest.raises(FileExistsError, match="a exists"):
        write_file(file, [b"new"])
    assert file.read_bytes() == b"old"
    write_file(file, [b"new"], replace=True)
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_file(tmp_path / "link", [b"x"])

    assert (tmp_path / "target").read_bytes() == b"x"
    assert (tmp_path / "link").is_symlink()


def test_a_folder_is_not_replaced_and_a_device_is_written_directly(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is not a regular file"):
        write_file(tmp_path, [b"x"], replace=True)
    write_file(os.devnull, [b"x"])

    assert Path(os.devnull).is_char_device()


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x"
        raise UnicodeError

    with pytest.raises(UnicodeError):
        write_file(tmp_path / "a", pieces())
    with pytest.raises(FileNotFoundError) as error:
        write_file(tmp_path / "b" / "c", [b"x"])

    assert list(tmp_path.iterdir()) == []
    assert error.value.filename == str(tmp_path / "b" / "c")


def test_json_is_indented_utf_8_with_a_line_break_at_its_end() -> None:
    assert json_file({"é": [1]}) == '{\n  "é": [\n    1\n  ]\n}\n'.encode()
