"""The shapes of the content: a `Topic` and its parts.

Every object is frozen to the leaves, so it can be hashed, pickled, compared and shared between
threads. `jerking_info.load` returns the released content, `jerking_info.parse` reads a file.

The terms are those of the field: synonym scopes of OBO, matches of SKOS, reviews as in PIF TICK
and the NHS, language tags of BCP 47, licenses of SPDX.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from sys import intern
from textwrap import shorten
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, to_json

from jerking_info.content import codes as code_rules
from jerking_info.content import vocabulary as vocab
from jerking_info.content.fields import (
    Date,
    Digest,
    Items,
    Language,
    Name,
    OneOrMore,
    Text,
    Url,
    Version,
)
from jerking_info.content.rules import violations
from jerking_info.errors import UnknownIdError


class Shape(BaseModel, frozen=True):
    """The base of all shapes: frozen, strict types, no unknown field.

    Only lists and days are converted, as JSON has neither tuples nor dates.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        strict=True,
        # Building all validators at import would make the first use a third slower.
        defer_build=True,
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """Yield the first field, shortened, which is the id where there is one."""
        value = next(iter(self.__dict__.values()), None)
        yield None, shorten(value, 80) if isinstance(value, str) else value

    def __getstate__(self) -> dict[Any, Any]:  # pydantic's own signature
        """Return the state so that equal objects pickle equally, however they were made."""
        state = super().__getstate__()
        values = {name: _interned(value) for name, value in state["__dict__"].items()}
        names = sorted(state["__pydantic_fields_set__"])
        return state | {"__dict__": values, "__pydantic_fields_set__": names}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        names = set(state["__pydantic_fields_set__"])
        super().__setstate__(state | {"__pydantic_fields_set__": names})


def _interned(value: object) -> object:
    """Make equal strings one object, because pickles refer to an object that they had before."""
    if isinstance(value, tuple):
        return tuple(map(_interned, cast("tuple[object, ...]", value)))
    return intern(value) if type(value) is str else value


class _Entry(Shape, frozen=True):
    """The base of the members of `Entry`: all that can be shown by itself."""

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The entry in a few words of the content, for lists and headings."""
        names = ("title", "name", "term", "text")
        return str(next(getattr(self, name) for name in names if name in type(self).model_fields))

    # Notebooks look for methods of these names. The formats are loaded only when one asks.
    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        bundle: dict[str, str] = import_module("jerking_info.formats.notebook").mimebundle(self)
        return bundle

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_()["text/html"]


class Coding(Shape, frozen=True):
    """A code for an entry, in a terminology that other systems share."""

    system: vocab.CodeSystem = Field(description="The terminology, by its URI.")
    version: Name = Field(description="The version of the terminology that has the code.")
    code: Name = Field(description="The code, as the terminology writes it.")
    display: Name = Field(description="The code's own name, word for word.")
    match: vocab.SkosMatch = Field(
        description="The code's meaning, compared with the entry's: `broad` is wider."
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield from ((None, getattr(self, name, None)) for name in ("system", "code"))


class Reference(Shape, frozen=True):
    """A page for further reading, by a trusted publisher of health information."""

    title: Name = Field(description="The page's title.")
    publisher: Name = Field(description="The page's publisher.")
    url: Url = Field(description="The page's address.")
    accessed: Date = Field(description="The day on which the project last read the page.")
    read_from: vocab.ReadFrom | None = Field(
        default=None, description="Whether the page or a stored copy was read."
    )


class Note(_Entry, frozen=True):
    """An addition of the project to the facts of the article."""

    id: vocab.NoteId = Field(description="The permanent id of the note.")
    text: Text = Field(description="The note, in plain words.")
    added_by: Name = Field(description="The author of the note.")
    review_status: vocab.ReviewStatus = Field(
        description="Whether a clinician has reviewed the note."
    )
    references: OneOrMore[Reference] = Field(description="The sources of the facts in the note.")


class GlossaryEntry(_Entry, frozen=True):
    """A term of the content, explained in plain words: an addition of the project."""

    id: vocab.GlossaryId = Field(description="The permanent id of the glossary entry.")
    term: Name = Field(description="The term, as it appears in the middle of a sentence.")
    text: Text = Field(description="The meaning of the term, in plain words.")
    added_by: Name = Field(description="The author of the explanation.")
    review_status: vocab.ReviewStatus = Field(description="Whether a clinician has reviewed it.")
    references: OneOrMore[Reference] = Field(description="The sources of the explanation.")


class WarningSign(_Entry, frozen=True):
    """When to get help: an addition of the project to the facts of the article."""

    id: vocab.WarningSignId = Field(description="The permanent id of the warning sign.")
    level: vocab.WarningLevel = Field(description="How soon to get help.")
    text: Text = Field(description="What to watch for and what to do, complete by itself.")
    lead: Text | None = Field(default=None, description="The start of the text, before `signs`.")
    signs: Items[Name] = Field(default=(), description="The signs, as bullets that end `lead`.")
    added_by: Name = Field(description="The author of the warning sign.")
    review_status: vocab.ReviewStatus = Field(description="Whether a clinician has reviewed it.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")
    references: OneOrMore[Reference] = Field(description="The sources of the facts.")


class Questions(Shape, frozen=True):
    """The two questions that the topic answers, as headings over the answers."""

    causes: Name = Field(description="The question that the causes answer.")
    tips: Name = Field(description="The question that the tips answer.")


class Synonym(_Entry, frozen=True):
    """Another term for the topic."""

    id: vocab.SynonymId = Field(description="The permanent id of the synonym.")
    text: Name = Field(description="The term, as it appears in the middle of a sentence.")
    scope: vocab.SynonymScope = Field(
        description="The meaning, compared with the topic's: `broad` is wider."
    )
    aliases: Items[Name] = Field(default=(), description="Search terms; many are narrower.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")


class Example(_Entry, frozen=True):
    """A named example of a cause: a condition, a substance, the lack of an electrolyte."""

    name: Name = Field(description="The example's name, as in the middle of a sentence.")
    kind: vocab.ExampleKind = Field(description="The sort of thing that the example is.")
    aliases: Items[Name] = Field(default=(), description="Search terms that lead here.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")


class Cause(_Entry, frozen=True):
    """Something that can cause jerking movements."""

    id: vocab.CauseId = Field(description="The permanent id of the cause.")
    name: Name = Field(description="The cause's name, as a heading.")
    text: Text = Field(description="How the cause leads to jerking movements, in plain words.")
    examples: Items[Example] = Field(description="Named examples of the cause.")
    aliases: Items[Name] = Field(default=(), description="Search terms that lead here.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")
    references: Items[Reference] = Field(default=(), description="Pages to read more on the cause.")


class Tip(_Entry, frozen=True):
    """Something that may help a person with jerking movements."""

    id: vocab.TipId = Field(description="The permanent id of the tip.")
    position: int = Field(ge=1, description="The tip's number in the list, counted from 1.")
    title: Name = Field(description="The advice, as a heading.")
    text: Text = Field(description="When the tip applies, what to do and why it may help.")
    actions: Items[Name] = Field(description="The single steps that the tip suggests.")
    applies_to: Items[vocab.CauseId] = Field(
        description="The causes that it addresses; empty for any."
    )
    cautions: Items[Note] = Field(default=(), description="Cautions, always shown with the tip.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")
    references: Items[Reference] = Field(default=(), description="Pages to read more on the tip.")


class Disclaimer(Shape, frozen=True):
    """The statement to show with any part of the content."""

    text: Text = Field(description="The whole disclaimer.")
    short: Name = Field(description="The disclaimer in short, for small screens.")


class Article(Shape, frozen=True):
    """The article that the facts come from."""

    title: Name = Field(description="The article's title.")
    author: Name = Field(description="The author's name.")
    credential: Name = Field(description="The author's professional credential.")
    affiliation: Name = Field(description="The author's place of work.")
    collection: Name = Field(description="The collection that the article belongs to.")


class Provenance(Shape, frozen=True):
    """The source of the content, the author of its wording, and its review."""

    article: Article = Field(description="The source article and its author.")
    wording: Name = Field(description="The author of the sentences.")
    review_status: vocab.ReviewStatus = Field(
        description="Whether a clinician has reviewed the content."
    )
    reviewer: Name | None = Field(default=None, description="The clinician; null before a review.")
    last_reviewed: Date | None = Field(default=None, description="The day of the last review.")
    next_review_due: Date | None = Field(default=None, description="The day of the next review.")
    license: Name = Field(description="The license of the content, as an SPDX expression.")


class Release(Shape, frozen=True):
    """A content release: its version and day, and the digest that proves its text."""

    version: Version = Field(description="The version of the content.")
    released: Date = Field(description="The day of the release.")
    sha256: Digest = Field(description="The sha256 of the release file, in hexadecimal digits.")
    language: Language = Field(default="en", description="The language, as a BCP 47 tag.")

    @property
    def file(self) -> str:
        """The name of the release file: `1.2.0.json`, in Spanish `1.2.0.es.json`."""
        language = "" if self.language == "en" else f".{self.language}"
        return f"{self.version}{language}.json"


class Topic(_Entry, frozen=True):
    """One health topic: its causes, the tips that may help, and the disclaimer."""

    id: vocab.TopicId = Field(description="The permanent id of the topic.")
    version: Version = Field(description="The version of the content: major.minor.patch.")
    language: Language = Field(description="The language of the content, as a BCP 47 tag.")
    title: Name = Field(description="The topic's name, as a heading.")
    questions: Questions = Field(description="The two questions that the topic answers.")
    overview: Text = Field(description="The subject of the topic, in a few sentences.")
    aliases: Items[Name] = Field(default=(), description="Search terms; some are narrower.")
    lookalikes: Items[Name] = Field(
        default=(), description="Phrases that contain a term and mean something else."
    )
    synonyms: OneOrMore[Synonym] = Field(description="Other terms for the topic.")
    causes: OneOrMore[Cause] = Field(description="The possible causes.")
    tips_introduction: Text = Field(description="The introduction to the tips.")
    tips: OneOrMore[Tip] = Field(description="The tips, in order.")
    summary: Text = Field(description="The whole topic in one paragraph.")
    disclaimer: Disclaimer = Field(description="The statement that must go with the content.")
    provenance: Provenance = Field(description="The source, the wording and the review.")
    codes: Items[Coding] = Field(default=(), description="Codes in shared terminologies.")
    references: Items[Reference] = Field(default=(), description="Pages to read more on the topic.")
    warning_signs: Items[WarningSign] = Field(default=(), description="When to get help.")
    usually_harmless: Items[Note] = Field(default=(), description="Usually harmless movements.")
    for_your_visit: Items[Note] = Field(default=(), description="How to prepare for a visit.")
    glossary: Items[GlossaryEntry] = Field(default=(), description="Terms in plain words.")

    def __repr__(self) -> str:
        get = self.__dict__.get  # a debugger may ask before there are values
        counts = f"{len(get('causes', ()))} causes, {len(get('tips', ()))} tips"
        return f"Topic({get('id')!r}, {get('version')!r}, {counts})"

    def to_json(self) -> bytes:
        """Return the topic as its release file, byte for byte.

        Release files have one form: `$schema` first, keys in the order of the models, empty
        optional fields left out, two spaces of indent, UTF-8, LF. `parse` reads it back;
        `model_validate_json` does not know `$schema`.

        >>> from jerking_info import load, parse
        >>> parse(load("1.0.0").to_json()) == load("1.0.0")
        True
        """
        tree = {"$schema": "./schema.json"} | self.model_dump(mode="json", exclude_defaults=True)
        tree["provenance"] = self.provenance.model_dump(mode="json")  # with its nulls
        return to_json(tree, indent=2) + b"\n"

    @property
    def sha256(self) -> str:
        """The digest of the topic's release file, as `releases` lists it.

        >>> from jerking_info import load, releases
        >>> load("1.0.0").sha256 == releases[0].sha256
        True
        """
        return hashlib.sha256(self.to_json()).hexdigest()

    def entries(self) -> "Iterator[Entry]":
        """Yield the topic and every part with an id, codes or references, in reading order.

        >>> from jerking_info import topic
        >>> sum(len(getattr(entry, "codes", ())) for entry in topic.entries()) > 90
        True
        """
        yield self
        yield from self.synonyms
        for cause in self.causes:
            yield cause
            yield from cause.examples
        for tip in self.tips:
            yield tip
            yield from tip.cautions
        yield from self.warning_signs
        yield from self.usually_harmless
        yield from self.for_your_visit
        yield from self.glossary

    def synonym(self, id: vocab.SynonymId) -> Synonym:  # noqa: A002 (the field's own name)
        """Return the synonym with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.synonym("muscle-jerking").scope
        'exact'
        """
        return entry_with_id("synonym", id, self.synonyms)

    def cause(self, id: vocab.CauseId) -> Cause:  # noqa: A002
        """Return the cause with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.cause("stimulant-use").name
        'Stimulant use'
        """
        return entry_with_id("cause", id, self.causes)

    def tip(self, id: vocab.TipId) -> Tip:  # noqa: A002
        """Return the tip with this id.

        Raises:
            UnknownIdError: if the topic has none.

        >>> from jerking_info import topic
        >>> topic.tip("limit-stimulants").position
        6
        """
        return entry_with_id("tip", id, self.tips)

    def entry(self, id: str) -> "Cause | Tip | Synonym | WarningSign":  # noqa: A002
        """Return the cause, tip, synonym or warning sign with an id from outside.

        It does not look up notes and glossary entries; `entries` yields them, too.

        Args:
            id: any text, for example from a URL or a form.

        Raises:
            UnknownIdError: if the topic has no such entry.

        >>> from jerking_info import topic
        >>> topic.entry("limit-stimulants")
        Tip('limit-stimulants')
        """
        entries: tuple[Cause | Tip | Synonym | WarningSign, ...]
        entries = (*self.causes, *self.tips, *self.synonyms, *self.warning_signs)
        return entry_with_id("entry", id, entries)

    def causes_for(self, of: "str | Entry | HasId") -> tuple[Cause, ...]:
        """Return the causes that belong to an entry.

        Args:
            of: an id, an entry of any kind, or a `Mention`. The topic and its synonyms have
                all causes, a cause has itself, an example its cause, a tip the causes that it
                addresses. Warning signs, notes and glossary entries have none.

        Raises:
            UnknownIdError: if the topic has no such entry.

        >>> from jerking_info import topic
        >>> topic.causes_for("improve-sleep-hygiene")
        (Cause('sleep-disorders'),)
        """
        match self._resolved(of):
            case Topic() | Synonym():
                return self.causes
            case Cause() as cause:
                return (cause,)
            case Tip(applies_to=ids):
                return tuple(cause for cause in self.causes if not ids or cause.id in ids)
            case _:
                return ()

    def tips_for(self, of: "str | Entry | HasId") -> tuple[Tip, ...]:
        """Return the tips that belong to an entry, in their order.

        Args:
            of: an id, an entry of any kind, or a `Mention`. The topic and its synonyms have
                all tips, a cause the tips that address it or any cause, an example the tips
                of its cause, a tip has itself. Warning signs, notes and glossary entries
                have none.

        Raises:
            UnknownIdError: if the topic has no such entry.

        >>> from jerking_info import topic
        >>> [tip.position for tip in topic.tips_for("sleep-disorders")]
        [5, 7]
        """
        match self._resolved(of):
            case Topic() | Synonym():
                return self.tips
            case Cause(id=cause):
                return tuple(t for t in self.tips if not t.applies_to or cause in t.applies_to)
            case Tip() as tip:
                return (tip,)
            case _:
                return ()

    def _resolved(self, of: "str | Entry | HasId") -> "Entry":
        """Return the entry of this topic that is meant; an example resolves to its cause."""
        if isinstance(of, Example):
            cause_of = {example.name: cause for cause in self.causes for example in cause.examples}
            if of.name not in cause_of:
                raise UnknownIdError("example", of.name, tuple(cause_of))
            return cause_of[of.name]
        with_id = [entry for entry in self.entries() if not isinstance(entry, Example)]
        return entry_with_id("entry", getattr(of, "id", of), with_id)

    def by_code(
        self, system: str, code: str | int, *, broader: bool = False
    ) -> "tuple[CodeMatch, ...]":
        """Return the entries for a code of a health record, closest match first.

        Args:
            system: the terminology: its URI, OID or a usual name, such as `icd-10-cm`, `ICD10CM`,
                `2.16.840.1.113883.6.90`, `snomed-ct`, `mesh`, `hpo` or `mondo`.
            code: the code, in any case; ICD-10-CM codes also without the dot.
            broader: whether an ICD-10-CM code without a match falls back to its category, as
                G20.B1 to G20. The match then says so. Misleading categories are left out.

        Returns:
            The entries with their codings; none if the content has no such code.

        Raises:
            UnknownIdError: if there is no such terminology.
            TypeError: if the code is neither text nor a whole number.

        >>> from jerking_info import topic
        >>> [match.entry for match in topic.by_code("ICD10CM", "r253")][0]
        Synonym('twitching-movements')
        >>> topic.by_code("snomed-ct", 1)
        ()
        """
        uri = code_rules.code_system(system)
        wanted = code_rules.comparable_code(uri, code)
        fallbacks = code_rules.categories(wanted) if broader and uri == code_rules.ICD_10_CM else ()
        for candidate in (wanted, *fallbacks):
            matches = [
                CodeMatch(entry, coding, broader=candidate != wanted)
                for entry in self.entries()
                for coding in cast("tuple[Coding, ...]", getattr(entry, "codes", ()))
                if coding.system == uri
                and code_rules.comparable_code(uri, coding.code) == candidate
            ]
            if matches:
                return _closest_first(matches)
        return ()

    def by_concept(
        self, concept: Mapping[str, Any], *, broader: bool = False
    ) -> "tuple[CodeMatch, ...]":
        """Return the entries for a FHIR CodeableConcept, Coding or Condition, closest first.

        Args:
            concept: the element as parsed JSON, hence `Any`, or R5's CodeableReference. Codings
                of other terminologies, such as local codes, are passed over.
            broader: as for `by_code`.

        Returns:
            The entries for all codings together, each entry and code once.

        Raises:
            TypeError: if the concept is no mapping.

        >>> from jerking_info import topic
        >>> local = {"system": "https://clinic.example/codes", "code": "TWITCH"}
        >>> icd = {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "R25.3"}
        >>> [str(match.entry) for match in topic.by_concept({"coding": [local, icd]})][0]
        'twitching movements'
        """
        found: list[CodeMatch] = []
        for system, code in _codings(concept):
            with suppress(UnknownIdError):
                found += self.by_code(system, code, broader=broader)
        return _closest_first(found)

    @model_validator(mode="after")
    def _follow_the_rules(self) -> Self:
        errors = [
            InitErrorDetails(
                type=PydanticCustomError("topic_rule", "{expected}", {"expected": found.expected}),
                loc=found.steps,
                input=found.value,
            )
            for found in violations(self.model_dump())
        ]
        if errors:
            raise ValidationError.from_exception_data(type(self).__name__, errors)
        return self


Entry = Topic | Synonym | Cause | Example | Tip | WarningSign | Note | GlossaryEntry
"""Everything that can be shown, looked up or searched by itself."""


class HasId(Protocol):
    """Anything that names an entry by its id, such as a `Mention`."""

    @property
    def id(self) -> str:
        """The id of the entry."""
        ...


_E = TypeVar("_E", bound=HasId)


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """An entry found by a code, with the coding that matched."""

    entry: Entry
    """The entry."""
    coding: Coding
    """The coding of the entry; treat only an `exact` one as equivalent to the entry."""
    broader: bool
    """Whether the coding is a category of the requested code and not the code itself."""


def _closest_first(matches: Iterable[CodeMatch]) -> tuple[CodeMatch, ...]:
    """Return matches in order, each entry and code once."""
    closeness = code_rules.CLOSENESS.index
    found: dict[tuple[int, int], CodeMatch] = {}
    for match in sorted(matches, key=lambda m: (m.broader, closeness(m.coding.match))):
        found.setdefault((id(match.entry), id(match.coding)), match)
    return tuple(found.values())


def _codings(concept: Mapping[str, Any]) -> Iterator[tuple[str, str | int]]:
    """Yield system and code of each coding in a FHIR element."""
    if not isinstance(concept, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"a concept is a mapping, as FHIR's JSON has it, not {concept!r}")
    for field in ("concept", "code"):  # a CodeableReference; a Condition or another resource
        if isinstance(inner := concept.get(field), Mapping):
            concept = cast("Mapping[str, Any]", inner)
    listed: object = concept.get("coding", concept)
    codings = cast("Sequence[object]", listed if isinstance(listed, list | tuple) else (listed,))
    for coding in codings:
        if isinstance(coding, Mapping):
            system, code = map(cast("Mapping[str, Any]", coding).get, ("system", "code"))
            if isinstance(code, str | int) and not isinstance(code, bool):
                yield cast("str", system), code


def entry_with_id(kind: str, wanted: object, entries: Sequence[_E]) -> _E:
    """Return the entry with an id, or raise an error that names the kind and all ids."""
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise UnknownIdError(kind, wanted, tuple(entry.id for entry in entries))


# Pickles and messages name the public home.
for _shape in (*Shape.__subclasses__(), *_Entry.__subclasses__(), CodeMatch):
    _shape.__module__ = "jerking_info"
