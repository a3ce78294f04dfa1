"""What `parse` must do with any file, as checks that take bytes and need no examples.

Whatever makes bytes can drive them: a fuzzer, or a test.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import jsonschema
from pydantic import JsonValue

from jerking_info import ContentError, Topic, load, parse
from tools.trust.laws import hold, seen

SCHEMA = Path(__file__).parents[2] / "data" / "schema.json"


class _Validator(Protocol):
    def is_valid(self, instance: object) -> bool: ...


@cache
def _schema() -> _Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return cast("_Validator", jsonschema.Draft202012Validator(schema))


def check_bytes(raw: bytes) -> None:
    """Hold `parse` to its laws, with the bytes as the file."""
    try:
        topic = parse(raw)
    except ContentError as error:
        seen["refused"] += 1
        _check_refusal(raw, error)
    else:
        seen["accepted"] += 1
        _check_topic(raw, topic)


def _check_refusal(raw: bytes, refused: ContentError) -> None:
    hold("a refusal has a reason", raw, true=bool(refused.problems))
    for problem in refused.problems:
        for told in (problem.place, problem.found, problem.expected):
            fit = told.isprintable() and bool(told)
            hold("a problem is told in printable lines", told, true=fit)
    told = str(refused)
    hold("a problem is one line", told, true=len(told.split("\n")) == len(refused.problems) + 1)
    hold("text is refused like its bytes", raw, true=_told_of_text(raw) in (None, refused.problems))


def _told_of_text(raw: bytes) -> object:
    """Return what `parse` says of the text that the bytes are; None if they are none."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    try:
        return parse(text)
    except ContentError as error:
        return error.problems


def _check_topic(raw: bytes, topic: Topic) -> None:
    again = parse(topic.to_json())
    hold("a topic survives its own file", raw, true=again == topic and hash(again) == hash(topic))
    hold("the same topic is the same file", raw, true=again.to_json() == topic.to_json())
    hold("text is accepted like its bytes", raw, true=_told_of_text(raw) == topic)
    tree = json.loads(raw, object_pairs_hook=_once)
    hold("what is accepted, the JSON Schema accepts", raw, true=_schema().is_valid(tree))
    tree.pop("$schema", None)
    kept = topic.model_dump(mode="json")
    hold("nothing of a file is lost or changed", raw, true=_filled(tree, kept) == kept)


def _once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    hold("no key is accepted twice", pairs, true=len({key for key, _ in pairs}) == len(pairs))
    return dict(pairs)


def _filled(tree: JsonValue, full: JsonValue) -> JsonValue:
    """Add the empty lists that a file may leave out."""
    if isinstance(tree, dict) and isinstance(full, dict):
        missing = {key: full[key] for key in full if full[key] == [] and key not in tree}
        return {key: _filled(tree[key], full.get(key)) for key in tree} | missing
    if isinstance(tree, list) and isinstance(full, list):
        return [_filled(*pair) for pair in zip(tree, full, strict=False)] + tree[len(full) :]
    return tree


# Values that no place, or hardly any, may hold, and some that fit in many.
_VALUES: list[JsonValue] = [
    None, True, False, 0, 1, -1, 7, 1.0, 1e400, 10**30, "", " ", "a", "a ", "A", "\0", "\x1b[2J",
    "a\u202eb", "e\u0301", "\u00e9", "\ufeff", "\ud800", "\u2028", "\u3164", "a" * 120, "a" * 121,
    "a" * 2001, "1.0.0", "1.0", "01.0.0", "en", "de-DE", "x", "2026-02-28", "2026-02-30",
    "9999-12-31", "https://example.org/", "http://example.org/", "https://\u0435xample.org/",
    "javascript:1", [], {}, [[]], [None], ["a"], ["a", "a"], ["a", "A"], {"a": 1},
    {"$schema": "x"}, "not-reviewed", "reviewed", "exact", "broad", "caffeine", "Caffeine",
    "stimulant-use", "sleep-disorders", "limit-stimulants", "muscle-jerking",
    "jerking-movements", "stress",
]  # fmt: skip


@cache
def small_file() -> bytes:
    """Return a valid file that has a little of everything, so that checking it is fast."""
    tree = json.loads(load().to_json())
    lists = ("synonyms", "causes", "tips", "codes", "references", "warning_signs")
    tree |= {name: tree[name][:2] for name in lists}
    for entry in (entry for name in lists for entry in tree[name]):
        for name in ("examples", "aliases", "codes", "references"):
            if name in entry:
                entry[name] = entry[name][:2]
    return json.dumps(tree).encode()


def broken_file(edit: Callable[[object], object]) -> bytes:
    """Return the newest release file after an edit."""
    tree = json.loads(load().to_json())
    edit(tree)
    return json.dumps(tree).encode()


def check_edits(data: bytes) -> None:
    """Hold `parse` to its laws, with a valid file that the bytes tell how to break."""
    check_bytes(edited(data))


def edited(data: bytes) -> bytes:
    """Return a valid release file with an edit for every three bytes."""
    tree = json.loads(small_file())
    rest = iter(data)
    for action, where, what in zip(rest, rest, rest, strict=False):
        places = list(_places(tree))
        holder, key = places[(where + 256 * (action >> 4)) % len(places)]
        _edit(action & 0b1111, holder, key, deepcopy(_VALUES[what % len(_VALUES)]))
    raw = json.dumps(tree, ensure_ascii=bool(data[:1] > b"\x7f")).encode(errors="surrogatepass")
    if len(data) % 3:  # a byte over: a key twice, which no tree can hold
        first = json.dumps(next(iter(tree), "")) + ": 1, "
        raw = raw[:1] + first.encode(errors="surrogatepass") + raw[1:]
    return raw


_Holder = dict[str, JsonValue] | list[JsonValue]


def _places(node: JsonValue) -> Iterator[tuple[_Holder, str | int]]:
    """Yield every place of a tree, as what holds it and its key or index."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield node, key
            yield from _places(child)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield node, index
            yield from _places(child)


_DROP, _ADD, _REPEAT, _SWAP = range(4)


def _edit(action: int, holder: _Holder, key: str | int, value: JsonValue) -> None:
    """Break a place; most actions put another value there."""
    if isinstance(holder, dict) and isinstance(key, str):
        if action == _DROP and len(holder) > 1:
            del holder[key]
        elif action == _ADD:
            holder[str(value)] = value
        else:
            holder[key] = value
    elif isinstance(holder, list) and isinstance(key, int):
        if action == _DROP and len(holder) > 1:
            del holder[key]
        elif action == _REPEAT:
            holder.append(holder[key])
        elif action == _SWAP:
            holder[0], holder[key] = holder[key], holder[0]
        else:
            holder[key] = value
