"""What differs between two contents, told to a person, to a program, or to the changelog."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import fill
from typing import cast

from pydantic import BaseModel, JsonValue

from jerking_info.content.changes import Change, ChangeKind, Value, compare, version_step
from jerking_info.content.models import Coding, Reference, Topic
from jerking_info.formats.files import json_file

__all__ = ("to_json", "to_markdown", "to_text")


def __dir__() -> tuple[str, ...]:
    return __all__


def to_text(old: Topic, new: Topic, width: int = 80) -> str:
    """Tell what differs, entry by entry, for a terminal.

    >>> from jerking_info import load
    >>> print(to_text(load("1.0.0"), load("1.0.0")), end="")
    1.0.0 -> 1.0.0: nothing differs
    """
    changes = compare(old, new)
    if not changes:
        return f"{old.version} -> {new.version}: nothing differs\n"
    lines = [f"{old.version} -> {new.version}: {_counted(changes)}; {_called_for(changes)}"]
    for owner, group in groupby(changes, _owner):
        lines += ["", owner]
        for mark, what in _told(list(group), _quoted):
            indent = " " * 4
            lines.append(fill(what, width, initial_indent=f"  {mark} ", subsequent_indent=indent))
    return "\n".join(lines) + "\n"


def to_markdown(old: Topic, new: Topic, released: date | None = None) -> str:
    """Write the entry of the newer content for the changelog (Keep a Changelog 1.1).

    Args:
        old: the content before.
        new: the content that the entry is about.
        released: the day of its release, if it was released.

    >>> from jerking_info import load
    >>> to_markdown(load("1.0.0"), load("1.1.0")).splitlines()[4]
    '- Synonym involuntary-movements: codes added: HP:0004305 Involuntary movements; ...'
    """
    changes = [change for change in compare(old, new) if change.steps != ("version",)]
    sections = [f"### [{new.version}]" + (f" - {released}" if released else "")]
    kinds: tuple[tuple[ChangeKind, str], ...] = (
        ("added", "Added"),
        ("changed", "Changed"),
        ("removed", "Removed"),
    )
    for kind, heading in kinds:
        items = [
            f"- {_escaped(owner[0].upper() + owner[1:])}: {what}."
            for owner, group in groupby([c for c in changes if c.kind == kind], _owner)
            for _, what in _told(list(group), lambda value: _escaped(_quoted(value)))
        ]
        if items:
            sections += [f"#### {heading}", "\n".join(items)]
    return "\n\n".join(sections) + "\n"


def to_json(old: Topic, new: Topic) -> str:
    """Write what differs as JSON: both versions, the step, and each change with its values.

    >>> from json import loads
    >>> from jerking_info import load
    >>> loads(to_json(load("1.0.0"), load("1.1.0")))["step"]
    'minor'
    """
    changes = compare(old, new)
    tree: dict[str, JsonValue] = {
        "old": old.version,
        "new": new.version,
        "step": version_step(changes),
        "changes": [
            {
                "kind": change.kind,
                "entry": change.entry,
                "id": change.id,
                "path": change.path,
                "steps": list(change.steps),
                "before": _plain(change.before),
                "after": _plain(change.after),
                "index": change.index,
                "step": change.step,
            }
            for change in changes
        ],
    }
    return json_file(tree).decode()


def _counted(changes: Sequence[Change]) -> str:
    kinds = [change.kind for change in changes]
    return ", ".join(f"{kinds.count(k)} {k}" for k in ("added", "changed", "removed") if k in kinds)


def _called_for(changes: Sequence[Change]) -> str:
    step = version_step(changes)
    return f"this calls for a {step} step" if step else "this calls for no step"


def _owner(change: Change) -> str:
    """Name the entry that a change belongs to, or the one that holds a page or a code."""
    match change.steps:
        case ("causes", cause, "examples", example, *_):
            return f"example {example} of cause {cause}"
        case ("synonyms" | "causes" | "tips" as field, key, *_):
            return f"{field[:-1]} {key}"
        case ("warning_signs", key, *_):
            return f"warning sign {key}"
        case _:
            return "topic"


def _told(changes: list[Change], quoted: Callable[[Value], str]) -> Iterator[tuple[str, str]]:
    """Yield a mark and a sentence for each change of an entry; codes and pages share one."""
    marks = {"added": "+", "removed": "-", "changed": "~"}
    for (kind, entry), group in groupby(changes, lambda change: (change.kind, change.entry)):
        together = list(group)
        if kind == "changed":
            for change in together:
                field = change.path.rpartition("].")[2]
                what = f"{field}: {quoted(change.before)} -> {quoted(change.after)}"
                yield marks[kind], what
        elif entry in ("coding", "reference"):
            name = "codes" if entry == "coding" else "references"
            values = (change.after or change.before for change in together)
            yield marks[kind], f"{name} {kind}: {'; '.join(map(quoted, values))}"
        else:
            for change in together:
                yield marks[kind], f"{kind}: {quoted(change.after or change.before)}"


def _quoted(value: Value) -> str:
    match value:
        case None | ():
            return "nothing"
        case Coding():
            return f"{value.code} {value.display}"
        case Reference():
            return f"{value.title} ({value.publisher})"
        case tuple():
            return ", ".join(value)
        case str() | int() | date():
            return f'"{value}"'
        case _:
            named = dict(value)
            return str(named.get("title") or named.get("name") or named.get("text"))


def _escaped(text: str) -> str:
    """Keep CommonMark from reading any mark in the content as markup."""
    return re.sub(r"([\\`*_\[\]<>&#|~])", r"\\\1", text)


def _plain(value: Value) -> JsonValue:
    if isinstance(value, BaseModel):
        return cast("JsonValue", value.model_dump(mode="json"))
    # 1 mutant lives: only type checkers know a tuple from a list in JSON.
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
