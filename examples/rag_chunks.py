"""Cut the content into chunks for retrieval: `python -m examples.rag_chunks [VERSION]`.

They are what LangChain and LlamaIndex take: `Document(id=chunk.id, page_content=chunk.text,
metadata=chunk.metadata)`, `TextNode(id_=chunk.id, text=chunk.text, metadata=chunk.metadata)`.
An entry is one chunk, short enough for any model that embeds text. Its id and its text
depend on no other entry: add a new release to a store by id, and it writes over the old one;
only a text with another digest need be embedded again.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple, TypedDict

from examples.needs import needed_by

with needed_by(__name__):
    from jerking_info import (
        Cause,
        Entry,
        Example,
        Reference,
        Tip,
        Topic,
        UnknownReleaseError,
        WarningSign,
        load,
    )

ChunkKind = Literal["overview", "warning-sign", "cause", "tips-introduction", "tip", "summary"]


class Metadata(TypedDict):
    """What is known of a chunk: strings and numbers alone, which every store takes."""

    topic_id: str
    kind: ChunkKind
    entry_id: str
    position: int
    """The number among the chunks of its kind, from 1."""
    title: str
    text_sha256: str
    """The digest of the chunk's text."""
    content_version: str
    content_sha256: str
    """The digest of the whole release, as `jerking_info.releases` lists it."""
    language: str
    source: str
    """Where the facts come from, and who worded them."""
    review: str
    """Whether a clinician has reviewed the text; who, and when."""
    license: str
    related_ids: str
    """Of a tip, the causes that it answers, none if any; of the overview, the synonyms."""
    codes: str
    """On each line a code, after the entry that carries it."""
    references: str
    """On each line a page to read more."""
    disclaimer: str
    """What must stand wherever the chunk is shown, or what a model made of it."""
    disclaimer_short: str
    """The same in one sentence."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the content that stands for itself."""

    id: str
    """What it is, for ever: `jerking-movements/cause/sleep-disorders`."""
    text: str
    """What to embed and to show."""
    metadata: Metadata
    """What must travel with it."""


class _Part(NamedTuple):
    kind: ChunkKind
    title: str
    lines: tuple[str, ...]
    entry_id: str = ""
    position: int = 1
    related_ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    source: str = ""
    review: str = ""


def chunks(topic: Topic) -> tuple[Chunk, ...]:
    """Cut a topic into its chunks, in the order in which people read it.

    >>> from jerking_info import topic
    >>> [chunk.id for chunk in chunks(topic)][-2:]
    ['jerking-movements/tip/consider-alternative-therapies', 'jerking-movements/summary']
    """
    return tuple(_chunk(topic, part) for part in _parts(topic))


def _chunk(topic: Topic, part: _Part) -> Chunk:
    text = "\n".join(part.lines)
    metadata = Metadata(
        topic_id=topic.id,
        kind=part.kind,
        entry_id=part.entry_id,
        position=part.position,
        title=part.title,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        content_version=topic.version,
        content_sha256=topic.sha256,
        language=topic.language,
        source=part.source or _source(topic),
        review=part.review or _review(topic),
        license=topic.provenance.license,
        related_ids=" ".join(part.related_ids),
        codes="\n".join(part.codes),
        references="\n".join(map(_page, part.references)),
        disclaimer=topic.disclaimer.text,
        disclaimer_short=topic.disclaimer.short,
    )
    return Chunk("/".join(filter(None, (topic.id, part.kind, part.entry_id))), text, metadata)


def _parts(topic: Topic) -> Iterator[_Part]:
    yield _overview(topic)
    for position, sign in enumerate(topic.warning_signs, 1):
        yield _warning_sign(sign, position)
    for position, cause in enumerate(topic.causes, 1):
        yield _cause(cause, position)
    question = topic.questions.tips
    yield _Part("tips-introduction", question, (question, topic.tips_introduction))
    for tip in topic.tips:
        yield _tip(tip)
    yield _Part("summary", topic.title, (topic.title, topic.summary))


def _overview(topic: Topic) -> _Part:
    synonyms = [f"{synonym.text} ({synonym.scope})" for synonym in topic.synonyms]
    return _Part(
        "overview",
        topic.title,
        (
            topic.title,
            *_listed("Also known as", synonyms),
            topic.overview,
            topic.questions.causes,
            topic.questions.tips,
        ),
        related_ids=tuple(synonym.id for synonym in topic.synonyms),
        codes=_codes(
            (topic.title, topic), *((synonym.text, synonym) for synonym in topic.synonyms)
        ),
        references=topic.references,
    )


def _warning_sign(sign: WarningSign, position: int) -> _Part:
    title = f"When to get help: {sign.level}"
    return _Part(
        "warning-sign",
        title,
        (title, sign.text),
        sign.id,
        position,
        references=sign.references,
        source=f"Added by {sign.added_by}; not in the article that the rest comes from.",
        review=sign.review_status,
    )


def _cause(cause: Cause, position: int) -> _Part:
    return _Part(
        "cause",
        cause.name,
        (
            cause.name,
            *_listed("Also known as", cause.aliases),
            cause.text,
            *_listed("Examples", [*map(_example, cause.examples)]),
        ),
        cause.id,
        position,
        codes=_codes((cause.name, cause), *((example.name, example) for example in cause.examples)),
        references=cause.references,
    )


def _example(example: Example) -> str:
    also = f"; also known as {', '.join(example.aliases)}" if example.aliases else ""
    return f"{example.name} ({example.kind}{also})"


def _tip(tip: Tip) -> _Part:
    return _Part(
        "tip",
        tip.title,
        (tip.title, tip.text, *_listed("To do or to ask for", tip.actions)),
        tip.id,
        tip.position,
        tip.applies_to,
        _codes((tip.title, tip)),
        tip.references,
    )


def _listed(label: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{label}: {'; '.join(names)}"


def _codes(*entries: tuple[str, Entry]) -> tuple[str, ...]:
    return tuple(
        f"{name}: {code.system} {code.version} {code.code} {code.display} ({code.match})"
        for name, entry in entries
        for code in entry.codes
    )


def _page(page: Reference) -> str:
    return f"{page.title}, {page.publisher}, {page.url} (read {page.accessed})"


def _source(topic: Topic) -> str:
    article = topic.provenance.article
    return (
        f'Facts from "{article.title}" by {article.author}, {article.credential}, '
        f"{article.affiliation} ({article.collection}). Wording: {topic.provenance.wording}."
    )


def _review(topic: Topic) -> str:
    told = topic.provenance
    if told.review_status == "reviewed":
        return f"reviewed by {told.reviewer} on {told.last_reviewed}, due {told.next_review_due}"
    return told.review_status


def main() -> None:
    """Print the chunks as JSON Lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", metavar="VERSION", nargs="?", help="a content release")
    try:
        topic = load(parser.parse_args().version)
    except UnknownReleaseError as error:
        parser.error(str(error))
    for chunk in chunks(topic):
        print(json.dumps(asdict(chunk)))


if __name__ == "__main__":
    main()
