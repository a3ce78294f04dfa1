"""The rows of the content: written once, and from then on only where the content changes."""

from collections.abc import Iterable
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from pydantic import BaseModel

import jerking_info
from examples.django_content import models
from jerking_info import Change, Coding, Example, Reference, compare, load

_Steps = tuple[str, ...]
"""The lists and entries that lead from the topic to an entry, as `Change.steps` has them."""

_TABLES: dict[str, type[Model]] = {
    "synonyms": models.Synonym,
    "causes": models.Cause,
    "examples": models.Example,
    "tips": models.Tip,
    "warning_signs": models.WarningSign,
    "codes": models.Coding,
    "references": models.Reference,
}
"""The table of each list of entries, causes before the tips that refer to them."""

_BEARERS: dict[type[Model], str] = {
    models.Topic: "topic",
    models.Synonym: "synonym",
    models.Cause: "cause",
    models.Example: "example",
    models.Tip: "tip",
    models.WarningSign: "warning_sign",
}
"""The column of a row that says whose entry it is."""


class DriftError(Exception):
    """A row that the content changes is not what was written: somebody else changed it."""


def sync(topic: jerking_info.Topic) -> tuple[str | None, tuple[Change, ...]]:
    """Bring the tables to a content release, newer or older, all of them or none.

    Returns:
        The version that they held before, or `None`, and what changed.

    Raises:
        UnknownReleaseError: if they hold a release that does not ship with this package.
        DriftError: if a row that changes is not what was written.
    """
    try:
        with transaction.atomic():
            held = models.Topic.objects.select_for_update().first()
            if not held:
                insert(topic)
                return None, ()
            return held.version, upgrade(load(held.version, sha256=held.sha256), topic)
    except IntegrityError as error:
        raise DriftError(f"a row was there before it was written: {error}") from error


def insert(topic: jerking_info.Topic) -> None:
    """Write every row of a content."""
    row = models.Topic.objects.create(**_columns(topic), sha256=topic.sha256)
    _insert_lists(row, topic)


def upgrade(old: jerking_info.Topic, new: jerking_info.Topic) -> tuple[Change, ...]:
    """Write what differs between the content that the tables hold and another, and return it."""
    changes = compare(old, new)
    updates: dict[_Steps, dict[str, tuple[object, object]]] = {}
    if changes:
        updates[()] = {"sha256": (old.sha256, new.sha256)}
    renumbered: set[_Steps] = set()
    for change in changes:
        entry, field = _split(change.steps)
        if change.kind == "removed":
            _delete(entry)
        elif change.kind == "added":
            added = cast("BaseModel", change.after)
            _insert(_row(entry[:-2]), entry[-2], added, change.index or 0)
        elif not change.is_order:
            updates.setdefault(entry, {})["_".join(field)] = (change.before, change.after)
        if not field or change.is_order:
            renumbered.add((*entry, *field) if change.is_order else entry[:-1])
    for entry, columns in updates.items():
        _update(entry, columns)
    for steps in renumbered - {("tips",)}:  # whose position is a field of the content
        _renumber(steps, _entries(new, steps))
    return changes


def _split(steps: _Steps) -> tuple[_Steps, _Steps]:
    """Split a place into the entry and the field of the entry."""
    at = 0
    while at + 1 < len(steps) and steps[at] in _TABLES:
        at += 2
    return steps[:at], steps[at:]


def _columns(entry: BaseModel) -> dict[str, object]:
    """Return the columns of an entry: its fields, and those of what is in it but in no table."""
    columns: dict[str, object] = {}
    for name, value in entry:
        if isinstance(value, BaseModel):
            columns |= {f"{name}_{inner}": its for inner, its in _columns(value).items()}
        elif not isinstance(value, tuple) or name in {"aliases", "actions"}:
            columns[name] = _plain(value)
    return columns


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value  # as JSON gives it back


def _key(entry: BaseModel) -> str:
    """Return what `compare` knows an entry by."""
    match entry:
        case Coding():
            return f"{entry.system}|{entry.code}"
        case Reference():
            return f"{entry.publisher}|{entry.title}"
        case Example():
            return entry.name
        case _:
            return str(dict(entry)["id"])


def _entries(topic: jerking_info.Topic, steps: _Steps) -> tuple[BaseModel, ...]:
    """Return the entries of a list of a topic."""
    entries: tuple[BaseModel, ...] = getattr(topic, steps[0])
    for key, name in zip(steps[1::2], steps[2::2], strict=True):
        entries = next(dict(entry)[name] for entry in entries if _key(entry) == key)
    return entries


def _rows(steps: _Steps) -> "QuerySet[Model]":
    """Return the row of an entry, as a query."""
    if not steps:
        return QuerySet(models.Topic)
    *to_bearer, name, key = steps
    rows = _table(name)
    if name in {"codes", "references"}:
        bearer = _row(tuple(to_bearer))
        return rows.filter(**{_BEARERS[type(bearer)]: bearer, "key": key})
    if name == "examples":
        return rows.filter(cause_id=to_bearer[1], name=key)
    return rows.filter(pk=key)


def _table(name: str) -> "QuerySet[Model]":
    return QuerySet(_TABLES[name])


def _row(steps: _Steps) -> Model:
    row = _rows(steps).first()
    if not row:
        raise DriftError(f"the row of {'/'.join(steps)} is gone")
    return row


def _insert(bearer: Model, name: str, entry: BaseModel, position: int) -> None:
    columns = {"position": position, _BEARERS[type(bearer)]: bearer} | _columns(entry)
    if isinstance(entry, Coding | Reference):
        columns["key"] = _key(entry)
    row = _table(name).create(**columns)
    if isinstance(entry, jerking_info.Tip):
        _link(row, entry.applies_to)
    _insert_lists(row, entry)


def _link(tip: Model, cause_ids: object) -> None:
    """Link a tip to the causes that it answers; Django leaves the links alone that it has."""
    cast("models.Tip", tip).applies_to.set(models.Cause.objects.filter(pk__in=cause_ids))


def _insert_lists(row: Model, entry: BaseModel) -> None:
    for name in _TABLES:
        for position, item in enumerate(getattr(entry, name, ())):
            _insert(row, name, item, position)


def _delete(steps: _Steps) -> None:
    _row(steps).delete()  # and what is in it


def _update(steps: _Steps, columns: dict[str, tuple[object, object]]) -> None:
    row = _row(steps)
    if "applies_to" in columns:
        _link(row, columns.pop("applies_to")[1])
    before = {name: _plain(value) for name, (value, _) in columns.items()}
    after = {name: _plain(value) for name, (_, value) in columns.items()}
    if columns and not _rows(steps).filter(**before).update(**after):
        raise DriftError(f"the row of {'/'.join(steps) or 'the topic'} is not what was written")


def _renumber(steps: _Steps, entries: Iterable[BaseModel]) -> None:
    for position, entry in enumerate(entries):
        _rows((*steps, _key(entry))).exclude(position=position).update(position=position)
