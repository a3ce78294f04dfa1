"""What must be said wherever the content and its codes are shown: licences, attributions."""

from collections.abc import Mapping

from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import CODE_SYSTEMS, CodeSystem

__all__ = ("copyright_notice", "systems_in_use")


def __dir__() -> tuple[str, ...]:
    return __all__


def copyright_notice(topic: Topic) -> str:
    """Return the licence of a topic, and what the terminologies that it has codes of ask for.

    >>> from jerking_info import load
    >>> print(copyright_notice(load("1.0.0")))
    The jerking-info project, content version 1.0.0, CC-BY-4.0. Show the disclaimer with it.
    """
    told = topic.provenance
    licence = (
        f"{told.wording}, content version {topic.version}, {told.license}. "
        "Show the disclaimer with it."
    )
    return " ".join((licence, *(_NOTICES[system] for system in systems_in_use(topic).values())))


def systems_in_use(topic: Topic) -> Mapping[str, CodeSystem]:
    """Return the terminologies that a topic has codes of, by short name, in their fixed order."""
    entries = (topic.synonyms, topic.causes, topic.tips)
    examples = (example for cause in topic.causes for example in cause.examples)
    coded = (
        topic.codes,
        *(e.codes for kind in entries for e in kind),
        *(e.codes for e in examples),
    )
    used = {coding.system for codes in coded for coding in codes}
    return {name: system for name, system in CODE_SYSTEMS.items() if system in used}


_NOTICES: Mapping[CodeSystem, str] = {
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
"""What each terminology asks of those who show its codes."""
