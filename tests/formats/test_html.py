"""`to_html`: the page as a patient gets it, and the part of one that an app embeds."""

import re

import pytest

from jerking_info import Topic, load, releases
from jerking_info.formats import to_html
from jerking_info.formats.html import STYLESHEET

TOPICS = [load(release.version) for release in releases]
every_release = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
both_forms = pytest.mark.parametrize("fragment", [False, True])


@every_release
@both_forms
def test_it_says_what_it_is_and_who_stands_behind_it(topic: Topic, *, fragment: bool) -> None:
    html = to_html(topic, fragment=fragment)

    for said in (
        f'<p class="ji-note">{topic.disclaimer.short}</p>',
        f'<p class="ji-disclaimer">{topic.disclaimer.text}</p>',
        f"Content version {topic.version}, language en, licence CC-BY-4.0.",
        f"sha256 {topic.sha256}",
        topic.provenance.article.author,
        "No clinician has reviewed this text yet.",
    ):
        assert said in html


@every_release
@both_forms
def test_every_warning_sign_says_that_nobody_reviewed_it(topic: Topic, *, fragment: bool) -> None:
    html = to_html(topic, fragment=fragment)

    assert ("These signs are not in the article" in html) == bool(topic.warning_signs)
    assert html.count("No clinician has reviewed it.") == len(topic.warning_signs)
    for sign in topic.warning_signs:
        assert re.search(f'<li id="{sign.id}" class="ji-{sign.level}">', html)


@every_release
def test_a_page_has_one_first_heading_and_the_landmarks(topic: Topic) -> None:
    html = to_html(topic)

    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert re.findall("<h1[^>]*>([^<]*)", html) == [topic.title]
    for landmark in ("header", "nav", "main", "footer"):
        assert len(re.findall(f"<{landmark}[ >]", html)) == 1


@every_release
def test_a_fragment_leaves_to_its_host_what_a_page_has_once(topic: Topic) -> None:
    html = to_html(topic, fragment=True)

    assert re.findall("<(html|head|body|main|style|title|meta|link|h1)[ >]", html) == ["title"] * 2
    assert html.startswith('<article class="jerking-info" id="jerking-movements" lang="en" ')
    assert html.endswith("</article>\n")


@every_release
def test_only_data_could_stand_in_a_script(topic: Topic) -> None:
    types = re.findall(r"<script([^>]*)>", to_html(topic))

    assert set(types) <= {' type="application/ld+json"'}
    assert "<script" not in to_html(topic, fragment=True)


@every_release
def test_the_contents_list_every_section(topic: Topic) -> None:
    html = to_html(topic)
    listed = re.findall('<li><a href="#([^"]*)">', html.partition("</nav>")[0])

    assert listed == re.findall('<section id="([^"]*)"', html)


@both_forms
def test_what_a_topic_has_not_leaves_no_trace(bare: Topic, *, fragment: bool) -> None:
    html = to_html(bare, fragment=fragment)

    for left_out in ("Also known as", "When to get help", "References", "Other names", "<svg"):
        assert left_out not in html


@pytest.mark.parametrize("missing", ["causes", "tips"])
def test_no_figure_is_drawn_where_nothing_can_be_joined(missing: str) -> None:
    topic = load("1.0.0")
    whatever_the_cause = topic.model_copy(update={"tips": topic.tips[6:]})

    assert "<svg" in to_html(whatever_the_cause)
    assert "<svg" not in to_html(whatever_the_cause.model_copy(update={missing: ()}))


def test_a_review_is_told(reviewed: Topic) -> None:
    html = to_html(reviewed)

    assert "Reviewed by A. Clinician, MD on 2026-11-01; next review due 2029-11-01." in html
    assert "Added by A. Clinician, MD. A clinician has reviewed it." in html


def test_every_rule_for_a_host_is_for_our_own_part_of_the_page() -> None:
    selectors = re.findall(r"^\s*([^\s{}@-][^{}@;]*)\{", STYLESHEET, re.MULTILINE)

    assert len(selectors) > 20
    for selector in selectors:
        for one in selector.split(","):
            assert one.strip().startswith(".jerking-info")


@every_release
@both_forms
def test_the_same_topic_gives_the_same_page(topic: Topic, *, fragment: bool) -> None:
    again = Topic.model_validate_json(topic.model_dump_json())

    assert to_html(again, fragment=fragment) == to_html(topic, fragment=fragment)
