"""JavaScript software: a FHIR server, and a loader of FHIR packages.

Needs Node, and once `npm install --prefix tests/formats/fhir/node`.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from jerking_info import Topic, load
from jerking_info.formats import to_fhir, to_fhir_package
from tests.formats.fhir.checks import leaves, resources
from tests.formats.fhir.samples import draft

NODE = Path(__file__).parent / "node"
pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (NODE / "node_modules").is_dir()),
    reason="needs Node and `npm install --prefix tests/formats/fhir/node`",
)


def node(script: str, *arguments: str) -> Any:
    command = ["node", str(NODE / script), *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def posted(bundle: dict[str, Any], folder: Path) -> Any:
    file = folder / "transaction.json"
    file.write_text(json.dumps(bundle), "utf-8")
    return node("load.mjs", str(file))


@pytest.mark.parametrize("topic", [load(), draft()], ids=["newest", "draft"])
@pytest.mark.parametrize("version", ["R4", "R5"])
def test_a_server_stores_every_resource_of_a_transaction_unchanged(
    topic: Topic, version: Any, tmp_path: Path
) -> None:
    bundle = to_fhir(topic, version=version, kind="transaction")
    answer = posted(bundle, tmp_path)
    assert answer["type"] == "transaction-response"
    assert set(answer["statuses"]) <= {"200", "201"}
    for sent, stored in zip(resources(bundle), answer["stored"], strict=True):
        assert sent["url"] == stored["url"]
        assert "meta" in stored
        assert sent == {key: value for key, value in stored.items() if key != "meta"}


def test_the_server_replaces_urls_that_equal_a_full_url(tmp_path: Path) -> None:
    bundle = to_fhir(load("1.0.0"), kind="transaction")
    urls = [resource["url"] for resource in resources(bundle)]
    for entry in bundle["entry"]:
        entry["fullUrl"] = entry["resource"]["url"]
    stored = posted(bundle, tmp_path)["stored"]
    assert not set(urls) & {value for _, value in leaves(stored)}


@pytest.mark.parametrize("version", ["R4", "R5"])
def test_a_package_loader_finds_every_resource_by_its_url(version: Any, tmp_path: Path) -> None:
    file = tmp_path / "p.tgz"
    file.write_bytes(to_fhir_package(load(), version))
    expected = resources(to_fhir(load(), version=version))
    name = f"jerking-info.jerking-movements.en.{version.lower()}"
    urls = [resource["url"] for resource in expected]
    answer = node("package.mjs", str(file), str(tmp_path), name, load().version, *urls)
    assert {"status": "LOADED", "found": expected} == answer
