"""The content as plain text, for terminals, mail and text messages."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from jerking_info.content.models import Topic
from jerking_info.formats.outline import Listing, Only, Paragraph, Section, outline

NARROWEST = 20
"""Columns that `to_text` needs at least."""

_MARKS = {"bullets": "-", "cautions": "!", "terms": "-", "checks": "[ ]"}

# East Asian wide characters and emoji. `unicodedata` would give other ranges, and so other
# text, in every version of Python.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd]"
)
_ADDRESS = re.compile(r"://|@|www\.")


def to_text(
    topic: Topic,
    width: int = 80,
    *,
    only: Only = None,
    codes: bool = True,
    emergency_number: str | None = None,
) -> str:
    """Write a topic, or a card of some of its entries, as plain text.

    Args:
        topic: the content.
        width: columns to wrap at, from `NARROWEST` on; wide characters take two.
        only: the entries of a card, as objects, ids or mentions; the whole text if not given.
        codes: whether to include the codes of terminologies.
        emergency_number: the number to call an ambulance, such as `911` or `+44 1632 960 000`.

    Returns:
        Lines of at most `width` columns, but for addresses, which are never broken.

    Raises:
        ValueError: if `width` is too small, or `emergency_number` is no telephone number.
        UnknownIdError: if the topic has no entry with such an id.

    >>> from jerking_info import load
    >>> to_text(load("1.0.0"), width=40).splitlines()[:2]
    ['Jerking movements', '=================']
    """
    if width < NARROWEST:
        raise ValueError(f"width: found {width!r}, expected {NARROWEST} columns or more")
    root = outline(topic, only, codes=codes, emergency_number=emergency_number)
    return "\n\n".join(_section(root, width)) + "\n"


def _section(section: Section, width: int, depth: int = 0) -> list[str]:
    """Return the parts of a section that empty lines separate."""
    is_item = depth > 1 and not any(isinstance(block, Section) for block in section.blocks)
    mark = (section.number or "*") if is_item else ""
    room = width - len(mark) - 1 if is_item else width
    parts: list[str] = []
    if section.title:
        title = section.title if is_item else f"{section.number} {section.title}".strip()
        lines = wrapped(title, room)
        underline = [] if is_item else ["=-~"[depth] * min(width, max(map(columns, lines)))]
        parts.append("\n".join(lines + underline))
    for block in section.blocks:
        if isinstance(block, Section):
            parts += _section(block, width, depth + 1)
        else:
            parts.append("\n".join(_lines(block, room)))
    return [_marked(mark, "\n".join(parts).split("\n"))] if is_item else parts


def _lines(block: Paragraph | Listing, width: int) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from wrapped("".join(map(str, block.parts)), width)
        yield from ["", "_" * width] * 4 if block.role == "fill-in" else ()
    elif block.kind == "inline":
        names = ", ".join("".join(map(str, item.parts)) for item in block.items)
        yield from wrapped(f"{block.label} {names}.", width)
    else:
        yield from wrapped(block.label, width) if block.label else ()
        for number, item in enumerate(block.items, 1):
            mark = _MARKS.get(block.kind, f"{number}.")
            text = f"{item.term}: " * bool(item.term) + "".join(map(str, item.parts))
            yield from _marked(mark, wrapped(text, width - len(mark) - 1)).split("\n")


def _marked(mark: str, lines: Iterable[str]) -> str:
    return f"{mark} " + f"\n{' ' * len(mark)} ".join(lines)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, of which wide characters take two.

    It is broken at spaces. A word longer than a line is broken, too, unless it is an address.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and columns(f"{line} {word}") > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        while columns(line) > width and not _ADDRESS.search(line):
            kept = sum(taken <= width for taken in accumulate(map(columns, line)))
            lines.append(line[:kept])
            line = line[kept:]
    return [*lines, line]


def columns(text: str) -> int:
    """Count the columns that a text takes, at least one for each character."""
    return len(text) + len(_WIDE.findall(text))
