"""What makes the single resources of a Bundle right: they say what the topic says."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from jerking_info.content.models import Reference, Topic

Json = Any
"""A Bundle or a part of one, right or wrong, so of any shape."""


def one(things: list[Json]) -> Json:
    """Return the only item of a list."""
    (thing,) = things
    return thing


def narrative(text: Json) -> ET.Element:
    """Return the tree of a narrative."""
    return ET.fromstring(text["div"])


def shown(resource: Json) -> str:
    """Return the text that the narrative of a resource or section shows."""
    return "".join(narrative(resource["text"]).itertext())


def plain(markdown: str) -> str:
    """Return the text that Markdown without markup shows."""
    return re.sub(r"\\([!-/:-@[-`{-~])", r"\1", markdown)


def library(library: Json, topic: Topic) -> Iterator[str]:
    content = one(library["content"])
    raw = base64.b64decode(content["data"], validate=True)
    if raw != topic.to_json():
        yield "Library: content is not the release file"
    if base64.b64decode(content["hash"]) != hashlib.sha1(raw).digest():
        yield "Library: hash is not that of the content"
    if content["contentType"] != "application/json":
        yield "Library: contentType"
    if one(library["identifier"])["value"] != f"nih:sha-256;{hashlib.sha256(raw).hexdigest()}":
        yield "Library: identifier is not the digest of the content"
    if one(library["type"]["coding"])["code"] != "asset-collection":
        yield "Library: type"
    if topic.disclaimer.text not in (library["usage"], plain(library["usage"])):
        yield "Library: no disclaimer in its usage"
    yield from _responsible(library, topic)
    yield from _sources(library, topic)


def _responsible(library: Json, topic: Topic) -> Iterator[str]:
    told = topic.provenance
    reviewers = [{"name": told.reviewer}] if told.reviewer else None
    dates = {library.get("approvalDate"), library.get("lastReviewDate")}
    if library.get("reviewer") != reviewers or dates != {
        str(told.last_reviewed) if told.last_reviewed else None
    }:
        yield "Library: not reviewed like this"
    if library["author"] != [{"name": told.wording}]:
        yield "Library: author"


def _sources(library: Json, topic: Topic) -> Iterator[str]:
    kinds = Counter(related["type"] for related in library["relatedArtifact"])
    if kinds["derived-from"] != 1:
        yield "Library: article"
    pages = {
        related.get("url") or related["document"]["url"]
        for related in library["relatedArtifact"]
        if related["type"] == "citation"
    }
    if pages != {reference.url for reference in references(topic)}:
        yield "Library: citations"


def references(topic: Topic) -> Iterator[Reference]:
    """Yield every reference of a topic, as often as it stands there."""
    yield from topic.references
    for entries in (topic.causes, topic.tips, topic.warning_signs):
        for entry in entries:
            yield from entry.references


def code_system(system: Json) -> Iterator[str]:
    codes = Counter(concept["code"] for concept in system["concept"])
    yield from (f"concept {code!r} repeated" for code, count in codes.items() if count > 1)  # csd-1
    yield from (f"concept code {code!r}" for code in codes if not is_code(code))
    if system["count"] != len(system["concept"]):
        yield "CodeSystem: count"
    if system["caseSensitive"] is not True:
        yield "CodeSystem: caseSensitive"
    types = {declared["code"]: declared["type"] for declared in system["property"]}
    for concept in system["concept"]:
        for told in concept["property"]:
            (value,) = set(told) - {"code"}
            if value != f"value{types[told['code']].capitalize()}":
                yield f"concept {concept['code']!r}: {told['code']} is no {value}"
            if value == "valueCode" and told[value] not in codes:
                yield f"concept {concept['code']!r}: no concept {told[value]!r}"
        told = {told["code"]: told.get("valueString") for told in concept["property"]}
        unreviewed = told.get("review-status") == "not-reviewed"
        if unreviewed and "No clinician has reviewed this addition" not in concept["definition"]:
            yield f"concept {concept['code']!r}: an addition that does not say so"


def is_code(text: str) -> bool:
    """Tell whether a text is a FHIR `code`."""
    return text != "" and text == " ".join(text.split())


def value_set(value_set: Json, system: Json) -> Iterator[str]:
    if value_set["immutable"] is not True:
        yield "ValueSet: not immutable, as the whole of a code system has to be"
    included = {"system": system["url"], "version": system["version"]}
    if value_set["compose"] != {"include": [included]}:
        yield "ValueSet: is not the whole code system"
    if system["valueSet"] != value_set["url"]:
        yield "CodeSystem: valueSet"


_SKOS = {
    "equivalent": "exact",
    "relatedto": "close",
    "related-to": "close",
    "wider": "broad",
    "source-is-narrower-than-target": "broad",
    "narrower": "narrow",
    "source-is-broader-than-target": "narrow",
}


class _Relation(NamedTuple):
    """A code that a map gives to an entry."""

    entry: str
    system: str
    code: str
    display: str
    match: str


def concept_maps(maps: list[Json], system: Json, topic: Topic, version: str) -> Iterator[str]:
    scope = "Uri" if version == "R4" else "ScopeUri"
    displays = {concept["code"]: concept["display"] for concept in system["concept"]}
    told: Counter[_Relation] = Counter()
    for concept_map in maps:
        targets = {group["target"].partition("|")[0] for group in concept_map["group"]}
        if {concept_map[f"target{scope}"].partition("?")[0]} != targets:
            yield f"ConceptMap: targets {targets}"
        if concept_map[f"source{scope}"] != system["valueSet"]:
            yield "ConceptMap: source"
        for group in concept_map["group"]:
            if group["source"].partition("|")[0] != system["url"]:
                yield "ConceptMap: group.source"
            for element in group["element"]:
                if displays.get(element["code"]) != element["display"]:
                    yield f"ConceptMap: no concept {element['code']!r} of that name"
                yield from _targets(element)
            told.update(_relations(group))
    expected = Counter(
        _Relation(name, c.system, " ".join(c.code.split()), c.display, _SKOS_OF[c.match])
        for name, codes in coded_entries(topic)
        for c in codes
    )
    yield from (f"ConceptMap: too much {relation}" for relation in told - expected)
    yield from (f"ConceptMap: missing {relation}" for relation in expected - told)
    if len(maps) != len({relation.system for relation in expected}):
        yield "ConceptMap: not one per terminology"


def _relations(group: Json) -> Iterator[_Relation]:
    system = group["target"].partition("|")[0]
    for element in group["element"]:
        for target in element["target"]:
            match = _SKOS[target.get("equivalence") or target["relationship"]]
            yield _Relation(element["display"], system, target["code"], target["display"], match)


def _targets(element: Json) -> Iterator[str]:
    for target in element["target"]:
        relation = target.get("equivalence") or target["relationship"]
        if _SKOS[relation] == "narrow" and not target.get("comment"):  # cmd-1
            yield f"ConceptMap: {target['code']!r} is narrower without a comment"
        if not is_code(target["code"]):
            yield f"ConceptMap: code {target['code']!r}"


_SKOS_OF = {match: match for match in _SKOS.values()} | {"related": "close"}
"""FHIR does not tell `close` from `related`."""


def coded_entries(topic: Topic) -> Iterator[tuple[str, Json]]:
    """Yield name and codes of each entry of a topic."""
    yield topic.title, topic.codes
    yield from ((synonym.text, synonym.codes) for synonym in topic.synonyms)
    for cause in topic.causes:
        yield cause.name, cause.codes
        yield from ((example.name, example.codes) for example in cause.examples)
    yield from ((tip.title, tip.codes) for tip in topic.tips)


def composition(composition: Json, topic: Topic) -> Iterator[str]:
    coding = one(composition["type"]["coding"])
    if (coding["system"], coding["code"]) != ("http://loinc.org", "34895-3"):
        yield "Composition: type"
    if composition["title"] != topic.title:
        yield "Composition: title"
    if composition["author"] != [{"display": topic.provenance.wording}]:
        yield "Composition: author"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", composition["date"]):
        yield "Composition: date"
    for section in composition["section"]:
        if not section["title"] or "div" not in section["text"]:  # cmp-1
            yield "Composition: a section without title or text"
    if composition["status"] != (
        "final" if topic.provenance.review_status == "reviewed" else "preliminary"
    ):
        yield "Composition: status"
    last = shown(composition["section"][-1])
    for needed in (topic.disclaimer.text, topic.sha256, topic.version, topic.language):
        if needed not in last:
            yield f"Composition: last section without {needed[:20]!r}"
