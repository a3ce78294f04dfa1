"""`export`: every form, to standard output, to a file, and all of them to a folder."""

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from jerking_info import Topic, UnknownIdError, load
from jerking_info.command.forms import FORMS, export
from jerking_info.command.main import main
from jerking_info.formats import to_fhir, to_fhir_package
from jerking_info.formats.fhir.resource import FhirVersion

COMMAND = [sys.executable, "-m", "jerking_info", "export"]


@pytest.fixture(params=[form for form in FORMS if form != "pdf"])  # has tests of its own
def form(request: pytest.FixtureRequest) -> str:
    if request.param == "parquet" and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")
    return str(request.param)


def unpacked(data: bytes) -> bytes:
    """Return everything inside an archive, and other data as it is."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return b"\n".join(zipped.read(name) for name in zipped.namelist())
    if data.startswith(b"\x1f\x8b"):
        with tarfile.open(fileobj=io.BytesIO(data)) as tarred:
            files = [tarred.extractfile(member) for member in tarred.getmembers()]
            return b"\n".join(file.read() for file in files if file)
    return data


def test_every_form_has_the_disclaimer_and_names_its_content(form: str, topic: Topic) -> None:
    if form == "schema":
        pytest.skip("a schema has no content")
    data = export(form, topic)
    text = " ".join(unpacked(data).decode(errors="replace").split())
    expected = [topic.disclaimer.text, topic.version, topic.provenance.article.author]
    if form != "json":  # a file cannot contain its own digest
        expected.append(topic.sha256)
    assert [part for part in expected if part not in text] == []
    assert data == export(form, topic)


def test_a_form_goes_to_standard_output_or_a_file_byte_for_byte(
    form: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "file"
    expected = export(form, load("1.0.0"))
    for output in ([], ["-o", "-"]):
        assert main(["export", form, "--content", "1.0.0", *output]) == 0
        assert capfdbinary.readouterr() == (expected, b"")
    assert main(["export", form, "--content", "1.0.0", "-o", str(file)]) == 0
    assert capfdbinary.readouterr() == (b"", f"wrote {file}\n".encode())
    assert [*tmp_path.iterdir()] == [file]
    assert file.read_bytes() == expected


@pytest.mark.parametrize("version", ["R4", "R5"])
def test_fhir_has_a_form_for_each_version_and_kind(version: FhirVersion) -> None:
    name = f"fhir-{version.lower()}"
    assert export(f"{name}-package", load()) == to_fhir_package(load(), version)
    assert json.loads(export(name, load())) == to_fhir(load(), version=version)
    for kind in ("document", "transaction"):
        bundle = to_fhir(load(), version=version, kind=kind)
        assert json.loads(export(f"{name}-{kind}", load())) == bundle


def test_an_existing_file_is_replaced_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "topic.json"
    file.write_bytes(b"mine")
    file.chmod(0o600)
    assert main(["export", "json", "-o", str(file)]) == 2
    assert capsys.readouterr().err == f"jerking-info: {file} exists; add --force to replace it\n"
    assert file.read_bytes() == b"mine"
    assert main(["export", "json", "-o", str(file), "--force"]) == 0
    assert file.read_bytes() == load().to_json()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"a\nb", b"x" * 255])
def test_a_file_name_may_be_any_bytes(name: bytes, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/" + name
    done = subprocess.run([*COMMAND, "json", "-o", file], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr.count(b"\n") == 1
    assert [os.fsencode(path.name) for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("no/such", "no/such: No such file or directory"),
        ("no\n/such", "no\\n/such: No such file or directory"),
        (".", f"{Path.cwd()} is not a regular file"),
    ],
)
def test_a_file_that_cannot_be_written_is_an_error(
    output: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "text", "--force", "-o", output]) == 2
    assert capsys.readouterr() == ("", f"jerking-info: {message}\n")


def test_a_pipe_or_a_device_is_written_to_and_not_replaced() -> None:
    command = [*COMMAND, "json", "-o", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (load().to_json(), b"wrote /dev/stdout\n")
    assert main(["export", "json", "-o", os.devnull]) == 0
    assert Path(os.devnull).is_char_device()


def test_an_unknown_form_is_an_error_with_suggestions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "markdwon"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("jerking-info: no export format 'markdwon' (did you mean 'markdown'?)")
    with pytest.raises(UnknownIdError):
        export("pdg", load())


def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "parquet"]) == 2
    assert 'pip install "jerking-info[arrow]"' in capsys.readouterr().err
    assert main(["export", "--all", str(tmp_path / "all")]) == 0
    assert "left out parquet" in capsys.readouterr().err


def test_all_writes_the_site_and_replaces_other_files_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "all"
    assert main(["export", "--all", str(folder)]) == 0
    assert capsys.readouterr().err.endswith(f"wrote {folder}\n")
    assert (folder / "SHA256SUMS").is_file()
    (folder / "index.html").write_bytes(b"mine")
    assert main(["export", "--all", str(folder)]) == 2
    assert capsys.readouterr().err.endswith("; add --force to replace it\n")


@pytest.mark.parametrize(
    "arguments", ["", "text --all x", "--all x -o y", "--all x --content 1.0.0"]
)
def test_options_that_exclude_each_other_are_wrong_usage(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["export", *arguments.split()])
    message = "error: give a FORMAT with its options, or --all FOLDER"
    assert message in capsys.readouterr().err


def test_bytes_do_not_depend_on_locale_time_zone_or_hash_order(tmp_path: Path) -> None:
    environments = (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1"},
    )
    sums: list[bytes] = []
    for environment in environments:
        folder = tmp_path / environment["LC_ALL"]
        subprocess.run([*COMMAND, "--all", folder], env=os.environ | environment, check=True)
        sums.append((folder / "SHA256SUMS").read_bytes())
    assert sums[0] == sums[1]
