"""Hypothesis strategies for the single values of the content: texts, names, urls, days.

They draw what the laws allow, not what today's content looks like: text that is markup,
code or a formula to careless software, text that runs from right to left, text as long as
its field allows. Left out of what is lawful are only code points that Unicode has not
assigned or that have no meaning outside of one app (its categories Cn and Co).
"""

import unicodedata
from datetime import date
from functools import cache, partial

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from jerking_info.content.fields import Text


__all__ = ("days", "digests", "languages", "names", "texts", "urls", "versions")


def __dir__() -> tuple[str, ...]:
    return __all__


_MARKUP = (
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
    *("*", "_", "#", "# ", "- ", "1. ", "> ", "|", "\\", "`", "``", "~~~"),
    *("[a](b)", "![", "[a]: b"),
    *('"', "'", "&", "<", ">", "/", "https://", "javascript:alert(1)", "@", "mailto:a@b.example"),
)
_CODE = (
    *("=cmd()", "+1", "-1", "@SUM(1)", ",", ";", '""', "'; DROP TABLE causes; --", "%", "\\'"),
    *("${x}", "{{x}}", "{% x %}", "{0}", "%s", "%(x)s", "$(x)", "$x$", "../", "null", "0"),
)
_WRITING = (
    *("\u200e", "\u200f", "\u061c", "\u05d0\u05d1\u05d2", "\u0627\u0644\u0639", "\u00a0", "\u00ad"),
    *("\u200b", "\u200d", "\ufeff", "\U0001f9e0", "\U0001d4d0", "\U00020bb7", "🏳️‍🌈", "İ", "ß", "ﬁ"),
    *("e\u0301\u0323", "\u0301" * 9, "\u3000", "漢字", "ไทย", "\ufffd"),
)
_HOSTILE = (*_MARKUP, *_CODE, *_WRITING)
"""What breaks careless output, alone or within other text."""

# The law would refuse most of these later, at more cost.
# 2 mutants live: as it does.
_characters = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"),
    # 1 mutant lives: no text needs an X.
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


def texts(longest: int = 2000) -> st.SearchStrategy[str]:
    """Draw text that the laws allow, from one letter to hostile markup of full length.

    Args:
        longest: the most characters that it may have.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=10)
    ... @given(texts(20))
    ... def test_a_small_screen_has_room(text: str) -> None:
    ...     assert 1 <= len(text) <= 20
    >>> test_a_small_screen_has_room()
    """
    return _texts(longest)


# Making a strategy takes longer than drawing from it.
@cache  # 1 mutant lives: and does nothing else
def _texts(longest: int) -> st.SearchStrategy[str]:
    hostile = st.sampled_from(_HOSTILE)
    # 3 mutants live: how long pieces are matters to speed only.
    pieces = st.lists(hostile | st.text(_characters, max_size=12), max_size=5)
    mixed = st.builds(_around_a_letter, pieces, pieces)
    full = st.builds(str.__mul__, hostile, st.just(longest))
    # Text of full length takes long to draw, to write and to read: it is rarer than others.
    # 2 mutants live: how much rarer is a matter of taste.
    kinds = st.sampled_from([mixed] * 11 + [hostile] * 8 + [full])
    lawful = kinds.flatmap(lambda kind: kind).map(lambda text: _normal(text, longest))
    return lawful.filter(partial(_is_valid, longest=longest))


def _is_valid(text: str, longest: int) -> bool:
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError:
        return False
    return len(text) <= longest


def _around_a_letter(before: list[str], after: list[str]) -> str:
    return "".join((*before, "a", *after))


def _normal(text: str, longest: int) -> str:
    # The cut comes last: what it leaves of normal text is normal text, nearly always.
    return unicodedata.normalize("NFC", text)[:longest].strip()


def names() -> st.SearchStrategy[str]:
    """Draw a name or another short text: what `texts` draws, up to 120 characters."""
    return texts(120)


def days() -> st.SearchStrategy[date]:
    """Draw any day."""
    return st.dates()


def versions() -> st.SearchStrategy[str]:
    """Draw the version of a content: three numbers."""
    number = st.integers(0, 999_999_999)
    return st.tuples(number, number, number).map(lambda numbers: ".".join(map(str, numbers)))


def languages() -> st.SearchStrategy[str]:
    """Draw a BCP 47 language tag, of languages that run from right to left, too."""
    return st.sampled_from(
        ["en", "en-US", "de", "ar", "he-IL", "zh-Hant-TW", "es-419", "sl-rozaj", "haw"]
    )


def urls() -> st.SearchStrategy[str]:
    """Draw the https url of a page, up to 500 characters."""
    host = st.sampled_from(["a", "www", "xn--bcher-kva"])
    path = st.sampled_from(
        ["", "/", "/a/b.html", "/?q=1&amp=2", "/~a/%C3%A9#b", "/(c)", "/'d'", f"/{'l' * 500}"]
    )
    built = st.builds("https://{}.example.org{}".format, host, path)
    return built.map(lambda url: url[:500])


def digests() -> st.SearchStrategy[str]:
    """Draw a sha256 in hexadecimal digits."""
    return st.binary(min_size=32, max_size=32).map(bytes.hex)
