"""The words that every form shares: each level and each match of the vocabulary has its own."""

from typing import get_args

import pytest

from jerking_info import load
from jerking_info.content.vocabulary import SkosMatch, WarningLevel
from jerking_info.formats import to_html, to_markdown
from jerking_info.formats.phrases import LEVELS, MATCHES


def test_every_level_and_every_match_has_words_of_its_own() -> None:
    assert get_args(WarningLevel) == (*LEVELS,)
    assert get_args(SkosMatch) == (*MATCHES,)
    assert len({*MATCHES.values(), *LEVELS.values()}) == len(MATCHES) + len(LEVELS)


@pytest.mark.parametrize(
    ("match", "words"),
    [
        ("exact", "same meaning"),
        ("close", "close in meaning"),
        ("broad", "the code is wider"),
        ("narrow", "the code is narrower"),
        ("related", "related"),
    ],
)
def test_a_code_is_shown_with_how_its_meaning_compares(match: str, words: str) -> None:
    code = load().codes[0].model_copy(update={"match": match})
    topic = load().model_copy(update={"codes": (code,)})

    assert f": {code.code} {code.display} ({words})\n" in to_markdown(topic)
    assert f"<code>{code.code}</code> {code.display} ({words})</li>" in to_html(topic)
