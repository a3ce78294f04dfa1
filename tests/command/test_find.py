"""`jerking-info find`: reading, writing and the ways it can end."""

import gzip
import io
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from jerking_info import find, load, topic
from jerking_info.command.main import main

TEXT = "Too much caffeine \xe9 \U0001f600.\nRESTLESS\nlegs, a stress test; "
COMMAND = [sys.executable, "-m", "jerking_info", "find"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@contextmanager
def standard_input(file: Path) -> Iterator[None]:
    saved = os.dup(0)
    with file.open("rb") as stream:
        os.dup2(stream.fileno(), 0)
    try:
        yield
    finally:
        os.dup2(saved, 0)
        os.close(saved)


def error(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the last line on standard error of a command that cannot go on."""
    assert main(["find", *arguments]) == 2
    return capsys.readouterr().err.splitlines()[-1].removeprefix("jerking-info: ")


def test_find_writes_each_mention_as_a_line(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert main(["find", str(file)]) == 0
    output = capsys.readouterr()
    expected = [
        {"file": str(file), **mention._asdict(), "content": topic.version} for mention in find(TEXT)
    ]
    assert expected == lines(output.out)
    assert output.out.isascii()


def test_find_names_the_content_and_the_disclaimer(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    main(["find", str(file), "--content", "1.0.0"])
    output = capsys.readouterr()
    content = load("1.0.0")
    for part in ("1.0.0", content.sha256, content.disclaimer.short, "No clinician has reviewed"):
        assert part in output.err
    assert {"1.0.0"} == {line["content"] for line in lines(output.out)}


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TEXT.encode()),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-8-sig"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        gzip.compress(TEXT.encode("utf-16")),
    ],
)
def test_find_reads_gzip_and_utf_16_and_offsets_leave_out_the_mark(
    capsys: pytest.CaptureFixture[str], file: Path, data: bytes
) -> None:
    file.write_bytes(data)
    assert main(["find", str(file)]) == 0
    found = [(line["start"], line["text"]) for line in lines(capsys.readouterr().out)]
    assert [(mention.start, mention.text) for mention in find(TEXT)] == found


@pytest.mark.parametrize("data", [TEXT.encode("utf-16"), b"x", b""])
def test_find_reads_a_slow_pipe(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb", buffering=0) as stream:
            for i in range(len(data)):
                stream.write(data[i : i + 1])
                time.sleep(0.2 if i < 1 else 0.001)

    with ThreadPoolExecutor() as pool:
        pool.submit(write)
        assert main(["find", str(pipe)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == (len(find(TEXT)) if len(data) > 1 else 0)


@pytest.mark.parametrize("arguments", [[], ["-"], ["-", "--output", "-"]])
def test_find_reads_standard_input(
    capsys: pytest.CaptureFixture[str], file: Path, arguments: list[str]
) -> None:
    with standard_input(file):
        assert main(["find", *arguments]) == 0
    output = capsys.readouterr()
    assert {"-"} == {line["file"] for line in lines(output.out)}
    assert "reading standard input" not in output.err


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537])
def test_a_character_may_cross_the_end_of_a_read(
    capsys: pytest.CaptureFixture[str], file: Path, length: int
) -> None:
    text = "x" * (length - 3) + " \xe9\U0001f600 stress"
    file.write_bytes(text.encode())
    assert main(["find", str(file)]) == 0
    [line] = lines(capsys.readouterr().out)
    assert line["start"] == text.index("stress")


@pytest.mark.parametrize(
    ("data", "place", "replaced"),
    [
        (b"stress \xff tic", 7, 2),
        ("\xe9".encode() * 100_000 + b"\xc3 tic", 200_000, 1),
        (b"tic \xe2\x82", 4, 1),
        (b"\xff\xfet", 2, 0),
    ],
)
def test_invalid_bytes_are_an_error_or_replaced(
    capsys: pytest.CaptureFixture[str], file: Path, data: bytes, place: int, replaced: int
) -> None:
    file.write_bytes(data)
    encoding = "UTF-16" if data.startswith(b"\xff\xfe") else "UTF-8"
    expected = f'{file}: byte {place} is not {encoding} ("--errors replace" goes on)'
    assert expected == error(capsys, str(file))
    assert main(["find", str(file), "--errors", "replace"]) == 0
    assert replaced == len(lines(capsys.readouterr().out))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("errors", ["strict", "replace"])
def test_nul_characters_are_an_error(
    capsys: pytest.CaptureFixture[str], file: Path, encoding: str, errors: str
) -> None:
    file.write_bytes("caffeine".encode(encoding))
    expected = "NUL characters; if it is UTF-16 without a byte order mark, save it as UTF-8"
    assert error(capsys, str(file), "--errors", errors) == f"{file}: {expected}"


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (gzip.compress(b"x" * 99)[:-9], "Compressed file ended before"),
        (gzip.compress(b"x" * 99)[:-6] + b"abcdef", "CRC check failed"),
        (b"\x1f\x8b\x08\0" + b"\xff" * 99, "Error -3"),
    ],
)
def test_damaged_gzip_is_an_error(
    capsys: pytest.CaptureFixture[str], file: Path, damaged: bytes, reason: str
) -> None:
    file.write_bytes(damaged)
    assert error(capsys, str(file)).startswith(f"{file}: damaged gzip ({reason}")


def test_an_output_replaces_a_file_only_when_there_is_something_to_read(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    output = tmp_path / "lines.jsonl"
    output.write_bytes(b"kept\n")
    missing = tmp_path / "missing"
    for files in ([missing], [file, missing]):
        said = error(capsys, *map(str, files), "-o", str(output))
        assert said.startswith(f"{missing}: No such file")
        assert output.read_bytes() == b"kept\n"
        assert {path.name for path in tmp_path.iterdir()} == {file.name, output.name}
    assert main(["find", str(file), "-o", str(output)]) == 0
    assert len(lines(output.read_text("ascii"))) == len(find(TEXT))
    assert main(["find", os.devnull, "-o", str(output)]) == 0
    assert output.read_bytes() == b""
    nowhere = str(tmp_path / "no" / "folder")
    assert error(capsys, str(file), "-o", nowhere).startswith(f"{nowhere}: No such file")
    assert capsys.readouterr().out == ""


def test_the_output_is_no_input(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    reason = "the mentions would replace this file"
    assert error(capsys, str(link), "-o", str(file)) == f"{link}: {reason}"
    with file.open("rb") as stream:
        done = subprocess.run(
            [*COMMAND, "--output", str(file)], stdin=stream, capture_output=True, check=False
        )
    assert (done.returncode, reason.encode() in done.stderr) == (2, True)
    assert file.read_bytes() == TEXT.encode()


def test_names_of_files_are_shown_and_not_run(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    hostile = file.rename(file.with_name("\x1b[31m\n\udce9.txt"))
    assert main(["find", str(hostile)]) == 0
    assert {str(hostile)} == {line["file"] for line in lines(capsys.readouterr().out)}
    hostile.write_bytes(b"\xff")
    assert r"\x1b[31m\n\udce9.txt: byte 0" in error(capsys, str(hostile))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_unless_the_lines_go_there(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    def shown(*arguments: str) -> str:
        monkeypatch.setattr(sys, "stderr", terminal := Terminal())
        assert main(["find", str(file), *arguments]) == 0
        return terminal.getvalue()

    assert "text.txt: 100%" in shown()
    with monkeypatch.context() as lines_too:
        lines_too.setattr(sys, "stdout", Terminal())
        assert "100%" not in shown()
        assert "100%" in shown("--output", str(file.with_suffix(".jsonl")))
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert "100%" not in shown()


def test_on_a_terminal_without_files_find_says_that_it_reads() -> None:
    parent, child = pty.openpty()
    run = subprocess.Popen(COMMAND, stdin=child, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(child)
    os.write(parent, b"stress\n\x04")
    out, err = run.communicate(timeout=60)
    os.close(parent)
    assert run.returncode == 0
    assert b"reading standard input; Ctrl-D ends it" in err
    assert b'"text": "stress"' in out
