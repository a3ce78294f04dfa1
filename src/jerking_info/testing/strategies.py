"""Hypothesis strategies for the content: any valid topic, and each part of one.

Drawing a text takes long, so all parts that are drawn for one test case share a few texts.
"""

import re
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from jerking_info.content import models, vocabulary
from jerking_info.content.changes import Change, compare
from jerking_info.content.models import Topic
from jerking_info.feedback import Comment, ContentId, Rating
from jerking_info.testing.values import days, digests, languages, names, texts, urls, versions

_T = TypeVar("_T")


_Tree = dict[str, Any]  # a topic or a part of one, as `model_dump` gives it

_index = st.integers(0, 3)


@st.composite
def _pick(draw: st.DrawFn, pool: st.SearchStrategy[list[_T]]) -> _T:
    drawn = draw(pool)
    return drawn[draw(_index) % len(drawn)]


def _pooled(values: st.SearchStrategy[_T]) -> st.SearchStrategy[_T]:
    return _pick(st.shared(st.lists(values, min_size=1, max_size=4), key=object()))


def _some(
    values: st.SearchStrategy[_T],
    *keys: Callable[[_T], Hashable],
    least: int = 0,
    most: int = 2,
) -> st.SearchStrategy[tuple[_T, ...]]:
    """Draw a tuple of values without two that are equal by any of the keys."""
    listed = st.lists(values, min_size=least, max_size=most, unique_by=keys or None)
    return listed.map(tuple)


def _by(*fields: str) -> Callable[[object], Hashable]:
    """Return a key of entries: the values of some fields, in any case."""
    return lambda entry: tuple(str(getattr(entry, field)).casefold() for field in fields)


def _one_of(literal: object) -> st.SearchStrategy[Any]:  # the type of the literal's values
    return st.sampled_from(get_args(literal))


_names = _pooled(names())
_texts = _pooled(texts())
_days = _pooled(days())
_aliases = _some(_names)


def codings() -> st.SearchStrategy[models.Coding]:
    """Draw any valid code."""
    return st.builds(
        models.Coding,
        system=_one_of(vocabulary.CodeSystem),
        version=_names,
        code=_names,
        display=_names,
        match=_one_of(vocabulary.SkosMatch),
    )


def references() -> st.SearchStrategy[models.Reference]:
    """Draw any valid reference."""
    return st.builds(
        models.Reference,
        title=_names,
        publisher=_names,
        url=urls(),
        accessed=_days,
        read_from=st.none() | _one_of(vocabulary.ReadFrom),
    )


_codes = _some(_pooled(codings()), _by("system", "code"))
_page_keys = _by("url"), _by("publisher", "title")
_references = _some(_pooled(references()), *_page_keys)
_addition = {
    "added_by": _names,
    "review_status": _one_of(vocabulary.ReviewStatus),
    "references": _some(_pooled(references()), *_page_keys, least=1),
}


def notes() -> st.SearchStrategy[models.Note]:
    """Draw any valid note, reviewed or not."""
    return st.builds(models.Note, id=_one_of(vocabulary.NoteId), text=_texts, **_addition)


def glossary_entries() -> st.SearchStrategy[models.GlossaryEntry]:
    """Draw any valid glossary entry, reviewed or not."""
    return st.builds(
        models.GlossaryEntry,
        id=_one_of(vocabulary.GlossaryId),
        term=_names,
        text=_texts,
        **_addition,
    )


def warning_signs() -> st.SearchStrategy[models.WarningSign]:
    """Draw any valid warning sign, reviewed or not, with single signs or without."""
    return st.builds(
        _warning_sign,
        id=_one_of(vocabulary.WarningSignId),
        level=_one_of(vocabulary.WarningLevel),
        text=_texts,
        lead=_names,
        signs=_some(_names, str.casefold),
        codes=_codes,
        **_addition,
    )


def _warning_sign(
    *,
    text: str,
    lead: str,
    signs: tuple[str, ...],
    **fields: Any,  # noqa: ANN401 (those of `WarningSign`)
) -> models.WarningSign:
    if signs:
        text = f"{lead} {'; '.join(signs)}."
    return models.WarningSign(text=text, lead=lead if signs else None, signs=signs, **fields)


def questions() -> st.SearchStrategy[models.Questions]:
    """Draw the two questions that a topic may answer."""
    return st.builds(models.Questions, causes=_names, tips=_names)


def synonyms(*, additions: bool = True) -> st.SearchStrategy[models.Synonym]:
    """Draw any valid synonym; `additions` as for `topics`."""
    return st.builds(
        models.Synonym,
        id=_one_of(vocabulary.SynonymId),
        text=_names,
        scope=_one_of(vocabulary.SynonymScope),
        **_only_if(additions, aliases=_aliases, codes=_codes),
    )


def examples(*, additions: bool = True) -> st.SearchStrategy[models.Example]:
    """Draw any valid example of a cause; `additions` as for `topics`."""
    return st.builds(
        models.Example,
        name=_names,
        kind=_one_of(vocabulary.ExampleKind),
        **_only_if(additions, aliases=_aliases, codes=_codes),
    )


def causes(*, additions: bool = True) -> st.SearchStrategy[models.Cause]:
    """Draw any valid cause; `additions` as for `topics`."""
    return st.builds(
        models.Cause,
        id=_one_of(vocabulary.CauseId),
        name=_names,
        text=_texts,
        examples=_some(examples(additions=additions)),
        **_only_if(additions, aliases=_aliases, codes=_codes, references=_references),
    )


def tips(*, additions: bool = True) -> st.SearchStrategy[models.Tip]:
    """Draw any valid tip, for any causes; `additions` as for `topics`."""
    return st.builds(
        models.Tip,
        id=_one_of(vocabulary.TipId),
        position=st.integers(1, len(get_args(vocabulary.TipId))),
        title=_names,
        text=_texts,
        actions=_some(_names, str.casefold),
        applies_to=_some(_one_of(vocabulary.CauseId), str, most=6),
        **_only_if(
            additions, cautions=_some(notes(), _by("id")), codes=_codes, references=_references
        ),
    )


def disclaimers() -> st.SearchStrategy[models.Disclaimer]:
    """Draw any valid disclaimer."""
    return st.builds(models.Disclaimer, text=_texts, short=_names)


def articles() -> st.SearchStrategy[models.Article]:
    """Draw any article that the facts may come from."""
    return st.builds(
        models.Article,
        title=_names,
        author=_names,
        credential=_names,
        affiliation=_names,
        collection=_names,
    )


def provenances() -> st.SearchStrategy[models.Provenance]:
    """Draw any valid provenance, of content that was reviewed or not."""
    fields = {"article": articles(), "wording": _names, "license": _names}
    review = {"reviewer": _names, "last_reviewed": _days, "next_review_due": _days}
    not_reviewed = st.builds(models.Provenance, review_status=st.just("not-reviewed"), **fields)
    reviewed = st.builds(models.Provenance, review_status=st.just("reviewed"), **review, **fields)
    return not_reviewed | reviewed


def _only_if(wanted: bool, **fields: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:  # noqa: FBT001
    return fields if wanted else {}


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
    topic = draw(_parts(additions))
    _make_terms_unique(topic)
    _connect_tips(topic)
    _settle_additions(topic)
    return Topic.model_validate(topic)


@cache
def _parts(additions: bool) -> st.SearchStrategy[_Tree]:  # noqa: FBT001
    """Return a strategy for the parts of a topic, which need not fit together yet."""
    parts = st.builds(
        Topic.model_construct,
        id=_one_of(vocabulary.TopicId),
        version=versions(),
        language=languages(),
        title=_names,
        questions=questions(),
        overview=_texts,
        synonyms=_some(synonyms(additions=additions), _by("id"), least=1, most=5),
        causes=_some(causes(additions=additions), _by("id"), least=1, most=5),
        tips_introduction=_texts,
        tips=_some(tips(additions=additions), _by("id"), least=1, most=5),
        summary=_texts,
        disclaimer=disclaimers(),
        provenance=provenances(),
        **_only_if(
            additions,
            aliases=_aliases,
            lookalikes=_some(st.sampled_from(["stress", "beef", "<b>"]), str),
            codes=_codes,
            references=_references,
            warning_signs=_some(warning_signs(), _by("id"), most=4),
            usually_harmless=_some(notes(), _by("id")),
            for_your_visit=_some(notes(), _by("id")),
            glossary=_some(glossary_entries(), _by("id"), _by("term")),
        ),
    )
    return parts.map(Topic.model_dump)


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
    lookalikes = [
        f"{first} {word}" for first, word in zip(topic["lookalikes"], words, strict=False)
    ]
    topic["lookalikes"] = [phrase for phrase in lookalikes if phrase.casefold() not in taken]


def _connect_tips(topic: _Tree) -> None:
    """Number the tips, and let them apply to causes of this topic only."""
    known = {cause["id"] for cause in topic["causes"]}
    for position, tip in enumerate(topic["tips"], 1):
        tip["position"] = position
        tip["applies_to"] = [cause for cause in tip["applies_to"] if cause in known]


def _settle_additions(topic: _Tree) -> None:
    """Leave each note in one place, and call nothing reviewed that nobody has reviewed."""
    places = [(tip, "cautions") for tip in topic["tips"]]
    places += (topic, "usually_harmless"), (topic, "for_your_visit")
    taken: set[str] = set()
    for place, field in places:
        place[field] = [note for note in place[field] if note["id"] not in taken]
        taken |= {note["id"] for note in place[field]}
    if topic["provenance"]["review_status"] == "not-reviewed":
        for place, field in (*places, (topic, "warning_signs"), (topic, "glossary")):
            for addition in place[field]:
                addition["review_status"] = "not-reviewed"


def releases() -> st.SearchStrategy[models.Release]:
    """Draw a release that a manifest may list."""
    return st.builds(
        models.Release,
        version=versions(),
        released=days(),
        sha256=digests(),
        language=languages(),
    )


def changes() -> st.SearchStrategy[Change]:
    """Draw a change that `compare` may list."""
    listed = st.builds(compare, topics(), topics()).filter(bool)
    return listed.flatmap(st.sampled_from)


def ratings() -> st.SearchStrategy[Rating]:
    """Draw any valid rating, on a content that need not ship with this package."""
    return st.builds(Rating, **_feedback(), value=st.integers(1, 5))


def comments() -> st.SearchStrategy[Comment]:
    """Draw any valid comment, of one line or more, on a content that need not ship."""
    lines = texts().map(lambda text: text.replace(" ", "\n"))
    return st.builds(Comment, **_feedback(), text=texts() | lines)


def _feedback() -> dict[str, st.SearchStrategy[Any]]:
    content_ids = [id_ for ids in get_args(ContentId) for id_ in get_args(ids)]
    return {
        "content_id": st.sampled_from(content_ids),
        "content_version": versions(),
        "content_sha256": digests(),
    }
