"""The single values: what each law says of what breaks it, and what just obeys it."""

import re
from datetime import date, datetime
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from jerking_info.content.fields import NOT_EMPTY, Date, Digest, Language, Name, Text, Url, Version


def found(kind: Any, value: object) -> list[tuple[str, str]]:
    """Return the type and the message of each error of a value that JSON may hold."""
    try:
        TypeAdapter(kind).validate_json(TypeAdapter(object).dump_json(value))
    except ValidationError as error:
        return [(detail["type"], detail["msg"]) for detail in error.errors()]
    return []


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Name, "x" * 121, "at most 120 characters"),
        (Text, "x" * 2001, "at most 2000 characters"),
        (Name, "", "at least one visible character"),
        (Name, "\u200b", "at least one visible character"),
        (Name, " x", "no white space at the ends"),
        (Name, "e\u0301", "text in Unicode normal form NFC"),
        (
            Name,
            "a\u202eb",
            "no control, bidirectional-override or surrogate character (U+202E)",
        ),
        (
            Name,
            "\n" * 121,
            "at most 120 characters, at least one visible character, no control, "  # noqa: ISC004
            "bidirectional-override or surrogate character (U+000A)",
        ),
        (Url, "http://example.org", "an https url"),
        (Url, f"https://example.org/{'x' * 481}", "at most 500 characters"),
        (Version, "1.0", "a version of three numbers: '1.0.0'"),
        (Digest, "A" * 64, "64 lower-case hexadecimal digits"),
        (Language, "EN", "a BCP 47 language tag: 'en', 'pt-BR'"),
        (Annotated[tuple[Name, ...], NOT_EMPTY], (), "at least one item"),
    ],
)
def test_a_value_that_breaks_its_law_is_told_all_that_it_must_be(
    kind: object, value: object, expected: str
) -> None:
    assert found(kind, value) == [("law", expected)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Name, "x" * 120),
        (Text, "x" * 2000),
        (Name, "é"),
        (Name, "a\u200eb"),
        (Url, f"https://example.org/{'x' * 480}"),
        (Version, "999999999.0.10"),
        (Digest, "0123456789abcdef" * 4),
        (Language, "zh-Hant-TW"),
        (Date, "2024-02-29"),
    ],
)
def test_a_value_that_just_obeys_its_law_is_taken(kind: object, value: str) -> None:
    assert found(kind, value) == []


@pytest.mark.parametrize(
    "value", ["2026-02-30", "20260101", "2026-W01-1", "2026-01-01T00:00", "1767225600", 1, None]
)
def test_a_date_is_written_in_full(value: object) -> None:
    assert found(Date, value) == [("date", "a date, written YYYY-MM-DD")]


@pytest.mark.parametrize("value", ["2026-01-01", datetime(2026, 1, 1), 1])  # noqa: DTZ001
def test_from_python_a_date_is_a_date_and_nothing_else(value: object) -> None:
    dates = TypeAdapter[date](Date)
    assert dates.validate_python(date(2026, 1, 1)) == date(2026, 1, 1)
    with pytest.raises(ValidationError, match="a date, written YYYY-MM-DD"):
        dates.validate_python(value)


def test_the_schema_of_a_digest_says_the_law_of_it() -> None:
    pattern = TypeAdapter(Digest).json_schema()["pattern"]
    assert re.search(pattern, "0123456789abcdef" * 4)
    assert not any(re.search(pattern, text) for text in ("a" * 63, "A" * 64, "a" * 64 + "\n"))
