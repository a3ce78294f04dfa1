"""`load` and `releases`: every release ever published, proven by its digest."""

import hashlib
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jerking_info import (
    ContentError,
    IntegrityError,
    Release,
    Topic,
    UnknownReleaseError,
    content,
    load,
    parsing,
    releases,
)
from jerking_info.content.parsing import parse_manifest
from jerking_info.content.releases import read_data
from tests.trials import trials


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the shipped data that a test may damage."""
    data = tmp_path / "data"
    data.mkdir()
    for name in ("releases.json", "schema.json", *(f"{r.version}.json" for r in releases)):
        (data / name).write_bytes(read_data(name))
    monkeypatch.setattr(content, "files", lambda _: tmp_path)
    monkeypatch.setattr(content, "_topics", {})
    return data


def test_the_newest_release_is_loaded_by_default() -> None:
    assert load() is load(releases[-1].version)
    assert load().version == releases[-1].version


def test_the_newest_release_is_the_last_of_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for count in range(1, len(releases) + 1):
        monkeypatch.setattr(content, "releases", releases[:count])
        assert load().version == releases[count - 1].version


def test_the_same_release_is_the_same_object() -> None:
    for release in releases:
        assert load(release.version) is load(release.version, sha256=release.sha256)


def test_threads_that_load_at_once_get_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    def assemble(shape: type[Topic], tree: dict[str, Any]) -> Topic:
        time.sleep(0.01)  # so that the others come meanwhile
        return parsing.assemble(shape, tree)

    monkeypatch.setattr(content, "_topics", {})
    monkeypatch.setattr(content, "assemble", assemble)
    with ThreadPoolExecutor(4) as pool:
        topics = [*pool.map(load, ["1.0.0"] * 4)]
    assert {*map(id, topics)} == {id(load("1.0.0"))}


def test_every_release_has_a_file_and_every_file_is_a_release(shipped: Path) -> None:
    names = {path.name for path in shipped.iterdir()} - {"releases.json", "schema.json"}
    assert names == {f"{release.version}.json" for release in releases}


def test_the_digest_is_the_plain_sha256_of_the_file() -> None:
    for release in releases:
        raw = read_data(f"{release.version}.json")
        assert hashlib.sha256(raw).hexdigest() == release.sha256


def test_each_file_holds_the_release_that_its_name_says() -> None:
    for release in releases:
        assert load(release.version).version == release.version


def test_releases_stand_oldest_first_each_once() -> None:
    keys = [tuple(map(int, release.version.split("."))) for release in releases]
    assert keys == sorted(set(keys))
    assert [r.released for r in releases] == sorted(r.released for r in releases)
    assert all(isinstance(release, Release) for release in releases)
    assert isinstance(releases, tuple)


@pytest.mark.parametrize("version", ["9.9.9", "1.0", "", "../1.0.0", "1.0.0.json", 1, []])
def test_an_unknown_release_raises_and_lists_those_that_there_are(version: str) -> None:
    with pytest.raises(UnknownReleaseError) as error:
        load(version)
    assert error.value.version == version
    assert error.value.known == tuple(release.version for release in releases)


def test_a_digest_that_the_caller_gives_is_checked() -> None:
    release = releases[0]
    assert load(release.version, sha256=release.sha256.upper()) is load(release.version)
    for wrong in ("0" * 64, release.sha256[:-1], "", releases[-1].sha256):
        with pytest.raises(IntegrityError) as error:
            load(release.version, sha256=wrong)
        assert error.value.file == f"{release.version}.json"
        assert (error.value.expected, error.value.found) == (wrong, release.sha256)


@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
def test_one_flipped_bit_anywhere_is_refused(release: Release, shipped: Path) -> None:
    file = shipped / f"{release.version}.json"
    raw = file.read_bytes()
    for at in (0, 1, len(raw) // 2, len(raw) - 1, *range(7, len(raw), 997)):
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(IntegrityError, match=file.name):
            load(release.version)
    file.write_bytes(raw)
    assert load(release.version).version == release.version


def test_other_line_ends_more_bytes_and_fewer_are_refused(shipped: Path) -> None:
    file = shipped / "1.0.0.json"
    raw = file.read_bytes()
    for changed in (raw.replace(b"\n", b"\r\n"), raw + b"\n", raw[:-1], b"", b"\xef\xbb\xbf" + raw):
        file.write_bytes(changed)
        with pytest.raises(IntegrityError, match=r"1\.0\.0\.json"):
            load("1.0.0")


def test_a_file_is_checked_each_time_and_not_just_the_first(shipped: Path) -> None:
    topic = load("1.0.0")
    file = shipped / "1.0.0.json"
    raw = file.read_bytes()
    file.write_bytes(raw + b" ")
    with pytest.raises(IntegrityError):
        load("1.0.0")
    file.write_bytes(raw)
    assert load("1.0.0") is topic


def test_a_missing_file_is_refused_by_name(shipped: Path) -> None:
    (shipped / "1.0.0.json").unlink()
    with pytest.raises(IntegrityError) as error:
        load("1.0.0")
    wanted = ("1.0.0.json", releases[0].sha256, "no such file")
    assert (error.value.file, error.value.expected, error.value.found) == wanted


def test_an_unknown_data_file_is_a_clear_error(shipped: Path) -> None:  # noqa: ARG001
    with pytest.raises(FileNotFoundError, match=r"has no file data/2\.json: reinstall it"):
        read_data("2.json")


def test_only_a_checkout_of_this_project_stands_in_for_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "files", lambda _: tmp_path / "nowhere")
    monkeypatch.setattr(content, "_CHECKOUT", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.json").write_bytes(b"{}")

    def read_with(pyproject: str | None) -> bytes:
        if pyproject is not None:
            (tmp_path / "pyproject.toml").write_text(pyproject, encoding="utf-8")
        return read_data("x.json")

    for other in (None, "", '[project]\nname = "other"\n'):
        with pytest.raises(FileNotFoundError):
            read_with(other)
    assert read_with('[project]\nname = "jerking-info"\n') == b"{}"


def test_a_checkout_says_what_it_is_and_holds_the_data(tmp_path: Path) -> None:
    assert content._is_checkout(tmp_path) is False
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "jerking-info"\n', encoding="utf-8")
    assert content._is_checkout(tmp_path) is False
    (tmp_path / "data").mkdir()
    assert content._is_checkout(tmp_path) is True


def faults() -> dict[str, str | None]:
    return {file: error.found if error else None for file, error in content.verify()}


def recorded(monkeypatch: pytest.MonkeyPatch, *names: str, elsewhere: bool = False) -> None:
    """Pretend that an installer noted the digests of some data files, and of others."""
    digests = {f"jerking_info/data/{name}": read_data(name) for name in names}
    digests |= dict.fromkeys(("other/data/releases.json", "jerking_info/other/schema.json"), b"")

    def note(path: str, raw: bytes) -> SimpleNamespace:
        value = urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
        posix = PurePosixPath(path)
        hashed = SimpleNamespace(mode="sha256", value=value)
        place = Path(content.__file__).parents[1 + elsewhere] / path
        return SimpleNamespace(
            name=posix.name, parent=posix.parent, hash=hashed, locate=lambda: place
        )

    unhashed = SimpleNamespace(name="RECORD", parent=PurePosixPath("jerking_info/data"), hash=None)
    files = [unhashed, *(note(path, raw) for path, raw in digests.items())]
    distributions = {"jerking-info": SimpleNamespace(files=files)}
    monkeypatch.setattr(metadata, "distribution", distributions.__getitem__)


def test_verify_checks_every_file_that_ships(shipped: Path) -> None:
    assert faults() == dict.fromkeys(path.name for path in shipped.iterdir())


def test_verify_names_a_changed_release_and_goes_on(shipped: Path) -> None:
    file = shipped / "1.0.0.json"
    raw = file.read_bytes() + b" "
    file.write_bytes(raw)
    (shipped / "1.1.0.json").unlink()
    assert faults() == {
        "releases.json": None,
        "schema.json": None,
        "1.0.0.json": hashlib.sha256(raw).hexdigest(),
        "1.1.0.json": "no such file",
    }
    errors = dict(content.verify())
    assert str(errors["1.0.0.json"]).startswith("1.0.0.json is not the text that was asked for")


@pytest.mark.parametrize("name", ["releases.json", "schema.json"])
def test_verify_holds_the_other_files_to_the_record(
    name: str, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(monkeypatch, "releases.json", "schema.json")
    assert set(faults().values()) == {None}
    raw = read_data(name)
    (shipped / name).write_bytes(raw[:-1] + b" ")
    ((found, error),) = [(file, error) for file, error in content.verify() if error]
    assert (found, error.file, error.expected) == (name, name, hashlib.sha256(raw).hexdigest())


def test_verify_ignores_the_record_of_another_copy(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(monkeypatch, "releases.json", "schema.json", elsewhere=True)
    (shipped / "schema.json").write_bytes(b"{}")
    assert set(faults().values()) == {None}


def test_verify_sees_a_missing_file_where_nothing_is_recorded(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "distribution", unknown)
    assert set(faults().values()) == {None}
    (shipped / "schema.json").unlink()
    assert faults()["schema.json"] == "no such file"


def test_verify_manages_without_a_list_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: SimpleNamespace(files=None))
    assert set(faults().values()) == {None}


def test_the_first_touch_builds_no_validators() -> None:
    code = """if True:
        from jerking_info import causes, models
        print([name for name in models.__all__ if getattr(getattr(models, name),
               "__pydantic_complete__", False)])"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


@given(st.from_regex(content._AS_WRITTEN, fullmatch=True))
@trials(50)
def test_a_manifest_as_written_is_read_as_by_its_laws(raw: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "read_data", lambda _: raw)
        try:
            expected = parse_manifest(raw).releases
        except ContentError:
            with pytest.raises(ContentError):
                content._read_manifest()
        else:
            assert expected == content._read_manifest()


def test_a_damaged_manifest_is_named(shipped: Path) -> None:
    raw = read_data("releases.json")
    for damaged in (
        raw.replace(b"sha256", b"sha257"),
        raw[:-9],
        raw.replace(b"2026-", b"2026/"),
        raw.replace(b"2026-11-22", b"2026-11-31"),
        raw.replace(b"}\n  ]", b"},\n  ]"),
        raw.replace(b'"1.0.0"', b'"01.0.0"'),
    ):
        assert damaged != raw
        (shipped / "releases.json").write_bytes(damaged)
        with pytest.raises(ContentError) as error:
            content._read_manifest()
        assert all(p.place.startswith("releases.json: ") for p in error.value.problems)


def test_every_flipped_bit_of_the_manifest_is_seen_by_load_or_verify(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(monkeypatch, "releases.json", "schema.json")
    raw = read_data("releases.json")
    for at in range(len(raw)):
        (shipped / "releases.json").write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert faults()["releases.json"]
