"""From a release file to a `Topic`, or to every problem of the file."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from jerking_info.content.fields import Date, as_day
from jerking_info.content.models import Topic
from jerking_info.content.rules import Steps, Violation, violations
from jerking_info.errors import ContentError, Problem, json_path

LARGEST_FILE = 1_000_000
"""The largest release file, in bytes; 1.2.0 has a tenth of that."""

_DEEPEST = 100  # nested lists and objects; a release has seven

_Shape = TypeVar("_Shape", bound=BaseModel)


def parse(raw: bytes | str) -> Topic:
    """Read a release file from anywhere and check it against every rule.

    Args:
        raw: the file as JSON, at most 1,000,000 bytes; bytes in UTF-8.

    Returns:
        The topic, frozen. A `$schema` key is accepted and dropped.

    Raises:
        ContentError: with every problem of the file and its place; with the first one only if
            the file is too large, no readable JSON or nested too deeply.
        TypeError: if `raw` is neither bytes nor text.

    >>> from jerking_info import parse, topic
    >>> parse(topic.model_dump_json()) == topic
    True
    >>> parse('{"id": "jerking-movements"}')
    Traceback (most recent call last):
      ...
    jerking_info.ContentError: the content has 12 problems:
      version: found nothing, expected this key
      ...
    """
    tree = _read_json(_as_text(raw))
    problems = [*_structure_problems(tree)]
    if isinstance(tree, dict):
        schema = tree.pop("$schema", "")
        if not isinstance(schema, str):
            problems.append(Problem.at(("$schema",), schema, "text"))
    try:
        topic = Topic.model_validate(tree)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += (_problem(detail) for detail in details)
        if all(detail["type"] != "topic_rule" for detail in details):
            # The model checks the rules between fields only when every field is valid.
            problems += (Problem.at(*found) for found in _violations_beside(details, tree))
        raise ContentError(tuple(problems)) from None
    if problems:
        raise ContentError(tuple(problems))
    return topic


_WITH_TERMS = {("title",), ("aliases",), ("synonyms",), ("causes",)}


def _violations_beside(details: Sequence[ErrorDetails], tree: JsonValue) -> Iterator[Violation]:
    """Yield the broken rules that are no consequence of a problem that pydantic reports."""
    unknown_ids = {detail["loc"] for detail in details if detail["type"] == "literal_error"}
    # A broken entry hides its terms, so lookalikes of them would seem to contain none.
    terms_are_hidden = any(detail["loc"][:1] in _WITH_TERMS for detail in details)
    for found in violations(tree):
        follows = terms_are_hidden and found.steps[0] == "lookalikes"
        if not follows and found.steps not in unknown_ids:
            yield found


def construct(shape: type[_Shape], tree: dict[str, Any]) -> _Shape:
    """Build an object from a file of this package, without validation.

    The digest of a release file has been checked before.
    """
    values: dict[str, Any] = {
        name: _constructed(field.annotation, tree[name])
        for name, field in shape.model_fields.items()
        if name in tree
    }
    return shape.model_construct(None, **values)  # the set fields are those of the tree


def _constructed(annotation: object, value: JsonValue) -> object:
    if isinstance(value, dict):
        return construct(cast("type[BaseModel]", annotation), value)
    if isinstance(value, list):
        return tuple(_constructed(get_args(annotation)[0], item) for item in value)
    if isinstance(value, str) and (annotation is Date or Date in get_args(annotation)):
        return as_day(value)
    return value


def _as_text(raw: bytes | str) -> str:
    if not isinstance(raw, bytes | str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"parse takes bytes or str, not {type(raw).__name__}")
    try:
        data = raw if isinstance(raw, bytes) else raw.encode()
        if len(data) > LARGEST_FILE:
            raise one_problem("file", f"{len(data)} bytes", f"at most {LARGEST_FILE} bytes")
        return data.decode()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        found = repr(error.object[error.start : error.end])
        raise one_problem(f"offset {error.start}", found, "UTF-8") from None


def one_problem(place: str, found: str, expected: str) -> ContentError:
    """Return an error with one problem."""
    return ContentError((Problem(place, found, expected),))


class _Object(dict[str, JsonValue]):
    """A JSON object that remembers the keys that the file has more than once."""

    repeated: tuple[str, ...] = ()


def _read_json(text: str) -> JsonValue:
    def as_object(pairs: list[tuple[str, JsonValue]]) -> _Object:
        members = _Object(pairs)
        if len(members) < len(pairs):
            keys = [key for key, _ in pairs]
            members.repeated = tuple(key for key in members if keys.count(key) > 1)
        return members

    try:
        return cast("JsonValue", json.loads(text, object_pairs_hook=as_object))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        rest = error.doc[error.pos :].partition("\n")[0][:40]
        found = repr(rest) if rest else "the end of the line"
        raise one_problem(place, found, f"JSON ({error.msg})") from None
    except RecursionError:
        raise one_problem("file", "deeply nested lists", f"at most {_DEEPEST} levels") from None
    except ValueError as error:  # a number of thousands of digits
        raise one_problem("file", "no readable JSON", f"JSON ({error})") from None


def _structure_problems(tree: JsonValue) -> Iterator[Problem]:
    """Yield keys that an object has more than once, and refuse deep nesting."""
    waiting: list[tuple[Steps, JsonValue]] = [((), tree)]
    while waiting:
        steps, value = waiting.pop()
        if len(steps) > _DEEPEST:
            raise one_problem(json_path(steps[:1]), "deeper nesting", f"at most {_DEEPEST} levels")
        children: Sequence[tuple[str | int, JsonValue]] = ()
        if isinstance(value, _Object):
            for key in value.repeated:
                yield Problem(json_path((*steps, key)), "the key more than once", "it once")
            children = [*value.items()]
        elif isinstance(value, list):
            children = [*enumerate(value)]
        waiting += [((*steps, step), child) for step, child in reversed(children)]


_EXPECTED = {
    "int_type": "a whole number",
    "string_type": "text",
    "tuple_type": "a list",
    "model_type": "an object",
}


def _problem(detail: ErrorDetails) -> Problem:
    steps, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    match kind:
        case "missing":
            return Problem(json_path(steps), "nothing", "this key")
        case "extra_forbidden":
            keys = ", ".join(_keys_at(steps[:-1]))
            return Problem.at(steps, detail["input"], f"no such key; the keys here are {keys}")
        case "literal_error":
            return Problem.at(steps, detail["input"], f"one of {context['expected']}")
        case "greater_than_equal":
            return Problem.at(steps, detail["input"], f"{context['ge']} or more")
        case _:
            expected = _EXPECTED.get(kind, detail["msg"])
            return Problem.at(steps, detail["input"], expected, name_text=kind in _EXPECTED)


def _keys_at(steps: Sequence[str | int]) -> Iterator[str]:
    """Yield the keys of the object in a place."""
    shape: type[BaseModel] = Topic
    for step in steps:
        if isinstance(step, str):
            annotation = shape.model_fields[step].annotation
            item, *_ = (*get_args(annotation), annotation)
            shape = cast("type[BaseModel]", item)
    yield from shape.model_fields
