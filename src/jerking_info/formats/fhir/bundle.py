"""The topic as a FHIR `Bundle`: to keep, to show, or to load into a server."""

from collections.abc import Iterable
from typing import Literal, get_args

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.library import library, references
from jerking_info.formats.fhir.narrative import narrative
from jerking_info.formats.fhir.resource import Edition, FhirObject, FhirVersion, check_choice, urn
from jerking_info.formats.fhir.terminology import code_system, concept_maps, value_set
from jerking_info.formats.outline import Section, outline

BundleKind = Literal["collection", "document", "transaction"]
"""The use of a Bundle: a `collection` to keep, a `document` to show, a `transaction` to load."""

_EDUCATION_NOTE = {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
# The value of a field such as `_date` where FHIR requires a date that is unknown.
_UNKNOWN = {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}


def to_fhir(
    topic: Topic, *, version: FhirVersion = "R4", kind: BundleKind = "collection"
) -> FhirObject:
    """Convert a topic to a FHIR Bundle: its content record, its terms and its codes.

    The `Library` contains the release file byte for byte, so nothing is lost. Resources are
    drafts until a review is recorded. Equal arguments give equal Bundles.

    Args:
        topic: the content.
        version: the release of FHIR; `R4B` gives the same Bundle as `R4`, valid in both.
        kind: `collection` for the resources alone; `document` for a `Composition` in front of
            them, with sections for people to read; `transaction` to create or replace the
            resources on a server, by a POST to its base url.

    Returns:
        The Bundle, ready for `json.dumps`.

    Raises:
        ValueError: if there is no such version or kind.

    >>> from jerking_info import topic
    >>> to_fhir(topic, version="R5", kind="document")["type"]
    'document'
    """
    check_choice("kind", kind, get_args(BundleKind))
    edition = Edition.of(topic, version)
    resources = list(fhir_resources(edition))
    identifier = urn("Bundle", edition.sha256, edition.version, kind)
    bundle: FhirObject = {
        "resourceType": "Bundle",
        "id": f"{topic.id}-{kind}",
        "language": topic.language,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": identifier},
        "type": kind,
    }
    if kind == "document":
        reviewed = topic.provenance.last_reviewed
        days = [page.accessed for page in references(topic)] + ([reviewed] if reviewed else [])
        # A document must have a timestamp (rule bdl-10): for a draft the newest day in it.
        day = edition.released or max(days, default=None)
        bundle |= {"timestamp": f"{day}T00:00:00Z"} if day else {"_timestamp": _UNKNOWN}
        resources.insert(0, _composition(edition, resources))
    entries = [{"fullUrl": _full_url(topic, each), "resource": each} for each in resources]
    if kind == "transaction":
        for entry, each in zip(entries, resources, strict=True):
            address = f"{each['resourceType']}/{each['id']}"
            entry["request"] = {"method": "PUT", "url": address}
    return bundle | {"entry": entries}


def fhir_resources(edition: Edition) -> tuple[FhirObject, ...]:
    """Return the resources of a topic, the content record first."""
    parts = (code_system(edition), value_set(edition), *concept_maps(edition))
    return (library(edition, parts), *parts)


def _full_url(topic: Topic, resource: FhirObject) -> str:
    # A server may replace any string that equals a `fullUrl`, so no canonical url may equal one.
    return urn("entry", topic.id, resource["resourceType"], resource["id"])


def _composition(edition: Edition, resources: Iterable[FhirObject]) -> FhirObject:
    """Return the head of a document; its last section refers to the other resources."""
    topic, provenance = edition.topic, edition.topic.provenance
    text = outline(topic)
    introduction = [block for block in text.blocks if not isinstance(block, Section)]
    sections: list[FhirObject] = [
        {"title": block.title, "text": narrative(topic, *block.blocks, status="additional")}
        for block in text.blocks
        if isinstance(block, Section)
    ]
    sections[-1]["entry"] = [
        {"reference": _full_url(topic, each), "display": each["title"]} for each in resources
    ]
    url = urn(topic.id, "Composition")
    identifier = {"system": "urn:ietf:rfc:3986", "value": url}
    head = {
        "resourceType": "Composition",
        "id": topic.id,
        "language": topic.language,
        "text": narrative(topic, Section(text.title, ()), *introduction),
        "identifier": identifier,
        "status": "final" if provenance.review_status == "reviewed" else "preliminary",
        "type": {"coding": [_EDUCATION_NOTE]},
        "author": [{"display": provenance.wording}],
        "title": text.title,
        "section": sections,
    }
    if edition.version == "R5":
        head |= {"url": url, "version": topic.version, "identifier": [identifier]}
    day = edition.released
    return head | ({"date": day.isoformat()} if day else {"_date": _UNKNOWN})
