"""The required results of `find`, the slow way: every spelling, tried at every place of a text.

It states the rules of docs/mentions.md and knows nothing of tries, engines or pieces.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from jerking_info import Mention, Topic
from jerking_info.search.terms import Term, other_number, terms_of

APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u2032\u2035\u02b9\u02bc\u02c8\u02ca\u02cb\uff07\uff40"
HYPHENS = (
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u058a\u05be\u1400\u1806\u2e17\u2e1a\u2e3a"
    "\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
IGNORED = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067"
    "\u2068\u2069\ufe0e\ufe0f\ufeff"
)
STAND_INS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))

Spelling = tuple[re.Pattern[str], Term | None]


def mentions(spellings: list[Spelling], text: str) -> tuple[Mention, ...]:
    """Return the mentions in a text, given all spellings in their order."""
    letters = list(folded(text))
    read = "".join(letter for _, _, letter in letters)
    found: list[Mention] = []
    at = 0
    while at < len(read):
        longest, term = at, None
        for pattern, named in spellings if not is_in_a_word(read[at - 1 : at]) else ():
            end = match.end() if (match := pattern.match(read, at)) else at
            short = letters[end - 1][1] - letters[at][0] <= 200
            if end > longest and short and not is_in_a_word(read[end : end + 1]):
                longest, term = end, named
        if term:
            start, end = letters[at][0], letters[longest - 1][1]
            found.append(Mention(start, end, text[start:end], *term))
        at = max(longest, at + 1)
    return tuple(found)


@cache
def spellings_of(topic: Topic) -> list[Spelling]:
    """Return own words, then plurals and singulars, then bare spellings; None is a lookalike."""
    named: list[tuple[str, Term | None]] = [(term.text, term) for term in terms_of(topic)]
    named += [(text, None) for text in topic.lookalikes]
    forms = [(form_of(text), term) for text, term in named]
    for text, term in named if topic.language.partition("-")[0] == "en" else ():
        forms.append((other_number(form_of(text), abbreviation=text.isupper()), term))
    forms += [(form_of(form.replace("'", "")), term) for form, term in forms]
    spaces = {" ": r"[\s-]{1,8}"}
    return [
        (re.compile("".join(spaces.get(letter, re.escape(letter)) for letter in form)), term)
        for form, term in forms
        if form and not joins(form[0])
    ]


def form_of(term: str) -> str:
    return re.sub(r"[\s-]+", " ", "".join(letter for _, _, letter in folded(term))).strip(" ")


def is_in_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or is_mark(letter)


def joins(letter: str) -> bool:
    return is_mark(letter) or "\u1160" <= letter <= "\u11ff"


def is_mark(letter: str) -> bool:
    return letter != "" and unicodedata.category(letter)[0] == "M"


def folded(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each folded character with the start and the end of its original."""
    clusters: list[tuple[int, int, str]] = []
    ignored = 0
    for at, character in enumerate(text):
        ignored = ignored + 1 if character in IGNORED else 0
        if ignored > 200:
            clusters.append((at, at + 1, "\0"))
        elif not ignored and clusters and joins(character):
            clusters[-1] = (clusters[-1][0], at + 1, clusters[-1][2] + character)
        elif not ignored:
            clusters.append((at, at + 1, character))
    for start, end, cluster in clusters:
        composed = unicodedata.normalize("NFC", cluster).translate(STAND_INS).casefold()
        for letter in unicodedata.normalize("NFC", composed):
            yield start, end, letter
