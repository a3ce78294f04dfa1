"""The engine of every install: one pattern of the standard library's `re` on folded text."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from jerking_info.search.folding import LONGEST, Offsets, fold, touches
from jerking_info.search.pattern import trie_pattern
from jerking_info.search.terms import Term, with_single_spaces

Found: TypeAlias = tuple[int, int, Term | None]
"""Start and end in the text, and the term; None for a lookalike."""


class Engine:
    """Finds spellings in a text: whole words, leftmost, then longest, none over another."""

    def __init__(self, spellings: Mapping[str, Term | None]) -> None:
        """Build the pattern of some folded spellings with single spaces."""
        self._spellings = spellings
        self._pattern = re.compile(rf"(?<!\w){trie_pattern(spellings)}(?!\w)")

    def find(self, text: str, start: int = 0) -> Iterable[Found]:
        """Find the spellings that start at an offset or later."""
        folded, offsets = fold(text)
        at = offsets.folded_from(start) if offsets else start
        found: list[Found] = []
        search = self._pattern.search
        while match := search(folded, at):
            at = self._add(found, match, offsets)
        return found

    def _add(self, found: list[Found], match: re.Match[str], offsets: Offsets | None) -> int:
        """Add the mention that starts at a match, if one does, and return where to go on."""
        folded, (start, end) = match.string, match.span()
        if start and touches(folded[start - 1]):
            return start + 1
        while True:
            first, last = offsets.span(start, end) if offsets else (start, end)
            if last - first <= LONGEST and not touches(folded[end : end + 1]):
                break
            # The end of what is searched counts as the end of a word, so this may end inside one.
            shorter = self._pattern.match(folded, start, end - 1)
            if shorter is None:
                return start + 1
            end = shorter.end()
        spelling = folded[start:end]
        if spelling not in self._spellings:
            spelling = with_single_spaces(spelling)
        found.append((first, last, self._spellings[spelling]))
        return end
