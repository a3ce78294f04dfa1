"""The laws of the content that no single field can state.

`text_faults` rules each piece of text. `broken_laws` rules a topic as a whole; it takes
a plain tree of dicts and lists of any shape, so that it still finds a missing cause in
a file whose third tip is misspelt: whoever edits a file sees all problems at once.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ("Fault", "broken_laws", "text_faults", "text_pattern")


def __dir__() -> tuple[str, ...]:
    return __all__


# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides
# and isolates (they reorder what a reader sees; the plain marks U+200E, U+200F and U+061C
# do not, and stay allowed), lone surrogates, and the noncharacters that XML forbids.
_FORBIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
# Characters that take no room on a page: a text of these alone is blank.
_INVISIBLE = r"\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"

_has_forbidden = re.compile(f"[{_FORBIDDEN}]").search
_has_visible = re.compile(f"[^{_INVISIBLE}]").search


def text_pattern() -> str:
    """Return the laws of text as one pattern that JSON Schema and `re` read alike.

    It says all of `text_faults` but the length, which has a keyword of its own, and
    Unicode's NFC, which no pattern can express.
    """
    visible = rf"(?=[\s\S]*[^{_INVISIBLE}])"
    # `$` would let a final newline pass in Python, so the end is "nothing follows".
    return rf"^(?!\s){visible}[^{_FORBIDDEN}]+(?<!\s)(?![\s\S])"


def text_faults(text: str, longest: int) -> Iterator[str]:
    """Yield what is expected of a text wherever it falls short, `longest` in characters."""
    if len(text) > longest:
        yield f"at most {longest} characters"
    if not _has_visible(text):
        yield "at least one visible character"
    elif text != text.strip():
        yield "no white space at the ends"
    if bad := _has_forbidden(text):
        yield f"no control, bidirectional-override or surrogate character (U+{ord(bad[0]):04X})"
    elif not unicodedata.is_normalized("NFC", text):
        yield "text in Unicode normal form NFC"


_Placed = tuple[tuple[str | int, ...], object]


class Fault(NamedTuple):
    """A law of the whole topic, broken at one place."""

    steps: tuple[str | int, ...]
    """The keys and indexes that lead to the place."""
    value: object
    """What stands there."""
    expected: str
    """What should stand there."""


def broken_laws(topic: object) -> Iterator[Fault]:
    """Yield each law that a topic, as plain dicts and lists, breaks as a whole."""
    for entries in ("synonyms", "causes", "tips"):
        ids = _select(topic, entries, "*", "id")
        yield from _repeated(ids, "an id that no entry before it has")
    terms = (
        *_select(topic, "synonyms", "*", "text"),
        *_select(topic, "causes", "*", "name"),
        *_select(topic, "causes", "*", "examples", "*", "name"),
    )
    yield from _repeated(terms, "a term that no entry before it has, in any case")
    for steps, _ in _select(topic, "tips", "*"):
        for names in ("actions", "applies_to"):
            named = _select(topic, *steps, names, "*")
            yield from _repeated(named, "something not named before in this list")
    yield from _misplaced_tips(topic)
    yield from _dangling_references(topic)
    yield from _half_told_reviews(topic)


def _select(tree: object, *path: str | int) -> Iterator[_Placed]:
    """Yield place and value of all that a path leads to, `*` standing for every item.

    What is missing or of another shape is passed over: the models report it.
    """
    found: list[_Placed] = [((), tree)]
    for step in path:
        found = [
            ((*steps, key), value)
            for steps, parent in found
            for key, value in _children(parent)
            if step in ("*", key)
        ]
    yield from found


def _children(parent: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(parent, dict):
        return parent.items()
    return enumerate(parent) if isinstance(parent, list | tuple) else ()


def _repeated(placed: Iterable[_Placed], expected: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for steps, value in placed:
        if isinstance(value, str):
            folded = value.casefold()
            if folded in seen:
                yield Fault(steps, value, expected)
            seen.add(folded)


def _misplaced_tips(topic: object) -> Iterator[Fault]:
    for steps, position in _select(topic, "tips", "*", "position"):
        place = int(steps[1]) + 1
        if isinstance(position, int) and position != place:
            yield Fault(steps, position, f"{place}, as tips are numbered in their order")


def _dangling_references(topic: object) -> Iterator[Fault]:
    known = [cause for _, cause in _select(topic, "causes", "*", "id")]
    for steps, cause in _select(topic, "tips", "*", "applies_to", "*"):
        if cause not in known:
            yield Fault(steps, cause, "the id of a cause of this topic")


def _half_told_reviews(topic: object) -> Iterator[Fault]:
    """A review has a reviewer and both dates; what was not reviewed has none of them."""
    for _, status in _select(topic, "provenance", "review_status"):
        for field in ("reviewer", "last_reviewed", "next_review_due"):
            for steps, value in _select(topic, "provenance", field):
                if status == "reviewed" and value is None:
                    yield Fault(steps, value, "a value, as the review status is 'reviewed'")
                if status == "not-reviewed" and value is not None:
                    yield Fault(steps, value, "null, as the review status is 'not-reviewed'")
