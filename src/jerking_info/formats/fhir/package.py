"""The topic as a FHIR package: the archive that servers and tools load content from.

The form is that of https://hl7.org/fhir/packages.html.
"""

import io
import os
import struct
import tarfile
import zlib
from collections.abc import Mapping

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.bundle import fhir_resources
from jerking_info.formats.fhir.resource import PROJECT, Edition, FhirObject, FhirVersion
from jerking_info.formats.files import json_file, write_file

FHIR_VERSIONS: Mapping[FhirVersion, str] = {"R4": "4.0.1", "R4B": "4.3.0", "R5": "5.0.0"}


def write_fhir_package(
    topic: Topic, path: str | os.PathLike[str], version: FhirVersion = "R4"
) -> None:
    """Write a topic to a file as a FHIR package, whole or not at all.

    Args:
        topic: the content.
        path: the file, usually named `*.tgz`; replaced if it exists.
        version: the release of FHIR.

    Raises:
        ValueError: if there is no such version.
        OSError: if the file cannot be written; an existing file is then unchanged.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from jerking_info import topic
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_fhir_package(topic, Path(folder, "jerking-movements.tgz"))
    """
    write_file(path, [to_fhir_package(topic, version)], replace=True)


def to_fhir_package(topic: Topic, version: FhirVersion = "R4") -> bytes:
    r"""Convert a topic to a FHIR package: a gzipped tar archive, with the same bytes each time.

    Args:
        topic: the content.
        version: the release of FHIR.

    Returns:
        The archive: in the folder `package` the files `package.json` and `.index.json`, and
        one file per resource.

    Raises:
        ValueError: if there is no such version.

    >>> from jerking_info import topic
    >>> to_fhir_package(topic)[:2]  # the mark of gzip
    b'\x1f\x8b'
    """
    resources = {
        f"{resource['resourceType']}-{resource['id']}.json": resource
        for resource in fhir_resources(Edition.of(topic, version))
    }
    indexed = ("resourceType", "id", "url", "version", "content")
    index = [
        # The `content` of a CodeSystem is a code; that of a Library is no part of an index.
        {"filename": name} | {f: tree[f] for f in indexed if isinstance(tree.get(f), str)}
        for name, tree in resources.items()
    ]
    files: dict[str, FhirObject] = {
        "package.json": _manifest(topic, version),
        ".index.json": {"index-version": 2, "files": index},
    }
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, tree in (files | resources).items():
            content = json_file(tree)
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return _gzip(archive.getvalue())


def _manifest(topic: Topic, version: FhirVersion) -> FhirObject:
    number, release = FHIR_VERSIONS[version], version.lower()
    return {
        "name": f"jerking-info.{topic.id}.{topic.language.lower()}.{release}",
        "version": topic.version,
        "description": f"{topic.overview} {topic.disclaimer.text}",
        "title": topic.title,
        "author": topic.provenance.wording,
        "license": topic.provenance.license,
        "type": "Conformance",
        # The project has no web address: these are its UUID and its package url.
        "canonical": f"urn:uuid:{PROJECT}",
        "url": "pkg:pypi/jerking-info",
        "fhirVersions": [number],
        "dependencies": {f"hl7.fhir.{release}.core": number},
    }


def _gzip(data: bytes) -> bytes:
    """Wrap data in blocks without compression, since compressed bytes depend on zlib's version.

    The header names no time and no system (RFC 1952, section 2.3; blocks: RFC 1951, 3.2.4).
    """
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    longest = 0xFFFF
    for start in range(0, len(data), longest):
        block = data[start : start + longest]
        is_last = start + longest >= len(data)
        parts += (struct.pack("<BHH", is_last, len(block), longest - len(block)), block)
    return b"".join((*parts, struct.pack("<II", zlib.crc32(data), len(data))))
