"""How the command find ends where something outside of it goes wrong."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from jerking_info import Finder, corpus, load, mentions
from jerking_info.command.main import main

TEXT = "caffeine and restless legs, "


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT * 50, encoding="utf-8")
    return path


def test_an_engine_that_is_not_installed_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mentions, "_has_fast_engine", lambda: False)
    assert main(["find", "--engine", "ahocorasick_rs", str(file)]) == 2
    assert "jerking-info[fast]" in capsys.readouterr().err


def test_a_closed_pipe_ends_it_quietly(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(corpus, "write", closed)
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["find", str(file), "--output", str(tmp_path / "lines")]) == 141


def test_on_a_terminal_a_bar_tells_how_far_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm", reason="the bar comes with the extra cli")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["find", str(file)]) == 0
    captured = capsys.readouterr()
    assert str(file) in captured.err
    assert re.search(r"100%.* 1\.40k/1\.40k .*B/s", captured.err)
    assert len(captured.out.splitlines()) == 100


def test_the_bar_of_what_has_no_size_tells_how_much_was_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm", reason="the bar comes with the extra cli")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    saved = os.dup(0)
    reader, writer = os.pipe()
    os.write(writer, TEXT.encode() * 50)
    os.close(writer)
    os.dup2(reader, 0)
    os.close(reader)
    try:
        assert main(["find"]) == 0
    finally:
        os.dup2(saved, 0)
        os.close(saved)
    assert re.search(r"-: 1\.40kB \[.*B/s]$", capsys.readouterr().err.rstrip())


def test_where_the_lines_go_to_the_terminal_too_there_is_no_bar(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm", reason="the bar comes with the extra cli")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["find", str(file)]) == 0
    assert capsys.readouterr().err == f"jerking-info: {corpus.notice_of(load())}\n"
    assert main(["find", str(file), "--output", str(tmp_path / "lines")]) == 0
    assert "100%" in capsys.readouterr().err


def test_the_bar_names_a_file_as_it_can_be_shown(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm", reason="the bar comes with the extra cli")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["find", str(file.rename(file.with_name("e\x1b[31m\n.txt")))]) == 0
    assert r"e\x1b[31m\n.txt: 100%" in capsys.readouterr().err


def test_a_process_that_somebody_ended_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(corpus, "_find", ended)
    monkeypatch.setattr(corpus, "ProcessPoolExecutor", ThreadsForProcesses)
    assert main(["find", str(file), "--jobs", "2"]) == 2
    said = (
        "jerking-info: a process that searched was ended; --resume goes on with what is written\n"
    )
    assert capsys.readouterr().err.endswith(said)


class ThreadsForProcesses(ThreadPoolExecutor):
    def __init__(self, jobs: int, _: object, take: Callable[..., None], given: tuple[Any]) -> None:
        super().__init__(jobs, "", take, given)


def test_what_cannot_be_resumed_is_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert main(["find", str(file), "--output", str(pipe), "--resume"]) == 2
    said = "jerking-info: cannot write pipe: File or stream is not seekable.\n"
    assert capsys.readouterr().err.replace(f"{tmp_path}{os.sep}", "").endswith(said)


def test_without_the_extra_there_is_no_bar(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["find", str(file)]) == 0
    captured = capsys.readouterr()
    assert captured.err == f"jerking-info: {corpus.notice_of(load())}\n"
    assert len(captured.out.splitlines()) == 100


def test_what_a_process_that_finds_does_is_what_find_does() -> None:
    finder = Finder(load("1.1.0"))
    corpus._take_finder(finder)
    (segment,) = finder.segments([TEXT])
    assert corpus._find(segment) == finder.find(TEXT)


def test_a_process_that_finds_ends_when_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[object] = []

    class Parent:
        def join(self) -> None:
            happened.append("the parent ended")

    monkeypatch.setattr(os, "_exit", happened.append)
    monkeypatch.setattr(corpus, "parent_process", Parent)
    before = signal.getsignal(signal.SIGINT)
    try:
        corpus._take_finder(Finder(load()))
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    while len(happened) < 2:
        time.sleep(0.01)
    assert happened == ["the parent ended", 1]


@pytest.mark.parametrize("size", [1, 2, 7, 30])
def test_processes_find_what_goes_over_the_border_of_two_pieces(size: int) -> None:
    finder = Finder(load("1.1.0"))
    text = "Parkinson's disease restless legs syndrome hypokalemia " * 20
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert tuple(finder.find_in_pieces(pieces)) == finder.find(text)


def test_export_to_a_terminal_is_for_text_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["export", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Jerking movements")
    assert main(["export", "csv"]) == 2
    assert "csv is not for a terminal: name a file with -o FILE" in capsys.readouterr().err
