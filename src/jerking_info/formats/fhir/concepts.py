"""The entries of a topic as concepts: what the code system defines and the maps relate."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Literal, NamedTuple

from jerking_info.content.models import Cause, Coding, Topic
from jerking_info.formats.fhir.narrative import addition_note
from jerking_info.formats.fhir.resource import words_of

__all__ = ("PROPERTIES", "Concept", "PropertyType", "concepts")


def __dir__() -> tuple[str, ...]:
    return __all__


PropertyType = Literal["string", "code", "integer"]
"""The types of property that are used; `code` is another concept of the code system."""

PROPERTIES: Mapping[str, tuple[PropertyType, str]] = {
    "entry": ("string", "What the entry is: topic, synonym, cause, example, tip, warning-sign."),
    "scope": ("string", "How a synonym's meaning compares with the topic's, as OBO has it."),
    "example-of": ("code", "The cause that this is an example of."),
    "example-kind": ("string", "What sort of thing an example is."),
    "position": ("integer", "The number of a tip, counted from 1."),
    "applies-to": ("code", "A cause that the tip answers; with none, it may help whatever."),
    "action": ("string", "A single thing to do or to ask for that the tip names."),
    "level": ("string", "How soon to get help: emergency, urgent, routine."),
    "added-by": ("string", "Who added the entry to what the article says."),
    "review-status": ("string", "Whether a clinician has reviewed the addition."),
}
"""The properties that concepts have: their type and what they say."""


class Concept(NamedTuple):
    """An entry of the topic, as a concept of its code system."""

    code: str
    """The entry's permanent id; an example, which has none, is named within its cause."""
    display: str
    """The entry's name."""
    properties: tuple[tuple[str, str | int], ...]
    """What `PROPERTIES` lists, in order."""
    definition: str | None = None
    """What the content says of the entry."""
    other_names: tuple[str, ...] = ()
    """Other names for the entry that people type."""
    codings: tuple[Coding, ...] = ()
    """Its codes in terminologies that other systems share."""


def concepts(topic: Topic) -> tuple[Concept, ...]:
    """Return the topic and each of its entries as a concept, no code twice.

    >>> from jerking_info import topic
    >>> [concept.code for concept in concepts(topic) if "caffeine" in concept.code]
    ['stimulant-use.caffeine']
    """
    about = Concept(
        topic.id, topic.title, (("entry", "topic"),), topic.overview, codings=topic.codes
    )
    return (about, *_synonyms(topic), *_causes(topic), *_tips(topic), *_warning_signs(topic))


def _synonyms(topic: Topic) -> Iterator[Concept]:
    for synonym in topic.synonyms:
        properties = (("entry", "synonym"), ("scope", synonym.scope))
        yield Concept(synonym.id, synonym.text, properties, codings=synonym.codes)


def _causes(topic: Topic) -> Iterator[Concept]:
    for cause in topic.causes:
        properties = (("entry", "cause"),)
        yield Concept(cause.id, cause.name, properties, cause.text, cause.aliases, cause.codes)
        yield from _examples(cause)


def _examples(cause: Cause) -> Iterator[Concept]:
    taken: set[str] = set()
    for example in cause.examples:
        # A full stop stands in no id, so that "low magnesium", an example, cannot take the
        # code of `low-magnesium`, a warning sign.
        code = f"{cause.id}.{_slug(example.name)}"
        if code in taken:
            # The first one keeps its code, which may stand in somebody's record.
            code = f"{code}.{_fingerprint(example.name)}"
        taken.add(code)
        yield Concept(
            code,
            example.name,
            (("entry", "example"), ("example-of", cause.id), ("example-kind", example.kind)),
            other_names=example.aliases,
            codings=example.codes,
        )


def _slug(name: str) -> str:
    """Return the letters and digits of a name with hyphens between, the same on every Python.

    What a letter is beyond ASCII depends on the Unicode that an interpreter knows.
    """
    straight = name.replace("\u2019", "'")
    if not straight.isascii():
        return _fingerprint(name)
    letters = straight.lower().replace("'", "")
    return "-".join(re.findall(r"[^\W_]+", letters)) or _fingerprint(name)


def _fingerprint(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def _tips(topic: Topic) -> Iterator[Concept]:
    for tip in topic.tips:
        properties: tuple[tuple[str, str | int], ...] = (
            ("entry", "tip"),
            ("position", tip.position),
            *(("applies-to", cause) for cause in tip.applies_to),
            *(("action", action) for action in tip.actions),
        )
        yield Concept(tip.id, tip.title, properties, tip.text, codings=tip.codes)


def _warning_signs(topic: Topic) -> Iterator[Concept]:
    for sign in topic.warning_signs:
        properties = (
            ("entry", "warning-sign"),
            ("level", sign.level),
            ("added-by", sign.added_by),
            ("review-status", sign.review_status),
        )
        # Texts of entries are shown one by one, so the note belongs in each.
        definition = f"{sign.text} {addition_note(sign)}"
        yield Concept(sign.id, f"Warning sign: {words_of(sign.id)}", properties, definition)
