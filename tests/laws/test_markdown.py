"""The law of Markdown: every text of the content comes back as that very text."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jerking_info import Topic, load, releases
from jerking_info.formats import to_markdown
from jerking_info.formats.markdown import escaped
from jerking_info.testing import texts, topics
from tests.trials import trials
from tests.words import every_reference, every_text

_readers = {
    "commonmark": MarkdownIt("commonmark"),
    "with tables and strikethrough": MarkdownIt("commonmark").enable(["table", "strikethrough"]),
}
_OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("blockquote_open", "blockquote_close", "link_open", "link_close"),
    *("strong_open", "strong_close", "em_open", "em_close"),
}
"""Every kind of markup that we write."""


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield token


def _text(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


@pytest.mark.parametrize("reader", _readers.values(), ids=_readers)
@given(texts())
@trials(300)
def test_a_text_is_read_back_wherever_it_stands(reader: MarkdownIt, text: str) -> None:
    written = escaped(text)
    places = ("{}", "# {}", "- {}", "> {}", "### 1. {}", "- Tip 1: {}", "**Bold.** {}")

    for place in places:
        (inline,) = _inline(reader.parse(place.format(written) + "\n"))
        assert _text(inline).endswith(text)
        assert {child.type for child in inline.children or ()} <= _OURS


@given(topics())
@trials(40)
def test_every_text_of_a_topic_is_read_back(topic: Topic) -> None:
    _assert_told_whole(topic)


@pytest.mark.parametrize("version", [release.version for release in releases])
def test_every_text_of_a_release_is_read_back(version: str) -> None:
    _assert_told_whole(load(version))


def _assert_told_whole(topic: Topic) -> None:
    tokens = _readers["commonmark"].parse(to_markdown(topic))
    blocks = [_text(token) for token in _inline(tokens)]
    everything = "\n".join(blocks)

    assert [text for text in every_text(topic) if text not in everything] == []
    assert blocks[0] == topic.title
    assert blocks[1] == topic.disclaimer.short
    assert blocks[-1] == topic.disclaimer.text
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in _inline(tokens) for child in token.children or ()}
    assert kinds <= _OURS


@given(topics())
@trials(40)
def test_headings_and_links_are_those_of_the_content(topic: Topic) -> None:
    tokens = _readers["commonmark"].parse(to_markdown(topic))
    headings = [
        (opening.tag, _text(inline))
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    ]
    links = [
        child.attrs["href"]
        for token in _inline(tokens)
        for child in token.children or ()
        if child.type == "link_open"
    ]

    assert [text for tag, text in headings if tag == "h1"] == [topic.title]
    causes = [("h3", cause.name) for cause in topic.causes]
    tips = [("h3", f"{tip.position}. {tip.title}") for tip in topic.tips]
    first = headings.index(("h2", topic.questions.causes))
    assert headings[first + 1 :][: len(causes)] == causes
    assert headings[first + 1 + len(causes)] == ("h2", topic.questions.tips)
    assert headings[first + 2 + len(causes) :][: len(tips)] == tips
    assert links == [page.url for page in every_reference(topic)]
