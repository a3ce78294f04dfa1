"""What `find` must find, the slow way: every term, tried at every place of a text.

It knows nothing of tries, engines or blocks; the rules are those of docs/mentions.md.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000"
)
HYPHENS = (
    "-\xad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u058a\u05be\u1400\u1806\u2e17\u2e1a"
    "\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
APOSTROPHES = "'\u2019\u02bc\u2032"
IGNORED = "\u200c\u200d\u200e\u200f\u2060\ufeff"
MARKS = "".join(c for c in map(chr, range(sys.maxunicode)) if unicodedata.category(c)[0] == "M")


def brute_force(forms: Sequence[tuple[str, str]], text: str) -> list[tuple[int, int, str]]:
    """Return start, end and term of every mention.

    Args:
        forms: how each term may be written, folded, and the term; the best form first.
        text: any text.
    """
    letters = list(folded(text))
    read = "".join(letter for *_, letter in letters)
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(read):
        matches = (pattern(form).match(read, at) for form, _ in forms)
        ends = [(match.end(), -order) for order, match in enumerate(matches) if match]
        end, order = max(ends, default=(at + 1, 0))
        within = at > 0 and letters[at][0] == letters[at - 1][0]  # a letter with its marks
        if ends and not (within or is_word(read[:at].rstrip(f"{MARKS}\xad")[-1:])):
            found.append((letters[at][0], letters[end - 1][1], forms[-order][1]))
            at = end
        else:
            at += 1
    return found


@cache
def pattern(form: str) -> re.Pattern[str]:
    ways = {" ": rf"\xad*[{HYPHENS}{SPACES}]++", "'": rf"(?:\xad*[{APOSTROPHES}])?"}
    letters = (ways.get(letter, rf"\xad*{re.escape(letter)}") for letter in form)
    return re.compile("(?!\xad)" + "".join(letters) + rf"(?!\xad*(?!\u02bc)[\w{MARKS}])")


def is_word(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and letter not in APOSTROPHES


def folded(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each letter, composed with its marks and folded, and what it is in the text."""
    clusters: list[tuple[int, int, str]] = []
    for at, character in enumerate(text):
        if character in MARKS and clusters:
            clusters[-1] = (clusters[-1][0], at + 1, clusters[-1][2] + character)
        elif character not in IGNORED:
            clusters.append((at, at + 1, character))
    for start, end, cluster in clusters:
        composed = unicodedata.normalize("NFC", cluster)
        if composed != "\u0149":
            composed = unicodedata.normalize("NFC", composed.casefold())
        for letter in composed:
            yield start, end, letter
