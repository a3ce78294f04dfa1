"""The shapes of the content: a `Topic` and what it is made of.

Every object is frozen through and through, so it can be hashed, pickled, compared and
shared between threads. Nothing here reads a content file: `jerking_info.load` does.

The terms are those of the field: synonym scopes of OBO, reviews as in PIF TICK and the
NHS, language tags of BCP 47, licences of SPDX.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from threading import RLock
from typing import Annotated, ClassVar, Protocol, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from jerking_info.content.display import Displayed
from jerking_info.content.fields import NOT_EMPTY, Date, Digest, Language, Name, Text, Url, Version
from jerking_info.content.locks import held_over_forks
from jerking_info.content.rules import broken_laws
from jerking_info.content.vocabulary import (
    CODE_SYSTEMS,
    CauseId,
    CodeSystem,
    ExampleKind,
    ReviewStatus,
    SkosMatch,
    SynonymId,
    SynonymScope,
    TipId,
    TopicId,
    WarningLevel,
    WarningSignId,
)
from jerking_info.errors import UnknownIdError
from jerking_info.testing.registration import meet_hypothesis

__all__ = (
    "Article",
    "Cause",
    "Coding",
    "Disclaimer",
    "Entry",
    "Example",
    "Provenance",
    "Questions",
    "Reference",
    "Release",
    "ReleaseManifest",
    "Synonym",
    "Tip",
    "Topic",
    "WarningSign",
)


def __dir__() -> tuple[str, ...]:
    return __all__


# Before pydantic 2.14, two threads that build the validators of one model at once can see
# it half built; building them one at a time is right under every version.
_building = held_over_forks(RLock())


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
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, object] | None = None,
    ) -> bool | None:
        """Build the validators, one thread at a time."""
        with _building:
            return super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=_parent_namespace_depth + 1,
                _types_namespace=_types_namespace,
            )

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


class Coding(_Shape, frozen=True):
    """A code for an entry, in a terminology that other systems share."""

    system: CodeSystem
    """The terminology, by its URI."""
    version: Name
    """The version of the terminology in which the code was looked up."""
    code: Name
    """The code, as the terminology writes it."""
    display: Name
    """The code's own name, word for word as the terminology has it."""
    match: SkosMatch
    """What the code's meaning is to the entry's: `broad` is a code wider than the entry."""


class Reference(_Shape, frozen=True):
    """A page to read more on, by a publisher that is trusted in health."""

    title: Name
    """The page's title."""
    publisher: Name
    """Who publishes the page."""
    url: Url
    """The page's address."""
    accessed: Date
    """The day on which the project last read the page, if only in a stored copy."""


class WarningSign(_Shape, frozen=True):
    """When to get help: an addition of the project that the article does not have."""

    id: WarningSignId
    """The permanent id of the warning sign."""
    level: WarningLevel
    """How soon to get help."""
    text: Text
    """What to watch for and what to do, in plain words."""
    added_by: Name
    """Who added it to what the article says."""
    review_status: ReviewStatus
    """Whether a clinician has reviewed this warning sign."""
    references: Annotated[tuple[Reference, ...], NOT_EMPTY]
    """Where the fact was read."""


class Questions(_Shape, frozen=True):
    """The two questions that the topic answers, as headings over the answers."""

    causes: Name
    """The question that the causes answer."""
    tips: Name
    """The question that the tips answer."""


class Synonym(_Shape, frozen=True):
    """Another term for the topic."""

    id: SynonymId
    """The permanent id of the synonym."""
    text: Name
    """The term itself, as it stands in the middle of a sentence."""
    scope: SynonymScope
    """How the term's meaning compares with the topic's: `broad` is wider, `narrow` is narrower."""
    codes: tuple[Coding, ...] = ()
    """Codes for the synonym, in terminologies that other systems share."""


class Example(_Shape, frozen=True):
    """A named example of a cause: a condition, a substance, a lack of an electrolyte."""

    name: Name
    """The example's name, as it stands in the middle of a sentence."""
    kind: ExampleKind
    """What sort of thing the example is."""
    aliases: tuple[Name, ...] = ()
    """Other names for the example that people type."""
    codes: tuple[Coding, ...] = ()
    """Codes for the example, in terminologies that other systems share."""


class Cause(_Shape, Displayed, frozen=True):
    """Something that can cause jerking movements."""

    id: CauseId
    """The permanent id of the cause."""
    name: Name
    """The cause's name, as a heading."""
    text: Text
    """How the cause leads to jerking movements, in plain words."""
    examples: tuple[Example, ...]
    """Named examples of the cause."""
    aliases: tuple[Name, ...] = ()
    """Other names for the cause that people type."""
    codes: tuple[Coding, ...] = ()
    """Codes for the cause, in terminologies that other systems share."""
    references: tuple[Reference, ...] = ()
    """Pages to read more on the cause."""


class Tip(_Shape, Displayed, frozen=True):
    """Something that may help a person who has jerking movements."""

    id: TipId
    """The permanent id of the tip."""
    position: Annotated[int, Field(ge=1)]
    """The tip's number in the list, counted from 1."""
    title: Name
    """What to do, as a heading."""
    text: Text
    """When the tip applies, what to do and why it may help, in plain words."""
    actions: tuple[Name, ...]
    """The single things to do or to ask for that the tip names."""
    applies_to: tuple[CauseId, ...]
    """The ids of the causes that the tip answers; empty if it may help whatever the cause."""
    codes: tuple[Coding, ...] = ()
    """Codes for what the tip advises, in terminologies that other systems share."""
    references: tuple[Reference, ...] = ()
    """Pages to read more on the tip."""


class Disclaimer(_Shape, frozen=True):
    """What must stand wherever any of the content is shown."""

    text: Text
    """The whole disclaimer."""
    short: Name
    """The disclaimer in one sentence, for small screens."""


class Article(_Shape, frozen=True):
    """The article that the facts come from."""

    title: Name
    """The article's title."""
    author: Name
    """The author's name."""
    credential: Name
    """The author's professional credential."""
    affiliation: Name
    """Where the author works."""
    collection: Name
    """The collection that the article belongs to."""


class Provenance(_Shape, frozen=True):
    """Where the content comes from, who worded it, and who has reviewed it."""

    article: Article
    """The article that the facts come from."""
    wording: Name
    """Who wrote the sentences."""
    review_status: ReviewStatus
    """Whether a clinician has reviewed the content."""
    reviewer: Name | None
    """The clinician who reviewed it, with credentials; null until somebody has."""
    last_reviewed: Date | None
    """The day of the last review; null until somebody has reviewed it."""
    next_review_due: Date | None
    """The day by which the next review is due; null until somebody has reviewed it."""
    license: Name
    """The licence of the content, as an SPDX expression."""


class Release(_Shape, frozen=True):
    """A content release: which one, since when, and the digest that proves it."""

    version: Version
    """The version of the content."""
    released: Date
    """The day of the release."""
    sha256: Digest
    """The sha256 of the release file, in lower-case hexadecimal digits."""


class ReleaseManifest(_Shape, frozen=True):
    """Every content release that a package ships, as `releases.json` lists them."""

    releases: Annotated[tuple[Release, ...], NOT_EMPTY]
    """The releases, oldest first."""


class _Entry(Protocol):
    @property
    def id(self) -> str: ...


_E = TypeVar("_E", bound=_Entry)


class Topic(_Shape, Displayed, frozen=True):
    """One health topic: what causes it, what may help, and what must be said with it."""

    id: TopicId
    """The permanent id of the topic."""
    version: Version
    """The version of the content, apart from that of the code: major.minor.patch."""
    language: Language
    """The language of the content, as a BCP 47 tag."""
    title: Name
    """The topic's name, as a heading."""
    questions: Questions
    """The two questions that the topic answers."""
    overview: Text
    """What the topic is about, in a few sentences."""
    synonyms: tuple[Synonym, ...]
    """Other terms for the topic."""
    causes: tuple[Cause, ...]
    """What can cause it."""
    tips_introduction: Text
    """What to read before the tips."""
    tips: tuple[Tip, ...]
    """What may help, in order."""
    summary: Text
    """The whole topic in one paragraph."""
    disclaimer: Disclaimer
    """What must stand wherever any of the content is shown."""
    provenance: Provenance
    """Where the content comes from, who worded it, and who has reviewed it."""
    codes: tuple[Coding, ...] = ()
    """Codes for the topic, in terminologies that other systems share."""
    references: tuple[Reference, ...] = ()
    """Pages to read more on the topic."""
    warning_signs: tuple[WarningSign, ...] = ()
    """When to get help: additions of the project to what the article says."""

    def to_json(self) -> bytes:
        """Return the topic as its release file, byte for byte.

        Release files have one form: `$schema` first, keys in the order of the models,
        additions that a release does not have left out, two spaces of indent, UTF-8, LF.

        >>> from jerking_info import load, parse
        >>> parse(load("1.0.0").to_json()) == load("1.0.0")
        True
        """
        tree = {"$schema": "./schema.json"}
        tree |= self.model_dump(mode="json", exclude_defaults=True)
        return (json.dumps(tree, indent=2, ensure_ascii=False) + "\n").encode()

    @property
    def sha256(self) -> str:
        """The digest of the topic's release file, as `releases` lists it.

        >>> from jerking_info import load, releases
        >>> load("1.0.0").sha256 == releases[0].sha256
        True
        """
        return hashlib.sha256(self.to_json()).hexdigest()

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

    def by_code(self, system: str, code: str) -> "tuple[Entry, ...]":
        """Return the entries that carry a code: code in, content out.

        Args:
            system: the terminology, by its URI (see `CodeSystem`) or its short name:
                `icd-10-cm`, `hpo`, `mesh`, `mondo` or `snomed-ct`, however spelt (`SNOMED CT`).
            code: the code, in upper or lower case; ICD-10-CM codes also without the dot.

        Returns:
            The topic itself, synonyms, causes, examples and tips, in this order, whatever
            the match: each entry's `codes` say how close it is.

        Raises:
            UnknownIdError: if there is no such terminology, or no entry carries the code.

        >>> from jerking_info import topic
        >>> [entry.text for entry in topic.by_code("icd-10-cm", "r253")]
        ['twitching movements']
        """
        uri = CODE_SYSTEMS.get(re.sub(r"[\s_]", "-", system.casefold()), system)
        if uri not in CODE_SYSTEMS.values():
            raise UnknownIdError("code system", system, tuple(CODE_SYSTEMS))
        wanted = _folded_code(uri, code)
        codes = [
            (_folded_code(uri, coding.code), entry)
            for entry in self._coded()
            for coding in entry.codes
            if coding.system == uri
        ]
        found = tuple(entry for folded, entry in codes if folded == wanted)
        if not found:
            known = {c.code for entry in self._coded() for c in entry.codes if c.system == uri}
            raise UnknownIdError(f"{system} code", code, tuple(sorted(known)))
        return found

    def _coded(self) -> "Iterator[Entry]":
        yield self
        yield from self.synonyms
        yield from self.causes
        for cause in self.causes:
            yield from cause.examples
        yield from self.tips

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
            # 2 mutants live: pydantic takes the faults out of it, and has a title of its own.
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self


Entry = Topic | Synonym | Cause | Example | Tip
"""Whatever can carry codes."""


def _folded_code(system: str, code: str) -> str:
    """Fold what people write differently: case, and the dot that claims leave out."""
    folded = code.strip().casefold()
    return folded.replace(".", "") if system == CODE_SYSTEMS["icd-10-cm"] else folded


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
                case _:
                    pass


meet_hypothesis()
