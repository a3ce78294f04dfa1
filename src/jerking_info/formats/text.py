"""The topic as plain text, for terminals, mail and text messages."""

from collections.abc import Iterator
from functools import partial
from textwrap import fill as _fill

from jerking_info.models import Topic

__all__ = ("NARROWEST", "to_text")


def __dir__() -> tuple[str, ...]:
    return __all__


fill = partial(_fill, break_on_hyphens=False)  # a hyphen of the content is not ours to part

NARROWEST = 20
"""Columns that `to_text` needs at least."""


def to_text(topic: Topic, width: int = 80) -> str:
    """Write a topic as plain text, headings and numbered tips, the disclaimer last.

    Args:
        topic: the content.
        width: columns to wrap at, from `NARROWEST` on.

    Returns:
        Lines of at most `width` characters, the last one ended too.

    Raises:
        ValueError: if `width` is too small.

    >>> from jerking_info import topic
    >>> print(to_text(topic, width=40)[:79])
    JERKING MOVEMENTS
    =================
    <BLANKLINE>
    Many people worry about jerking
    movements.
    """
    if width < NARROWEST:
        raise ValueError(f"width: found {width!r}, expected {NARROWEST} columns or more")
    return "\n\n".join(_paragraphs(topic, width)) + "\n"


def _paragraphs(topic: Topic, width: int) -> Iterator[str]:
    yield _heading(topic.title.upper(), "=", width)
    yield fill(topic.overview, width)
    names = ", ".join(synonym.text for synonym in topic.synonyms)
    yield fill(f"Also known as: {names}.", width)
    yield _heading(topic.questions.causes, "-", width)
    for cause in topic.causes:
        yield _item("*", cause.name, cause.text, width)
    yield _heading(topic.questions.tips, "-", width)
    yield fill(topic.tips_introduction, width)
    for tip in topic.tips:
        yield _item(f"{tip.position}.", tip.title, tip.text, width)
    yield _heading("In short", "-", width)
    yield fill(topic.summary, width)
    yield _heading("Where this comes from", "-", width)
    yield fill(_source(topic), width)
    yield _heading("Important", "-", width)
    yield fill(topic.disclaimer.text, width)


def _heading(text: str, line: str, width: int) -> str:
    wrapped = fill(text, width)
    return f"{wrapped}\n{line * max(map(len, wrapped.splitlines()))}"


def _item(mark: str, name: str, text: str, width: int) -> str:
    indent = " " * (len(mark) + 1)
    return "\n".join(
        (
            fill(name, width, initial_indent=f"{mark} ", subsequent_indent=indent),
            fill(text, width, initial_indent=indent, subsequent_indent=indent),
        )
    )


def _source(topic: Topic) -> str:
    """Say who stands behind the content: no reader should have to guess who reviewed it."""
    told = topic.provenance
    article = told.article
    review = "No clinician has reviewed this text yet."
    if told.review_status == "reviewed":
        review = (
            f"Reviewed by {told.reviewer} on {told.last_reviewed}; "
            f"next review due {told.next_review_due}."
        )
    return (
        f'The facts come from the article "{article.title}" by {article.author}, '
        f"{article.credential}, {article.affiliation} ({article.collection}). "
        f"Wording: {told.wording}. {review} "
        f"Content version {topic.version}, language {topic.language}, licence {told.license}."
    )
