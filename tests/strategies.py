"""Hypothesis strategies: any valid topic and its parts, and JSON that is not one.

`topics()` draws whatever the laws allow, hostile text included, not just what today's
content looks like.
"""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar, get_args

from hypothesis import strategies as st

from jerking_info import models, vocabulary
from jerking_info.models import Topic

T = TypeVar("T")

# Characters that break careless output, and any others that the laws of text allow.
_HOSTILE = (
    "<script>alert(1)</script>", "]]>", "-->", "<!--", "&amp;", "&#0;", '"', "'", "`", "``",
    "*", "_", "#", "- ", "1. ", "> ", "|", "\\", "[a](b)", "![", "~~~", "${x}", "{{x}}", "%s",
    "\u200e", "\u200f", "\u061c", "\u00a0", "\u00ad", "\u200d", "\U0001f9e0", "\U0001d4d0", "İ",
    "ß", "ﬁ", "e\u0301\u0323", "🏳️‍🌈", "&", "<", ">", "--", "/", "https://", "@", "=cmd()",
)  # fmt: skip

_characters = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


def texts(longest: int = 2000) -> st.SearchStrategy[str]:
    """Draw text that the laws allow, from a plain word to hostile markup."""
    piece = st.one_of(st.sampled_from(_HOSTILE), st.text(_characters, max_size=12))

    def joined(pieces: list[str]) -> str:
        # The letter makes it visible; the cut comes last and cannot undo the rest.
        text = unicodedata.normalize("NFC", "a" + "".join(pieces))
        return text[:longest].strip()

    pieces = st.lists(piece, max_size=6).map(joined)
    return pieces.filter(lambda text: unicodedata.is_normalized("NFC", text))


names = texts(120)
days = st.dates(date(1970, 1, 1), date(2999, 12, 31))
versions = st.tuples(*[st.integers(0, 999)] * 3).map(lambda v: ".".join(map(str, v)))
languages = st.sampled_from(["en", "en-US", "de", "zh-Hant-TW", "es-419", "sl-rozaj"])
urls = st.builds(
    "https://{}.example.org/{}".format,
    st.sampled_from(["a", "www", "xn--bcher-kva"]),
    st.sampled_from(["", "a/b.html", "?q=1&amp=2", "~a/%C3%A9#b", "(c)", "'d'"]),
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
_synonym_ids: st.SearchStrategy[vocabulary.SynonymId] = st.sampled_from(
    get_args(vocabulary.SynonymId)
)
_cause_ids: st.SearchStrategy[vocabulary.CauseId] = st.sampled_from(get_args(vocabulary.CauseId))
_tip_ids: st.SearchStrategy[vocabulary.TipId] = st.sampled_from(get_args(vocabulary.TipId))
_warning_sign_ids: st.SearchStrategy[vocabulary.WarningSignId] = st.sampled_from(
    get_args(vocabulary.WarningSignId)
)


def _some(ids: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    return st.lists(ids, unique=True)


def _tuples(
    items: st.SearchStrategy[T], *keys: Callable[[T], object]
) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=2, unique_by=keys).map(tuple)


@st.composite
def topics(draw: st.DrawFn, *, additions: bool = True) -> Topic:
    """Draw any valid topic; without `additions`, one with only what release 1.0.0 has."""
    # A few texts stand in many places, as drawing each anew would take long.
    name = st.sampled_from(draw(st.lists(names, min_size=1, max_size=4)))
    text = st.sampled_from(draw(st.lists(texts(), min_size=1, max_size=3)))
    day = st.sampled_from(draw(st.lists(days, min_size=1, max_size=2)))
    few = st.integers(0, 2)
    seen: set[str] = set()

    def term() -> str:
        """Draw a name that no other entry of the topic has."""
        drawn = draw(name)
        unique, count = drawn, 2
        while unique.casefold() in seen:
            unique, count = f"{drawn[:100].strip()} {count}", count + 1
        seen.add(unique.casefold())
        return unique

    def terms(count: int) -> tuple[str, ...]:
        return tuple(term() for _ in range(count))

    def aliases() -> tuple[str, ...]:
        return terms(draw(few)) if additions else ()

    coding = st.builds(
        models.Coding,
        system=_systems,
        version=name,
        code=name,
        display=name,
        match=_matches,
    )
    reference = st.builds(models.Reference, title=name, publisher=name, url=urls, accessed=day)
    some_codes = _tuples(coding, lambda coding: f"{coding.system}|{coding.code}".casefold())
    some_references = _tuples(
        reference,
        lambda reference: reference.url.casefold(),
        lambda reference: f"{reference.publisher}|{reference.title}".casefold(),
    )

    def codes() -> tuple[models.Coding, ...]:
        return draw(some_codes) if additions else ()

    def references() -> tuple[models.Reference, ...]:
        return draw(some_references) if additions else ()

    def examples() -> tuple[models.Example, ...]:
        return tuple(
            models.Example(
                name=term(),
                kind=draw(_kinds),
                aliases=aliases(),
                codes=codes(),
            )
            for _ in range(draw(few))
        )

    cause_ids = draw(_some(_cause_ids))
    applies_to = _some(st.sampled_from(cause_ids)) if cause_ids else st.just(cause_ids)
    reviewed = draw(st.booleans())
    last_reviewed = draw(day)
    provenance = models.Provenance(
        article=draw(st.builds(models.Article, **dict.fromkeys(models.Article.model_fields, name))),
        wording=draw(name),
        review_status="reviewed" if reviewed else "not-reviewed",
        reviewer=draw(name) if reviewed else None,
        last_reviewed=last_reviewed if reviewed else None,
        next_review_due=last_reviewed + timedelta(days=365) if reviewed else None,
        license=draw(name),
    )
    return Topic(
        id="jerking-movements",
        version=draw(versions),
        language=draw(languages),
        title=draw(name),
        questions=models.Questions(causes=draw(name), tips=draw(name)),
        overview=draw(text),
        synonyms=tuple(
            models.Synonym(id=id_, text=term(), scope=draw(_scopes), codes=codes())
            for id_ in draw(_some(_synonym_ids))
        ),
        causes=tuple(
            models.Cause(
                id=id_,
                name=term(),
                text=draw(text),
                examples=examples(),
                aliases=aliases(),
                codes=codes(),
                references=references(),
            )
            for id_ in cause_ids
        ),
        tips_introduction=draw(text),
        tips=tuple(
            models.Tip(
                id=id_,
                position=position,
                title=draw(name),
                text=draw(text),
                actions=terms(draw(few)),
                applies_to=tuple(draw(applies_to)),
                codes=codes(),
                references=references(),
            )
            for position, id_ in enumerate(draw(_some(_tip_ids)), 1)
        ),
        summary=draw(text),
        disclaimer=models.Disclaimer(text=draw(text), short=draw(name)),
        provenance=provenance,
        codes=codes(),
        references=references(),
        warning_signs=tuple(
            models.WarningSign(
                id=id_,
                level=draw(_levels),
                text=draw(text),
                added_by=draw(name),
                review_status=draw(_review_statuses) if reviewed else "not-reviewed",
                references=(draw(reference),),
            )
            for id_ in (draw(_some(_warning_sign_ids)) if additions else ())
        ),
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=10), children, max_size=4)
    ),
    max_leaves=10,
)
"""Any JSON value."""
