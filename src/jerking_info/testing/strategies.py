"""Hypothesis strategies for the content: any valid topic, and each part of one.

The types of the fields say what to draw, so a new field is drawn without a change here. Drawing
a text takes long, so all parts of one test case share a few texts.
"""

import re
from collections.abc import Callable, Hashable
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from jerking_info.content import fields, models
from jerking_info.content.changes import Change, compare
from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import CauseId
from jerking_info.feedback import Comment, Rating
from jerking_info.testing.values import days, digests, languages, names, texts, urls, versions

_T = TypeVar("_T")
_Shape = TypeVar("_Shape", bound=BaseModel)
_Tree = dict[str, Any]  # a topic or a part of one, as `model_dump` gives it


def _pooled(values: st.SearchStrategy[_T]) -> st.SearchStrategy[_T]:
    pool = st.shared(st.lists(values, min_size=1, max_size=4), key=object())
    index = st.integers(0, 3)

    @st.composite
    def pooled(draw: st.DrawFn) -> _T:
        drawn = draw(pool)
        return drawn[draw(index) % len(drawn)]

    return pooled()


_strategies: dict[object, st.SearchStrategy[Any]] = {
    fields.Name: _pooled(names()),
    fields.Text: _pooled(texts()),
    fields.Date: _pooled(days()),
    fields.Url: urls(),
    fields.Version: versions(),
    fields.Digest: digests(),
    fields.Language: languages(),
    int: st.integers(1, 7),
    type(None): st.none(),
}


def _by(*fields: str) -> Callable[[object], Hashable]:
    """Return a key of entries: the values of some fields, in any case."""
    return lambda entry: tuple(str(getattr(entry, field)).casefold() for field in fields)


_KEYS: dict[object, tuple[Callable[[Any], Hashable], ...]] = {
    fields.Name: (str.casefold,),
    CauseId: (str,),
    models.Example: (_by("name"),),
    models.Coding: (_by("system", "code"),),
    models.Reference: (_by("url"), _by("publisher", "title")),
    models.GlossaryEntry: (_by("id"), _by("term")),
}
"""The fields by which the items of a list differ; by default the id."""
_LONG = (models.Synonym, models.Cause, models.Tip, models.WarningSign, CauseId)
_POOLED: tuple[object, ...] = (models.Coding, models.Reference)


@cache
def _values(
    annotation: Hashable, *, additions: bool = True, least: int = 0
) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a field."""
    if annotation in _strategies:
        return _strategies[annotation]
    arguments = get_args(annotation)
    if get_origin(annotation) is Literal:
        return st.sampled_from(arguments)
    if get_origin(annotation) is tuple:
        item = arguments[0]
        return st.lists(
            _values(item, additions=additions),
            min_size=least,
            max_size=5 if item in _LONG else 2,
            unique_by=_KEYS.get(item, (_by("id"),)),
        ).map(tuple)
    if arguments:  # a union
        return st.one_of([_values(each) for each in arguments])
    built = _build(cast("type[BaseModel]", annotation), additions=additions)
    return _pooled(built) if annotation in _POOLED else built


def _build(
    shape: type[_Shape], *, additions: bool = True, **special: st.SearchStrategy[Any]
) -> st.SearchStrategy[_Shape]:
    """Return a strategy for a shape. The optional fields are what releases added later."""
    values = {
        name: _values(
            cast("Hashable", field.annotation),
            additions=additions,
            least=int(field.json_schema_extra == {"minItems": 1}),
        )
        for name, field in shape.model_fields.items()
        if additions or field.is_required()
    } | special

    # Hypothesis warns of long reprs, and that of a composite is short.
    @st.composite
    def built(draw: st.DrawFn) -> _Shape:
        # The parts of a topic need not fit together yet.
        return shape.model_construct(**{name: draw(value) for name, value in values.items()})

    return built()


def _with_signs(sign: models.WarningSign, lead: str, signs: tuple[str, ...]) -> models.WarningSign:
    text = f"{lead} {'; '.join(signs)}."
    return sign.model_copy(update={"text": text, "lead": lead, "signs": signs})


def _with_review(
    provenance: models.Provenance, reviewer: str, days: tuple[date, date]
) -> models.Provenance:
    last, due = sorted(days)
    review = {"reviewer": reviewer, "last_reviewed": last, "next_review_due": due}
    return provenance.model_copy(update={"review_status": "reviewed", **review})


_name, _day = _strategies[fields.Name], _strategies[fields.Date]
_plain_sign = _build(models.WarningSign, lead=st.none(), signs=st.just(()))
_signs = _values(tuple[fields.Name, ...], least=1)
_unreviewed = _build(models.Provenance, additions=False, review_status=st.just("not-reviewed"))
_strategies |= {
    models.WarningSign: _plain_sign | st.builds(_with_signs, _plain_sign, _name, _signs),
    models.Provenance: (
        _unreviewed | st.builds(_with_review, _unreviewed, _name, st.tuples(_day, _day))
    ),
}


@st.composite
def topics(draw: st.DrawFn, *, additions: bool = True) -> Topic:
    """Draw any valid topic.

    Args:
        draw: provided by Hypothesis.
        additions: whether it may have the fields that releases have from 1.1.0 on: aliases,
            codes, references, warning signs, notes and the like.

    >>> from hypothesis import given, settings
    >>> from jerking_info import parse
    >>> @settings(max_examples=10)
    ... @given(topics())
    ... def test_every_topic_is_a_release_file(topic: Topic) -> None:
    ...     assert parse(topic.to_json()) == topic
    >>> test_every_topic_is_a_release_file()
    """
    topic = draw(_parts(additions=additions)).model_dump()
    _make_terms_unique(topic)
    _connect_tips(topic)
    _settle_additions(topic)
    return Topic.model_validate(topic)


@cache
def _parts(*, additions: bool) -> st.SearchStrategy[Topic]:
    """Return a strategy for the parts of a topic, which need not fit together yet."""
    firsts = st.lists(st.sampled_from(["stress", "beef", "<b>"]), unique=True, max_size=2)
    special = {"lookalikes": firsts.map(tuple)} if additions else {}
    return _build(Topic, additions=additions, **special)


def _make_terms_unique(topic: _Tree) -> None:
    """Number the terms that came before, and make lookalikes of the first words and terms."""
    taken: set[str] = set()

    def unique(term: str) -> str:
        numbered, number = term, 2
        while numbered.casefold() in taken:
            numbered, number = f"{term[:100].strip()} {number}", number + 1
        taken.add(numbered.casefold())
        return numbered

    named = [(topic, "title"), *((synonym, "text") for synonym in topic["synonyms"])]
    for cause in topic["causes"]:
        named += [(cause, "name"), *((example, "name") for example in cause["examples"])]
    for entry, name in named:
        entry[name] = unique(entry[name])
        entry["aliases"] = [unique(alias) for alias in entry["aliases"]]
    words = [entry[name] for entry, name in named if re.match(r"\w.{,99}$", entry[name])]
    phrases = map("{} {}".format, topic["lookalikes"], words)
    topic["lookalikes"] = [phrase for phrase in phrases if phrase.casefold() not in taken]


def _connect_tips(topic: _Tree) -> None:
    """Number the tips, and let them apply to causes of this topic only."""
    known = {cause["id"] for cause in topic["causes"]}
    for position, tip in enumerate(topic["tips"], 1):
        tip["position"] = position
        tip["applies_to"] = [cause for cause in tip["applies_to"] if cause in known]


def _settle_additions(topic: _Tree) -> None:
    """Leave each note in one place, and mark nothing as reviewed in an unreviewed topic."""
    notes = [(tip, "cautions") for tip in topic["tips"]]
    notes += (topic, "usually_harmless"), (topic, "for_your_visit")
    taken: set[str] = set()
    for entry, field in notes:
        entry[field] = [note for note in entry[field] if note["id"] not in taken]
        taken |= {note["id"] for note in entry[field]}
    if topic["provenance"]["review_status"] == "not-reviewed":
        for entry, field in (*notes, (topic, "warning_signs"), (topic, "glossary")):
            for addition in entry[field]:
                addition["review_status"] = "not-reviewed"


def synonyms(*, additions: bool = True) -> st.SearchStrategy[models.Synonym]:
    """Draw any valid synonym; `additions` as for `topics`."""
    return _build(models.Synonym, additions=additions)


def causes(*, additions: bool = True) -> st.SearchStrategy[models.Cause]:
    """Draw any valid cause; `additions` as for `topics`."""
    return _build(models.Cause, additions=additions)


def examples(*, additions: bool = True) -> st.SearchStrategy[models.Example]:
    """Draw any valid example of a cause; `additions` as for `topics`."""
    return _build(models.Example, additions=additions)


def tips(*, additions: bool = True) -> st.SearchStrategy[models.Tip]:
    """Draw any valid tip, for any causes; `additions` as for `topics`."""
    return _build(models.Tip, additions=additions)


def warning_signs() -> st.SearchStrategy[models.WarningSign]:
    """Draw any valid warning sign, with bullets or without."""
    return _values(models.WarningSign)


def notes() -> st.SearchStrategy[models.Note]:
    """Draw any valid note."""
    return _build(models.Note)


def glossary_entries() -> st.SearchStrategy[models.GlossaryEntry]:
    """Draw any valid glossary entry."""
    return _build(models.GlossaryEntry)


def codings() -> st.SearchStrategy[models.Coding]:
    """Draw any valid code."""
    return _build(models.Coding)


def references() -> st.SearchStrategy[models.Reference]:
    """Draw any valid reference."""
    return _build(models.Reference)


def questions() -> st.SearchStrategy[models.Questions]:
    """Draw the two questions that a topic may answer."""
    return _build(models.Questions)


def disclaimers() -> st.SearchStrategy[models.Disclaimer]:
    """Draw any valid disclaimer."""
    return _build(models.Disclaimer)


def articles() -> st.SearchStrategy[models.Article]:
    """Draw any article that the facts may come from."""
    return _build(models.Article)


def provenances() -> st.SearchStrategy[models.Provenance]:
    """Draw any valid provenance, of content that was reviewed or not."""
    return _values(models.Provenance)


def releases() -> st.SearchStrategy[models.Release]:
    """Draw a release that a manifest may list."""
    return _build(models.Release)


def changes() -> st.SearchStrategy[Change]:
    """Draw a change that `compare` may list."""
    listed = st.builds(compare, topics(), topics()).filter(bool)
    return listed.flatmap(st.sampled_from)


def ratings() -> st.SearchStrategy[Rating]:
    """Draw any valid rating, on a content that need not ship with this package."""
    return _build(Rating, value=st.integers(1, 5))


def comments() -> st.SearchStrategy[Comment]:
    """Draw any valid comment, of one line or more, on a content that need not ship."""
    lines = texts().map(lambda text: text.replace(" ", "\n"))
    return _build(Comment, text=texts() | lines)
