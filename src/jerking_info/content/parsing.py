"""A release file, from anywhere, made into a `Topic`; or every problem that it has."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, Field, JsonValue, ValidationError
from pydantic_core import ErrorDetails, from_json

from jerking_info.content.models import ReleaseManifest, Topic
from jerking_info.content.rules import broken_laws
from jerking_info.errors import ContentError, Problem, json_path

__all__ = ("LARGEST_FILE", "ReleaseFile", "assemble", "parse", "parse_manifest")


def __dir__() -> tuple[str, ...]:
    return __all__


LARGEST_FILE = 1_000_000
"""Bytes that a release file may have at most: some eighty times what the first one has."""

_MOST_VALUES = 100_000
"""Values that it may have at most, a hundred times what 1.1.0 has: each can be six problems."""

_Steps = tuple[str | int, ...]
_Shape = TypeVar("_Shape", bound=BaseModel)


class ReleaseFile(Topic, frozen=True):
    """A content release of the topic, as its file holds it."""

    schema_uri: str = Field(default="", alias="$schema")
    """The JSON Schema of this file, for editors; nothing of it is kept."""


def parse(raw: bytes | str) -> Topic:
    """Read a release file from anywhere and hold it to every law of the content.

    Args:
        raw: the file, UTF-8 (if bytes) JSON of at most `LARGEST_FILE` bytes and 100,000 values.

    Returns:
        The topic, frozen. A `$schema` key is accepted and not kept, so that
        `parse(topic.model_dump_json()) == topic`.

    Raises:
        ContentError: with every problem of the file, each with its place.

    >>> from jerking_info import parse, topic
    >>> parse(topic.model_dump_json()) == topic
    True
    >>> parse('{"id": "jerking-movements"}')
    Traceback (most recent call last):
      ...
    jerking_info.errors.ContentError: the content has 12 problems:
      version: found nothing, expected this key
      ...
    """
    return _read(raw, ReleaseFile, Topic)


def parse_manifest(raw: bytes) -> ReleaseManifest:
    """Read a `releases.json` and hold it to its shape.

    Raises:
        ContentError: with every problem of the file, each with its place.
    """
    return _read(raw, ReleaseManifest, ReleaseManifest)


def _read(raw: bytes | str, file: type[BaseModel], shape: type[_Shape]) -> _Shape:
    data = _utf8(raw)
    tree = _json(data)
    # 2 mutants live: to count on takes longer.
    if sum(1 for _ in islice(_values(tree), _MOST_VALUES + 1)) > _MOST_VALUES:
        limit = f"{_MOST_VALUES} values"
        raise ContentError((Problem("file", f"more than {limit}", f"at most {limit}"),))
    if problems := (*_repeated_keys(data), *_problems(data, tree, file)):
        raise ContentError(problems)
    return assemble(shape, cast("dict[str, JsonValue]", tree))


def assemble(shape: type[_Shape], tree: dict[str, JsonValue]) -> _Shape:
    """Build an object from a tree that is known to be valid, without validating it again.

    `parse` has just validated it, or its digest proves that it was when it was released;
    either way this is the one place where content becomes objects.
    """
    values = {
        name: _assembled(field.annotation, tree[name])
        for name, field in shape.model_fields.items()
        if name in tree
    }
    # 1 mutant lives: it is the default, but type checkers would take a value for it.
    return shape.model_construct(_fields_set=None, **values)


def _assembled(kind: object, value: JsonValue) -> object:
    if isinstance(value, dict):
        return assemble(cast("type[BaseModel]", kind), value)
    if isinstance(value, list):
        return tuple(_assembled(get_args(kind)[0], item) for item in value)
    if isinstance(value, str) and _is_date(kind):
        return date.fromisoformat(value)
    return value


def _is_date(kind: object) -> bool:
    return kind is date or any(map(_is_date, get_args(kind)))


def _utf8(raw: bytes | str) -> bytes:
    if not isinstance(raw, bytes | str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"parse takes bytes or str, not {type(raw).__name__}")
    if len(raw) <= LARGEST_FILE:  # so far in characters: what is longer is not even encoded
        try:
            data = raw.encode() if isinstance(raw, str) else raw
            data.decode()
        except (UnicodeEncodeError, UnicodeDecodeError) as error:
            found = repr(error.object[error.start : error.end])
            raise ContentError((Problem(f"offset {error.start}", found, "UTF-8"),)) from None
        if len(data) <= LARGEST_FILE:
            return data
    limit = f"{LARGEST_FILE} bytes"
    raise ContentError((Problem("file", f"more than {limit}", f"at most {limit}"),))


_syntax_error = re.compile(r"(.*) at line (\d+) column (\d+)", re.DOTALL).fullmatch


def _json(data: bytes) -> JsonValue:
    """Read JSON with a parser that stops at 200 nested brackets instead of overflowing."""
    try:
        return cast("JsonValue", from_json(data))
    except ValueError as error:
        if not (told := _syntax_error(str(error))):
            raise ContentError((Problem("file", "no JSON", f"JSON ({error})"),)) from None
        reason, line, column = told[1], int(told[2]), int(told[3])
        rest = data.split(b"\n")[line - 1][column - 1 :]  # in column 0 it is empty
        # Columns count bytes, so that one may be in the middle of a character.
        shown = rest.decode(errors="ignore")[:40]
        found = repr(shown) if shown else "the end of the line"
        place = f"line {line} column {column}"
        raise ContentError((Problem(place, found, f"JSON ({reason})"),)) from None


def _values(tree: JsonValue) -> Iterator[JsonValue]:
    """Yield all that a file holds, whether valid or not."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        yield value  # 1 mutant lives: who counts looks at none
        if isinstance(value, list | dict):
            waiting += value.values() if isinstance(value, dict) else value


def _repeated_keys(data: bytes) -> Iterator[Problem]:
    """Yield each key that an object has twice: JSON parsers keep the last one silently."""
    # No number is looked at, and a process may be set to read none of more than 640 digits.
    file = json.loads(data, object_pairs_hook=_Pairs, parse_int=str)
    waiting: list[tuple[_Steps, object]] = [((), file)]
    while waiting:
        steps, value = waiting.pop()
        if isinstance(value, _Pairs):
            for key, times in Counter(key for key, _ in value).items():
                if times > 1:
                    place = json_path((*steps, key))
                    yield Problem(place, f"the key {times} times", "it once")
            waiting += [((*steps, key), child) for key, child in reversed(value)]
        elif isinstance(value, list):
            items = cast("list[object]", value)
            waiting += [((*steps, i), item) for i, item in reversed([*enumerate(items)])]


class _Pairs(list[tuple[str, object]]):
    """The members of a JSON object in order, repeated keys and all."""


def _problems(data: bytes, tree: JsonValue, shape: type[BaseModel]) -> Iterator[Problem]:
    """Yield what is wrong with the single values, then with the topic as a whole."""
    misnamed: set[_Steps] = set()
    try:
        shape.model_validate_json(data)
    except ValidationError as error:
        # 4 mutants live: what is left out is not looked at.
        for detail in error.errors(include_url=False, include_context=False):
            if detail["type"] == "literal_error":
                misnamed.add(detail["loc"])
            # The laws of the whole topic show here only when every single value is right.
            if detail["type"] != "topic_law":
                yield _problem(detail, shape)
    for fault in broken_laws(tree):
        # What is no id at all need not also be told that no entry has it.
        if fault.steps not in misnamed:
            yield Problem.at(*fault)


def _problem(detail: ErrorDetails, shape: type[BaseModel]) -> Problem:
    steps, value = detail["loc"], detail["input"]
    match detail["type"]:
        case "missing":
            return Problem(json_path(steps), "nothing", "this key")
        case "extra_forbidden":
            keys = ", ".join(map(repr, _keys_at(shape, steps[:-1])))
            return Problem.at(steps, value, f"no such key; the keys here are {keys}")
        case _:
            return Problem.at(steps, value, detail["msg"].removeprefix("Input should be "))


def _keys_at(shape: type[BaseModel], steps: Sequence[str | int]) -> Iterator[str]:
    """Yield the keys of the object that `steps` lead to."""
    for step in steps:
        if isinstance(step, str):
            kind = shape.model_fields[step].annotation
            item = get_args(kind)[0] if get_origin(kind) is tuple else kind
            shape = cast("type[BaseModel]", item)
    for name, field in shape.model_fields.items():
        yield field.alias or name
