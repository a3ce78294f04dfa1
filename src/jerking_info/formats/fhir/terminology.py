"""The entries of a topic as FHIR terminology: `CodeSystem`, `ValueSet`, `ConceptMap`."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from pydantic import JsonValue

from jerking_info.content.models import Coding, Topic
from jerking_info.content.vocabulary import CodeSystem, SkosMatch
from jerking_info.formats.fhir.artifact import artifact
from jerking_info.formats.fhir.concepts import PROPERTIES, Concept, concepts
from jerking_info.formats.fhir.narrative import listing
from jerking_info.formats.fhir.notices import systems_in_use
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    FhirVersion,
    as_code,
    canonical,
    filled,
)

__all__ = ("code_system", "concept_maps", "value_set")


def __dir__() -> tuple[str, ...]:
    return __all__


def code_system(edition: Edition) -> FhirObject:
    """Return the code system that defines a concept for each entry of a topic."""
    topic = edition.topic
    entries = concepts(topic)
    resource = artifact(
        edition,
        "CodeSystem",
        title="entries",
        purpose=f"The entries of the topic {topic.title} as concepts.",
        blocks=[listing(f"{entry.code}: {entry.display}" for entry in entries)],
    )
    return {
        **resource,
        "caseSensitive": True,
        "valueSet": canonical(topic, "ValueSet"),
        "content": "complete",
        "count": len(entries),
        "property": [
            {"code": name, "description": description, "type": type_}
            for name, (type_, description) in PROPERTIES.items()
        ],
        "concept": [_concept(topic, entry) for entry in entries],
    }


def _concept(topic: Topic, entry: Concept) -> FhirObject:
    return filled(
        {
            "code": entry.code,
            "display": entry.display,
            "definition": entry.definition,
            "designation": [
                {"language": topic.language, "value": name} for name in entry.other_names
            ],
            "property": [
                {"code": name, f"value{PROPERTIES[name][0].capitalize()}": value}
                for name, value in entry.properties
            ],
        }
    )


def value_set(edition: Edition) -> FhirObject:
    """Return the value set of all entries of a topic."""
    topic = edition.topic
    resource = artifact(
        edition,
        "ValueSet",
        title="all entries",
        purpose=f"All entries of the topic {topic.title}.",
    )
    system: JsonValue = {"system": canonical(topic, "CodeSystem"), "version": topic.version}
    return {**resource, "immutable": True, "compose": {"include": [system]}}


def concept_maps(edition: Edition) -> tuple[FhirObject, ...]:
    """Return a map to each terminology that the topic has codes of, in their fixed order."""
    used = systems_in_use(edition.topic)
    return tuple(_concept_map(edition, name, system) for name, system in used.items())


def _concept_map(edition: Edition, short_name: str, system: CodeSystem) -> FhirObject:
    topic = edition.topic
    mapped = [
        (entry, coding)
        for entry in concepts(topic)
        for coding in entry.codings
        if coding.system == system
    ]
    resource = artifact(
        edition,
        "ConceptMap",
        short_name,
        title=f"entries in {system}",
        purpose=f"What the entries of the topic {topic.title} are in {system}.",
        blocks=[
            listing(
                f"{entry.display}: {coding.code} {coding.display} ({coding.match} match)"
                for entry, coding in mapped
            )
        ],
    )
    # `?fhir_vs` is FHIR's way to name all codes of a system where no value set was published.
    scope = "Uri" if edition.version == "R4" else "ScopeUri"
    releases = dict.fromkeys(coding.version for _, coding in mapped)
    return {
        **resource,
        f"source{scope}": canonical(topic, "ValueSet"),
        f"target{scope}": f"{system}?fhir_vs",
        "group": [
            {
                **_systems(edition, system, release),
                "element": [
                    _element(entry, release, system, edition.version)
                    for entry in dict.fromkeys(e for e, c in mapped if c.version == release)
                ],
            }
            for release in releases
        ],
    }


def _systems(edition: Edition, system: CodeSystem, release: str) -> Mapping[str, JsonValue]:
    """Return which code systems a group relates, as each release of FHIR has it."""
    topic = edition.topic
    source = canonical(topic, "CodeSystem")
    if edition.version == "R5":
        # A canonical can hold no space and no second bar.
        return {
            "source": f"{source}|{topic.version}",
            # 1 mutant lives: letters are safe anyway.
            "target": f"{system}|{quote(release, safe=':/')}",
        }
    return {
        "source": source,
        "sourceVersion": topic.version,
        "target": system,
        "targetVersion": release,
    }


def _element(entry: Concept, release: str, system: CodeSystem, version: FhirVersion) -> FhirObject:
    codings = (c for c in entry.codings if c.system == system and c.version == release)
    return {
        "code": entry.code,
        "display": entry.display,
        "target": [filled(dict(_target(entry, coding, version))) for coding in codings],
    }


def _target(
    entry: Concept, coding: Coding, version: FhirVersion
) -> Iterator[tuple[str, JsonValue]]:
    equivalence, relationship = _RELATIONS[coding.match]
    yield "code", as_code(coding.code)
    yield "display", coding.display
    if version == "R4":
        yield "equivalence", equivalence
    else:
        yield "relationship", relationship
    if coding.match == "narrow":  # FHIR wants to hear what is lost (rule cmd-1)
        yield "comment", f"{coding.display} is only a part of what {entry.display} means."


_RELATIONS: Mapping[SkosMatch, tuple[str, str]] = {
    "exact": ("equivalent", "equivalent"),
    "close": ("relatedto", "related-to"),
    "broad": ("wider", "source-is-narrower-than-target"),
    "narrow": ("narrower", "source-is-broader-than-target"),
    "related": ("relatedto", "related-to"),
}
"""What SKOS says of a target, as R4's equivalence and as R5's relationship."""
