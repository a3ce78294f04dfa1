"""The parts that all FHIR resources of a topic share: identity, review status, licenses, codes.

The project owns no web domain, so the canonical url of a resource is a `urn:uuid:`, which FHIR
allows (comment on `CodeSystem.url`): a version 5 UUID of its name, under the package url of
this project. It is the same in every version and language of the content.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, Self, get_args
from uuid import NAMESPACE_URL, uuid5

from jerking_info.content.models import Entry, Note, Topic, WarningSign
from jerking_info.content.releases import release_of
from jerking_info.content.vocabulary import CODE_SYSTEMS, CodeSystem
from jerking_info.formats.fhir.narrative import narrative
from jerking_info.formats.markdown import escaped
from jerking_info.formats.outline import Block, Paragraph, Section
from jerking_info.formats.phrases import phrases

FhirVersion = Literal["R4", "R4B", "R5"]
"""The releases of FHIR; R4 and R4B have the same resources, which are valid in both."""

FhirObject = dict[str, Any]
"""A FHIR resource or a part of one, as JSON. `Any`, because FHIR defines its shape."""

PROJECT = uuid5(NAMESPACE_URL, "pkg:pypi/jerking-info")
"""The package url of this project as a UUID: the namespace of all ids."""

SEMVER = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"}
PATIENT_EDUCATION = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "code": "PATEDUE",
    "display": "patient education entry",
}

TERMINOLOGY_NOTICES: Mapping[CodeSystem, str] = {
    "http://hl7.org/fhir/sid/icd-10-cm": (
        "ICD-10-CM is in the public domain; it is maintained by the National Center for Health "
        "Statistics (CDC) and the Centers for Medicare & Medicaid Services."
    ),
    "http://human-phenotype-ontology.org": (
        "Human Phenotype Ontology, https://human-phenotype-ontology.org, used unaltered."
    ),
    "https://www.nlm.nih.gov/mesh": (
        "MeSH: courtesy of the U.S. National Library of Medicine; neither NLM nor any agency of "
        "the U.S. government endorses this, and what is shown may not be the newest data."
    ),
    "http://purl.obolibrary.org/obo/mondo.owl": (
        "Mondo Disease Ontology, https://mondo.monarchinitiative.org, CC BY 4.0."
    ),
    "http://snomed.info/sct": (
        "This material includes SNOMED Clinical Terms (SNOMED CT) which is used by permission "
        "of SNOMED International, from the Global Patient Set (CC BY 4.0), unaltered. SNOMED CT "
        "was originally created by the College of American Pathologists."
    ),
}
"""The attribution that each terminology asks for wherever its codes are shown."""


class Edition(NamedTuple):
    """A topic in one release of FHIR."""

    topic: Topic
    version: Literal["R4", "R5"]
    released: date | None
    """The day of the release; unknown for any topic that is not a shipped release."""
    sha256: str

    @classmethod
    def of(cls, topic: Topic, version: FhirVersion) -> Self:
        """Return the edition of a topic; any other version of FHIR is a `ValueError`."""
        check_choice("version", version, get_args(FhirVersion))
        release = release_of(topic)
        released = release.released if release else None
        return cls(topic, "R5" if version == "R5" else "R4", released, topic.sha256)


def check_choice(argument: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not allowed, with a `ValueError`."""
    if value not in allowed:
        raise ValueError(f"{argument}: found {value!r}, expected one of {', '.join(allowed)}")


def urn(*names: str) -> str:
    """Return the `urn:uuid:` for these names."""
    return f"urn:uuid:{uuid5(PROJECT, '/'.join(names))}"


def filled(**fields: object) -> FhirObject:
    """Return the fields with a value, since FHIR allows neither null nor empty ones."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def fhir_code(text: str) -> str:
    """Return a text as FHIR's `code`, which has single spaces only."""
    return " ".join(text.split())


def name_of(entry: Entry) -> str:
    """Return the name of an entry; warning signs and notes are statements without a name."""
    return "" if isinstance(entry, WarningSign | Note) else entry.label


def concepts_of(entry: Entry) -> list[FhirObject]:
    """Return a `CodeableConcept` for each code: the codes of an entry need not mean the same."""
    name, codings = name_of(entry), getattr(entry, "codes", ())
    codes = [c.model_dump(exclude={"match"}) | {"code": fhir_code(c.code)} for c in codings]
    concepts = [filled(coding=[code], text=name) for code in codes]
    return concepts or ([{"text": name}] if isinstance(entry, Topic) else [])


def systems_in_use(topic: Topic) -> dict[str, CodeSystem]:
    """Return the terminologies that a topic has codes of, by short name, in their fixed order."""
    used = {coding.system for entry in topic.entries() for coding in getattr(entry, "codes", ())}
    return {name: system for name, system in CODE_SYSTEMS.items() if system in used}


def published(
    edition: Edition, *resource: str, title: str, blocks: Iterable[Block] = ()
) -> FhirObject:
    """Return the metadata of a resource, with the disclaimer in description and narrative.

    `resource` is its type and, where there are several of that type, its own name; `blocks`
    are the part of the narrative above version, source and disclaimer.
    """
    topic, released, words = edition.topic, edition.released, phrases(edition.topic.language)
    reviewed = topic.provenance.review_status == "reviewed"
    imprint = (
        words.version.format(version=topic.version, language=topic.language),
        *([words.released.format(day=words.day(released))] if released else []),
        words.digest.format(digest=edition.sha256),
        f"{words.source_note(topic)} {words.review_note(topic)}",
    )
    disclaimer = Paragraph((topic.disclaimer.text,), "disclaimer")
    paragraphs = (*(Paragraph((note,)) for note in imprint), disclaimer)
    name = "-".join((topic.id, *resource)).split("-")
    notices = [TERMINOLOGY_NOTICES[system] for system in systems_in_use(topic).values()]
    return filled(
        resourceType=resource[0],
        id="-".join((topic.id, *resource[1:])),
        language=topic.language,
        text=narrative(topic, Section(title, ()), *blocks, *paragraphs),
        url=urn(topic.id, *resource),
        version=topic.version,
        versionAlgorithmCoding=SEMVER if edition.version == "R5" else None,
        name="".join(word[:1].upper() + word[1:] for word in name),
        title=title,
        # A draft, and not for use in care, until a clinician has reviewed it.
        status="active" if reviewed else "draft",
        experimental=not reviewed,
        date=released.isoformat() if released else None,
        publisher=topic.provenance.wording,
        description=escaped(f"{topic.overview} {topic.disclaimer.text}"),
        useContext=[
            *(_context("focus", concept) for concept in concepts_of(topic)),
            _context("task", {"coding": [PATIENT_EDUCATION]}),
        ],
        copyright=escaped(" ".join((words.source_note(topic), topic.disclaimer.short, *notices))),
    )


def _context(code: str, concept: FhirObject) -> FhirObject:
    system = "http://terminology.hl7.org/CodeSystem/usage-context-type"
    return {"code": {"system": system, "code": code}, "valueCodeableConcept": concept}
