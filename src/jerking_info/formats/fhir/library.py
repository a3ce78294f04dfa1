"""The content record of a topic: a FHIR `Library` with the release file itself."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha1

from jerking_info.content.models import Reference, Topic
from jerking_info.formats.fhir.resource import Edition, FhirObject, concepts_of, filled, published
from jerking_info.formats.markdown import escaped
from jerking_info.formats.outline import Paragraph
from jerking_info.formats.phrases import phrases

ASSET_COLLECTION = {
    "system": "http://terminology.hl7.org/CodeSystem/library-type",
    "code": "asset-collection",
    "display": "Asset Collection",
}


def library(edition: Edition, parts: Iterable[FhirObject]) -> FhirObject:
    """Return the content record: authors, sources, review, and the release file byte for byte."""
    topic, provenance = edition.topic, edition.topic.provenance
    reviewed = provenance.last_reviewed.isoformat() if provenance.last_reviewed else None
    overview = Paragraph((topic.overview,))
    # The digest of the release file as a URI (RFC 6920, section 7).
    digest = {"system": "urn:ietf:rfc:3986", "value": f"nih:sha-256;{edition.sha256}"}
    return published(edition, "Library", title=topic.title, blocks=[overview]) | filled(
        identifier=[digest],
        type={"coding": [ASSET_COLLECTION]},
        # `usage` is plain text in R4 and Markdown in R5.
        usage=topic.disclaimer.text if edition.version == "R4" else escaped(topic.disclaimer.text),
        approvalDate=reviewed,
        lastReviewDate=reviewed,
        topic=[concept for entry in topic.entries() for concept in concepts_of(entry)],
        author=[{"name": provenance.wording}],
        reviewer=[{"name": provenance.reviewer}] if provenance.reviewer else None,
        relatedArtifact=[
            _article(topic),
            *(_citation(reference, edition) for reference in references(topic)),
            *map(_composed_of, parts),
        ],
        content=[_release_file(topic)],
    )


def references(topic: Topic) -> Iterable[Reference]:
    """Return the references of all entries, each once."""
    found: dict[Reference, None] = {}
    for entry in topic.entries():
        found |= dict.fromkeys(getattr(entry, "references", ()))
    return found


def _article(topic: Topic) -> FhirObject:
    article = topic.provenance.article
    citation = (
        f"{article.author}, {article.credential}. {article.title} "
        f"{article.collection}. {article.affiliation}."
    )
    return {"type": "derived-from", "display": article.title, "citation": escaped(citation)}


def _citation(reference: Reference, edition: Edition) -> FhirObject:
    words = phrases(edition.topic.language)
    name = words.reference.format(publisher=reference.publisher, title=reference.title)
    read = words.read[reference.read_from or "page"].format(day=words.day(reference.accessed))
    citation = escaped(f"{name}. {read}")
    artifact = {"type": "citation", "display": reference.title, "citation": citation}
    if edition.version == "R4":
        return artifact | {"url": reference.url}
    return artifact | {"document": {"url": reference.url, "title": reference.title}}


def _composed_of(part: FhirObject) -> FhirObject:
    canonical = f"{part['url']}|{part['version']}"
    return {"type": "composed-of", "display": part["title"], "resource": canonical}


def _release_file(topic: Topic) -> FhirObject:
    raw = topic.to_json()
    return {
        "contentType": "application/json",
        "language": topic.language,
        "data": b64encode(raw).decode(),
        # FHIR defines this as SHA-1; the sha256 is the identifier of the whole record.
        "hash": b64encode(sha1(raw, usedforsecurity=False).digest()).decode(),
        "title": f"{topic.version}.json",
    }
