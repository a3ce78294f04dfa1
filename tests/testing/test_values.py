"""The single values: all valid, and hostile in every way that the rules allow."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from jerking_info import testing
from jerking_info.content.fields import Digest, Language, Name, Text, Url, Version

RULES: dict[str, tuple[st.SearchStrategy[Any], Any]] = {
    "names": (testing.names(), Name),
    "texts": (testing.texts(), Text),
    "versions": (testing.versions(), Version),
    "languages": (testing.languages(), Language),
    "urls": (testing.urls(), Url),
    "digests": (testing.digests(), Digest),
}
# The same finds each time, without shrinking.
_thorough = settings(max_examples=10_000, phases=[Phase.generate], database=None, derandomize=True)


@pytest.mark.parametrize("name", RULES)
def test_every_value_is_valid(name: str) -> None:
    strategy, rule = RULES[name]
    adapter: TypeAdapter[Any] = TypeAdapter(rule)

    @given(strategy)
    def every_value_is_valid(value: str) -> None:
        assert adapter.validate_python(value) == value

    every_value_is_valid()


@given(testing.texts(7))
def test_texts_are_as_short_as_asked_for(text: str) -> None:
    assert 1 <= len(text) <= 7


KINDS: dict[str, Callable[[str], bool]] = {
    "a script": lambda text: text == "<script>alert(1)</script>",
    "the end of a comment": lambda text: "-->" in text,
    "an entity": lambda text: "&amp;" in text,
    "a quote": lambda text: text == '"',
    "Markdown at the start": lambda text: text.startswith("# "),
    "a backslash at the end": lambda text: text.endswith("\\"),
    "a formula": lambda text: text.startswith("=cmd()"),
    "the end of an SQL string": lambda text: "'; DROP TABLE" in text,
    "a template": lambda text: text == "{{x}}",
    "a direction mark at the end": lambda text: text.endswith("\u200f"),
    "writing from the right": lambda text: unicodedata.bidirectional(text[0]) == "R",
    "an astral character": lambda text: any(ord(character) > 0xFFFF for character in text),
    "many marks on a letter": lambda text: "\u0301" * 9 in text,
    "an invisible end": lambda text: text.endswith("\u200b"),
    "a letter that grows in lower case": lambda text: len(text.lower()) > len(text),
    "no ASCII": lambda text: not any(character.isascii() for character in text),
    "full length": lambda text: len(text) == 2000,
    "one word of full length": lambda text: len(text) == 2000 == len(text.split()[0]),
    "markup of full length": lambda text: len(text) == 2000 and "><" in text,
    "markup before a letter": lambda text: text.endswith(">a"),
    "one letter": lambda text: text == "a",
    "a wide space": lambda text: "\u3000" in text,
    "a space that does not break": lambda text: "\u00a0" in text,
}


def test_texts_are_hostile_in_every_way() -> None:
    missing = {*KINDS}

    def was_the_last(text: str) -> bool:
        missing.difference_update({kind for kind in missing if KINDS[kind](text)})
        return not missing

    find(testing.texts(), was_the_last, settings=_thorough)
    assert missing == set()


def test_values_reach_their_limits() -> None:
    assert len(find(testing.names(), lambda name: len(name) >= 120, settings=_thorough)) == 120
    assert len(find(testing.urls(), lambda url: len(url) >= 500, settings=_thorough)) == 500
    assert find(testing.versions(), lambda version: "999999999" in version, settings=_thorough)
    assert find(testing.days(), lambda day: day.year > 3000, settings=_thorough) < date.max
