"""Write `data/schema.json`, the JSON Schema of a release file, from the models.

`python -m tools.schema` writes it; with `--check` it only fails if the file would change. It has
a line for each value, for comparisons, and no indentation, which was half of the file. The
schema uses the part of JSON Schema that strict validators agree on: no look-around, no surrogates,
a `type` wherever a keyword implies one.
"""

import json
import sys
from pathlib import Path
from typing import get_args

from pydantic import JsonValue
from pydantic.json_schema import GenerateJsonSchema

from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import (
    CauseId,
    GlossaryId,
    NoteId,
    SynonymId,
    TipId,
    WarningSignId,
)

SCHEMA = Path(__file__).parents[1] / "data" / "schema.json"

_IDS = {
    "synonyms": get_args(SynonymId),
    "causes": get_args(CauseId),
    "tips": get_args(TipId),
    "warning_signs": get_args(WarningSignId),
    "usually_harmless": get_args(NoteId),
    "for_your_visit": get_args(NoteId),
    "glossary": get_args(GlossaryId),
}
_ADDITIONS = ("warning_signs", "usually_harmless", "for_your_visit", "glossary")


class _Schema(GenerateJsonSchema):
    """JSON Schema without a title for each field, because the key says as much."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False


def schema() -> dict[str, JsonValue]:
    """Return the schema: the rules of single fields, and those between fields that it can state."""
    tree = Topic.model_json_schema(schema_generator=_Schema)
    shapes = tree["$defs"]
    for shape in (*shapes.values(), tree):
        for field in shape.get("properties", {}).values():
            if field.get("type") == "array":
                field["uniqueItems"] = True
    for field, ids in _IDS.items():
        tree["properties"][field]["allOf"] = [_at_most_one(id_) for id_ in ids]
    shapes["Provenance"] |= _complete_review()
    tree["allOf"] = [
        *(_present_if_referred_to(cause) for cause in get_args(CauseId)),
        _reviewed_only_with_the_topic(),
    ]
    description = "The JSON Schema of this file, for editors; the content does not include it."
    tree["properties"]["$schema"] = {"type": "string", "description": description}
    dialect = GenerateJsonSchema.schema_dialect
    return {"$schema": dialect, **tree, "title": "A content release of jerking-info"}


def _at_most_one(id_: str) -> JsonValue:
    return {
        "type": "array",
        "contains": _with("id", {"const": id_}),
        "minContains": 0,
        "maxContains": 1,
    }


def _present_if_referred_to(cause: str) -> JsonValue:
    refers: JsonValue = {"type": "array", "contains": {"const": cause}}
    tips_refer: JsonValue = {"type": "array", "contains": _with("applies_to", refers)}
    has_cause: JsonValue = {"type": "array", "contains": _with("id", {"const": cause})}
    return {"if": _with("tips", tips_refer), "then": _with("causes", has_cause)}


def _complete_review() -> dict[str, JsonValue]:
    fields = ("reviewer", "last_reviewed", "next_review_due")
    given: dict[str, JsonValue] = {field: {"type": "string"} for field in fields}
    absent: dict[str, JsonValue] = {field: {"type": "null"} for field in fields}
    return {
        "if": _with("review_status", {"const": "reviewed"}),
        "then": {"type": "object", "properties": given, "required": list(fields)},
        "else": {"type": "object", "properties": absent},
    }


def _reviewed_only_with_the_topic() -> JsonValue:
    status: JsonValue = _with("review_status", {"const": "not-reviewed"})
    unreviewed: JsonValue = {"type": "array", "items": status}
    tip: JsonValue = {"type": "object", "properties": {"cautions": unreviewed}}
    lists: dict[str, JsonValue] = dict.fromkeys(_ADDITIONS, unreviewed)
    lists["tips"] = {"type": "array", "items": tip}
    then: JsonValue = {"type": "object", "properties": lists}
    return {"if": _with("provenance", status), "then": then}


def _with(key: str, value: JsonValue) -> dict[str, JsonValue]:
    return {"type": "object", "properties": {key: value}, "required": [key]}


def main(arguments: list[str]) -> int:
    """Write the schema, or with `--check` compare it; return the exit status."""
    generated = (json.dumps(schema(), indent=0, ensure_ascii=False) + "\n").encode()
    if arguments == ["--check"]:
        if generated == SCHEMA.read_bytes():
            return 0
        print(f"{SCHEMA.name} is not what the models say: run `python -m tools.schema`")
        return 1
    SCHEMA.write_bytes(generated)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
