"""The document: its sections are those of the outline."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from jerking_info import Topic, load
from jerking_info.formats import to_fhir
from tests.formats.fhir.checks import resources, shown
from tests.formats.fhir.samples import full, reviewed


def head(topic: Topic, version: Any = "R4") -> Any:
    return to_fhir(topic, version=version, kind="document")["entry"][0]["resource"]


def sections(topic: Topic) -> dict[str, str]:
    return {section["title"]: shown(section["text"]) for section in head(topic)["section"]}


def test_the_sections_are_in_the_order_of_the_outline() -> None:
    assert [*sections(full())] == [
        "What to do first",
        "When to get help",
        "When it is usually harmless",
        "What can cause jerking movements?",
        "What can you do about jerking movements?",
        "For your visit",
        "Words explained",
        "In short",
        "Important",
        "About this information",
        "Sources",
        "Codes for health records",
        "Technical details",
    ]
    without = {"When to get help", "For your visit", "Words explained", "Sources"}
    assert not without & set(sections(load("1.0.0")))


def test_every_text_is_shown_cautions_in_their_tip() -> None:
    topic, found = full(), sections(full())
    tips = found["What can you do about jerking movements?"]
    first, second = (tips.index(tip.title) for tip in topic.tips[:2])
    assert "Be careful:" in tips[first:second]
    assert "Ask about kidney disease." in tips[first:second]
    assert "one\ntwo\n" in found["When to get help"]
    assert "Eyelids twitch." in found["When it is usually harmless"]
    assert "List them." in found["For your visit"]
    assert "spasm: A cramp." in found["Words explained"]


def test_the_head_has_title_disclaimer_overview_and_day() -> None:
    text = shown(head(load("1.1.0"))["text"])
    topic = load("1.1.0")
    for needed in (topic.title, topic.disclaimer.short, topic.overview, "22 November 2026"):
        assert needed in text
    assert "Not a released version." in shown(head(full())["text"])


def test_lists_and_links_are_markup_and_internal_links_are_text() -> None:
    narratives = [section["text"]["div"] for section in head(full())["section"]]
    assert "<ol><li>" in narratives[0]
    assert "<a " not in narratives[0]
    assert '<a href="https://a.example.org/">' in narratives[2]
    assert "#" not in "".join(link.get("href", "") for n in narratives for link in ET.fromstring(n))


def test_the_last_section_refers_to_every_resource() -> None:
    bundle = to_fhir(load(), version="R5", kind="document")
    expected = [
        {"reference": entry["fullUrl"], "display": entry["resource"]["title"]}
        for entry in bundle["entry"][1:]
    ]
    assert expected == resources(bundle, "Composition")[0]["section"][-1]["entry"]


def test_the_head_is_an_education_note_in_each_version() -> None:
    r4, r5 = head(load("1.0.0")), head(load("1.0.0"), "R5")
    assert r4["type"]["coding"][0]["code"] == "34895-3"
    assert r4["author"] == [{"display": "The jerking-info project"}]
    assert [r4["identifier"]] == r5["identifier"]
    assert (r5["url"], r5["version"]) == (r4["identifier"]["value"], "1.0.0")
    assert not {"url", "version"} & set(r4)
    assert (r4["status"], head(reviewed())["status"]) == ("preliminary", "final")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "]]>", "a & b --> c", "x\" y='z"])
def test_hostile_text_is_shown_as_text(text: str) -> None:
    topic = load("1.0.0").model_copy(update={"summary": text})
    assert sections(topic)["In short"].startswith(text)
