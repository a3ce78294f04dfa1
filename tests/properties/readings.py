"""The texts that a reader must find in every form of a topic for people."""

from collections.abc import Iterator

from jerking_info import Cause, Example, GlossaryEntry, Note, Reference, Tip, Topic, WarningSign


def every_text(topic: Topic) -> Iterator[str]:
    """Yield every text for people, every source and every code of a topic."""
    yield from (topic.title, topic.overview, topic.tips_introduction, topic.summary)
    yield from (topic.questions.causes, topic.questions.tips)
    yield from (topic.disclaimer.text, topic.disclaimer.short)
    yield from (topic.version, topic.language, topic.sha256, topic.provenance.license)
    article = topic.provenance.article
    yield from (article.title, article.author, article.credential, article.affiliation)
    yield from (article.collection, topic.provenance.wording)
    for entry in topic.entries():
        if not isinstance(entry, WarningSign):
            yield entry.label
        match entry:
            case Cause() | Note():
                yield entry.text
            case Tip():
                yield from (entry.text, *entry.actions)
            case WarningSign():
                yield from (entry.lead or entry.text, *entry.signs)
            case GlossaryEntry():
                yield from (entry.term, entry.text)
            case _:
                pass
        if isinstance(entry, WarningSign | Note | GlossaryEntry):
            yield entry.added_by
        for code in getattr(entry, "codes", ()):
            yield from (code.code, code.display, code.version)
    for page in every_reference(topic):
        yield from (page.title, page.publisher, page.url)


def every_reference(topic: Topic) -> Iterator[Reference]:
    """Yield every source, as often as it is named."""
    for entry in topic.entries():
        yield from getattr(entry, "references", ())


def every_id(topic: Topic) -> set[str]:
    """Return the ids of all entries."""
    return {entry.id for entry in topic.entries() if not isinstance(entry, Example)}


def hidden_texts(topic: Topic) -> set[str]:
    """Return the texts that are only for search."""
    hidden = {*topic.aliases, *topic.lookalikes}
    for entry in topic.entries():
        hidden.update(getattr(entry, "aliases", ()))
    return hidden
