"""What is wrong with a Bundle: by two checkers that others wrote, and by rules of our own.

Each checker alone is weak: `fhir.resources` accepts any code as a status, the JSON Schema
of R4 lets required values be missing, and both know nothing of what stands in two places.
Our own rules say the rest. Where a rule is FHIR's own, its key stands beside it.
"""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
from fhir.resources.bundle import Bundle as BundleR5
from fhir.resources.R4B.bundle import Bundle as BundleR4B
from pydantic import BaseModel, ValidationError

from jerking_info.models import Topic

Json = Any
"""A Bundle or a part of one, right or wrong, so of any shape."""

XHTML = "{http://www.w3.org/1999/xhtml}"


def faults(bundle: Json, topic: Topic, version: str) -> list[str]:
    """Return all that is wrong with a Bundle of a topic, by every checker there is."""
    found = [*fhir_resources_faults(bundle, version)]
    if version == "R4":
        found += json_schema_faults(bundle)
    try:
        for fault in own_faults(bundle, topic, version):
            found.append(fault)
    except (AttributeError, KeyError, TypeError, IndexError, SyntaxError, ValueError) as error:
        found.append(f"not of the shape that our rules expect: {error!r}")
    return found


def fhir_resources_faults(bundle: Json, version: str) -> Iterator[str]:
    """Yield what the package `fhir.resources` finds."""
    model: type[BaseModel] = BundleR4B if version == "R4" else BundleR5
    try:
        model.model_validate(bundle)
    except ValidationError as error:
        for found in error.errors():
            yield f"fhir.resources: {found['loc']} {found['msg']}"


def json_schema_faults(bundle: Json) -> Iterator[str]:
    """Yield what the official JSON Schema of R4 finds."""
    for found in _schema.iter_errors(bundle):
        yield f"schema: {found.json_path} {found.message[:100]}"


def _official_schema() -> jsonschema.Draft6Validator:
    raw = (Path(__file__).parent / "data" / "fhir-r4.schema.json").read_text(encoding="utf-8")
    # White space in FHIR's patterns is that of XML; that of Python has U+00A0 and more.
    return jsonschema.Draft6Validator(json.loads(raw.replace('"pattern": "', '"pattern": "(?a)')))


_schema = _official_schema()


def own_faults(bundle: Json, topic: Topic, version: str) -> Iterator[str]:
    """Yield what our own rules find."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    by_type: dict[str, list[Json]] = {}
    for resource in resources:
        by_type.setdefault(resource["resourceType"], []).append(resource)
    yield from _empty(bundle, "Bundle")
    yield from _wrong_codes(bundle, version)
    yield from _bundle(bundle, topic)
    yield from _links(bundle)
    for resource in resources:
        yield from _resource(resource, topic)
    yield from _library(one(by_type["Library"]), topic)
    yield from _code_system(one(by_type["CodeSystem"]))
    yield from _value_set(one(by_type["ValueSet"]), one(by_type["CodeSystem"]))
    maps = by_type.get("ConceptMap", [])
    yield from _concept_maps(maps, one(by_type["CodeSystem"]), topic, version)
    if "Composition" in by_type:
        yield from _composition(one(by_type["Composition"]), topic)


def one(things: list[Json]) -> Json:
    """Return the only item of a list."""
    (thing,) = things
    return thing


def _empty(node: Json, place: str) -> Iterator[str]:
    if node is None or node in ("", [], {}):
        yield f"{place}: empty"
    children = node.items() if isinstance(node, dict) else enumerate(node) if _is_list(node) else ()
    for key, child in children:
        yield from _empty(child, f"{place}.{key}")


def _is_list(node: Json) -> bool:
    return isinstance(node, list)


_CODES: dict[tuple[str, str], set[str]] = {
    ("Bundle", "type"): {"collection", "document"},
    ("Library", "status"): {"draft", "active"},
    ("CodeSystem", "status"): {"draft", "active"},
    ("ValueSet", "status"): {"draft", "active"},
    ("ConceptMap", "status"): {"draft", "active"},
    ("Composition", "status"): {"preliminary", "final"},
    ("CodeSystem", "content"): {"complete"},
    ("property", "type"): {"code", "string", "integer"},
    ("text", "status"): {"generated", "additional"},
    ("relatedArtifact", "type"): {"derived-from", "citation", "composed-of"},
    ("target", "equivalence"): {"equivalent", "relatedto", "wider", "narrower"},
    ("target", "relationship"): {
        "equivalent",
        "related-to",
        "source-is-narrower-than-target",
        "source-is-broader-than-target",
    },
}
"""The codes of required bindings that we use; `fhir.resources` accepts any other, too."""


def _wrong_codes(node: Json, version: str, parent: str = "") -> Iterator[str]:
    if _is_list(node):
        for child in node:
            yield from _wrong_codes(child, version, parent)
    if isinstance(node, dict):
        name = node.get("resourceType", parent)
        for key, child in node.items():
            allowed = _CODES.get((name, key))
            if allowed and isinstance(child, str) and child not in allowed:
                yield f"{name}.{key}: {child!r} is no code for it"
            yield from _wrong_codes(child, version, key)
    foreign = {"R4": "relationship", "R5": "equivalence"}[version]
    if isinstance(node, dict) and foreign in node:
        yield f"{parent}: {foreign} is of another release"


def _bundle(bundle: Json, topic: Topic) -> Iterator[str]:
    urls = Counter(entry["fullUrl"] for entry in bundle["entry"])
    yield from (f"fullUrl {url} repeated" for url, count in urls.items() if count > 1)  # bdl-7
    uuid = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    yield from (f"fullUrl {url} is no urn" for url in urls if not re.fullmatch(uuid, url))
    if bundle["language"] != topic.language:
        yield "Bundle: language"
    identifier = bundle["identifier"]
    if identifier["system"] != "urn:ietf:rfc:3986" or not re.fullmatch(uuid, identifier["value"]):
        yield "Bundle: identifier"  # bdl-9
    types = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    document = bundle["type"] == "document"
    if document and not re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", bundle["timestamp"]):
        yield "Bundle: timestamp"  # bdl-10
    head = ["Composition"] if document else []
    start = [*head, "Library", "CodeSystem", "ValueSet"]
    if types != start + ["ConceptMap"] * (len(types) - len(start)):  # bdl-11
        yield f"Bundle: {types} in this order"


def _links(bundle: Json) -> Iterator[str]:
    resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    for url, resource in resources.items():
        if resource.get("url", url) != url:
            yield f"{resource['resourceType']}: url is not its fullUrl"
    for url in _urns(bundle["entry"]):
        address, _, version = url.partition("|")
        if address not in resources:
            yield f"{url} leads nowhere"
        elif version and resources[address]["version"] != version:
            yield f"{url} leads to another version"
    if bundle["type"] == "document":  # all that a document holds is reached from its head
        reached = set(_urns(bundle["entry"][0]["resource"]["section"]))
        for url in list(resources)[1:]:
            if url not in reached:
                yield f"{url} is not reached from the Composition"


def _urns(node: Json) -> Iterator[str]:
    if isinstance(node, str) and node.startswith("urn:uuid:"):
        yield node
    children = node.values() if isinstance(node, dict) else node if _is_list(node) else ()
    for child in children:
        yield from _urns(child)


def _resource(resource: Json, topic: Topic) -> Iterator[str]:
    kind = resource["resourceType"]
    if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource["id"]):
        yield f"{kind}: id"
    if resource["language"] != topic.language:
        yield f"{kind}: language"
    for text in _narratives(resource):
        yield from (f"{kind}: narrative {fault}" for fault in narrative_faults(text, topic))
    shown = "".join(narrative(resource["text"]).itertext())
    if topic.disclaimer.text not in shown:
        yield f"{kind}: no disclaimer in its narrative"
    reviewed = topic.provenance.review_status == "reviewed"
    if kind == "Composition":
        if resource["status"] != ("final" if reviewed else "preliminary"):
            yield "Composition: status"
        return
    if topic.sha256 not in shown or topic.provenance.article.author not in shown:
        yield f"{kind}: no digest or no source in its narrative"
    if not re.fullmatch(r"[A-Z][A-Za-z0-9_]{1,254}", resource["name"]):  # cnl-0
        yield f"{kind}: name {resource['name']!r}"
    if resource["version"] != topic.version:
        yield f"{kind}: version"
    if resource["status"] != ("active" if reviewed else "draft"):
        yield f"{kind}: status"
    if resource["experimental"] is reviewed:
        yield f"{kind}: experimental"
    if not resource["copyright"] or not resource["publisher"] or not resource["title"]:
        yield f"{kind}: copyright, publisher or title"
    if not resource["description"].endswith(_marked_down(topic.disclaimer.text)):
        yield f"{kind}: no disclaimer in its description"
    uses = [use["code"]["code"] for use in resource["useContext"]]
    if uses != ["focus", "task"]:
        yield f"{kind}: useContext {uses}"


def _marked_down(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_[]<>#~|!&" else c for c in text)


_ELEMENTS = {"div", "p", "ul", "ol", "li", "b", "i", "a"}
_ATTRIBUTES = {"lang", "{http://www.w3.org/XML/1998/namespace}lang", "href"}


def narrative(text: Json) -> ET.Element:
    """Return the tree of a narrative."""
    return ET.fromstring(text["div"])


def _narratives(node: Json) -> Iterator[Json]:
    if isinstance(node, dict) and "div" in node:
        yield node
    children = node.values() if isinstance(node, dict) else node if _is_list(node) else ()
    for child in children:
        yield from _narratives(child)


def narrative_faults(text: Json, topic: Topic) -> Iterator[str]:
    """Yield what is wrong with one narrative (rules txt-1 and txt-2)."""
    try:
        root = narrative(text)
    except ET.ParseError as error:
        yield f"is not well formed: {error}"
        return
    if root.tag != f"{XHTML}div":
        yield f"has the root {root.tag}"
    if set(root.attrib.values()) != {topic.language}:
        yield "does not name its language"
    if not "".join(root.itertext()).strip():
        yield "is blank"
    for element in root.iter():
        if element.tag.removeprefix(XHTML) not in _ELEMENTS:
            yield f"has the element {element.tag}"
        if wrong := set(element.attrib) - _ATTRIBUTES:
            yield f"has the attributes {wrong}"
        if not element.get("href", "https://").startswith("https://"):
            yield f"leads to {element.get('href')}"
        if element.tag.endswith(("}ul", "}ol")) and not len(element):
            yield "has an empty list"


def _library(library: Json, topic: Topic) -> Iterator[str]:
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
    if library["usage"] not in (topic.disclaimer.text, _marked_down(topic.disclaimer.text)):
        yield "Library: no disclaimer in its usage"
    told = topic.provenance
    reviewers = [{"name": told.reviewer}] if told.reviewer else None
    dates = {library.get("approvalDate"), library.get("lastReviewDate")}
    if library.get("reviewer") != reviewers or dates != {
        str(told.last_reviewed) if told.last_reviewed else None
    }:
        yield "Library: not reviewed like this"
    if library["author"] != [{"name": told.wording}]:
        yield "Library: author"
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


def references(topic: Topic) -> Iterator[Json]:
    """Yield every reference of a topic, as often as it stands there."""
    yield from topic.references
    for entry in (*topic.causes, *topic.tips, *topic.warning_signs):
        yield from entry.references


def _code_system(system: Json) -> Iterator[str]:
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
        if told["entry"] == "warning-sign" and told["review-status"] == "not-reviewed":
            if "No clinician has reviewed this addition" not in concept["definition"]:
                yield f"concept {concept['code']!r}: an addition that does not say so"


def is_code(text: str) -> bool:
    """Tell whether a text is a FHIR `code`."""
    return text != "" and text == " ".join(text.split())


def _value_set(value_set: Json, system: Json) -> Iterator[str]:
    if value_set["immutable"] is not True:
        yield "ValueSet: not immutable, as the whole of a code system has to be"
    included = {"system": system["url"], "version": system["version"]}
    if value_set["compose"] != {"include": [included]}:
        yield "ValueSet: is not the whole code system"
    if system["valueSet"] != value_set["url"]:
        yield "CodeSystem: valueSet"


_SKOS = {
    "equivalent": {"exact"},
    "relatedto": {"close", "related"},
    "related-to": {"close", "related"},
    "wider": {"broad"},
    "source-is-narrower-than-target": {"broad"},
    "narrower": {"narrow"},
    "source-is-broader-than-target": {"narrow"},
}


def _concept_maps(maps: list[Json], system: Json, topic: Topic, version: str) -> Iterator[str]:
    scope = "Uri" if version == "R4" else "ScopeUri"
    displays = {concept["code"]: concept["display"] for concept in system["concept"]}
    found: Counter[tuple[str, str, str, str]] = Counter()
    for concept_map in maps:
        targets = set()
        if concept_map[f"source{scope}"] != system["valueSet"]:
            yield "ConceptMap: source"
        for group in concept_map["group"]:
            targets.add(group["target"].partition("|")[0])
            if group["source"].partition("|")[0] != system["url"]:
                yield "ConceptMap: group.source"
            for element in group["element"]:
                if displays.get(element["code"]) != element["display"]:
                    yield f"ConceptMap: no concept {element['code']!r} of that name"
                for target in element["target"]:
                    relation = target.get("equivalence") or target["relationship"]
                    if _SKOS[relation] == {"narrow"} and not target.get("comment"):  # cmd-1
                        yield f"ConceptMap: {target['code']!r} is narrower without a comment"
                    if not is_code(target["code"]):
                        yield f"ConceptMap: code {target['code']!r}"
                    name = concept_map["url"], element["display"]
                    found[(*name, target["display"], min(_SKOS[relation]))] += 1
        if len(targets) != 1 or concept_map[f"target{scope}"].partition("?")[0] not in targets:
            yield f"ConceptMap: targets {targets}"
    codings = [c for _, codes in coded_entries(topic) for c in codes]
    if found.total() != len(codings):
        yield f"ConceptMap: {found.total()} relations for {len(codings)} codes"
    if len(maps) != len({coding.system for coding in codings}):
        yield "ConceptMap: not one per terminology"
    told = Counter(display for _, _, display, _ in found.elements())
    if told != Counter(coding.display for coding in codings):
        yield "ConceptMap: displays"
    matches = Counter(match for *_, match in found.elements())
    if matches != Counter(min(_SKOS_OF[coding.match]) for coding in codings):
        yield "ConceptMap: matches"


_SKOS_OF = {match: matches for matches in _SKOS.values() for match in matches}


def coded_entries(topic: Topic) -> Iterator[tuple[str, Json]]:
    """Yield name and codes of each entry of a topic."""
    yield topic.title, topic.codes
    yield from ((synonym.text, synonym.codes) for synonym in topic.synonyms)
    for cause in topic.causes:
        yield cause.name, cause.codes
        yield from ((example.name, example.codes) for example in cause.examples)
    yield from ((tip.title, tip.codes) for tip in topic.tips)


def _composition(composition: Json, topic: Topic) -> Iterator[str]:
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
    last = "".join(narrative(composition["section"][-1]["text"]).itertext())
    for needed in (topic.disclaimer.text, topic.sha256, topic.version, topic.language):
        if needed not in last:
            yield f"Composition: last section without {needed[:20]!r}"
