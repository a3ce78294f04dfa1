"""The back matter that every form shows: references, codes, who stands behind the text.

Its sentences are the package's own and in English, whatever the language of the content.
"""

from collections.abc import Iterator, Mapping

from jerking_info.content.models import Coding, Reference, Topic, WarningSign
from jerking_info.content.vocabulary import CODE_SYSTEMS, SkosMatch, WarningLevel

__all__ = (
    "DISCLAIMER",
    "LEVELS",
    "MATCHES",
    "REFERENCES",
    "SOURCE",
    "SUMMARY",
    "WARNING_SIGNS",
    "WARNING_SIGNS_ORIGIN",
    "codes_by_terminology",
    "digest_line",
    "edition",
    "marking",
    "references",
    "source",
)


def __dir__() -> tuple[str, ...]:
    return __all__


WARNING_SIGNS = "When to get help"
SUMMARY = "In short"
REFERENCES = "References"
SOURCE = "Where this comes from"
DISCLAIMER = "Important"
"""Headings over what the content itself has no heading for."""

WARNING_SIGNS_ORIGIN = "These signs are not in the article that the rest comes from."
"""What to say before any warning sign."""

LEVELS: Mapping[WarningLevel, str] = {
    "emergency": "Emergency",
    "urgent": "Urgent",
    "routine": "Routine",
}
"""How soon to get help, as a heading."""

MATCHES: Mapping[SkosMatch, str] = {
    "exact": "same meaning",
    "close": "close in meaning",
    "broad": "the code is wider",
    "narrow": "the code is narrower",
    "related": "related",
}
"""What a code's meaning is to the entry's, in words."""

_TERMINOLOGIES = {
    CODE_SYSTEMS["icd-10-cm"]: "ICD-10-CM",
    CODE_SYSTEMS["hpo"]: "HPO",
    CODE_SYSTEMS["mesh"]: "MeSH",
    CODE_SYSTEMS["mondo"]: "Mondo",
    CODE_SYSTEMS["snomed-ct"]: "SNOMED CT",
}


def references(topic: Topic) -> tuple[Reference, ...]:
    """Return every page that the topic refers to, once, in the order of first mention."""
    pages = (
        *(page for sign in topic.warning_signs for page in sign.references),
        *(page for cause in topic.causes for page in cause.references),
        *(page for tip in topic.tips for page in tip.references),
        *topic.references,
    )
    return tuple(dict.fromkeys(pages))


def codes_by_terminology(topic: Topic) -> dict[tuple[str, str], list[tuple[str, Coding]]]:
    """Return every code of the topic, with the name of the entry that carries it.

    The keys are the terminologies, each by its name and version, in order of first mention.
    """
    groups: dict[tuple[str, str], list[tuple[str, Coding]]] = {}
    for name, codes in _coded(topic):
        for coding in codes:
            terminology = (_TERMINOLOGIES[coding.system], coding.version)
            groups.setdefault(terminology, []).append((name, coding))
    return groups


def _coded(topic: Topic) -> Iterator[tuple[str, tuple[Coding, ...]]]:
    yield topic.title, topic.codes
    for synonym in topic.synonyms:
        yield synonym.text, synonym.codes
    for cause in topic.causes:
        yield cause.name, cause.codes
        for example in cause.examples:
            yield example.name, example.codes
    for tip in topic.tips:
        yield tip.title, tip.codes


def marking(sign: WarningSign) -> str:
    """Say who added a warning sign, and whether a clinician stands behind it."""
    review = "No clinician has reviewed it"
    if sign.review_status == "reviewed":
        review = "A clinician has reviewed it"
    return f"Added by {sign.added_by}. {review}."


def source(topic: Topic) -> str:
    """Say who stands behind the content: no reader should have to guess who reviewed it."""
    told = topic.provenance
    article = told.article
    review = "No clinician has reviewed this text yet."
    if told.review_status == "reviewed":
        review = (
            f"Reviewed by {told.reviewer} on {told.last_reviewed}; "
            f"next review due {told.next_review_due}."
        )
    return (
        f'The facts come from the article "{article.title}" by {article.author}, '
        f"{article.credential}, {article.affiliation} ({article.collection}). "
        f"Wording: {told.wording}. {review}"
    )


def edition(topic: Topic) -> str:
    """Say which text this is: version, language and licence."""
    return (
        f"Content version {topic.version}, language {topic.language}, "
        f"licence {topic.provenance.license}."
    )


def digest_line(topic: Topic) -> str:
    """Say what proves the text: the digest of its release file."""
    return f"sha256 {topic.sha256}"
