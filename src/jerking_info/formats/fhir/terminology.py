"""The entries of a topic as FHIR terminology: `CodeSystem`, `ValueSet`, `ConceptMap`."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import cast
from urllib.parse import quote

from jerking_info.content.models import Coding, Entry, Example, Note, Synonym, Tip, Topic
from jerking_info.content.releases import load
from jerking_info.content.vocabulary import CodeSystem, SkosMatch
from jerking_info.errors import UnknownReleaseError
from jerking_info.formats.fhir.resource import (
    Edition,
    FhirObject,
    fhir_code,
    filled,
    name_of,
    published,
    systems_in_use,
    urn,
)
from jerking_info.formats.outline import Item, Listing, code_item, kind_of
from jerking_info.formats.phrases import TERMINOLOGIES, Addition, phrases

PROPERTIES: Mapping[str, tuple[str, str]] = {
    "entry": ("string", ""),
    "scope": ("string", "scope"),
    "example-of": ("code", ""),
    "example-kind": ("string", "kind"),
    "position": ("integer", "position"),
    "applies-to": ("code", "applies_to"),
    "action": ("string", "actions"),
    "caution-of": ("code", ""),
    "level": ("string", "level"),
    "sign": ("string", "signs"),
    "added-by": ("string", "added_by"),
    "review-status": ("string", "review_status"),
}
"""The properties of the concepts: FHIR's type, where `code` is another concept's code, and the
attribute of entries."""

RELATIONS: Mapping[SkosMatch, tuple[str, str]] = {
    "exact": ("equivalent", "equivalent"),
    "close": ("relatedto", "related-to"),
    "broad": ("wider", "source-is-narrower-than-target"),
    "narrow": ("narrower", "source-is-broader-than-target"),
    "related": ("relatedto", "related-to"),
}
"""The matches of SKOS as R4's equivalence and R5's relationship."""


def code_system(edition: Edition) -> FhirObject:
    """Return the code system with a concept for each entry."""
    topic = edition.topic
    concepts = [_concept(topic, code, entry) for code, entry in _concepts(topic).items()]
    names = (f"{each['code']}: {each.get('display') or each['definition']}" for each in concepts)
    listing = Listing(tuple(Item((name,)) for name in names))
    title = f"{topic.title} (CodeSystem)"
    return published(edition, "CodeSystem", title=title, blocks=[listing]) | {
        "caseSensitive": True,
        "valueSet": urn(topic.id, "ValueSet"),
        "content": "complete",
        "count": len(concepts),
        "property": [{"code": name, "type": type_} for name, (type_, _) in PROPERTIES.items()],
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


def _concepts(topic: Topic) -> dict[str, Entry]:
    """Return every entry by its code, which is the same in every language."""
    examples = iter([*_example_codes(topic)])
    return {
        next(examples) if isinstance(entry, Example) else entry.id: entry
        for entry in topic.entries()
    }


def _example_codes(topic: Topic) -> Iterator[str]:
    """Yield a code for each example, which has no id: its English name within its cause.

    A translation has the examples of the English release in the same order, or they are others.
    No id has a full stop, so "low magnesium" cannot take the code of `low-magnesium`.
    """
    english = topic
    if topic.language != "en":
        with suppress(UnknownReleaseError):
            english = load(topic.version)
    english_examples = {cause.id: cause.examples for cause in english.causes}
    for cause in topic.causes:
        examples = english_examples.get(cause.id, ())
        used: set[str] = set()
        is_alike = [e.codes for e in examples] == [e.codes for e in cause.examples]
        for example in examples if is_alike else cause.examples:
            letters = re.sub("['\u2019]", "", example.name)
            words = re.findall("[a-z0-9]+", letters.lower()) if letters.isascii() else ()
            code = "-".join(words)
            if not code or code in used:
                code = sha256(example.name.encode()).hexdigest()[:16]
            used.add(code)
            yield f"{cause.id}.{code}"


def _concept(topic: Topic, code: str, entry: Entry) -> FhirObject:
    name = name_of(entry)
    return filled(
        code=code,
        display=name,
        definition=" ".join(_definition(topic, entry)),
        # With the language, so that the names of another language can be added beside it.
        designation=[{"language": topic.language, "value": name}] if name else None,
        property=[*_properties(topic, entry)],
    )


def _properties(topic: Topic, entry: Entry) -> Iterator[FhirObject]:
    own = {"entry": kind_of(entry).removesuffix("_entry").replace("_", "-")}
    if isinstance(entry, Example):
        own["example-of"] = topic.causes_for(entry)[0].id
    elif isinstance(entry, Note):
        own["entry"] = "usually-harmless" if entry in topic.usually_harmless else "for-your-visit"
        for tip in topic.tips:
            if entry in tip.cautions:
                own |= {"entry": "caution", "caution-of": tip.id}
    for name, (type_, attribute) in PROPERTIES.items():
        value: object = own[name] if name in own else getattr(entry, attribute, ())
        values = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        for each in values:
            yield {"code": name, f"value{type_.capitalize()}": each}


def _definition(topic: Topic, entry: Entry) -> Iterator[str]:
    """Yield the texts of an entry; systems show entries one by one, so each has its cautions."""
    words = phrases(topic.language)
    if isinstance(entry, Topic):
        yield entry.overview
    elif not isinstance(entry, Synonym | Example):
        yield entry.text
    if isinstance(entry, Addition):
        yield words.added(entry)
    if isinstance(entry, Tip):
        for caution in entry.cautions:
            yield words.cautions
            yield from _definition(topic, caution)


def _concept_map(edition: Edition, short_name: str, system: CodeSystem) -> FhirObject:
    topic = edition.topic
    relations: list[Item] = []
    groups: dict[str, dict[str, FhirObject]] = {}
    for code, entry in _concepts(topic).items():
        for coding in getattr(entry, "codes", ()):
            if coding.system == system:
                relations.append(code_item(topic, entry, coding))
                empty: FhirObject = {**filled(code=code, display=name_of(entry)), "target": []}
                element = groups.setdefault(coding.version, {}).setdefault(code, empty)
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
    if edition.version == "R4":
        target = {"target": system, "targetVersion": release}
        return {"source": source, "sourceVersion": version, **target}
    # A canonical can have neither a space nor a second bar.
    return {"source": f"{source}|{version}", "target": f"{system}|{quote(release, safe=':/')}"}


def _target(edition: Edition, coding: Coding) -> FhirObject:
    field, index = ("equivalence", 0) if edition.version == "R4" else ("relationship", 1)
    target: FhirObject = {
        "code": fhir_code(coding.code),
        "display": coding.display,
        field: RELATIONS[coding.match][index],
    }
    if coding.match == "narrow":  # FHIR requires a comment on the lost meaning (rule cmd-1).
        target["comment"] = phrases(edition.topic.language).matches["narrow"]
    return target
