"""The topic as Markdown, for readmes, wikis, chats and notebooks.

CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/). Nothing in the content can become
markup, neither in CommonMark nor in the dialects that add tables, strikethrough and formulas.
"""

import re
from collections.abc import Iterable, Iterator

from jerking_info.content.models import Cause, Reference, Tip, Topic, WarningSign
from jerking_info.formats import back_matter

__all__ = ("escaped", "linked", "to_markdown")


def __dir__() -> tuple[str, ...]:
    return __all__


# What can be markup anywhere in a line, and what only where a line begins: the marks of
# lists and of underlined headings, and the number of an ordered list.
_MARKUP = re.compile(r"([\\`*_\[\]<>&#~|$])")
_BLOCK_MARK = re.compile(r"\A([0-9]{1,9}(?=[.)])|(?=[-+=:]))")


def escaped(text: str) -> str:
    r"""Write text so that a Markdown reader sees that very text, wherever it stands in a line.

    >>> print(escaped("1. *not* <b>markup</b>"))
    1\. \*not\* \<b\>markup\</b\>
    """
    return _BLOCK_MARK.sub(r"\1\\", _MARKUP.sub(r"\\\1", text))


def linked(text: str, url: str) -> str:
    r"""Write a text as a link to a url of the content.

    >>> print(linked("[1]", "https://a.example.org/?b=1&c=2"))
    [\[1\]](<https://a.example.org/?b=1\&c=2>)
    """
    # Between angle brackets a url of the content can hold nothing else that is markup.
    address = url.replace("&", r"\&")
    return f"[{escaped(text)}](<{address}>)"


def to_markdown(topic: Topic) -> str:
    """Write a topic as Markdown, the disclaimer in short first and in full last.

    Args:
        topic: the content.

    Returns:
        CommonMark, with one heading of the first level. Each text of the content stands on
        one line and comes back, character for character, when the Markdown is parsed.

    >>> from jerking_info import topic
    >>> print(to_markdown(topic)[:111])
    # Jerking movements
    <BLANKLINE>
    > Get an accurate diagnosis and a personal plan from a healthcare professional.
    <BLANKLINE>
    Many peop
    """
    return "\n\n".join(_blocks(topic)) + "\n"


def _blocks(topic: Topic) -> Iterator[str]:
    yield f"# {escaped(topic.title)}"
    yield f"> {escaped(topic.disclaimer.short)}"
    yield escaped(topic.overview)
    if topic.synonyms:
        yield f"Also known as: {_listed(s.text for s in topic.synonyms)}."
    yield from _warning_signs(topic.warning_signs)
    yield f"## {escaped(topic.questions.causes)}"
    for cause in topic.causes:
        yield from _cause(topic, cause)
    yield f"## {escaped(topic.questions.tips)}"
    yield escaped(topic.tips_introduction)
    for tip in topic.tips:
        yield from _tip(topic, tip)
    yield f"## {back_matter.SUMMARY}"
    yield escaped(topic.summary)
    if topic.references:
        yield f"## {back_matter.REFERENCES}"
        yield from _read_more(topic.references)
    yield from _codes(topic)
    yield f"## {back_matter.SOURCE}"
    yield escaped(back_matter.source(topic))
    yield escaped(back_matter.edition(topic))
    yield escaped(back_matter.digest_line(topic))
    yield f"## {back_matter.DISCLAIMER}"
    yield escaped(topic.disclaimer.text)


def _warning_signs(signs: Iterable[WarningSign]) -> Iterator[str]:
    for number, sign in enumerate(signs):
        if not number:
            yield f"## {back_matter.WARNING_SIGNS}"
            yield back_matter.WARNING_SIGNS_ORIGIN
        yield f"**{back_matter.LEVELS[sign.level]}.** {escaped(sign.text)}"
        yield f"*{escaped(back_matter.marking(sign))}*"
        yield from _read_more(sign.references)


def _cause(topic: Topic, cause: Cause) -> Iterator[str]:
    yield f"### {escaped(cause.name)}"
    yield escaped(cause.text)
    if cause.aliases:
        yield f"Also known as: {_listed(cause.aliases)}."
    examples = [
        f"- {escaped(example.name)}"
        + (f" (also known as: {_listed(example.aliases)})" if example.aliases else "")
        for example in cause.examples
    ]
    if examples:
        yield "Examples:"
        yield "\n".join(examples)
    if tips := topic.tips_for(cause.id):
        yield "What may help:"
        yield "\n".join(f"- Tip {tip.position}: {escaped(tip.title)}" for tip in tips)
    yield from _read_more(cause.references)


def _tip(topic: Topic, tip: Tip) -> Iterator[str]:
    yield f"### {tip.position}. {escaped(tip.title)}"
    yield escaped(tip.text)
    if tip.actions:
        yield "To do or to ask for:"
        yield "\n".join(f"- {escaped(action)}" for action in tip.actions)
    if tip.applies_to:
        yield f"For: {_listed(cause.name for cause in topic.causes_for(tip.id))}."
    else:
        yield "For any cause."
    yield from _read_more(tip.references)


def _read_more(pages: Iterable[Reference]) -> Iterator[str]:
    links = [
        f"- {linked(page.title, page.url)}, {escaped(page.publisher)}, read on {page.accessed}"
        for page in pages
    ]
    if links:
        yield "Read more:"
        yield "\n".join(links)


def _codes(topic: Topic) -> Iterator[str]:
    groups = back_matter.codes_by_terminology(topic)
    if groups:
        yield "## Codes"
    for (name, version), codes in groups.items():
        yield f"### {name} {escaped(version)}"
        yield "\n".join(
            f"- {escaped(entry)}: {escaped(code.code)} {escaped(code.display)}"
            f" ({back_matter.MATCHES[code.match]})"
            for entry, code in codes
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(escaped, names))
