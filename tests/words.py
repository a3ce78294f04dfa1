"""What a reader of the content must find in every form of it."""

from collections.abc import Iterator

from jerking_info import Cause, Coding, Reference, Tip, Topic, WarningSign


def every_text(topic: Topic) -> Iterator[str]:
    """Yield every text of a topic that is written for people, and what proves it."""
    yield from (topic.title, topic.overview, topic.tips_introduction, topic.summary)
    yield from (topic.questions.causes, topic.questions.tips)
    yield from (topic.disclaimer.text, topic.disclaimer.short)
    yield from (topic.version, topic.language, topic.sha256, topic.provenance.license)
    article = topic.provenance.article
    yield from (article.title, article.author, article.credential, article.affiliation)
    yield from (article.collection, topic.provenance.wording)
    for synonym in topic.synonyms:
        yield synonym.text
    for cause in topic.causes:
        yield from (cause.name, cause.text, *cause.aliases)
        for example in cause.examples:
            yield from (example.name, *example.aliases)
    for tip in topic.tips:
        yield from (tip.title, tip.text, *tip.actions)
    for sign in topic.warning_signs:
        yield from (sign.text, sign.added_by)
    for page in every_reference(topic):
        yield from (page.title, page.publisher, str(page.accessed))
    for codes in _codes(topic):
        for coding in codes:
            yield from (coding.code, coding.display, coding.version)


def _codes(topic: Topic) -> Iterator[tuple[Coding, ...]]:
    yield topic.codes
    yield from (synonym.codes for synonym in topic.synonyms)
    yield from (cause.codes for cause in topic.causes)
    yield from (example.codes for cause in topic.causes for example in cause.examples)
    yield from (tip.codes for tip in topic.tips)


def every_reference(topic: Topic) -> Iterator[Reference]:
    """Yield every reference, as often as it is made, in the order of the forms."""
    bearers: tuple[WarningSign | Cause | Tip | Topic, ...] = (
        *topic.warning_signs,
        *topic.causes,
        *topic.tips,
        topic,
    )
    for bearer in bearers:
        yield from bearer.references
