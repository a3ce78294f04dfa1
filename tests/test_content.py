"""`load` and `releases`: every release ever published, proven by its digest."""

import hashlib
from pathlib import Path

import pytest

from jerking_info import IntegrityError, Release, UnknownReleaseError, content, load, releases
from jerking_info.content import read_data


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


def test_the_same_release_is_the_same_object() -> None:
    for release in releases:
        assert load(release.version) is load(release.version, sha256=release.sha256)


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
    with pytest.raises(IntegrityError, match=r"1\.0\.0\.json.*no such file"):
        load("1.0.0")


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
