"""The topic as a patient handout: one page of HTML that needs nothing else, or a part of one.

It is built as a tree, so that nothing in the content can become markup. It has no script
and makes no request, which its content security policy also tells the browser.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from jerking_info.content.models import Cause, Reference, Tip, Topic, WarningSign
from jerking_info.formats import back_matter
from jerking_info.formats.figure import NARROW, WIDE, figure
from jerking_info.formats.jsonld import to_jsonld
from jerking_info.formats.markup import Element, data_block, element, serialized
from jerking_info.formats.stylesheet import PAGE, STYLESHEET

__all__ = ("STYLESHEET", "to_html")


def __dir__() -> tuple[str, ...]:
    return __all__


_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


class _Sheet(NamedTuple):
    """What the parts of the page need to know of the whole."""

    topic: Topic
    top: int
    """The level of the heading over all others."""
    numbers: dict[Reference, int]
    """The references by their number in the list of all."""

    def name(self, part: str) -> str:
        """Name a part of the page by an id that a host's own page is unlikely to have."""
        return f"{self.topic.id}-{part}"

    def heading(self, depth: int, *children: Element | str, class_: str, id: str = "") -> Element:  # noqa: A002 (HTML's own name)
        attributes = {"id": id} if id else {}
        return element(f"h{self.top + depth}", *children, class_=class_, attributes=attributes)


def to_html(topic: Topic, *, fragment: bool = False) -> str:
    """Write a topic as a patient handout in HTML.

    Each cause links to the tips that answer it, and back. The ids of causes, tips and
    warning signs are those of the content, so that links into the page last.

    Args:
        topic: the content.
        fragment: whether to leave out what a page of its own needs and return one `article`
            to stand in another page, headings from `h2` on. It is legible as it is; the
            page's look comes with `jerking_info.formats.html.STYLESHEET`.

    Returns:
        HTML that holds all its styles and its figure, shows the disclaimer in short first
        and in full last, and prints on two sheets with the disclaimer on each.

    >>> from jerking_info import topic
    >>> print(to_html(topic)[:32])
    <!DOCTYPE html>
    <html lang="en">
    >>> print(to_html(topic, fragment=True)[:59])
    <article class="jerking-info" id="jerking-movements" lang="
    """
    numbers = {page: n for n, page in enumerate(back_matter.references(topic), 1)}
    sheet = _Sheet(topic, 2 if fragment else 1, numbers)
    sections = list(_sections(sheet))
    main = element(
        "div" if fragment else "main",
        *(node for _, node in sections),
        id=sheet.name("main"),
        class_="ji-main",
    )
    head = element("header", *_head(sheet), _contents(sheet, sections), class_="ji-head")
    inside = element("div", head, main, _foot(sheet), class_="ji-sheet")
    if fragment:
        article = element(
            "article",
            inside,
            class_="jerking-info",
            id=topic.id,
            lang=topic.language,
            style="overflow-wrap: anywhere",  # also where the host has no style sheet for it
        )
        return serialized(article) + "\n"
    skip = element("a", "Skip to the content", class_="ji-skip", href=f"#{sheet.name('main')}")
    body = element("body", skip, inside, class_="jerking-info", id=topic.id)
    page = element("html", element("head", *_metadata(topic)), body, lang=topic.language)
    return f"<!DOCTYPE html>\n{serialized(page)}\n"


def _metadata(topic: Topic) -> Iterator[Element]:
    yield element("meta", charset="utf-8")
    data = data_block(to_jsonld(topic))
    # No browser runs the data; naming its digest keeps checkers from taking it for a script.
    (text,) = data.itertext()
    digest = b64encode(sha256(text.encode()).digest()).decode()
    policy = f"{_POLICY}; script-src 'sha256-{digest}'"
    yield element("meta", attributes={"http-equiv": "Content-Security-Policy", "content": policy})
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("title", topic.title)
    yield element("meta", name="description", content=topic.overview)
    yield element("meta", name="referrer", content="no-referrer")
    # Without an icon a browser would ask the server for one.
    yield element("link", rel="icon", href="data:,")
    yield element("style", STYLESHEET + PAGE)
    yield data


def _head(sheet: _Sheet) -> Iterator[Element]:
    topic = sheet.topic
    yield sheet.heading(0, topic.title, class_="ji-title")
    yield element("p", topic.overview, class_="ji-overview")
    if topic.synonyms:
        names = ", ".join(synonym.text for synonym in topic.synonyms)
        yield element("p", f"Also known as {names}.", class_="ji-quiet")
    yield element("p", topic.disclaimer.short, class_="ji-note")


def _contents(sheet: _Sheet, sections: Iterable[tuple[str, Element]]) -> Element:
    name = sheet.name("contents")
    return element(
        "nav",
        sheet.heading(1, "On this page", class_="ji-section-title", id=name),
        element(
            "ul",
            *(
                element("li", element("a", title, href=f"#{section.attrib['id']}"))
                for title, section in sections
            ),
        ),
        class_="ji-contents",
        attributes={"aria-labelledby": name},
    )


def _sections(sheet: _Sheet) -> Iterator[tuple[str, Element]]:
    """Yield each section with its title."""
    topic = sheet.topic

    def section(part: str, title: str, *children: Element) -> tuple[str, Element]:
        name = sheet.name(part)
        heading = sheet.heading(1, title, class_="ji-section-title")
        return title, element(
            "section",
            heading,
            *children,
            id=name,
            class_=f"ji-section ji-{part}-section",
        )

    if topic.warning_signs:
        origin = element("p", back_matter.WARNING_SIGNS_ORIGIN, class_="ji-quiet")
        signs = element("ul", *(_sign(sheet, s) for s in topic.warning_signs), class_="ji-signs")
        yield section("warning-signs", back_matter.WARNING_SIGNS, origin, signs)
    causes = element("ul", *(_cause(sheet, c) for c in topic.causes), class_="ji-cards ji-causes")
    yield section("causes", topic.questions.causes, causes)
    introduction = element("p", topic.tips_introduction)
    tips = element("ol", *(_tip(sheet, tip) for tip in topic.tips), class_="ji-cards ji-tips")
    yield section("tips", topic.questions.tips, introduction, tips, *_figure(topic))
    yield section("summary", back_matter.SUMMARY, element("p", topic.summary))
    if sheet.numbers:
        pages = element("ol", *(_reference(sheet, page) for page in sheet.numbers))
        pages.set("class", "ji-references")
        yield section("references", back_matter.REFERENCES, pages)
    if folded := [*_other_names(topic), *_codes(sheet)]:
        summary = element("summary", "For search and for other software")
        details = element("details", summary, *folded, class_="ji-codes")
        yield section("codes", "Other names and codes", details)
    yield section("source", back_matter.SOURCE, element("p", back_matter.source(topic)))


def _sign(sheet: _Sheet, sign: WarningSign) -> Element:
    level = element("strong", back_matter.LEVELS[sign.level], class_="ji-level")
    marking = f"{back_matter.marking(sign)} "
    return element(
        "li",
        element("p", level, " ", sign.text),
        element("p", marking, *_read_more(sheet, sign.references), class_="ji-quiet"),
        id=sign.id,
        class_=f"ji-{sign.level}",
    )


def _cause(sheet: _Sheet, cause: Cause) -> Element:
    tips = [_link(tip.id, f"{tip.position}. {tip.title}") for tip in sheet.topic.tips_for(cause.id)]
    return element(
        "li",
        sheet.heading(2, cause.name, class_="ji-name"),
        element("p", cause.text),
        _line("Examples: ", [example.name for example in cause.examples], "ji-examples"),
        _line("What may help: ", tips, "ji-help"),
        _more(sheet, cause.references),
        id=cause.id,
        class_="ji-card",
    )


def _tip(sheet: _Sheet, tip: Tip) -> Element:
    causes = [_link(cause.id, cause.name) for cause in sheet.topic.causes_for(tip.id)]
    number = element("span", f"{tip.position}.", class_="ji-number")
    return element(
        "li",
        sheet.heading(2, number, " ", tip.title, class_="ji-name"),
        element("p", tip.text),
        _line("To do or to ask for: ", tip.actions, "ji-actions"),
        _line("For: " if tip.applies_to else "For any cause: ", causes, "ji-help"),
        _more(sheet, tip.references),
        id=tip.id,
        class_="ji-card",
    )


def _line(label: str, items: Sequence[Element | str], class_: str) -> Element | None:
    """Put items behind a label, in one paragraph; none if there are no items."""
    if not items:
        return None
    separated = [node for item in items for node in ("; ", item)][1:]
    return element("p", element("span", label, class_="ji-label"), *separated, class_=class_)


def _link(id_: str, text: str) -> Element:
    return element("a", text, href=f"#{id_}")


def _more(sheet: _Sheet, pages: Iterable[Reference]) -> Element | None:
    links = list(_read_more(sheet, pages))
    return element("p", *links, class_="ji-quiet ji-more") if links else None


def _read_more(sheet: _Sheet, pages: Iterable[Reference]) -> Iterator[Element | str]:
    for count, page in enumerate(pages):
        number = sheet.numbers[page]
        if count:
            yield "; "
        # On paper the number alone leads to the reference.
        label = "" if count else "Read more: "
        link = element("a", page.title, href=page.url)
        yield element("span", label, link, f", {page.publisher} ", class_="ji-page")
        yield element(
            "a",
            f"[{number}]",
            href=f"#{sheet.name(f'reference-{number}')}",
            attributes={"aria-label": f"reference [{number}]"},
        )


def _reference(sheet: _Sheet, page: Reference) -> Element:
    return element(
        "li",
        f"{page.title}. {page.publisher}, read on {page.accessed}. ",
        element("a", page.url, href=page.url, class_="ji-url"),
        id=sheet.name(f"reference-{sheet.numbers[page]}"),
    )


def _other_names(topic: Topic) -> Iterator[Element]:
    names = [
        (name, aliases)
        for cause in topic.causes
        for name, aliases in (
            (cause.name, cause.aliases),
            *((example.name, example.aliases) for example in cause.examples),
        )
        if aliases
    ]
    if names:
        items = (element("li", f"{name}: {'; '.join(aliases)}") for name, aliases in names)
        yield element("ul", *items)


def _codes(sheet: _Sheet) -> Iterator[Element]:
    for (name, version), codes in back_matter.codes_by_terminology(sheet.topic).items():
        yield sheet.heading(2, f"{name} {version}", class_="ji-name")
        yield element(
            "ul",
            *(
                element(
                    "li",
                    f"{entry}: ",
                    element("code", coding.code),
                    f" {coding.display} ({back_matter.MATCHES[coding.match]})",
                )
                for entry, coding in codes
            ),
        )


def _figure(topic: Topic) -> Iterator[Element]:
    if topic.causes and topic.tips:
        caption = "Which tip answers which cause; dashed: whatever the cause"
        yield element(
            "figure",
            element("figcaption", caption, class_="ji-label"),
            element("div", figure(topic, WIDE), class_="ji-wide"),
            # Hidden until the style sheet finds the screen narrow.
            element("div", figure(topic, NARROW), class_="ji-narrow", hidden="hidden"),
            class_="ji-figure",
        )


def _foot(sheet: _Sheet) -> Element:
    topic = sheet.topic
    return element(
        "footer",
        sheet.heading(1, back_matter.DISCLAIMER, class_="ji-section-title"),
        element("p", topic.disclaimer.text, class_="ji-disclaimer"),
        element(
            "p",
            f"{back_matter.edition(topic)} ",
            element("span", back_matter.digest_line(topic), class_="ji-digest"),
            class_="ji-quiet",
        ),
        class_="ji-foot",
    )
