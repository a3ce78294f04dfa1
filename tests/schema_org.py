"""The definitions of our terms in schema.org 30.0, as a judge of the JSON-LD that we write."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TERMS = json.loads(
    (Path(__file__).parent / "data" / "schemaorg-30.0.json").read_text(encoding="utf-8")
)
_TEXTS, _NUMBERS = {"Text"}, {"Number", "Integer"}


def violations(page: dict[str, Any]) -> list[str]:
    """Return where JSON-LD leaves the vocabulary: unknown terms, domains, ranges."""
    typed = {node["@id"]: node["@type"] for node in nodes(page) if {"@id", "@type"} <= set(node)}
    return [*_violations(page, typed)]


def nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON tree."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from nodes(item)


def _violations(page: dict[str, Any], typed: dict[str, str]) -> Iterator[str]:
    for node in nodes(page):
        if set(node) == {"@id"}:
            continue
        kind = node["@type"]
        if kind not in _TERMS["types"]:
            yield f"no type {kind}"
            continue
        for name, values in node.items():
            if name.startswith("@"):
                continue
            if name not in _TERMS["properties"]:
                yield f"no property {name}"
                continue
            definition = _TERMS["properties"][name]
            if not _above(kind) & set(definition["domain"]):
                yield f"{kind} has no {name}"
            for value in values if isinstance(values, list) else [values]:
                if not _kinds(value, typed) & set(definition["range"]):
                    yield f"{kind}.{name} cannot be {value!r}"


def _kinds(value: object, typed: dict[str, str]) -> set[str]:
    """Return all that a value counts as: its type, and the types above it."""
    if isinstance(value, str):
        return _TEXTS | ({"Date"} if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else set())
    if isinstance(value, int):
        return _NUMBERS
    assert isinstance(value, dict)
    if "@type" in value:
        return _above(value["@type"])
    iri = value["@id"]
    if iri.startswith("_:"):
        return _above(typed[iri])
    if iri.startswith("http://schema.org/"):
        return set(_TERMS["members"][iri.removeprefix("http://schema.org/")])
    return {"URL"}


def _above(kind: str) -> set[str]:
    return {kind}.union(*map(_above, _TERMS["types"].get(kind, ())))
