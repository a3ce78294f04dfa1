"""The topic as a FHIR package: the archive that FHIR servers and tools load content from.

The same topic gives the same bytes on every machine: members are in a fixed order, without
times or owners, and stored, not deflated, since the output of deflate depends on which
zlib a Python was built with.
"""

import io
import os
import struct
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import JsonValue

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.bundle import FhirObject, FhirVersion, fhir_resources
from jerking_info.formats.fhir.resource import PROJECT, Edition, filled
from jerking_info.formats.files import json_file, write_file

__all__ = ("to_fhir_package", "write_fhir_package")


def __dir__() -> tuple[str, ...]:
    return __all__


def write_fhir_package(
    topic: Topic,
    path: str | os.PathLike[str],
    version: FhirVersion = "R4",
    *,
    released: date | None = None,
) -> None:
    """Write a topic to a file as a FHIR package, whole or not at all.

    Args:
        topic: the content.
        path: the file, by custom named `*.tgz`; one that is there is replaced.
        version: the release of FHIR.
        released: the day on which the content was released, if known.

    Raises:
        ValueError: if there is no such version.
        OSError: if the file cannot be written; what was there before is then untouched.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from jerking_info import topic
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_fhir_package(topic, Path(folder, "jerking-movements.tgz"))
    """
    write_file(path, to_fhir_package(topic, version, released=released), replace=True)


def to_fhir_package(
    topic: Topic, version: FhirVersion = "R4", *, released: date | None = None
) -> bytes:
    r"""Return a topic as a FHIR package: a gzipped tar archive, the same bytes each time.

    Args:
        topic: the content.
        version: the release of FHIR.
        released: the day on which the content was released, if known.

    Returns:
        The archive: `package.json`, `.index.json` and one file per resource, in the
        folder `package`.

    Raises:
        ValueError: if there is no such version.

    The form is that of https://hl7.org/fhir/packages.html.

    >>> from jerking_info import topic
    >>> to_fhir_package(topic)[:2]  # the mark of gzip
    b'\x1f\x8b'
    """
    resources = {_file_name(r): r for r in fhir_resources(Edition.of(topic, version, released))}
    files: dict[str, JsonValue] = {
        "package.json": _manifest(topic, version),
        ".index.json": _index(resources),
        **resources,
    }
    archive = io.BytesIO()
    # 1 mutant lives: short names in ASCII are written alike in the form that is the default.
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, tree in files.items():
            content = json_file(tree)
            # Its time, owner and group are 0 and its mode 0644 unless said otherwise.
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return _gzipped(archive.getvalue())


def _file_name(resource: FhirObject) -> str:
    return f"{resource['resourceType']}-{resource['id']}.json"


_FHIR_VERSIONS: Mapping[FhirVersion, str] = {"R4": "4.0.1", "R5": "5.0.0"}


def _manifest(topic: Topic, version: FhirVersion) -> JsonValue:
    number, release = _FHIR_VERSIONS[version], version.lower()
    told = topic.provenance
    return {
        "name": f"jerking-info.{topic.id}.{topic.language.lower()}.{release}",
        "version": topic.version,
        "description": f"{topic.overview} {topic.disclaimer.text}",
        "title": topic.title,
        "author": told.wording,
        "license": told.license,
        "type": "Conformance",
        # The project has no web address: these are its UUID and its package url.
        "canonical": f"urn:uuid:{PROJECT}",
        "url": "pkg:pypi/jerking-info",
        "fhirVersions": [number],
        "dependencies": {f"hl7.fhir.{release}.core": number},
    }


_INDEXED = ("resourceType", "id", "url", "version", "content")


def _index(resources: Mapping[str, FhirObject]) -> JsonValue:
    def entry(name: str, resource: FhirObject) -> JsonValue:
        fields = {key: resource.get(key) for key in _INDEXED}
        if resource["resourceType"] != "CodeSystem":
            del fields["content"]  # in a code system how complete it is, elsewhere data
        return filled({"filename": name, **fields})

    return {
        "index-version": 2,
        "files": [entry(name, resource) for name, resource in resources.items()],
    }


_GZIP_HEADER = b"\x1f\x8b\x08\x00" + b"\x00" * 4 + b"\x00\xff"
"""No name, no time, no system that it was made on (RFC 1952, section 2.3)."""

_LONGEST_BLOCK = 65535


def _gzipped(data: bytes) -> bytes:
    checks = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return _GZIP_HEADER + b"".join(_stored(data)) + checks


def _stored(data: bytes) -> Iterator[bytes]:
    """Yield data as blocks without compression (RFC 1951, section 3.2.4)."""
    starts = range(0, len(data), _LONGEST_BLOCK)
    *chunks, last = (data[start : start + _LONGEST_BLOCK] for start in starts)
    for ends, chunk in (*((False, chunk) for chunk in chunks), (True, last)):
        yield struct.pack("<BHH", ends, len(chunk), 0xFFFF - len(chunk)) + chunk
