"""The faults of a Bundle, found by two independent checkers and by our own rules.

`fhir.resources` accepts any text as a status, and the JSON Schema of R4 lets required values be
missing. Neither finds any fault that `own_faults` finds.
"""

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
from pydantic import ValidationError

XHTML = "{http://www.w3.org/1999/xhtml}"
ELEMENTS = {"div", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "b", "a", "span"}
ATTRIBUTES = {"lang", "{http://www.w3.org/XML/1998/namespace}lang", "href"}
# White space in FHIR's patterns is that of XML; that of Python has U+00A0 and more.
SCHEMA = (
    Path(__file__)
    .parents[2]
    .joinpath("data", "fhir-r4.schema.json")
    .read_text("utf-8")
    .replace('"pattern": "', '"pattern": "(?a)')
)
r4_schema = jsonschema.Draft6Validator(json.loads(SCHEMA))


def faults(bundle: dict[str, Any], version: str) -> list[str]:
    """Return all faults of a Bundle."""
    found = [*own_faults(bundle)]
    if version != "R5":
        found += (f"{e.json_path} {e.message[:100]}" for e in r4_schema.iter_errors(bundle))
    model = BundleR5 if version == "R5" else BundleR4B
    try:
        model.model_validate(bundle)
    except ValidationError as error:
        found += (f"{fault['loc']} {fault['msg']}" for fault in error.errors())
    return found


def own_faults(bundle: dict[str, Any]) -> Iterator[str]:
    full_urls = Counter(entry["fullUrl"] for entry in bundle["entry"])
    yield from (f"fullUrl {url} repeated" for url, count in full_urls.items() if count > 1)
    urls = {entry["resource"].get("url") for entry in bundle["entry"]}
    for path, value in leaves(bundle):
        if value in (None, "", (), {}):
            yield f"{path} is empty"
        if value in full_urls and not path.endswith((".fullUrl", ".reference")):
            yield f"{path} equals a fullUrl: a server may replace it"
        if path.endswith(".reference") and value not in full_urls:
            yield f"{path} leads nowhere"
        if path.endswith((".resource", ".valueSet")) and value.split("|")[0] not in urls:
            yield f"{path} leads nowhere"
        if path.endswith(".div"):
            yield from (f"{path} {fault}" for fault in narrative_faults(value))
    for resource in resources(bundle):
        if not re.fullmatch("[A-Z][A-Za-z0-9_]{0,254}", resource.get("name", "Name")):
            yield f"name {resource['name']!r}"
        if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource["id"]):
            yield f"id {resource['id']!r}"
        codes = Counter(concept["code"] for concept in resource.get("concept", ()))
        yield from (f"concept {code!r} repeated" for code, count in codes.items() if count > 1)


def narrative_faults(div: str) -> Iterator[str]:
    root = ET.fromstring(div)
    if root.tag != f"{XHTML}div":
        yield f"has the root {root.tag}"
    for element in root.iter():
        if element.tag.removeprefix(XHTML) not in ELEMENTS or set(element.attrib) - ATTRIBUTES:
            yield f"has {element.tag} with {element.attrib}"
        if not element.get("href", "https://").startswith("https://"):
            yield f"leads to {element.get('href')}"
        if element.tag in (f"{XHTML}ul", f"{XHTML}ol") and not len(element):
            yield "has an empty list"


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield path and value of every leaf of a tree, empty lists included."""
    if isinstance(node, dict) and node:
        for key, child in node.items():
            yield from leaves(child, f"{path}.{key}")
    elif isinstance(node, list) and node:
        for child in node:
            yield from leaves(child, path)
    else:
        yield path, tuple(node) if isinstance(node, list) else node


def resources(bundle: dict[str, Any], kind: str = "") -> list[Any]:
    """Return the resources of a Bundle, or those of one type."""
    found = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in found if kind in ("", resource["resourceType"])]


def shown(narrative: dict[str, str]) -> str:
    """Return the text that a narrative shows."""
    return "".join(ET.fromstring(narrative["div"]).itertext())
