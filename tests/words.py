"""What a reader of the content must find in every form of it."""

from collections.abc import Iterator

from jerking_info import Topic


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
    for bearer in (*topic.warning_signs, *topic.causes, *topic.tips, topic):
        for page in bearer.references:
            yield from (page.title, page.publisher, str(page.accessed))
    examples = (example for cause in topic.causes for example in cause.examples)
    for coded in (topic, *topic.synonyms, *topic.causes, *examples, *topic.tips):
        for coding in coded.codes:
            yield from (coding.code, coding.display, coding.version)
