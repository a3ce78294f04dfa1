"""The differences between two releases, and the version step that they call for.

The steps are those of the content policy: a removed id is major; an added entry, code or
reference is minor, and so is a text with another meaning; punctuation, an address and the order
of entries are a patch.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast, get_args

from pydantic import BaseModel

from jerking_info.content.models import Coding, Entry, Reference, Topic

ChangeKind = Literal["added", "removed", "changed"]
"""The kind of change of an entry or of one of its fields."""

EntryKind = Literal[
    "topic",
    "synonym",
    "cause",
    "example",
    "tip",
    "warning-sign",
    "note",
    "glossary-entry",
    "coding",
    "reference",
]
"""The kind of entry that a change belongs to."""

VersionStep = Literal["patch", "minor", "major"]
"""The part of the content version that a change raises, the smallest first."""

Value = str | int | tuple[str, ...] | Entry | Coding | Reference | None
"""The value in a place: a whole entry, or the value of a field; a day as YYYY-MM-DD."""

# The fields with lists of entries: the kind of entry, and the fields that identify an entry in
# both releases. The rules of the content keep these unique within a list.
_LISTS: Mapping[str, tuple[EntryKind, tuple[str, ...]]] = {
    "synonyms": ("synonym", ("id",)),
    "causes": ("cause", ("id",)),
    "tips": ("tip", ("id",)),
    "warning_signs": ("warning-sign", ("id",)),
    "cautions": ("note", ("id",)),
    "usually_harmless": ("note", ("id",)),
    "for_your_visit": ("note", ("id",)),
    "glossary": ("glossary-entry", ("id",)),
    "examples": ("example", ("name",)),
    "codes": ("coding", ("system", "code")),
    "references": ("reference", ("publisher", "title")),
}

# Fields that change when a page moves or is read again, or when a terminology is renewed.
_WITHOUT_MEANING = ("url", "accessed", "read_from", "display", "position")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two releases.

    >>> from jerking_info import load
    >>> print(compare(load("1.0.0"), load("1.1.0"))[0])
    changed version: '1.0.0' -> '1.1.0'
    """

    kind: ChangeKind
    """The kind of change."""
    entry: EntryKind
    """The kind of entry."""
    id: str
    """The entry's id; an example's name, a code as `system|code`, a page as `publisher|title`."""
    steps: tuple[str, ...]
    """The fields and entries that lead from the topic to the place."""
    before: Value
    """The old value; `None` if the entry was added."""
    after: Value
    """The new value; `None` if the entry was removed."""
    index: int | None = None
    """The position of an added or removed entry in its list, counted from 0."""

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
    def version_step(self) -> VersionStep | None:
        """The version step that this change alone calls for; `None` for the version itself.

        A program can see that words changed and not whether their meaning did, so other words
        count as another meaning. An editor may take a larger step.
        """
        if self.kind == "removed":
            return "minor" if self.entry in ("coding", "reference") else "major"
        if self.kind == "added":
            return "minor"
        if self.steps == ("version",):
            return None
        if self.is_order or self.steps[-1] in _WITHOUT_MEANING:
            return "patch"
        return "patch" if _words(self.before) == _words(self.after) else "minor"

    @property
    def is_order(self) -> bool:
        """Whether only the order of entries changed; `before` and `after` are then their ids."""
        return self.steps[-1] in _LISTS and isinstance(self.after, tuple)

    def __str__(self) -> str:
        if self.kind == "changed":
            texts = map(repr, (self.before, self.after))
            before, after = (t if len(t) <= 80 else f"{t[:80]}..." for t in texts)  # noqa: PLR2004
            return f"changed {self.path}: {before} -> {after}"
        return f"{self.kind} {self.path}"


def compare(old: Topic, new: Topic) -> tuple[Change, ...]:
    """List the differences between two releases, in the order of the topic.

    Returns:
        The changes; none for equal releases. `apply_changes(old, compare(old, new)) == new`.

    >>> from jerking_info import load
    >>> changes = compare(load("1.0.0"), load("1.1.0"))
    >>> version_step(changes)
    'minor'
    >>> [change.id for change in changes if change.entry == "warning-sign"][0]
    'dangerous-seizure'
    """
    return tuple(_entry_changes(old, new, "topic", new.id, ()))


def version_step(changes: Iterable[Change]) -> VersionStep | None:
    """Return the version step that changes call for together, or `None` if they need none.

    >>> version_step(())
    """
    steps: list[VersionStep] = [change.version_step for change in changes if change.version_step]
    return max(steps, key=get_args(VersionStep).index, default=None)


def apply_changes(old: Topic, changes: Iterable[Change]) -> Topic:
    """Return the newer release, made from the older one and the changes.

    Args:
        old: the release before the changes.
        changes: the result of `compare(old, new)`.

    Raises:
        LookupError: if the changes belong to another release.
        pydantic.ValidationError: if the result breaks a rule.

    >>> from jerking_info import load
    >>> old, new = load("1.0.0"), load("1.1.0")
    >>> apply_changes(old, compare(old, new)) == new
    True
    """
    tree: Any = _as_tree(old)
    # Remove and change first, then add from the front, then put in order.
    for change in sorted(changes, key=lambda c: (c.is_order, c.kind == "added", c.index or 0)):
        parent = tree
        for step in change.steps[:-1]:
            parent = parent[step]
        _apply(change, parent)
    return Topic.model_validate(_as_lists(tree))


def _entry_changes(
    old: BaseModel, new: BaseModel, entry: EntryKind, key: str, steps: tuple[str, ...]
) -> Iterator[Change]:
    """Yield the differences between two states of one entry."""
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        here = (*steps, name)
        if isinstance(before, BaseModel):
            yield from _entry_changes(before, after, entry, key, here)
        elif name in _LISTS and not isinstance(before, str):  # `questions.causes` is a text
            yield from _list_changes(before, after, entry, key, here)
        elif before != after:
            before, after = (str(v) if isinstance(v, date) else v for v in (before, after))
            yield Change("changed", entry, key, here, before, after)


def _list_changes(
    old: Sequence[BaseModel],
    new: Sequence[BaseModel],
    entry: EntryKind,
    key: str,
    steps: tuple[str, ...],
) -> Iterator[Change]:
    kind, _ = _LISTS[steps[-1]]
    before, after = _by_identity(steps[-1], old), _by_identity(steps[-1], new)
    for index, (name, item) in enumerate(before.items()):
        if name not in after:
            yield Change("removed", kind, name, (*steps, name), cast("Value", item), None, index)
    for name, item in before.items():
        if name in after:
            yield from _entry_changes(item, after[name], kind, name, (*steps, name))
    for index, (name, item) in enumerate(after.items()):
        if name not in before:
            yield Change("added", kind, name, (*steps, name), None, cast("Value", item), index)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Change("changed", entry, key, steps, (*before,), (*after,))


def _by_identity(field: str, entries: Sequence[BaseModel]) -> dict[str, BaseModel]:
    _, identity = _LISTS[field]
    return {"|".join(getattr(entry, name) for name in identity): entry for entry in entries}


class _List(dict[str, Any]):
    """A list of entries as trees, by their identity."""


def _as_tree(value: object, field: str = "") -> object:
    """Return an entry as a dict that can be changed, with its lists as `_List`."""
    if isinstance(value, BaseModel):
        return {name: _as_tree(child, name) for name, child in value}
    if field in _LISTS and isinstance(value, tuple):
        items = _by_identity(field, cast("Sequence[BaseModel]", value))
        return _List({key: _as_tree(item) for key, item in items.items()})
    return str(value) if isinstance(value, date) else value  # as changes from JSON have it


def _as_lists(tree: object) -> object:
    if isinstance(tree, _List):
        return [*map(_as_lists, tree.values())]
    if isinstance(tree, dict):
        return {name: _as_lists(value) for name, value in cast("dict[str, object]", tree).items()}
    return tree


def _apply(change: Change, parent: dict[str, Any]) -> None:
    """Make one change in the entry or list that it belongs to."""
    key = change.steps[-1]
    # Entries have been added and removed by now, so a list has the new names in another order.
    names = cast("tuple[str, ...]", change.after) if change.is_order else ()
    before = {*names} if names else _as_tree(change.before)
    found = {*parent[key]} if names else parent.get(key)
    if (key in parent) == (change.kind == "added") or found != before:
        raise LookupError(f"{change.path} is not as it was before the change: {change}")
    if names:
        parent[key] = _List({name: parent[key][name] for name in names})
    elif change.kind == "removed":
        del parent[key]
    elif change.kind == "added":
        items = [*parent.items()]
        items.insert(cast("int", change.index), (key, _as_tree(change.after)))
        parent.clear()
        parent.update(items)
    else:
        parent[key] = change.after


def _words(value: Value) -> object:
    """Fold the differences of spelling: case, accents, punctuation, spaces.

    Symbols count, and so does all that is beside a digit: neither 1.5 nor 1 - 5 nor 1 5 is 15.
    """
    if isinstance(value, tuple):
        return [_words(item) for item in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"[\W_]+", _counted, unicodedata.normalize("NFD", value.casefold()))


def _counted(gap: re.Match[str]) -> str:
    """Return what counts of the characters between two words."""
    start, end = gap.span()
    digits = [gap.string[i : i + 1].isdigit() for i in (start - 1, end) if i >= 0]
    if any(digits):
        return "".join(gap[0].split()) or " " * all(digits)
    return "".join(c for c in gap[0] if c == "%" or unicodedata.category(c)[0] == "S")


Change.__module__ = "jerking_info"
