"""The topic as a FHIR document: a `Composition` of sections for people to read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import JsonValue

from jerking_info.content.models import Cause, Tip, Topic, WarningSign
from jerking_info.formats.fhir.narrative import (
    Block,
    addition_note,
    block,
    imprint,
    link,
    listing,
    narrative,
    paragraph,
)
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    FhirVersion,
    canonical,
    filled,
    references,
)

__all__ = ("composition",)


def __dir__() -> tuple[str, ...]:
    return __all__


def composition(edition: Edition, day: FhirObject, parts: Iterable[FhirObject]) -> FhirObject:
    """Return the head of a document: what it is, whose, and its sections.

    Args:
        edition: what is written.
        day: the `date` of the composition, and its `_date` if that needs a remark.
        parts: the resources of the same Bundle, that the last section refers to.

    Returns:
        A `Composition` with the disclaimer at its head and at its end.
    """
    topic, version = edition.topic, edition.version
    url = canonical(topic, "Composition")
    identifier: JsonValue = {"system": "urn:ietf:rfc:3986", "value": url}
    told = topic.provenance
    return {
        "resourceType": "Composition",
        "id": topic.id,
        "language": topic.language,
        "text": narrative(topic, paragraph(topic.title, "b"), paragraph(topic.disclaimer.text)),
        # R5 lets a composition have several.
        **_of_its_release(topic, version, url),
        "identifier": identifier if version == "R4" else [identifier],
        "status": "final" if told.review_status == "reviewed" else "preliminary",
        "type": {
            "coding": [
                {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
            ]
        },
        **day,
        "author": [{"display": told.wording}],
        "title": topic.title,
        "section": [_written(topic, section) for section in _sections(edition, parts)],
    }


def _of_its_release(topic: Topic, version: FhirVersion, url: str) -> FhirObject:
    # R4 has no place for these; its reader finds the version in the last section.
    return {} if version == "R4" else {"url": url, "version": topic.version}


class _Section(NamedTuple):
    title: str
    blocks: tuple[Block, ...]
    entries: tuple[FhirObject, ...] = ()


def _written(topic: Topic, section: _Section) -> FhirObject:
    return filled(
        {
            "title": section.title,
            "text": narrative(topic, *section.blocks, status="additional"),
            "entry": [
                {"reference": entry["url"], "display": entry["title"]} for entry in section.entries
            ],
        }
    )


def _sections(edition: Edition, parts: Iterable[FhirObject]) -> Iterator[_Section]:
    topic = edition.topic
    yield _Section("Overview", (paragraph(topic.overview),))
    if topic.synonyms:
        yield _Section("Also known as", (listing(synonym.text for synonym in topic.synonyms),))
    if topic.warning_signs:
        signs = listing(_warning_sign(sign) for sign in topic.warning_signs)
        yield _Section("When to get help", (signs,))
    if topic.causes:
        causes = listing(_cause(cause) for cause in topic.causes)
        yield _Section(topic.questions.causes, (causes,))
    tips = [paragraph(topic.tips_introduction)]
    if topic.tips:
        tips.append(listing((_tip(topic, tip) for tip in topic.tips), "ol"))
    yield _Section(topic.questions.tips, tuple(tips))
    yield _Section("In short", (paragraph(topic.summary),))
    if cited := references(topic):
        yield _Section("Read more", (listing(map(link, cited)),))
    yield _Section("Where this comes from", imprint(edition), tuple(parts))


def _warning_sign(sign: WarningSign) -> Block:
    return block(
        "li",
        block("b", sign.level.capitalize()),
        f": {sign.text} ",
        block("i", addition_note(sign)),
        listing(map(link, sign.references)),
    )


def _cause(cause: Cause) -> Block:
    examples = [_named(example.name, example.aliases) for example in cause.examples]
    return block(
        "li",
        block("b", _named(cause.name, cause.aliases)),
        paragraph(cause.text),
        *([paragraph("Examples:"), listing(examples)] if examples else ()),
    )


def _named(name: str, aliases: tuple[str, ...]) -> str:
    return f"{name} (also: {'; '.join(aliases)})" if aliases else name


def _tip(topic: Topic, tip: Tip) -> Block:
    causes = "; ".join(cause.name for cause in topic.causes_for(tip.id))
    return block(
        "li",
        block("b", tip.title),
        paragraph(tip.text),
        *([listing(tip.actions)] if tip.actions else ()),
        paragraph(f"For: {causes if tip.applies_to else 'any cause'}."),
    )
