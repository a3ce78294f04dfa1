"""The narrative of FHIR resources: the outline's blocks as XHTML.

Only elements that FHIR allows in a narrative are used (rule txt-1), and no internal links,
because every section of a document has a narrative of its own.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from jerking_info.content.models import Topic
from jerking_info.formats.markup import element, serialized
from jerking_info.formats.outline import Block, Inline, Item, Listing, Paragraph


def narrative(topic: Topic, *blocks: Block, status: str = "generated") -> dict[str, str]:
    """Return FHIR's `Narrative` of some blocks, in the language of the topic.

    The short disclaimer follows the blocks unless one of them is a disclaimer.
    """
    if not any(isinstance(block, Paragraph) and block.role == "disclaimer" for block in blocks):
        blocks = (*blocks, Paragraph((topic.disclaimer.short,), "disclaimer"))
    attributes = {"xmlns": "http://www.w3.org/1999/xhtml"} | _language(topic.language)
    div = element("div", *_rendered(blocks), attributes=attributes)
    return {"status": status, "div": serialized(div, xhtml=True)}


def _rendered(blocks: Iterable[Block], level: int = 3) -> Iterator[Element]:
    for block in blocks:
        match block:
            case Paragraph(parts, "disclaimer"):
                yield element("p", element("b", *_inline(parts)))
            case Paragraph(parts):
                yield element("p", *_inline(parts))
            case Listing(items, kind, label):
                if label:
                    yield element("p", label)
                tag = "ol" if kind == "numbers" else "ul"
                yield element(tag, *(element("li", *_item(item)) for item in items))
            case _:
                if block.title:
                    yield element(f"h{level}", f"{block.number} {block.title}".strip())
                yield from _rendered(block.blocks, level + 1)


def _item(item: Item) -> Iterator[Element | str]:
    yield from (element("b", item.term), ": ") if item.term else ()
    yield from _inline(item.parts)


def _inline(parts: Iterable[Inline]) -> Iterator[Element | str]:
    for part in parts:
        if isinstance(part, str) or part.url.startswith("#"):
            yield str(part)
        elif part.role:
            yield element("b", part.text)
        elif part.url:
            yield element("a", part.text, href=part.url)
        else:
            yield element("span", part.text, attributes=_language(part.language))


def _language(tag: str) -> dict[str, str]:
    """Return both attributes that FHIR asks for (section "Languages" of the specification)."""
    return {"lang": tag, "xml:lang": tag}
