"""The terms of a topic, and every way to spell each of them.

These are rule 3 and the order of terms in `docs/mentions.md`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import CauseId, SynonymId, TopicId
from jerking_info.search.folding import fold, joins

MentionKind = Literal["topic", "cause", "example"]
"""The kind of entry that a term names: the topic, a cause, or an example of a cause."""


class Term(NamedTuple):
    """A term of the content and the entry it belongs to."""

    kind: MentionKind
    """The kind of entry that the term names."""
    id: TopicId | SynonymId | CauseId
    """The id of the topic, the synonym or the cause; for an example, of its cause."""
    text: str
    """The term as the content writes it."""


def terms_of(topic: Topic) -> Iterator[Term]:
    """Yield the title, synonyms, causes and examples, each followed by its aliases."""
    for text in (topic.title, *topic.aliases):
        yield Term("topic", topic.id, text)
    for synonym in topic.synonyms:
        for text in (synonym.text, *synonym.aliases):
            yield Term("topic", synonym.id, text)
    for cause in topic.causes:
        for text in (cause.name, *cause.aliases):
            yield Term("cause", cause.id, text)
    for cause in topic.causes:
        for example in cause.examples:
            for text in (example.name, *example.aliases):
                yield Term("example", cause.id, text)


def spellings_of(
    terms: Iterable[Term], lookalikes: Iterable[str], language: str = "en"
) -> dict[str, Term | None]:
    """Return each folded spelling with its term; None is for a lookalike.

    Where two share a spelling, own words go before plurals and singulars, and those before
    words without their apostrophes; then the first in the order of the content.
    """
    own: dict[str, Term | None] = {}
    inflected: dict[str, Term | None] = {}
    bare: dict[str, Term | None] = {}
    named = [(term.text, term) for term in terms] + [(text, None) for text in lookalikes]
    for text, term in named:
        form = with_single_spaces(fold(text)[0])
        own.setdefault(form, term)
        if language.partition("-")[0] == "en":  # no other language has rules for plurals yet
            inflected.setdefault(other_number(form, abbreviation=text.isupper()), term)
    for form, term in (own | inflected | own).items():
        if "'" in form:
            bare.setdefault(with_single_spaces(fold(form.replace("'", ""))[0]), term)
    # A mark at the start would belong to the character before it.
    return {
        form: term for form, term in (bare | inflected | own).items() if form and not joins(form[0])
    }


_separators = re.compile(r"[\s\-]+")


def with_single_spaces(folded: str) -> str:
    """Return folded text with one space for each run of spaces and hyphens, none at the ends."""
    return _separators.sub(" ", folded).strip(" ")


_ENDINGS = (  # the first that fits the last word, and its other number
    (re.compile("(?<=[a-z]{2})ies$"), "y"),
    (re.compile("(ss|x|z|ch|sh)es$"), r"\1"),
    (re.compile("([a-z]{2}[^sui])s$"), r"\1"),
    (re.compile("([bcdfghjklmnpqrstvwxz])y$"), r"\1ies"),
    (re.compile("(s|x|z|ch|sh)$"), r"\1es"),
    (re.compile("$"), "s"),
)


def other_number(form: str, *, abbreviation: bool = False) -> str:
    """Return a term with the regular plural or singular of its last word, if it has one.

    Args:
        form: a term with single spaces, folded.
        abbreviation: whether the term is written in capitals only.
    """
    before, space, word = form.rpartition(" ")
    if not re.fullmatch("[a-z]+", word) or (abbreviation and word.endswith("s")):
        return form
    endings = _ENDINGS[-1:] if abbreviation else _ENDINGS
    ending, other = next(each for each in endings if each[0].search(word))
    return f"{before}{space}{ending.sub(other, word, count=1)}"
