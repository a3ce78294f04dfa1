"""What differs between two contents, and the version step that the difference calls for.

The steps are those of the content policy: an id removed is major; an entry, code or
reference added is minor, and so is a text that says something else; punctuation, an
address, the order of entries are a patch.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from pydantic import BaseModel

from jerking_info.content.models import (
    Cause,
    Coding,
    Example,
    Reference,
    Synonym,
    Tip,
    Topic,
    WarningSign,
)
from jerking_info.testing.registration import meet_hypothesis

__all__ = (
    "Change",
    "ChangeKind",
    "EntryKind",
    "Value",
    "VersionStep",
    "apply_changes",
    "compare",
    "version_step",
)


def __dir__() -> tuple[str, ...]:
    return __all__


ChangeKind = Literal["added", "removed", "changed"]
"""What happened to an entry, or to a field of one."""

EntryKind = Literal[
    "topic", "synonym", "cause", "example", "tip", "warning-sign", "coding", "reference"
]
"""What sort of entry a change belongs to."""

VersionStep = Literal["patch", "minor", "major"]
"""The part of the content version that a change raises, the smallest first."""

Value = (
    str
    | int
    | date
    | tuple[str, ...]
    | Synonym
    | Cause
    | Example
    | Tip
    | WarningSign
    | Coding
    | Reference
    | None
)
"""What stood or stands at a place: a whole entry, or the value of a field."""

_STEPS: tuple[VersionStep, ...] = ("patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two contents.

    >>> from jerking_info import load
    >>> print(compare(load("1.0.0"), load("1.1.0"))[0])
    changed version: '1.0.0' -> '1.1.0'
    """

    kind: ChangeKind
    """What happened."""
    entry: EntryKind
    """What sort of entry it happened to."""
    id: str
    """The entry's id; an example's name, a code as `system|code`, a page as `publisher|title`."""
    steps: tuple[str, ...]
    """The fields and entries that lead from the topic to the place."""
    before: Value
    """What stood there; `None` if the entry was added."""
    after: Value
    """What stands there; `None` if the entry was removed."""
    index: int | None = None
    """Where in its list an added entry stands, or a removed one stood, counted from 0."""

    @property
    def path(self) -> str:
        """The place as text: `causes[stimulant-use].examples[caffeine].kind`."""
        text = ""
        for step, previous in zip(self.steps, (None, *self.steps), strict=False):
            if previous in _LISTS and not text.endswith("]"):
                text += f"[{step}]"
            else:
                text += f".{step}" if text else step
        return text

    @property
    def step(self) -> VersionStep | None:
        """The version step that this change alone calls for; `None` for the version itself.

        A machine can tell that words changed but not whether their meaning did, so it
        takes every other word for another meaning. Who knows better may step further.
        """
        if self.kind == "removed":
            return "minor" if self.entry in ("coding", "reference") else "major"
        if self.kind == "added":
            return "minor"
        if self.steps == ("version",):
            return None
        meaningless = self.is_order or self.steps[-1] in _NO_MEANING
        same = meaningless or _words(self.before) == _words(self.after)
        return "patch" if same else "minor"

    @property
    def is_order(self) -> bool:
        """Whether entries stand in another order; `before` and `after` are then their ids."""
        return self.steps[-1] in _LISTS and isinstance(self.after, tuple)

    def __str__(self) -> str:
        if self.kind == "changed":
            return f"changed {self.path}: {_brief(self.before)} -> {_brief(self.after)}"
        return f"{self.kind} {self.path}"


def compare(old: Topic, new: Topic) -> tuple[Change, ...]:
    """List what differs between two contents, in the order of the topic.

    Returns:
        Nothing for equal contents. Swapped arguments swap `added` and `removed`, `before`
        and `after`. `apply_changes(old, compare(old, new)) == new`.

    >>> from jerking_info import load
    >>> changes = compare(load("1.0.0"), load("1.1.0"))
    >>> version_step(changes)
    'minor'
    >>> [change.id for change in changes if change.entry == "warning-sign"][0]
    'dangerous-seizure'
    """
    return tuple(_compare(old, new, "topic", new.id, ()))


def version_step(changes: Iterable[Change]) -> VersionStep | None:
    """Return the version step that changes call for together, or `None` if they need none.

    >>> version_step(())
    """
    called_for = {change.step for change in changes}
    return next((step for step in reversed(_STEPS) if step in called_for), None)


def apply_changes(old: Topic, changes: Iterable[Change]) -> Topic:
    """Return the content that changes make of an older one.

    Args:
        old: the content that the changes start from.
        changes: what `compare(old, new)` gave.

    Raises:
        LookupError: if the changes are not changes of this content.
        pydantic.ValidationError: if what they make of it breaks a law.

    >>> from jerking_info import load
    >>> old, new = load("1.0.0"), load("1.1.0")
    >>> apply_changes(old, compare(old, new)) == new
    True
    """
    tree = _opened(old)
    for change in sorted(changes, key=_turn):
        parent = tree
        for step in change.steps[:-1]:
            parent = cast("_Tree", parent[step])
        key = change.steps[-1]
        if not change.is_order and parent.get(key, _NOWHERE) != _wanted(change):
            raise LookupError(f"{change.path} is not what it was before the change: {change}")
        if change.kind == "removed":
            del parent[key]
        elif change.kind == "added":
            entries = [*parent.items()]
            entries.insert(
                cast("int", change.index), (key, _opened(cast("BaseModel", change.after)))
            )
            parent.clear()
            parent.update(entries)
        elif change.is_order:
            named = cast("_Tree", parent[key])
            parent[key] = {name: named[name] for name in cast("tuple[str, ...]", change.after)}
        else:
            parent[key] = change.after
    return Topic.model_validate(_closed(tree))


# The lists of entries, by the field that holds them: what sort of entry, and by which of its
# fields it is known as the same one in another content. The laws keep these unique.
_LISTS: Mapping[str, tuple[EntryKind, tuple[str, ...]]] = {
    "synonyms": ("synonym", ("id",)),
    "causes": ("cause", ("id",)),
    "tips": ("tip", ("id",)),
    "warning_signs": ("warning-sign", ("id",)),
    "examples": ("example", ("name",)),
    "codes": ("coding", ("system", "code")),
    "references": ("reference", ("publisher", "title")),
}


def _keyed(field: str, entries: object) -> dict[str, BaseModel]:
    _, known_by = _LISTS[field]
    listed = cast("tuple[BaseModel, ...]", entries)
    return {"|".join(getattr(entry, name) for name in known_by): entry for entry in listed}


# Fields that change when a page moves, is read again, or a terminology is renewed.
_NO_MEANING = ("url", "accessed", "display", "position")


def _compare(
    old: BaseModel, new: BaseModel, entry: EntryKind, key: str, steps: tuple[str, ...]
) -> Iterator[Change]:
    """Yield what differs between two entries that are known as the same one."""
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        here = (*steps, name)
        if before == after:
            continue
        if isinstance(before, BaseModel):
            yield from _compare(before, after, entry, key, here)
        elif name in _LISTS and isinstance(before, tuple):
            yield from _compare_lists(cast("object", before), after, entry, key, here)
        else:
            yield Change("changed", entry, key, here, before, after)


def _compare_lists(
    old: object, new: object, entry: EntryKind, key: str, steps: tuple[str, ...]
) -> Iterator[Change]:
    kind, _ = _LISTS[steps[-1]]
    before, after = _keyed(steps[-1], old), _keyed(steps[-1], new)
    for index, name in enumerate(before):
        if name not in after:
            gone = cast("Value", before[name])
            yield Change("removed", kind, name, (*steps, name), gone, None, index)
    for name, item in before.items():
        if name in after:
            yield from _compare(item, after[name], kind, name, (*steps, name))
    for index, name in enumerate(after):
        if name not in before:
            come = cast("Value", after[name])
            yield Change("added", kind, name, (*steps, name), None, come, index)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Change("changed", entry, key, steps, (*before,), (*after,))


_Tree = dict[str, object]


def _opened(entry: BaseModel) -> _Tree:
    """Lay an entry open as dicts, its lists of entries by their keys."""
    tree: _Tree = {}
    for name, value in entry:
        if name in _LISTS and isinstance(value, tuple):
            tree[name] = {
                key: _opened(item) for key, item in _keyed(name, cast("object", value)).items()
            }
        else:
            tree[name] = _opened(value) if isinstance(value, BaseModel) else value
    return tree


def _closed(tree: _Tree) -> _Tree:
    """Turn lists of entries back into what the models take."""
    closed: _Tree = {}
    for name, value in tree.items():
        if not isinstance(value, dict):
            closed[name] = value
        elif name in _LISTS:
            closed[name] = tuple(_closed(item) for item in cast("dict[str, _Tree]", value).values())
        else:
            closed[name] = _closed(cast("_Tree", value))
    return closed


_NOWHERE = object()


def _wanted(change: Change) -> object:
    """Return what must stand at a place before the change, in the form of a tree."""
    if change.kind == "added":
        return _NOWHERE
    if change.kind == "removed":
        return _opened(cast("BaseModel", change.before))
    return change.before


def _turn(change: Change) -> tuple[int, int]:
    """Order changes for applying: entries come where others have gone, then orders change."""
    # 3 mutants live: 3 comes last, too; and an index is only compared with another one.
    return (2 if change.is_order else int(change.kind == "added")), change.index or 0


def _words(value: Value) -> object:
    """Fold what spelling may change and meaning may not: case, accents, punctuation, spaces.

    Symbols count, and so does a mark beside a digit: 1.5 is not 15, nor 5 the same as 5 %.
    """
    if isinstance(value, tuple):
        return [_words(item) for item in value]
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKD", value.casefold())
    # 1 mutant lives: both sides are looked at, in whichever order.
    beside_digit = {i + side for i, c in enumerate(text) if c.isdigit() for side in (-1, 1)}
    return [
        c
        for i, c in enumerate(text)
        # 1 mutant lives: no category of Unicode begins with another letter.
        if (kind := unicodedata.category(c)[0]) in "LNS"
        or c == "%"
        or (kind == "P" and i in beside_digit)
    ]


def _brief(value: Value) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


_LONGEST_SHOWN = 80


meet_hypothesis()
