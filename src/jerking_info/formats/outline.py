"""The order and the wording of the content for people: one tree that every form renders."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from pydantic import BaseModel

from jerking_info.content.models import (
    Cause,
    Coding,
    Entry,
    Example,
    GlossaryEntry,
    Note,
    Reference,
    Synonym,
    Tip,
    Topic,
    WarningSign,
)
from jerking_info.content.releases import release_of
from jerking_info.content.vocabulary import ReviewStatus, WarningLevel
from jerking_info.errors import UnknownIdError
from jerking_info.formats.phrases import TERMINOLOGIES, phrases, review_note, source_note


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: str
    url: str
    """A web address, or `#` and the id of a section or an item."""


class Quote(NamedTuple):
    """A text in another language than the rest."""

    text: str
    language: str
    """A BCP 47 tag."""


Inline = str | Link | Quote


class Paragraph(NamedTuple):
    """A paragraph of texts and links, in order."""

    parts: tuple[Inline, ...]
    role: Literal["text", "disclaimer", "quiet"] = "text"


class Item(NamedTuple):
    """An item of a list."""

    parts: tuple[Inline, ...]
    id: str = ""
    term: str = ""
    """The term that the item explains."""


ListKind = Literal["bullets", "numbers", "inline", "cautions", "terms", "fill-in"]


class Listing(NamedTuple):
    """A list, perhaps with a label above it; `inline` lists are short enough for one line."""

    items: tuple[Item, ...]
    kind: ListKind = "bullets"
    label: str = ""


class Section(NamedTuple):
    """A part of the text with a heading, or without one where the title is empty."""

    title: str
    blocks: "tuple[Block, ...]"
    id: str = ""
    role: str = ""
    """`first`, `causes`, `tips`, `folded`, the level of warning signs, or nothing."""
    number: str = ""
    """The number before the title."""


Block = Paragraph | Listing | Section
Addition = WarningSign | Note | GlossaryEntry
Only = Entry | str | Iterable[Entry | str] | None
"""The entries of a card, as objects or ids; `None` for the whole text."""


def outline(
    topic: Topic,
    only: Only = None,
    *,
    codes: bool = True,
    emergency_number: str | None = None,
) -> Section:
    """Return the whole text, or a card of single entries, ready to render.

    The arguments are those of `to_text`. Both have the short disclaimer, the whole text also
    the full one. Ids and internal links are in the whole text only, because a page may show
    several cards.

    >>> from jerking_info import topic
    >>> [block.title for block in outline(topic).blocks if isinstance(block, Section)][:2]
    ['What to do first', 'When to get help']
    """
    text = _Text(topic, emergency_number, whole=only is None)
    if only is None:
        return Section(topic.title, tuple(text.leaflet(codes=codes)), id=topic.id)
    return Section(topic.title, tuple(text.card(_chosen(topic, only), codes=codes)))


def code_item(topic: Topic, entry: Entry, code: Coding) -> Item:
    """Return a code of an entry as an item of a list.

    The terminologies name their codes in English, also for a topic in another language.
    """
    name = entry.id if isinstance(entry, WarningSign) else entry.label
    match = f" ({phrases(topic.language).matches[code.match]})"
    if topic.language.partition("-")[0] == "en":
        return Item((f"{name}: {code.code} {code.display}{match}",))
    return Item((f"{name}: {code.code} ", Quote(code.display, "en"), match))


def with_its_parts(entry: Entry) -> tuple[Entry, ...]:
    """Return an entry, a cause with its examples, a tip with its cautions."""
    return (entry, *getattr(entry, "examples", ()), *getattr(entry, "cautions", ()))


def _chosen(topic: Topic, only: Entry | str | Iterable[Entry | str]) -> tuple[Entry, ...]:
    known = {entry.id: entry for entry in topic.entries() if not isinstance(entry, Example)}
    chosen: list[Entry] = []
    for one in (only,) if isinstance(only, str | BaseModel) else only:
        if isinstance(one, str) and one not in known:
            raise UnknownIdError("entry", one, tuple(known))
        chosen.append(known[one] if isinstance(one, str) else one)
    return tuple(chosen)


class _Text:
    """The text while it is put together; counts sources in the order of their first mention."""

    def __init__(self, topic: Topic, emergency_number: str | None, *, whole: bool) -> None:
        self.topic = topic
        self.whole = whole
        self.words = phrases(topic.language)
        self.emergency_number = emergency_number
        self.numbers: dict[Reference, int] = {}
        self.entries = tuple(topic.entries())
        self.additions = {entry for entry in self.entries if isinstance(entry, Addition)}

    def leaflet(self, *, codes: bool) -> Iterator[Block]:
        topic, words = self.topic, self.words
        yield self.edition()
        yield Paragraph((topic.disclaimer.short,), "disclaimer")
        yield from self.overview()
        yield from self.part(words.first, "first", self.first_steps(), role="first")
        yield from self.part(words.warning_signs, "warning-signs", self.warning_signs())
        harmless = self.items(topic.usually_harmless)
        yield from self.part(words.usually_harmless, "usually-harmless", self.listing(harmless))
        causes = map(self.cause, topic.causes)
        yield from self.part(topic.questions.causes, "causes", causes, role="causes")
        yield from self.part(topic.questions.tips, "tips", self.tips(), role="tips")
        visit = [*self.items(topic.for_your_visit), Item((words.my_notes,))]
        notes = self.listing(visit if topic.for_your_visit else (), "fill-in")
        yield from self.part(words.for_your_visit, "for-your-visit", notes)
        glossary = self.listing(self.items(topic.glossary), "terms")
        yield from self.part(words.glossary, "glossary", glossary)
        yield from self.part(words.summary, "summary", [Paragraph((topic.summary,))])
        disclaimer = Paragraph((topic.disclaimer.text,), "disclaimer")
        yield from self.part(words.disclaimer, "disclaimer", [disclaimer])
        yield from self.part(words.about, "about", self.about())
        yield from self.part(words.references, "references", self.references(), role="folded")
        coded = self.codes(self.entries if codes else ())
        yield from self.part(words.codes, "codes", coded, role="folded")
        yield from self.part(words.details, "details", self.details(), role="folded")

    def card(self, entries: tuple[Entry, ...], *, codes: bool) -> Iterator[Block]:
        topic, words = self.topic, self.words
        with_parts = [part for entry in entries for part in with_its_parts(entry)]
        self.additions = {entry for entry in with_parts if isinstance(entry, Addition)}
        # One heading for all signs of a level.
        for level, group in groupby(entries, lambda entry: getattr(entry, "level", None)):
            if level:
                yield self.signs(level, group)
            else:
                yield from map(self.entry, group)
        yield Paragraph((topic.disclaimer.short,), "disclaimer")
        if not {*topic.warning_signs} <= {*entries}:
            where = words.warning_signs_elsewhere
            where = where.format(heading=words.warning_signs, title=topic.title)
            yield Paragraph((where,))
        yield from self.references(f"{words.references}:")
        coded = self.codes(with_parts if codes else ())
        yield from self.part(words.codes, "codes", coded, role="folded")
        if all(entry in self.entries for entry in entries):
            yield from self.about()
            yield self.edition()
            yield from self.details()
        else:
            unknown = words.not_released.format(version=topic.version)
            yield Paragraph((unknown,), "quiet")

    def part(
        self, title: str, name: str, blocks: Iterable[Block], *, role: str = ""
    ) -> Iterator[Section]:
        """Yield a section of the whole text, or nothing where it would be empty."""
        if filled := tuple(blocks):
            yield Section(title, filled, self.id(f"{self.topic.id}-{name}"), role)

    def id(self, id_: str) -> str:
        return id_ if self.whole else ""

    def link(self, text: str, id_: str) -> Inline:
        return Link(text, f"#{id_}") if self.whole else text

    def sources(self, pages: Iterable[Reference]) -> Iterator[Inline]:
        for page in pages:
            number = self.numbers.setdefault(page, len(self.numbers) + 1)
            yield " "
            yield Link(f"[{number}]", page.url)

    def reviews(self) -> set[tuple[str, ReviewStatus]]:
        return {(entry.added_by, entry.review_status) for entry in self.additions}

    def added(self, entry: Addition, text: str) -> tuple[Inline, ...]:
        """Return an addition's text, with its own review if the reviews differ."""
        parts: tuple[Inline, ...] = (text, *self.sources(entry.references))
        if len(self.reviews()) > 1:
            review = self.words.addition[entry.review_status].format(added_by=entry.added_by)
            parts = (*parts, " ", review)
        return parts

    def items(self, entries: Iterable[Note | GlossaryEntry]) -> Iterator[Item]:
        for entry in entries:
            term = entry.term if isinstance(entry, GlossaryEntry) else ""
            yield Item(self.added(entry, entry.text), self.id(entry.id), term)

    def listing(
        self,
        items: Iterable[Item | Inline],
        kind: ListKind = "bullets",
        label: str = "",
    ) -> Iterator[Listing]:
        """Yield a list, or nothing where it would be empty."""
        filled = tuple(item if isinstance(item, Item) else Item((item,)) for item in items)
        if filled:
            yield Listing(filled, kind, label)

    def edition(self) -> Paragraph:
        release, words = release_of(self.topic), self.words
        day = release and words.released.format(day=words.day(release.released))
        return Paragraph((day or words.draft,), "quiet")

    def overview(self) -> Iterator[Block]:
        topic = self.topic
        yield Paragraph((topic.overview, *self.sources(topic.references)))
        names = (Item((synonym.text,), self.id(synonym.id)) for synonym in topic.synonyms)
        yield from self.listing(names, "inline", self.words.synonyms)

    def first_steps(self) -> Iterator[Block]:
        topic, words = self.topic, self.words
        steps = {"warning-signs": words.first_warning_signs} if topic.warning_signs else {}
        steps["for-your-visit" if topic.for_your_visit else "disclaimer"] = words.first_visit
        steps["tips"] = words.first_tips
        links = (self.link(step, f"{topic.id}-{part}") for part, step in steps.items())
        yield from self.listing(links, "numbers")

    def warning_signs(self) -> Iterator[Block]:
        if self.topic.warning_signs:
            yield Paragraph((self.words.warning_signs_added,), "quiet")
        level: WarningLevel
        for level in get_args(WarningLevel):
            if signs := [sign for sign in self.topic.warning_signs if sign.level == level]:
                yield self.signs(level, signs)

    def signs(self, level: WarningLevel, signs: Iterable[Entry]) -> Section:
        heading, number = self.words.levels[level], self.emergency_number
        if level == "emergency" and number:
            heading = self.words.emergency_number.format(heading=heading, number=number)
        return Section(heading, tuple(map(self.entry, signs)), role=level)

    def sign(self, sign: WarningSign) -> Section:
        text = Paragraph(self.added(sign, sign.lead or sign.text))
        return Section("", (text, *self.listing(sign.signs)), self.id(sign.id))

    def cause(self, cause: Cause) -> Section:
        words = self.words
        tips = self.topic.tips_for(cause) if cause in self.entries else ()
        own = [tip for tip in tips if tip.applies_to]
        links = (self.link(f"{tip.position}. {tip.title}", tip.id) for tip in own)
        blocks: tuple[Block, ...] = (
            Paragraph((cause.text, *self.sources(cause.references))),
            *self.listing(map(str, cause.examples), "inline", words.examples),
            *self.listing(links, "inline", words.tips),
        )
        return Section(cause.name, blocks, self.id(cause.id))

    def tips(self) -> Iterator[Block]:
        yield Paragraph((self.topic.tips_introduction,))
        yield from map(self.tip, self.topic.tips)

    def tip(self, tip: Tip) -> Section:
        words = self.words
        causes = self.topic.causes_for(tip) if tip in self.entries else ()
        names = (self.link(cause.name, cause.id) for cause in causes)
        any_cause = Paragraph((words.for_any_cause,), "quiet")
        blocks: tuple[Block, ...] = (
            Paragraph((tip.text, *self.sources(tip.references))),
            *self.listing(tip.actions, label=words.actions),
            *self.listing(self.items(tip.cautions), "cautions", words.cautions),
            *(self.listing(names, "inline", words.for_causes) if tip.applies_to else [any_cause]),
        )
        return Section(tip.title, blocks, self.id(tip.id), number=f"{tip.position}.")

    def about(self) -> Iterator[Block]:
        yield Paragraph((source_note(self.topic),))
        if len(self.reviews()) == 1:
            ((added_by, status),) = self.reviews()
            yield Paragraph((self.words.additions[status].format(added_by=added_by),))
        yield Paragraph((review_note(self.topic),))

    def references(self, label: str = "") -> Iterator[Block]:
        words = self.words
        items: list[Item] = []
        read = [
            words.read[page.read_from or "page"].format(day=words.day(page.accessed))
            for page in self.numbers
        ]
        is_same = len(set(read)) == 1
        for page, day in zip(self.numbers, read, strict=True):
            name = words.reference.format(publisher=page.publisher, title=page.title)
            parts = (name, " ", Link(page.url, page.url))
            items.append(Item(parts if is_same else (*parts, f" {day}")))
        yield from self.listing(items, "numbers", label)
        if is_same:
            yield Paragraph((read[0],), "quiet")

    def codes(self, entries: Iterable[Entry]) -> Iterator[Block]:
        groups: dict[tuple[str, str], list[Item]] = {}
        for entry in entries:
            for code in getattr(entry, "codes", ()):
                item = code_item(self.topic, entry, code)
                groups.setdefault((TERMINOLOGIES[code.system], code.version), []).append(item)
        for (name, version), items in groups.items():
            used = Paragraph((self.words.code_version.format(version=version),), "quiet")
            yield Section(name, (used, *self.listing(items)))

    def details(self) -> Iterator[Block]:
        topic, words = self.topic, self.words
        version = words.version.format(version=topic.version, language=topic.language)
        yield Paragraph((version,), "quiet")
        yield Paragraph((words.digest.format(digest=topic.sha256),), "quiet")

    def entry(self, entry: Entry) -> Section:
        words, topic = self.words, self.topic
        match entry:
            case Topic():
                return Section("", tuple(self.overview()))
            case Cause():
                return self.cause(entry)
            case Tip():
                return self.tip(entry)
            case WarningSign():
                return self.sign(entry)
            case Synonym():
                label, names = words.synonym_of, [topic.title]
            case Example():
                label = words.example_of
                names = [cause.name for cause in topic.causes if entry in cause.examples]
            case _:
                return Section("", tuple(self.listing(self.items([entry]))))
        return Section(entry.label, tuple(self.listing(names, "inline", label)))
