"""Each law between values: what breaks it, where, and what is said; and what does not."""

import pytest

from jerking_info import load
from jerking_info.content.rules import broken_laws

_NEW_ID = "an id that no entry before it has"
_NEW_TERM = "a term that no entry before it has, in any case"
_NEW_NAME = "something not named before in this list"
_NEW_CODE = "a code that the entry does not have yet"
_NEW_URL = "a url not given before in this list"
_NEW_TITLE = "a title that no page of this publisher has yet"
_CAUSE = "the id of a cause of this topic"
_CODES = [{"system": "s", "code": "C"}, {"system": "s", "code": "c"}]
_PAGES = [
    {"url": "u", "publisher": "p", "title": "t"},
    {"url": "u", "publisher": "p", "title": "T"},
]


@pytest.mark.parametrize("entries", ["synonyms", "causes", "tips", "warning_signs"])
def test_no_two_entries_of_a_kind_have_an_id(entries: str) -> None:
    topic = {entries: [{"id": "a"}, {"id": "b"}, {"id": "A"}]}
    assert [*broken_laws(topic)] == [((entries, 2, "id"), "A", _NEW_ID)]


def test_no_two_entries_have_a_term() -> None:
    causes = [
        {"name": "a", "examples": [{"name": "b", "aliases": ["c", "A"]}], "aliases": ["d", "B"]},
        {"name": "C", "examples": [{"name": "D"}]},
        {"name": "E"},
    ]
    topic = {"synonyms": [{"text": "e"}, {"text": "f"}], "causes": causes}
    assert [*broken_laws(topic)] == [
        (("causes", 0, "examples", 0, "aliases", 1), "A", _NEW_TERM),
        (("causes", 0, "aliases", 1), "B", _NEW_TERM),
        (("causes", 1, "name"), "C", _NEW_TERM),
        (("causes", 1, "examples", 0, "name"), "D", _NEW_TERM),
        (("causes", 2, "name"), "E", _NEW_TERM),
    ]


def test_a_tip_names_nothing_twice() -> None:
    topic = {
        "causes": [{"id": "c"}],
        "tips": [{"actions": ["a", "b"]}, {"actions": ["b", "B"], "applies_to": ["c", "c"]}],
    }
    assert [*broken_laws(topic)] == [
        (("tips", 1, "actions", 1), "B", _NEW_NAME),
        (("tips", 1, "applies_to", 1), "c", _NEW_NAME),
    ]


@pytest.mark.parametrize("bearer", ["synonyms", "causes", "tips", "warning_signs"])
def test_an_entry_has_each_code_and_each_page_once(bearer: str) -> None:
    topic = {bearer: [{}, {"codes": _CODES, "references": _PAGES}]}
    assert [*broken_laws(topic)] == [
        ((bearer, 1, "codes", 1, "code"), "c", _NEW_CODE),
        ((bearer, 1, "references", 1, "url"), "u", _NEW_URL),
        ((bearer, 1, "references", 1, "title"), "T", _NEW_TITLE),
    ]


def test_so_do_the_topic_and_an_example() -> None:
    topic = {"codes": _CODES, "causes": [{"examples": [{"codes": _CODES}]}]}
    assert [*broken_laws(topic)] == [
        (("codes", 1, "code"), "c", _NEW_CODE),
        (("causes", 0, "examples", 0, "codes", 1, "code"), "c", _NEW_CODE),
    ]


def test_two_entries_may_have_one_code_and_two_pages_one_title() -> None:
    pages = [
        {"url": "u", "publisher": "p", "title": "t"},
        {"url": "v", "publisher": "q", "title": "t"},
        {"url": "w", "publisher": "p|q", "title": "r"},
        {"url": "x", "publisher": "p", "title": "q|r"},
    ]
    entry = {"codes": _CODES[:1], "references": pages}
    assert [*broken_laws({"causes": [entry], "tips": [entry]})] == []


def test_tips_are_numbered_in_their_order() -> None:
    topic = {"tips": [{"position": 2}, {"position": 2}, {"position": "1"}, {"position": True}]}
    told = "1, as tips are numbered in their order"
    assert [*broken_laws(topic)] == [(("tips", 0, "position"), 2, told)]


def test_what_a_tip_answers_is_a_cause() -> None:
    topic = {"causes": [{"id": "a"}], "tips": [{"applies_to": ["a", "b"]}]}
    assert [*broken_laws(topic)] == [(("tips", 0, "applies_to", 1), "b", _CAUSE)]


def test_a_review_is_told_whole() -> None:
    dates = {"last_reviewed": None, "next_review_due": "2030-01-01"}
    whole = "a value, as the review status is 'reviewed'"
    none = "null, as the review status is 'not-reviewed'"
    reviewed = {"review_status": "reviewed", "reviewer": None, **dates}
    assert [*broken_laws({"provenance": reviewed})] == [
        (("provenance", "reviewer"), None, whole),
        (("provenance", "last_reviewed"), None, whole),
    ]
    unreviewed = {"review_status": "not-reviewed", "reviewer": "R", **dates}
    assert [*broken_laws({"provenance": unreviewed})] == [
        (("provenance", "reviewer"), "R", none),
        (("provenance", "next_review_due"), "2030-01-01", none),
    ]


def test_no_sign_is_reviewed_in_a_topic_that_is_not() -> None:
    signs = [{"review_status": "not-reviewed"}, {"review_status": "reviewed"}]
    topic = {"provenance": {"review_status": "not-reviewed"}, "warning_signs": signs}
    told = "'not-reviewed', as the topic has no review"
    place = ("warning_signs", 1, "review_status")
    assert [*broken_laws(topic)] == [(place, "reviewed", told)]
    topic = {"provenance": {"review_status": "reviewed"}, "warning_signs": signs}
    assert [*broken_laws(topic)] == []


@pytest.mark.parametrize(
    "topic",
    [
        None,
        [],
        {"causes": {"id": "a"}},
        {"causes": [["a", "a"], 1, None]},
        {"causes": [{"id": 1}, {"id": 1}, {"id": ["a"]}]},
        {"codes": [{"code": "a"}, {"code": "a"}, {"system": "b"}, {"system": "b"}]},
        {"codes": [{"system": 1, "code": "a"}, {"system": 1, "code": "a"}]},
        {"tips": [{"applies_to": [["a"], 1, None]}, {"actions": [(), ()]}]},
        {"provenance": {"review_status": "?", "reviewer": None}},
    ],
)
def test_what_has_another_shape_is_left_to_the_models(topic: object) -> None:
    assert [*broken_laws(topic)] == []


def test_the_content_breaks_none() -> None:
    assert [*broken_laws(load().model_dump())] == []
