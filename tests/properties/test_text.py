"""Plain text: every word comes back, and no line is too wide."""

from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Topic
from jerking_info.formats import to_text
from jerking_info.formats.text import NARROWEST, columns, wrapped
from jerking_info.testing import texts, topics
from tests.properties.readings import every_text


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def _is_address(line: str) -> bool:
    return any(mark in line for mark in ("://", "@", "www."))


@given(topics(), st.integers(NARROWEST, 200))
def test_text_has_every_word_in_lines_of_the_width(topic: Topic, width: int) -> None:
    text = to_text(topic, width)
    # An item may go on in the next line, after the indent and the mark of none.
    letters = _letters(text)

    assert [words for words in every_text(topic) if _letters(words) not in letters] == []
    assert all(columns(line) <= width or _is_address(line) for line in text.split("\n"))


@given(topics(), st.integers(NARROWEST, 200))
def test_text_breaks_no_address(topic: Topic, width: int) -> None:
    words = set(to_text(topic, width).split())

    assert {
        page.url for entry in topic.entries() for page in getattr(entry, "references", ())
    } <= words


@given(texts(), st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert _letters("".join(lines)) == _letters(text)
    assert all(columns(line) <= width or _is_address(line) for line in lines)
