"""`data/schema.json`: the output of tools/schema.py, as all strict validators accept it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from jerking_info import load, releases
from jerking_info.content.releases import read_data
from tests.broken import BROKEN, SCHEMA_CANNOT, Broken

SCHEMA = json.loads(read_data("schema.json"))
VALIDATORS = {
    "jsonschema": Draft202012Validator(SCHEMA).is_valid,
    "jsonschema-rs": jsonschema_rs.validator_for(SCHEMA).is_valid,
    # The patterns of RE2, which have no look-around.
    "jsonschema-rs as RE2": jsonschema_rs.validator_for(
        SCHEMA, pattern_options=jsonschema_rs.RegexOptions()
    ).is_valid,
}
each_validator = pytest.mark.parametrize("is_valid", VALIDATORS.values(), ids=VALIDATORS)
each_release = pytest.mark.parametrize("version", [release.version for release in releases])
BROWSER = Path(__file__).parents[1] / "browser"
AJV = """
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
const [schema, ...files] = process.argv.slice(1).map((file) => JSON.parse(readFileSync(file)));
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addFormat("date", true);
const validate = ajv.compile(schema);
for (const file of files) if (!validate(file)) throw new Error(JSON.stringify(validate.errors));
"""


def test_the_schema_is_valid() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.skipif(sys.flags.optimize == 2, reason="-OO leaves out docstrings")
def test_the_schema_is_what_the_models_say() -> None:
    tools = pytest.importorskip("tools.schema", reason="needs a checkout")
    assert tools.main(["--check"]) == 0, "run `python -m tools.schema`"
    assert tools.SCHEMA.read_bytes() == read_data("schema.json")


@each_release
@each_validator
def test_every_release_names_the_schema_and_is_valid(is_valid: Any, version: str) -> None:
    tree = json.loads(read_data(f"{version}.json"))
    assert tree["$schema"] == "./schema.json"
    assert is_valid(tree)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.rule)
@each_validator
def test_the_schema_refuses_every_rule_that_it_can_state(is_valid: Any, broken: Broken) -> None:
    tree = json.loads(load("1.1.0").to_json())
    broken.edit(tree)
    assert not is_valid(tree)


@pytest.mark.parametrize("broken", SCHEMA_CANNOT, ids=lambda broken: broken.rule)
@each_validator
def test_the_schema_accepts_the_rest(is_valid: Any, broken: Broken) -> None:
    if "surrogate" in broken.rule:
        pytest.skip("JSON parsers refuse it before a schema can")
    tree = json.loads(load("1.1.0").to_json())
    broken.edit(tree)
    assert is_valid(tree)


@pytest.mark.skipif(
    not (BROWSER / "node_modules" / "ajv").is_dir(), reason="needs Ajv: nox -s browser"
)
def test_strict_ajv_accepts_the_schema_and_every_release(tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node
    files = [tmp_path / "schema.json", *(tmp_path / f"{r.version}.json" for r in releases)]
    for file in files:
        file.write_bytes(read_data(file.name))
    command: list[str | Path] = [node, "--input-type=module", "--eval", AJV, "--", *files]
    subprocess.run(command, cwd=BROWSER, check=True)


def fields(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        if node.get("additionalProperties") is False:
            for name, field in node["properties"].items():
                yield f"{path}.{name}", field
        for name, child in node.items():
            yield from fields(child, f"{path}.{name}")


def test_every_field_has_a_description_of_its_own() -> None:
    found = dict(fields(SCHEMA))
    assert len(found) > 60
    for path, field in found.items():
        assert field["description"].endswith("."), path
    assert all(
        "description" in shape for shape in SCHEMA["$defs"].values() if "properties" in shape
    )


def test_every_object_is_closed() -> None:
    for shape in (SCHEMA, *SCHEMA["$defs"].values()):
        if shape["type"] == "object":
            assert shape["additionalProperties"] is False
