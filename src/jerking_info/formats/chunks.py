"""The content in chunks for retrieval: each one entry, complete and safe to show by itself."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from jerking_info.content.models import Entry, Example, Synonym, Topic
from jerking_info.formats.outline import (
    Block,
    Inline,
    Listing,
    Paragraph,
    Section,
    kind_of,
    outline,
    short_name,
    with_its_parts,
)
from jerking_info.formats.phrases import Addition, phrases


@dataclass(frozen=True, slots=True)
class Chunk:
    """An entry of the content for a search index or a language model."""

    id: str
    """The permanent id, such as `jerking-movements/tip/limit-stimulants`."""
    text: str
    """The entry, a tip with its cautions, then the warning-sign pointer and the disclaimer."""
    kind: str
    """`overview`, `cause`, `tip`, `warning-sign`, `note`, `glossary-entry` or the like."""
    title: str
    """The label of the entry."""
    text_sha256: str
    """The sha256 of `text`: embed a chunk again only if it differs."""
    content_version: str
    """The content version."""
    content_sha256: str
    """The sha256 of the release, as `jerking_info.releases` lists it."""
    language: str
    """The language, as a BCP 47 tag."""
    review_status: str
    """`reviewed` or `not-reviewed`, by a clinician."""
    source: str
    """The source, the author and the review in a few sentences; show it with the text."""
    references: tuple[str, ...]
    """Pages to cite for the entry."""
    codes: tuple[str, ...]
    """Codes, each as the URI of its terminology, a vertical bar, and the code."""
    search_terms: tuple[str, ...]
    """Aliases to index beside the text. Many are narrower, so never show them."""
    related_ids: tuple[str, ...]
    """The ids of the causes that belong to the entry."""
    disclaimer: str
    """The full disclaimer; show it wherever you show the content."""

    @property
    def metadata(self) -> dict[str, str]:
        """Everything but `id` and `text`, as text, which every store takes: one item a line."""
        fields = {name: value for name, value in asdict(self).items() if name not in ("id", "text")}
        return {k: v if isinstance(v, str) else "\n".join(v) for k, v in fields.items()}


def to_chunks(topic: Topic) -> tuple[Chunk, ...]:
    """Return a topic as chunks, in reading order.

    A chunk has the same id in every release, so a new release overwrites it in a store. For
    LangChain: `Document(id=chunk.id, page_content=chunk.text, metadata=chunk.metadata)`.

    >>> from jerking_info import topic
    >>> [chunk.id for chunk in to_chunks(topic)][:2]
    ['jerking-movements/overview', 'jerking-movements/cause/stress-and-anxiety']
    """
    inside = {part for entry in topic.entries() for part in with_its_parts(entry)[1:]}
    return (
        _chunk(topic, topic, "overview"),
        # Synonyms are in the overview, examples with their cause, cautions with their tip.
        *(
            _chunk(topic, entry, f"{kind_of(entry).replace('_', '-')}/{entry.id}")
            for entry in topic.entries()
            if not isinstance(entry, Topic | Synonym | Example) and entry not in inside
        ),
        _chunk(topic, topic, "tips-introduction", topic.tips_introduction),
        _chunk(topic, topic, "summary", topic.summary),
    )


def _chunk(topic: Topic, entry: Entry, name: str, own_text: str = "") -> Chunk:
    words = phrases(topic.language)
    lines = [topic.title] if isinstance(entry, Topic) else []
    lines += [own_text] if own_text else _lines(outline(topic, entry, codes=False).blocks[:1])
    lines += [words.warning_signs_note(topic)] if topic.warning_signs else []
    text = "\n".join((*lines, topic.disclaimer.short))
    parts = (*with_its_parts(entry), *getattr(entry, "synonyms", ()))
    notes = [words.added(part) for part in parts if isinstance(part, Addition)]
    if not isinstance(entry, Addition):
        notes = [words.source_note(topic), *notes, words.review_note(topic)]
    pages = dict.fromkeys(page for part in parts for page in getattr(part, "references", ()))
    return Chunk(
        id=f"{topic.id}/{name}",
        text=text,
        kind=name.partition("/")[0],
        title=short_name(topic, entry) or entry.label,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        content_version=topic.version,
        content_sha256=topic.sha256,
        language=topic.language,
        review_status=getattr(entry, "review_status", topic.provenance.review_status),
        source=" ".join(dict.fromkeys(notes)),
        references=tuple(f"{page.title}, {page.publisher}, {page.url}" for page in pages),
        codes=tuple(f"{c.system}|{c.code}" for part in parts for c in getattr(part, "codes", ())),
        search_terms=tuple(term for part in parts for term in getattr(part, "aliases", ())),
        related_ids=tuple(cause.id for cause in topic.causes_for(entry)),
        disclaimer=topic.disclaimer.text,
    )


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section(title, inner):
                yield from [title] if title else []
                yield from _lines(inner)
            case Paragraph(parts):
                yield _plain(parts)
            case Listing(items, "inline", label):
                yield f"{label} {', '.join(_plain(item.parts) for item in items)}."
            case _:
                yield from [block.label] if block.label else []
                for item in block.items:
                    yield f"- {f'{item.term}: ' * bool(item.term)}{_plain(item.parts)}"


def _plain(parts: Iterable[Inline]) -> str:
    """Return the text without links, which are the numbers of sources."""
    return "".join(str(part) for part in parts if isinstance(part, str) or part.role).strip()
