"""`load` and `releases`: every release, proven by its digest."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jerking_info import IntegrityError, Release, UnknownReleaseError, load, releases
from jerking_info.content import releases as module
from jerking_info.content.releases import read_data, release_of


def test_load_gives_the_newest_release_by_default() -> None:
    assert load() is load(releases[-1].version)
    for release in releases:
        assert load(release.version).version == release.version
        assert load(release.version) is load(release.version, sha256=release.sha256.upper())


def test_threads_that_load_at_once_get_one_object() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from jerking_info import load\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len({*map(id, pool.map(lambda _: load('1.0.0'), range(64)))}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == "1\n"
    with ThreadPoolExecutor(2) as pool:
        assert len({*map(id, pool.map(lambda _: load(), range(8)))}) == 1


def test_releases_are_listed_oldest_first_with_the_sha256_of_their_files() -> None:
    keys = [tuple(map(int, release.version.split("."))) for release in releases]
    assert keys == sorted(set(keys))
    assert [r.released for r in releases] == sorted(r.released for r in releases)
    for release in releases:
        assert hashlib.sha256(read_data(release.file)).hexdigest() == release.sha256
        assert load(release.version).sha256 == release.sha256


@pytest.mark.parametrize("version", ["9.9.9", "1.0", "", "../1.0.0", "1.0.0.json", 1, []])
def test_load_raises_for_an_unknown_release(version: str) -> None:
    with pytest.raises(UnknownReleaseError) as error:
        load(version)
    assert error.value.version == version
    assert error.value.known == tuple(release.version for release in releases)


def test_load_raises_for_a_language_without_releases() -> None:
    for tag in ("es", "es-419", "a-" * 3000):
        expected = rf"^no content release '{tag[:40]}.*; there are 'en' "
        with pytest.raises(UnknownReleaseError, match=expected):
            load(language=tag)


@pytest.mark.parametrize("language", ["es", "es-MX"])
def test_load_finds_the_newest_release_of_a_language(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    raw = read_data("1.1.0.json").replace(b'"language": "en"', f'"language": "{language}"'.encode())
    (shipped / f"1.1.0.{language}.json").write_bytes(raw)
    digest = hashlib.sha256(raw).hexdigest()
    day = releases[1].released
    spanish = Release(version="1.1.0", released=day, sha256=digest, language=language)
    monkeypatch.setattr(module, "releases", (*releases, spanish))
    for tag in (language, language.upper(), f"{language}-Latn"):
        assert load(language=tag).language == language
        assert release_of(load(language=tag)) == spanish
    assert load().version == releases[-1].version
    for tag in ("EN", "en-us", "en-Latn-US"):
        assert load(language=tag) is load()


@pytest.mark.parametrize("wrong", ["0" * 64, "", releases[0].sha256[:-1], releases[-1].sha256])
def test_load_checks_the_digest_of_the_caller(wrong: str) -> None:
    with pytest.raises(IntegrityError) as error:
        load("1.0.0", sha256=wrong)
    assert (error.value.file, error.value.expected) == ("1.0.0.json", wrong)
    assert error.value.found == releases[0].sha256


@pytest.mark.parametrize("release", releases, ids=str)
def test_load_refuses_a_file_that_differs_in_one_bit(release: Release, shipped: Path) -> None:
    file = shipped / release.file
    raw = file.read_bytes()
    for at in (0, 1, len(raw) // 2, len(raw) - 1, *range(7, len(raw), 9973)):
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(IntegrityError, match=file.name):
            load(release.version)
    for changed in (raw.replace(b"\n", b"\r\n"), raw + b"\n", raw[:-1], b"", b"\xef\xbb\xbf" + raw):
        file.write_bytes(changed)
        with pytest.raises(IntegrityError, match=file.name):
            load(release.version)
    file.unlink()
    with pytest.raises(IntegrityError, match="no such file"):
        load(release.version)


def test_read_data_names_a_missing_file(shipped: Path) -> None:
    (shipped / "schema.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"no file data/schema\.json: reinstall it"):
        read_data("schema.json")


def test_read_data_falls_back_to_this_checkout_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "jerking_info"
    package.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "schema.json").write_bytes(b"{}")
    monkeypatch.setattr(module, "files", lambda _: package)
    module._checkout_data.cache_clear()
    try:
        with pytest.raises(FileNotFoundError):
            read_data("schema.json")
        (tmp_path / "pyproject.toml").write_text('[project]\nname = "jerking-info"\n', "utf-8")
        module._checkout_data.cache_clear()
        assert read_data("schema.json") == b"{}"
    finally:
        module._checkout_data.cache_clear()


def test_release_of_recognizes_shipped_texts_only() -> None:
    for release in releases:
        topic = load(release.version)
        assert release_of(topic) == release
        assert release_of(topic.model_copy()) == release
        assert release_of(topic.model_copy(update={"title": "Jerks"})) is None
    assert release_of(load().model_copy(update={"version": "9.0.0"})) is None
