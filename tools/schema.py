"""Write `data/schema.json`, the JSON Schema of a release file, from the models.

`python -m tools.schema` writes it; with `--check` it only fails if the file would change.
"""

import json
import sys
from pathlib import Path
from typing import get_args

from pydantic import JsonValue
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from jerking_info.content.parsing import ReleaseFile
from jerking_info.content.vocabulary import CauseId, SynonymId, TipId, WarningSignId

SCHEMA = Path(__file__).parents[1] / "data" / "schema.json"


class _Schema(GenerateJsonSchema):
    """JSON Schema without a title for each field: the key itself says as much."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False


def schema() -> dict[str, JsonValue]:
    """Return the schema: what the models say of each value, and the laws between values."""
    tree = ReleaseFile.model_json_schema(schema_generator=_Schema)
    shapes = tree["$defs"]
    properties = tree["properties"]
    properties["synonyms"]["allOf"] = _each_id_once(get_args(SynonymId))
    properties["causes"]["allOf"] = _each_id_once(get_args(CauseId))
    properties["tips"]["allOf"] = [*_each_id_once(get_args(TipId)), _numbered(get_args(TipId))]
    properties["warning_signs"]["allOf"] = _each_id_once(get_args(WarningSignId))
    for shape in (*shapes.values(), tree):
        for field in shape["properties"].values():
            if field.get("type") == "array":  # the schema can only see that all of it is the same
                field["uniqueItems"] = True
    shapes["Provenance"] |= _review_told_whole()
    tree["allOf"] = [
        *(_cause_present_if_referred_to(cause) for cause in get_args(CauseId)),
        _signs_reviewed_only_with_the_topic(),
    ]
    tree["$defs"] = shapes | _share_text_types(tree)
    dialect = GenerateJsonSchema.schema_dialect
    return {"$schema": dialect, **tree, "title": "A content release of jerking-info"}


def _each_id_once(ids: tuple[str, ...]) -> list[JsonValue]:
    return [
        {"contains": _with("id", {"const": id_}), "minContains": 0, "maxContains": 1} for id_ in ids
    ]


def _numbered(ids: tuple[str, ...]) -> JsonValue:
    numbers = range(1, len(ids) + 1)
    return {"prefixItems": [{"properties": {"position": {"const": n}}} for n in numbers]}


def _cause_present_if_referred_to(cause: str) -> JsonValue:
    referring = _with("applies_to", {"contains": {"const": cause}})
    return {
        "if": _with("tips", {"contains": referring}),
        "then": _with("causes", {"contains": _with("id", {"const": cause})}),
    }


def _review_told_whole() -> JsonSchemaValue:
    told = ("reviewer", "last_reviewed", "next_review_due")
    return {
        "if": _with("review_status", {"const": "reviewed"}),
        "then": {"properties": {field: {"not": {"type": "null"}} for field in told}},
        "else": {"properties": {field: {"type": "null"} for field in told}},
    }


def _signs_reviewed_only_with_the_topic() -> JsonValue:
    status = _with("review_status", {"const": "not-reviewed"})
    return {
        "if": _with("provenance", status),
        "then": {"properties": {"warning_signs": {"items": status}}},
    }


def _with(key: str, value: JsonValue) -> JsonValue:
    return {"type": "object", "properties": {key: value}, "required": [key]}


def _share_text_types(tree: JsonSchemaValue) -> JsonSchemaValue:
    """Define each kind of text once, instead of in each of the fifty places that hold one."""
    definitions: JsonSchemaValue = {}

    def share(node: JsonValue) -> None:
        if isinstance(node, list):
            for child in node:
                share(child)
        elif isinstance(node, dict):
            for name, longest in (("Name", 120), ("Text", 2000)):
                if node.get("maxLength") == longest:
                    definitions[name] = {key: node.pop(key) for key in _TEXT_KEYWORDS}
                    node["$ref"] = f"#/$defs/{name}"
            for child in node.values():
                share(child)

    share(tree)
    return definitions


_TEXT_KEYWORDS = ("type", "minLength", "maxLength", "pattern")


def main(arguments: list[str]) -> int:
    """Write the schema, or with `--check` compare it; return the exit status."""
    generated = (json.dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode()
    if arguments == ["--check"]:
        if generated == SCHEMA.read_bytes():
            return 0
        print(f"{SCHEMA.name} is not what the models say: run `python -m tools.schema`")
        return 1
    SCHEMA.write_bytes(generated)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
