"""The content as Markdown, for readmes, wikis, chats and notebooks."""

import re
from collections.abc import Iterable, Iterator

from jerking_info.content.models import Topic
from jerking_info.formats.outline import Inline, Listing, Only, Paragraph, Section, Span, outline

# Some dialects don't support a backslash before the characters that are written as entities.
_MARKUP = re.compile(r"[\\`*_\[\]{}#]")
_ENTITY = re.compile(r"[<>&~|$]|\A[:=?]")
_LIST_MARK = re.compile(r"\A(\d+(?=[.)])|(?=[-+!]))")
# Dialects turn these into links: `://`, `www.` and other host names, e-mail addresses.
_SLASHES = re.compile(r"/(?=/)")
_HOST = re.compile(r"(?<=\S)\.(?=[^\W\d_])|(?<=www)\.", re.IGNORECASE)
_MAIL = re.compile(r"(?<=\S)@+(?=\S)")

_MARKS = {"numbers": "{number}. ", "checks": "- [ ] ", "terms": "- **{term}**: "}


def escaped(text: str) -> str:
    r"""Escape a text of one line, so that a Markdown parser finds no markup or link in it.

    It is for CommonMark, GitHub's dialect, and Python-Markdown with `extra`, `sane_lists`,
    `admonition` and `toc`. It leaves what single sites add, such as `:emoji:` and `@name`.

    >>> print(escaped("1. *not* <b>markup</b>, www.example.org"))
    1\. \*not\* &#60;b&#62;markup&#60;/b&#62;, www\.example\.org
    """
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _ENTITY.sub(lambda match: f"&#{ord(match[0])};", text)
    text = _HOST.sub(r"\\.", _SLASHES.sub("&#47;", text))
    # Only a code span keeps GitHub's dialect from making a link to an e-mail address.
    return _LIST_MARK.sub(r"\1\\", _MAIL.sub(r"`\g<0>`", text))


def linked(text: str, url: str) -> str:
    r"""Write a text as a link to a web address.

    >>> print(linked("[1]", "https://a.example.org/?b=1&c=2"))
    [\[1\]](<https://a.example.org/?b=1&#38;c=2>)
    """
    # Between angle brackets, an address of the content has nothing else that is markup.
    if text == url and "://" in url:
        return f"<{url}>"
    return f"[{escaped(text)}](<{url.replace('&', '&#38;')}>)"


def to_markdown(
    topic: Topic, *, only: Only = None, codes: bool = True, emergency_number: str | None = None
) -> str:
    """Write a topic, or a card of some of its entries, as Markdown.

    The arguments and errors are those of `to_text`.

    Returns:
        CommonMark, with one heading of the first level; of the third level in a card. Every
        text of the content is on one line, and comes back unchanged when it is parsed.

    >>> from jerking_info import load
    >>> print(to_markdown(load("1.0.0"))[:19])
    # Jerking movements
    """
    root = outline(topic, only, codes=codes, emergency_number=emergency_number)
    return markdown(root, 1 if only is None else 3)


def markdown(root: Section, level: int) -> str:
    """Return a section as Markdown, with headings from a level on."""
    return "\n\n".join(_section(root, level)) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    if section.title:
        number = f"{section.number} " * bool(section.number)
        yield f"{'#' * level} {number}{escaped(section.title)}"
    for block in section.blocks:
        match block:
            case Section():
                yield from _section(block, level + 1)
            case Paragraph(parts, role):
                yield "> " * (role == "disclaimer") + _inline(parts)
            case Listing(items, "inline", label):
                names = ", ".join(_inline(item.parts) for item in items)
                yield f"**{escaped(label)}** {names}."
            case _:
                if block.label:
                    yield f"**{escaped(block.label)}**"
                mark = _MARKS.get(block.kind, "- ")
                yield "\n".join(
                    mark.format(number=number, term=escaped(item.term)) + _inline(item.parts)
                    for number, item in enumerate(block.items, 1)
                )


def _inline(parts: Iterable[Inline]) -> str:
    return "".join(
        linked(part.text, part.url)
        if isinstance(part, Span) and part.url[:1] not in ("", "#")
        else escaped(str(part))
        for part in parts
    )
