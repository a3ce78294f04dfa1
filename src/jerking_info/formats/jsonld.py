"""The topic as JSON-LD in the terms of schema.org 30.0, for search engines and assistants.

A `MedicalWebPage` about a `MedicalSymptom`. Every IRI is written as `{"@id": ...}`, as the
next context of schema.org no longer makes IRIs of plain strings. Nodes that others refer
to have blank node ids, since the content has no address of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from pydantic import JsonValue

from jerking_info.content.models import (
    Cause,
    Coding,
    Example,
    Provenance,
    Reference,
    Synonym,
    Tip,
    Topic,
    WarningSign,
)
from jerking_info.content.vocabulary import CodeSystem, ExampleKind, ReviewStatus, TipId

__all__ = ("JsonLd", "to_jsonld")


def __dir__() -> tuple[str, ...]:
    return __all__


JsonLd = dict[str, JsonValue]
"""A node of JSON-LD, ready for `json.dumps`."""

_CONTEXT = "https://schema.org"
_VOCABULARY = "http://schema.org/"
_PAGE, _SYMPTOM, _AUTHOR = "_:page", "_:symptom", "_:article-author"

_TREATMENTS: Mapping[TipId, str] = {
    "manage-stress-triggers": "LifestyleModification",
    "review-medications": "MedicalTherapy",
    "treat-underlying-disorders": "MedicalTherapy",
    "maintain-balanced-diet": "LifestyleModification",
    "improve-sleep-hygiene": "LifestyleModification",
    "limit-stimulants": "LifestyleModification",
    "consider-alternative-therapies": "MedicalTherapy",
}
_EXAMPLES: Mapping[ExampleKind, str] = {
    "condition": "MedicalCondition",
    "electrolyte": "MedicalCondition",  # it is the lack of one that is named
    "substance": "Substance",
    "medication": "DrugClass",
    "state": "MedicalEntity",
}
_SYSTEMS: Mapping[CodeSystem, str] = {
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://human-phenotype-ontology.org": "HPO",
    "https://www.nlm.nih.gov/mesh": "MeSH",
    "http://purl.obolibrary.org/obo/mondo.owl": "Mondo",
    "http://snomed.info/sct": "SNOMED CT",
}
_LICENSES: Mapping[str, str] = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
_REVIEWS: Mapping[ReviewStatus, str] = {
    "not-reviewed": "No clinician has reviewed this",
    "reviewed": "Reviewed by a clinician",
}


def to_jsonld(topic: Topic, *, released: date | None = None) -> JsonLd:
    r"""Write a topic as JSON-LD: a page on a symptom, its causes and what may help.

    Before you write it into a `<script>`, escape `<` as `\u003c`: a text may hold any
    markup.

    Args:
        topic: the content.
        released: the day on which the content was released, which a topic does not know
            and `jerking_info.releases` does; it becomes `dateModified`.

    Returns:
        The page as a tree of dicts and lists, ready for `json.dumps`.

    The terms are those of schema.org 30.0. It has no property for a disclaimer:
    `usageInfo` carries it. It has no `RateAction` either: to rate the author is a
    `ReviewAction`.

    >>> from jerking_info import topic
    >>> page = to_jsonld(topic)
    >>> page["@type"], page["mainEntity"]["alternateName"][1]
    ('MedicalWebPage', 'muscle jerking')
    """
    review = topic.provenance
    return _node(
        "MedicalWebPage",
        {"@context": _CONTEXT, "@id": _PAGE},
        name=topic.title,
        identifier=topic.id,
        version=topic.version,
        inLanguage=topic.language,
        dateModified=_day(released),
        lastReviewed=_day(review.last_reviewed),
        reviewedBy=review.reviewer and _node("Person", name=review.reviewer),
        expires=_day(review.next_review_due),
        creativeWorkStatus=_status(review.review_status),
        abstract=topic.summary,
        usageInfo=_node(
            "CreativeWork", text=topic.disclaimer.text, abstract=topic.disclaimer.short
        ),
        license=_license(review.license),
        author=_node("Organization", name=review.wording),
        isBasedOn=_article(review),
        encoding=_release_file(topic),
        mainEntity=_symptom(topic),
        mentions=_list(_synonym(synonym) for synonym in topic.synonyms if synonym.codes),
        hasPart=_parts(topic),
        citation=_list(map(_reference, topic.references)),
        potentialAction=[
            _node("ReviewAction", name="Rate the author", object=_link(_AUTHOR)),
            _node("CommentAction", name="Add a comment", object=_link(_PAGE)),
        ],
    )


def _node(kind: str, more: Mapping[str, JsonValue] | None = None, /, **values: JsonValue) -> JsonLd:
    """Return a node with those of its properties that have a value."""
    return {
        **(more or {}),
        "@type": kind,
        **{name: value for name, value in values.items() if value not in (None, [])},
    }


def _link(iri: str) -> JsonLd:
    return {"@id": iri}


def _list(nodes: Iterable[JsonLd]) -> JsonValue:
    return cast("JsonValue", [*nodes])


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _status(status: ReviewStatus) -> JsonLd:
    return _node("DefinedTerm", termCode=status, name=_REVIEWS[status])


def _license(spdx: str) -> JsonLd:
    return _link(_LICENSES[spdx]) if spdx in _LICENSES else _node("CreativeWork", name=spdx)


def _article(told: Provenance) -> JsonLd:
    article = told.article
    return _node(
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
    )


def _release_file(topic: Topic) -> JsonLd:
    return _node(
        "MediaObject",
        name=f"{topic.version}.json",
        encodingFormat="application/json",
        sha256=topic.sha256,
    )


def _symptom(topic: Topic) -> JsonLd:
    return _node(
        "MedicalSymptom",
        {"@id": _SYMPTOM},
        name=topic.title,
        identifier=topic.id,
        alternateName=[synonym.text for synonym in topic.synonyms],
        description=topic.overview,
        relevantSpecialty=_link(f"{_VOCABULARY}Neurologic"),
        code=_codes(topic.codes),
        cause=_list(map(_cause, topic.causes)),
        possibleTreatment=_list(map(_tip, topic.tips)),
    )


def _synonym(synonym: Synonym) -> JsonLd:
    return _node(
        "MedicalEntity", name=synonym.text, identifier=synonym.id, code=_codes(synonym.codes)
    )


def _cause(cause: Cause) -> JsonLd:
    return _node(
        "MedicalCause",
        _link(f"_:cause-{cause.id}"),
        name=cause.name,
        identifier=cause.id,
        alternateName=[*cause.aliases],
        description=cause.text,
        code=_codes(cause.codes),
        subjectOf=_list(map(_reference, cause.references)),
    )


def _example(example: Example) -> JsonLd:
    return _node(
        _EXAMPLES[example.kind],
        name=example.name,
        alternateName=[*example.aliases],
        code=_codes(example.codes),
    )


def _tip(tip: Tip) -> JsonLd:
    return _node(
        _TREATMENTS[tip.id],
        _link(f"_:tip-{tip.id}"),
        name=tip.title,
        identifier=tip.id,
        description=tip.text,
        code=_codes(tip.codes),
        subjectOf=_list(map(_reference, tip.references)),
    )


def _parts(topic: Topic) -> JsonValue:
    """Return the parts of the page: how urgent it can be, the two questions, their answers."""
    causes = _node(
        "WebPageElement",
        name=topic.questions.causes,
        hasPart=_list(
            _node(
                "WebPageElement",
                position=position,
                about=_link(f"_:cause-{cause.id}"),
                mentions=_list(map(_example, cause.examples)),
            )
            for position, cause in enumerate(topic.causes, 1)
        ),
    )
    tips = _node(
        "WebPageElement",
        name=topic.questions.tips,
        text=topic.tips_introduction,
        hasPart=_list(
            _node(
                "WebPageElement",
                position=tip.position,
                about=[
                    _link(f"_:tip-{tip.id}"),
                    *(_link(f"_:cause-{cause.id}") for cause in topic.causes_for(tip.id)),
                ],
                keywords=[*tip.actions],
            )
            for tip in topic.tips
        ),
    )
    return [*map(_warning_sign, topic.warning_signs), causes, tips]


def _warning_sign(sign: WarningSign) -> JsonLd:
    return _node(
        "WebPageElement",
        identifier=sign.id,
        about=_link(_SYMPTOM),
        keywords=sign.level,
        text=sign.text,
        author=_node("Organization", name=sign.added_by),
        creativeWorkStatus=_status(sign.review_status),
        citation=_list(map(_reference, sign.references)),
    )


def _reference(reference: Reference) -> JsonLd:
    return _node(
        "WebPage",
        name=reference.title,
        publisher=_node("Organization", name=reference.publisher),
        url=_link(reference.url),
    )


def _codes(codings: tuple[Coding, ...]) -> JsonValue:
    return _list(
        _node(
            "MedicalCode",
            codeValue=coding.code,
            codingSystem=_SYSTEMS[coding.system],
            name=coding.display,
            # A code wider than the entry must not be taken for the entry itself.
            description=f"SKOS {coding.match}Match",
            inCodeSet=_node(
                "CategoryCodeSet",
                name=_SYSTEMS[coding.system],
                version=coding.version,
                url=_link(coding.system),
            ),
        )
        for coding in codings
    )
