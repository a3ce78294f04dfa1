"""The package: one file per resource, the same bytes always, written whole or not at all."""

import gzip
import io
import json
import re
import struct
import tarfile
from pathlib import Path
from typing import Any

import pytest

from jerking_info import load
from jerking_info.formats import to_fhir, to_fhir_package, write_fhir_package
from tests.formats.fhir.checks import resources

every_version = pytest.mark.parametrize(
    ("version", "number"), [("R4", "4.0.1"), ("R4B", "4.3.0"), ("R5", "5.0.0")]
)


def trees(package: bytes) -> dict[str, Any]:
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as tar:
        return {name: json.load(tar.extractfile(name) or io.BytesIO()) for name in tar.getnames()}


@every_version
def test_it_has_manifest_index_and_each_resource_of_the_bundle(version: Any, number: str) -> None:
    topic = load("1.1.0")
    found = trees(to_fhir_package(topic, version))
    assert [*found][:3] == [
        "package/package.json",
        "package/.index.json",
        "package/Library-jerking-movements.json",
    ]
    manifest, index = found.pop("package/package.json"), found.pop("package/.index.json")
    assert resources(to_fhir(topic, version=version)) == [*found.values()]
    assert manifest["name"] == f"jerking-info.jerking-movements.en.{version.lower()}"
    assert re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+", manifest["name"])
    assert (manifest["version"], manifest["license"]) == ("1.1.0", "CC-BY-4.0")
    assert manifest["fhirVersions"] == [number]
    assert manifest["dependencies"] == {f"hl7.fhir.{version.lower()}.core": number}
    assert manifest["description"].endswith(topic.disclaimer.text)
    assert index["index-version"] == 2
    assert [*found] == [f"package/{file['filename']}" for file in index["files"]]
    for file, resource in zip(index["files"], found.values(), strict=True):
        assert file.items() - {("filename", file["filename"])} <= resource.items()
        assert ("content" in file) is (resource["resourceType"] == "CodeSystem")


def test_its_members_have_neither_time_nor_owner() -> None:
    with tarfile.open(fileobj=io.BytesIO(to_fhir_package(load())), mode="r:gz") as tar:
        for member in tar.getmembers():
            assert (member.mtime, member.uid, member.gid, member.mode) == (0, 0, 0, 0o644)
            assert (member.uname, member.gname, member.isfile()) == ("", "", True)


def test_its_bytes_depend_on_no_compressor() -> None:
    package = to_fhir_package(load())
    assert package[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    blocks, rest = [], package[10:-8]
    while rest:
        is_last, length, check = struct.unpack("<BHH", rest[:5])
        assert length ^ check == 0xFFFF
        blocks.append(rest[5 : 5 + length])
        rest = rest[5 + length :]
        assert bool(is_last) is (not rest)
    assert gzip.decompress(package) == b"".join(blocks)


def test_a_wrong_version_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    wrong: Any = "R6"
    with pytest.raises(ValueError, match="found 'R6', expected one of R4, R4B, R5"):
        write_fhir_package(load(), tmp_path / "p.tgz", wrong)
    assert [*tmp_path.iterdir()] == []


def test_the_file_is_the_package_and_replaces_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "p.tgz"
    for version in ("R4", "R5"):
        write_fhir_package(load(), str(path), version)
        assert to_fhir_package(load(), version) == path.read_bytes()
    assert [path] == [*tmp_path.iterdir()]
