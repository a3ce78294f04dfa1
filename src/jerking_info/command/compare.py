"""`compare`: the differences between two releases, in words, as JSON or for the changelog."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from pydantic import JsonValue, TypeAdapter

from jerking_info.command.arguments import read_topic
from jerking_info.command.terminal import columns, filled, show
from jerking_info.content.changes import Change, ChangeKind, Value, compare, version_step
from jerking_info.content.models import Coding, Reference, Topic
from jerking_info.content.releases import release_of
from jerking_info.formats.markdown import escaped

_MARKS: dict[ChangeKind, str] = {"added": "+", "changed": "~", "removed": "-"}

# A list and the key of its entry, in the path of a change.
_KEYED = re.compile(r"(\w+)\[(.+?)\](?=\.|$)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
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
    write = {"text": to_text, "json": to_json, "markdown": to_markdown}[options.format]
    show(write(read_topic(options.old), read_topic(options.new)), {})
    return 0


def to_text(old: Topic, new: Topic) -> str:
    """Return the differences entry by entry, as wide as the terminal."""
    changes = compare(old, new)
    title = f"{old.version} → {new.version}: "
    if not changes:
        return f"{title}no differences\n"
    numbers = Counter(change.kind for change in changes)
    counts = ", ".join(f"{numbers[kind]} {kind}" for kind in _MARKS if kind in numbers)
    step = version_step(changes)
    lines = [filled(f"{title}{counts}. This calls for {f'a {step}' if step else 'no'} step.")]
    for entry, group in groupby(_differences(changes), lambda difference: difference.entry):
        lines += ["", filled(entry, "", "  ")]
        for difference in group:
            lines += _lines(difference)
    return "\n".join([*lines, "", filled(new.disclaimer.short)]) + "\n"


def to_markdown(old: Topic, new: Topic) -> str:
    """Return the entry of the newer release for the changelog (Keep a Changelog 1.1)."""
    release = release_of(new)
    sections = [f"### [{new.version}]" + (f" - {release.released}" if release else "")]
    differences = [*_differences([change for change in compare(old, new) if change.version_step])]
    for kind in _MARKS:
        texts = [f"{each.entry}: {each.in_words}" for each in differences if each.kind == kind]
        if texts:
            items = [f"- {escaped(text[0].upper() + text[1:])}" for text in texts]
            sections += [f"#### {kind.capitalize()}", "\n".join(items)]
    return "\n\n".join(sections) + "\n"


def to_json(old: Topic, new: Topic) -> str:
    """Return the versions, the step, and each change with its values."""
    changes = compare(old, new)
    dump = TypeAdapter(Change).dump_python
    tree: dict[str, JsonValue] = {
        "old": old.version,
        "new": new.version,
        "step": version_step(changes),
        "disclaimer": new.disclaimer.short,
        "changes": [
            {**dump(change, mode="json"), "path": change.path, "step": change.version_step}
            for change in changes
        ],
    }
    return json.dumps(tree, indent=2) + "\n"  # ASCII, whatever the terminal's encoding


class _Difference(NamedTuple):
    """A difference in words, with one text, or those before and after."""

    entry: str
    kind: ChangeKind
    field: str
    texts: tuple[str, ...]

    @property
    def in_words(self) -> str:
        return f"{self.field}: {' → '.join(self.texts)}"


def _differences(changes: Sequence[Change]) -> Iterator[_Difference]:
    """Yield the changes in words; the codes or references of one entry share a line."""
    texts = {change.steps[:-1] for change in changes if change.steps[-1] == "text"}
    # The lead and signs of a warning sign repeat its text.
    told = [c for c in changes if c.steps[-1] not in ("lead", "signs") or c.steps[:-1] not in texts]
    singles = chain.from_iterable(map(_in_words, told))
    for (entry, kind, field), group in groupby(singles, lambda difference: difference[:3]):
        together = zip(*(difference.texts for difference in group), strict=True)
        yield _Difference(entry, kind, field, tuple(map("; ".join, together)))


def _in_words(change: Change) -> Iterator[_Difference]:
    entry, field = _place(change)
    before, after = _texts(change.before), _texts(change.after)
    added = "; ".join(text for text in after if text not in before)
    removed = "; ".join(text for text in before if text not in after)
    if not (added or removed):
        yield _Difference(entry, "changed", f"{field} in another order", ("; ".join(after),))
    elif added and removed and not isinstance(change.after, tuple):
        yield _Difference(entry, "changed", field, (removed, added))
    else:
        if added:
            yield _Difference(entry, "added", f"{field} added".strip(), (added,))
        if removed:
            yield _Difference(entry, "removed", f"{field} removed".strip(), (removed,))


def _place(change: Change) -> tuple[str, str]:
    """Return the entry that a change belongs to, in words, and the field."""
    keyed = _KEYED.findall(change.path)
    field = change.path.rpartition("].")[2] if change.kind == "changed" else ""
    if change.entry in ("coding", "reference"):
        attachments, key = keyed.pop()
        field = f"{key.partition('|')[2]}, {field}" if field else attachments
    names = [f"{re.sub('(?<!s)s$', '', of.replace('_', ' '))} {key}" for of, key in reversed(keyed)]
    return " of ".join(names) or "topic", field


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, Coding):
        return (f"{value.code} {value.display}",)
    if isinstance(value, Reference):
        return (f"{value.title} ({value.publisher})",)
    return () if value is None else (str(value),)


def _lines(difference: _Difference) -> Iterator[str]:
    """Yield the lines of a difference; long texts before and after follow each other."""
    first = f"  {_MARKS[difference.kind]} "
    if len(difference.texts) == 1 or len(first + difference.in_words) <= columns():
        yield filled(difference.in_words, first, " " * 4)
    else:
        yield f"{first}{difference.field}:"
        for text, mark in zip(difference.texts, "-+", strict=True):
            yield filled(text, f"    {mark} ", " " * 6)
