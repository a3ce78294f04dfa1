"""The entries of a topic as FHIR terminology: `CodeSystem`, `ValueSet`, `ConceptMap`."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from jerking_info.content.models import (
    Cause,
    Coding,
    Entry,
    Example,
    GlossaryEntry,
    Note,
    Synonym,
    Tip,
    Topic,
    WarningSign,
)
from jerking_info.content.releases import load
from jerking_info.content.vocabulary import CodeSystem, SkosMatch
from jerking_info.errors import UnknownReleaseError
from jerking_info.formats.blocks import Item, Listing
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    codes_of,
    fhir_code,
    filled,
    name_of,
    published,
    systems_in_use,
    urn,
)
from jerking_info.formats.outline import Addition, code_item
from jerking_info.formats.phrases import TERMINOLOGIES, phrases

PROPERTY_TYPES = {
    "entry": "string",
    "scope": "string",
    "example-of": "code",
    "example-kind": "string",
    "position": "integer",
    "applies-to": "code",
    "action": "string",
    "caution-of": "code",
    "level": "string",
    "sign": "string",
    "added-by": "string",
    "review-status": "string",
}
"""The properties of the concepts; the value of a `code` is another concept's code."""

RELATIONS: Mapping[SkosMatch, tuple[str, str]] = {
    "exact": ("equivalent", "equivalent"),
    "close": ("relatedto", "related-to"),
    "broad": ("wider", "source-is-narrower-than-target"),
    "narrow": ("narrower", "source-is-broader-than-target"),
    "related": ("relatedto", "related-to"),
}
"""The matches of SKOS as R4's equivalence and R5's relationship."""


class Concept(NamedTuple):
    """An entry of the topic with its code in the topic's own code system."""

    code: str
    entry: Entry
    kind: str
    parent: str
    """The id of the last cause or tip so far: an example's cause, a caution's tip."""


def code_system(edition: Edition) -> FhirObject:
    """Return the code system with a concept for each entry."""
    topic, concepts = edition.topic, _concepts(edition.topic)
    names = Listing(tuple(_name(topic, concept) for concept in concepts))
    title = f"{topic.title} (CodeSystem)"
    return published(edition, "CodeSystem", title=title, blocks=[names]) | {
        "caseSensitive": True,
        "valueSet": urn(topic.id, "ValueSet"),
        "content": "complete",
        "count": len(concepts),
        "property": [{"code": name, "type": type_} for name, type_ in PROPERTY_TYPES.items()],
        "concept": [_concept(topic, concept) for concept in concepts],
    }


def value_set(edition: Edition) -> FhirObject:
    """Return the value set of all entries."""
    topic = edition.topic
    system = {"system": urn(topic.id, "CodeSystem"), "version": topic.version}
    return published(edition, "ValueSet", title=f"{topic.title} (ValueSet)") | {
        "immutable": True,
        "compose": {"include": [system]},
    }


def concept_maps(edition: Edition) -> tuple[FhirObject, ...]:
    """Return a map to each terminology that the topic has codes of, in their fixed order."""
    used = systems_in_use(edition.topic)
    return tuple(_concept_map(edition, name, system) for name, system in used.items())


def _concepts(topic: Topic) -> tuple[Concept, ...]:
    """Return every entry as a concept: no code twice, and the same codes in every language."""
    concepts: list[Concept] = []
    example_codes = iter(_example_codes(topic))
    parent = ""
    for entry in topic.entries():
        if isinstance(entry, Cause | Tip):
            parent = entry.id
        code = next(example_codes) if isinstance(entry, Example) else entry.id
        concepts.append(Concept(code, entry, _kind(topic, entry), parent))
    return tuple(concepts)


def _example_codes(topic: Topic) -> list[str]:
    """Return a code for each example, which has no id: its English name within its cause.

    A translation has the examples of the English release in the same order. No id has a full
    stop, so an example called "low magnesium" cannot take the code of `low-magnesium`.
    """
    codes: list[str] = []
    english = {cause.id: cause.examples for cause in _in_english(topic).causes}
    for cause in topic.causes:
        examples = english.get(cause.id, ())
        for example in examples if len(examples) == len(cause.examples) else cause.examples:
            code = f"{cause.id}.{_kebab_case(example.name)}"
            if code in codes:
                code = f"{cause.id}.{_fingerprint(example.name)}"
            codes.append(code)
    return codes


def _in_english(topic: Topic) -> Topic:
    if topic.language == "en":
        return topic
    try:
        return load(topic.version)
    except UnknownReleaseError:
        return topic


def _kebab_case(name: str) -> str:
    letters = re.sub("['\u2019]", "", name)
    words = re.findall("[a-z0-9]+", letters.lower())
    return "-".join(words) if words and letters.isascii() else _fingerprint(name)


def _fingerprint(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def _name(topic: Topic, concept: Concept) -> Item:
    text = name_of(concept.entry) or " ".join(_definition(topic, concept.entry))
    return Item((f"{concept.code}: {text}",))


def _concept(topic: Topic, concept: Concept) -> FhirObject:
    entry, name = concept.entry, name_of(concept.entry)
    properties = (("entry", concept.kind), *_properties(concept))
    return filled(
        code=concept.code,
        display=name,
        definition=" ".join(_definition(topic, entry)),
        # With the language, so that the names of another language can be added beside it.
        designation=[{"language": topic.language, "value": name}] if name else None,
        property=[
            {"code": name, f"value{PROPERTY_TYPES[name].capitalize()}": value}
            for name, value in properties
        ],
    )


def _kind(topic: Topic, entry: Entry) -> str:
    match entry:
        case Note() if entry in topic.usually_harmless:
            return "usually-harmless"
        case Note() if entry in topic.for_your_visit:
            return "for-your-visit"
        case Note():
            return "caution"
        case WarningSign():
            return "warning-sign"
        case GlossaryEntry():
            return "glossary"
        case _:
            return type(entry).__name__.lower()


def _properties(concept: Concept) -> Iterator[tuple[str, str | int]]:
    match concept.entry:
        case Synonym(scope=scope):
            yield "scope", scope
        case Example(kind=kind):
            yield "example-of", concept.parent
            yield "example-kind", kind
        case Tip(position=position, applies_to=causes, actions=actions):
            yield "position", position
            yield from (("applies-to", cause) for cause in causes)
            yield from (("action", action) for action in actions)
        case WarningSign(level=level, signs=signs):
            yield "level", level
            yield from (("sign", sign) for sign in signs)
        case Note() if concept.kind == "caution":
            yield "caution-of", concept.parent
        case _:
            pass
    if isinstance(concept.entry, Addition):
        yield "added-by", concept.entry.added_by
        yield "review-status", concept.entry.review_status


def _definition(topic: Topic, entry: Entry) -> Iterator[str]:
    """Yield the texts of an entry; systems show entries one by one, so each has its cautions."""
    if isinstance(entry, Topic):
        yield entry.overview
    elif not isinstance(entry, Synonym | Example):
        yield entry.text
    if isinstance(entry, Addition):
        yield _added(topic, entry)
    if isinstance(entry, Tip):
        for caution in entry.cautions:
            yield phrases(topic.language).cautions
            yield from _definition(topic, caution)


def _added(topic: Topic, entry: Addition) -> str:
    words = phrases(topic.language)
    return words.addition[entry.review_status].format(added_by=entry.added_by)


def _concept_map(edition: Edition, short_name: str, system: CodeSystem) -> FhirObject:
    topic = edition.topic
    mapped = [
        (concept, coding)
        for concept in _concepts(topic)
        for coding in codes_of(concept.entry)
        if coding.system == system
    ]
    relations = Listing(tuple(code_item(topic, concept.entry, code) for concept, code in mapped))
    title = f"{topic.title} ({TERMINOLOGIES[system]})"
    scope = "Uri" if edition.version == "R4" else "ScopeUri"
    releases = dict.fromkeys(coding.version for _, coding in mapped)
    return published(edition, "ConceptMap", short_name, title=title, blocks=[relations]) | {
        f"source{scope}": urn(topic.id, "ValueSet"),
        # FHIR's name for all codes of a system (section "Implicit value sets").
        f"target{scope}": f"{system}?fhir_vs",
        "group": [
            {**_systems(edition, system, release), "element": _elements(edition, mapped, release)}
            for release in releases
        ],
    }


def _systems(edition: Edition, system: CodeSystem, release: str) -> FhirObject:
    source, version = urn(edition.topic.id, "CodeSystem"), edition.topic.version
    if edition.version == "R4":
        return {
            "source": source,
            "sourceVersion": version,
            "target": system,
            "targetVersion": release,
        }
    # A canonical can have neither a space nor a second bar.
    return {
        "source": f"{source}|{version}",
        "target": f"{system}|{quote(release, safe=':/')}",
    }


def _elements(
    edition: Edition, mapped: list[tuple[Concept, Coding]], release: str
) -> list[FhirObject]:
    elements: dict[str, FhirObject] = {}
    for concept, coding in mapped:
        if coding.version == release:
            new: FhirObject = filled(code=concept.code, display=name_of(concept.entry)) | {
                "target": []
            }
            element = elements.setdefault(concept.code, new)
            element["target"].append(_target(edition, coding))
    return list(elements.values())


def _target(edition: Edition, coding: Coding) -> FhirObject:
    equivalence, relationship = RELATIONS[coding.match]
    target: FhirObject = {"code": fhir_code(coding.code), "display": coding.display}
    if edition.version == "R4":
        target["equivalence"] = equivalence
    else:
        target["relationship"] = relationship
    if coding.match == "narrow":  # FHIR requires a comment on the lost meaning (rule cmd-1).
        target["comment"] = phrases(edition.topic.language).matches["narrow"]
    return target
