"""How text and terms are made comparable: folded letters, spaces, hyphens, apostrophes.

The rules are those of `docs/mentions.md`. Each is here once, for every engine.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from jerking_info.content.vocabulary import CauseId, SynonymId

__all__ = (
    "FOLDED_TO_ASCII",
    "IGNORED",
    "SOFT_HYPHEN",
    "Form",
    "MentionKind",
    "Prepared",
    "Term",
    "Terms",
    "forms_of",
    "goes_on",
    "inside_a_word",
    "is_mark",
    "is_word",
    "letters_of",
    "plain",
    "prepare",
    "separated",
)


SOFT_HYPHEN = "\u00ad"
"""A hyphen where a word may be broken; where it is not, nothing."""

APOSTROPHES = "'\u2019\u02bc\u2032"
"""What people write for an apostrophe: typewriter, typographic, letter, prime."""

# What stands for a hyphen (general category Pd, the minus sign, the hyphen bullet), for an
# apostrophe (typographic, letter, prime) and for a space, one character for one.
_COMMON = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys(APOSTROPHES[1:], "'"),  # 1 mutant lives: an apostrophe already is one
}
_RARE = {
    **dict.fromkeys("\u058a\u05be\u1400\u1806\u2043\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d", "-"),
    **dict.fromkeys("\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead", "-"),
    "\u200b": " ",
}
IGNORED = "\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that only shape or join what stands around them.

Zero-width non-joiner and joiner, the marks of direction, word joiner, and zero-width
no-break space.
"""

FOLDED_TO_ASCII = "\u00df\u1e9e\u017f\u212a\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""Letters beyond ASCII that fold to letters in it: sharp s, long s, Kelvin, ligatures."""

_UNUSUAL = (SOFT_HYPHEN, *IGNORED, *_RARE)


MentionKind = Literal["synonym", "cause", "example"]
"""What a term names: the topic, a cause, or an example of a cause."""


class Term(NamedTuple):
    """A term of the content and what it stands for."""

    text: str
    """The term as the content writes it."""
    kind: MentionKind
    """What the term names."""
    id: SynonymId | CauseId
    """The id of the synonym, or of the cause that the term or the example belongs to."""


class Form(NamedTuple):
    """One way to write a term, folded: separators as one space, apostrophes as `'`."""

    text: str
    """The folded text."""
    term: Term
    """The term that it is a form of."""


class Terms:
    """All forms of some terms, and which of the terms a piece of text is."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        own = [Form(text, term) for term in terms if (text := _form(term.text))]
        others = [
            Form(other, form.term)
            for form in own
            for other in forms_of(form.text, abbreviation=form.term.text.isupper())
        ]
        self.forms: tuple[Form, ...] = (*own, *others)
        self.by_spelling: Mapping[str, Term] = _BySpelling(self.forms)


class _BySpelling(dict[str, Term]):
    """The term that a found piece of folded text is.

    Where it could be several, the content's own words go before plurals and singulars,
    then what the content names first.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by_letters: dict[str, list[Form]] = {}
        for form in forms:
            self._by_letters.setdefault(letters_of(form.text), []).append(form)

    def __missing__(self, folded: str) -> Term:
        text = separated(folded)
        forms = self._by_letters[letters_of(text)]
        term = next(form.term for form in forms if _fits(form.text, text))
        # As most are. Of these there are only so many; with soft hyphens, without end.
        if text == folded and SOFT_HYPHEN not in text:
            self[folded] = term
        return term


# At an end, spaces and apostrophes that stand alone.
_bare_ends = re.compile("^(?:'* )+|(?: '*)+$")


def _form(term: str) -> str:
    """Fold a term; what has no letter to find becomes nothing."""
    folded = _bare_ends.sub("", separated(prepare(term.replace(SOFT_HYPHEN, "")).folded))
    return folded if folded.strip("' ") else ""  # 1 mutant lives: folded, it has no capital


def letters_of(text: str) -> str:
    """Return what every spelling of a form has: no spaces, apostrophes and soft hyphens."""
    return text.translate(_no_letters)


# 1 mutant lives: folded text has no capital.
_no_letters = str.maketrans(dict.fromkeys(f" '{SOFT_HYPHEN}", ""))


def _fits(form: str, text: str) -> bool:
    """Tell whether a form may be written so: an apostrophe left out, a soft hyphen put in."""
    ends = {0}
    for character in form:
        softly = {at + 1 for at in ends if text.startswith(SOFT_HYPHEN, at)}
        without = {"'": ends, " ": softly}.get(character, set())
        ends = without | {at + 1 for at in ends | softly if text.startswith(character, at)}
    return len(text) in ends


# 1 mutant lives: folded text has no capital.
_separators = re.compile(rf"[\s\-{SOFT_HYPHEN}]*[\s\-][\s\-{SOFT_HYPHEN}]*")


def separated(folded: str) -> str:
    """Write each run of white space and hyphens as one space."""
    return _separators.sub(" ", folded)


_consonant_y = re.compile("[a-z]*[bcdfghjklmnpqrstvwxz]y")
_hissing = re.compile("[a-z]*(?:s|x|z|ch|sh)")
_hissing_plural = re.compile("[a-z]*(?:ss|x|z|ch|sh)es")
_plural = re.compile("[a-z]{2,}[^su'i]s")


def forms_of(folded: str, *, abbreviation: bool = False) -> Iterator[str]:
    """Yield the regular plural or singular of a term's last word, as English forms them.

    >>> list(forms_of("sudden movements")), list(forms_of("anxiety"))
    (['sudden movement'], ['anxieties'])
    """
    start = folded.rfind(" ") + 1
    before, word = folded[:start], folded[start:]
    if not re.fullmatch("[a-z]+", word):
        return
    if abbreviation:
        if not word.endswith("s"):
            yield f"{folded}s"
    elif re.fullmatch("[a-z]{2,}ies", word):
        yield f"{before}{word[:-3]}y"
    elif _hissing_plural.fullmatch(word):
        yield folded[:-2]
    elif _plural.fullmatch(word):
        yield folded[:-1]
    elif _consonant_y.fullmatch(word):
        yield f"{before}{word[:-1]}ies"
    else:
        yield f"{folded}es" if _hissing.fullmatch(word) else f"{folded}s"


def plain(text: object) -> str:
    """Return text as `str` itself: what is derived from it may print, count or cut otherwise."""
    if not isinstance(text, str):
        raise TypeError(f"find takes str, not {type(text).__name__}")
    return str.__str__(text)


class Prepared:
    """Text made comparable, and the way back from its offsets to those of the text."""

    def __init__(self, folded: str, stretches: "_Stretches | None" = None) -> None:
        self.folded = folded
        self._stretches = stretches

    # 1 mutant lives: as if they always were others, which takes longer.
    @property
    def moved(self) -> bool:
        """Whether its offsets may be others than those of the text."""
        return self._stretches is not None

    @property
    def soft(self) -> bool:
        """Whether a soft hyphen is left, which is a hyphen or nothing."""
        return SOFT_HYPHEN in self.folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return what a span of the folded text is in the text."""
        return self._stretches.span(start, end) if self._stretches else (start, end)


class _Stretches:
    """Stretches of folded text: where each begins, there and in the text that it came from."""

    def __init__(self) -> None:
        # The last is how long the text of a cluster is, or 0 if each character still is one.
        self._begins, self._origins, self._lengths = array("Q"), array("Q"), array("Q")

    def add(self, begins: int, origin: int, length: int) -> None:
        """Note a stretch of the folded text that begins here and came from there."""
        self._begins.append(begins)
        self._origins.append(origin)
        self._lengths.append(length)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return what a span of the folded text is in the text."""
        first = bisect_right(self._begins, start) - 1
        last = bisect_right(self._begins, end - 1) - 1
        length = self._lengths[last] or end - self._begins[last]
        within = 0 if self._lengths[first] else start - self._begins[first]
        return self._origins[first] + within, self._origins[last] + length


def prepare(text: str) -> Prepared:
    """Fold a text so that what counts as the same is the same."""
    if text.isascii():  # 1 mutant lives: the way of all text is longer
        return Prepared(text.lower())
    try:
        text.encode("latin-1")  # in most text there is no more to look for than this
    except UnicodeEncodeError:
        for character, stand_in in _COMMON.items():
            text = text.replace(character, stand_in)
        folded = text.casefold()
        unusual = not unicodedata.is_normalized("NFC", folded) or any(
            # One search each is several times faster than one for all of them.
            # 1 mutant lives: usual text can be rewritten as well.
            character in text
            for character in _UNUSUAL
        )
    else:
        folded = text.casefold()
        unusual = SOFT_HYPHEN in text
    # 1 mutant lives: usual text can be rewritten as well.
    return _rewritten(text) if unusual or len(folded) != len(text) else Prepared(folded)


_unusual_runs = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+").finditer


def _rewritten(text: str) -> Prepared:
    """Fold a text in which some characters become several, one or none."""
    stretches = _Stretches()
    pieces: list[str] = []
    length = done = 0
    for run in _unusual_runs(text):
        start = run.start()
        stretches.add(length, done, 0)
        pieces.append(text[done:start].lower())
        length += start - done
        for begin, end, folded in _clusters(run[0]):
            stretches.add(length, start + begin, end - begin)
            pieces.append(folded)
            length += len(folded)
        done = run.end()
    stretches.add(length, done, 0)
    pieces.append(text[done:].lower())
    return Prepared("".join(pieces), stretches)


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each character with its marks, composed and folded, and where it begins and ends."""
    start, end, cluster = 0, 0, ""  # 1 mutant lives: any number does
    for at, character in enumerate(text):
        if character in IGNORED or (character == cluster == SOFT_HYPHEN):
            continue
        # 1 mutant lives: an empty cluster more makes no difference.
        if cluster and not is_mark(character):
            yield start, end, _folded(cluster)
            cluster = ""
        if not cluster:
            start = at
        cluster += character
        end = at + 1
    yield start, end, _folded(cluster)


# Marks are put into an order, which takes the square of their number. Names are shorter.
_LONGEST_CLUSTER = 200  # 1 mutant lives: how much longer than a name matters to speed only


def _folded(cluster: str) -> str:
    if len(cluster) > _LONGEST_CLUSTER:  # 1 mutant lives: just as many are no name either
        return cluster.casefold()
    composed = unicodedata.normalize("NFC", _RARE.get(cluster, cluster))
    # U+0149 is deprecated, and alone would fold to an apostrophe and a letter.
    if composed == "\u0149":
        return composed
    return unicodedata.normalize("NFC", composed.casefold())


def is_mark(character: str) -> bool:
    """Tell whether a character is a mark on the one before it."""
    return unicodedata.category(character)[0] == "M"


def inside_a_word(folded: str, start: int) -> bool:
    """Tell whether what begins here goes on with a word, seen through marks and soft hyphens.

    The text begins with neither.
    """
    at = start - 1
    while folded[at] == SOFT_HYPHEN or is_mark(folded[at]):
        at -= 1
    return is_word(folded[at])


def goes_on(folded: str, end: int) -> bool:
    """Tell whether a word goes on here, be it with a mark or after a soft hyphen."""
    # 2 mutants live: with more of the text it takes longer, and says the same.
    after = folded[end : end + 2].lstrip(SOFT_HYPHEN)[:1]
    return bool(after) and (is_word(after) or is_mark(after))


def is_word(character: str) -> bool:
    """Tell whether a character is a letter, a digit or an underscore."""
    return character.isalnum() or character == "_"
