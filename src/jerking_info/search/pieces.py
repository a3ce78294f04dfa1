"""A text that comes in pieces: how much of it is settled, whatever comes next.

A mention may cross the border of two pieces, so some text is held back: that much in which
a mention that begins before it must have ended.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import NamedTuple

from jerking_info.search.engine import Engine
from jerking_info.search.terms import (
    IGNORED,
    SOFT_HYPHEN,
    Term,
    Terms,
    is_mark,
    is_word,
    letters_of,
    plain,
    prepare,
)

__all__ = ("Segment", "find_in_segment", "segments")


# 3 mutants live: how much is read at a time matters to speed and memory only.
_BLOCK = 1 << 17


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
    for piece in chain(map(plain, pieces), [None]):
        if piece is not None:
            waiting.append(piece)
            wanted -= len(piece)
            if wanted > 0:
                continue
        held = "".join([held, *waiting])
        waiting.clear()
        if settled := len(held) if piece is None else border.settled(held):
            yield Segment(offset, held, settled, context)
            context = border.context(context + held[:settled])
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
        context = _Border(engine.terms).context(context + text[:skipped])
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


class _Border:
    """What the terms say about where a text may be cut."""

    def __init__(self, terms: Terms) -> None:
        self._letters = [letters_of(form.text) for form in terms.forms]
        self._longest = max(map(len, self._letters), default=1)  # 1 mutant lives: any number does
        # What a mention may have before its first letter.
        opened = any(form.text.startswith("'") for form in terms.forms)
        self._opening = f"'{SOFT_HYPHEN}" if opened else ""  # 2 mutants live: no capital is folded
        firsts = {letters[0] for letters in self._letters}
        self._word = next(c for c in map(chr, count(0x5F)) if c.isidentifier() and c not in firsts)
        self._beginnings: set[str] = set()  # when they are needed

    def settled(self, text: str) -> int:
        """Return up to where no mention can begin that what follows the text could change.

        Where one can, all letters from there to the end are the first ones of a form.
        """
        # 1 mutant lives: at its end, there is no more of it.
        self._beginnings = self._beginnings or {
            letters[:end] for letters in self._letters for end in range(1, len(letters) + 1)
        }
        size = 4 * self._longest  # 1 mutant lives: how much is looked at matters to speed only
        while True:
            begin = max(0, len(text) - size)
            end = prepare(text[begin:])
            places = [letter.start() for letter in _letters_in(end.folded)]
            # The first may be another in the whole text. 1 mutant lives: all of it takes longer.
            if not begin or len(places) > self._longest:
                break
            size *= 8  # 1 mutant lives: how much is looked at matters to speed only
        places = places[-self._longest :]
        letters = "".join(end.folded[place] for place in places)
        sure = len(letters)
        if places and places[-1] == len(end.folded) - 1:  # it is another with a mark after it
            sure -= 1
            while sure and is_mark(letters[sure]):
                sure -= 1
        first = next((at for at in range(sure) if letters[at:sure] in self._beginnings), sure)
        before = end.folded[: places[first]] if first < len(places) else end.folded
        cut = len(before.rstrip(self._opening))
        # 2 mutants live: only where the span begins matters.
        return begin + end.span(cut, cut + 1)[0]

    def context(self, before: str) -> str:
        """Return what stands for the text before: a letter if it ends inside a word."""
        written = (c for c in reversed(before) if c not in f"{SOFT_HYPHEN}{IGNORED}")
        # Folded, as U+0345 is a mark that folds to a letter.
        seen = next((c for c in written if not is_mark(c.casefold()[0])), " ")
        return self._word if is_word(prepare(seen).folded[0]) else " "


# What every spelling of a form has, in folded text.
_letters_in = re.compile(rf"[^\s\-'{SOFT_HYPHEN}]").finditer
