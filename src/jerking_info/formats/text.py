"""The topic as plain text, for terminals, mail and text messages."""

from collections.abc import Iterable, Iterator

from jerking_info.content.models import Cause, Reference, Tip, Topic, WarningSign
from jerking_info.formats import back_matter
from jerking_info.formats.wrapping import columns, wrapped

__all__ = ("NARROWEST", "to_text")


def __dir__() -> tuple[str, ...]:
    return __all__


NARROWEST = 20
"""Columns that `to_text` needs at least."""


def to_text(topic: Topic, width: int = 80) -> str:
    """Write a topic as plain text, headings and numbered tips, the disclaimer last.

    Codes are left out: they are for software, which has better forms to read.

    Args:
        topic: the content.
        width: columns to wrap at, from `NARROWEST` on; wide characters take two.

    Returns:
        Lines of at most `width` columns, the last one ended too. A url or a digest is
        broken only if it alone is longer than a line.

    Raises:
        ValueError: if `width` is too small.

    >>> from jerking_info import topic
    >>> print(to_text(topic, width=40)[:79])
    Jerking movements
    =================
    <BLANKLINE>
    Many people worry about jerking
    movements.
    """
    if width < NARROWEST:
        raise ValueError(f"width: found {width!r}, expected {NARROWEST} columns or more")
    return "\n\n".join(_paragraphs(topic, width)) + "\n"


def _paragraphs(topic: Topic, width: int) -> Iterator[str]:
    numbers = {page: n for n, page in enumerate(back_matter.references(topic), 1)}
    yield _heading(topic.title, "=", width)
    yield _fill(topic.overview, width)
    if topic.synonyms:
        yield _fill(f"Also known as: {_listed(s.text for s in topic.synonyms)}.", width)
    if topic.warning_signs:
        yield _heading(back_matter.WARNING_SIGNS, "-", width)
        yield _fill(back_matter.WARNING_SIGNS_ORIGIN, width)
    for sign in topic.warning_signs:
        yield _item("!", _sign(sign, numbers), width)
    yield _heading(topic.questions.causes, "-", width)
    for cause in topic.causes:
        yield _item("*", _cause(topic, cause, numbers), width)
    yield _heading(topic.questions.tips, "-", width)
    yield _fill(topic.tips_introduction, width)
    for tip in topic.tips:
        yield _item(f"{tip.position}.", _tip(tip, numbers), width)
    yield _heading(back_matter.SUMMARY, "-", width)
    yield _fill(topic.summary, width)
    if numbers:
        yield _heading(back_matter.REFERENCES, "-", width)
    for page, number in numbers.items():
        yield _reference(page, f"[{number}]", width)
    yield _heading(back_matter.SOURCE, "-", width)
    yield _fill(back_matter.source(topic), width)
    yield _fill(back_matter.edition(topic), width)
    yield _fill(back_matter.digest_line(topic), width)
    yield _heading(back_matter.DISCLAIMER, "-", width)
    yield _fill(topic.disclaimer.text, width)


def _sign(sign: WarningSign, numbers: dict[Reference, int]) -> Iterator[str]:
    yield f"{back_matter.LEVELS[sign.level]}: {sign.text}"
    yield f"{back_matter.marking(sign)} {_read_more(sign.references, numbers)}"


def _cause(topic: Topic, cause: Cause, numbers: dict[Reference, int]) -> Iterator[str]:
    yield cause.name
    yield cause.text
    if cause.examples:
        yield f"Examples: {_listed(example.name for example in cause.examples)}."
    if tips := topic.tips_for(cause.id):
        yield f"What may help: {_listed(f'tip {tip.position}' for tip in tips)}."
    if cause.references:
        yield _read_more(cause.references, numbers)


def _tip(tip: Tip, numbers: dict[Reference, int]) -> Iterator[str]:
    yield tip.title
    yield tip.text
    if tip.actions:
        yield f"To do or to ask for: {'; '.join(tip.actions)}."
    if tip.references:
        yield _read_more(tip.references, numbers)


def _reference(page: Reference, mark: str, width: int) -> str:
    read = f"{page.title}. {page.publisher}, read on {page.accessed}."
    indent = " " * (len(mark) + 1)
    # A url is of use only in one piece: better at the margin than broken.
    url = indent + page.url if len(indent + page.url) <= width else _fill(page.url, width)
    return f"{_item(mark, [read], width)}\n{url}"


def _read_more(pages: Iterable[Reference], numbers: dict[Reference, int]) -> str:
    return f"Read more: {_listed(f'[{numbers[page]}]' for page in pages)}."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _heading(text: str, line: str, width: int) -> str:
    wrapped = _fill(text, width)
    return f"{wrapped}\n{line * max(map(columns, wrapped.splitlines()))}"


def _item(mark: str, paragraphs: Iterable[str], width: int) -> str:
    indent = " " * (len(mark) + 1)
    lines = "\n".join(_fill(text, width - len(indent)) for text in paragraphs).split("\n")
    return f"{mark} " + f"\n{indent}".join(lines)


def _fill(text: str, width: int) -> str:
    return "\n".join(wrapped(text, width))
