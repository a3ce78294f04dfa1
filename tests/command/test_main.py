"""The command as a whole: help, errors, exit statuses, pipes and signals."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jerking_info import __version__, load, releases
from jerking_info.command.main import COMMANDS, main

COMMAND = [sys.executable, "-m", "jerking_info"]
# A buffered output fails at the end, as it does by default.
BUFFERED = os.environ | {"PYTHONUNBUFFERED": ""}
NAMES = [name for group in COMMANDS.values() for name in group]


def test_help_lists_every_command_by_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line in COMMANDS] == [*COMMANDS]
    assert all(f"\n  {name} " in out for name in NAMES)
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_describes_it_and_gives_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    out = capsys.readouterr().out
    assert out.startswith(f"usage: jerking-info {name} ")
    assert f"\nExamples\n  jerking-info {name}" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version_is_of_code_and_content(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([option])
    assert capsys.readouterr().out == (
        f"jerking-info {__version__} (content {releases[-1].version})\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek", "x"], "no command 'chek' (did you mean 'check'?); there are 'show', 'causes',"),
        (["check", "no\x1b[31m\nfile"], "no\\x1b[31m\\nfile: No such file or directory"),
        (["check", "no\udce9file"], "no\\udce9file: No such file or directory"),
        (["check", "."], ".: Is a directory"),
        (["compare", "9.0.0", "1.0.0"], "no content release '9.0.0'; there are '1.0.0'"),
        (["compare", "1.0.0", __file__], f"the content has 1 problem:\n  {__file__}: line 1"),
        (["show", "--content", "1.0"], "no content release '1.0'; there are '1.0.0'"),
        (["export", "text", "-o", "no/folder"], "no/folder: No such file or directory"),
        (["new-release", "--data", "no folder"], "no folder/releases.json: No such file"),
        (["find", "no\nfile"], "no\\nfile: No such file or directory"),
    ],
)
def test_an_error_is_a_message_on_standard_error(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert f"jerking-info: {message}" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("arguments", [["--nonsense"], ["check"], ["check", "--nonsense", "x"]])
def test_wrong_usage_exits_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: jerking-info" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [[Path(sys.executable).with_name("jerking-info")], COMMAND], ids=["script", "module"]
)
def test_the_script_and_the_module_are_the_command(command: list[str]) -> None:
    done = subprocess.run([*command, "releases"], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == [
        f"{release.version}  {release.released}  {release.sha256}" for release in releases
    ]


@pytest.mark.parametrize("arguments", [["--help"], ["export", "json"]])
def test_a_closed_pipe_ends_the_command_quietly(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=BUFFERED,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="runs in the background of a shell"
)
def test_ctrl_c_ends_the_command_quietly(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    # Ctrl-C may come between the opening of the file and the `with` that closes it.
    quiet = os.environ | {"PYTHONWARNINGS": "ignore::ResourceWarning"}
    process = subprocess.Popen([*COMMAND, "check", str(fifo)], stderr=subprocess.PIPE, env=quiet)
    with fifo.open("wb"):  # opens when the command does
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"")


@pytest.mark.parametrize("arguments", [["check", "-"], ["export", "csv"]])
def test_a_full_disk_is_an_error(arguments: list[str]) -> None:
    broken = load().to_json().replace(b'"position": 2', b'"position": "2"')
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=broken,
            env=BUFFERED,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"jerking-info: No space left on device\n")


@pytest.mark.parametrize("command", ["releases", "export text", "find README.md 2>/dev/null"])
def test_a_closed_standard_output_is_no_error(command: str) -> None:
    done = subprocess.run(
        f"{' '.join(COMMAND)} {command} >&-", shell=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_message_goes_to_the_output_where_standard_error_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("caffeine", encoding="utf-8")
    done = subprocess.run(
        f"{' '.join(COMMAND)} find {file} 2>&-", shell=True, stdout=subprocess.PIPE, check=False
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == "caffeine"


def test_a_character_that_the_terminal_lacks_is_escaped(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"é": 1}', encoding="utf-8")
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*COMMAND, "check", file], env=ascii_only, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"\\xe9: found 1" in done.stdout
