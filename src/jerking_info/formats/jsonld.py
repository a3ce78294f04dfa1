"""The topic as JSON-LD in the terms of schema.org 30.0, for search engines and assistants.

A `MedicalWebPage` about a `MedicalSymptom`. Every IRI is written as `{"@id": ...}`, because
the next context of schema.org no longer turns plain strings into IRIs. The content has no address
of its own, so nodes that are referred to have blank node ids.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from pydantic import JsonValue

from jerking_info.content.models import Cause, Coding, Example, Reference, Synonym, Tip, Topic
from jerking_info.content.releases import release_of
from jerking_info.content.vocabulary import ExampleKind
from jerking_info.formats.phrases import TERMINOLOGIES, Addition, Phrases, phrases

JsonLd = dict[str, JsonValue]
"""A node of JSON-LD, ready for `json.dumps`."""

_PAGE, _SYMPTOM, _AUTHOR = "_:page", "_:symptom", "_:article-author"

_EXAMPLES: Mapping[ExampleKind, str] = {
    "condition": "MedicalCondition",
    "electrolyte": "MedicalCondition",  # the example names the lack of one
    "substance": "Substance",
    "medication": "DrugClass",
    "state": "MedicalEntity",
}
_LICENSES: Mapping[str, JsonLd] = {
    "CC-BY-4.0": {"@id": "https://creativecommons.org/licenses/by/4.0/"}
}


def to_jsonld(topic: Topic, *, released: date | None = None) -> JsonLd:
    r"""Return a topic as JSON-LD: a page on a symptom, its causes and possible treatments.

    Before you write it into a `<script>`, escape `<` as `\u003c`, because a text may contain
    any markup.

    Args:
        topic: the content.
        released: the day of `dateModified`; by default the day of the release that ships
            with this package, if the topic is one.

    Returns:
        The page as a tree of dicts and lists, ready for `json.dumps`. schema.org has no
        property for a disclaimer, so `usageInfo` carries it.

    >>> from jerking_info import topic
    >>> page = to_jsonld(topic)
    >>> page["@type"], page["mainEntity"]["alternateName"][1]
    ('MedicalWebPage', 'muscle jerking')
    """
    provenance, words = topic.provenance, phrases(topic.language)
    article = provenance.article
    if released is None and (release := release_of(topic)):
        released = release.released
    return _node(
        "MedicalWebPage",
        {"@context": "https://schema.org", "@id": _PAGE},
        name=topic.title,
        identifier=topic.id,
        version=topic.version,
        inLanguage=topic.language,
        dateModified=released and released.isoformat(),
        lastReviewed=provenance.last_reviewed and provenance.last_reviewed.isoformat(),
        reviewedBy=provenance.reviewer and _node("Person", name=provenance.reviewer),
        expires=provenance.next_review_due and provenance.next_review_due.isoformat(),
        creativeWorkStatus=_status(provenance.review_status, words.review_note(topic)),
        abstract=topic.summary,
        usageInfo=_node(
            "CreativeWork", text=topic.disclaimer.text, abstract=topic.disclaimer.short
        ),
        license=_LICENSES.get(provenance.license) or _node("CreativeWork", name=provenance.license),
        author=_node("Organization", name=provenance.wording),
        isBasedOn=_node(
            "Article",
            name=article.title,
            author=_node(
                "Person",
                {"@id": _AUTHOR},
                name=article.author,
                honorificSuffix=article.credential,
                affiliation=_node("Organization", name=article.affiliation),
            ),
            isPartOf=_node("CreativeWork", name=article.collection),
        ),
        encoding=_node(
            "MediaObject",
            name=f"{topic.version}.json",
            encodingFormat="application/json",
            sha256=topic.sha256,
        ),
        mainEntity=_node(
            "MedicalSymptom",
            {"@id": _SYMPTOM},
            name=topic.title,
            identifier=topic.id,
            alternateName=[synonym.text for synonym in topic.synonyms],
            description=topic.overview,
            relevantSpecialty={"@id": "http://schema.org/Neurologic"},
            code=[*map(_code, topic.codes)],
            cause=[_named("MedicalCause", cause, cause.text) for cause in topic.causes],
            # schema.org counts changes of habits and of diet among the therapies.
            possibleTreatment=[_named("MedicalTherapy", tip, tip.text) for tip in topic.tips],
        ),
        # Search terms, many of them narrower: keywords of the page and never an alternateName.
        keywords=[alias for entry in topic.entries() for alias in getattr(entry, "aliases", ())],
        mentions=[_named("MedicalEntity", term) for term in topic.synonyms if term.codes],
        hasPart=_parts(topic),
        citation=[*map(_reference, topic.references)],
        potentialAction=[
            _node("ReviewAction", name=words.rate, object={"@id": _AUTHOR}),
            _node("CommentAction", name=words.comment, object={"@id": _PAGE}),
        ],
    )


def _node(kind: str, more: Mapping[str, JsonValue] | None = None, /, **values: object) -> JsonLd:
    """Return a node with the properties that have a value."""
    filled = {name: value for name, value in values.items() if value not in (None, [])}
    return cast("JsonLd", {**(more or {}), "@type": kind, **filled})


def _named(kind: str, entry: Cause | Tip | Synonym | Example, text: str | None = None) -> JsonLd:
    """Return an entry; one with a text has a node id, because parts of the page are about it."""
    id_ = getattr(entry, "id", None)
    return _node(
        kind,
        {"@id": f"_:{id_}"} if text else None,
        name=entry.label,
        identifier=id_,
        description=text,
        code=[*map(_code, entry.codes)],
        subjectOf=[*map(_reference, getattr(entry, "references", ()))],
    )


def _parts(topic: Topic) -> list[JsonLd]:
    """Return the parts of the page, in reading order."""
    words = phrases(topic.language)
    causes = [
        _node(
            "WebPageElement",
            position=position,
            about={"@id": f"_:{cause.id}"},
            mentions=[_named(_EXAMPLES[example.kind], example) for example in cause.examples],
        )
        for position, cause in enumerate(topic.causes, 1)
    ]
    tips = [
        _node(
            "WebPageElement",
            position=tip.position,
            about=[{"@id": f"_:{id_}"} for id_ in (tip.id, *(c.id for c in topic.causes_for(tip)))],
            keywords=[*tip.actions],
            hasPart=_additions(words, tip.cautions),
        )
        for tip in topic.tips
    ]
    parts = [
        (words.warning_signs, None, _additions(words, topic.warning_signs)),
        (words.usually_harmless, None, _additions(words, topic.usually_harmless)),
        (topic.questions.causes, None, causes),
        (topic.questions.tips, topic.tips_introduction, tips),
        (words.for_your_visit, None, _additions(words, topic.for_your_visit)),
        (words.glossary, None, _additions(words, topic.glossary)),
    ]
    return [
        _node("WebPageElement", name=name, text=text, hasPart=nodes)
        for name, text, nodes in parts
        if nodes
    ]


def _additions(words: Phrases, additions: Iterable[Addition]) -> list[JsonLd]:
    """Return additions of the project, with their authors and reviews."""
    return [
        _node(
            "WebPageElement",
            identifier=addition.id,
            about={"@id": _SYMPTOM},
            text=addition.text,
            author=_node("Organization", name=addition.added_by),
            creativeWorkStatus=_status(addition.review_status, words.added(addition)),
            citation=[*map(_reference, addition.references)],
            name=getattr(addition, "term", None),
            keywords=getattr(addition, "level", None),
            hasPart=[_node("WebPageElement", text=sign) for sign in getattr(addition, "signs", ())],
            mentions=[
                _node("MedicalEntity", name=code.display, code=_code(code))
                for code in getattr(addition, "codes", ())
            ],
        )
        for addition in additions
    ]


def _status(code: str, name: str) -> JsonLd:
    return _node("DefinedTerm", termCode=code, name=name)


def _reference(reference: Reference) -> JsonLd:
    publisher = _node("Organization", name=reference.publisher)
    return _node("WebPage", name=reference.title, publisher=publisher, url={"@id": reference.url})


def _code(coding: Coding) -> JsonLd:
    name, url = TERMINOLOGIES[coding.system], {"@id": coding.system}
    return _node(
        "MedicalCode",
        codeValue=coding.code,
        codingSystem=name,
        name=coding.display,
        # Only an exact code is equivalent to the entry.
        description=f"SKOS {coding.match}Match",
        inCodeSet=_node("CategoryCodeSet", name=name, version=coding.version, url=url),
    )
