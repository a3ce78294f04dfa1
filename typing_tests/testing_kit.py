"""The types of the testing kit, and the errors that type checkers must report; never run."""

from typing import assert_type

from hypothesis import given
from hypothesis import strategies as st

import jerking_info
from jerking_info import Cause, Change, Tip, Topic, testing, topic
from jerking_info.feedback import Comment
from jerking_info.testing import OutputForm, assert_shows_disclaimer, causes, tips, topics

assert_type(topics(), st.SearchStrategy[Topic])
assert_type(topics(additions=False), st.SearchStrategy[Topic])
assert_type(causes(), st.SearchStrategy[Cause])
assert_type(tips(), st.SearchStrategy[Tip])
assert_type(testing.comments(), st.SearchStrategy[Comment])
assert_type(testing.changes(), st.SearchStrategy[Change])
assert_type(testing.texts(longest=80), st.SearchStrategy[str])
assert_type(jerking_info.testing.names(), st.SearchStrategy[str])
assert_type(st.from_type(Topic), st.SearchStrategy[Topic])

form: OutputForm = "markdown"
assert_type(assert_shows_disclaimer("", topic), None)
assert_shows_disclaimer("", topic, form=form, short=True)


@given(topics(), tips())
def takes_both(topic: Topic, tip: Tip) -> None:
    """Take a drawn value."""
    assert_type(topic.tips_for("stimulant-use"), tuple[Tip, ...])
    assert_type(tip.position, int)


assert_shows_disclaimer("", topic, form="pdf")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
assert_shows_disclaimer("", topic, "html")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
assert_shows_disclaimer(b"", topic)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
topics(False)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # noqa: FBT003
testing.topic  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
