"""The document: what a reader sees, in which order, and what stands behind it."""

import json
from typing import Any, get_args

import pytest

from jerking_info import Topic, load, parse
from jerking_info.formats import to_fhir
from jerking_info.formats.fhir.resource import FhirVersion
from tests.fhir_resource_rules import shown


def head(topic: Topic, version: FhirVersion = "R4") -> Any:
    bundle: Any = to_fhir(topic, version, "document")
    return bundle["entry"][0]["resource"]


def sections(topic: Topic) -> dict[str, str]:
    return {section["title"]: shown(section) for section in head(topic)["section"]}


def test_the_sections_come_in_the_order_in_which_a_reader_needs_them() -> None:
    assert [*sections(load("1.1.0"))] == [
        "Overview",
        "Also known as",
        "When to get help",
        "What can cause jerking movements?",
        "What can you do about jerking movements?",
        "In short",
        "Read more",
        "Where this comes from",
    ]
    assert not {"When to get help", "Read more"} & set(sections(load("1.0.0")))


def test_a_topic_without_entries_has_no_empty_section() -> None:
    tree = json.loads(load("1.0.0").to_json()) | {"synonyms": [], "causes": [], "tips": []}
    assert [*sections(parse(json.dumps(tree)))] == [
        "Overview",
        "What can you do about jerking movements?",
        "In short",
        "Where this comes from",
    ]


def test_a_warning_sign_is_shown_as_an_addition_which_nobody_reviewed() -> None:
    topic = load("1.1.0")
    text = sections(topic)["When to get help"]
    for sign in topic.warning_signs:
        note = "Added by: The jerking-info project. No clinician has reviewed this addition yet."
        assert f"{sign.level.capitalize()}: {sign.text} {note}" in text
        for reference in sign.references:
            assert f"{reference.title}, {reference.publisher}" in text


def test_a_warning_sign_that_was_reviewed_is_shown_as_such() -> None:
    tree = json.loads(load("1.1.0").to_json())
    tree["warning_signs"][0]["review_status"] = "reviewed"
    tree["provenance"] |= {
        "review_status": "reviewed",
        "reviewer": "A. Tester, MD",
        "last_reviewed": "2026-11-22",
        "next_review_due": "2027-11-22",
    }
    text = sections(parse(json.dumps(tree)))["When to get help"]
    assert text.count("A clinician has reviewed this addition.") == 1
    assert text.count("No clinician has reviewed this addition yet.") == 5


def test_a_tip_says_what_to_do_and_for_which_causes() -> None:
    text = sections(load("1.1.0"))["What can you do about jerking movements?"]
    assert "cutting downstoppingFor: Stimulant use." in text
    assert "chiropractic careFor: any cause." in text


def test_a_tip_for_several_causes_names_them_all() -> None:
    tree = json.loads(load("1.0.0").to_json())
    tree["tips"][0]["applies_to"] = ["stress-and-anxiety", "sleep-disorders"]
    text = sections(parse(json.dumps(tree)))["What can you do about jerking movements?"]
    assert "For: Stress and anxiety; Sleep disorders." in text


def test_a_cause_is_shown_with_its_examples_and_other_names() -> None:
    text = sections(load("1.1.0"))["What can cause jerking movements?"]
    assert "Stimulant use (also: central nervous system stimulants; CNS stimulants)" in text
    assert "Examples:caffeineamphetamines" in text


def test_the_last_section_leads_to_every_resource() -> None:
    bundle: Any = to_fhir(load("1.1.0"), "R5", "document")
    entries = bundle["entry"][0]["resource"]["section"][-1]["entry"]
    expected = [
        {"reference": entry["fullUrl"], "display": entry["resource"]["title"]}
        for entry in bundle["entry"][1:]
    ]
    assert expected == entries


def test_what_a_reader_needs_first_is_at_the_head() -> None:
    topic = load("1.1.0")
    assert shown(head(topic)) == topic.title + topic.disclaimer.text


def test_the_head_is_an_education_note_as_each_release_has_it() -> None:
    r4, r5 = (head(load("1.0.0"), version) for version in get_args(FhirVersion))
    assert r4["type"]["coding"] == [
        {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
    ]
    assert [r4["identifier"]] == r5["identifier"]
    assert (r5["url"], r5["version"]) == (r4["identifier"]["value"], "1.0.0")
    assert not {"url", "version"} & set(r4)
    assert (r4["status"], r4["author"]) == (
        "preliminary",
        [{"display": "The jerking-info project"}],
    )


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "]]>", "a & b --> c", "x\" y='z"])
def test_hostile_text_is_shown_as_text(text: str) -> None:
    tree = json.loads(load("1.0.0").to_json()) | {"overview": text}
    assert sections(parse(json.dumps(tree)))["Overview"] == text
