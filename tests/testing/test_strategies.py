"""The strategies: lawful content of every shape, hostile wherever a text can stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args, get_origin

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from jerking_info import CauseId, ReviewStatus, Topic, models, parse, testing
from jerking_info.content.changes import Change
from jerking_info.feedback import Comment, Rating
from tests.trials import trials

_T = TypeVar("_T")

SHAPES: dict[type[BaseModel], Callable[[], st.SearchStrategy[Any]]] = {
    Topic: testing.topics,
    models.Synonym: testing.synonyms,
    models.Cause: testing.causes,
    models.Example: testing.examples,
    models.Tip: testing.tips,
    models.WarningSign: testing.warning_signs,
    models.Coding: testing.codings,
    models.Reference: testing.references,
    models.Questions: testing.questions,
    models.Disclaimer: testing.disclaimers,
    models.Article: testing.articles,
    models.Provenance: testing.provenances,
    models.Release: testing.releases,
    Rating: testing.ratings,
    Comment: testing.comments,
}
_few = trials(15)


def test_every_public_shape_has_a_strategy() -> None:
    public = {value for value in vars(models).values() if isinstance(value, type)}
    shapes = {shape for shape in public if shape.__name__ in models.__all__}
    assert shapes - set(SHAPES) == {models.ReleaseManifest}  # of this package, not of an app


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_each_strategy_and_from_type_draw_lawful_shapes(shape: type[BaseModel]) -> None:
    @_few
    @given(SHAPES[shape]() | st.from_type(shape))
    def all_are_lawful(drawn: BaseModel) -> None:
        assert type(drawn) is shape
        assert shape.model_validate_json(drawn.model_dump_json()) == drawn

    all_are_lawful()


@given(testing.topics())
@_few
def test_every_topic_is_a_release_file(topic: Topic) -> None:
    assert parse(topic.to_json()) == topic


@given(st.from_type(Change))
@_few
def test_changes_say_what_changed(change: Change) -> None:
    assert change.before != change.after
    assert change.path


@dataclass
class Screen:
    """What an app may have: a shape of its own, with the content inside."""

    topic: Topic
    tip: models.Tip | None


@given(st.builds(Screen))
@_few
def test_types_of_an_app_are_drawn_too(screen: Screen) -> None:
    assert isinstance(screen.topic, Topic)


KINDS: dict[str, Callable[[Topic], bool]] = {
    "markup in the title": lambda topic: "<" in topic.title,
    "markup in a question": lambda topic: "<" in topic.questions.causes,
    "markup in the overview": lambda topic: "<" in topic.overview,
    "markup in the disclaimer": lambda topic: "<" in topic.disclaimer.text,
    "markup in the short disclaimer": lambda topic: "<" in topic.disclaimer.short,
    "markup in the reviewer": lambda topic: "<" in (topic.provenance.reviewer or ""),
    "markup in a synonym": lambda topic: any("<" in s.text for s in topic.synonyms),
    "markup in a cause": lambda topic: any("<" in c.name for c in topic.causes),
    "markup in an example": lambda topic: any("<" in e.name for e in _examples(topic)),
    "markup in an alias": lambda topic: any("<" in "".join(c.aliases) for c in topic.causes),
    "markup in an action": lambda topic: any("<" in "".join(t.actions) for t in topic.tips),
    "markup in a code": lambda topic: any("<" in coding.display for coding in topic.codes),
    "markup in a reference": lambda topic: any("<" in page.title for page in topic.references),
    "markup in a sign": lambda topic: any("<" in sign.text for sign in topic.warning_signs),
    "no entry": lambda topic: not (topic.causes or topic.tips or topic.synonyms),
    "many entries": lambda topic: len(topic.causes) > 3 and len(topic.tips) > 3,
    "another order": lambda topic: (
        [c.id for c in topic.causes]
        != sorted((c.id for c in topic.causes), key=get_args(CauseId).index)
    ),
    "a tip for some causes": lambda topic: any(
        0 < len(tip.applies_to) < len(topic.causes) for tip in topic.tips
    ),
    "a review": lambda topic: topic.provenance.last_reviewed is not None,
    "no review": lambda topic: topic.provenance.last_reviewed is None,
    "a reviewed sign": lambda topic: any(
        sign.review_status == "reviewed" for sign in topic.warning_signs
    ),
    "codes of an example": lambda topic: any(example.codes for example in _examples(topic)),
    "two pages": lambda topic: any(len(sign.references) > 1 for sign in topic.warning_signs),
    "from right to left": lambda topic: topic.language in {"ar", "he-IL"},
}


def _examples(topic: Topic) -> Iterator[models.Example]:
    return (example for cause in topic.causes for example in cause.examples)


def thorough(number: int) -> settings:
    """Return settings to try the same examples each time, whatever the profile."""
    return settings(max_examples=number, derandomize=True, database=None, phases=[Phase.generate])


# Hypothesis shows what it has found, and warns where that is long.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_topics_are_of_every_kind() -> None:
    missing = set(KINDS)

    def was_the_last(topic: Topic) -> bool:
        missing.difference_update([kind for kind in missing if KINDS[kind](topic)])
        return not missing

    find(testing.topics(), was_the_last, settings=thorough(2000))
    assert missing == set()


def find_all(
    strategy: st.SearchStrategy[_T], kinds: Iterable[object], kind_of: Callable[[_T], object]
) -> None:
    """Draw until there was one of each kind, or too many."""
    missing = {*kinds}

    def was_the_last(drawn: _T) -> bool:
        missing.discard(kind_of(drawn))
        return not missing

    find(strategy, was_the_last, settings=thorough(200))


@pytest.mark.parametrize(
    ("shape", "field"),
    [
        (shape, field)
        for shape in SHAPES
        for field, info in shape.model_fields.items()
        if get_origin(info.annotation) is tuple and shape is not Topic  # which takes long
    ],
)
def test_each_list_may_be_as_short_as_the_law_lets_it_or_longer(
    shape: type[BaseModel], field: str
) -> None:
    least = 1 if shape is models.WarningSign else 0  # which always has a page
    find_all(SHAPES[shape](), [True, False], lambda drawn: len(getattr(drawn, field)) > least)


def test_ratings_are_of_every_value() -> None:
    find_all(testing.ratings(), range(1, 6), lambda rating: rating.value)


def test_comments_are_of_one_line_or_more() -> None:
    find_all(testing.comments(), [True, False], lambda comment: "\n" in comment.text)


def test_signs_are_reviewed_or_not() -> None:
    find_all(testing.warning_signs(), get_args(ReviewStatus), lambda sign: sign.review_status)


def test_tips_are_the_first_of_some_or_not() -> None:
    find_all(testing.tips(), [True, False], lambda tip: tip.position == 1)


WITH_AND_WITHOUT: Sequence[Callable[..., st.SearchStrategy[BaseModel]]] = (
    testing.topics,
    testing.causes,
    testing.tips,
    testing.synonyms,
    testing.examples,
)


@pytest.mark.parametrize("strategy", WITH_AND_WITHOUT, ids=lambda strategy: strategy.__name__)
def test_without_additions_there_are_none(
    strategy: Callable[..., st.SearchStrategy[BaseModel]],
) -> None:
    @thorough(15)
    @given(strategy(additions=False))
    def there_are_none(drawn: BaseModel) -> None:
        assert additions_of(drawn) == []

    there_are_none()


def additions_of(shape: BaseModel) -> list[str]:
    """List the fields that hold something which release 1.0.0 does not have."""
    additions = {"aliases", "codes", "references", "warning_signs"}
    found = [name for name, value in shape if name in additions and value]
    inner = [item for _, items in shape if isinstance(items, tuple) for item in items]
    return found + [name for i in inner if isinstance(i, BaseModel) for name in additions_of(i)]
