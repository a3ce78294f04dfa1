"""Text made comparable, and the way back to the offsets of the original text.

This is rule 1 of `docs/mentions.md`: case folding, composition, one apostrophe, one hyphen, and
characters that count as not there.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_APOSTROPHES = "`\u00b4\u2018\u2019\u201b\u2032\u2035\u02b9\u02bc\u02c8\u02ca\u02cb\uff07\uff40"
# Category Pd, the hyphen bullet and the minus sign.
_HYPHENS = (
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u058a\u05be\u1400\u1806\u2e17\u2e1a\u2e3a"
    "\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
_STAND_INS = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-")
_STAND_INS_BY_CODE = str.maketrans(_STAND_INS)

# Soft hyphen, zero-width space, joiners, direction marks, variation selectors, byte order mark.
_IGNORED = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)

LONGEST = 200
"""The longest mention, and the longest run of ignored characters or of marks."""


class Offsets(NamedTuple):
    """The offsets of folded text in the original text.

    Each pair of items is the start and the end of a stretch. Within a stretch, both texts count
    alike, or it is one character with its marks.
    """

    folded: "array[int]"
    original: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of a folded one, which is not empty."""
        first = bisect_right(self.folded, start) - 1
        last = bisect_left(self.folded, end)
        return (
            self.original[first] + start - self.folded[first],
            self.original[last] + end - self.folded[last],
        )


def fold(text: str) -> tuple[str, Offsets | None]:
    """Fold a text so that spellings that count as the same are the same.

    Returns:
        The folded text, and its offsets if they are not those of the text.

    >>> fold("RESTLESS\u2013LEGS")
    ('restless-legs', None)
    """
    if text.isascii():
        return text.lower().replace("`", "'"), None
    folded = text
    for character, stand_in in _STAND_INS.items():  # `str.translate` takes ten times as long
        folded = folded.replace(character, stand_in)
    folded = folded.casefold()
    if (
        len(folded) != len(text)
        or any(character in text for character in _IGNORED)
        or not unicodedata.is_normalized("NFC", folded)
    ):
        return _fold_in_stretches(text)
    return folded, None


def touches(neighbor: str) -> bool:
    """Return whether a character next to a match makes the match part of a longer word."""
    return neighbor.isalnum() or neighbor == "_" or (bool(neighbor) and is_mark(neighbor))


def is_mark(character: str) -> bool:
    """Return whether a character is a combining mark."""
    return unicodedata.category(character)[0] == "M"


def _fold_in_stretches(text: str) -> tuple[str, Offsets]:
    pieces: list[str] = []
    offsets = Offsets(array("Q"), array("Q"))
    length = 0
    for start, end, piece in _stretches(text):
        pieces.append(piece)
        offsets.folded.extend((length, length + len(piece)))
        offsets.original.extend((start, end))
        length += len(piece)
    return "".join(pieces), offsets


_tokens = re.compile(
    rf"[\x00-\x7f]+(?![^\x00-\x7f])|[{_IGNORED}]+|.",  # with room for marks after ASCII
    re.DOTALL,
).finditer


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded text of each stretch of ASCII and of each other character."""
    start = end = 0
    stretch = ""
    for token in _tokens(text):
        piece = token[0]
        if piece[0] in _IGNORED:
            if len(piece) <= LONGEST:
                continue
            piece = "\0"  # which no term contains
        if not (joins(piece[0]) and 0 < len(stretch) < LONGEST):
            yield start, end, _fold_stretch(stretch)
            stretch, start = "", token.start()
        stretch += piece
        end = token.end()
    yield start, end, _fold_stretch(stretch)


def _fold_stretch(text: str) -> str:
    if text.isascii():
        return fold(text)[0]
    composed = unicodedata.normalize("NFC", text).translate(_STAND_INS_BY_CODE)
    return unicodedata.normalize("NFC", composed.casefold())


def joins(character: str) -> bool:
    """Return whether a character may be composed with the one before it."""
    return is_mark(character) or "\u1160" <= character <= "\u11ff"  # or a vowel of Hangul
