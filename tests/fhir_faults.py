"""What is wrong with a Bundle: by two checkers that others wrote, and by rules of our own.

Each checker alone is weak: `fhir.resources` accepts any code as a status, the JSON Schema
of R4 lets required values be missing, and both know nothing of what stands in two places.
Our own rules say the rest. Where a rule is FHIR's own, its key stands beside it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
from fhir.resources.bundle import Bundle as BundleR5
from fhir.resources.R4B.bundle import Bundle as BundleR4B
from pydantic import BaseModel, ValidationError

from jerking_info.content.models import Topic
from tests.fhir_resource_rules import Json
from tests.fhir_rules import own_faults


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
