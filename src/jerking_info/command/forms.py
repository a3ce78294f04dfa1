"""Every form of the content, as the bytes of a file."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from jerking_info import formats
from jerking_info.content.models import Topic
from jerking_info.content.releases import read_data
from jerking_info.errors import UnknownIdError
from jerking_info.formats.files import json_file
from jerking_info.formats.table_files import to_csv, to_parquet, to_zip

if TYPE_CHECKING:
    from jerking_info.formats.fhir.bundle import BundleKind
    from jerking_info.formats.fhir.resource import FhirVersion


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the end of its file names, its media type, and what writes a topic as such a file."""

    suffix: str
    media_type: str
    write: Callable[[Topic], bytes]


def _fhir(version: "FhirVersion", kind: "BundleKind" = "collection") -> Form:
    suffix = "" if kind == "collection" else f"-{kind}"
    return Form(
        f".fhir-{version.lower()}{suffix}.json",
        "application/fhir+json",
        lambda topic: json_file(formats.to_fhir(topic, version=version, kind=kind)),
    )


def _fhir_package(version: "FhirVersion") -> Form:
    return Form(
        f".fhir-{version.lower()}.tgz",
        "application/gzip",
        lambda topic: formats.to_fhir_package(topic, version),
    )


def _chunks(topic: Topic) -> bytes:
    lines = (json.dumps(asdict(chunk), ensure_ascii=False) for chunk in formats.to_chunks(topic))
    return "".join(f"{line}\n" for line in lines).encode()


FORMS: Mapping[str, Form] = {
    "text": Form(".txt", "text/plain", lambda topic: formats.to_text(topic).encode()),
    "markdown": Form(".md", "text/markdown", lambda topic: formats.to_markdown(topic).encode()),
    "html": Form(".html", "text/html", lambda topic: formats.to_html(topic).encode()),
    "pdf": Form(".pdf", "application/pdf", formats.to_pdf),
    "json": Form(".json", "application/json", Topic.to_json),
    "jsonld": Form(
        ".jsonld", "application/ld+json", lambda topic: json_file(formats.to_jsonld(topic))
    ),
    "fhir-r4": _fhir("R4"),
    "fhir-r4-document": _fhir("R4", "document"),
    "fhir-r4-transaction": _fhir("R4", "transaction"),
    "fhir-r4-package": _fhir_package("R4"),
    "fhir-r4b-package": _fhir_package("R4B"),
    "fhir-r5": _fhir("R5"),
    "fhir-r5-document": _fhir("R5", "document"),
    "fhir-r5-transaction": _fhir("R5", "transaction"),
    "fhir-r5-package": _fhir_package("R5"),
    "chunks": Form(".chunks.jsonl", "application/jsonl", _chunks),
    "csv": Form(".csv.zip", "application/zip", lambda topic: to_zip(topic, to_csv(topic), "csv")),
    "parquet": Form(
        ".parquet.zip", "application/zip", lambda topic: to_zip(topic, to_parquet(topic), "parquet")
    ),
    "schema": Form(".schema.json", "application/schema+json", lambda _: read_data("schema.json")),
}
"""Every form by name."""


def export(form: str, topic: Topic) -> bytes:
    """Return a topic in one of the `FORMS`: the same bytes each time.

    Raises:
        UnknownIdError: if there is no such form.
        ImportError: if the form needs an extra that is not installed; it names the extra.
    """
    if form not in FORMS:
        raise UnknownIdError("export format", form, tuple(FORMS))
    return FORMS[form].write(topic)
