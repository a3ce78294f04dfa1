"""The content record: authors, sources, terms and codes."""

import base64
import hashlib
from typing import Any

from jerking_info import Topic, load
from jerking_info.formats import to_fhir
from tests.formats.fhir.checks import resources
from tests.formats.fhir.samples import draft, reviewed


def library(topic: Topic, version: Any = "R4") -> Any:
    return resources(to_fhir(topic, version=version), "Library")[0]


def related(topic: Topic, type_: str, version: Any = "R4") -> list[Any]:
    return [each for each in library(topic, version)["relatedArtifact"] if each["type"] == type_]


def test_it_has_one_topic_per_code_those_of_every_entry() -> None:
    topic = draft()
    expected = [
        (coding.system, coding.version, " ".join(coding.code.split()), coding.display)
        for entry in topic.entries()
        for coding in getattr(entry, "codes", ())
    ]
    concepts = library(topic)["topic"]
    assert expected == [tuple(c["coding"][0].values()) for c in concepts]
    assert {1} == {len(concept["coding"]) for concept in concepts}
    assert {None, "Jerking movements", "Stimulant use", "caffeine", "Maintain a balanced diet"} <= {
        concept.get("text") for concept in concepts
    }
    assert library(load("1.0.0"))["topic"] == [{"text": "Jerking movements"}]


def test_every_resource_is_patient_education_on_the_codes_of_the_topic() -> None:
    topic = load("1.1.0")
    for resource in resources(to_fhir(topic)):
        *focus, task = resource["useContext"]
        codes = [use["valueCodeableConcept"]["coding"][0]["code"] for use in focus]
        assert [coding.code for coding in topic.codes] == codes
        assert task["valueCodeableConcept"]["coding"][0]["code"] == "PATEDUE"
    for resource in resources(to_fhir(load("1.0.0"))):
        (focus, _) = resource["useContext"]
        assert focus["valueCodeableConcept"] == {"text": "Jerking movements"}


def test_the_article_is_the_source() -> None:
    (article,) = related(load(), "derived-from")
    assert article["display"] == "What causes jerking movements and what should I do about them?"
    assert article["citation"].startswith("Haroon Rashid, MD. What causes jerking")


def test_every_reference_is_cited_once_in_the_fields_of_each_version() -> None:
    topic = draft()
    pages = {page for entry in topic.entries() for page in getattr(entry, "references", ())}
    r4, r5 = related(topic, "citation"), related(topic, "citation", "R5")
    assert {page.url for page in pages} == {each["url"] for each in r4}
    assert len(pages) == len(r4) == len(r5)
    assert [each["url"] for each in r4] == [each["document"]["url"] for each in r5]
    copies = sum(page.read_from == "stored-copy" for page in pages)
    assert copies == sum("stored copy" in each["citation"] for each in r4) > 0


def test_it_names_the_resources_that_belong_to_it() -> None:
    _, *parts = resources(to_fhir(load("1.1.0")))
    expected = [
        {"type": "composed-of", "display": r["title"], "resource": f"{r['url']}|1.1.0"}
        for r in parts
    ]
    assert expected == related(load("1.1.0"), "composed-of")


def test_its_digests_are_those_of_the_release_file() -> None:
    record = library(load("1.1.0"))
    raw = load("1.1.0").to_json()
    (content,) = record["content"]
    assert hashlib.sha1(raw).digest() == base64.b64decode(content["hash"])
    assert f"nih:sha-256;{hashlib.sha256(raw).hexdigest()}" == record["identifier"][0]["value"]
    assert (content["contentType"], content["title"]) == ("application/json", "1.1.0.json")


def test_a_review_is_recorded() -> None:
    record = library(reviewed())
    assert record["reviewer"] == [{"name": "A. Clinician, MD"}]
    assert record["approvalDate"] == record["lastReviewDate"] == "2027-01-31"
    assert not {"reviewer", "approvalDate", "lastReviewDate"} & set(library(load()))


def test_usage_is_the_disclaimer_plain_in_r4_and_markdown_in_r5() -> None:
    disclaimer = load().disclaimer.model_copy(update={"text": "a * b"})
    topic = load().model_copy(update={"disclaimer": disclaimer})
    assert (library(topic)["usage"], library(topic, "R5")["usage"]) == ("a * b", "a \\* b")
    assert library(topic, "R5")["versionAlgorithmCoding"]["code"] == "semver"
    assert "versionAlgorithmCoding" not in library(topic)


def test_every_terminology_is_acknowledged_where_its_codes_are_used() -> None:
    for resource in resources(to_fhir(load("1.1.0"))):
        for notice in (
            "National Center for Health Statistics",
            "Human Phenotype Ontology",
            "courtesy of the U",
            "Mondo Disease Ontology",
            "used by permission of SNOMED International",
        ):
            assert notice in resource["copyright"]
            assert notice not in library(load("1.0.0"))["copyright"]
        assert "CC-BY-4" in resource["copyright"]


def test_names_are_those_that_code_generators_need() -> None:
    names = [resource["name"] for resource in resources(to_fhir(load("1.1.0")))]
    assert names[:4] == [
        "JerkingMovementsLibrary",
        "JerkingMovementsCodeSystem",
        "JerkingMovementsValueSet",
        "JerkingMovementsConceptMapIcd10Cm",
    ]
    assert len(names) == len(set(names))
