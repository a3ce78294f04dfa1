"""The entries of a topic as FHIR terminology: `CodeSystem`, `ValueSet`, `ConceptMap`."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
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
from jerking_info.formats.outline import Addition, Item, Listing, code_item
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
    parent: str
    """The id of the last cause or tip so far: an example's cause, a caution's tip."""


def code_system(edition: Edition) -> FhirObject:
    """Return the code system with a concept for each entry."""
    topic = edition.topic
    concepts = [_concept(topic, concept) for concept in _concepts(topic)]
    names = (f"{each['code']}: {each.get('display') or each['definition']}" for each in concepts)
    listing = Listing(tuple(Item((name,)) for name in names))
    title = f"{topic.title} (CodeSystem)"
    return published(edition, "CodeSystem", title=title, blocks=[listing]) | {
        "caseSensitive": True,
        "valueSet": urn(topic.id, "ValueSet"),
        "content": "complete",
        "count": len(concepts),
        "property": [{"code": name, "type": type_} for name, type_ in PROPERTY_TYPES.items()],
        "concept": concepts,
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


def _concepts(topic: Topic) -> Iterator[Concept]:
    """Yield every entry as a concept: no code twice, and the same codes in every language."""
    example_codes = _example_codes(topic)
    parent = ""
    for entry in topic.entries():
        if isinstance(entry, Cause | Tip):
            parent = entry.id
        code = next(example_codes) if isinstance(entry, Example) else entry.id
        yield Concept(code, entry, parent)


def _example_codes(topic: Topic) -> Iterator[str]:
    """Yield a code for each example, which has no id: its English name within its cause.

    A translation has the examples of the English release in the same order. No id has a full
    stop, so an example called "low magnesium" cannot take the code of `low-magnesium`.
    """
    english = topic
    if topic.language != "en":
        with suppress(UnknownReleaseError):
            english = load(topic.version)
    english_examples = {cause.id: cause.examples for cause in english.causes}
    for cause in topic.causes:
        examples = english_examples.get(cause.id, ())
        used: set[str] = set()
        for example in examples if len(examples) == len(cause.examples) else cause.examples:
            letters = re.sub("['\u2019]", "", example.name)
            words = re.findall("[a-z0-9]+", letters.lower()) if letters.isascii() else ()
            code = "-".join(words)
            if not code or code in used:
                code = sha256(example.name.encode()).hexdigest()[:16]
            used.add(code)
            yield f"{cause.id}.{code}"


def _concept(topic: Topic, concept: Concept) -> FhirObject:
    name = name_of(concept.entry)
    return filled(
        code=concept.code,
        display=name,
        definition=" ".join(_definition(topic, concept.entry)),
        # With the language, so that the names of another language can be added beside it.
        designation=[{"language": topic.language, "value": name}] if name else None,
        property=[
            {"code": code, f"value{PROPERTY_TYPES[code].capitalize()}": value}
            for code, value in _properties(topic, concept)
        ],
    )


def _properties(topic: Topic, concept: Concept) -> Iterator[tuple[str, str | int]]:
    entry = concept.entry
    match entry:
        case Synonym():
            yield "entry", "synonym"
            yield "scope", entry.scope
        case Example():
            yield "entry", "example"
            yield "example-of", concept.parent
            yield "example-kind", entry.kind
        case Tip():
            yield "entry", "tip"
            yield "position", entry.position
            yield from (("applies-to", cause) for cause in entry.applies_to)
            yield from (("action", action) for action in entry.actions)
        case WarningSign():
            yield "entry", "warning-sign"
            yield "level", entry.level
            yield from (("sign", sign) for sign in entry.signs)
        case GlossaryEntry():
            yield "entry", "glossary"
        case Note() if entry in topic.usually_harmless:
            yield "entry", "usually-harmless"
        case Note() if entry in topic.for_your_visit:
            yield "entry", "for-your-visit"
        case Note():
            yield "entry", "caution"
            yield "caution-of", concept.parent
        case _:
            yield "entry", type(entry).__name__.lower()
    if isinstance(entry, Addition):
        yield "added-by", entry.added_by
        yield "review-status", entry.review_status


def _definition(topic: Topic, entry: Entry) -> Iterator[str]:
    """Yield the texts of an entry; systems show entries one by one, so each has its cautions."""
    words = phrases(topic.language)
    if isinstance(entry, Topic):
        yield entry.overview
    elif not isinstance(entry, Synonym | Example):
        yield entry.text
    if isinstance(entry, Addition):
        yield words.addition[entry.review_status].format(added_by=entry.added_by)
    if isinstance(entry, Tip):
        for caution in entry.cautions:
            yield words.cautions
            yield from _definition(topic, caution)


def _concept_map(edition: Edition, short_name: str, system: CodeSystem) -> FhirObject:
    topic = edition.topic
    relations: list[Item] = []
    groups: dict[str, dict[str, FhirObject]] = {}
    for concept in _concepts(topic):
        for coding in codes_of(concept.entry):
            if coding.system == system:
                relations.append(code_item(topic, concept.entry, coding))
                empty = filled(code=concept.code, display=name_of(concept.entry))
                empty["target"] = []
                element = groups.setdefault(coding.version, {}).setdefault(concept.code, empty)
                element["target"].append(_target(edition, coding))
    title = f"{topic.title} ({TERMINOLOGIES[system]})"
    blocks = [Listing(tuple(relations))]
    scope = "Uri" if edition.version == "R4" else "ScopeUri"
    return published(edition, "ConceptMap", short_name, title=title, blocks=blocks) | {
        f"source{scope}": urn(topic.id, "ValueSet"),
        # FHIR's name for all codes of a system (section "Implicit value sets").
        f"target{scope}": f"{system}?fhir_vs",
        "group": [
            {**_systems(edition, system, release), "element": [*elements.values()]}
            for release, elements in groups.items()
        ],
    }


def _systems(edition: Edition, system: CodeSystem, release: str) -> FhirObject:
    source, version = urn(edition.topic.id, "CodeSystem"), edition.topic.version
    if edition.version == "R5":
        # A canonical can have neither a space nor a second bar.
        target = f"{system}|{quote(release, safe=':/')}"
        return {"source": f"{source}|{version}", "target": target}
    return {
        "source": source,
        "sourceVersion": version,
        "target": system,
        "targetVersion": release,
    }


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
