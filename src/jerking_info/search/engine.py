"""The engine of every install: one pattern of the standard library's `re` on folded text."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from jerking_info.search.folding import LONGEST, Offsets, fold, touches
from jerking_info.search.pattern import pattern_of
from jerking_info.search.terms import Term, with_single_spaces

Found: TypeAlias = tuple[int, int, Term | None]
"""Start and end in the text, and the term; None for a lookalike."""


class _Terms(dict[str, Term | None]):
    """The terms of spellings, in which a space may be several or a hyphen."""

    def __missing__(self, spelling: str) -> Term | None:
        return self[with_single_spaces(spelling)]


class Engine:
    """Finds spellings in a text: whole words, leftmost, then longest, none over another."""

    def __init__(self, spellings: Mapping[str, Term | None]) -> None:
        """Build the pattern of some folded spellings with single spaces."""
        self._terms = _Terms(spellings)
        self._pattern = pattern_of(spellings)
        # A space of a spelling matches up to eight characters.
        lengths = (len(spelling) + 7 * spelling.count(" ") for spelling in spellings)
        self._is_short = max(lengths, default=0) <= LONGEST

    def find(self, text: str, start: int = 0) -> Sequence[Found]:
        """Find the spellings that start at an offset or later."""
        folded, offsets = fold(text)
        at = len(fold(text[:start])[0]) if start else 0
        terms, pattern = self._terms, self._pattern
        if self._is_short and offsets is None and folded.isascii():
            matches = pattern.finditer(folded, at)
            return [(match.start(), match.end(), terms[match[0]]) for match in matches]
        found: list[Found] = []
        while match := pattern.search(folded, at):
            at = self._add(found, match, offsets)
        return found

    def _add(self, found: list[Found], match: re.Match[str], offsets: Offsets | None) -> int:
        """Add the mention that starts at a match, if one does, and return where to go on."""
        folded = match.string
        start, end = match.span()
        if offsets or end - start > LONGEST or not folded.isascii():
            end = self._end(folded, start, end, offsets)
            if not end:
                return start + 1
        term = self._terms[folded[start:end]]
        found.append((*offsets.span(start, end), term) if offsets else (start, end, term))
        return end

    def _end(self, folded: str, start: int, end: int, offsets: Offsets | None) -> int:
        """Return the end of the longest mention from a start to an end at most, or 0."""
        if touches(folded[start - 1 : start]):
            return 0
        while True:
            first, last = offsets.span(start, end) if offsets else (start, end)
            if last - first <= LONGEST and not touches(folded[end : end + 1]):
                return end
            # The end of the searched part counts as the end of a word, so this may end inside one.
            shorter = self._pattern.match(folded, start, end - 1)
            if shorter is None:
                return 0
            end = shorter.end()
