"""The single values: all lawful, and hostile in every way that the laws leave open."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from pydantic import TypeAdapter

from jerking_info import testing
from jerking_info.content.fields import Digest, Language, Name, Text, Url, Version

LAWS = {
    "names": (testing.names(), Name),
    "texts": (testing.texts(), Text),
    "versions": (testing.versions(), Version),
    "languages": (testing.languages(), Language),
    "urls": (testing.urls(), Url),
    "digests": (testing.digests(), Digest),
}


@pytest.mark.parametrize("name", LAWS)
def test_every_value_is_lawful(name: str) -> None:
    strategy, law = LAWS[name]
    validate = TypeAdapter[str](law).validate_python

    @given(strategy)
    def all_are_lawful(value: str) -> None:
        assert validate(value) == value

    all_are_lawful()


@given(testing.texts(7))
def test_texts_are_as_short_as_asked_for(text: str) -> None:
    assert 1 <= len(text) <= 7


# Without shrinking, which would only make the find prettier; the same finds each time.
_thorough = settings(max_examples=20_000, phases=[Phase.generate], database=None, derandomize=True)

# Each of these can be a whole text.
WHOLE = (
    *(
        "<script>alert(1)</script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "<b>",
        "<p hidden>",
    ),
    *(
        "</title>",
        "</textarea>",
        "<style>",
        "<!--",
        "-->",
        "--",
        "]]>",
        "<?",
        "&amp;",
        "&#0;",
        "&lt",
    ),
    *(
        "*",
        "_",
        "#",
        "-",
        "1.",
        ">",
        "|",
        "\\",
        "`",
        "``",
        "~~~",
        "[a](b)",
        "![",
        "[a]: b",
        '"',
        "'",
    ),
    *("&", "<", "/", "https://", "javascript:alert(1)", "@", "mailto:a@b.example", "=cmd()", "+1"),
    *("-1", "@SUM(1)", ",", ";", '""', "'; DROP TABLE causes; --", "%", "\\'", "${x}", "{{x}}"),
    *("{% x %}", "{0}", "%s", "%(x)s", "$(x)", "$x$", "../", "null", "0", "\u05d0\u05d1\u05d2"),
    *("\u0627\u0644\u0639", "\U0001f9e0", "\U0001d4d0", "\U00020bb7", "🏳️‍🌈", "İ", "ß", "ﬁ"),
    *("\u1eb9\u0301", "\u0301" * 9, "漢字", "ไทย", "\ufffd"),
)
# And each of these can stand at its end, or in the midst of it.
INVISIBLE = ("\u200e", "\u200f", "\u061c", "\u00ad", "\u200b", "\u200d", "\ufeff")

HOSTILE: dict[str, Callable[[str], bool]] = {
    "a script": lambda text: "<script>" in text,
    "the end of a comment": lambda text: "-->" in text,
    "an entity": lambda text: "&amp;" in text,
    "a quote": lambda text: '"' in text,
    "markdown at the start": lambda text: text.startswith("# "),
    "a backslash at the end": lambda text: text.endswith("\\"),
    "a formula": lambda text: text.startswith("=cmd()"),
    "an end of an SQL string": lambda text: "'; DROP TABLE" in text,
    "a template": lambda text: "{{x}}" in text,
    "a bidi mark": lambda text: "\u200f" in text,
    "writing from the right": lambda text: unicodedata.bidirectional(text[0]) == "R",
    "an astral character": lambda text: any(ord(character) > 0xFFFF for character in text),
    "many marks on a letter": lambda text: "\u0301" * 9 in text,
    "an invisible end": lambda text: text.endswith("\u200b"),
    "a letter that grows in lower case": lambda text: len(text.lower()) > len(text),
    "nothing of ASCII": lambda text: not any(character.isascii() for character in text),
    "two thousand characters": lambda text: len(text) == 2000,
    "one word of two thousand characters": lambda text: len(text) == 2000 == len(text.split()[0]),
    "markup of two thousand characters": lambda text: len(text) == 2000 and "><" in text,
    "markup before a letter": lambda text: text.endswith("a") and text[:-1] in WHOLE,
    "one letter": lambda text: text == "a",
    "a wide space within": lambda text: "a\u3000" in text,
    "a space that does not break": lambda text: "a\u00a0" in text,
}


def test_texts_are_hostile_in_every_way() -> None:
    missing = {*HOSTILE, *WHOLE, *INVISIBLE}

    def was_the_last(text: str) -> bool:
        missing.difference_update([kind for kind in missing & set(HOSTILE) if HOSTILE[kind](text)])
        missing.difference_update({text, text[-1]})
        return not missing

    find(testing.texts(), was_the_last, settings=_thorough)
    assert missing == set()


def test_names_can_be_as_long_as_the_law_allows() -> None:
    assert len(find(testing.names(), lambda name: len(name) >= 120, settings=_thorough)) == 120


def test_versions_and_urls_are_as_long_as_the_law_allows() -> None:
    numbers = find(testing.versions(), lambda version: len(version) > 20, settings=_thorough)
    assert all(int(number) <= 999_999_999 for number in numbers.split("."))
    assert find(testing.versions(), lambda version: "999999999" in version, settings=_thorough)
    assert find(testing.versions(), lambda version: "0" in version.split("."), settings=_thorough)
    assert len(find(testing.urls(), lambda url: len(url) > 450, settings=_thorough)) == 500


def test_days_are_any_days() -> None:
    assert find(testing.days(), lambda day: day.year < 1000, settings=_thorough) > date.min
    assert find(testing.days(), lambda day: day.year > 3000, settings=_thorough) < date.max
