"""A single cause or tip for a notebook, with the short disclaimer and what it is part of."""

from collections.abc import Iterator
from typing import NamedTuple

from jerking_info.content.models import Cause, Reference, Tip, Topic
from jerking_info.formats import back_matter
from jerking_info.formats.markdown import escaped, linked
from jerking_info.formats.markup import Element, element, serialized
from jerking_info.formats.wrapping import wrapped

__all__ = ("Context", "entry_to_html", "entry_to_markdown", "entry_to_text")


def __dir__() -> tuple[str, ...]:
    return __all__


_WIDTH = 80


class Context(NamedTuple):
    """What an entry itself does not know: whose disclaimer must stand with it."""

    topic: Topic
    """The content whose short disclaimer is shown."""
    holds_entry: bool
    """Whether the entry is part of that content, word for word."""


class _Line(NamedTuple):
    label: str
    text: str
    url: str
    """Where the text leads, empty if nowhere."""


def entry_to_text(entry: Cause | Tip, context: Context) -> str:
    """Write a cause or a tip as plain text.

    >>> from jerking_info import topic
    >>> print(entry_to_text(topic.causes[0], Context(topic, holds_entry=True))[:62])
    Stress and anxiety
    <BLANKLINE>
    When stress and anxiety are high, your mus
    """
    lines = (
        f"{line.label}{line.text}" + (f" {line.url}" if line.url else "")
        for line in _lines(entry, context)
    )
    paragraphs = [_title(entry), *lines, context.topic.disclaimer.short, *_colophon(context)]
    return "\n\n".join("\n".join(wrapped(text, _WIDTH)) for text in paragraphs) + "\n"


def entry_to_markdown(entry: Cause | Tip, context: Context) -> str:
    """Write a cause or a tip as CommonMark.

    >>> from jerking_info import topic
    >>> print(entry_to_markdown(topic.causes[0], Context(topic, holds_entry=True))[:23])
    #### Stress and anxiety
    """
    blocks = [f"#### {escaped(_title(entry))}"]
    for line in _lines(entry, context):
        text = linked(line.text, line.url) if line.url else escaped(line.text)
        blocks.append(f"{escaped(line.label)}{text}")
    blocks.append(f"> {escaped(context.topic.disclaimer.short)}")
    blocks += map(escaped, _colophon(context))
    return "\n\n".join(blocks) + "\n"


def entry_to_html(entry: Cause | Tip, context: Context) -> str:
    """Write a cause or a tip as an `article` of HTML, without any id.

    >>> from jerking_info import topic
    >>> print(entry_to_html(topic.causes[0], Context(topic, holds_entry=True))[:42])
    <article class="jerking-info" lang="en"><h
    """
    article = element(
        "article",
        element("h4", _title(entry)),
        *(_paragraph(line) for line in _lines(entry, context)),
        element("p", element("strong", context.topic.disclaimer.short)),
        *(element("p", element("small", text)) for text in _colophon(context)),
        class_="jerking-info",
        attributes={"lang": context.topic.language} if context.holds_entry else {},
    )
    return serialized(article) + "\n"


def _paragraph(line: _Line) -> Element:
    text = element("a", line.text, href=line.url) if line.url else line.text
    return element("p", element("b", line.label) if line.label else None, text)


def _title(entry: Cause | Tip) -> str:
    return entry.name if isinstance(entry, Cause) else f"{entry.position}. {entry.title}"


def _lines(entry: Cause | Tip, context: Context) -> Iterator[_Line]:
    yield _Line("", entry.text, "")
    if isinstance(entry, Cause):
        yield from _listed("Examples: ", [example.name for example in entry.examples])
        tips = context.topic.tips_for(entry.id) if context.holds_entry else ()
        yield from _listed("What may help: ", [f"{tip.position}. {tip.title}" for tip in tips])
    else:
        yield from _listed("To do or to ask for: ", list(entry.actions))
        causes = context.topic.causes_for(entry.id) if context.holds_entry else ()
        label = "For: " if entry.applies_to else "For any cause: "
        yield from _listed(label, [cause.name for cause in causes])
    yield from map(_reference, entry.references)


def _listed(label: str, names: list[str]) -> Iterator[_Line]:
    if names:
        yield _Line(label, "; ".join(names), "")


def _reference(page: Reference) -> _Line:
    return _Line("Read more: ", f"{page.title}, {page.publisher}", page.url)


def _colophon(context: Context) -> Iterator[str]:
    """Say what the entry is part of; of a stranger, that nobody can say so."""
    topic = context.topic
    if context.holds_entry:
        yield back_matter.source(topic)
        yield back_matter.edition(topic)
        yield back_matter.digest_line(topic)
    else:
        yield (
            "This entry is in no content release that comes with jerking-info, so who stands "
            "behind it is not known. The disclaimer shown with it is that of content version "
            f"{topic.version}, sha256 {topic.sha256}."
        )
