"""`compare`: the differences between two releases, in words, as JSON or for the changelog."""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pydantic_core import to_jsonable_python

from jerking_info.command.arguments import Subparsers, new_parser, read_topic
from jerking_info.command.terminal import columns, filled, show
from jerking_info.content.changes import Change, ChangeKind, Value, compare, version_step
from jerking_info.content.models import Coding, Reference, Topic
from jerking_info.content.releases import release_of
from jerking_info.formats.markdown import escaped

_MARKS: dict[ChangeKind, str] = {"added": "+", "changed": "~", "removed": "-"}

# A list and the key of its entry, in the path of a change.
_KEYED = re.compile(r"(\w+)\[(.+?)\](?=\.|$)")


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = new_parser(
        subparsers,
        "compare",
        run,
        "Show what differs between two releases, and which version step the differences call for. "
        "OLD and NEW are content versions or release files.",
        "compare 1.0.0 1.1.0",
        "compare 1.1.0 data/1.2.0.json --format markdown",
    )
    parser.add_argument("old", metavar="OLD", help="the release before")
    parser.add_argument("new", metavar="NEW", help="the release after")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="json for programs, markdown for the content section of the changelog",
    )


def run(options: argparse.Namespace) -> int:
    """Print the differences."""
    old, new = read_topic(options.old), read_topic(options.new)
    writers = {"text": to_text, "json": to_json, "markdown": to_markdown}
    show(writers[options.format](old, new), {})
    return 0


def to_text(old: Topic, new: Topic) -> str:
    """Return the differences entry by entry, as wide as the terminal.

    >>> from jerking_info import load
    >>> print(to_text(load("1.0.0"), load("1.0.0")), end="")
    1.0.0 → 1.0.0: no differences
    """
    changes = compare(old, new)
    title = f"{old.version} → {new.version}: "
    if not changes:
        return f"{title}no differences\n"
    kinds = [change.kind for change in changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _MARKS if kind in kinds)
    lines = [filled(f"{title}{counts}. This calls for a {version_step(changes) or 'no'} step.")]
    for entry, group in groupby(_differences(changes), lambda difference: difference.entry):
        lines += ["", filled(entry, "", "  ")]
        for difference in group:
            lines += _lines(difference)
    return "\n".join([*lines, "", filled(new.disclaimer.short)]) + "\n"


def to_markdown(old: Topic, new: Topic) -> str:
    """Return the entry of the newer release for the changelog (Keep a Changelog 1.1).

    >>> from jerking_info import load
    >>> to_markdown(load("1.0.0"), load("1.1.0")).splitlines()[0]
    '### [1.1.0] - 2026-11-22'
    """
    release = release_of(new)
    sections = [f"### [{new.version}]" + (f" - {release.released}" if release else "")]
    differences = [*_differences(change for change in compare(old, new) if change.step)]
    for kind in _MARKS:
        items: list[str] = []
        for difference in differences:
            if difference.kind == kind:
                entry = difference.entry[0].upper() + difference.entry[1:]
                items.append(f"- {escaped(f'{entry}: {difference.in_words}')}")
        if items:
            sections += [f"#### {kind.capitalize()}", "\n".join(items)]
    return "\n\n".join(sections) + "\n"


def to_json(old: Topic, new: Topic) -> str:
    """Return the versions, the step, and each change with its values.

    >>> from jerking_info import load
    >>> json.loads(to_json(load("1.0.0"), load("1.1.0")))["step"]
    'minor'
    """
    changes = compare(old, new)
    tree = {
        "old": old.version,
        "new": new.version,
        "step": version_step(changes),
        "disclaimer": new.disclaimer.short,
        "changes": [
            {**to_jsonable_python(change), "path": change.path, "step": change.step}
            for change in changes
        ],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


class _Difference(NamedTuple):
    kind: ChangeKind
    entry: str
    what: str
    values: tuple[str, ...]
    """The values before and after, or one text for both."""

    @property
    def in_words(self) -> str:
        return f"{self.what}: {' → '.join(self.values)}"


def _differences(changes: Iterable[Change]) -> Iterator[_Difference]:
    """Yield the changes in words; the codes or references of one entry share a line."""
    for (entry, kind, field), group in groupby(_without_repeats([*changes]), _place):
        if kind == "changed":
            for change in group:
                yield from _changed_field(change, entry, field)
        else:
            values = "; ".join(_in_words(change.after or change.before) for change in group)
            yield _Difference(kind, entry, f"{field} {kind}".strip(), (values,))


def _without_repeats(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes; the lead and signs of a warning sign repeat its text."""
    texts = {change.steps[:-1] for change in changes if change.steps[-1] == "text"}
    for change in changes:
        if change.steps[-1] not in ("lead", "signs") or change.steps[:-1] not in texts:
            yield change


def _place(change: Change) -> tuple[str, ChangeKind, str]:
    """Return the entry of a change in words, the kind of change, and the field."""
    entries = [(field.replace("_", " "), key) for field, key in _KEYED.findall(change.path)]
    field = change.path.rpartition("].")[2] if change.kind == "changed" else ""
    if change.entry in ("coding", "reference"):
        attachments, key = entries.pop()
        field = f"{key.partition('|')[2]}, {field}" if field else attachments
    in_words = [f"{re.sub('(?<!s)s$', '', list_)} {key}" for list_, key in reversed(entries)]
    return " of ".join(in_words) or "topic", change.kind, field


def _changed_field(change: Change, entry: str, field: str) -> Iterator[_Difference]:
    before, after = change.before, change.after
    if isinstance(before, tuple) and isinstance(after, tuple):
        added = "; ".join(item for item in after if item not in before)
        removed = "; ".join(item for item in before if item not in after)
        values: tuple[str, ...] = ("; ".join(after),)
        field = field if added or removed else f"{field} in another order"
    else:
        added = _in_words(after) if before is None else ""
        removed = _in_words(before) if after is None else ""
        values = (_in_words(before), _in_words(after))
    if added:
        yield _Difference("added", entry, f"{field} added", (added,))
    if removed:
        yield _Difference("removed", entry, f"{field} removed", (removed,))
    if not (added or removed):
        yield _Difference("changed", entry, field, values)


def _in_words(value: Value) -> str:
    match value:
        case Coding():
            return f"{value.code} {value.display}"
        case Reference():
            return f"{value.title} ({value.publisher})"
        case _:
            return str(value)


def _lines(difference: _Difference) -> Iterator[str]:
    """Yield the lines of a difference; long values before and after follow each other."""
    first = f"  {_MARKS[difference.kind]} {difference.what}:"
    line = f"  {_MARKS[difference.kind]} {difference.in_words}"
    if len(difference.values) == 1 or len(line) <= columns():
        yield filled(line, "", " " * 4)
        return
    yield first
    for mark, value in zip("-+", difference.values, strict=True):
        yield filled(value, f"    {mark} ", " " * 6)
