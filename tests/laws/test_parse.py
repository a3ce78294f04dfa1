"""The laws of `parse`: what is valid comes back equal, what is not ends in one error."""

from hypothesis import given

from jerking_info import Topic, parse
from tests.strategies import topics


@given(topics())
def test_a_serialised_topic_parses_to_an_equal_one(topic: Topic) -> None:
    assert parse(topic.model_dump_json()) == topic
    assert parse(topic.to_json()) == topic
