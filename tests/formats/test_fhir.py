"""The Bundle as a whole: both kinds, both releases of FHIR, every release of the content."""

import base64
import json
import os
import re
import subprocess
import sys
from datetime import date
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from jerking_info import Topic, load, parse, releases
from jerking_info.content.releases import read_data
from jerking_info.formats import to_fhir
from jerking_info.formats.fhir.bundle import BundleKind, FhirObject, FhirVersion
from tests.fhir_faults import faults, fhir_resources_faults, json_schema_faults
from tests.fhir_resource_rules import shown

VERSIONS: tuple[FhirVersion, ...] = get_args(FhirVersion)
KINDS: tuple[BundleKind, ...] = get_args(BundleKind)

every_release = pytest.mark.parametrize("content", [release.version for release in releases])
every_version = pytest.mark.parametrize("version", VERSIONS)
every_kind = pytest.mark.parametrize("kind", KINDS)


def bundle(topic: Topic, version: FhirVersion, kind: BundleKind, **dates: date) -> Any:
    return to_fhir(topic, version, kind, **dates)


def resources(tree: Any, resource_type: str) -> list[Any]:
    everything = [entry["resource"] for entry in tree["entry"]]
    return [resource for resource in everything if resource["resourceType"] == resource_type]


def reviewed(topic: Topic) -> Topic:
    tree = json.loads(topic.to_json())
    tree["provenance"] |= {
        "review_status": "reviewed",
        "reviewer": "A. Reviewer, MD",
        "last_reviewed": "2027-01-31",
        "next_review_due": "2030-01-31",
    }
    return parse(json.dumps(tree))


@every_release
@every_version
@every_kind
def test_no_checker_finds_a_fault(content: str, version: FhirVersion, kind: BundleKind) -> None:
    topic = load(content)
    assert faults(to_fhir(topic, version, kind), topic, version) == []


@every_release
@every_version
@every_kind
def test_no_checker_finds_a_fault_once_it_is_released_and_reviewed(
    content: str, version: FhirVersion, kind: BundleKind
) -> None:
    topic = reviewed(load(content))
    tree = bundle(topic, version, kind, released=date(2027, 2, 1))
    assert faults(tree, topic, version) == []
    (library,) = resources(tree, "Library")
    assert (library["status"], library["experimental"]) == ("active", False)
    assert library["reviewer"] == [{"name": "A. Reviewer, MD"}]
    assert library["approvalDate"] == library["lastReviewDate"] == "2027-01-31"


@every_release
@every_kind
def test_what_is_written_for_r4_satisfies_the_official_schema_and_r4b(
    content: str, kind: BundleKind
) -> None:
    tree = to_fhir(load(content), "R4", kind)
    assert [*json_schema_faults(tree), *fhir_resources_faults(tree, "R4")] == []


@every_release
@every_version
@every_kind
def test_the_embedded_file_is_the_release_file_byte_for_byte(
    content: str, version: FhirVersion, kind: BundleKind
) -> None:
    tree = json.loads(json.dumps(to_fhir(load(content), version, kind)))
    (library,) = resources(tree, "Library")
    raw = base64.b64decode(library["content"][0]["data"])
    assert read_data(f"{content}.json") == raw
    assert parse(raw) == load(content)


@every_release
@every_version
@every_kind
def test_it_survives_json_unchanged(content: str, version: FhirVersion, kind: BundleKind) -> None:
    tree = to_fhir(load(content), version, kind)
    assert json.loads(json.dumps(tree)) == tree


@every_release
@every_version
@every_kind
def test_the_declared_type_takes_it(content: str, version: FhirVersion, kind: BundleKind) -> None:
    tree = to_fhir(load(content), version, kind)
    assert TypeAdapter(FhirObject).validate_python(tree, strict=True) == tree


@every_release
@every_version
def test_every_resource_carries_version_digest_language_source_and_disclaimer(
    content: str, version: FhirVersion
) -> None:
    topic = load(content)
    for resource in (entry["resource"] for entry in bundle(topic, version, "collection")["entry"]):
        text = shown(resource)
        for needed in (
            f"Content version {topic.version}, language {topic.language}.",
            topic.sha256,
            topic.provenance.article.title,
            f"Licence: {topic.provenance.license}",
            "No clinician has reviewed this text yet.",
            topic.disclaimer.text,
        ):
            assert needed in text


@every_release
def test_a_collection_holds_a_map_per_terminology_with_codes(content: str) -> None:
    topic = load(content)
    maps = resources(to_fhir(topic), "ConceptMap")
    expected = ["icd-10-cm", "hpo", "mesh", "mondo", "snomed-ct"] if content != "1.0.0" else []
    assert [f"jerking-movements-{name}" for name in expected] == [m["id"] for m in maps]


def test_without_arguments_it_is_an_r4_collection() -> None:
    topic = load("1.0.0")
    assert to_fhir(topic, "R4", "collection") == to_fhir(topic)


def test_its_arguments_can_be_named_as_they_are_documented() -> None:
    topic = load("1.0.0")
    assert to_fhir(topic, version="R5", kind="document") == to_fhir(topic, "R5", "document")


@pytest.mark.parametrize("wrong", ["R3", "r4", "R4B", "", None, 4, ["R4"]])
def test_a_wrong_version_is_refused_with_the_allowed_ones(wrong: Any) -> None:
    message = f"version: found {wrong!r}, expected 'R4' or 'R5'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        to_fhir(load("1.0.0"), version=wrong)


@pytest.mark.parametrize("wrong", ["message", "Document", "", None, {}])
def test_a_wrong_kind_is_refused_with_the_allowed_ones(wrong: Any) -> None:
    message = f"kind: found {wrong!r}, expected 'collection' or 'document'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        to_fhir(load("1.0.0"), kind=wrong)


@every_version
def test_a_document_is_dated_with_its_release(version: FhirVersion) -> None:
    tree = bundle(load("1.0.0"), version, "document", released=date(2026, 11, 22))
    assert tree["timestamp"] == "2026-11-22T00:00:00Z"
    assert tree["entry"][0]["resource"]["date"] == "2026-11-22"
    assert "_timestamp" not in tree
    assert {"2026-11-22"} == {entry["resource"]["date"] for entry in tree["entry"]}
    assert "released on 2026-11-22" in shown(tree["entry"][1]["resource"])


@every_version
def test_without_a_release_date_the_newest_day_that_the_topic_speaks_of_dates_it(
    version: FhirVersion,
) -> None:
    topic = load("1.1.0")
    read = max(ref.accessed for sign in topic.warning_signs for ref in sign.references)
    tree = bundle(topic, version, "document")
    assert tree["timestamp"] == f"{read}T00:00:00Z"
    assert bundle(reviewed(topic), version, "document")["timestamp"] == "2027-01-31T00:00:00Z"
    assert bundle(reviewed(load("1.0.0")), version, "document")["timestamp"][:4] == "2027"


@every_version
def test_a_day_that_nobody_knows_is_marked_as_unknown(version: FhirVersion) -> None:
    tree = bundle(load("1.0.0"), version, "document")
    head = tree["entry"][0]["resource"]
    assert (tree["timestamp"], head["date"]) == ("1970-01-01T00:00:00Z", "1970-01-01")
    mark = {
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
    }
    assert tree["_timestamp"] == head["_date"] == {"extension": [mark]}


def test_only_what_is_released_has_a_date_in_a_collection() -> None:
    tree = bundle(load("1.1.0"), "R4", "collection")
    assert not any("date" in entry["resource"] for entry in tree["entry"])
    assert "timestamp" not in tree


def test_each_bundle_has_an_identifier_of_its_own() -> None:
    made = [
        bundle(load(release.version), version, kind)
        for release in releases
        for version in VERSIONS
        for kind in KINDS
    ]
    made.append(bundle(load("1.0.0"), "R4", "document", released=date(2026, 11, 22)))
    assert len(made) == len({tree["identifier"]["value"] for tree in made})


def test_a_resource_keeps_its_url_from_version_to_version() -> None:
    old, new = (
        {(e["resource"]["resourceType"], e["resource"]["id"]): e["fullUrl"] for e in tree["entry"]}
        for tree in (bundle(load(content), "R5", "document") for content in ("1.0.0", "1.1.0"))
    )
    assert old.items() <= new.items()


def test_a_translation_has_urls_of_its_own() -> None:
    english = load("1.0.0")
    other = english.model_copy(update={"language": "de"})
    urls = [{e["fullUrl"] for e in bundle(t, "R4", "document")["entry"]} for t in (english, other)]
    assert not urls[0] & urls[1]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_topic_gives_the_same_bytes_in_another_process(seed: str) -> None:
    program = (
        "import json, sys; from jerking_info import topic; from jerking_info.formats import *;"
        "sys.stdout.buffer.write(json.dumps(to_fhir(topic, 'R5', 'document')).encode());"
        "sys.stdout.buffer.write(to_fhir_package(topic))"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}
    made = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True
    ).stdout
    from jerking_info import topic
    from jerking_info.formats import to_fhir_package

    here = json.dumps(to_fhir(topic, "R5", "document")).encode() + to_fhir_package(topic)
    assert here == made
