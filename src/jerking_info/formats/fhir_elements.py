"""What the FHIR resources of a topic share: their urls, their metadata, their codings.

FHIR asks each resource for a canonical url and lets a `urn:uuid:` be one where there is no
web address ("Can be a urn:uuid: or a urn:oid:", comment on `CodeSystem.url`). The project
owns no web domain, so each url is the UUID (version 5) of what it names, under the package
url of this project: the same for ever and everywhere, and without an address that might
one day be somebody else's.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from jerking_info.formats.fhir_narrative import Block, imprint, narrative, paragraph
from jerking_info.formats.fhir_notices import copyright_notice
from jerking_info.models import Coding, Reference, Topic

__all__ = (
    "PROJECT",
    "Edition",
    "FhirObject",
    "FhirVersion",
    "artifact",
    "as_code",
    "as_markdown",
    "canonical",
    "fhir_coding",
    "filled",
    "references",
    "urn",
    "words_of",
)


def __dir__() -> tuple[str, ...]:
    return __all__


FhirVersion = Literal["R4", "R5"]
"""The releases of FHIR that the content is written in; R4 is valid as R4B, too."""

FhirObject = dict[str, JsonValue]
"""A FHIR resource or a part of one, as JSON has it."""


class Edition(NamedTuple):
    """A topic as one release of FHIR is to have it."""

    topic: Topic
    """The content."""
    version: FhirVersion
    """The release of FHIR."""
    released: date | None
    """The day of the content's release, if known."""


PROJECT = uuid5(NAMESPACE_URL, "pkg:pypi/jerking-info")
"""What all ids of the project are derived from: its package url, as a UUID."""


def urn(*names: str) -> str:
    """Return the `urn:uuid:` that stands for what the project knows by these names.

    >>> urn("jerking-movements", "en", "Library")
    'urn:uuid:fdc8af65-cf6b-5428-a473-f9817aa14381'
    """
    return f"urn:uuid:{uuid5(PROJECT, '/'.join(names))}"


def canonical(topic: Topic, *resource: str) -> str:
    """Return the canonical url of a resource of a topic, the same in all its versions.

    Translations share ids and versions, so the language is a part of the name.
    """
    return urn(topic.id, topic.language, *resource)


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
    topic, version, released = edition
    reviewed = topic.provenance.review_status == "reviewed"
    full_title = f"{topic.title}: {title}" if title else topic.title
    return filled(
        {
            "resourceType": resource[0],
            "id": "-".join((topic.id, *resource[1:])),
            "language": topic.language,
            "text": narrative(
                topic, paragraph(full_title, "b"), *blocks, *imprint(topic, released)
            ),
            "url": canonical(topic, *resource),
            "version": topic.version,
            "versionAlgorithmCoding": _SEMVER if version == "R5" else None,
            "name": "".join(map(_capitalised, (topic.id, *resource))),
            "title": full_title,
            # A draft, and not for use in care, until somebody has reviewed it.
            "status": "active" if reviewed else "draft",
            "experimental": not reviewed,
            "date": released.isoformat() if released else None,
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


def filled(fields: Mapping[str, JsonValue]) -> FhirObject:
    """Return the fields that hold something: FHIR knows no null and nothing empty.

    >>> filled({"a": None, "b": [], "c": False})
    {'c': False}
    """
    return {key: value for key, value in fields.items() if value not in (None, [], {})}


def fhir_coding(coding: Coding) -> FhirObject:
    """Return a code as FHIR's `Coding`; how it matches is told by the concept maps."""
    return {
        "system": coding.system,
        "version": coding.version,
        "code": as_code(coding.code),
        "display": coding.display,
    }


def as_code(text: str) -> str:
    """Return a text as FHIR's `code`, which has single spaces only.

    >>> as_code("G20  A1")
    'G20 A1'
    """
    return " ".join(text.split())


def as_markdown(text: str) -> str:
    r"""Return text that Markdown shows as it stands: none of it becomes markup.

    >>> print(as_markdown("2 * 3 < [7]"))
    2 \* 3 \< \[7\]
    """
    return re.sub(r"[\\`*_\[\]<>#~|!&]", r"\\\g<0>", text)


def words_of(id_: str) -> str:
    """Return an id as words.

    >>> words_of("low-magnesium")
    'low magnesium'
    """
    return id_.replace("-", " ")


def references(topic: Topic) -> tuple[Reference, ...]:
    """Return all references of a topic and its entries, each once, in their order."""
    cited = [
        topic.references,
        *(cause.references for cause in topic.causes),
        *(tip.references for tip in topic.tips),
        *(sign.references for sign in topic.warning_signs),
    ]
    return tuple(dict.fromkeys(chain.from_iterable(cited)))
