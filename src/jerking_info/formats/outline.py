"""The order and the wording of the content for people: one tree that every form renders."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple, cast, get_args

from pydantic import BaseModel

from jerking_info.content.models import (
    Cause,
    CodeMatch,
    Coding,
    Entry,
    Example,
    GlossaryEntry,
    HasId,
    Note,
    Reference,
    Synonym,
    Tip,
    Topic,
    WarningSign,
    entry_with_id,
)
from jerking_info.content.releases import release_of
from jerking_info.content.vocabulary import WarningLevel
from jerking_info.formats.phrases import TERMINOLOGIES, Addition, phrases


class Span(NamedTuple):
    """A text that leads somewhere, is in another language than the rest, or is a call."""

    text: str
    url: str = ""
    """A web address, or `#` and the id of a section or an item."""
    language: str = ""
    """A BCP 47 tag."""
    role: Literal["", "strong", "emergency"] = ""
    """Emphasis: a label, a sentence that says what to do, or a call for an ambulance."""

    def __str__(self) -> str:
        return self.text


Inline = str | Span


class Paragraph(NamedTuple):
    """A paragraph of texts and links, in order."""

    parts: tuple[Inline, ...]
    role: Literal["", "disclaimer", "fill-in", "quiet"] = ""


class Item(NamedTuple):
    """An item of a list."""

    parts: tuple[Inline, ...]
    id: str = ""
    term: str = ""
    """The term that the item explains."""
    role: str = ""
    """The level of the warning signs that the item leads to, or nothing."""


ListKind = Literal["bullets", "numbers", "inline", "cautions", "terms", "checks"]


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
One = Entry | str | HasId | CodeMatch
Only = One | Iterable[One] | None
"""The entries of a card, as objects, ids, mentions or code matches; `None` for the whole text."""

_LEVELS: tuple[WarningLevel, ...] = get_args(WarningLevel)

_is_phone_number = re.compile(r"\+?\d([\d -]{0,17}\d)?").fullmatch


def outline(
    topic: Topic, only: Only = None, *, codes: bool = True, emergency_number: str | None = None
) -> Section:
    """Return the whole text, or a card of single entries, ready to render.

    The arguments are those of `to_text`. Both have the short disclaimer, the whole text also
    the full one. Ids and internal links are in the whole text only, because a page may show
    several cards.

    >>> from jerking_info import topic
    >>> [block.title for block in outline(topic).blocks if isinstance(block, Section)][:2]
    ['What to do first', 'Overview']
    """
    chosen = None if only is None else _chosen(topic, only)
    text = _Text(topic, chosen, emergency_number, codes=codes)
    blocks = text.leaflet() if chosen is None else text.card(chosen)
    return Section(topic.title, tuple(blocks), text.id(topic.id))


def code_item(topic: Topic, entry: Entry, code: Coding) -> Item:
    """Return a code of an entry as an item of a list.

    The terminologies name their codes in English, also for a topic in another language.
    """
    before = f"{entry.id if isinstance(entry, WarningSign) else entry.label}: {code.code} "
    after = f" ({phrases(topic.language).matches[code.match]})"
    name = code.display if _is_english(topic) else Span(code.display, language="en")
    return Item((before, name, after))


def short_name(topic: Topic, entry: Entry) -> str:
    """Return a heading for an entry; in English, a sign or note has its id, which is a name."""
    if not isinstance(entry, WarningSign | Note):
        return entry.label
    return entry.id.replace("-", " ").capitalize() if _is_english(topic) else ""


def _is_english(topic: Topic) -> bool:
    return topic.language.partition("-")[0] == "en"


def kind_of(entry: Entry) -> str:
    """Return the kind of an entry, such as `warning_sign`; a subclass has its parent's."""
    kind = next(shape.__name__ for shape in get_args(Entry) if isinstance(entry, shape))
    return re.sub(r"\B(?=[A-Z])", "_", kind).lower()


def with_its_parts(entry: Entry) -> tuple[Entry, ...]:
    """Return an entry, a cause with its examples, a tip with its cautions."""
    return (entry, *getattr(entry, "examples", ()), *getattr(entry, "cautions", ()))


def _chosen(topic: Topic, only: One | Iterable[One]) -> tuple[Entry, ...]:
    known = [entry for entry in topic.entries() if not isinstance(entry, Example)]
    chosen: list[Entry] = []
    # A model can be iterated over, and a mention is a tuple.
    is_one = isinstance(only, str | BaseModel | CodeMatch) or hasattr(only, "id")
    for one in cast("Iterable[One]", (only,) if is_one else only):
        entry = one.entry if isinstance(one, CodeMatch) else one
        id_ = getattr(entry, "id", entry)
        chosen.append(entry if isinstance(entry, Entry) else entry_with_id("entry", id_, known))
    return tuple(dict.fromkeys(chosen))


class _Text:
    """The text while it is put together; counts sources in the order of their first mention."""

    def __init__(
        self, topic: Topic, chosen: tuple[Entry, ...] | None, number: str | None, *, codes: bool
    ) -> None:
        self.topic, self.whole = topic, chosen is None
        self.words = words = phrases(topic.language)
        self.levels, self.call = dict(words.levels), words.levels["emergency"]
        if number is not None:
            if not _is_phone_number(str(number)):
                expected = "up to 20 digits, spaces and hyphens, perhaps after a +"
                raise ValueError(f"emergency_number: found {number!r:.80}, expected {expected}")
            number = str(number).replace(" ", "\u00a0")  # in one piece
            heading = words.emergency_number.format(heading=self.call, number=number)
            self.levels["emergency"], self.call = heading, f"{self.call} ({number})"
        self.numbers: dict[Reference, int] = {}
        self.unexplained = [*topic.glossary] if self.whole else []
        shown = entries = tuple(topic.entries())
        if chosen is not None:
            shown = tuple(part for entry in chosen for part in with_its_parts(entry))
        self.is_known = {*shown} <= {*entries}
        self.coded = shown if codes else ()
        additions = [entry for entry in shown if isinstance(entry, Addition)]
        is_like_the_topic = {topic.provenance.review_status} >= {a.review_status for a in additions}
        self.authors = {a.added_by for a in additions if is_like_the_topic and self.is_known}

    def leaflet(self) -> Iterator[Block]:
        topic, words = self.topic, self.words
        if topic.warning_signs:
            yield Paragraph((words.purpose,))
        yield self.edition()
        yield Paragraph((topic.disclaimer.short,), "disclaimer")
        visit, terms = self.notes(topic.for_your_visit, "checks"), map(self.item, topic.glossary)
        own = [Paragraph((words.my_notes,), "fill-in")] if topic.for_your_visit else []
        known = Paragraph((Span(words.known, role="strong"), " ", words.unknown))
        causes = chain[Block]([known], map(self.cause, topic.causes))
        tips = chain[Block]([Paragraph((topic.tips_introduction,))], map(self.tip, topic.tips))
        summary = [Paragraph((topic.summary,))]
        if topic.warning_signs:
            help_ = self.pointer(words.summary_signs, words.warning_signs, "warning-signs")
            summary.append(Paragraph(help_.parts))
        disclaimer = Paragraph((topic.disclaimer.text,), "disclaimer")
        part = self.part
        yield from chain(
            part("first", words.first, self.first_steps(), "first"),
            part("overview", words.overview, self.overview(topic)),
            part("warning-signs", words.warning_signs, self.grouped(topic.warning_signs)),
            part("usually-harmless", words.usually_harmless, self.notes(topic.usually_harmless)),
            part("causes", topic.questions.causes, causes, "causes"),
            part("tips", topic.questions.tips, tips, "tips"),
            part("for-your-visit", words.for_your_visit, chain(visit, own)),
            part("glossary", words.glossary, self.listing(terms, "terms")),
            part("summary", words.summary, summary),
            part("disclaimer", words.disclaimer, [disclaimer]),
            part("about", words.about, self.about()),
            part("details", words.details, self.details(), "folded"),
            part("references", words.references, self.references(), "folded"),
            part("codes", words.codes, self.codes(), "folded"),
        )

    def card(self, entries: tuple[Entry, ...]) -> Iterator[Block]:
        topic, words = self.topic, self.words
        yield from self.grouped(entries)
        yield Paragraph((topic.disclaimer.short,), "disclaimer")
        if not {*topic.warning_signs} <= {*entries}:
            yield Paragraph((words.warning_signs_note(topic),))
        yield from self.references(f"{words.references}:")
        yield from self.part("codes", words.codes, self.codes(), "folded")
        if self.is_known:
            yield from self.about()
            yield self.edition()
            yield from self.details()
        else:
            yield Paragraph((words.not_released.format(version=topic.version),), "quiet")

    def part(
        self, name: str, title: str, blocks: Iterable[Block], role: str = ""
    ) -> Iterator[Section]:
        """Yield a section of the whole text, or nothing where it would be empty."""
        if filled := tuple(blocks):
            yield Section(title, filled, self.id(f"{self.topic.id}-{name}"), role)

    def id(self, id_: str) -> str:
        return id_ if self.whole else ""

    def link(self, text: str, id_: str) -> Inline:
        return Span(text, f"#{id_}") if self.whole else text

    def cited(self, pages: Iterable[Reference], *text: Inline) -> tuple[Inline, ...]:
        """Return a text with the numbers of its sources."""
        parts = [*text]
        for page in pages:
            number = self.numbers.setdefault(page, len(self.numbers) + 1)
            parts += (" ", Span(f"[{number}]", page.url))
        return tuple(parts)

    def meanings(self, *texts: object) -> Iterator[Paragraph]:
        """Yield the meaning of each glossary term that these texts are the first to use."""
        text = "\n".join(map(str, texts))
        for entry in [*self.unexplained]:
            case = 0 if entry.term.isupper() else re.IGNORECASE  # MS is not Ms
            if re.search(rf"(?<!\w){re.escape(entry.term)}s?(?!\w)", text, case):
                self.unexplained.remove(entry)
                term = Span(entry.term, f"#{entry.id}")
                yield Paragraph(self.added(entry, term, f": {entry.text}"), "quiet")

    def notes(self, notes: Iterable[Note], kind: ListKind = "bullets") -> Iterator[Block]:
        yield from self.listing(map(self.item, notes), kind)
        yield from self.meanings(*notes)

    def added(self, entry: Addition, *text: Inline) -> tuple[Inline, ...]:
        """Return an addition's text, with its author and review where they differ."""
        return (*self.cited(entry.references, *text), *(f" {note}" for note in self.review(entry)))

    def review(self, entry: Addition) -> list[str]:
        return [self.words.added(entry)] if len(self.authors) != 1 else []

    def item(self, note: Note | GlossaryEntry) -> Item:
        term = note.term if isinstance(note, GlossaryEntry) else ""
        return Item(self.added(note, note.text), self.id(note.id), term)

    def listing(
        self, items: Iterable[Item | Inline], kind: ListKind = "bullets", label: str = ""
    ) -> Iterator[Listing]:
        """Yield a list, or nothing where it would be empty."""
        if filled := tuple(item if isinstance(item, Item) else Item((item,)) for item in items):
            yield Listing(filled, kind, label)

    def edition(self) -> Paragraph:
        release, words = release_of(self.topic), self.words
        day = words.released.format(day=words.day(release.released)) if release else words.draft
        return Paragraph((f"{day} {words.review_note(self.topic)}",), "quiet")

    def overview(self, topic: Topic) -> Iterator[Block]:
        yield Paragraph(self.cited(topic.references, topic.overview))
        names = (Item((synonym.text,), self.id(synonym.id)) for synonym in topic.synonyms)
        yield from self.listing(names, "inline", self.words.synonyms)
        yield from self.meanings(topic.overview, *topic.synonyms)

    def first_steps(self) -> Iterator[Block]:
        topic, words, point = self.topic, self.words, self.pointer
        used: set[WarningLevel] = {sign.level for sign in topic.warning_signs}
        levels = sorted(used, key=_LEVELS.index)
        steps = [point(words.first_steps[level], self.levels[level], level) for level in levels]
        if steps and topic.usually_harmless:
            steps.append(point(words.first_harmless, words.usually_harmless, "usually-harmless"))
        always = [Item((words.first_visit,)), point(words.first_tips, topic.questions.tips, "tips")]
        if topic.for_your_visit:
            always.insert(0, point(words.first_list, words.for_your_visit, "for-your-visit"))
        yield from self.listing(steps, "numbers", words.first_question)
        yield from self.listing(always, "checks", words.first_always * bool(steps))

    def pointer(self, phrase: str, heading: str, part: str) -> Item:
        """Return a phrase with a link to a part of the text in the place of `{heading}`."""
        before, _, after = phrase.partition("{heading}")
        link = self.link(heading, f"{self.topic.id}-{part}")
        return Item((before, link, after), role=part if part in self.levels else "")

    def grouped(self, entries: Iterable[Entry]) -> Iterator[Section]:
        """Yield signs under a heading for each level, the most urgent first, then the rest."""
        for level in (*_LEVELS, None):
            shown = [self.entry(each) for each in entries if getattr(each, "level", None) == level]
            if level and shown:
                id_ = self.id(f"{self.topic.id}-{level}")
                yield Section(self.levels[level], tuple(shown), id_, level)
            else:
                yield from shown

    def entry(self, entry: Entry) -> Section:
        words, topic = self.words, self.topic
        match entry:
            case Topic():
                return Section("", tuple(self.overview(entry)))
            case Cause():
                return self.cause(entry)
            case Tip():
                return self.tip(entry)
            case WarningSign():
                text = Paragraph(self.cited(entry.references, *self.calls(entry)))
                review = [Paragraph((note,), "quiet") for note in self.review(entry)]
                blocks = chain[Block](
                    [text], self.listing(entry.signs), review, self.meanings(entry.text)
                )
                return Section(short_name(topic, entry), tuple(blocks), self.id(entry.id))
            case Synonym():
                names = self.listing([topic.title], "inline", words.synonym_of)
            case Example():
                named = [c.name for c in topic.causes for e in c.examples if e.name == entry.name]
                names = self.listing(named, "inline", words.example_of)
            case _:
                return Section("", tuple(self.listing([self.item(entry)])))
        return Section(entry.label, tuple(names))

    def calls(self, sign: WarningSign) -> Iterator[Inline]:
        """Yield the text of a sign, and mark the sentences that call for help or lead to a list."""
        emergency, *_ = calls = tuple(self.words.levels.values())
        text = (sign.lead or sign.text).replace(emergency, self.call)
        sentences = re.split(r"(?<=[.!?:]) ", text)
        for number, sentence in enumerate(sentences, 1):
            yield " " * (number > 1)
            if sentence.startswith(emergency) and sign.level != "emergency":
                yield Span(sentence, role="emergency")
            elif sentence.startswith(calls) or (sign.signs and number == len(sentences)):
                yield Span(sentence, role="strong")
            else:
                yield sentence

    def cause(self, cause: Cause) -> Section:
        words = self.words
        tips = (tip for tip in self.topic.tips if cause.id in tip.applies_to)
        links = [self.link(f"{tip.position}. {tip.title}", tip.id) for tip in tips]
        examples = [each.name for each in cause.examples if each.name not in cause.text]
        blocks: tuple[Block, ...] = (
            Paragraph(self.cited(cause.references, cause.text)),
            *self.meanings(cause.name, cause.text, *examples, *links),
            *self.listing(examples, "inline", words.examples),
            *self.listing(links, "inline", words.tips),
        )
        return Section(cause.name, blocks, self.id(cause.id))

    def tip(self, tip: Tip) -> Section:
        words = self.words
        causes = (cause for cause in self.topic.causes if cause.id in tip.applies_to)
        names = (self.link(cause.name, cause.id) for cause in causes)
        blocks: tuple[Block, ...] = (
            Paragraph(self.cited(tip.references, tip.text)),
            *self.listing(map(self.item, tip.cautions), "cautions", words.cautions),
            *self.meanings(tip.title, tip.text, *tip.cautions, *tip.actions),
            *self.listing(tip.actions, "checks", words.actions),
            *self.listing(
                names if tip.applies_to else [words.any_cause], "inline", words.for_causes
            ),
        )
        return Section(tip.title, blocks, self.id(tip.id), number=f"{tip.position}.")

    def about(self) -> Iterator[Block]:
        yield Paragraph((self.words.source_note(self.topic),))
        if len(self.authors) == 1:
            (author,) = self.authors
            yield Paragraph((self.words.additions.format(added_by=author),))

    def references(self, label: str = "") -> Iterator[Block]:
        cited = [(page.url, *self.words.cited(page)) for page in self.numbers]
        days = {day for *_, day in cited}
        is_same = len(days) == 1
        items = (
            Item((name, " ", Span(url, url), *([] if is_same else [f" {day}"])))
            for url, name, day in cited
        )
        yield from self.listing(items, "numbers", label)
        if is_same:
            yield Paragraph((*days,), "quiet")

    def codes(self) -> Iterator[Block]:
        groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for entry in self.coded:
            for code in getattr(entry, "codes", ()):
                group = groups[TERMINOLOGIES[code.system], code.version]
                group.append(code_item(self.topic, entry, code))
        for (name, version), items in groups.items():
            used = Paragraph((self.words.code_version.format(version=version),), "quiet")
            yield Section(name, (used, *self.listing(items)))

    def details(self) -> Iterator[Block]:
        topic, words = self.topic, self.words
        version = words.version.format(version=topic.version, language=topic.language)
        yield Paragraph((version,), "quiet")
        yield Paragraph((words.digest.format(digest=topic.sha256),), "quiet")
