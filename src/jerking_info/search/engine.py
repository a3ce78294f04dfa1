"""The engine that every install has: the standard library's `re`, one pattern for all terms."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import NamedTuple, Protocol

from jerking_info.search.pattern import trie_pattern
from jerking_info.search.terms import (
    Prepared,
    Term,
    Terms,
    goes_on,
    inside_a_word,
    is_mark,
    is_word,
    prepare,
)

__all__ = ("BETWEEN", "Block", "Engine", "Found", "StandardEngine", "building")


Found = tuple[int, int, Term]  # 1 mutant lives: only type checkers look at it
"""Where a term begins and ends in a text, and the term."""


building = Lock()
"""Who builds an engine, or what it seldom needs, holds this lock."""

BETWEEN = "\0"
"""What is put between texts to join them: it is in no word and in no term."""


class Block(NamedTuple):
    """Many texts, to be searched in one go."""

    joined: str
    """All of them, joined by `BETWEEN`: a text begins as many later as its index says."""
    before: list[int]
    """How many characters are in those before each of them, and in all of them."""

    def text(self, index: int) -> str:
        """Return one of the texts."""
        return self.joined[self.begin(index) : self.begin(index + 1) - 1]

    def begin(self, index: int) -> int:
        """Return where a text begins in the joined ones."""
        return self.before[index] + index

    def indexes_at(self, places: Iterable[int]) -> Iterator[int]:
        """Yield the index of the text that each of some places in the joined texts is in."""
        begins = [before + index for index, before in enumerate(self.before)]
        return (bisect_right(begins, place) - 1 for place in places)


class Engine(Protocol):
    """What finds the terms in texts."""

    terms: Terms

    def find(self, text: str) -> Iterable[Found]:
        """Find the terms in one text."""
        ...

    def find_in_block(self, block: Block) -> Iterable[Found]:
        """Find the terms in many texts, with offsets into the joined ones."""
        ...


class StandardEngine:
    """The standard library's `re`, with a trie of all forms as one pattern.

    The pattern takes in the character before a term, so it searches text with a space put
    before it: an offset in that is the offset of the next character in the text.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        # 1 mutant lives: the other pattern finds the same, but takes longer.
        self._pattern = re.compile(self._trie(soft=False))
        self._soft_pattern: re.Pattern[str] | None = None  # 1 mutant lives: text is as false
        # What does not end so may also be what stands before the next term.
        # 1 mutant lives: the other way is longer, and finds the same.
        self._end_in_words = all(is_word(form.text[-1]) for form in terms.forms)

    def _trie(self, *, soft: bool) -> str:
        return trie_pattern((form.text for form in self.terms.forms), soft=soft)

    def _pattern_of(self, prepared: Prepared) -> re.Pattern[str]:
        if not prepared.soft:  # 1 mutant lives: the soft pattern finds the same, but takes longer
            return self._pattern
        with building:
            self._soft_pattern = self._soft_pattern or re.compile(self._trie(soft=True))
            return self._soft_pattern

    def find(self, text: str) -> Iterable[Found]:
        """Find the terms in one text."""
        # 1 mutant lives: the other way is longer, and finds the same.
        if not (text.isascii() and self._end_in_words):
            return self._find_prepared(prepare(text))
        terms = self.terms.by_spelling
        lowered = f" {text}".lower()
        return (
            (start := match.start(), (end := match.end()) - 1, terms[lowered[start + 1 : end]])
            for match in self._pattern.finditer(lowered)
        )

    def find_in_block(self, block: Block) -> Iterable[Found]:
        """Find the terms in many texts, with offsets into the joined ones."""
        for index in range(len(block.before) - 1):
            begin = block.begin(index)
            for start, end, term in self.find(block.text(index)):
                yield begin + start, begin + end, term

    def find_at(self, text: str, places: Iterable[int] | None) -> Iterable[Found]:
        """Find the terms in a text of which it may be known where they may begin.

        Args:
            text: any text.
            places: offsets in the text, in ascending order, or None for any.
        """
        prepared = prepare(text)
        # 1 mutant lives: the other way is longer, and finds the same.
        if places is None or prepared.moved:
            return self._find_prepared(prepared)
        return self.find_in_folded(f" {prepared.folded}", places, beyond_latin_1=True)

    def find_in_folded(
        self, folded: str, places: Iterable[int], *, beyond_latin_1: bool
    ) -> list[Found]:
        """Find the terms in folded text of which it is known where they may begin.

        Args:
            folded: the text with a space put before it.
            places: offsets in the text, in ascending order.
            beyond_latin_1: whether there may be letters and marks that Latin-1 has not, or soft
                hyphens: then the pattern alone cannot tell what a whole word is.
        """
        match_at, terms = self._pattern.match, self.terms.by_spelling
        found: list[Found] = []
        done = 0
        for place in places:
            if place >= done and (match := match_at(folded, place)):
                # 1 mutant lives: to look more closely takes longer.
                end = _end_of_word(match) if beyond_latin_1 else match.end()
                if end:
                    done = end - 1
                    found.append((place, done, terms[folded[place + 1 : end]]))
        return found

    def _find_prepared(self, prepared: Prepared) -> Iterable[Found]:
        folded = f" {prepared.folded}"
        terms = self.terms.by_spelling
        search = self._pattern_of(prepared).search
        at = 0
        while match := search(folded, at):
            start = match.start()
            at = start + 1
            if end := _end_of_word(match):
                yield *prepared.span(start, end - 1), terms[folded[at:end]]
                at = end - 1


def _end_of_word(match: re.Match[str]) -> int | None:
    """Return where the longest whole word that begins with a match ends, if one does.

    The pattern knows letters; this also sees through marks and soft hyphens.
    """
    folded, start = match.string, match.start()
    # 7 mutants live: the way of all text is longer, and ends at the same place.
    if folded[start : start + 2].isascii() and folded[match.end() : match.end() + 1].isascii():
        return match.end()
    if inside_a_word(folded, start + 1) or (start and is_mark(folded[start + 1])):
        return None  # a mark belongs to what stands before it, and begins no word
    shorter: re.Match[str] | None = match
    while shorter is not None and goes_on(folded, shorter.end()):
        shorter = match.re.match(folded, start, shorter.end() - 1)
    return None if shorter is None else shorter.end()
