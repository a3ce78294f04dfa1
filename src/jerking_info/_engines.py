"""The engines: where in a text a term may stand, found by two libraries with equal answers."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

from jerking_info._terms import Prepared, Term, Terms, goes_on, inside_a_word, prepare
from jerking_info._trie import trie_pattern

__all__ = ("Engine", "Found", "StandardEngine")


def __dir__() -> tuple[str, ...]:
    return __all__


Found = tuple[int, int, Term]
"""Where a term begins and ends in a text, and the term."""


class Engine(Protocol):
    """What finds the terms in texts."""

    terms: Terms

    def find(self, text: str) -> list[Found]:
        """Find the terms in one text."""
        ...

    def find_in_block(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found]]]:
        """Yield the index of each text that has terms, and what was found in it."""
        ...


class StandardEngine:
    """The standard library's `re`, with a trie of all forms as one pattern."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._pattern = re.compile(self._trie(soft=False))

    def _trie(self, *, soft: bool) -> str:
        return trie_pattern((form.text for form in self.terms.forms), soft=soft)

    @cached_property
    def _soft_pattern(self) -> re.Pattern[str]:
        return re.compile(self._trie(soft=True))

    def find(self, text: str) -> list[Found]:
        """Find the terms in one text."""
        term_of = self.terms.term_of
        if text.isascii():
            # The pattern takes in the character before: of offsets with the space put before
            # the text, those of the match's first character are the text's of the next.
            lowered = f" {text}".lower()
            spans = [match.span() for match in self._pattern.finditer(lowered)]
            return [(start, end - 1, term_of(lowered[start + 1 : end])) for start, end in spans]
        prepared = prepare(text)
        return [
            (*prepared.span(start, end), term_of(prepared.folded[start:end]))
            for start, end in self._spans(prepared)
        ]

    def find_in_block(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found]]]:
        """Yield the index of each text that has terms, and what was found in it."""
        for index, text in enumerate(texts):
            if found := self.find(text):
                yield index, found

    def _spans(self, prepared: Prepared) -> Iterator[tuple[int, int]]:
        """Yield what the pattern finds, if also by marks and soft hyphens it is a whole word."""
        folded = f" {prepared.folded}"
        pattern = self._soft_pattern if prepared.soft else self._pattern
        at = 0
        while match := pattern.search(folded, at):
            before = match.start()
            at = before + 1
            if inside_a_word(folded, at):
                continue
            shorter: re.Match[str] | None = match
            while shorter is not None and goes_on(folded, shorter.end()):
                shorter = pattern.match(folded, before, shorter.end() - 1)
            if shorter is not None:
                at = shorter.end()
                yield before, at - 1
