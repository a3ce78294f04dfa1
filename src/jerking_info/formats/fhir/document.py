"""The topic as a FHIR document: a `Composition` with the sections of the outline."""

from collections.abc import Sequence

from jerking_info.formats.fhir.narrative import narrative
from jerking_info.formats.fhir.resource import Edition, FhirObject, urn
from jerking_info.formats.outline import Section, outline

EDUCATION_NOTE = {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}

UNKNOWN = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
"""The value of a field such as `_date` where FHIR requires a date that is unknown."""


def composition(edition: Edition, entries: Sequence[FhirObject]) -> FhirObject:
    """Return the head of a document; its last section refers to the other entries."""
    topic, provenance = edition.topic, edition.topic.provenance
    text = outline(topic)
    sections = [block for block in text.blocks if isinstance(block, Section)]
    introduction = [block for block in text.blocks if not isinstance(block, Section)]
    url = urn(topic.id, "Composition")
    identifier = {"system": "urn:ietf:rfc:3986", "value": url}
    head: FhirObject = {
        "resourceType": "Composition",
        "id": topic.id,
        "language": topic.language,
        "text": narrative(topic, Section(text.title, ()), *introduction),
        "identifier": identifier,
        "status": "final" if provenance.review_status == "reviewed" else "preliminary",
        "type": {"coding": [EDUCATION_NOTE]},
        "author": [{"display": provenance.wording}],
        "title": text.title,
        "section": [
            {"title": section.title, "text": narrative(topic, *section.blocks, status="additional")}
            for section in sections
        ],
    }
    head["section"][-1]["entry"] = [
        {"reference": entry["fullUrl"], "display": entry["resource"]["title"]} for entry in entries
    ]
    if edition.version == "R5":
        head |= {"url": url, "version": topic.version, "identifier": [identifier]}
    if edition.released:
        return head | {"date": edition.released.isoformat()}
    return head | {"_date": UNKNOWN}
