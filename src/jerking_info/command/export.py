"""Every form that a content release can be written in, by name, as the bytes of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from jerking_info.content.models import Topic
from jerking_info.content.releases import load, read_data, releases
from jerking_info.errors import UnknownIdError
from jerking_info.formats.files import json_file

if TYPE_CHECKING:
    from jerking_info.formats.fhir.bundle import BundleKind, FhirVersion

__all__ = ("FORMS", "ExportFormat", "Form", "export")


def __dir__() -> tuple[str, ...]:
    return __all__


ExportFormat = Literal[
    "text",
    "markdown",
    "html",
    "jsonld",
    "fhir-r4",
    "fhir-r5",
    "fhir-document",
    "fhir-package",
    "csv",
    "parquet",
    "json",
    "schema",
]
"""The names of the forms."""


_Write = Callable[[Topic, date], bytes]  # 1 mutant lives: only type checkers look at it


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the content, and how it is made."""

    write: _Write
    """Write a topic that was released on a day."""
    suffix: str
    """How the name of a file of it ends."""
    media_type: str
    """What a server says that it is."""
    summary: str
    """What it is, in a few words."""

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return not self.media_type.endswith("zip")  # or gzip


def export(form: ExportFormat, version: str | None = None) -> bytes:
    """Write a content release in one of its forms.

    Args:
        form: the name of the form.
        version: the content release; the newest one if not given.

    Returns:
        The bytes of the file: the same each time, on every Python and in every locale.
        Of Parquet, under the same version of pyarrow.

    Raises:
        UnknownIdError: if there is no such form.
        UnknownReleaseError: if there is no such release.
        ImportError: if the form is Parquet and pyarrow is missing.

    >>> export("json", "1.0.0") == load("1.0.0").to_json()
    True
    """
    if form not in FORMS:
        raise UnknownIdError("export format", form, tuple(FORMS))
    topic = load(version)
    released = {release.version: release.released for release in releases}
    return FORMS[form].write(topic, released[topic.version])


# Each form is loaded when it is asked for: the command answers `--help` without any.


def _text(topic: Topic, _: date) -> bytes:
    from jerking_info.formats.text import to_text

    return to_text(topic).encode()


def _markdown(topic: Topic, _: date) -> bytes:
    from jerking_info.formats.markdown import to_markdown

    return to_markdown(topic).encode()


def _html(topic: Topic, _: date) -> bytes:
    from jerking_info.formats.html import to_html

    return to_html(topic).encode()


def _jsonld(topic: Topic, released: date) -> bytes:
    from jerking_info.formats.jsonld import to_jsonld

    return json_file(to_jsonld(topic, released=released))


def _fhir(version: "FhirVersion", kind: "BundleKind" = "collection") -> _Write:
    def write(topic: Topic, released: date) -> bytes:
        from jerking_info.formats.fhir.bundle import to_fhir

        return json_file(to_fhir(topic, version, kind, released=released))

    return write


def _fhir_package(topic: Topic, released: date) -> bytes:
    from jerking_info.formats.fhir.package import to_fhir_package

    return to_fhir_package(topic, released=released)


def _csv(topic: Topic, _: date) -> bytes:
    from jerking_info.formats.table_files import to_csv, to_zip

    return to_zip(topic, to_csv(topic), "csv")


def _parquet(topic: Topic, _: date) -> bytes:
    from jerking_info.formats.table_files import to_parquet, to_zip

    return to_zip(topic, to_parquet(topic), "parquet")


def _release_file(topic: Topic, _: date) -> bytes:
    return topic.to_json()


def _schema(_: Topic, __: date) -> bytes:
    return read_data("schema.json")


FORMS: Mapping[ExportFormat, Form] = {
    "text": Form(_text, ".txt", "text/plain", "plain text"),
    "markdown": Form(_markdown, ".md", "text/markdown", "Markdown (CommonMark)"),
    "html": Form(_html, ".html", "text/html", "a patient handout"),
    "jsonld": Form(_jsonld, ".jsonld", "application/ld+json", "schema.org as JSON-LD"),
    "fhir-r4": Form(
        _fhir("R4"), ".fhir-r4.json", "application/fhir+json", "a FHIR R4 Bundle (R4B, too)"
    ),
    "fhir-r5": Form(_fhir("R5"), ".fhir-r5.json", "application/fhir+json", "a FHIR R5 Bundle"),
    "fhir-document": Form(
        _fhir("R4", "document"),
        ".fhir-document.json",
        "application/fhir+json",
        "a FHIR R4 document",
    ),
    "fhir-package": Form(_fhir_package, ".fhir.tgz", "application/gzip", "a FHIR R4 package"),
    "csv": Form(_csv, ".csv.zip", "application/zip", "an archive of a CSV file per table"),
    "parquet": Form(
        _parquet, ".parquet.zip", "application/zip", "an archive of a Parquet file per table"
    ),
    "json": Form(_release_file, ".json", "application/json", "the release file itself"),
    "schema": Form(
        _schema, ".schema.json", "application/schema+json", "the JSON Schema of release files"
    ),
}
"""Every form, by name."""
