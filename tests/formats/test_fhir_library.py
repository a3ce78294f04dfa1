"""The content record: whose it is, on what grounds, under which terms."""

import base64
import hashlib
import json
from typing import Any

import pytest

from jerking_info import Topic, load, parse
from jerking_info.content.vocabulary import CODE_SYSTEMS
from jerking_info.formats import fhir_library, to_fhir
from jerking_info.formats.fhir.notices import copyright_notice
from jerking_info.formats.fhir.resource import FhirVersion, references


def library(topic: Topic, version: FhirVersion = "R4") -> Any:
    bundle: Any = to_fhir(topic, version)
    return bundle["entry"][0]["resource"]


def related(topic: Topic, type_: str, version: FhirVersion = "R4") -> list[Any]:
    return [each for each in library(topic, version)["relatedArtifact"] if each["type"] == type_]


def with_changes(**changes: Any) -> Topic:
    return parse(json.dumps(json.loads(load("1.0.0").to_json()) | changes))


def test_the_article_is_what_the_content_is_derived_from() -> None:
    title = "What causes jerking movements and what should I do about them?"
    assert [
        {
            "type": "derived-from",
            "display": title,
            "citation": (
                f"Haroon Rashid, MD. {title} Symptom Database. Urgent Care Center of Arlington, VA."
            ),
        }
    ] == related(load("1.0.0"), "derived-from")


def test_a_page_to_read_more_on_is_cited_as_each_release_has_it() -> None:
    r4, r5 = (related(load("1.1.0"), "citation", version)[0] for version in ("R4", "R5"))
    title, url = "Movement - uncontrollable", "https://medlineplus.gov/ency/article/003201.htm"
    citation = f"MedlinePlus. {title}. Accessed 2026-11-22."
    shared = {"type": "citation", "display": title, "citation": citation}
    assert shared | {"url": url} == r4
    assert shared | {"document": {"url": url, "title": title}} == r5


def test_the_hash_of_the_file_is_there_where_sha_1_is_banned_for_security(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def sha1_of_fips(raw: bytes, *, usedforsecurity: bool = True) -> object:
        if usedforsecurity:
            raise ValueError("disabled for FIPS")
        return hashlib.sha1(raw, usedforsecurity=False)

    monkeypatch.setattr(fhir_library, "sha1", sha1_of_fips)
    topic = load("1.0.0")
    (file,) = library(topic)["content"]
    digest = hashlib.sha1(topic.to_json(), usedforsecurity=False).digest()
    assert base64.b64decode(file["hash"]) == digest


def test_each_reference_is_cited_once() -> None:
    topic = load("1.1.0")
    twice = topic.model_copy(update={"references": (*topic.references, *topic.references)})
    assert len(references(twice)) == len(set(references(twice))) == len(references(topic))
    assert len(related(topic, "citation")) == len(references(topic)) > 20


def test_it_names_the_resources_that_the_content_is_spread_over() -> None:
    bundle: Any = to_fhir(load("1.1.0"))
    expected = [
        {"type": "composed-of", "display": r["title"], "resource": f"{r['url']}|1.1.0"}
        for r in (entry["resource"] for entry in bundle["entry"][1:])
    ]
    assert expected == related(load("1.1.0"), "composed-of")


def test_what_is_markdown_in_r5_only_is_plain_in_r4() -> None:
    topic = with_changes(disclaimer={"text": "a * b", "short": "a"})
    assert library(topic, "R4")["usage"] == "a * b"
    assert library(topic, "R5")["usage"] == "a \\* b"


def test_r5_also_says_how_versions_compare() -> None:
    semver = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"}
    assert library(load("1.0.0"), "R5")["versionAlgorithmCoding"] == semver
    assert "versionAlgorithmCoding" not in library(load("1.0.0"), "R4")


def test_what_it_is_about_is_told_in_words_and_in_codes() -> None:
    record = library(load("1.1.0"))
    codings = record["topic"][0]["coding"]
    assert codings[0] == {
        "system": "http://human-phenotype-ontology.org",
        "version": "2025-01-16",
        "code": "HP:0004305",
        "display": "Involuntary movements",
    }
    assert len(codings) == len(load("1.1.0").codes)
    assert record["topic"][0]["text"] == "Jerking movements"
    focus, task = record["useContext"]
    assert focus["valueCodeableConcept"] == record["topic"][0]
    assert task["valueCodeableConcept"]["coding"][0]["code"] == "PATEDUE"
    assert library(load("1.0.0"))["topic"] == [{"text": "Jerking movements"}]


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("icd-10-cm", "National Center for Health Statistics"),
        ("hpo", "Human Phenotype Ontology"),
        ("mesh", "courtesy of the U.S. National Library of Medicine"),
        ("mondo", "Mondo Disease Ontology"),
        ("snomed-ct", "used by permission of SNOMED International"),
    ],
)
@pytest.mark.parametrize("place", ["topic", "synonym", "cause", "example", "tip"])
def test_a_terminology_is_named_wherever_a_code_of_it_is_used(
    name: str, notice: str, place: str
) -> None:
    tree = json.loads(load("1.0.0").to_json())
    coding = {"system": CODE_SYSTEMS[name], "version": "1", "code": "C1", "display": "D"}
    bearer = {
        "topic": tree,
        "synonym": tree["synonyms"][0],
        "cause": tree["causes"][0],
        "example": tree["causes"][0]["examples"][0],
        "tip": tree["tips"][0],
    }[place]
    bearer["codes"] = [coding | {"match": "exact"}]
    bundle: Any = to_fhir(parse(json.dumps(tree)))
    assert all(notice in entry["resource"]["copyright"] for entry in bundle["entry"])
    assert [entry["resource"]["id"] for entry in bundle["entry"][3:]] == [
        f"jerking-movements-{name}"
    ]
    assert notice not in copyright_notice(load("1.0.0"))


def test_each_resource_is_named_as_code_generators_need_it() -> None:
    bundle: Any = to_fhir(load("1.1.0"))
    names = [entry["resource"]["name"] for entry in bundle["entry"]]
    assert names[:4] == [
        "JerkingMovementsLibrary",
        "JerkingMovementsCodeSystem",
        "JerkingMovementsValueSet",
        "JerkingMovementsConceptMapIcd10Cm",
    ]
    assert len(names) == len(set(names))
