"""The narrative of FHIR resources: XHTML for people, built as a tree.

Whatever the content holds is a text node of the tree, so it cannot become markup. Only the
elements that FHIR allows in a narrative are used.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from pydantic import JsonValue

from jerking_info.content.models import Reference, Topic, WarningSign
from jerking_info.formats.fhir.resource import Edition

__all__ = (
    "Block",
    "addition_note",
    "block",
    "imprint",
    "link",
    "listing",
    "narrative",
    "paragraph",
    "review_note",
)


def __dir__() -> tuple[str, ...]:
    return __all__


Block = ET.Element
"""An element of the narrative, with all that it holds."""

_XHTML = "http://www.w3.org/1999/xhtml"


def narrative(topic: Topic, *blocks: Block, status: str = "generated") -> JsonValue:
    """Return FHIR's `Narrative` of some blocks, in the language of the topic."""
    # FHIR asks for both ways to name the language (section "Languages" of the specification).
    attributes = {"xmlns": _XHTML, "lang": topic.language, "xml:lang": topic.language}
    div = ET.Element("div", attributes)
    div.extend(blocks)
    return {"status": status, "div": ET.tostring(div, encoding="unicode")}


def block(tag: str, *content: str | Block, **attributes: str) -> Block:
    """Return an element that holds texts and elements in this order."""
    element = ET.Element(tag, attributes)
    last: Block | None = None
    for part in content:
        if not isinstance(part, str):
            element.append(part)
            last = part
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return element


def paragraph(text: str, style: str = "") -> Block:
    """Return a paragraph, all of it in a style such as `b` if one is given."""
    return block("p", block(style, text) if style else text)


def listing(items: Iterable[str | Block], tag: str = "ul") -> Block:
    """Return a list of texts or of ready items."""
    ready = (block("li", item) if isinstance(item, str) else item for item in items)
    return block(tag, *ready)


def link(reference: Reference) -> Block:
    """Return a list item that names a page and leads there."""
    return block("li", block("a", reference.title, href=reference.url), f", {reference.publisher}")


def imprint(edition: Edition) -> tuple[Block, ...]:
    """Return what stands under all that is shown: version, digest, source, disclaimer."""
    topic = edition.topic
    told = topic.provenance
    article = told.article
    on = f", released on {edition.released}" if edition.released else ""
    return (
        paragraph(f"Content version {topic.version}{on}, language {topic.language}."),
        paragraph(f"sha256 of the release file: {edition.sha256}"),
        paragraph(
            f'The facts come from the article "{article.title}" by {article.author}, '
            f"{article.credential}, {article.affiliation} ({article.collection}). "
            f"Wording: {told.wording}. Licence: {told.license}. {review_note(topic)}"
        ),
        paragraph(topic.disclaimer.text, "b"),
    )


def review_note(topic: Topic) -> str:
    """Say who has reviewed the topic: no reader should have to guess."""
    told = topic.provenance
    if told.review_status == "reviewed":
        return (
            f"Reviewed by {told.reviewer} on {told.last_reviewed}; "
            f"next review due {told.next_review_due}."
        )
    return "No clinician has reviewed this text yet."


def addition_note(sign: WarningSign) -> str:
    """Say that a warning sign is an addition, whose, and whether it was reviewed."""
    if sign.review_status == "reviewed":
        return f"Added by: {sign.added_by}. A clinician has reviewed this addition."
    return f"Added by: {sign.added_by}. No clinician has reviewed this addition yet."
