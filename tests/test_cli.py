"""The command: what it prints, and how it ends."""

import argparse
import contextlib
import errno
import importlib
import io
import os
import pty
import re
import runpy
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

import jerking_info
from jerking_info import __version__, changelog, cli, load, parse, releases
from jerking_info.command.main import main
from jerking_info.formats import to_text

COMMAND = [sys.executable, "-m", "jerking_info"]


@pytest.fixture(autouse=True)
def _output_is_buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command find, at its end, what it could not write, as it does by default."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*COMMAND, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


def test_without_arguments_it_prints_the_newest_topic_at_80_columns() -> None:
    done = run(env=os.environ | {"COLUMNS": "200"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == to_text(load(), 80)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_installed_script_is_the_same_command() -> None:
    script = Path(sys.executable).with_name("jerking-info")
    done = subprocess.run([script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == to_text(load(), 80)


@pytest.mark.parametrize(("columns", "width"), [(100, 100), (40, 40), (9, 20)])
def test_in_a_terminal_it_wraps_to_the_terminal(columns: int, width: int) -> None:
    leader, follower = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "LINES": "24"}
    process = subprocess.Popen(COMMAND, stdout=follower, env=environment)
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(leader)
    assert process.wait(30) == 0
    assert shown.decode().replace("\r\n", "\n") == to_text(load(), width)


def test_the_version_is_of_code_and_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--version"]) == 0
    newest = releases[-1].version
    assert capsys.readouterr().out == f"jerking-info {__version__} (content {newest})\n"
    monkeypatch.setattr(jerking_info, "releases", releases[:1])
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"jerking-info {__version__} (content 1.0.0)\n"


def test_a_valid_file_is_said_to_be_valid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "1.0.0.json"
    file.write_bytes(load("1.0.0").to_json())
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: jerking-movements 1.0.0 is valid\n"


def test_each_problem_of_a_file_is_a_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    raw = load("1.0.0").to_json()
    raw = raw.replace(b'"kind": "state"', b'"kind": "mood\\u001b[31m"', 1)
    file.write_bytes(raw.replace(b'"position": 2', b'"position": "2"'))
    assert main(["check", str(file)]) == 1
    out = capsys.readouterr().out
    first, second = out.splitlines()
    assert first.startswith(f"{file}: causes[0].examples[0].kind: found 'mood\\x1b[31m', expected")
    assert first.endswith("'condition', 'electrolyte', 'substance', 'medication' or 'state'")
    assert second == f"{file}: tips[1].position: found '2', expected a valid integer"


def test_standard_input_can_be_checked() -> None:
    assert run("check", "-", input="{").returncode == 1
    assert run("check", "-", input=load().to_json().decode()).returncode == 0


def test_standard_input_stays_open_for_what_runs_the_command(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(load().to_json())
    saved = os.dup(0)
    with file.open("rb") as stream:
        os.dup2(stream.fileno(), 0)
    try:
        assert main(["check", "-"]) == 0
        assert os.read(0, 1) == b""
    finally:
        os.dup2(saved, 0)
        os.close(saved)


@pytest.mark.parametrize("file", ["no-such-file", ".", "x\x1b[31m\ny"])
def test_a_file_that_cannot_be_read_is_said_on_standard_error(file: str) -> None:
    done = run("check", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("jerking-info: cannot read ")
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["compare", "x\ny", "1.0.0"], ["new-release", "--data", "x\ny"], ["find", "x\ny"]]
)
def test_a_name_in_two_lines_is_said_in_one(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("jerking-info: cannot ")
    assert "x\\ny" in said


def test_a_file_too_large_is_not_read_to_its_end() -> None:
    done = run("check", "/dev/zero")
    assert done.returncode == 1
    assert "at most 1000000 bytes" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["--nonsense"], ["check"], ["check", "a", "b"]]
)
def test_wrong_usage_exits_2_with_a_hint(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: jerking-info" in done.stderr


USAGES = {
    "": "[-h] [--version] COMMAND ...",
    "check": "[-h] FILE",
    "releases": "[-h]",
    "compare": "[-h] [--format {text,json,markdown}] OLD NEW",
    "verify": "[-h]",
    "export": "[-h] [--content VERSION] [-o FILE] [--all DIR] [--force] [FORMAT]",
    "new-release": "[-h] [--step {patch,minor,major}] [--ready] [--data DIR]",
    "find": "[-h] [--output FILE] [--resume] [--jobs N] [--replace] [--release VERSION] "
    "[--engine {re,ahocorasick_rs}] [FILE ...]",
}


def test_help_says_how_each_command_is_used_and_what_all_of_it_is_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "999")
    parser = cli._parser()
    *_, commands = parser._actions
    assert isinstance(commands, argparse._SubParsersAction)
    helps = [action.help for action in commands._choices_actions]
    for name, command in ({"": parser} | commands.choices).items():
        usage = " ".join(["usage: jerking-info", *name.split(), USAGES[name]])
        assert usage == command.format_usage().strip()
        for text in filter(None, (command.description, command.epilog)):
            assert re.fullmatch(r"([A-Z][a-z]+|FORMAT) .*\.", text)
        assert command.description
        helps += [action.help for action in command._actions if action is not commands]
    assert [*USAGES] == ["", *commands.choices]
    assert [*commands.choices] == [action.dest for action in commands._choices_actions]
    # In a few words, which are no sentence.
    assert [text for text in helps if not re.fullmatch(r"[a-z].*[a-z)]", text or "")] == []


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"]])
def test_a_closed_pipe_ends_it_quietly(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, *arguments], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_ctrl_c_ends_it_quietly() -> None:
    process = subprocess.Popen(
        [*COMMAND, "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)  # it waits for input by then
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out, error) == (130, b"", b"")


def test_a_character_that_the_terminal_lacks_does_not_hide_the_others(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"é": 1}', encoding="utf-8")
    done = run("check", str(file), env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "\\xe9: found 1" in done.stdout


def test_a_damaged_installation_is_said_in_one_line() -> None:
    code = (
        "from jerking_info import cli, content\n"
        "content.read_data = lambda _: b'{}'\n"
        "raise SystemExit(cli.main([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"jerking-info: {releases[-1].version}.json is not the text")
    assert done.stderr.count("\n") == 1


def test_the_releases_are_listed_oldest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{release.version}  {release.released}  {release.sha256}" for release in releases
    ]


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_two_contents_are_compared_by_version_or_file(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(load("1.1.0").to_json())
    assert main(["compare", "1.0.0", "1.1.0", "--format", form]) == 0
    by_version = capsys.readouterr().out
    assert main(["compare", "1.0.0", str(file), "--format", form]) == 0
    assert capsys.readouterr().out == by_version
    writers = {"text": changelog.to_text, "json": changelog.to_json}
    written = writers.get(form, changelog.to_markdown)(load("1.0.0"), load("1.1.0"))
    assert by_version == written.replace("### [1.1.0]", f"### [1.1.0] - {releases[1].released}")


def test_contents_are_compared_for_a_terminal_if_nothing_else_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "1.0.0", "1.1.0"]) == 0
    assert capsys.readouterr().out == changelog.to_text(load("1.0.0"), load("1.1.0"))


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("9.0.0", "no content release '9.0.0'; there are '1.0.0'"),
        ("no-such-file", "cannot read no-such-file: No such file"),
        (__file__, f"{__file__}: line 1 column"),
        ("x\x1b[31m", "cannot read x\\x1b[31m: No such file"),
    ],
)
def test_what_cannot_be_compared_is_said(
    old: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", old, "1.0.0"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_each_problem_of_what_cannot_be_compared_is_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    raw = load().to_json().replace(b'"position": 2', b'"position": "2"')
    file.write_bytes(raw.replace(b'"position": 3', b'"position": "3"'))
    assert main(["compare", "1.0.0", str(file)]) == 2
    assert capsys.readouterr().err == (
        "jerking-info: the content has 2 problems:\n"
        f"  {file}: tips[1].position: found '2', expected a valid integer\n"
        f"  {file}: tips[2].position: found '3', expected a valid integer\n"
    )


def test_a_version_comes_before_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("1.0.0").write_bytes(b"no content")
    Path("2").write_bytes(load("1.0.0").to_json())
    assert main(["compare", "1.0.0", "1.1.0"]) == 0
    by_version = capsys.readouterr().out
    assert main(["compare", "2", "1.1.0"]) == 0
    assert by_version == capsys.readouterr().out


def test_verify_names_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    files = ["releases.json", "schema.json", *(f"{release.version}.json" for release in releases)]
    assert capsys.readouterr().out.splitlines() == [f"{file}: ok" for file in files]


def test_verify_fails_on_one_flipped_bit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from jerking_info.content import releases as content

    real = content.read_data

    def damaged(name: str) -> bytes:
        raw = real(name)
        return bytes([raw[0] ^ 1]) + raw[1:] if name == "1.0.0.json" else raw

    monkeypatch.setattr(content, "read_data", damaged)
    assert main(["verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "releases.json: ok"
    assert lines[2].startswith("1.0.0.json: 1.0.0.json is not the text that was asked for")
    assert lines[3] == "1.1.0.json: ok"


def test_a_draft_is_started_changed_and_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from jerking_info.content.releases import read_data

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(2030, 1, 2 if tz is UTC else 1)

    monkeypatch.setattr("datetime.datetime", Clock)
    monkeypatch.chdir(tmp_path)
    data = Path("data")  # where it looks if no other folder is named
    data.mkdir()
    for name in ("releases.json", *(f"{release.version}.json" for release in releases)):
        (data / name).write_bytes(read_data(name))
    assert main(["new-release", "--ready"]) == 2
    assert "found no draft" in capsys.readouterr().err
    assert main(["new-release"]) == 0
    file = data / "1.2.0.json"
    assert capsys.readouterr().out == (
        f"{file} is there to be changed; when it is ready:\n"
        f"  jerking-info check {file}\n"
        f"  jerking-info new-release --ready --data data\n"
    )
    assert main(["new-release", "--step", "minor"]) == 2
    said = f"jerking-info: cannot write the draft: File exists: {file}\n"
    assert capsys.readouterr().err == said
    assert main(["new-release", "--ready"]) == 2
    assert "no change since" in capsys.readouterr().err
    file.write_bytes(file.read_bytes().replace(b"Many people", b"Some people"))
    assert main(["new-release", "--ready", "--data", str(data.absolute())]) == 0
    assert capsys.readouterr().out == (
        f"released 1.2.0, sha256 {parse(file.read_bytes()).sha256}\n"
        "now add it to the content section of the changelog:\n"
        "  jerking-info compare OLD NEW --format markdown\n"
    )
    assert b'"released": "2030-01-02"' in (data / "releases.json").read_bytes()
    assert main(["new-release", "--data", str(tmp_path / "nowhere")]) == 2
    assert "No such file" in capsys.readouterr().err
    spaced = data.rename("my data")
    assert main(["new-release", "--data", str(spaced)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        f'  jerking-info check "{spaced / "1.3.0.json"}"',
        '  jerking-info new-release --ready --data "my data"',
    ]


@pytest.mark.parametrize(("raised", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, 141)])
def test_an_interruption_anywhere_ends_it_with_the_status_of_its_signal(
    raised: type[BaseException],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def interrupted(_: object) -> int:
        raise raised

    monkeypatch.setattr(cli, "_print_topic", interrupted)
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main([]) == status
    assert capfd.readouterr().err == ""


def test_where_there_is_no_output_an_interruption_has_its_status_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_print_topic", interrupted)
    monkeypatch.setattr(sys, "stdout", None)
    assert main([]) == 141


def test_a_stream_that_cannot_be_reconfigured_is_written_to_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stream:
        shown = ""

        def write(self, text: str) -> int:
            self.shown += text
            return len(text)

        def flush(self) -> None:
            pass

    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["--version"]) == 0
    assert stream.shown.startswith("jerking-info ")


def test_in_a_terminal_the_columns_are_those_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "50")
    assert main([]) == 0
    assert capsys.readouterr().out == to_text(load(), 50)


def test_the_module_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.modules.pop("jerking_info.__main__", None)
    monkeypatch.setattr(sys, "argv", ["jerking-info", "releases"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("jerking_info", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("1.0.0  ")


def test_importing_the_module_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    importlib.import_module("jerking_info.__main__")
    assert capsys.readouterr().out == ""


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none"
    assert main(["check", str(file)]) == 2
    said = f"jerking-info: cannot read {file}: No such file or directory\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    "arguments", [[], ["releases"], ["check", "-"], ["export", "text"], ["find", "-"]]
)
def test_a_full_disk_is_no_problem_of_the_content(arguments: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=load().to_json(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    *_, said = done.stderr.splitlines()  # before that, `find` tells what it finds
    assert said == b"jerking-info: cannot go on: No space left on device"


def test_a_disk_that_is_full_of_what_was_found_is_told_with_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "text"
    file.write_text("caffeine", encoding="utf-8")
    assert main(["find", str(file), "--output", "/dev/full"]) == 2
    *_, said = capsys.readouterr().err.splitlines()
    assert said == "jerking-info: cannot write /dev/full: No space left on device"


@pytest.mark.parametrize("options", [[], ["--jobs", "1"]])
def test_one_process_finds_if_no_more_are_asked_for(
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delattr("jerking_info.command.find.ProcessPoolExecutor")
    file = tmp_path / "text"
    file.write_text("caffeine", encoding="utf-8")
    assert main(["find", str(file), *options]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    with pytest.raises(NameError, match="ProcessPoolExecutor"):
        main(["find", str(file), "--jobs", "2"])


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left"), OSError("No space left")], ids=repr
)
def test_an_output_that_cannot_be_flushed_is_said(
    error: OSError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise error

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Full())
        assert main(["releases"]) == 2
    assert capsys.readouterr().err == "jerking-info: cannot go on: No space left\n"


def test_output_that_somebody_closed_ends_it_without_a_traceback() -> None:
    command = " ".join([*COMMAND, "check", "-", ">&-"])
    done = subprocess.run(
        command, shell=True, input=load().to_json(), capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["", "find -", "releases"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_what_goes_to_a_closed_stream_goes_nowhere_else(
    command: str, closed: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    redirected = f"{closed} > {out}" if closed == "2>&-" else f"{closed} 3> {out}"
    done = subprocess.run(
        " ".join([*COMMAND, command, redirected]),
        shell=True, input=b"caffeine", capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, b"Traceback" in done.stderr) == (0, b"", False)
    shown = out.read_text(encoding="utf-8")
    assert bool(shown) is (closed == "2>&-")
    assert "jerking-info: content" not in shown


def test_exported_text_goes_wherever_output_is_redirected_to() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        assert main(["export", "text"]) == 0
    assert shown.getvalue() == to_text(load())
