"""`data/schema.json`: what the models say, and as strict as JSON Schema can be."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jerking_info import load, releases
from jerking_info.content.releases import read_data
from tests.broken import BROKEN, SCHEMA_CANNOT, Broken

SCHEMA = json.loads(read_data("schema.json"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_valid_one_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("version", [release.version for release in releases])
def test_every_release_file_names_the_schema_and_obeys_it(version: str) -> None:
    tree = json.loads(read_data(f"{version}.json"))
    assert tree["$schema"] == "./schema.json"
    assert list(VALIDATOR.iter_errors(tree)) == []
    del tree["$schema"]
    assert list(VALIDATOR.iter_errors(tree)) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.law)
def test_the_schema_alone_refuses_every_law_that_it_can_express(broken: Broken) -> None:
    tree = json.loads(load().to_json())
    broken.edit(tree)
    assert not VALIDATOR.is_valid(tree)


@pytest.mark.parametrize("broken", SCHEMA_CANNOT, ids=lambda broken: broken.law)
def test_what_is_said_to_be_beyond_the_schema_is(broken: Broken) -> None:
    if broken.law == "lone surrogate as text":
        pytest.skip("the schema can refuse it, but JSON parsers do so before")
    tree = json.loads(load().to_json())
    broken.edit(tree)
    assert VALIDATOR.is_valid(tree)


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


@pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO strips docstrings, which it tells")
def test_the_schema_is_what_the_models_say() -> None:
    tools = pytest.importorskip("tools.schema", reason="only a checkout has the tools")
    written = (json.dumps(tools.schema(), indent=2, ensure_ascii=False) + "\n").encode()
    assert written == read_data("schema.json")


@pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO strips docstrings, which it tells")
def test_the_command_writes_and_checks_the_schema() -> None:
    pytest.importorskip("tools.schema", reason="only a checkout has the tools")
    done = subprocess.run(
        [sys.executable, "-m", "tools.schema", "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
