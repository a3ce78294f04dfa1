"""The law of plain text: every word comes back, and no line is wider than asked for."""

from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Topic
from jerking_info.formats import to_text
from jerking_info.formats.text import NARROWEST
from jerking_info.formats.wrapping import columns, wrapped
from jerking_info.testing import texts, topics
from tests.trials import trials


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@given(topics(), st.integers(NARROWEST, 200))
@trials(30)
def test_every_word_of_a_topic_is_there_in_lines_of_the_width(topic: Topic, width: int) -> None:
    text = to_text(topic, width)
    letters = _letters(text)
    told = [topic.title, topic.overview, topic.summary, topic.disclaimer.text, topic.sha256]
    told += [words for cause in topic.causes for words in (cause.name, cause.text)]
    told += [words for tip in topic.tips for words in (tip.title, tip.text, *tip.actions)]
    told += [words for sign in topic.warning_signs for words in (sign.text, sign.added_by)]

    assert [words for words in told if _letters(words) not in letters] == []
    assert letters.endswith(_letters(topic.disclaimer.text))
    assert all(columns(line) <= width for line in text.split("\n"))


@given(texts(), st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert _letters("".join(lines)) == _letters(text)
    assert all(columns(line) <= width for line in lines)
