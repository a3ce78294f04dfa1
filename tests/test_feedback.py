import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from jerking_info import Example, Topic, UnknownIdError, load, releases
from jerking_info.feedback import Comment, Rating
from jerking_info.testing import texts, topics
from tests import schema_org
from tests.shipped import on_each_release


def rating(**changes: Any) -> Rating:
    topic = load()
    values: dict[str, Any] = {
        "content_id": topic.id,
        "content_version": topic.version,
        "content_sha256": topic.sha256,
        "value": 3,
    }
    return Rating(**values | changes)


def comment(text: object) -> Comment:
    return Comment.of(load(), text)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_a_rating_is_a_whole_number_from_1_to_5(value: int) -> None:
    assert rating(value=value).value == value


@pytest.mark.parametrize("value", [0, 6, -1, "3", 3.0, True, None, 10**30])
def test_any_other_rating_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        rating(value=value)


@pytest.mark.parametrize(
    "changes",
    [
        {"content_id": "no-such-entry"},
        {"content_id": None},
        {"content_version": "1.0"},
        {"content_version": 1},
        {"content_sha256": "a" * 63},
        {"content_sha256": "A" * 64},
        {"reader": "Jo"},
    ],
    ids=str,
)
def test_feedback_without_valid_content_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rating(**changes)


@pytest.mark.parametrize("field", list(Rating.model_fields))
def test_no_field_of_a_rating_may_be_missing(field: str) -> None:
    fields = rating().model_dump()
    del fields[field]
    with pytest.raises(ValidationError, match=field):
        Rating(**fields)


@on_each_release
@given(topic=topics())
@settings(max_examples=30)
def test_feedback_can_be_on_the_topic_or_on_any_entry_with_an_id(topic: Topic) -> None:
    for entry in topic.entries():
        if not isinstance(entry, Example):
            assert Rating.of(topic, 5, entry.id).is_on(topic)
            assert Comment.of(topic, "Thanks.", entry.id).is_on(topic)


def test_feedback_is_bound_to_the_exact_text_that_was_seen(topic: Topic) -> None:
    given_ = Rating.of(topic, 5)
    assert given_.content_id == topic.id
    assert given_.content_version == topic.version
    assert given_.content_sha256 == topic.sha256
    assert [given_.is_on(load(r.version)) for r in releases] == [
        r.version == topic.version for r in releases
    ]
    assert not given_.is_on(topic.model_copy(update={"overview": "Another."}))
    assert not rating(content_sha256="0" * 64).is_on(load())
    assert not rating(content_version="9.9.9").is_on(load())


def test_is_on_refuses_an_entry_that_the_topic_does_not_have() -> None:
    later, earlier = load("1.1.0"), load("1.0.0")
    said = Comment.of(later, "Thanks.", "dangerous-seizure")
    bound = {"content_version": earlier.version, "content_sha256": earlier.sha256}
    assert said.is_on(later)
    assert not Comment.model_validate(dict(said) | bound).is_on(earlier)


@pytest.mark.parametrize("text", ["ok", "One.\nTwo.\n\nThree.", "🏳️‍🌈", "a" * 2000])
def test_a_comment_may_have_lines(text: str) -> None:
    assert comment(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n", " padded", "padded\n", "\u200b", "a" * 2001),
        *("a\x00b", "a\r\nb", "a\tb", "a\u202eb", "a\ud800b", "e\u0301", 7, None, b"ok"),
    ],
    ids=ascii,
)
def test_any_other_comment_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        comment(text)


def test_feedback_is_frozen_hashable_and_travels() -> None:
    for one in (rating(), comment("One.\nTwo.")):
        with pytest.raises(ValidationError):
            one.content_version = "2.0.0"  # type: ignore[misc]
        assert hash(one) == hash(one.model_copy())
        assert pickle.loads(pickle.dumps(one)) == one
        assert type(one).model_validate_json(one.model_dump_json()) == one


def test_the_json_schema_describes_every_field_and_lets_lines_break() -> None:
    schema = Comment.model_json_schema()
    assert all(field["description"] for field in schema["properties"].values())
    text, value = schema["properties"]["text"], Rating.model_json_schema()["properties"]["value"]
    assert text == {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000,
        "description": text["description"],
    }
    assert (value["minimum"], value["maximum"]) == (1, 5)


@given(st.integers(1, 5), texts())
@settings(max_examples=50)
def test_feedback_stays_inside_schema_org(value: int, text: str) -> None:
    for action in (Rating.of(load(), value).to_jsonld(), Comment.of(load(), text).to_jsonld()):
        assert schema_org.violations(json.loads(json.dumps(action))) == []


def on(content_id: str) -> dict[str, object]:
    return {
        "@type": "CreativeWork",
        "identifier": content_id,
        "version": load().version,
        "encoding": {
            "@type": "MediaObject",
            "name": f"{load().version}.json",
            "encodingFormat": "application/json",
            "sha256": load().sha256,
        },
    }


DONE = {"@id": "http://schema.org/CompletedActionStatus"}


def test_a_rating_in_schema_org_is_a_review_of_the_author() -> None:
    number = {"@type": "Rating", "ratingValue": 4, "worstRating": 1, "bestRating": 5}
    assert rating(value=4).to_jsonld() == {
        "@context": "https://schema.org",
        "@type": "ReviewAction",
        "actionStatus": DONE,
        "object": on("jerking-movements"),
        "resultReview": {
            "@type": "Review",
            "itemReviewed": on("jerking-movements"),
            "reviewAspect": "author",
            "reviewRating": number,
        },
    }


def test_a_comment_in_schema_org_says_what_it_is_about() -> None:
    text = "One.\n</script>"
    assert Comment.of(load(), text, "limit-stimulants").to_jsonld() == {
        "@context": "https://schema.org",
        "@type": "CommentAction",
        "actionStatus": DONE,
        "object": on("limit-stimulants"),
        "resultComment": {"@type": "Comment", "about": on("limit-stimulants"), "text": text},
    }


def test_of_refuses_an_entry_that_the_topic_does_not_have() -> None:
    topic = load("1.0.0")
    entries: tuple[Any, ...] = (*topic.synonyms, *topic.causes, *topic.tips)
    for of, said in ((Rating.of, 3), (Comment.of, "Clear.")):
        with pytest.raises(UnknownIdError, match="no content 'dangerous-seizure'") as error:
            of(topic, said, "dangerous-seizure")  # type: ignore[arg-type]
        assert error.value.id == "dangerous-seizure"
        assert error.value.known == (topic.id, *(entry.id for entry in entries))
