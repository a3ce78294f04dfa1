"""What makes a Bundle right, in rules of our own; FHIR's rules have their keys beside them."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from jerking_info.content.models import Topic
from tests.fhir_resource_rules import (
    Json,
    code_system,
    composition,
    concept_maps,
    library,
    narrative,
    one,
    plain,
    shown,
    value_set,
)

XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"


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
    yield from library(one(by_type["Library"]), topic)
    yield from code_system(one(by_type["CodeSystem"]))
    yield from value_set(one(by_type["ValueSet"]), one(by_type["CodeSystem"]))
    maps = by_type.get("ConceptMap", [])
    yield from concept_maps(maps, one(by_type["CodeSystem"]), topic, version)
    if "Composition" in by_type:
        yield from composition(one(by_type["Composition"]), topic)


def _empty(node: Json, place: str) -> Iterator[str]:
    if node is None or node in ("", [], {}):
        yield f"{place}: empty"
    children = node.items() if isinstance(node, dict) else _numbered(node)
    for key, child in children:
        yield from _empty(child, f"{place}.{key}")


def _numbered(node: Json) -> Iterator[tuple[int, Json]]:
    yield from enumerate(node) if _is_list(node) else ()


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
    if topic.disclaimer.text not in shown(resource):
        yield f"{kind}: no disclaimer in its narrative"
    if kind != "Composition":
        yield from (f"{kind}: {fault}" for fault in _published(resource, topic))


def _published(resource: Json, topic: Topic) -> Iterator[str]:
    reviewed = topic.provenance.review_status == "reviewed"
    expected = {
        "version": topic.version,
        "status": "active" if reviewed else "draft",
        "experimental": not reviewed,
        "publisher": topic.provenance.wording,
    }
    yield from (key for key, value in expected.items() if resource[key] != value)
    for needed in (topic.sha256, topic.provenance.article.author):
        if needed not in shown(resource):
            yield f"narrative without {needed!r}"
    if not re.fullmatch(r"[A-Z][A-Za-z0-9_]{1,254}", resource["name"]):  # cnl-0
        yield f"name {resource['name']!r}"
    if not plain(resource["description"]).endswith(topic.disclaimer.text):
        yield "no disclaimer in its description"
    for needed in (topic.provenance.license, topic.version):
        if needed not in plain(resource["copyright"]):
            yield "copyright"
    uses = [use["code"]["code"] for use in resource["useContext"]]
    if uses != ["focus", "task"]:
        yield f"useContext {uses}"


_ELEMENTS = {"div", "p", "ul", "ol", "li", "b", "i", "a"}
_ATTRIBUTES = {"lang", f"{XML}lang", "href"}


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
    if root.attrib != dict.fromkeys(("lang", f"{XML}lang"), topic.language):
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
