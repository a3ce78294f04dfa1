"""Hypothesis strategies for the content: any valid topic, and each thing that one is made of.

Importing this module registers them, so that `hypothesis.strategies.from_type(Topic)`, and
whatever infers a strategy from a type, draws lawful content.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, get_args

from hypothesis import strategies as st

from jerking_info.content import models, vocabulary
from jerking_info.content.changes import Change, compare
from jerking_info.content.models import Topic
from jerking_info.feedback import Comment, ContentId, Rating
from jerking_info.testing.registration import meet_hypothesis
from jerking_info.testing.values import days, digests, languages, names, texts, urls, versions

__all__ = (
    "articles",
    "causes",
    "changes",
    "codings",
    "comments",
    "disclaimers",
    "examples",
    "provenances",
    "questions",
    "ratings",
    "references",
    "releases",
    "synonyms",
    "tips",
    "topics",
    "warning_signs",
)


def __dir__() -> tuple[str, ...]:
    return __all__


_T = TypeVar("_T")

# Made once: making a strategy takes longer than drawing from it. Each says its type, as that
# of `get_args` is unknown.
_cause_ids: st.SearchStrategy[vocabulary.CauseId] = st.sampled_from(get_args(vocabulary.CauseId))
_tip_ids: st.SearchStrategy[vocabulary.TipId] = st.sampled_from(get_args(vocabulary.TipId))
_synonym_ids: st.SearchStrategy[vocabulary.SynonymId] = st.sampled_from(
    get_args(vocabulary.SynonymId)
)
_warning_sign_ids: st.SearchStrategy[vocabulary.WarningSignId] = st.sampled_from(
    get_args(vocabulary.WarningSignId)
)
_content_ids: st.SearchStrategy[ContentId] = st.one_of(
    *(st.sampled_from(get_args(ids)) for ids in get_args(ContentId))
)
_systems: st.SearchStrategy[vocabulary.CodeSystem] = st.sampled_from(
    get_args(vocabulary.CodeSystem)
)
_matches: st.SearchStrategy[vocabulary.SkosMatch] = st.sampled_from(get_args(vocabulary.SkosMatch))
_kinds: st.SearchStrategy[vocabulary.ExampleKind] = st.sampled_from(
    get_args(vocabulary.ExampleKind)
)
_scopes: st.SearchStrategy[vocabulary.SynonymScope] = st.sampled_from(
    get_args(vocabulary.SynonymScope)
)
_levels: st.SearchStrategy[vocabulary.WarningLevel] = st.sampled_from(
    get_args(vocabulary.WarningLevel)
)
_review_statuses: st.SearchStrategy[vocabulary.ReviewStatus] = st.sampled_from(
    get_args(vocabulary.ReviewStatus)
)
_counts = st.integers(0, 2)  # 1 mutant lives: the more there are, the longer it takes
# 1 mutant lives: the law knows no last position.
_positions = st.integers(1, len(get_args(vocabulary.TipId)))


def _some(ids: st.SearchStrategy[_T]) -> st.SearchStrategy[list[_T]]:
    return st.lists(ids, unique=True)


_some_cause_ids = _some(_cause_ids)
_some_tip_ids = _some(_tip_ids)
_some_synonym_ids = _some(_synonym_ids)
_some_warning_sign_ids = _some(_warning_sign_ids)


class _Pool:
    """What entries are drawn from that can stand in one topic: no two of them share a term."""

    def __init__(self, draw: st.DrawFn, *, additions: bool = True) -> None:
        self.draw = draw
        self.additions = additions
        # A few texts stand in many places, as drawing each anew would take long.
        self.name = _pooled(draw, names(), 4)  # 1 mutant lives: how few matters to speed only
        self.text = _pooled(draw, texts(), 3)  # 1 mutant lives: as above
        self.day = _pooled(draw, days(), 2)  # 1 mutant lives: as above
        self._terms: set[str] = set()

    def count(self) -> int:
        return self.draw(_counts)

    def count_added(self) -> int:
        return self.count() if self.additions else 0

    def term(self) -> str:
        """Draw a name that nothing else of the topic has, in any case."""
        drawn = self.draw(self.name)
        unique, number = drawn, 2  # 1 mutant lives: any number does
        while unique.casefold() in self._terms:
            # 4 mutants live: whatever number is next, if there is room for it.
            unique, number = f"{drawn[:100].strip()} {number}", number + 1
        self._terms.add(unique.casefold())
        return unique

    def terms(self) -> tuple[str, ...]:
        return tuple(self.term() for _ in range(self.count()))

    def aliases(self) -> tuple[str, ...]:
        return tuple(self.term() for _ in range(self.count_added()))

    def coding(self) -> models.Coding:
        return models.Coding(
            system=self.draw(_systems),
            version=self.draw(self.name),
            code=self.draw(self.name),
            display=self.draw(self.name),
            match=self.draw(_matches),
        )

    def codes(self) -> tuple[models.Coding, ...]:
        drawn = [self.coding() for _ in range(self.count_added())]
        return _distinct(drawn, lambda coding: (coding.system, coding.code))

    def reference(self) -> models.Reference:
        return models.Reference(
            title=self.draw(self.name),
            publisher=self.draw(self.name),
            url=self.draw(urls()),
            accessed=self.draw(self.day),
        )

    def references(self) -> tuple[models.Reference, ...]:
        drawn = [self.reference() for _ in range(self.count_added())]
        return _distinct(
            _distinct(drawn, lambda page: (page.url,)),
            lambda page: (page.publisher, page.title),
        )

    def synonym(self, id_: vocabulary.SynonymId) -> models.Synonym:
        scope = self.draw(_scopes)
        return models.Synonym(id=id_, text=self.term(), scope=scope, codes=self.codes())

    def example(self) -> models.Example:
        return models.Example(
            name=self.term(),
            kind=self.draw(_kinds),
            aliases=self.aliases(),
            codes=self.codes(),
        )

    def cause(self, id_: vocabulary.CauseId) -> models.Cause:
        return models.Cause(
            id=id_,
            name=self.term(),
            text=self.draw(self.text),
            examples=tuple(self.example() for _ in range(self.count())),
            aliases=self.aliases(),
            codes=self.codes(),
            references=self.references(),
        )

    def tip(
        self,
        id_: vocabulary.TipId,
        position: int,
        cause_ids: st.SearchStrategy[list[vocabulary.CauseId]],
    ) -> models.Tip:
        return models.Tip(
            id=id_,
            position=position,
            title=self.draw(self.name),
            text=self.draw(self.text),
            actions=self.terms(),
            applies_to=tuple(self.draw(cause_ids)),
            codes=self.codes(),
            references=self.references(),
        )

    def warning_sign(self, id_: vocabulary.WarningSignId, *, reviewed: bool) -> models.WarningSign:
        return models.WarningSign(
            id=id_,
            level=self.draw(_levels),
            text=self.draw(self.text),
            added_by=self.draw(self.name),
            review_status=self.draw(_review_statuses) if reviewed else "not-reviewed",
            references=self.references() or (self.reference(),),
        )

    def article(self) -> models.Article:
        return models.Article(
            **{field: self.draw(self.name) for field in models.Article.model_fields}
        )

    def provenance(self) -> models.Provenance:
        reviewed = self.draw(st.booleans())
        return models.Provenance(
            article=self.article(),
            wording=self.draw(self.name),
            review_status="reviewed" if reviewed else "not-reviewed",
            reviewer=self.draw(self.name) if reviewed else None,
            last_reviewed=self.draw(self.day) if reviewed else None,
            next_review_due=self.draw(self.day) if reviewed else None,
            license=self.draw(self.name),
        )

    def questions(self) -> models.Questions:
        return models.Questions(causes=self.draw(self.name), tips=self.draw(self.name))

    def disclaimer(self) -> models.Disclaimer:
        return models.Disclaimer(text=self.draw(self.text), short=self.draw(self.name))


def _pooled(draw: st.DrawFn, values: st.SearchStrategy[_T], most: int) -> st.SearchStrategy[_T]:
    # 2 mutants live: how many there are matters to speed only.
    return st.sampled_from(draw(st.lists(values, min_size=1, max_size=most)))


def _distinct(items: Sequence[_T], key: Callable[[_T], tuple[str, ...]]) -> tuple[_T, ...]:
    first: dict[tuple[str, ...], _T] = {}
    for item in items:
        first.setdefault(tuple(text.casefold() for text in key(item)), item)
    return tuple(first.values())


@st.composite
def topics(draw: st.DrawFn, *, additions: bool = True) -> Topic:
    """Draw any valid topic, whatever its texts.

    Args:
        draw: given by Hypothesis.
        additions: whether it may have what releases have from 1.1.0 on: aliases, codes,
            references and warning signs.

    >>> from hypothesis import given, settings
    >>> from jerking_info import parse
    >>> @settings(max_examples=10)
    ... @given(topics())
    ... def test_every_topic_is_content(topic: Topic) -> None:
    ...     assert parse(topic.to_json()) == topic
    >>> test_every_topic_is_content()
    """
    pool = _Pool(draw, additions=additions)
    provenance = pool.provenance()
    reviewed = provenance.review_status == "reviewed"
    cause_ids = draw(_some_cause_ids)
    named_causes = _some(st.sampled_from(cause_ids)) if cause_ids else st.just(cause_ids)
    return Topic(
        id="jerking-movements",
        version=draw(versions()),
        language=draw(languages()),
        title=draw(pool.name),
        questions=pool.questions(),
        overview=draw(pool.text),
        synonyms=tuple(pool.synonym(id_) for id_ in draw(_some_synonym_ids)),
        causes=tuple(pool.cause(id_) for id_ in cause_ids),
        tips_introduction=draw(pool.text),
        tips=tuple(
            pool.tip(id_, position, named_causes)
            for position, id_ in enumerate(draw(_some_tip_ids), 1)
        ),
        summary=draw(pool.text),
        disclaimer=pool.disclaimer(),
        provenance=provenance,
        codes=pool.codes(),
        references=pool.references(),
        warning_signs=tuple(
            pool.warning_sign(id_, reviewed=reviewed)
            for id_ in (draw(_some_warning_sign_ids) if additions else ())
        ),
    )


@st.composite
def synonyms(draw: st.DrawFn, *, additions: bool = True) -> models.Synonym:
    """Draw any valid synonym; `additions` as for `topics`."""
    return _Pool(draw, additions=additions).synonym(draw(_synonym_ids))


@st.composite
def causes(draw: st.DrawFn, *, additions: bool = True) -> models.Cause:
    """Draw any valid cause; `additions` as for `topics`."""
    return _Pool(draw, additions=additions).cause(draw(_cause_ids))


@st.composite
def examples(draw: st.DrawFn, *, additions: bool = True) -> models.Example:
    """Draw any valid example of a cause; `additions` as for `topics`."""
    return _Pool(draw, additions=additions).example()


@st.composite
def tips(draw: st.DrawFn, *, additions: bool = True) -> models.Tip:
    """Draw any valid tip, whatever causes it is for; `additions` as for `topics`."""
    pool = _Pool(draw, additions=additions)
    return pool.tip(draw(_tip_ids), draw(_positions), _some_cause_ids)


@st.composite
def warning_signs(draw: st.DrawFn) -> models.WarningSign:
    """Draw any valid warning sign, reviewed or not."""
    return _Pool(draw).warning_sign(draw(_warning_sign_ids), reviewed=True)


@st.composite
def codings(draw: st.DrawFn) -> models.Coding:
    """Draw any valid code."""
    return _Pool(draw).coding()


@st.composite
def references(draw: st.DrawFn) -> models.Reference:
    """Draw any valid reference."""
    return _Pool(draw).reference()


@st.composite
def questions(draw: st.DrawFn) -> models.Questions:
    """Draw any two questions that a topic may answer."""
    return _Pool(draw).questions()


@st.composite
def disclaimers(draw: st.DrawFn) -> models.Disclaimer:
    """Draw any valid disclaimer."""
    return _Pool(draw).disclaimer()


@st.composite
def articles(draw: st.DrawFn) -> models.Article:
    """Draw any article that the facts may come from."""
    return _Pool(draw).article()


@st.composite
def provenances(draw: st.DrawFn) -> models.Provenance:
    """Draw any valid provenance, of content that was reviewed or not."""
    return _Pool(draw).provenance()


def releases() -> st.SearchStrategy[models.Release]:
    """Draw a release that a manifest may list."""
    return st.builds(models.Release, version=versions(), released=days(), sha256=digests())


def changes() -> st.SearchStrategy[Change]:
    """Draw something that `compare` may list."""
    listed = st.builds(compare, topics(), topics()).filter(bool)
    return listed.flatmap(st.sampled_from)


def ratings() -> st.SearchStrategy[Rating]:
    """Draw any valid rating, on a content that need not ship with this package."""
    return st.builds(Rating, **_feedback(), value=st.integers(1, 5))


def comments() -> st.SearchStrategy[Comment]:
    """Draw any valid comment, of one line or more, on a content that need not ship."""
    # What a space may stand for in the content, a line break may stand for in a comment.
    # 1 mutant lives: and so may letters beside it.
    lines = texts().map(lambda text: text.replace(" ", "\n"))
    return st.builds(Comment, **_feedback(), text=texts() | lines)


def _feedback() -> Mapping[str, st.SearchStrategy[str]]:
    return {
        "content_id": _content_ids,
        "content_version": versions(),
        "content_sha256": digests(),
    }


_STRATEGIES: Mapping[type, Callable[[], st.SearchStrategy[object]]] = {
    Topic: topics,
    models.Synonym: synonyms,
    models.Cause: causes,
    models.Example: examples,
    models.Tip: tips,
    models.WarningSign: warning_signs,
    models.Coding: codings,
    models.Reference: references,
    models.Questions: questions,
    models.Disclaimer: disclaimers,
    models.Article: articles,
    models.Provenance: provenances,
    models.Release: releases,
    Change: changes,
    Rating: ratings,
    Comment: comments,
}


def strategy_of(shape: type) -> st.SearchStrategy[object]:
    """Return what draws a shape, for `from_type`."""
    return _STRATEGIES[shape]()


meet_hypothesis()
