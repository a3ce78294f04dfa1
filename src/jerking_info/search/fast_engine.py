"""The engine of the extra `fast`: an automaton over bytes tells where a term may begin.

Whether one does is for the standard engine's pattern to say, so the answers are equal. Most
text has nothing to ask about, and many texts are scanned in one go.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from os.path import commonprefix

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from jerking_info.search.engine import Block, Engine, Found, StandardEngine
from jerking_info.search.terms import FOLDED_TO_ASCII, IGNORED, SOFT_HYPHEN, Terms, is_word

__all__ = ("fast_engine",)


# With these in it, a term may have other bytes than its own.
_UNUSUAL = frozenset((SOFT_HYPHEN, "\u00b5", *FOLDED_TO_ASCII, *IGNORED))
# 3 mutants live: with more of them, more text than must goes to the standard engine.
_UNUSUAL_BEYOND_LATIN_1 = [character for character in _UNUSUAL if character > "\xff"]

# What is written in one way only, so that a term which begins so is seen to.
# 1 mutant lives: folded text has no capital.
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789 "
# What folding makes of a character that is in no word and no term, and of an unusual one.
_OTHER = b"\0"
_STRANGE = b"\1"

# How much of a term the automaton looks for, in characters: of what is shorter there is too
# much that is no term, and with what is longer it gets too large to be fast.
_OPENING = 12
# The library searches with SIMD instructions, several times as fast, for so many patterns
# at the most, if none of them is shorter than so many bytes.
_MOST = 64
_SHORTEST = 4

_Hit = tuple[int, int, int]  # the number of a pattern, and where it begins and ends


def fast_engine(terms: Terms) -> Engine:
    """Return the fastest engine for some terms: not this one if any begins beyond ASCII."""
    openings = {_opening(form.text) for form in terms.forms}
    return StandardEngine(terms) if "" in openings else FastEngine(terms, openings)


class FastEngine:
    """An automaton of `ahocorasick_rs` before the standard engine.

    It is shown text as that engine searches it, in bytes: folded, with a space put before it.
    """

    def __init__(self, terms: Terms, openings: set[str]) -> None:
        self.terms = terms
        self._standard = StandardEngine(terms)
        # 1 mutant lives: folded text has no capital.
        self._folding = _folding(frozenset("".join(form.text for form in terms.forms)))
        # What is encoded as a question mark may be a separator.
        self._folding_beyond_latin_1 = self._folding[:0x3F] + b" " + self._folding[0x40:]
        self._patterns = _patterns(openings, self._folding.decode("latin-1"))
        # One less, as there is a character before the text.
        self._starts = [
            [start - 1 for start in _starts(pattern, openings)] for pattern in self._patterns
        ]
        # 1 mutant lives: the way in which the automaton is kept matters to speed only.
        self._scan = BytesAhoCorasick(
            [pattern.encode("latin-1") for pattern in self._patterns],
            matchkind=MatchKind.LeftmostFirst,
            implementation=Implementation.DFA,
        ).find_matches_as_indexes

    def find(self, text: str) -> Iterable[Found]:
        """Find the terms in one text."""
        if text.isascii():  # 1 mutant lives: it only says where less will do
            folded = f" {text}".encode().translate(self._folding)
        else:
            try:
                folded = f" {text}".encode("latin-1").translate(self._folding)
            except UnicodeEncodeError:
                # 1 mutant lives: the standard engine finds the same, wherever it looks.
                return self._standard.find_at(text, self._places_beyond_latin_1(text))
            if _STRANGE in folded:  # 1 mutant lives: the standard engine finds the same
                return self._standard.find(text)
        hits = self._scan(folded)
        # 1 mutant lives: a call more finds nothing, but without a term it takes half the time.
        return self._found_in(folded, hits) if hits else []

    def find_in_block(self, block: Block) -> Iterable[Found]:
        """Find the terms in many texts, with offsets into the joined ones."""
        which: Iterable[int] = range(len(block.before) - 1)
        try:
            folded = f" {block.joined}".encode("latin-1").translate(self._folding)
        except UnicodeEncodeError:
            # 1 mutant lives: then all are searched.
            places = self._places_beyond_latin_1(block.joined)
            if places is not None:  # 1 mutant lives: then all are searched
                which = dict.fromkeys(block.indexes_at(places))
        else:
            if _STRANGE not in folded:  # 1 mutant lives: one by one, the same is found
                return self._found_in(folded, self._scan(folded))
        found: list[Found] = []
        for index in which:
            begin = block.begin(index)
            here = self.find(block.text(index))
            found += [(begin + start, begin + end, term) for start, end, term in here]
        return found

    def _found_in(self, folded: bytes, hits: Iterable[_Hit]) -> Iterable[Found]:
        """Return what is found where the automaton found something."""
        text, places = folded.decode("latin-1"), self._places(hits)
        # 1 mutant lives: to look more closely takes longer.
        return self._standard.find_in_folded(text, places, beyond_latin_1=False)

    def _places(self, hits: Iterable[_Hit]) -> list[int]:
        """Return where in the text a term may begin, in order, by what the automaton found."""
        places: list[int] = []
        for number, begin, _ in hits:
            for start in self._starts[number]:
                places.append(begin + start)  # noqa: PERF401 - nearly twice as fast on 3.11
        return places

    def _places_beyond_latin_1(self, text: str) -> list[int] | None:
        """Return where a term may begin, in order.

        None is for a text in which one may begin with other bytes than its own.
        """
        # 1 mutant lives: the standard engine finds the same.
        if any(map(text.__contains__, _UNUSUAL_BEYOND_LATIN_1)):
            return None
        folded = f" {text}".encode("latin-1", "replace").translate(self._folding_beyond_latin_1)
        # 2 mutants live: the standard engine finds the same.
        return None if _STRANGE in folded else self._places(self._scan(folded))


def _folding(in_terms: frozenset[str]) -> bytes:
    """Return a table that folds Latin-1, with a space for each separator.

    It is what the standard engine needs, too, so that what is neither of a word nor of any
    term can be one and the same.
    """

    def folded(character: str) -> bytes:
        if character in _UNUSUAL:
            return _STRANGE
        if character.isspace() or character == "-":
            return b" "
        lowered = character.lower()
        known = is_word(lowered) or lowered in in_terms
        return lowered.encode("latin-1") if known else _OTHER

    return b"".join(map(folded, map(chr, range(0x100))))


def _patterns(openings: set[str], folded: str) -> list[str]:
    """Return what to look for, in order: none of it begins with another.

    It is the openings, and each with a second separator after a word: text may have more
    than one, where the opening has one. What is too short gets each border of a word
    before it.
    """
    wanted = openings | {
        f"{opening[: space.start()]}  "
        for opening in openings
        for space in re.finditer(" ", opening)
    }
    borders = {character for character in folded if not is_word(character)} - {_STRANGE.decode()}
    return _fewer(
        sorted(
            f"{border}{pattern}"
            for pattern in wanted
            if not any(pattern[:length] in wanted for length in range(1, len(pattern)))
            for border in (borders if len(pattern) < _SHORTEST else [""])
        )
    )


def _fewer(patterns: list[str]) -> list[str]:
    """Look for what several have in common if that makes them few enough, or else return them.

    Of a term with several words this is more than the first, which may be a common one:
    beginnings that end with the first word come last.
    """
    # 3 mutants live: where to give up matters to speed only.
    if not _MOST < len(patterns) < 2 * _MOST:
        return patterns
    beginnings = map(commonprefix, pairwise(patterns))
    usable = [beginning for beginning in beginnings if len(beginning) >= _SHORTEST]
    fewer = patterns
    for common in sorted(usable, key=lambda each: (each.count(" ") != 1, len(each)), reverse=True):
        others = [pattern for pattern in fewer if not pattern.startswith(common)]
        # 1 mutant lives: it is never one alone that begins so.
        if len(others) + 1 < len(fewer):
            fewer = sorted([common, *others])
        if len(fewer) <= _MOST:
            return fewer
    return patterns


def _starts(pattern: str, openings: Iterable[str]) -> Iterator[int]:
    """Yield where in a pattern a term may begin: the automaton finds none over another."""
    for start in re.finditer(r"\b(?=\w)|(?<=\W)$", pattern):  # at a word, or right after all
        rest = pattern[start.start() :].rstrip()
        if not start.start() or any(
            opening.startswith(rest) or rest.startswith(opening) for opening in openings
        ):
            yield start.start()


def _opening(form: str) -> str:
    """Return what a form begins with, whatever is written for its apostrophes and separators."""
    opening = "".join(takewhile(_PLAIN.__contains__, form))
    if not form[len(opening) :][:1].isascii():
        opening = opening[:-1]  # with what follows, the last letter may be one character
    return opening[:_OPENING]
