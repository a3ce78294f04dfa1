"""The rules between fields: unique ids and terms, resolved references, complete reviews.

`violations` reads plain dicts and lists of any shape, so it finds a missing cause even
if the third tip has an unknown key: an editor sees all problems at once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

_is_day = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch

Steps = tuple[str | int, ...]
_Placed = tuple[Steps, object]  # a place and its value


class Violation(NamedTuple):
    """A rule of the whole topic, broken in one place."""

    steps: Steps
    """The keys and indexes that lead to the place."""
    value: object
    """The value in that place."""
    expected: str
    """The expected value."""


def violations(topic: object) -> Iterator[Violation]:
    """Yield every rule between fields that a topic breaks.

    Args:
        topic: a release file as plain dicts and lists, valid or not.
    """
    for entries in ("synonyms", "causes", "tips", "warning_signs", "glossary"):
        ids = _select(topic, entries, "*", "id")
        yield from _repeated(ids, "an id that no entry before it has")
    note_ids = (place for steps, note in _notes(topic) for place in _select(note, "id", at=steps))
    yield from _repeated(note_ids, "an id that no note before it has")
    glossary_terms = _select(topic, "glossary", "*", "term")
    yield from _repeated(glossary_terms, "a term that the glossary does not have yet")
    terms = [*_terms(topic)]
    yield from _repeated(terms, "a term that no entry before it has, in any case")
    yield from _lookalikes_without_a_term(topic, terms)
    for entries, field in (("tips", "actions"), ("tips", "applies_to"), ("warning_signs", "signs")):
        for steps, entry in _select(topic, entries, "*"):
            items = _select(entry, field, "*", at=steps)
            yield from _repeated(items, "an item that this list does not have yet")
    for steps, entry in _with_codes_or_references(topic, ()):
        codes = _joined(_select(entry, "codes", "*", at=steps), "system", "code")
        yield from _repeated(codes, "a code that the entry does not have yet")
        pages = [*_select(entry, "references", "*", at=steps)]
        yield from _repeated(_joined(pages, "url"), "a url that this list does not have yet")
        titles = _joined(pages, "publisher", "title")
        yield from _repeated(titles, "a title that no page of this publisher has yet")
    yield from _split_signs(topic)
    yield from _misplaced_tips(topic)
    yield from _dangling_references(topic)
    yield from _incomplete_reviews(topic)
    yield from _reviews_without_reviewer(topic)


def _select(tree: object, *path: str, at: Steps = ()) -> Iterator[_Placed]:
    """Yield place and value of each match of a path, `*` for every item of a list.

    Missing keys and other shapes are passed over, because the models report them.
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


def _repeated(placed: Iterable[_Placed], expected: str) -> Iterator[Violation]:
    """Yield each text, or tuple of texts, that came before in any case."""
    seen: set[tuple[str, ...]] = set()
    for steps, value in placed:
        texts = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
        folded = tuple(text.casefold() for text in texts if isinstance(text, str))
        if folded and len(folded) == len(texts):
            if folded in seen:
                yield Violation(steps, texts[-1], expected)
            seen.add(folded)


def _notes(topic: object) -> Iterator[_Placed]:
    yield from _select(topic, "tips", "*", "cautions", "*")
    yield from _select(topic, "usually_harmless", "*")
    yield from _select(topic, "for_your_visit", "*")


def _terms(topic: object) -> Iterator[_Placed]:
    """Yield every search term; lookalikes, which must differ from all of them, come last."""
    yield from _select(topic, "title")
    yield from _select(topic, "aliases", "*")
    for steps, synonym in _select(topic, "synonyms", "*"):
        yield from _select(synonym, "text", at=steps)
        yield from _select(synonym, "aliases", "*", at=steps)
    for steps, cause in _select(topic, "causes", "*"):
        yield from _select(cause, "name", at=steps)
        yield from _select(cause, "examples", "*", "name", at=steps)
        yield from _select(cause, "examples", "*", "aliases", "*", at=steps)
        yield from _select(cause, "aliases", "*", at=steps)
    yield from _select(topic, "lookalikes", "*")


def _lookalikes_without_a_term(topic: object, terms: Iterable[_Placed]) -> Iterator[Violation]:
    """Yield lookalikes without a search term at the start of a word, singular or plural."""
    letters_of = partial(re.compile(r"[\W_]+").sub, "")
    stems = tuple(
        letters_of(term.casefold()).removesuffix("s").removesuffix("y")
        for steps, term in terms
        if isinstance(term, str) and steps[0] != "lookalikes"
    )
    for steps, phrase in _select(topic, "lookalikes", "*"):
        rests = map(letters_of, re.findall(r"\b(?=(\w.*))", str(phrase).casefold()))
        if isinstance(phrase, str) and not any(rest.startswith(stems) for rest in rests):
            yield Violation(steps, phrase, "a phrase that contains a search term of the topic")


def _with_codes_or_references(tree: object, at: Steps) -> Iterator[_Placed]:
    """Yield every object with codes or references, at any depth."""
    if isinstance(tree, dict):
        fields = cast("dict[str, object]", tree)
        if "codes" in fields or "references" in fields:
            yield at, fields
        for key, value in fields.items():
            yield from _with_codes_or_references(value, (*at, key))
    elif isinstance(tree, list | tuple):
        for index, item in enumerate(cast("Sequence[object]", tree)):
            yield from _with_codes_or_references(item, (*at, index))


def _joined(entries: Iterable[_Placed], *keys: str) -> Iterator[_Placed]:
    """Yield the values of some keys as one tuple, at the place of the last key."""
    for steps, entry in entries:
        values = tuple(value for key in keys for _, value in _select(entry, key))
        if len(values) == len(keys):
            yield (*steps, keys[-1]), values


def _split_signs(topic: object) -> Iterator[Violation]:
    """Yield warning signs with a text that is not their lead and signs in one piece."""
    for steps, sign in _select(topic, "warning_signs", "*"):
        lead = next((value for _, value in _select(sign, "lead")), None)
        signs = [value for _, value in _select(sign, "signs", "*")]
        if lead is None and signs:
            yield Violation((*steps, "lead"), None, "the beginning of the text, as there are signs")
        elif lead is not None and not signs:
            yield Violation((*steps, "signs"), [], "at least one sign, as there is a lead")
        elif isinstance(lead, str) and all(isinstance(item, str) for item in signs):
            joined = f"{lead} {'; '.join(cast('list[str]', signs))}."
            for place, text in _select(sign, "text", at=steps):
                if text != joined:
                    yield Violation(place, text, f"lead and signs in one piece: {joined!r}")


def _misplaced_tips(topic: object) -> Iterator[Violation]:
    for steps, position in _select(topic, "tips", "*", "position"):
        place = int(steps[1]) + 1
        if type(position) is int and position != place:
            yield Violation(steps, position, f"{place}, as tips are numbered in their order")


def _dangling_references(topic: object) -> Iterator[Violation]:
    known = {cause for _, cause in _select(topic, "causes", "*", "id") if isinstance(cause, str)}
    for steps, cause in _select(topic, "tips", "*", "applies_to", "*"):
        if isinstance(cause, str) and cause not in known:
            yield Violation(steps, cause, "the id of a cause of this topic")


def _incomplete_reviews(topic: object) -> Iterator[Violation]:
    """Yield review fields that do not fit the status or each other; an absent one is null."""
    for steps, provenance in _select(topic, "provenance"):
        for _, status in _select(provenance, "review_status"):
            for field in ("reviewer", "last_reviewed", "next_review_due"):
                value = next((value for _, value in _select(provenance, field)), None)
                fitting = "not-reviewed" if value is None else "reviewed"
                if status in ("reviewed", "not-reviewed") and status != fitting:
                    wanted = "a value" if value is None else "null"
                    expected = f"{wanted}, as the review status is {status!r}"
                    yield Violation((*steps, field), value, expected)
        fields = ("last_reviewed", "next_review_due")
        days = [str(value) for field in fields for _, value in _select(provenance, field)]
        if all(map(_is_day, days)) and days != sorted(days):
            expected = f"{days[0]}, the day of the last review, or later"
            yield Violation((*steps, "next_review_due"), days[1], expected)


def _reviews_without_reviewer(topic: object) -> Iterator[Violation]:
    """Yield additions marked as reviewed, while only the provenance can name a reviewer."""
    additions = [*_select(topic, "warning_signs", "*"), *_select(topic, "glossary", "*")]
    if "not-reviewed" in (status for _, status in _select(topic, "provenance", "review_status")):
        for steps, addition in (*additions, *_notes(topic)):
            for place, status in _select(addition, "review_status", at=steps):
                if status == "reviewed":
                    yield Violation(place, status, "'not-reviewed', as the topic has no review")
