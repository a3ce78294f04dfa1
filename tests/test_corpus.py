"""Mentions in files: read in pieces, written as lines of JSON, resumed."""

import errno
import gzip
import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, ClassVar

import pytest

from jerking_info import Finder, topic
from jerking_info.command.find import (
    BadUtf8Error,
    ResumeError,
    lines_of,
    mentions_in,
    resumed,
    texts_of,
    write,
)
from jerking_info.command.main import main

TEXT = "Too much caffeine é 😀.\nRESTLESS\nlegs, Parkinson\u2019s disease; " * 4_000
FINDER = Finder(topic)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["find", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_file_has_the_mentions_that_its_text_has(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    expected = [
        {"file": str(file), **mention._asdict(), "content": topic.version}
        for mention in FINDER.find(TEXT)
    ]
    assert expected == found(capsys, str(file))


def test_a_line_is_what_json_makes_of_a_mention(tmp_path: Path) -> None:
    file = tmp_path / "\u201cTic\u201d {\xe9} \U0001f600.txt"
    file.write_bytes(TEXT.encode())
    expected = [
        json.dumps({"file": str(file), **mention._asdict(), "content": '1"1'}) + "\n"
        for mention in FINDER.find(TEXT)
    ]
    assert expected == [*lines_of([str(file)], FINDER, content='1"1')]


def test_the_notice_names_the_content_and_carries_the_disclaimer(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    main(["find", str(file)])
    article = topic.provenance.article
    assert capsys.readouterr().err == (
        f"jerking-info: content {topic.version} ({topic.language}), sha256 {topic.sha256}, "
        f"after {article.title!r} by {article.author}, not-reviewed. {topic.disclaimer.short}\n"
    )


def test_gzip_is_read_like_what_it_holds(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    packed = file.with_suffix(".gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    plain = [{**line, "file": ""} for line in found(capsys, str(file))]
    assert plain == [{**line, "file": ""} for line in found(capsys, str(packed))]


def test_damaged_gzip_is_reported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    damaged = tmp_path / "x.gz"
    damaged.write_bytes(gzip.compress(TEXT.encode())[:-20])
    with pytest.raises(OSError, match="damaged gzip") as error, damaged.open("rb") as stream:
        list(texts_of(stream))
    assert error.value.errno == errno.EIO
    wrong_checksum = bytearray(gzip.compress(TEXT.encode()))
    wrong_checksum[-6] ^= 1
    for data, why in {
        damaged.read_bytes(): "Compressed file ended before .*",
        bytes(wrong_checksum): "CRC check failed .*",
        b"\x1f\x8b\x08\0" + b"\xff" * 99: "Error -3 .*",
        b"\x1f\x8b\xff" + b"\0" * 99: "Unknown compression method",
    }.items():
        damaged.write_bytes(data)
        assert main(["find", str(damaged)]) == 2
        *_, said = capsys.readouterr().err.splitlines()
        place = re.escape(str(damaged))
        assert re.fullmatch(rf"jerking-info: cannot read {place}: damaged gzip \({why}\)", said)


def test_standard_input_is_read_and_stays_open(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    saved = os.dup(0)
    with file.open("rb") as stream:
        os.dup2(stream.fileno(), 0)
    try:
        lines = found(capsys)
        assert os.read(0, 1) == b""
    finally:
        os.dup2(saved, 0)
        os.close(saved)
    assert {"-"} == {line["file"] for line in lines}
    assert len(FINDER.find(TEXT)) == len(lines)


def test_several_processes_find_the_same(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert found(capsys, str(file)) == found(capsys, str(file), "--jobs", "2")


class Pool(ThreadPoolExecutor):
    """Threads in place of processes."""

    asked: ClassVar[list[tuple[int, str]]] = []

    def __init__(
        self, jobs: int, context: BaseContext, take: Callable[[Finder], None], given: tuple[Finder]
    ) -> None:
        self.asked.append((jobs, context.get_start_method()))
        super().__init__(jobs, "", take, given)


def test_as_many_processes_as_are_asked_for_find_and_none_is_forked(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setattr("jerking_info.command.find.ProcessPoolExecutor", Pool)
    asked: list[tuple[int, str]] = []
    monkeypatch.setattr(Pool, "asked", asked)
    file.write_text("restless legs", encoding="utf-8")
    [found] = mentions_in(["restless legs"], FINDER)
    lines = [*lines_of([str(file)], FINDER, content="")]
    assert asked == []
    assert [found] == [*mentions_in(["restless legs"], FINDER, jobs=2)]
    assert lines == [*lines_of([str(file)], FINDER, content="", jobs=3)]
    assert asked == [(2, "spawn"), (3, "spawn")]


@pytest.mark.parametrize("masks", [hasattr(signal, "pthread_sigmask"), False])
def test_processes_that_find_start_where_ctrl_c_does_not_reach_them(
    monkeypatch: pytest.MonkeyPatch,
    masks: bool,  # noqa: FBT001
) -> None:
    blocked = partial(getattr(signal, "pthread_sigmask", lambda *_: set()), *(0, ()))
    seen: list[bool] = []

    class Watched(Pool):
        def submit(self, *arguments: Any) -> Any:  # type: ignore[override]
            seen.append(signal.SIGINT in blocked())
            return super().submit(*arguments)

    monkeypatch.setattr("jerking_info.command.find.ProcessPoolExecutor", Watched)
    if not masks:
        monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    assert len([*mentions_in(["caffeine"], FINDER, jobs=2)]) == 1
    assert seen == [masks]
    assert signal.SIGINT not in blocked()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_processes_that_find_end_with_the_one_that_started_them(tmp_path: Path, name: str) -> None:
    psutil = pytest.importorskip("psutil")
    large = tmp_path / "large.txt"
    large.write_text(TEXT * 50, encoding="utf-8")
    command = [sys.executable, "-m", "jerking_info", "find", str(large), "--jobs", "2"]
    with (tmp_path / "err").open("wb") as err:
        run = subprocess.Popen([*command, "--output", str(tmp_path / "out")], stderr=err)
    children: list[Any] = []
    while not (tmp_path / "out").exists() or not (tmp_path / "out").stat().st_size:
        time.sleep(0.05)
        assert run.poll() is None
    children = psutil.Process(run.pid).children(recursive=True)
    assert len(children) >= 2
    run.send_signal(signal.Signals[name])
    assert run.wait(30) == {"SIGINT": 130}.get(name, -signal.Signals[name])
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    assert b"Traceback" not in (tmp_path / "err").read_bytes()


def test_what_comes_before_bad_utf_8_is_found_by_several_processes_too(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jerking_info.command.find.ProcessPoolExecutor", Pool)
    file.write_bytes(TEXT.encode() * 9 + b"\xff" + TEXT.encode())
    outputs = [tmp_path / "1", tmp_path / "2"]
    for jobs, output in enumerate(outputs, 1):
        assert main(["find", str(file), "--jobs", str(jobs), "--output", str(output)]) == 2
    one, two = [output.read_bytes() for output in outputs]
    assert one == two
    assert one.count(b"\n") > 1000


@pytest.mark.parametrize("block", [7, 50, 60, 70])
def test_several_processes_agree_where_a_mention_crosses_a_border(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jerking_info.search.pieces._BLOCK", block)
    monkeypatch.setattr("jerking_info.command.find.ProcessPoolExecutor", Pool)
    # The second of two mentions that share a word is none, even where a segment begins with it.
    text = "tea Parkinson's diseases of the nervous system, " * 50
    pieces = (text[at : at + 9] for at in range(0, len(text), 9))
    mentions = tuple(mentions_in(pieces, FINDER, jobs=2))
    assert FINDER.find(text) == mentions
    assert {"Parkinson's diseases"} == {mention.text for mention in mentions}


def test_several_processes_hold_no_more_than_a_few_segments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jerking_info.search.pieces._BLOCK", 100)
    monkeypatch.setattr("jerking_info.command.find.ProcessPoolExecutor", Pool)
    pieces = iter(["x caffeine and tea " * 6] * 50)
    mentions = mentions_in(pieces, FINDER, jobs=2)
    assert next(mentions).start == 2
    left = len([*pieces])
    assert 40 <= left <= 46
    assert len([*mentions]) == 6 * (50 - left) - 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_no_more_than_a_part_of_a_file_is_in_memory(pack: Callable[[bytes], bytes]) -> None:
    stream = io.BytesIO(pack(b"x" * 1_000_000))
    assert max(map(len, texts_of(stream))) < 600_000


@pytest.mark.parametrize("length", [1, 2, 3, 5, 7])
def test_bytes_may_end_inside_a_character(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jerking_info.command.find._PIECE", length)
    text = TEXT[:60]
    assert text == "".join(texts_of(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("data", "offset", "bad", "replaced"),
    [
        (b"caffeine \xff stress", 9, b"\xff", "caffeine \ufffd stress"),
        ("é".encode() * 300_000 + b"\xc3", 600_000, b"\xc3", "é" * 300_000 + "\ufffd"),
        (b"\xed\xa0\x80", 0, b"\xed", "\ufffd" * 3),
    ],
)
def test_what_is_not_utf_8_is_told_with_its_offset_and_replaced_if_asked(
    data: bytes, offset: int, bad: bytes, replaced: str
) -> None:
    with pytest.raises(BadUtf8Error) as caught:
        list(texts_of(io.BytesIO(data)))
    assert (offset, bad, "text") == (caught.value.offset, caught.value.found, caught.value.file)
    assert f"text: byte {offset} is not UTF-8: found {bad!r} " in str(caught.value)
    assert str(caught.value).endswith("(with --replace, U+FFFD is put for it)")
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))
    assert replaced == "".join(texts_of(io.BytesIO(data), replace=True))


def test_the_command_reports_bad_utf_8_with_its_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"caffeine \xff stress")
    assert main(["find", str(bad)]) == 2
    assert f"{bad}: byte 9 is not UTF-8: found b'\\xff'" in capsys.readouterr().err
    assert [line["text"] for line in found(capsys, str(bad), "--replace")] == ["caffeine", "stress"]


def test_in_lines_too_what_is_not_utf_8_is_replaced_only_if_asked(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"caffeine \xff stress")
    with pytest.raises(BadUtf8Error, match=f"^{re.escape(str(bad))}: byte 9 "):
        list(lines_of([str(bad)], FINDER, content=""))
    assert len([*lines_of([str(bad)], FINDER, content="", replace=True)]) == 2


def test_progress_adds_up_to_the_size(file: Path) -> None:
    told: list[int] = []
    with file.open("rb") as stream:
        for _ in texts_of(stream, progress=told.append):
            pass
    assert file.stat().st_size == sum(told)


@pytest.mark.parametrize("cut", [0, 1, 150, 5_000, -1, None])
def test_an_interrupted_run_resumes_and_writes_nothing_twice(file: Path, cut: int | None) -> None:
    output = file.with_suffix(".jsonl")
    assert main(["find", str(file), "--output", str(output)]) == 0
    whole = output.read_bytes()
    output.write_bytes(whole[:cut])
    assert main(["find", str(file), "--output", str(output), "--resume"]) == 0
    assert whole == output.read_bytes()


def test_a_run_that_wrote_nothing_resumes_from_the_beginning(file: Path) -> None:
    output = file.with_suffix(".jsonl")
    assert main(["find", str(file), "--output", str(output), "--resume"]) == 0
    assert len(FINDER.find(TEXT)) == output.read_bytes().count(b"\n")


def test_a_run_resumes_only_what_it_would_have_written(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    output = file.with_suffix(".jsonl")
    assert main(["find", str(file), "--output", str(output)]) == 0
    first = output.read_bytes().partition(b"\n")[0]
    for number, written in [
        (1, b"{}\n"), (2, first + b"\n{}\n{}\n"), (1, b"my notes"), (2, first + b"\n{}"),
    ]:  # fmt: skip
        output.write_bytes(written)
        capsys.readouterr()
        assert main(["find", str(file), "--output", str(output), "--resume"]) == 2
        said = (
            f"line {number} is not what this run finds: the files, the options or the content "
            "changed; without --resume, it begins anew\n"
        )
        assert capsys.readouterr().err.endswith(f"jerking-info: {said}")
        assert output.read_bytes() == written
    for nowhere in ([], ["--output", "-"]):
        assert main(["find", str(file), "--resume", *nowhere]) == 2
        said = "jerking-info: --resume needs --output, the file that the interrupted run wrote\n"
        assert capsys.readouterr().err == said


@pytest.mark.parametrize("missing", ["", "no such file"])
def test_a_run_that_has_nothing_to_read_empties_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, missing: str
) -> None:
    output = tmp_path / "lines.jsonl"
    output.write_bytes(b"kept\n")
    assert main(["find", missing, "--output", str(output)]) == 2
    shown = missing or "''"
    assert f"cannot read {shown}: No such file or directory\n" in capsys.readouterr().err
    assert output.read_bytes() == b"kept\n"


def test_a_hyphen_is_standard_output(
    capsys: pytest.CaptureFixture[str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {*tmp_path.iterdir()}
    assert found(capsys, str(file)) == found(capsys, str(file), "--output", "-")
    assert {*tmp_path.iterdir()} == before


def test_lines_replace_what_a_file_holds_unless_they_resume_it(tmp_path: Path) -> None:
    path = tmp_path / "out"
    for before, resume in {b"x\n": False, b"a\nb": True}.items():
        path.write_bytes(before)
        write(["a\n", "b\n"], str(path), resume=resume)
        assert path.read_bytes() == b"a\nb\n"
        write(["a\n"], str(path))
        assert path.read_bytes() == b"a\n"


def test_of_what_a_run_did_not_write_no_more_is_read_than_a_line(tmp_path: Path) -> None:
    class Endless(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            assert size == 3
            return b"\0" * size

    with pytest.raises(ResumeError, match=r"^line 1 is not"):
        next(resumed(["a\n"], Endless()))
    path = tmp_path / "out"
    path.write_bytes(b"a\nb\nc\n")
    for rest in (b"", b"c", b"c\n"):
        path.write_bytes(b"a\nb\n" + rest)
        with path.open("r+b") as output:
            if rest:
                with pytest.raises(ResumeError, match=r"^line 3 is not"):
                    list(resumed(["a\n", "b\n"], output))
            else:
                assert list(resumed(["a\n", "b\n"], output)) == []
        assert path.read_bytes() == b"a\nb\n" + rest


def test_a_file_cannot_be_searched_and_written_to(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    before = file.read_bytes()
    other = tmp_path / "link"
    other.symlink_to(file)
    said = "is what the lines are written to: it cannot be searched\n"
    for resume in ([], ["--resume"]):
        assert main(["find", str(other), "--output", str(file), *resume]) == 2
        assert capsys.readouterr().err == f"jerking-info: {other} {said}"
    for command in (f"--output {file} < {file}", f"{file} >> {file}"):
        done = subprocess.run(
            f"{sys.executable} -m jerking_info find {command}",
            shell=True, capture_output=True, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr.split(" ", 2)[2]) == (2, said)
    assert file.read_bytes() == before
    assert main(["find", os.devnull, "--output", os.devnull]) == 0


def test_an_interruption_leaves_whole_lines_to_resume(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield from ("a\n", "b\n", "c\n")

    with (tmp_path / "out").open("w+b") as output:
        output.write(b"a\nb")
        output.seek(0)
        assert list(resumed(lines(), output)) == ["b\n", "c\n"]
        assert output.tell() == 2
    assert (tmp_path / "out").read_bytes() == b"a\n"


def test_a_file_that_is_not_there_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "no-such-file"]) == 2
    assert "cannot read no-such-file: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_jobs_is_a_number_from_1_up(capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    with pytest.raises(SystemExit):
        main(["find", "--jobs", jobs])
    said = f"argument --jobs: {jobs!r} is no number from 1 up\n"
    assert capsys.readouterr().err.endswith(said)


def test_a_chosen_release_and_engine_are_used(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    lines = found(capsys, str(file), "--release", "1.0.0", "--engine", "re")
    assert {"1.0.0"} == {line["content"] for line in lines}
    assert "restless legs" not in {line["term"] for line in lines}
