"""The document: its sections are those of the outline."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from jerking_info import Topic, load
from jerking_info.formats import to_fhir
from jerking_info.formats.outline import Section, outline
from tests.formats.fhir.checks import resources, shown
from tests.formats.fhir.samples import draft, reviewed


def head(topic: Topic, version: Any = "R4") -> Any:
    return to_fhir(topic, version=version, kind="document")["entry"][0]["resource"]


def sections(topic: Topic) -> dict[str, str]:
    return {section["title"]: shown(section["text"]) for section in head(topic)["section"]}


@pytest.mark.parametrize("topic", [draft(), load("1.0.0")], ids=["draft", "1.0.0"])
def test_the_sections_are_those_of_the_outline(topic: Topic) -> None:
    blocks = outline(topic).blocks
    assert [*sections(topic)] == [block.title for block in blocks if isinstance(block, Section)]


def test_every_text_is_shown_cautions_in_their_tip() -> None:
    topic, found = draft(), sections(draft())
    tips = found["What can you do about jerking movements?"]
    starts = [tips.index(f"{tip.position}. {tip.title}") for tip in topic.tips]
    for tip, start, end in zip(topic.tips, starts, [*starts[1:], None], strict=True):
        for part in (tip.text, *tip.actions, *(caution.text for caution in tip.cautions)):
            assert part in tips[start:end]
    for title, texts in {
        "When to get help": [t for s in topic.warning_signs for t in (s.lead or s.text, *s.signs)],
        "When it is usually harmless": [note.text for note in topic.usually_harmless],
        "For your visit": [note.text for note in topic.for_your_visit],
        "Words explained": [f"{entry.term}: {entry.text}" for entry in topic.glossary],
    }.items():
        assert all(text in found[title] for text in texts)


def test_the_head_has_title_disclaimer_and_day() -> None:
    text = shown(head(load("1.1.0"))["text"])
    topic = load("1.1.0")
    for needed in (topic.title, topic.disclaimer.short, "22 November 2026"):
        assert needed in text
    assert topic.overview in sections(topic)["Overview"]
    assert "Not a released version." in shown(head(draft())["text"])


def test_lists_and_links_are_markup_and_internal_links_are_text() -> None:
    narratives = [section["text"]["div"] for section in head(draft())["section"]]
    assert "<ol><li>" in narratives[0]
    assert "<a " not in narratives[0]
    assert '<a href="https://' in narratives[1]
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
