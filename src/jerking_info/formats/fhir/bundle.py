"""The topic in FHIR, R4 (and R4B) or R5: a `Bundle` for systems that keep or show it."""

from datetime import date
from typing import Literal, get_args

from pydantic import JsonValue

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.document import composition
from jerking_info.formats.fhir.library import library
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    FhirVersion,
    canonical,
    check_choice,
    references,
    urn,
)
from jerking_info.formats.fhir.terminology import code_system, concept_maps, value_set

__all__ = ("BundleKind", "FhirObject", "FhirVersion", "fhir_resources", "to_fhir")


def __dir__() -> tuple[str, ...]:
    return __all__


BundleKind = Literal["collection", "document"]
"""What a Bundle is for: a collection to load, a document to show."""


def to_fhir(
    topic: Topic,
    version: FhirVersion = "R4",
    kind: BundleKind = "collection",
    *,
    released: date | None = None,
) -> FhirObject:
    """Write a topic as a FHIR Bundle: its content record, its terms and its codes.

    The `Library` embeds the release file byte for byte, so nothing is lost. The status is
    `draft` until a review is recorded. The same arguments give the same Bundle, always.

    Args:
        topic: the content.
        version: the release of FHIR; what is written for R4 is valid as R4B, too.
        kind: `collection` holds the resources; `document` puts a `Composition` before
            them, with sections for people to read.
        released: the day on which the content was released, which a topic does not know
            and `jerking_info.releases` does. A document must have a date: without
            `released` it is the newest day of which the topic itself speaks (a review, a
            reference), and 1970-01-01, marked as unknown, if it speaks of none.

    Returns:
        The Bundle, ready for `json.dumps`.

    Raises:
        ValueError: if there is no such version or kind.

    The rules are those of HL7 FHIR 4.0.1 and 5.0.0.

    >>> from jerking_info import topic
    >>> to_fhir(topic, version="R5", kind="document")["type"]
    'document'
    """
    check_choice("kind", kind, get_args(BundleKind))
    edition = Edition.of(topic, version, released)
    resources = fhir_resources(edition)
    entries = [_entry(resource["url"], resource) for resource in resources]
    timestamp: FhirObject = {}
    if kind == "document":
        timestamp = _dated("timestamp", "T00:00:00Z", edition)
        head = composition(edition, _dated("date", "", edition), resources)
        entries.insert(0, _entry(canonical(topic, "Composition"), head))
    return {
        "resourceType": "Bundle",
        "id": f"{topic.id}-{kind}",
        "language": topic.language,
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": urn("Bundle", edition.sha256, version, kind, str(released)),
        },
        "type": kind,
        **timestamp,
        "entry": entries,
    }


def fhir_resources(edition: Edition) -> tuple[FhirObject, ...]:
    """Return the resources that a topic is written as, the content record first.

    They are a `Library`, a `CodeSystem`, a `ValueSet` and a `ConceptMap` for each
    terminology that the topic has codes of.
    """
    parts = (code_system(edition), value_set(edition), *concept_maps(edition))
    return (library(edition, parts), *parts)


def _entry(url: JsonValue, resource: FhirObject) -> JsonValue:
    return {"fullUrl": url, "resource": resource}


_NO_DAY = date(1970, 1, 1)
"""What stands for an unknown day: a document must have a timestamp (FHIR's rule bdl-10)."""


def _dated(field: str, time: str, edition: Edition) -> FhirObject:
    """Return a field that holds the day of a document, with a remark if that is unknown."""
    reviewed = edition.topic.provenance.last_reviewed
    days = [reference.accessed for reference in references(edition.topic)]
    day = edition.released or max([reviewed, *days] if reviewed else days, default=None)
    if day:
        return {field: f"{day}{time}"}
    unknown: JsonValue = {
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
    }
    return {field: f"{_NO_DAY}{time}", f"_{field}": {"extension": [unknown]}}
