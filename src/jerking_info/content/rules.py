"""The laws that hold between the values of the content: unique, in order, resolved, whole.

`broken_laws` takes a plain tree of dicts and lists of any shape, so that it still finds a
missing cause in a file whose third tip is misspelt: an editor sees all problems at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

__all__ = ("Fault", "broken_laws")


def __dir__() -> tuple[str, ...]:
    return __all__


_Steps = tuple[str | int, ...]  # 1 mutant lives: only type checkers look at it
_Placed = tuple[_Steps, object]


class Fault(NamedTuple):
    """A law of the whole topic, broken at one place."""

    steps: _Steps
    """The keys and indexes that lead to the place."""
    value: object
    """What stands there."""
    expected: str
    """What should stand there."""


def broken_laws(topic: object) -> Iterator[Fault]:
    """Yield each law that a topic, as plain dicts and lists, breaks as a whole."""
    for entries in ("synonyms", "causes", "tips", "warning_signs"):
        ids = _select(topic, entries, "*", "id")
        yield from _repeated(ids, "an id that no entry before it has")
    terms = [*_select(topic, "synonyms", "*", "text")]
    for steps, cause in _select(topic, "causes", "*"):
        terms += _select(cause, "name", at=steps)
        terms += _select(cause, "examples", "*", "name", at=steps)
        terms += _select(cause, "examples", "*", "aliases", "*", at=steps)
        terms += _select(cause, "aliases", "*", at=steps)
    yield from _repeated(terms, "a term that no entry before it has, in any case")
    for steps, tip in _select(topic, "tips", "*"):
        for names in ("actions", "applies_to"):
            named = _select(tip, names, "*", at=steps)
            yield from _repeated(named, "something not named before in this list")
    for steps, bearer in _bearers(topic):
        codes = _joined(_select(bearer, "codes", "*", at=steps), "system", "code")
        yield from _repeated(codes, "a code that the entry does not have yet")
        pages = [*_select(bearer, "references", "*", at=steps)]
        yield from _repeated(_joined(pages, "url"), "a url not given before in this list")
        titles = _joined(pages, "publisher", "title")
        yield from _repeated(titles, "a title that no page of this publisher has yet")
    yield from _misplaced_tips(topic)
    yield from _dangling_references(topic)
    yield from _half_told_reviews(topic)
    yield from _reviews_by_nobody(topic)


def _select(tree: object, *path: str, at: _Steps = ()) -> Iterator[_Placed]:
    """Yield place and value of all that a path leads to, `*` standing for every item of a list.

    What is missing or of another shape is passed over: the models report it.
    """
    found: list[_Placed] = [(at, tree)]
    for step in path:
        found = [
            ((*steps, key), value)
            for steps, parent in found
            for key, value in _children(parent, step)
        ]
    yield from found


def _children(parent: object, step: str) -> Iterable[tuple[str | int, object]]:
    if isinstance(parent, dict) and step in parent:
        return [(step, cast("dict[str, object]", parent)[step])]
    if isinstance(parent, list | tuple) and step == "*":
        return enumerate(cast("Sequence[object]", parent))
    return ()


def _repeated(placed: Iterable[_Placed], expected: str) -> Iterator[Fault]:
    """Yield each text, or several that are one thing, that came before in any case."""
    seen: set[tuple[str, ...]] = set()
    for steps, value in placed:
        texts = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
        folded = tuple(text.casefold() for text in texts if isinstance(text, str))
        if folded and len(folded) == len(texts):
            if folded in seen:
                yield Fault(steps, texts[-1], expected)
            seen.add(folded)


def _bearers(topic: object) -> Iterator[_Placed]:
    """Yield all that can bear codes or references."""
    yield (), topic
    for entries in ("synonyms", "causes", "tips", "warning_signs"):
        yield from _select(topic, entries, "*")
    yield from _select(topic, "causes", "*", "examples", "*")


def _joined(entries: Iterable[_Placed], *keys: str) -> Iterator[_Placed]:
    """Yield the values of some keys as one, at the place of the last of them."""
    for steps, entry in entries:
        values = tuple(value for key in keys for _, value in _select(entry, key))
        if len(values) == len(keys):
            yield (*steps, keys[-1]), values


def _misplaced_tips(topic: object) -> Iterator[Fault]:
    for steps, position in _select(topic, "tips", "*", "position"):
        place = int(steps[1]) + 1
        if type(position) is int and position != place:
            yield Fault(steps, position, f"{place}, as tips are numbered in their order")


def _dangling_references(topic: object) -> Iterator[Fault]:
    known = {cause for _, cause in _select(topic, "causes", "*", "id") if isinstance(cause, str)}
    for steps, cause in _select(topic, "tips", "*", "applies_to", "*"):
        if isinstance(cause, str) and cause not in known:
            yield Fault(steps, cause, "the id of a cause of this topic")


def _half_told_reviews(topic: object) -> Iterator[Fault]:
    # A review has a reviewer and both dates; what was not reviewed has none of them.
    for _, status in _select(topic, "provenance", "review_status"):
        for field in ("reviewer", "last_reviewed", "next_review_due"):
            for steps, value in _select(topic, "provenance", field):
                if status == "reviewed" and value is None:
                    yield Fault(steps, None, "a value, as the review status is 'reviewed'")
                if status == "not-reviewed" and value is not None:
                    yield Fault(steps, value, "null, as the review status is 'not-reviewed'")


def _reviews_by_nobody(topic: object) -> Iterator[Fault]:
    # A warning sign says that it was reviewed; by whom and when, only the provenance says.
    for _, status in _select(topic, "provenance", "review_status"):
        for steps, told in _select(topic, "warning_signs", "*", "review_status"):
            if status == "not-reviewed" and told == "reviewed":
                yield Fault(steps, told, "'not-reviewed', as the topic has no review")
