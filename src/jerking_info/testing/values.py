"""Hypothesis strategies for single values: texts, URLs, days, versions.

They draw everything that the content's rules allow, not only text like today's: markup, code and
spreadsheet formulas for careless software, text that runs from right to left, text of the greatest
length. They leave out code points that Unicode has not assigned (Cn) and private ones (Co).
"""

import unicodedata
from datetime import date
from functools import cache

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from jerking_info.content.fields import Text

HOSTILE = (
    "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>", "<b>", "<p hidden>",
    "</title>", "</textarea>", "<style>", "<!--", "-->", "--", "]]>", "<?", "&amp;", "&#0;", "&lt",
    "*", "_", "#", "# ", "- ", "1. ", "> ", "|", "\\", "`", "``", "~~~", "[a](b)", "![", "[a]: b",
    '"', "'", "&", "<", ">", "/", "https://", "www.a.example", "javascript:alert(1)", "@",
    "mailto:a@b.example", "{: onclick=alert(1) }", "=cmd()", "+1", "-1", "@SUM(1)", ",", ";", '""',
    "'; DROP TABLE causes; --", "%", "\\'", "${x}", "{{x}}", "{% x %}", "{0}", "%s", "%(x)s",
    "$(x)", "$x$", "../", "null", "0", "\u200e", "\u200f", "\u061c", "\u05d0\u05d1\u05d2",
    "\u0627\u0644\u0639", "\u00a0", "\u00ad", "\u200b", "\u200d", "\ufeff", "\U0001f9e0",
    "\U0001d4d0", "\U00020bb7", "🏳️‍🌈", "İ", "ß", "ﬁ", "e\u0301\u0323", "\u0301" * 9, "\u3000",
    "漢字", "ไทย", "\ufffd",
)  # fmt: skip
"""Fragments that break careless output, alone or within other text."""

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
_check = TypeAdapter[str](Text).validate_python


def texts(longest: int = 2000) -> st.SearchStrategy[str]:
    """Draw valid text, from one letter to hostile markup of full length.

    Args:
        longest: the most characters it may have, at least 1.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=10)
    ... @given(texts(20))
    ... def test_a_small_screen_has_room(text: str) -> None:
    ...     assert 1 <= len(text) <= 20
    >>> test_a_small_screen_has_room()
    """
    return _texts(longest)


@cache  # building a strategy takes longer than drawing from it
def _texts(longest: int) -> st.SearchStrategy[str]:
    def normal(text: str) -> str:
        return unicodedata.normalize("NFC", text)[:longest].strip()

    repeated = [fragment * (longest // len(fragment) + 1) for fragment in HOSTILE]
    hostile = st.sampled_from([*filter(_is_valid, map(normal, HOSTILE))])
    full = st.sampled_from([*filter(_is_valid, map(normal, repeated))])
    pieces = st.lists(st.sampled_from(HOSTILE) | st.text(_CHARACTERS, max_size=9), max_size=4)
    around = st.tuples(pieces, pieces).map(lambda sides: "a".join(map("".join, sides)))
    mixed = around.map(normal).filter(_is_valid)
    # Mixed text is slow to draw, and text of full length slow to read: both are rarer.
    kinds = [hostile] * 11 + [mixed] * 8 + [full]
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


def _is_valid(text: str) -> bool:
    try:
        _check(text)
    except ValidationError:
        return False
    return True


def names() -> st.SearchStrategy[str]:
    """Draw a name or another short text: valid text of up to 120 characters."""
    return texts(120)


def days() -> st.SearchStrategy[date]:
    """Draw any day."""
    return st.dates()


def versions() -> st.SearchStrategy[str]:
    """Draw the version of a content release: three numbers."""
    number = st.integers(0, 999_999_999)
    return st.builds("{}.{}.{}".format, number, number, number)


def languages() -> st.SearchStrategy[str]:
    """Draw a BCP 47 language tag, including languages that run from right to left."""
    tags = ["en", "en-US", "de", "ar", "he-IL", "zh-Hant-TW", "es-419", "sl-rozaj", "haw"]
    return st.sampled_from(tags)


def urls() -> st.SearchStrategy[str]:
    """Draw the https URL of a page, of up to 500 characters."""
    paths = ["", "/", "/a/b.html", "/?q=1&amp=2", "/~a/%C3%A9#b", "/(c)", "/'d'", f"/{'l' * 466}"]
    hosts = ["a.example.org", "www.example.org", "xn--bcher-kva.example.org"]
    return st.builds("https://{}{}".format, st.sampled_from(hosts), st.sampled_from(paths))


def digests() -> st.SearchStrategy[str]:
    """Draw a sha256 in hexadecimal digits."""
    return st.binary(min_size=32, max_size=32).map(bytes.hex)
