"""What the FHIR resources of a topic are made of: their urls, codes and texts.

FHIR asks each resource for a canonical url and lets a `urn:uuid:` be one where there is no
web address ("Can be a urn:uuid: or a urn:oid:", comment on `CodeSystem.url`). The project
owns no web domain, so each url is the UUID (version 5) of what it names, under the package
url of this project: the same for ever and everywhere, and without an address that might
one day be somebody else's.
"""

import re
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple, get_args
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from jerking_info.content.models import Coding, Reference, Topic

__all__ = (
    "PROJECT",
    "Edition",
    "FhirObject",
    "FhirVersion",
    "as_code",
    "as_markdown",
    "canonical",
    "check_choice",
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
    sha256: str
    """The digest of the release file, worked out once for all resources."""

    @classmethod
    def of(cls, topic: Topic, version: FhirVersion, released: date | None) -> "Edition":
        """Return the edition of a topic in a release of FHIR.

        Raises:
            ValueError: if there is no such release of FHIR.
        """
        check_choice("version", version, get_args(FhirVersion))
        return cls(topic, version, released, topic.sha256)


def check_choice(argument: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not allowed.

    Raises:
        ValueError: with the value and what is allowed.
    """
    if value not in allowed:
        expected = " or ".join(map(repr, allowed))
        raise ValueError(f"{argument}: found {value!r}, expected {expected}")


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
    >>> print(as_markdown("1. January"))
    1\. January
    """
    escaped = re.sub(r"[\\`*_\[\]<>#~|!]|&(?=[#A-Za-z])", r"\\\g<0>", text)
    # What would make a list or a heading stands at the start only.
    return re.sub(r"^([0-9]*)([-+=.)])", r"\1\\\2", escaped)


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
