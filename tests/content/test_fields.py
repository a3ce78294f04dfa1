"""The types of single fields: the longest accepted value, and the reported expectation."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from jerking_info.content.fields import (
    Date,
    Digest,
    Items,
    Language,
    Name,
    OneOrMore,
    Text,
    Url,
    Version,
)

MARKS = "no control, tag, bidirectional-override or surrogate"


def messages(kind: Any, value: object) -> list[str]:
    try:
        TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError as error:
        return [detail["msg"] for detail in error.errors()]
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
        (Name, "a\u202eb", f"{MARKS} (U+202E)"),
        (Name, "a\ud800", f"{MARKS} (U+D800)"),
        (Name, "a\U000e0041", f"{MARKS} (U+E0041)"),
        (Name, "\u2065", "at least one visible character"),
        (
            Name,
            "\n" * 121,
            f"at most 120 characters, at least one visible character, {MARKS} (U+000A)",
        ),
        (Url, "http://example.org", "an https url"),
        (Url, f"https://example.org/{'x' * 481}", "at most 500 characters"),
        (Version, "1.0", "a version of three numbers, like 1.0.0"),
        (Version, "1.0.0\n", "a version of three numbers, like 1.0.0"),
        (Digest, "A" * 64, "64 lower-case hexadecimal digits"),
        (Language, "EN", "a BCP 47 language tag, like en or pt-BR"),
        (OneOrMore[Name], (), "at least one item"),
    ],
)
def test_a_field_reports_its_expectation(kind: object, value: object, expected: str) -> None:
    assert messages(kind, value) == [expected]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Name, "x" * 120),
        (Text, "x" * 2000),
        (Name, "\u00e9"),
        (Name, "a\u200eb"),
        (Url, f"https://example.org/{'x' * 480}"),
        (Version, "999999999.0.10"),
        (Digest, "0123456789abcdef" * 4),
        (Language, "zh-Hant-TW"),
        (Date, "2024-02-29"),
        (Date, date(2024, 2, 29)),
        (Items[Name], ["a", "b"]),
        (Items[Name], ()),
        (OneOrMore[Name], ["a"]),
    ],
)
def test_a_field_accepts_the_edge_of_its_rule(kind: object, value: object) -> None:
    assert messages(kind, value) == []


@pytest.mark.parametrize(
    "value",
    [
        *("2026-02-30", "20260101", "2026-W01-1", "2026-01-01T00:00", "1767225600", 1, None),
        datetime(2026, 1, 1),  # noqa: DTZ001
    ],
)
def test_a_day_is_a_date_or_iso_text(value: object) -> None:
    assert messages(Date, value) == ["a date, written YYYY-MM-DD"]


def test_a_day_may_be_of_a_subclass_of_date() -> None:
    class DateOfAHost(date):
        """A date of an app, or of a tool that stops the clock."""

    assert messages(Date, DateOfAHost(2026, 11, 30)) == []


@pytest.mark.parametrize("items", ["ab", {"a"}, iter("ab"), {"a": 1}])
def test_items_are_a_tuple_or_a_list(items: object) -> None:
    assert messages(Items[Name], items) == ["Input should be a valid tuple"]


def test_a_day_round_trips_through_json() -> None:
    adapter = TypeAdapter(Items[Date])
    days = adapter.validate_python(["2026-11-30"])
    assert days == (date(2026, 11, 30),)
    assert adapter.validate_python(json.loads(adapter.dump_json(days))) == days
    assert adapter.dump_python(days) == days
