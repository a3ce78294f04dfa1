"""The command `export`: where the bytes go, and where they must not."""

import os
import pty
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from jerking_info import load, releases
from jerking_info.command.export import FORMS, ExportFormat, export
from jerking_info.command.main import main

COMMAND = [sys.executable, "-m", "jerking_info", "export"]


@pytest.fixture(params=list(FORMS))
def form(request: pytest.FixtureRequest) -> ExportFormat:
    name: ExportFormat = request.param
    if name == "parquet" and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")
    return name


def in_a_terminal(*arguments: str) -> tuple[int, str]:
    leader, follower = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=follower, stderr=follower)
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(leader)
    return process.wait(30), shown.decode().replace("\r\n", "\n")


def test_each_form_goes_to_standard_output_byte_for_byte(
    form: ExportFormat, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for arguments in ([], ["-o", "-"]):
        assert main(["export", form, *arguments]) == 0
        assert capfdbinary.readouterr() == (export(form), b"")


@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
def test_each_form_of_each_release_goes_to_a_file(
    form: ExportFormat, release: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = str(getattr(release, "version", None))
    file = tmp_path / "file"
    assert main(["export", form, "--content", version, "-o", str(file)]) == 0
    assert file.read_bytes() == export(form, version)
    assert capsys.readouterr() == ("", "")
    assert [*tmp_path.iterdir()] == [file]


def test_the_bytes_are_the_same_in_a_locale_without_the_characters() -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "markdown"], env=environment, capture_output=True, check=True)
    assert done.stdout == export("markdown")


def test_a_file_is_replaced_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topic.json"
    file.write_bytes(b"mine")
    assert main(["export", "json", "-o", str(file)]) == 2
    assert capsys.readouterr() == (
        "",
        f"jerking-info: cannot write {file}: {file} exists; add --force to replace it\n",
    )
    assert file.read_bytes() == b"mine"
    assert main(["export", "json", "-o", str(file), "--force"]) == 0
    assert file.read_bytes() == load().to_json()


def test_the_reason_why_a_file_cannot_be_written_is_the_systems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "text", "-o", "no/such"]) == 2
    said = "jerking-info: cannot write no/such: No such file or directory\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("target", ["no/such/folder", "", "x\x1b[31m/y"])
def test_a_file_that_cannot_be_written_is_said_in_one_line(
    target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "text", "--force", "-o", target]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("jerking-info: cannot write ")
    assert error.count("\n") == 1
    assert "\x1b" not in error
    assert "--force" not in error


def test_a_device_is_not_replaced_even_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "text", "-o", os.devnull, "--force"]) == 2
    assert "is no plain file" in capsys.readouterr().err
    assert not Path(os.devnull).is_file()


def test_a_terminal_is_shown_text() -> None:
    status, shown = in_a_terminal("json")
    assert (status, shown) == (0, load().to_json().decode())


@pytest.mark.parametrize("name", ["fhir-package", "csv"])
def test_a_terminal_is_not_shown_archives(name: str) -> None:
    for arguments in ([name], [name, "-o", "-"]):
        status, shown = in_a_terminal(*arguments)
        assert status == 2
        assert shown == f"jerking-info: {name} is not for a terminal: name a file with -o FILE\n"


def test_a_wrong_form_is_refused_with_the_names_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "markdwon"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(
        "jerking-info: no export format 'markdwon' (did you mean 'markdown'?); there are 'text',"
    )
    assert all(f"'{name}'" in error for name in FORMS)


def test_a_wrong_release_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "text", "--content", "9.9.9"]) == 2
    error = capsys.readouterr().err
    assert all(f"'{release.version}'" in error for release in releases)


def test_parquet_without_pyarrow_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "parquet"]) == 2
    assert capsys.readouterr() == (
        "",
        'jerking-info: Parquet needs pyarrow: run pip install "jerking-info[arrow]"\n',
    )


def test_all_writes_a_site_and_says_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "--all", str(tmp_path / "site")]) == 0
    assert capsys.readouterr() == (
        "",
        'jerking-info: left out parquet: it needs the extra "arrow"\n',
    )
    assert (tmp_path / "site" / "latest.json").is_file()


def test_all_replaces_foreign_files_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_bytes(b"mine")
    assert main(["export", "--all", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"jerking-info: cannot write {tmp_path}: index.html in {tmp_path} would change; "
        "add --force to replace it\n"
    )
    assert main(["export", "--all", str(tmp_path), "--force"]) == 0
    assert (tmp_path / "index.html").read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "name a FORMAT, or --all DIR"),
        ("--all", "argument --all: expected one argument"),
        ("text --all x", "--all takes no FORMAT, --content or --output"),
        ("--all=", "--all needs the name of a folder"),
        ("--all x --content 1.0.0", "--all takes no FORMAT, --content or --output"),
        ("--all x -o y", "--all takes no FORMAT, --content or --output"),
        ("text html", "unrecognized arguments: html"),
    ],
)
def test_wrong_usage_exits_2_with_a_hint(
    arguments: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["export", *arguments.split()])
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith("usage: jerking-info")
    assert shown.endswith(f"error: {said}\n")
    assert [*tmp_path.iterdir()] == []


def test_help_names_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    text = capsys.readouterr().out
    words = text[text.index("FORMAT is") :].replace(",", " ").split()
    # argparse may break a line at the hyphen of a name.
    assert all(name in words or name in "".join(words) for name in FORMS)


def test_a_reader_who_stops_reading_is_no_fault() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, "json"], stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
