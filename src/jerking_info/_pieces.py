"""A text that comes in pieces: how much of it is settled, whatever comes next.

A mention may cross the border of two pieces, so some text is held back: that much in which
a mention that begins before it must have ended.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from jerking_info._engines import Engine
from jerking_info._terms import (
    IGNORED,
    SOFT_HYPHEN,
    Term,
    Terms,
    is_mark,
    is_word,
    prepare,
    separated,
)

__all__ = ("Segment", "find_in_segment", "segments")


def __dir__() -> tuple[str, ...]:
    return __all__


# 3 mutants live: how much is read at a time matters to speed and memory only.
_BLOCK = 1 << 17

_LONG_RUN = 1 << 10


class Segment(NamedTuple):
    """A part of a text, with as much of what follows as a mention that begins in it needs."""

    offset: int
    """Where it begins in the text."""
    text: str
    """The part, and what is held back of the next one."""
    settled: int
    """How long the part is: a mention that begins after it belongs to the next one."""
    context: str
    """What stands for the text before: a letter if that ends inside a word, or else a space."""


def segments(terms: Terms, pieces: Iterable[str]) -> Iterator[Segment]:
    """Cut a text that comes in pieces into parts that can be searched each for itself."""
    border = _Border(terms)
    held, offset, context, wanted = "", 0, "", _BLOCK
    waiting: list[str] = []
    for piece in _and_the_end(pieces):
        waiting.append(piece or "")
        wanted -= len(waiting[-1])
        if wanted > 0 and piece is not None:
            continue
        held = "".join([held, *waiting])
        waiting.clear()
        if settled := len(held) if piece is None else border.settled(held):
            yield Segment(offset, held, settled, context)
            context = border.context(held[:settled])
            held = held[settled:]
            offset += settled
        # What does not settle is read again only when it has become twice as long.
        wanted = max(_BLOCK, len(held))


def find_in_segment(
    engine: Engine, segment: Segment, start: int
) -> list[tuple[int, int, str, Term]]:
    """Return start, end, text and term of each mention that begins in a segment.

    Args:
        engine: what finds them.
        segment: the part of the text.
        start: where to begin, as the mention before it ends there.
    """
    text, context = segment.text, segment.context
    skipped = max(0, start - segment.offset)
    if skipped:
        context = _Border(engine.terms).context(text[:skipped])
        text = text[skipped:]
    shift = skipped - len(context)
    found: list[tuple[int, int, str, Term]] = []
    for begin, finish, term in engine.find(context + text):
        first, last = begin + shift, finish + shift
        if first >= segment.settled:
            break
        offset = segment.offset
        found.append((offset + first, offset + last, segment.text[first:last], term))
    return found


def _and_the_end(pieces: Iterable[str]) -> Iterator[str | None]:
    yield from pieces
    yield None


class _Border:
    """What the terms say about where a text may be cut."""

    def __init__(self, terms: Terms) -> None:
        forms = [form.text for form in terms.forms]
        self._most_words = max((form.count(" ") + 1 for form in forms), default=1)
        self._longest = max(map(len, forms), default=1)
        self._inner_words = tuple(
            {f"{_bare(word)} " for form in forms for word in form.split(" ")[:-1]}
        )
        firsts = {form[0] for form in forms}
        self._word = next(c for c in map(chr, count(0x5F)) if c.isidentifier() and c not in firsts)

    def settled(self, text: str) -> int:
        """Return up to where no mention can begin that what follows the text could change."""
        words = text.rsplit(None, self._most_words + 1)
        if len(words) == self._most_words + 2:
            start = len(words[0])
            return start + len(text[start:]) - len(text[start:].lstrip())
        end = text[-self._longest - 4 :]
        if end.isalnum() or (end.isascii() and not _separator(end)):
            # So many characters without a space are in no mention.
            return max(0, len(text) - self._longest - 2)
        stripped = text.rstrip()
        if len(text) - len(stripped) > _LONG_RUN:
            # 2 mutants live: with more of the text it takes longer, and says the same.
            last = separated(prepare(stripped[-4 * self._longest :]).folded)
            if not f"{_bare(last).rstrip()} ".endswith(self._inner_words):
                return len(text)
        return 0

    def context(self, before: str) -> str:
        """Return what stands for the text before: a letter if it ends inside a word."""
        seen = (c for c in reversed(before) if not (is_mark(c) or c == SOFT_HYPHEN or c in IGNORED))
        last = prepare(next(seen, " ")).folded
        return self._word if is_word(last[-1]) else " "


_separator = re.compile(r"[\s\-]").search


def _bare(folded: str) -> str:
    return folded.replace("'", "").replace("\u00ad", "")
