"""The shapes of the content: a `Topic` and what it is made of.

Every object is frozen through and through, so it can be hashed, pickled, compared and
shared between threads. Nothing here reads a content file: `jerking_info.load` does.

The terms are those of the field: synonym scopes of OBO, reviews as in PIF TICK and the
NHS, language tags of BCP 47, licences of SPDX.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from threading import RLock
from typing import Annotated, ClassVar, Literal, Protocol, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from jerking_info.errors import UnknownIdError
from jerking_info.laws import broken_laws, text_faults, text_pattern

__all__ = (
    "Article",
    "Cause",
    "CauseId",
    "Disclaimer",
    "Example",
    "ExampleKind",
    "Provenance",
    "Questions",
    "Release",
    "ReleaseManifest",
    "ReviewStatus",
    "Synonym",
    "SynonymId",
    "SynonymScope",
    "Tip",
    "TipId",
    "Topic",
    "TopicId",
)


def __dir__() -> tuple[str, ...]:
    return __all__


# Closed vocabularies: a wrong id is a type error, and a `match` over one can be proven
# exhaustive. An id is permanent: it may leave only with a new major content version.

TopicId = Literal["jerking-movements"]
"""The id of the one topic of this package."""

CauseId = Literal[
    "stress-and-anxiety",
    "medication-side-effects",
    "neurological-disorders",
    "electrolyte-imbalances",
    "sleep-disorders",
    "stimulant-use",
]
"""The ids of the causes, in the order of the article."""

TipId = Literal[
    "manage-stress-triggers",
    "review-medications",
    "treat-underlying-disorders",
    "maintain-balanced-diet",
    "improve-sleep-hygiene",
    "limit-stimulants",
    "consider-alternative-therapies",
]
"""The ids of the tips, in the order of the article."""

SynonymId = Literal[
    "involuntary-movements",
    "muscle-jerking",
    "twitching-movements",
    "spasmodic-movements",
    "sudden-movements",
]
"""The ids of the synonyms, in the order of the article."""

SynonymScope = Literal["exact", "broad", "narrow", "related"]
"""How a synonym's meaning compares with the topic's, as OBO has it; `broad` is wider."""

ExampleKind = Literal["condition", "electrolyte", "substance", "medication", "state"]
"""What sort of thing an example of a cause is."""

ReviewStatus = Literal["not-reviewed", "reviewed"]
"""Whether a clinician has reviewed the content."""


def _law(faults: Callable[[str], Iterable[str]]) -> AfterValidator:
    def check(text: str) -> str:
        if expected := ", ".join(faults(text)):
            raise PydanticCustomError("law", "{expected}", {"expected": expected})
        return text

    return AfterValidator(check)


def _matches(pattern: str, expected: str) -> AfterValidator:
    return _law(lambda text: () if re.search(pattern, text) else (expected,))


def _string(**keywords: str | int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **keywords})


def _date_in_full(day: object, info: ValidationInfo) -> object:
    """Refuse what pydantic would convert to a date: a time, the text of a timestamp."""
    written = info.mode == "json" and isinstance(day, str) and re.search(_DATE, day)
    if written or type(day) is date:
        return day
    raise PydanticCustomError("date", "a date, written YYYY-MM-DD")


# A final `$` would let a newline pass in Python, so patterns end with "nothing follows".
_VERSION = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}(?![\s\S])"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\s\S])"
# Language, script, region and variants of BCP 47, in the case that it recommends.
_LANGUAGE = (
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?![\s\S])"
)
_DIGEST = r"^[0-9a-f]{64}(?![\s\S])"
_NAME_LENGTH = 120
_TEXT_LENGTH = 2000

_Name = Annotated[
    str,
    _law(partial(text_faults, longest=_NAME_LENGTH)),
    _string(minLength=1, maxLength=_NAME_LENGTH, pattern=text_pattern()),
]
_Text = Annotated[
    str,
    _law(partial(text_faults, longest=_TEXT_LENGTH)),
    _string(minLength=1, maxLength=_TEXT_LENGTH, pattern=text_pattern()),
]
_Version = Annotated[
    str, _matches(_VERSION, "a version of three numbers: '1.0.0'"), _string(pattern=_VERSION)
]
_Digest = Annotated[
    str, _matches(_DIGEST, "64 lower-case hexadecimal digits"), _string(pattern=_DIGEST)
]
_Language = Annotated[
    str, _matches(_LANGUAGE, "a BCP 47 language tag: 'en', 'pt-BR'"), _string(pattern=_LANGUAGE)
]
_Date = Annotated[
    date,
    Field(strict=False),
    BeforeValidator(_date_in_full),
    _string(format="date", pattern=_DATE),
]

# Before pydantic 2.14, two threads that build the validators of one model at once can see
# it half built; building them one at a time is right under every version.
_building = RLock()


class _Shape(BaseModel, frozen=True):
    """What all shapes share: nothing unknown, nothing missing, nothing converted."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        strict=True,
        # The shipped releases were validated when they were released, so an app that only
        # reads them never pays for building validators; the first use builds them.
        defer_build=True,
    )

    @classmethod
    def model_rebuild(cls, **options: object) -> bool | None:  # type: ignore[override]
        """Build the validators, one thread at a time."""
        with _building:
            return super().model_rebuild(**options)  # type: ignore[arg-type]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # `use_attribute_docstrings` would read the source at every import, 1 ms per model.
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, docstring in _field_docstrings(cls):
            properties[cls.model_fields[name].alias or name]["description"] = docstring
        return schema


class Questions(_Shape, frozen=True):
    """The two questions that the topic answers, as headings over the answers."""

    causes: _Name
    """The question that the causes answer."""
    tips: _Name
    """The question that the tips answer."""


class Synonym(_Shape, frozen=True):
    """Another term for the topic."""

    id: SynonymId
    """The permanent id of the synonym."""
    text: _Name
    """The term itself, as it stands in the middle of a sentence."""
    scope: SynonymScope
    """How the term's meaning compares with the topic's: `broad` is wider, `narrow` is narrower."""


class Example(_Shape, frozen=True):
    """A named example of a cause: a condition, a substance, a lack of an electrolyte."""

    name: _Name
    """The example's name, as it stands in the middle of a sentence."""
    kind: ExampleKind
    """What sort of thing the example is."""


class Cause(_Shape, frozen=True):
    """Something that can cause jerking movements."""

    id: CauseId
    """The permanent id of the cause."""
    name: _Name
    """The cause's name, as a heading."""
    text: _Text
    """How the cause leads to jerking movements, in plain words."""
    examples: tuple[Example, ...]
    """Named examples of the cause."""


class Tip(_Shape, frozen=True):
    """Something that may help a person who has jerking movements."""

    id: TipId
    """The permanent id of the tip."""
    position: Annotated[int, Field(ge=1)]
    """The tip's number in the list, counted from 1."""
    title: _Name
    """What to do, as a heading."""
    text: _Text
    """When the tip applies, what to do and why it may help, in plain words."""
    actions: tuple[_Name, ...]
    """The single things to do or to ask for that the tip names."""
    applies_to: tuple[CauseId, ...]
    """The ids of the causes that the tip answers; empty if it may help whatever the cause."""


class Disclaimer(_Shape, frozen=True):
    """What must stand wherever any of the content is shown."""

    text: _Text
    """The whole disclaimer."""
    short: _Name
    """The disclaimer in one sentence, for small screens."""


class Article(_Shape, frozen=True):
    """The article that the facts come from."""

    title: _Name
    """The article's title."""
    author: _Name
    """The author's name."""
    credential: _Name
    """The author's professional credential."""
    affiliation: _Name
    """Where the author works."""
    collection: _Name
    """The collection that the article belongs to."""


class Provenance(_Shape, frozen=True):
    """Where the content comes from, who worded it, and who has reviewed it."""

    article: Article
    """The article that the facts come from."""
    wording: _Name
    """Who wrote the sentences."""
    review_status: ReviewStatus
    """Whether a clinician has reviewed the content."""
    reviewer: _Name | None
    """The clinician who reviewed it, with credentials; null until somebody has."""
    last_reviewed: _Date | None
    """The day of the last review; null until somebody has reviewed it."""
    next_review_due: _Date | None
    """The day by which the next review is due; null until somebody has reviewed it."""
    license: _Name
    """The licence of the content, as an SPDX expression."""


class Release(_Shape, frozen=True):
    """A content release: which one, since when, and the digest that proves it."""

    version: _Version
    """The version of the content."""
    released: _Date
    """The day of the release."""
    sha256: _Digest
    """The sha256 of the release file, in lower-case hexadecimal digits."""


class ReleaseManifest(_Shape, frozen=True):
    """Every content release that a package ships, as `releases.json` lists them."""

    releases: Annotated[tuple[Release, ...], Field(min_length=1)]
    """The releases, oldest first."""


class _Entry(Protocol):
    @property
    def id(self) -> str: ...


_E = TypeVar("_E", bound=_Entry)


class Topic(_Shape, frozen=True):
    """One health topic: what causes it, what may help, and what must be said with it."""

    id: TopicId
    """The permanent id of the topic."""
    version: _Version
    """The version of the content, apart from that of the code: major.minor.patch."""
    language: _Language
    """The language of the content, as a BCP 47 tag."""
    title: _Name
    """The topic's name, as a heading."""
    questions: Questions
    """The two questions that the topic answers."""
    overview: _Text
    """What the topic is about, in a few sentences."""
    synonyms: tuple[Synonym, ...]
    """Other terms for the topic."""
    causes: tuple[Cause, ...]
    """What can cause it."""
    tips_introduction: _Text
    """What to read before the tips."""
    tips: tuple[Tip, ...]
    """What may help, in order."""
    summary: _Text
    """The whole topic in one paragraph."""
    disclaimer: Disclaimer
    """What must stand wherever any of the content is shown."""
    provenance: Provenance
    """Where the content comes from, who worded it, and who has reviewed it."""

    def synonym(self, id: SynonymId) -> Synonym:  # noqa: A002 (the field's own name)
        """Return the synonym with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.synonym("muscle-jerking").scope
        'exact'
        """
        return _entry("synonym", id, self.synonyms)

    def cause(self, id: CauseId) -> Cause:  # noqa: A002
        """Return the cause with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.cause("stimulant-use").name
        'Stimulant use'
        """
        return _entry("cause", id, self.causes)

    def tip(self, id: TipId) -> Tip:  # noqa: A002
        """Return the tip with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.tip("limit-stimulants").position
        6
        """
        return _entry("tip", id, self.tips)

    def tips_for(self, cause_id: CauseId) -> tuple[Tip, ...]:
        """Return the tips that answer this cause, or any cause, in their order.

        Raises:
            UnknownIdError: if the topic has no such cause.

        >>> from jerking_info import topic
        >>> [tip.position for tip in topic.tips_for("sleep-disorders")]
        [5, 7]
        """
        cause = self.cause(cause_id)
        return tuple(tip for tip in self.tips if not tip.applies_to or cause.id in tip.applies_to)

    def causes_for(self, tip_id: TipId) -> tuple[Cause, ...]:
        """Return the causes that this tip answers: all of them, if it answers any cause.

        Raises:
            UnknownIdError: if the topic has no such tip.

        >>> from jerking_info import topic
        >>> [cause.name for cause in topic.causes_for("improve-sleep-hygiene")]
        ['Sleep disorders']
        """
        tip = self.tip(tip_id)
        return tuple(c for c in self.causes if not tip.applies_to or c.id in tip.applies_to)

    @model_validator(mode="after")
    def _obey_the_laws(self) -> Self:
        faults = [
            InitErrorDetails(
                type=PydanticCustomError("topic_law", "{expected}", {"expected": fault.expected}),
                loc=fault.steps,
                input=fault.value,
            )
            for fault in broken_laws(self.model_dump())
        ]
        if faults:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self


def _entry(kind: str, wanted: str, entries: tuple[_E, ...]) -> _E:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise UnknownIdError(kind, wanted, tuple(entry.id for entry in entries))


def _field_docstrings(shape: type[BaseModel]) -> Iterable[tuple[str, str]]:
    """Yield each field of a shape with the docstring beneath it, as read from the source."""
    import ast
    from inspect import getsource
    from itertools import pairwise

    for parent in shape.__mro__[: shape.__mro__.index(_Shape)]:
        for field, below in pairwise(ast.walk(ast.parse(getsource(parent)))):
            match field, below:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                    yield name, " ".join(text.split())
