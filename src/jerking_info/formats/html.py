"""The content as a patient handout: a self-contained page of HTML, or a part of one."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from xml.etree.ElementTree import Element

from importlib_resources import files

from jerking_info.content.models import Topic
from jerking_info.formats.figure import diary, figure
from jerking_info.formats.jsonld import to_jsonld
from jerking_info.formats.markup import data_block, element, serialized
from jerking_info.formats.outline import Inline, Listing, Only, Paragraph, Section, outline
from jerking_info.formats.phrases import phrases

STYLESHEET = files("jerking_info.formats").joinpath("handout.css").read_text("utf-8")
"""The look of the handout; every rule is for elements of the class `jerking-info`."""

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)

_ICONS: Mapping[str, str] = {
    "emergency": "M4 3h4l2 5-2.5 2q2 4 5.5 5.5l2-2.5 5 2v4q-1 2-3 2Q5 20 3 6 3 4 4 3z",
    "urgent": "M12 2.5a9.5 9.5 0 1 1-.1 0zM12 6v7l4 3",
    "routine": "M3 5h18v16H3zM3 10h18M8 2v5M16 2v5",
}
"""A telephone, a clock and a calendar, as paths in a square of 24 units."""


def to_html(
    topic: Topic,
    *,
    fragment: bool = False,
    only: Only = None,
    codes: bool = True,
    emergency_number: str | None = None,
) -> str:
    """Write a topic, or a card of some of its entries, as a patient handout in HTML.

    With `fragment`, return one `article` for another page, with headings from `h2` on. Its look
    is `STYLESHEET` in this module. The other arguments and the errors are those of `to_text`.

    Returns:
        HTML without scripts and requests. In the whole text, every entry with an id can be
        linked to by that id; a card has no ids, because a page may show several.

    >>> from jerking_info import load
    >>> print(to_html(load("1.0.0"))[:32])
    <!DOCTYPE html>
    <html lang="en">
    """
    root = outline(topic, only, codes=codes, emergency_number=emergency_number)
    nodes = rendered(root, 2 if fragment else 1)
    if only is None:
        parts = {node.get("id"): node for node in nodes}
        caption = element("figcaption", phrases(topic.language).figure, class_="ji-label")
        parts[f"{topic.id}-causes"].append(element("figure", caption, figure(topic)))
        if topic.for_your_visit:
            parts[f"{topic.id}-for-your-visit"].insert(-1, diary(topic))
    if fragment:
        article = element("article", *nodes, class_="jerking-info", id=root.id, lang=topic.language)
        article.set("style", "overflow-wrap: anywhere")  # where the host has no style for it
        return serialized(article) + "\n"
    if only is None:
        after = next(i for i, node in enumerate(nodes, 1) if node.get("class") == "ji-first")
        nodes.insert(after, _contents(topic, root))
    # Structured data, which has all codes, says no more than the page.
    data = [data_block(to_jsonld(topic))] if only is None and codes else []
    return page(root, nodes, topic.overview, topic.language, *data)


def rendered(root: Section, level: int) -> list[Element]:
    """Return a section's heading, of a level from 1 to 6, and its blocks."""
    return [element(f"h{level}", root.title), *_blocks(root, level + 1)]


def page(
    root: Section, nodes: Iterable[Element], description: str, language: str, *data: Element
) -> str:
    """Return a page of rendered nodes, with its styles, and perhaps with a block of JSON-LD."""
    policy = _POLICY
    for block in data:
        # No browser runs the data; without its digest, checkers take it for a script.
        digest = b64encode(sha256("".join(block.itertext()).encode()).digest()).decode()
        policy += f"; script-src 'sha256-{digest}'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", root.title),
        element("meta", name="description", content=description),
        element("meta", name="referrer", content="no-referrer"),
        # Without an icon a browser asks the server for one.
        element("link", rel="icon", href="data:,"),
        element("style", STYLESHEET),
        *data,
    )
    main = element("main", *nodes, id="ji-main")
    skip = element("a", phrases(language).skip, class_="ji-skip", href="#ji-main")
    body = element("body", skip, main, class_="jerking-info", id=root.id)
    return f"<!DOCTYPE html>\n{serialized(element('html', head, body, lang=language))}\n"


def _contents(topic: Topic, root: Section) -> Element:
    links = (
        element("li", element("a", block.title, href=f"#{block.id}"))
        for block in root.blocks
        if isinstance(block, Section) and block.role not in {"first", "folded"}
    )
    label = phrases(topic.language).contents
    return element("nav", element("ul", *links), class_="ji-contents", aria_label=label)


def _blocks(section: Section, level: int) -> Iterator[Element]:
    for block in section.blocks:
        if isinstance(block, Section):
            yield _section(block, level, section.role)
        elif isinstance(block, Paragraph):
            yield element("p", *_inline(block.parts), class_=_class(block.role))
        else:
            yield from _listing(block)


def _section(section: Section, level: int, parent: str) -> Element:
    number = (element("span", section.number, class_="ji-number"), " ") if section.number else ()
    marks = (*_icon(section.role or parent), *number)
    heading = [element(f"h{level}", *marks, section.title)] if section.title else []
    inside = list(_blocks(section, level + 1))
    if section.role == "folded":
        heading, inside = [], [element("details", element("summary", *heading), *inside)]
    tag = "section" if section.id.startswith("jerking") else "div"
    return element(tag, *heading, *inside, id=section.id, class_=_class(section.role))


def _listing(listing: Listing) -> Iterator[Element]:
    label = element("span", listing.label, class_="ji-label")
    if listing.kind == "inline":
        names: list[Element | str] = [label, " "]
        for item in listing.items:
            names += [element("span", *_inline(item.parts), id=item.id), ", "]
        yield element("p", *names[:-1], ".", class_="ji-inline")
        return
    nodes: list[Element] = [element("p", label)] if listing.label else []
    if listing.kind == "terms":
        terms: list[Element] = []
        for item in listing.items:
            meaning = element("dd", *_inline(item.parts))
            terms.append(element("div", element("dt", item.term), meaning, id=item.id))
        nodes.append(element("dl", *terms))
    elif listing.kind == "cautions":
        # Text extractors drop short lists with links, but no paragraphs.
        nodes += (element("p", *_inline(item.parts), id=item.id) for item in listing.items)
        nodes = [element("div", *nodes, class_="ji-caution")]
    else:
        items = (
            element("li", *_icon(one.role), *_inline(one.parts), id=one.id, class_=_class(one.role))
            for one in listing.items
        )
        tag = "ol" if listing.kind == "numbers" else "ul"
        nodes.append(element(tag, *items, class_=_class(listing.kind)))
    yield from nodes


def _class(role: str) -> str:
    return role and f"ji-{role}"


def _icon(role: str) -> Iterator[Element]:
    """Yield the icon of a level of warning signs."""
    if role in _ICONS:
        size = {"width": "18", "height": "18", "viewBox": "0 0 24 24", "aria-hidden": "true"}
        line = {"fill": "none", "stroke": "currentColor", "stroke-width": "2.5"}
        path = element("path", d=_ICONS[role])
        yield element("svg", path, class_="ji-icon", attributes=size | line)


def _inline(parts: Iterable[Inline]) -> Iterator[Element | str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.role:
            yield element("strong", *_icon(part.role), part.text, class_=_class(part.role))
        else:
            style = "ji-source" if part.url and part.text.startswith("[") else ""
            tag = "a" if part.url else "span"
            yield element(tag, part.text, href=part.url, lang=part.language, class_=style)
