"""The engine of the extra `fast`: an automaton over bytes tells where a term may begin.

Whether one does is for the standard engine's pattern to say, so the answers are equal. Most
text has nothing to ask about, and many texts are scanned in one go.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, takewhile

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from jerking_info._engines import Engine, Found, StandardEngine
from jerking_info._terms import FOLDED_TO_ASCII, IGNORED, SOFT_HYPHEN, Terms

__all__ = ("fast_engine",)


def __dir__() -> tuple[str, ...]:
    return __all__


def _seen(character: str) -> str:
    return " " if character.isspace() or character == "-" else character.lower()


# Latin-1 as the automata see it: folded, with a space for each separator. What beyond it is
# encoded as a question mark may be a separator too.
_SEEN = "".join(map(_seen, map(chr, range(0x100)))).encode("latin-1")
_SEEN_BEYOND_LATIN_1 = _SEEN.translate(bytes.maketrans(b"?", b" "))

# With these in it, a term may have other bytes than its own.
_UNUSUAL = (SOFT_HYPHEN, "\u00b5", *FOLDED_TO_ASCII, *IGNORED)
_UNUSUAL_BYTES = [ord(character) for character in _UNUSUAL if character <= "\xff"]
_UNUSUAL_BEYOND_LATIN_1 = [character for character in _UNUSUAL if character > "\xff"]

# What is written in one way only, so that a term which begins so is seen to.
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789 "

# How much of a term the automata look for, in characters: of what is shorter there is too
# much that is no term, and with what is longer they get too large to be fast.
_OPENING = 12
# Up to some 16 patterns the library searches with SIMD instructions, ten times as fast. That
# pays for several automata where a text is so long that their calls do not count.
_FEW = 16
_LONG = 2000


def fast_engine(terms: Terms) -> Engine:
    """Return the fastest engine for some terms: not this one if any begins beyond ASCII."""
    openings = {_opening(form.text) for form in terms.forms}
    return StandardEngine(terms) if "" in openings else FastEngine(terms, openings)


class FastEngine:
    """The automata of `ahocorasick_rs` before the standard engine."""

    def __init__(self, terms: Terms, openings: set[str]) -> None:
        self.terms = terms
        self._standard = StandardEngine(terms)
        self._patterns = _patterns(openings)
        self._scout = _Scout(self._patterns)

    @cached_property
    def _scouts(self) -> list["_Scout"]:
        # In order, so that patterns with the same beginning share an automaton.
        patterns = self._patterns
        return [_Scout(patterns[at : at + _FEW]) for at in range(0, len(patterns), _FEW)]

    def find(self, text: str) -> list[Found]:
        """Find the terms in one text."""
        if len(text) < _LONG and text.isascii():  # the shortest way for most messages
            folded = text.encode().translate(_SEEN)
            if not (hits := self._scout.scan(folded)):
                return []
            return self._standard.find_in_folded(folded.decode(), self._scout.places(hits))
        seen, is_folded = _see(text)
        if seen is None:
            return self._standard.find(text)
        if not (places := self._places(seen)):
            return []
        if is_folded:
            return self._standard.find_in_folded(seen.decode("latin-1"), places)
        return self._standard.find_at(text, places)

    def find_in_block(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found]]]:
        """Yield the index of each text that has terms, and what was found in it."""
        seen, is_folded = _see("\0".join(texts))  # no term has a NUL
        if seen is None:
            yield from self._standard.find_in_block(texts)
        elif (places := self._places(seen)) and is_folded:
            found = self._standard.find_in_folded(seen.decode("latin-1"), places)
            yield from _by_text(found, _begins(texts))
        elif places:
            begins = _begins(texts)
            for index in sorted({bisect_right(begins, place) - 1 for place in places}):
                if found := self.find(texts[index]):
                    yield index, found

    def _places(self, seen: bytes) -> list[int]:
        """Return where a term may begin, in order."""
        if len(seen) < _LONG:
            return self._scout.places(self._scout.scan(seen))
        return sorted(chain.from_iterable(scout.places(scout.scan(seen)) for scout in self._scouts))


class _Scout:
    """An automaton, and where within what it looks for another term may begin."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._inner_starts = {
            number: starts
            for number, pattern in enumerate(patterns)
            if (starts := [*_inner_starts(pattern, patterns)])
        }
        self.scan = BytesAhoCorasick(
            [pattern.encode() for pattern in patterns],
            matchkind=MatchKind.LeftmostFirst,
            implementation=Implementation.DFA,
        ).find_matches_as_indexes

    def places(self, hits: Iterable[tuple[int, int, int]]) -> list[int]:
        """Return where a term may begin, in order, by what the automaton found."""
        places: list[int] = []
        for number, begin, _ in hits:
            places.append(begin)
            if number in self._inner_starts:
                places += [begin + start for start in self._inner_starts[number]]
        return places


def _see(text: str) -> tuple[bytes | None, bool]:
    """Return a text as the automata see it, and whether that is all of the folded text.

    None is for a text in which a term may begin with other bytes than its own.
    """
    try:
        data, table = text.encode("latin-1"), _SEEN
    except UnicodeEncodeError:
        if any(map(text.__contains__, _UNUSUAL_BEYOND_LATIN_1)):
            return None, False
        data, table = text.encode("latin-1", "replace"), _SEEN_BEYOND_LATIN_1
    if not text.isascii() and any(map(data.__contains__, _UNUSUAL_BYTES)):
        return None, False
    return data.translate(table), table is _SEEN


def _patterns(openings: set[str]) -> list[str]:
    """Return what to look for, in order: none of it begins with another.

    It is the openings, and each with a second separator after a word: text may have more
    than one, where the opening has one.
    """
    wanted = openings | {
        f"{opening[: space.start()]}  "
        for opening in openings
        for space in re.finditer(" ", opening)
    }
    return [
        pattern
        for pattern in sorted(wanted)
        if not any(pattern[:length] in wanted for length in range(1, len(pattern)))
    ]


def _inner_starts(pattern: str, patterns: Iterable[str]) -> Iterator[int]:
    """Yield where else in a pattern a term may begin: the automaton finds none over another."""
    for space in re.finditer(" +", pattern):
        rest = pattern[space.end() :]
        if rest and any(other.startswith(rest) or rest.startswith(other) for other in patterns):
            yield space.end()


def _opening(form: str) -> str:
    """Return what a form begins with, whatever is written for its apostrophes and separators."""
    opening = "".join(takewhile(_PLAIN.__contains__, form))
    if not form[len(opening) :][:1].isascii():
        opening = opening[:-1]  # with what follows, the last letter may be one character
    return opening[:_OPENING]


def _begins(texts: Iterable[str]) -> list[int]:
    """Return where each of some texts begins when they are joined by a character."""
    return [*accumulate((len(text) + 1 for text in texts), initial=0)]


def _by_text(found: Iterable[Found], begins: Sequence[int]) -> Iterator[tuple[int, list[Found]]]:
    """Yield what was found in joined texts as the index of each and what was found in it."""
    index = begin = finish = 0
    here: list[Found] = []
    for start, end, term in found:
        if start >= finish:
            if here:
                yield index, here
            index = bisect_right(begins, start) - 1
            begin, finish = begins[index], begins[index + 1]
            here = []
        here.append((start - begin, end - begin, term))
    if here:
        yield index, here
