"""The topic as a FHIR `Bundle`: to keep, to show, or to load into a server."""

from typing import Literal, get_args

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.document import UNKNOWN, composition
from jerking_info.formats.fhir.library import library, references
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    FhirVersion,
    check_choice,
    edition_of,
    urn,
)
from jerking_info.formats.fhir.terminology import code_system, concept_maps, value_set

BundleKind = Literal["collection", "document", "transaction"]
"""The use of a Bundle: a `collection` to keep, a `document` to show, a `transaction` to load."""


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
    edition = edition_of(topic, version)
    entries = [_entry(topic, resource) for resource in fhir_resources(edition)]
    bundle: FhirObject = {
        "resourceType": "Bundle",
        "id": f"{topic.id}-{kind}",
        "language": topic.language,
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": urn("Bundle", edition.sha256, edition.version, kind),
        },
        "type": kind,
    }
    if kind == "document":
        bundle |= _timestamp(edition)
        entries.insert(0, _entry(topic, composition(edition, entries)))
    if kind == "transaction":
        for entry in entries:
            resource = entry["resource"]
            address = f"{resource['resourceType']}/{resource['id']}"
            entry["request"] = {"method": "PUT", "url": address}
    return bundle | {"entry": entries}


def fhir_resources(edition: Edition) -> tuple[FhirObject, ...]:
    """Return the resources of a topic, the content record first."""
    parts = (code_system(edition), value_set(edition), *concept_maps(edition))
    return (library(edition, parts), *parts)


def _entry(topic: Topic, resource: FhirObject) -> FhirObject:
    # A server may replace any string that equals a `fullUrl`, so no canonical url may equal one.
    full_url = urn("entry", topic.id, resource["resourceType"], resource["id"])
    return {"fullUrl": full_url, "resource": resource}


def _timestamp(edition: Edition) -> FhirObject:
    """Return the day of a document, for a draft the newest day that its content speaks of.

    A document must have a timestamp (rule bdl-10).
    """
    days = [reference.accessed for reference in references(edition.topic)]
    if edition.topic.provenance.last_reviewed:
        days.append(edition.topic.provenance.last_reviewed)
    day = edition.released or max(days, default=None)
    return {"timestamp": f"{day}T00:00:00Z"} if day else {"_timestamp": UNKNOWN}
