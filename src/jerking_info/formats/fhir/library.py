"""The content record of a topic: a FHIR `Library` that holds the release file itself."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha1

from pydantic import JsonValue

from jerking_info.content.models import Reference, Topic
from jerking_info.formats.fhir.artifact import artifact
from jerking_info.formats.fhir.narrative import link, listing, paragraph
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    FhirVersion,
    as_markdown,
    fhir_coding,
    filled,
    references,
)

__all__ = ("library",)


def __dir__() -> tuple[str, ...]:
    return __all__


def library(edition: Edition, parts: Iterable[FhirObject]) -> FhirObject:
    """Return the content record of a topic: what it is, whose, on what grounds, and all of it.

    Args:
        edition: what is written.
        parts: the resources that the content is spread over as well.

    Returns:
        A `Library` whose `content` is the release file, byte for byte.
    """
    topic, version = edition.topic, edition.version
    told = topic.provenance
    reviewed = told.last_reviewed.isoformat() if told.last_reviewed else None
    cited = references(topic)
    blocks = [paragraph(topic.overview)]
    if cited:
        blocks.append(listing(map(link, cited)))
    return filled(
        {
            **artifact(edition, "Library", title="", purpose=topic.overview, blocks=blocks),
            "identifier": [_digest(edition)],
            "type": {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/library-type",
                        "code": "asset-collection",
                        "display": "Asset Collection",
                    }
                ]
            },
            "usage": _disclaimer(topic, version),
            "approvalDate": reviewed,
            "lastReviewDate": reviewed,
            "topic": [
                filled({"coding": [fhir_coding(c) for c in topic.codes], "text": topic.title})
            ],
            "author": [{"name": told.wording}],
            "reviewer": [{"name": told.reviewer}] if told.reviewer else [],
            "relatedArtifact": [
                _article(topic),
                *(_citation(reference, version) for reference in cited),
                *_composed_of(parts),
            ],
            "content": [_release_file(topic)],
        }
    )


def _digest(edition: Edition) -> FhirObject:
    """Return the digest of the release file as a URI of its own (RFC 6920, section 7)."""
    return {
        "type": {"text": "sha256 of the release file"},
        "system": "urn:ietf:rfc:3986",
        "value": f"nih:sha-256;{edition.sha256}",
    }


def _disclaimer(topic: Topic, version: FhirVersion) -> str:
    # `usage` is plain text in R4 and Markdown in R5.
    text = topic.disclaimer.text
    return text if version == "R4" else as_markdown(text)


def _article(topic: Topic) -> FhirObject:
    article = topic.provenance.article
    citation = (
        f"{article.author}, {article.credential}. {article.title} "
        f"{article.collection}. {article.affiliation}."
    )
    return {
        "type": "derived-from",
        "display": article.title,
        "citation": as_markdown(citation),
    }


def _citation(reference: Reference, version: FhirVersion) -> FhirObject:
    citation = f"{reference.publisher}. {reference.title}. Accessed {reference.accessed}."
    # R5 has no `url` here; there the page is an attachment.
    page: FhirObject = (
        {"url": reference.url}
        if version == "R4"
        else {"document": {"url": reference.url, "title": reference.title}}
    )
    return {
        "type": "citation",
        "display": reference.title,
        "citation": as_markdown(citation),
        **page,
    }


def _composed_of(parts: Iterable[FhirObject]) -> Iterator[JsonValue]:
    for part in parts:
        yield {
            "type": "composed-of",
            "display": part["title"],
            "resource": f"{part['url']}|{part['version']}",
        }


def _release_file(topic: Topic) -> FhirObject:
    raw = topic.to_json()
    return {
        "contentType": "application/json",
        "language": topic.language,
        "data": b64encode(raw).decode(),
        # FHIR wants SHA-1 here; the sha256 is the identifier of the whole record.
        "hash": b64encode(sha1(raw, usedforsecurity=False).digest()).decode(),
        "title": f"{topic.version}.json",
    }
