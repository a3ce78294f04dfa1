"""Infobutton answers, read by a feed reader, a schema of Atom and HTML parsers."""

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jerking_info import Example, Topic, load
from jerking_info.formats import to_html, to_infobutton
from jerking_info.testing import assert_shows_disclaimer, topics

PAGE = "https://clinic.example/jerking-movements"
ICD_10_CM, SNOMED_CT = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96"
RXNORM = "2.16.840.1.113883.6.88"
ATOM = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "data" / "atom.rng"))
REQUESTS = [
    (ICD_10_CM, "G25.81", "restless legs syndrome", "sleep-disorders"),
    (ICD_10_CM, "R25.3", "Jerking movements", "jerking-movements"),
    (ICD_10_CM, "G20.B1", "Parkinson's disease", "neurological-disorders"),
    (ICD_10_CM, "F95.8", "Tourette syndrome", "neurological-disorders"),  # by its category F95
    (SNOMED_CT, "32914008", "restless legs syndrome", "sleep-disorders"),
]


def feed_of(topic: Topic, system: str, code: str, **more: Any) -> Any:
    # Through JSON, as clients get it.
    answer = to_infobutton(topic, system, code, base_url=PAGE, **more)
    return json.loads(json.dumps(answer))["feed"]


def atom_of(topic: Topic, system: str, code: str, **more: Any) -> Any:
    document = to_infobutton(topic, system, code, base_url=PAGE, form="atom", **more).encode()
    assert ATOM.validate(etree.fromstring(document)), ATOM.error_log
    feed = feedparser.parse(document, sanitize_html=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize(("system", "code", "title", "anchor"), REQUESTS)
def test_a_code_leads_to_the_part_of_the_page(
    system: str, code: str, title: str, anchor: str
) -> None:
    topic = load()
    (entry,) = feed_of(topic, system, code)["entry"]
    assert entry["title"]["_value"] == title
    assert entry["link"] == [{"href": f"{PAGE}#{anchor}", "rel": "alternate"}]
    assert f'id="{anchor}"' in to_html(topic)
    assert entry["id"]["_value"].startswith("tag:clinic.example,2026:jerking-movements")
    assert entry["updated"]["_value"] == "2026-11-30T00:00:00Z"


def test_the_feed_is_that_of_medlineplus_connect() -> None:
    feed = feed_of(load(), ICD_10_CM, "G25.81", display_name="Restless legs")
    del feed["entry"]
    assert feed == {
        "base": PAGE,
        "lang": "en",
        "title": {"type": "text", "_value": "Jerking movements"},
        "updated": {"_value": "2026-11-30T00:00:00Z"},
        "id": {"_value": f"tag:clinic.example,2026:jerking-movements?{ICD_10_CM}%7CG25.81"},
        "author": {"name": {"_value": "The jerking-info project"}},
        "subtitle": {"type": "text", "_value": "Results for ICD-10-CM G25.81"},
        "category": [
            {"scheme": "mainSearchCriteria.v.c", "term": "G25.81"},
            {"scheme": "mainSearchCriteria.v.cs", "term": ICD_10_CM},
            {"scheme": "mainSearchCriteria.v.dn", "term": "Restless legs"},
            {"scheme": "informationRecipient", "term": "PAT"},
        ],
    }


@pytest.mark.parametrize(
    ("system", "code", "language"),
    [(ICD_10_CM, "Z00", "en"), (RXNORM, "6809", "en"), (ICD_10_CM, "G25.81", "es"),
     ("", "", "en"), (SNOMED_CT, "1\x00\ud800", "")],
    ids=ascii,
)  # fmt: skip
def test_no_match_gives_an_empty_feed(system: str, code: str, language: str) -> None:
    assert feed_of(load(), system, code, language=language)["entry"] == []
    assert atom_of(load(), system, code, language=language).entries == []


def test_a_regional_language_is_the_language() -> None:
    assert len(feed_of(load(), ICD_10_CM, "G25.81", language="en-US")["entry"]) == 1


def test_a_synonym_leads_to_the_topic_once() -> None:
    entries = feed_of(load(), "hpo", "HP:0004305")["entry"]
    assert [entry["title"]["_value"] for entry in entries] == ["Jerking movements"]


def test_a_feed_has_at_most_three_entries() -> None:
    topic = load()
    code = topic.codes[0]
    causes = tuple(cause.model_copy(update={"codes": (code,)}) for cause in topic.causes)
    topic = topic.model_copy(update={"causes": causes})
    assert len(feed_of(topic, code.system, code.code)["entry"]) == 3


@pytest.mark.parametrize(
    "base_url",
    ["", "/page", "javascript://a.example/%0aalert(1)", "https:///", "https://a.example/#top",
     "https://a.example/a b", "https://a.example/\u00e9", "https://\u00e9.example/", "https://a.example/%",
     'https://a.example/"', "https://a.example/\n", "https://me@a.example/"],
)  # fmt: skip
def test_base_url_must_be_a_web_address(base_url: str) -> None:
    with pytest.raises(ValueError, match="base_url: found"):
        to_infobutton(load(), ICD_10_CM, "G25.81", base_url=base_url)


@pytest.mark.parametrize(
    "base_url",
    ["http://localhost:8000", "HTTPS://A.example/%C3%A9/", "https://a.example/?id=1&l=en"],
)
def test_base_url_may_be_any_encoded_web_address(base_url: str) -> None:
    (entry,) = to_infobutton(load(), ICD_10_CM, "G25.81", base_url=base_url)["feed"]["entry"]
    assert entry["link"][0]["href"] == f"{base_url}#sleep-disorders"
    assert entry["id"]["_value"].startswith(("tag:localhost,2026:", "tag:a.example,2026:"))


def test_a_topic_that_is_no_release_has_the_day_of_the_newest_release() -> None:
    draft = load().model_copy(update={"version": "9.9.9"})
    assert feed_of(draft, ICD_10_CM, "Z00")["updated"]["_value"] == "2026-11-30T00:00:00Z"


@given(topics())
@settings(max_examples=10)
def test_every_code_of_a_topic_is_answered_safely_in_both_forms(topic: Topic) -> None:
    for entry in topic.entries():
        for coding in getattr(entry, "codes", ())[:1]:
            feed = feed_of(topic, coding.system, coding.code, language=topic.language)
            read = atom_of(topic, coding.system, coding.code, language=topic.language)
            assert 1 <= len(feed["entry"]) <= 3
            for one, other in zip(feed["entry"], read.entries, strict=True):
                assert_shows_disclaimer(one["summary"]["_value"], topic, form="html", short=True)
                assert one["link"][0]["href"] == other.link
                assert one["id"]["_value"] == other.id
                if topic.warning_signs:
                    assert f'href="{PAGE}#{topic.id}-warning-signs"' in one["summary"]["_value"]


@pytest.mark.parametrize("tip", load().tips, ids=lambda tip: tip.id)
def test_a_summary_shows_a_tip_with_its_cautions(tip: Any) -> None:
    topic = load()
    for entry in (*topic.causes_for(tip), tip):
        for coding in entry.codes[:1]:
            summaries = [
                e["summary"]["_value"] for e in feed_of(topic, coding.system, coding.code)["entry"]
            ]
            shown = [summary for summary in summaries if f" {tip.title}</h3>" in summary]
            assert shown
            for caution in tip.cautions:
                words = caution.text.split("'")[0]
                assert all(words in summary for summary in shown)


@given(st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=25)
def test_any_request_gives_a_valid_feed(code: str, display_name: str) -> None:
    atom_of(load(), ICD_10_CM, code, display_name=display_name)


def test_ids_are_permanent_across_releases() -> None:
    ids = []
    for version in ("1.1.0", "1.2.0"):
        topic = load(version)
        found = {}
        for entry in topic.entries():
            for coding in () if isinstance(entry, Example) else getattr(entry, "codes", ()):
                for one in feed_of(topic, coding.system, coding.code)["entry"]:
                    found[one["title"]["_value"]] = one["id"]["_value"]
        ids.append(found)
    old, new = ids
    assert {title: id_ for title, id_ in new.items() if title in old} == {
        title: id_ for title, id_ in old.items() if title in new
    }


@pytest.mark.parametrize("form", ["JSON", "xml", None])
def test_another_form_is_an_error(form: Any) -> None:
    with pytest.raises(ValueError, match="form: found"):
        to_infobutton(load(), "icd-10-cm", "G25.81", base_url="https://a.example/", form=form)


def test_the_title_of_a_sign_is_short_because_a_record_shows_it_as_a_link() -> None:
    answer = to_infobutton(load("1.2.0"), "icd10cm", "E87.6", base_url=PAGE)

    titles = [entry["title"]["_value"] for entry in answer["feed"]["entry"]]
    assert "Low potassium" in titles
    assert max(map(len, titles)) <= 120
