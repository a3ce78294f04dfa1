"""The types of single fields and their rules: texts, names, addresses, days.

Each type checks its rule in Python and states the same rule as JSON Schema, in patterns that
every dialect of regular expressions reads.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema
from typing_extensions import TypeAliasType

# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides and
# isolates (they reorder the visible text; the plain marks U+200E, U+200F and U+061C do not),
# and the noncharacters that XML forbids.
_FORBIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
)
_SPACES = r"\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Characters without a visible shape: a text of these alone is blank.
_INVISIBLE = (
    _SPACES
    + r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2065\u2800\u3164"
    + r"\ufe00-\ufe0f\ufeff\uffa0"
)
# Surrogates, and tags, which people do not see; many validators refuse them in a schema.
_SURROGATES_AND_TAGS = r"\ud800-\udfff\U000e0000-\U000e007f"

_has_forbidden = re.compile(f"[{_FORBIDDEN}{_SURROGATES_AND_TAGS}]").search
_has_visible = re.compile(f"[^{_INVISIBLE}{_FORBIDDEN}]").search

_VERSION = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}$"
_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
# Language, script, region and variants of BCP 47, in the recommended case.
_LANGUAGE = (
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$"
)
_DIGEST = r"^[0-9a-f]{64}$"
# A host with a dot, then only characters that need no escaping in a link.
_URL = r"^https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(/[!#-;=?-Z_a-z~%]*)?$"


_Rule = tuple[AfterValidator, WithJsonSchema]  # the same rule, in Python and as JSON Schema


def _rule(unmet: Callable[[str], Iterable[str]], keywords: JsonSchemaValue) -> _Rule:
    def check(text: str) -> str:
        if expected := ", ".join(unmet(text)):
            raise PydanticCustomError("rule", "{expected}", {"expected": expected})
        return text

    return AfterValidator(check), WithJsonSchema({"type": "string"} | keywords)


def _words(longest: int) -> _Rule:
    """Return the rule of a text in natural language, of at most `longest` characters."""

    def unmet(text: str) -> Iterator[str]:
        if len(text) > longest:
            yield f"at most {longest} characters"
        if not _has_visible(text):
            yield "at least one visible character"
        elif text != text.strip():
            yield "no white space at the ends"
        if bad := _has_forbidden(text):
            yield f"no control, tag, bidirectional-override or surrogate (U+{ord(bad[0]):04X})"
        elif not unicodedata.is_normalized("NFC", text):
            yield "text in Unicode normal form NFC"

    patterns = (f"[^{_INVISIBLE}]", f"^[^{_SPACES}]", f"[^{_SPACES}]$")
    parts = [*({"pattern": each} for each in patterns), {"not": {"pattern": f"[{_FORBIDDEN}]"}}]
    return _rule(unmet, {"minLength": 1, "maxLength": longest, "allOf": parts})


def _notation(pattern: str, expected: str, longest: int) -> _Rule:
    """Return the rule of a text in one fixed notation, such as a version."""

    def unmet(text: str) -> Iterator[str]:
        if len(text) > longest:
            yield f"at most {longest} characters"
        elif not re.fullmatch(pattern, text):
            yield expected

    # Validators in Python let `$` match before a final line break: the schema forbids white space.
    return _rule(unmet, {"maxLength": longest, "pattern": pattern, "not": {"pattern": "[\\s]"}})


def _check_day(day: object) -> date:
    """Accept a `date` that is no `datetime`, or text in the form YYYY-MM-DD."""
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    if isinstance(day, str) and re.fullmatch(_DAY, day):
        with suppress(ValidationError):  # 30 February
            return as_day(day)
    raise PydanticCustomError("day", "a date, written YYYY-MM-DD")


# Tools such as freezegun replace `datetime.date`; pydantic-core still makes plain dates.
_day_validator = SchemaValidator(core_schema.date_schema())


def as_day(text: str) -> date:
    """Return a day written YYYY-MM-DD as a plain `datetime.date`."""
    day: date = _day_validator.validate_python(text)
    return day


def _from_list(items: object) -> object:
    return tuple(items) if isinstance(items, list) else items  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _at_least_one(items: tuple[object, ...]) -> tuple[object, ...]:
    # pydantic's own `min_length` also counts each invalid item as a missing one.
    if not items:
        raise PydanticCustomError("rule", "at least one item")
    return items


Item = TypeVar("Item")

Items = Annotated[tuple[Item, ...], BeforeValidator(_from_list)]
"""A tuple; a list, as in parsed JSON, is converted."""
OneOrMore = Annotated[
    Items[Item], AfterValidator(_at_least_one), Field(json_schema_extra={"minItems": 1})
]
"""A tuple of at least one item."""

Name = TypeAliasType("Name", Annotated[str, *_words(120)])
"""A short text, 1 to 120 characters: NFC, not padded, no control characters."""
Text = TypeAliasType("Text", Annotated[str, *_words(2000)])
"""A text of 1 to 2,000 characters, otherwise as `Name`."""
Url = TypeAliasType("Url", Annotated[str, *_notation(_URL, "an https url", 500)])
"""An https address of at most 500 characters that needs no escaping in a link."""
Version = TypeAliasType(
    "Version", Annotated[str, *_notation(_VERSION, "a version of three numbers, like 1.0.0", 29)]
)
"""A version of three numbers: `1.0.0`."""
Digest = TypeAliasType(
    "Digest", Annotated[str, *_notation(_DIGEST, "64 lower-case hexadecimal digits", 64)]
)
"""A sha256 as 64 lower-case hexadecimal digits."""
Language = TypeAliasType(
    "Language",
    Annotated[str, *_notation(_LANGUAGE, "a BCP 47 language tag, like en or pt-BR", 100)],
)
"""A language tag of BCP 47 in the recommended case: `en`, `pt-BR`."""
Date = TypeAliasType(
    "Date",
    Annotated[
        date,
        PlainValidator(_check_day),
        PlainSerializer(str, when_used="json"),
        WithJsonSchema({"type": "string", "format": "date", "maxLength": 10, "pattern": _DAY}),
    ],
)
"""A day; in JSON in the form YYYY-MM-DD."""
