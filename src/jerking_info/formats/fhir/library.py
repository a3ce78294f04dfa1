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
    article = provenance.article
    reviewed = provenance.last_reviewed.isoformat() if provenance.last_reviewed else None
    raw = topic.to_json()
    overview = Paragraph((topic.overview,))
    citation = (
        f"{article.author}, {article.credential}. {article.title} "
        f"{article.collection}. {article.affiliation}."
    )
    return published(edition, "Library", title=topic.title, blocks=[overview]) | filled(
        # The digest of the release file as a URI (RFC 6920, section 7).
        identifier=[{"system": "urn:ietf:rfc:3986", "value": f"nih:sha-256;{edition.sha256}"}],
        type={"coding": [ASSET_COLLECTION]},
        # `usage` is plain text in R4 and Markdown in R5.
        usage=topic.disclaimer.text if edition.version == "R4" else escaped(topic.disclaimer.text),
        approvalDate=reviewed,
        lastReviewDate=reviewed,
        topic=[concept for entry in topic.entries() for concept in concepts_of(entry)],
        author=[{"name": provenance.wording}],
        reviewer=[{"name": provenance.reviewer}] if provenance.reviewer else None,
        relatedArtifact=[
            {"type": "derived-from", "display": article.title, "citation": escaped(citation)},
            *(_citation(reference, edition) for reference in references(topic)),
            *(
                {
                    "type": "composed-of",
                    "display": part["title"],
                    "resource": f"{part['url']}|{part['version']}",
                }
                for part in parts
            ),
        ],
        content=[
            {
                "contentType": "application/json",
                "language": topic.language,
                "data": b64encode(raw).decode(),
                # FHIR defines this as SHA-1; the sha256 identifies the whole record.
                "hash": b64encode(sha1(raw, usedforsecurity=False).digest()).decode(),
                "title": f"{topic.version}.json",
            }
        ],
    )


def references(topic: Topic) -> Iterable[Reference]:
    """Return the references of all entries, each once."""
    pages = (page for entry in topic.entries() for page in getattr(entry, "references", ()))
    return dict.fromkeys(pages)


def _citation(reference: Reference, edition: Edition) -> FhirObject:
    citation = escaped(". ".join(phrases(edition.topic.language).cited(reference)))
    artifact = {"type": "citation", "display": reference.title, "citation": citation}
    if edition.version == "R4":
        return artifact | {"url": reference.url}
    return artifact | {"document": {"url": reference.url, "title": reference.title}}
