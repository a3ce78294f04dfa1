"""What FHIR asks of every resource that is published: who, which, for what, on what terms."""

from collections.abc import Iterable

from pydantic import JsonValue

from jerking_info.content.models import Topic
from jerking_info.formats.fhir.narrative import Block, imprint, narrative, paragraph
from jerking_info.formats.fhir.notices import copyright_notice
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    as_markdown,
    canonical,
    fhir_coding,
    filled,
)

__all__ = ("artifact",)


def __dir__() -> tuple[str, ...]:
    return __all__


def artifact(
    edition: Edition,
    *resource: str,
    title: str,
    purpose: str,
    blocks: Iterable[Block] = (),
) -> FhirObject:
    """Return what FHIR asks of every resource that is published: who, which, for what.

    Args:
        edition: what is written.
        resource: the resource's type and, if there are several of it, its own name.
        title: what to call it, after the topic's title.
        purpose: what it is, in a sentence.
        blocks: what its narrative shows above the imprint.

    Returns:
        The metadata, with the disclaimer in the description and in the narrative.
    """
    topic = edition.topic
    reviewed = topic.provenance.review_status == "reviewed"
    full_title = f"{topic.title}: {title}" if title else topic.title
    return filled(
        {
            "resourceType": resource[0],
            "id": "-".join((topic.id, *resource[1:])),
            "language": topic.language,
            "text": narrative(topic, paragraph(full_title, "b"), *blocks, *imprint(edition)),
            "url": canonical(topic, *resource),
            "version": topic.version,
            "versionAlgorithmCoding": _SEMVER if edition.version == "R5" else None,
            "name": "".join(map(_capitalised, (topic.id, *resource))),
            "title": full_title,
            # A draft, and not for use in care, until somebody has reviewed it.
            "status": "active" if reviewed else "draft",
            "experimental": not reviewed,
            "date": edition.released.isoformat() if edition.released else None,
            "publisher": topic.provenance.wording,
            "description": as_markdown(f"{purpose} {topic.disclaimer.text}"),
            "useContext": [_focus(topic), _EDUCATION],
            "copyright": as_markdown(copyright_notice(topic)),
        }
    )


_SEMVER: JsonValue = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"}

_CONTEXT_TYPES = "http://terminology.hl7.org/CodeSystem/usage-context-type"

_EDUCATION: JsonValue = {
    "code": {"system": _CONTEXT_TYPES, "code": "task"},
    "valueCodeableConcept": {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                "code": "PATEDUE",
                "display": "patient education entry",
            }
        ]
    },
}


def _focus(topic: Topic) -> FhirObject:
    concept = filled({"coding": [fhir_coding(c) for c in topic.codes], "text": topic.title})
    return {
        "code": {"system": _CONTEXT_TYPES, "code": "focus"},
        "valueCodeableConcept": concept,
    }


def _capitalised(kebab: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in kebab.split("-"))
