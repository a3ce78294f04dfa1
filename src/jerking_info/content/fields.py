"""The single values of the content and the laws that each obeys: texts, urls, dates.

Every type carries its law twice: as code, and as the JSON Schema that says the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

__all__ = ("NOT_EMPTY", "Date", "Digest", "Language", "Name", "Text", "Url", "Version")


def __dir__() -> tuple[str, ...]:
    return __all__


# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides
# and isolates (they reorder what a reader sees; the plain marks U+200E, U+200F and U+061C
# do not, and stay allowed), lone surrogates, and the noncharacters that XML forbids.
_FORBIDDEN = (
    r"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
# Characters that take no room on a page: a text of these alone is blank.
_INVISIBLE = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0"
)

_has_forbidden = re.compile(f"[{_FORBIDDEN}]").search
_has_visible = re.compile(f"[^{_INVISIBLE}]").search


def _text_pattern() -> str:
    """Return the laws of text as one pattern that JSON Schema and `re` read alike.

    It says all of `_text_faults` but the length, which has a keyword of its own, and
    Unicode's NFC, which no pattern can express.
    """
    visible = rf"(?=[\s\S]*[^{_INVISIBLE}])"
    # `$` would let a final newline pass in Python, so the end is "nothing follows".
    return rf"^(?!\s){visible}[^{_FORBIDDEN}]+(?<!\s)(?![\s\S])"


def _text_faults(text: str, longest: int) -> Iterator[str]:
    """Yield what is expected of a text wherever it falls short, `longest` in characters."""
    if len(text) > longest:
        yield f"at most {longest} characters"
    if not _has_visible(text):
        yield "at least one visible character"
    elif text != text.strip():
        yield "no white space at the ends"
    if bad := _has_forbidden(text):
        yield f"no control, bidirectional-override or surrogate character (U+{ord(bad[0]):04X})"
    elif not unicodedata.is_normalized("NFC", text):
        yield "text in Unicode normal form NFC"


def _law(faults: Callable[[str], Iterable[str]]) -> AfterValidator:
    def check(text: str) -> str:
        if expected := ", ".join(faults(text)):
            raise PydanticCustomError("law", "{expected}", {"expected": expected})
        return text

    return AfterValidator(check)


def _matches(pattern: str, expected: str) -> AfterValidator:
    return _law(lambda text: () if re.search(pattern, text) else (expected,))


def _string(**keywords: str | int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **keywords})


def _date_in_full(day: object, info: ValidationInfo) -> object:
    """Refuse what pydantic would convert to a date: a time, the text of a timestamp."""
    if type(day) is date:
        return day
    if info.mode == "json" and isinstance(day, str) and re.search(_DATE, day):
        with suppress(ValueError):  # 30 February
            return date.fromisoformat(day)
    raise PydanticCustomError("date", "a date, written YYYY-MM-DD")


class _NotEmpty:
    """Require an item; pydantic's own `min_length` also counts each invalid item as missing."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_not_empty, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) | {"minItems": 1}


def _not_empty(items: tuple[object, ...]) -> tuple[object, ...]:
    if not items:
        raise PydanticCustomError("law", "at least one item")
    return items


NOT_EMPTY = _NotEmpty()
"""The law of lists that must hold something."""

# A final `$` would let a newline pass in Python, so patterns end with "nothing follows".
_VERSION = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}(?![\s\S])"
_DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![\s\S])"
# Language, script, region and variants of BCP 47, in the case that it recommends.
_LANGUAGE = (
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?![\s\S])"
)
_DIGEST = r"^[0-9a-f]{64}(?![\s\S])"
# A host with a dot, then nothing that would need escaping in a link.
_URL = r"^https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(/[!#-;=?-Z_a-z~%]*)?(?![\s\S])"
_URL_LENGTH = 500
_NAME_LENGTH = 120
_TEXT_LENGTH = 2000

Name = Annotated[
    str,
    _law(partial(_text_faults, longest=_NAME_LENGTH)),
    _string(minLength=1, maxLength=_NAME_LENGTH, pattern=_text_pattern()),
]
"""A short text, 1 to 120 characters: NFC, not padded, nothing that reorders itself."""
Text = Annotated[
    str,
    _law(partial(_text_faults, longest=_TEXT_LENGTH)),
    _string(minLength=1, maxLength=_TEXT_LENGTH, pattern=_text_pattern()),
]
"""A text of 1 to 2,000 characters, otherwise as `Name`."""
Url = Annotated[
    str,
    _law(lambda url: () if len(url) <= _URL_LENGTH else (f"at most {_URL_LENGTH} characters",)),
    _matches(_URL, "an https url"),
    _string(maxLength=_URL_LENGTH, pattern=_URL),
]
"""An https address of at most 500 characters, none of which would need escaping in a link."""
Version = Annotated[
    str, _matches(_VERSION, "a version of three numbers: '1.0.0'"), _string(pattern=_VERSION)
]
"""A version of three numbers: `1.0.0`."""
Digest = Annotated[
    str, _matches(_DIGEST, "64 lower-case hexadecimal digits"), _string(pattern=_DIGEST)
]
"""A sha256 as 64 lower-case hexadecimal digits."""
Language = Annotated[
    str, _matches(_LANGUAGE, "a BCP 47 language tag: 'en', 'pt-BR'"), _string(pattern=_LANGUAGE)
]
"""A language tag of BCP 47, in the case that it recommends: `en`, `pt-BR`."""
Date = Annotated[
    date,
    BeforeValidator(_date_in_full),
    _string(format="date", pattern=_DATE),
]
"""A day; in JSON written YYYY-MM-DD and in no other way."""
