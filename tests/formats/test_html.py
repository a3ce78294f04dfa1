"""`to_html`: the page for patients, and the part of one that an app embeds."""

import re

import pytest
from bs4 import BeautifulSoup
from trafilatura import extract

from jerking_info import Topic, load, releases
from jerking_info.formats import to_html
from jerking_info.formats.html import STYLESHEET

TOPICS = [load(release.version) for release in releases]
every_release = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)


@every_release
def test_a_page_has_one_first_heading_and_the_landmarks(topic: Topic) -> None:
    html = to_html(topic)

    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert re.findall("<h1[^>]*>([^<]*)", html) == [topic.title]
    for landmark in ("nav", "main"):
        assert len(re.findall(f"<{landmark}[ >]", html)) == 1


@every_release
def test_a_fragment_leaves_to_its_host_what_a_page_has_once(topic: Topic) -> None:
    html = to_html(topic, fragment=True)

    assert re.findall("<(html|head|body|main|style|title|meta|link|h1)[ >]", html) == ["title"]
    assert html.startswith('<article class="jerking-info" id="jerking-movements" lang="en" ')
    assert html.endswith("</article>\n")


@every_release
def test_the_only_script_is_data(topic: Topic) -> None:
    types = re.findall(r"<script([^>]*)>", to_html(topic))

    assert types == [' type="application/ld+json"']
    assert "<script" not in to_html(topic, fragment=True)


def test_no_page_has_codes_or_entries_that_it_does_not_show() -> None:
    page = to_html(load("1.2.0"), codes=False)
    card = to_html(load("1.2.0"), only="limit-stimulants")

    assert "R25.3" not in page
    assert "R25.3" not in card
    assert "serotonin" not in card


@every_release
def test_the_contents_list_every_section_that_is_not_folded(topic: Topic) -> None:
    page = BeautifulSoup(to_html(topic), "html.parser")
    listed = [str(a["href"])[1:] for nav in page.find_all("nav") for a in nav.find_all("a")]
    sections = [str(s["id"]) for s in page.select("main > section") if not s.find("details")]

    assert [f"{topic.id}-first", *listed] == sections


@every_release
def test_the_first_steps_lead_to_every_level_of_warning_signs(topic: Topic) -> None:
    page = BeautifulSoup(to_html(topic, emergency_number="112"), "html.parser")
    steps = page.select(f"#{topic.id}-first li[class] a")

    assert [str(step["href"])[1:] for step in steps] == [
        f"{topic.id}-{level}"
        for level in ("emergency", "urgent", "routine")
        if any(sign.level == level for sign in topic.warning_signs)
    ]
    for step in steps:
        assert [h.get_text() for h in page.select(f"{step['href']} > h3")] == [step.get_text()]


@every_release
def test_sources_codes_and_technical_details_are_folded(topic: Topic) -> None:
    page = BeautifulSoup(to_html(topic), "html.parser")
    folded = [
        details.summary.get_text(strip=True)
        for details in page.find_all("details")
        if details.summary
    ]
    expected = ["Technical details", "Sources", "Codes for health records"]

    assert folded == (expected if topic.codes else expected[:1])


def assert_shows_what_matters(text: str, topic: Topic) -> None:
    text = " ".join(text.split())
    assert topic.disclaimer.short in text
    assert topic.disclaimer.text in text
    assert ("Call an ambulance" in text) == bool(topic.warning_signs)
    if topic.for_your_visit:  # extractors drop the shorter lists of older releases
        for level in ("Call an ambulance", "Get help today", "Make an appointment"):
            assert f"Check the signs under “{level}”. If you notice any, " in text
        assert "If you notice none of these signs, read “" in text
        assert "See a healthcare professional for the right diagnosis." in text
    cautions = [caution.text for tip in topic.tips for caution in tip.cautions]
    assert [caution for caution in cautions if caution not in text] == []


@every_release
def test_a_text_extractor_keeps_both_disclaimers(topic: Topic) -> None:
    assert_shows_what_matters(extract(to_html(topic), include_comments=False) or "", topic)


@every_release
def test_a_reader_view_keeps_both_disclaimers(topic: Topic) -> None:
    readability = pytest.importorskip(
        "readability", reason="needs readability-lxml: nox -s coverage"
    )
    shown = readability.Document(to_html(topic)).summary()
    assert_shows_what_matters(BeautifulSoup(shown, "html.parser").get_text(), topic)


def test_every_rule_of_the_style_sheet_is_for_our_part_of_the_page() -> None:
    css = re.sub(r"/\*.*?\*/", "", STYLESHEET, flags=re.DOTALL)
    selectors = re.findall(r"^\s*([^\s{}@-][^{}@;]*)\{", css, re.MULTILINE)

    assert len(selectors) > 50
    for selector in selectors:
        while "(" in selector:
            selector = re.sub(r"\([^()]*\)", "", selector)  # noqa: PLW2901
        for one in selector.split(","):
            assert re.match(r"(article|body)?\.jerking-info|html:has", one.strip())


def test_a_page_of_a_card_has_no_contents_and_no_figure() -> None:
    html = to_html(load(), only="limit-stimulants")

    assert "<main" in html
    assert "<nav" not in html
    assert "<svg" not in html


@every_release
def test_equal_topics_give_equal_pages(topic: Topic) -> None:
    again = Topic.model_validate_json(topic.model_dump_json())

    assert to_html(again) == to_html(topic)


def test_a_visit_comes_with_a_diary_to_fill_in() -> None:
    topic = load("1.2.0")
    diary = BeautifulSoup(to_html(topic), "html.parser").select(
        "#jerking-movements-for-your-visit table"
    )

    assert [head.get_text() for head in diary[0].select("th[scope=col]")] == [
        "When it happened",
        "How long it lasted",
        "Where on the body",
        "What made it better or worse",
    ]
    assert all(cell.get_text() == "" for cell in diary[0].select("td"))
    assert "<table" not in to_html(load("1.0.0"))
    assert "<table" not in to_html(topic, only=topic.for_your_visit)
