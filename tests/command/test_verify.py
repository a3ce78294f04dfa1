"""`jerking-info verify`: the shipped files against the manifest and the installer's record."""

import hashlib
from base64 import urlsafe_b64encode
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from jerking_info import releases
from jerking_info.command.main import main
from jerking_info.command.releases import verify
from jerking_info.content.releases import read_data


@pytest.fixture
def recorded(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, SimpleNamespace]:
    """Return the record of an installation, by file name."""

    def record(name: str) -> SimpleNamespace:
        digest = urlsafe_b64encode(hashlib.sha256(read_data(name)).digest()).decode().strip("=")
        return SimpleNamespace(
            name=name,
            hash=SimpleNamespace(mode="sha256", value=digest),
            locate=lambda: shipped / name,
        )

    files = {name: record(name) for name in ("releases.json", "schema.json")}
    distribution = SimpleNamespace(files=files.values())
    monkeypatch.setattr(metadata, "distribution", lambda _: distribution)
    return files


def errors() -> dict[str, str]:
    states = dict(verify())
    return {file: state.found for file, state in states.items() if not isinstance(state, str)}


def test_verify_finds_no_fault_in_the_shipped_files() -> None:
    assert [file for file, _ in verify()] == [
        *("releases.json", "schema.json"),
        *(release.file for release in releases),
    ]
    assert errors() == {}


def test_verify_reports_damaged_and_missing_release_files(shipped: Path) -> None:
    (shipped / "1.0.0.json").write_bytes(b"{}")
    (shipped / "1.1.0.json").unlink()
    assert errors() == {
        "1.0.0.json": hashlib.sha256(b"{}").hexdigest(),
        "1.1.0.json": "no such file",
    }


@pytest.mark.parametrize("name", ["releases.json", "schema.json"])
def test_verify_compares_with_the_installers_record(
    name: str, shipped: Path, recorded: dict[str, SimpleNamespace]
) -> None:
    assert errors() == {}
    (shipped / name).write_bytes(read_data(name)[:-1] + b" ")
    assert list(errors()) == [name]
    recorded[name].hash = None
    assert dict(verify())[name] == "not checked: no installer has recorded its digest"


@pytest.mark.parametrize("algorithm", ["sha384", "sha512", "blake2b"])
def test_verify_hashes_by_the_recorded_algorithm(
    algorithm: str, shipped: Path, recorded: dict[str, SimpleNamespace]
) -> None:
    digest = hashlib.new(algorithm, read_data("schema.json")).digest()
    value = urlsafe_b64encode(digest).decode().strip("=")
    recorded["schema.json"].hash = SimpleNamespace(mode=algorithm, value=value)
    assert errors() == {}
    (shipped / "schema.json").write_bytes(b"{}")
    assert list(errors()) == ["schema.json"]


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        ("crc32", "AAAA"),
        ("shake_128", "AAAA"),
        ("shake_128", ""),
        ("sha256", "A"),
        ("sha256", "ab"),
    ],
)
def test_verify_ignores_a_record_that_it_cannot_read(
    mode: str, value: str, recorded: dict[str, SimpleNamespace]
) -> None:
    recorded["schema.json"].hash = SimpleNamespace(mode=mode, value=value)
    assert errors() == {}


def test_verify_ignores_the_record_of_another_copy(
    shipped: Path, recorded: dict[str, SimpleNamespace]
) -> None:
    for name in ("schema.json", "releases.json"):
        recorded[name].locate = lambda: Path("/elsewhere/jerking_info/data/schema.json")
        (shipped / name).write_bytes(b"{}")
    assert errors() == {}


def test_verify_manages_without_a_record(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: SimpleNamespace(files=None))
    assert errors() == {}

    def unknown(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "distribution", unknown)
    (shipped / "schema.json").unlink()
    assert errors() == {"schema.json": "no such file"}


@pytest.mark.usefixtures("recorded")
def test_the_command_prints_each_file_and_fails_for_damage(
    shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith("releases.json: ok\nschema.json: ok\n1.0.0.json: ok")
    (shipped / "1.0.0.json").write_bytes(b"{}")
    assert main(["verify"]) == 1
    assert "1.0.0.json is not the requested text" in capsys.readouterr().out
