"""The strategies: valid content of every shape, hostile wherever there is a text."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import jerking_info
from jerking_info import CauseId, Change, Topic, testing
from jerking_info.feedback import Comment, Rating

SHAPES: dict[type[BaseModel], Callable[[], st.SearchStrategy[Any]]] = {
    jerking_info.Synonym: testing.synonyms,
    jerking_info.Cause: testing.causes,
    jerking_info.Example: testing.examples,
    jerking_info.Tip: testing.tips,
    jerking_info.WarningSign: testing.warning_signs,
    jerking_info.Note: testing.notes,
    jerking_info.GlossaryEntry: testing.glossary_entries,
    jerking_info.Coding: testing.codings,
    jerking_info.Reference: testing.references,
    jerking_info.Questions: testing.questions,
    jerking_info.Disclaimer: testing.disclaimers,
    jerking_info.Article: testing.articles,
    jerking_info.Provenance: testing.provenances,
    jerking_info.Release: testing.releases,
    Topic: testing.topics,
    Rating: testing.ratings,
    Comment: testing.comments,
}


def test_every_public_shape_has_a_strategy() -> None:
    public = {getattr(jerking_info, name) for name in jerking_info.__all__}
    models = {each for each in public if isinstance(each, type) and issubclass(each, BaseModel)}
    assert models == {*SHAPES} - {Rating, Comment}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_is_valid(shape: type[BaseModel]) -> None:
    @settings(max_examples=10)
    @given(SHAPES[shape]() | st.from_type(shape))
    def every_shape_is_valid(drawn: BaseModel) -> None:
        assert type(drawn) is shape
        assert shape.model_validate_json(drawn.model_dump_json()) == drawn

    every_shape_is_valid()


@given(st.from_type(Change))
@settings(max_examples=5)
def test_changes_differ_before_and_after(change: Change) -> None:
    assert change.before != change.after
    assert change.path


def _markup(*values: str | None) -> bool:
    return any("<" in (value or "") for value in values)


def _in_order(topic: Topic) -> bool:
    ids = [cause.id for cause in topic.causes]
    return ids == sorted(ids, key=get_args(CauseId).index)


KINDS: dict[str, Callable[[Topic], bool]] = {
    "markup in the title": lambda t: _markup(t.title),
    "markup in a question": lambda t: _markup(t.questions.causes),
    "markup in the disclaimer": lambda t: _markup(t.disclaimer.text),
    "markup in the reviewer": lambda t: _markup(t.provenance.reviewer),
    "markup in a synonym": lambda t: _markup(*(s.text for s in t.synonyms)),
    "markup in a cause": lambda t: _markup(*(c.name for c in t.causes)),
    "markup in an example": lambda t: _markup(*(e.name for c in t.causes for e in c.examples)),
    "markup in an alias": lambda t: _markup(*t.aliases),
    "markup in a lookalike": lambda t: _markup(*t.lookalikes),
    "markup in an action": lambda t: _markup(*(a for tip in t.tips for a in tip.actions)),
    "markup in a caution": lambda t: _markup(*(c.text for tip in t.tips for c in tip.cautions)),
    "markup in a code": lambda t: _markup(*(c.display for c in t.codes)),
    "markup in a reference": lambda t: _markup(*(page.title for page in t.references)),
    "markup in a warning sign": lambda t: _markup(*(s.text for s in t.warning_signs)),
    "markup in single signs": lambda t: _markup(*(s for w in t.warning_signs for s in w.signs)),
    "markup in a harmless sign": lambda t: _markup(*(n.text for n in t.usually_harmless)),
    "markup in a visit": lambda t: _markup(*(n.text for n in t.for_your_visit)),
    "markup in the glossary": lambda t: _markup(*(g.term for g in t.glossary)),
    "several entries": lambda t: min(len(t.causes), len(t.tips), len(t.synonyms)) > 2,
    "one entry each": lambda t: len(t.causes) == len(t.tips) == len(t.synonyms) == 1,
    "causes in another order": lambda t: not _in_order(t),
    "a tip for some causes": lambda t: any(
        0 < len(tip.applies_to) < len(t.causes) for tip in t.tips
    ),
    "a review": lambda t: t.provenance.last_reviewed is not None,
    "no review": lambda t: t.provenance.last_reviewed is None,
    "a reviewed sign": lambda t: "reviewed" in [s.review_status for s in t.warning_signs],
    "a sign without bullets": lambda t: None in [s.lead for s in t.warning_signs],
    "codes of a sign": lambda t: any(s.codes for s in t.warning_signs),
    "two sources": lambda t: any(len(s.references) > 1 for s in t.warning_signs),
    "a stored copy": lambda t: "stored-copy" in [page.read_from for page in t.references],
    "from right to left": lambda t: t.language in {"ar", "he-IL"},
}


# Hypothesis prints its result, and warns if it is long.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_topics_are_of_every_kind() -> None:
    missing = {*KINDS}

    def was_the_last(topic: Topic) -> bool:
        missing.difference_update({kind for kind in missing if KINDS[kind](topic)})
        return not missing

    thorough = settings(max_examples=600, phases=[Phase.generate], database=None, derandomize=True)
    find(testing.topics(), was_the_last, settings=thorough)
    assert missing == set()


@pytest.mark.parametrize(
    "strategy",
    [testing.topics, testing.causes, testing.tips, testing.synonyms, testing.examples],
    ids=lambda strategy: strategy.__name__,
)
def test_without_additions_there_are_none(
    strategy: Callable[..., st.SearchStrategy[BaseModel]],
) -> None:
    @settings(max_examples=10)
    @given(strategy(additions=False))
    def there_are_none(drawn: BaseModel) -> None:
        assert _additions(drawn) == []

    there_are_none()


def _additions(shape: BaseModel) -> list[str]:
    """List the fields with values that release 1.0.0 does not have."""
    added = [
        "aliases",
        "cautions",
        "codes",
        "glossary",
        "lookalikes",
        "references",
        "warning_signs",
    ]
    found = [name for name, value in shape if name in added and value]
    inner = [item for _, items in shape if isinstance(items, tuple) for item in items]
    return found + [name for i in inner if isinstance(i, BaseModel) for name in _additions(i)]
