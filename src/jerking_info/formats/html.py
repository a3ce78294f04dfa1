"""The content as a patient handout: a page of HTML that needs nothing else, or a part of one."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element

from importlib_resources import files

from jerking_info.content.models import Topic
from jerking_info.formats.blocks import Inline, Listing, Paragraph, Quote, Section
from jerking_info.formats.figure import NARROW, WIDE, figure
from jerking_info.formats.jsonld import to_jsonld
from jerking_info.formats.markup import data_block, element, serialized
from jerking_info.formats.outline import Only, outline
from jerking_info.formats.phrases import phrases

STYLESHEET = files("jerking_info.formats").joinpath("handout.css").read_text("utf-8")
"""The look of the handout; every rule is for elements of the class `jerking-info`."""

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


def to_html(
    topic: Topic,
    *,
    fragment: bool = False,
    only: Only = None,
    codes: bool = True,
    emergency_number: str | None = None,
) -> str:
    """Write a topic, or a card of some of its entries, as a patient handout in HTML.

    Args:
        topic: the content.
        fragment: whether to return one `article` for another page, with headings from `h2`
            on, instead of a page. Its look is `jerking_info.formats.html.STYLESHEET`.
        only: the entries of a card, as objects or ids; the whole text if not given.
        codes: whether to include the codes of terminologies.
        emergency_number: the number to call an ambulance, such as `911`.

    Returns:
        HTML without scripts and requests. In the whole text, every entry with an id can be
        linked to by that id; a card has no ids, because a page may show several.

    Raises:
        UnknownIdError: if the topic has no entry with such an id.

    >>> from jerking_info import load
    >>> print(to_html(load("1.0.0"))[:32])
    <!DOCTYPE html>
    <html lang="en">
    """
    root = outline(topic, only, codes=codes, emergency_number=emergency_number)
    level = 2 if fragment else 1
    inside = [element(f"h{level}", root.title), *_blocks(root, level + 1)]
    if only is None:
        tips = next(node for node in inside if node.get("id") == f"{topic.id}-tips")
        tips.append(_figure(topic))
    if fragment:
        article = element(
            "article",
            *inside,
            class_="jerking-info",
            id=root.id,
            lang=topic.language,
            style="overflow-wrap: anywhere",  # where the host has no style sheet for it
        )
        return serialized(article) + "\n"
    if only is None:
        first = next(node for node in inside if node.get("class") == "ji-first")
        inside.insert(inside.index(first) + 1, _contents(topic, root))
    main = f"{topic.id}-main"
    skip = element("a", phrases(topic.language).skip, class_="ji-skip", href=f"#{main}")
    body = element("body", skip, element("main", *inside, id=main), class_="jerking-info")
    body.set("id", topic.id)
    page = element("html", element("head", *_metadata(topic)), body, lang=topic.language)
    return f"<!DOCTYPE html>\n{serialized(page)}\n"


def _metadata(topic: Topic) -> Iterator[Element]:
    yield element("meta", charset="utf-8")
    data = data_block(to_jsonld(topic))
    # No browser runs the data; without its digest, checkers take it for a script.
    digest = b64encode(sha256("".join(data.itertext()).encode()).digest()).decode()
    policy = f"{_POLICY}; script-src 'sha256-{digest}'"
    yield element("meta", attributes={"http-equiv": "Content-Security-Policy", "content": policy})
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("title", topic.title)
    yield element("meta", name="description", content=topic.overview)
    yield element("meta", name="referrer", content="no-referrer")
    # Without an icon a browser asks the server for one.
    yield element("link", rel="icon", href="data:,")
    yield element("style", STYLESHEET)
    yield data


def _contents(topic: Topic, root: Section) -> Element:
    links = (
        element("li", element("a", block.title, href=f"#{block.id}"))
        for block in root.blocks
        if isinstance(block, Section) and block.role not in {"first", "folded"}
    )
    label = {"aria-label": phrases(topic.language).contents}
    return element("nav", element("ul", *links), class_="ji-contents", attributes=label)


def _figure(topic: Topic) -> Element:
    return element(
        "figure",
        element("figcaption", phrases(topic.language).figure, class_="ji-label"),
        element("div", figure(topic, WIDE), class_="ji-wide"),
        # Hidden until the style sheet finds the screen narrow.
        element("div", figure(topic, NARROW), class_="ji-narrow", hidden="hidden"),
    )


def _blocks(section: Section, level: int) -> Iterator[Element]:
    for block in section.blocks:
        if isinstance(block, Section):
            yield _section(block, level)
        elif isinstance(block, Paragraph):
            yield element("p", *_inline(block.parts), class_=_class(block.role))
        else:
            yield from _listing(block)


def _class(role: str) -> str:
    return "" if role in {"", "text"} else f"ji-{role}"


def _section(section: Section, level: int) -> Element:
    heading: list[Element] = []
    if section.title:
        number = [element("span", section.number, class_="ji-number"), " "]
        texts = (*(number if section.number else ()), section.title)
        heading.append(element(f"h{level}", *texts))
    inside = list(_blocks(section, level + 1))
    if section.role == "folded":
        summary = element("summary", *heading)
        heading, inside = [], [element("details", summary, *inside)]
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
    else:
        items = (element("li", *_inline(item.parts), id=item.id) for item in listing.items)
        tag = "ol" if listing.kind == "numbers" else "ul"
        nodes.append(element(tag, *items, class_=_class(listing.kind)))
    if listing.kind == "cautions":
        yield element("div", *nodes, class_="ji-caution")
    else:
        yield from nodes


def _inline(parts: Iterable[Inline]) -> Iterator[Element | str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Quote):
            yield element("span", part.text, lang=part.language)
        else:
            style = "ji-source" if part.text.startswith("[") else ""
            yield element("a", part.text, href=part.url, class_=style)
