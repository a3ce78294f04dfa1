"""Markdown: every text of the content comes back as that very text, in every dialect."""

from collections.abc import Callable, Iterator

import cmarkgfm
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from markdown import markdown
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jerking_info import Topic
from jerking_info.formats import to_markdown
from jerking_info.formats.markdown import escaped
from jerking_info.testing import texts, topics
from tests.properties.readings import every_reference, every_text

_commonmark = MarkdownIt("commonmark")
_OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close", "blockquote_open", "blockquote_close"),
    *("link_open", "link_close", "strong_open", "strong_close", "code_inline"),
}
"""Every kind of markup that we write; code is the `@` of an e-mail address."""


def _github(text: str) -> str:
    extensions = ["autolink", "table", "strikethrough", "tagfilter"]
    html: str = cmarkgfm.markdown_to_html_with_extensions(text, extensions=extensions)
    return html


def _python_markdown(text: str) -> str:
    return str(markdown(text, extensions=["extra", "sane_lists", "admonition", "toc"]))


def _linkifying(text: str) -> str:
    return str(MarkdownIt("gfm-like").render(text))


_DIALECTS = {"github": _github, "python-markdown": _python_markdown, "linkifying": _linkifying}
each_dialect = pytest.mark.parametrize("dialect", _DIALECTS.values(), ids=_DIALECTS)


def _inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield token


def _text(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


@given(texts())
@example("me@@evil.example")
def test_a_text_is_read_back_wherever_it_is(text: str) -> None:
    for place in ("{}", "# {}", "- {}", "> {}", "### 1. {}", "- **{}**: x", "**Bold.** {}"):
        (inline,) = _inline(_commonmark.parse(place.format(escaped(text)) + "\n"))
        assert text in _text(inline)
        assert {child.type for child in inline.children or ()} <= _OURS


@each_dialect
@given(text=texts())
@example(text="www.evil.example")
@example(text="www.1evil.example, www.-evil.example or www..evil.example")
@example(text="see https://evil.example/x, ftp://evil.example or evil.com")
@example(text="mail me@evil.example, xmpp:me@evil.example/x")
@example(text="Stress {: onmouseover=alert(1) }")
@example(text="!!! note")
@example(text="a ==b== ~c~ $d$ |e|")
@example(text="नदी.com, ☃.com, a+.com, x\u200b.com, //localhost/x")
@example(text="1234567890. x")
def test_no_dialect_makes_markup_of_a_text(dialect: Callable[[str], str], text: str) -> None:
    html = BeautifulSoup(dialect(f"Text: {escaped(text)}\n"), "html.parser")

    assert {tag.name for tag in html.find_all()} <= {"p", "code"}
    assert [tag.attrs for tag in html.find_all() if tag.attrs] == []


@each_dialect
@pytest.mark.parametrize(
    "text",
    [
        "www.evil.example",
        "www.1evil.example",
        "https://evil.example/x",
        "Stress {: onmouseover=alert(1) }",
        "me@evil.example",
        "<b>x</b> &lt;",
        "1234567890. x",
        "\u0661. नदी.com",
    ],
)
def test_every_dialect_shows_the_same_text(dialect: Callable[[str], str], text: str) -> None:
    html = BeautifulSoup(dialect(f"# {escaped(text)}\n"), "html.parser")

    assert html.get_text().strip() == text


@given(topics())
def test_every_text_of_a_topic_is_read_back(topic: Topic) -> None:
    tokens = _commonmark.parse(to_markdown(topic))
    blocks = [_text(token) for token in _inline(tokens)]
    # An automatic link shows its address decoded.
    links = [
        str(child.attrs["href"])
        for token in _inline(tokens)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    everything = "\n".join((*blocks, *links))
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in _inline(tokens) for child in token.children or ()}

    assert [text for text in every_text(topic) if text not in everything] == []
    assert topic.disclaimer.short in blocks
    assert topic.disclaimer.text in blocks
    assert kinds <= _OURS


@each_dialect
@given(topic=topics())
def test_links_lead_to_the_sources_of_the_topic_only(
    dialect: Callable[[str], str], topic: Topic
) -> None:
    html = BeautifulSoup(dialect(to_markdown(topic)), "html.parser")

    assert {str(a["href"]) for a in html.find_all("a")} <= {p.url for p in every_reference(topic)}
