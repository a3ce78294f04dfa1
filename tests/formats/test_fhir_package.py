"""The package: what npm and FHIR tools expect of it, the same bytes always, whole or not at all."""

import gzip
import hashlib
import io
import json
import re
import struct
import tarfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jerking_info import load, releases
from jerking_info.formats import to_fhir, to_fhir_package, write_fhir_package
from jerking_info.formats.fhir.bundle import FhirVersion

every_release = pytest.mark.parametrize("content", [release.version for release in releases])
every_version = pytest.mark.parametrize("version", ["R4", "R5"])


def members(package: bytes) -> list[tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as tar:
        return tar.getmembers()


def trees(package: bytes) -> dict[str, Any]:
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as tar:
        return {name: json.load(tar.extractfile(name) or io.BytesIO()) for name in tar.getnames()}


@every_release
@every_version
def test_it_holds_each_resource_of_the_bundle_in_a_file_of_its_own(
    content: str, version: FhirVersion
) -> None:
    bundle: Any = to_fhir(load(content), version)
    expected = {
        f"package/{r['resourceType']}-{r['id']}.json": r
        for r in (entry["resource"] for entry in bundle["entry"])
    }
    found = trees(to_fhir_package(load(content), version))
    found.pop("package/package.json")
    found.pop("package/.index.json")
    assert expected == found


@every_release
@every_version
def test_its_manifest_names_content_and_fhir_version(content: str, version: FhirVersion) -> None:
    topic = load(content)
    manifest = trees(to_fhir_package(topic, version))["package/package.json"]
    number = {"R4": "4.0.1", "R5": "5.0.0"}[version]
    assert re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+", manifest["name"])
    assert manifest["name"] == f"jerking-info.jerking-movements.en.{version.lower()}"
    assert manifest["version"] == content
    assert manifest["fhirVersions"] == [number]
    assert manifest["dependencies"] == {f"hl7.fhir.{version.lower()}.core": number}
    assert manifest["license"] == "CC-BY-4.0"
    assert manifest["description"].endswith(topic.disclaimer.text)
    assert manifest["type"] == "Conformance"
    assert manifest["author"] == "The jerking-info project"
    assert manifest["title"] == topic.title
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", manifest["canonical"])
    assert manifest["url"] == "pkg:pypi/jerking-info"


def test_a_translation_has_a_name_of_its_own() -> None:
    topic = load("1.0.0").model_copy(update={"language": "zh-Hant-TW"})
    manifest = trees(to_fhir_package(topic))["package/package.json"]
    assert manifest["name"] == "jerking-info.jerking-movements.zh-hant-tw.r4"


def test_its_files_are_legible_in_any_language() -> None:
    topic = load("1.0.0").model_copy(update={"title": "B\u00e4der"})
    package = to_fhir_package(topic)
    assert '\n  "title": "B\u00e4der",\n'.encode() in package
    assert b"\\u00e4" not in package


@every_release
@every_version
def test_its_index_tells_of_each_file_what_is_in_it(content: str, version: FhirVersion) -> None:
    found = trees(to_fhir_package(load(content), version))
    index = found.pop("package/.index.json")
    found.pop("package/package.json")
    assert index["index-version"] == 2
    assert list(found) == [f"package/{file['filename']}" for file in index["files"]]
    for file in index["files"]:
        resource = found[f"package/{file.pop('filename')}"]
        keys = {"resourceType", "id", "url", "version"}
        keys |= {"content"} if resource["resourceType"] == "CodeSystem" else set()
        assert {key: resource[key] for key in keys} == file


@every_release
def test_its_members_have_no_time_and_no_owner(content: str) -> None:
    for member in members(to_fhir_package(load(content))):
        assert member.isfile()
        assert (member.mtime, member.uid, member.gid, member.mode) == (0, 0, 0, 0o644)
        assert (member.uname, member.gname) == ("", "")


def test_its_manifest_and_its_index_come_first() -> None:
    names = [member.name for member in members(to_fhir_package(load("1.0.0")))]
    assert names == [
        "package/package.json",
        "package/.index.json",
        "package/Library-jerking-movements.json",
        "package/CodeSystem-jerking-movements.json",
        "package/ValueSet-jerking-movements.json",
    ]


def test_its_gzip_header_has_no_time_no_name_and_no_system() -> None:
    assert to_fhir_package(load("1.0.0"))[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


@every_release
@every_version
def test_its_bytes_are_those_that_any_gzip_reads(content: str, version: FhirVersion) -> None:
    package = to_fhir_package(load(content), version)
    archive = gzip.decompress(package)
    assert archive[257:263] == b"ustar\x00"
    assert (len(archive),) == struct.unpack("<I", package[-4:])
    # Blocks without compression: the archive stands in the package as it is.
    assert archive[:65535] in package


def test_its_bytes_depend_on_no_compressor() -> None:
    # The digest of the stored archive, whatever zlib is at work; it changes with the content.
    package = to_fhir_package(load("1.0.0"))
    chunks, rest = [], package[10:-8]
    while rest:
        last, length, check = struct.unpack("<BHH", rest[:5])
        assert length ^ check == 0xFFFF
        chunks.append(rest[5 : 5 + length])
        rest = rest[5 + length :]
        assert bool(last) is (not rest)
    assert (
        hashlib.sha256(b"".join(chunks)).digest()
        == hashlib.sha256(gzip.decompress(package)).digest()
    )


def test_the_day_of_release_is_in_every_resource_if_it_is_given() -> None:
    found = trees(to_fhir_package(load("1.0.0"), released=date(2026, 11, 22)))
    dates = {tree["date"] for name, tree in found.items() if "-" in name}
    assert dates == {"2026-11-22"}


def test_a_wrong_version_is_refused(tmp_path: Path) -> None:
    wrong: Any = "R6"
    with pytest.raises(ValueError, match=r"^version: found 'R6', expected 'R4' or 'R5'$"):
        to_fhir_package(load("1.0.0"), wrong)
    with pytest.raises(ValueError, match="'R6'"):
        write_fhir_package(load("1.0.0"), tmp_path / "p.tgz", wrong)
    assert [*tmp_path.iterdir()] == []


@every_release
def test_the_file_is_the_package(content: str, tmp_path: Path) -> None:
    path = tmp_path / "p.tgz"
    write_fhir_package(load(content), path)
    assert to_fhir_package(load(content)) == path.read_bytes()
    write_fhir_package(load(content), str(path), "R5", released=date(2026, 11, 22))
    expected = to_fhir_package(load(content), "R5", released=date(2026, 11, 22))
    assert expected == path.read_bytes()
    assert [path] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_what_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "p.tgz"
    path.write_bytes(b"before")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(type(error)):
        write_fhir_package(load("1.0.0"), path)
    assert path.read_bytes() == b"before"
    assert [path] == [*tmp_path.iterdir()]


def test_a_folder_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_fhir_package(load("1.0.0"), tmp_path / "nowhere" / "p.tgz")
