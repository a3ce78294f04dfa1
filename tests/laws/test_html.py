"""The laws of the page: nothing in the content is markup, and everything leads somewhere."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given

from jerking_info import Topic, load, releases
from jerking_info.formats import to_html
from jerking_info.formats.markup import data_block, element, serialized
from jerking_info.testing import texts, topics
from tests.json_values import json_values
from tests.trials import trials
from tests.words import every_reference, every_text

_FEW = trials(15)
_TAGS = frozenset(
    {"a", "article", "body", "circle", "code", "desc", "details", "div", "figcaption", "figure"}
    | {"footer", "h1", "h2", "h3", "h4", "head", "header", "html", "li", "link", "main", "meta"}
    | {"nav", "ol", "p", "path", "rect", "section", "span", "strong", "style", "summary", "svg"}
    | {"script", "text", "title", "ul"}
)
_ADDRESSES = frozenset({"href", "src", "srcset", "data", "action", "poster", "xlink:href", "ping"})


def _page(topic: Topic) -> Element:
    return _read(to_html(topic))


def _fragment(topic: Topic) -> Element:
    host = "<!DOCTYPE html><html lang=en><title>Host</title><body>{}</body></html>"
    return _read(host.format(to_html(topic, fragment=True)))


def _read(html: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    tree: Element = parser.parse(html)
    return tree


def _tag(node: Element) -> str:
    return re.sub(r"\{.*\}", "", node.tag)


def _text(node: Element) -> str:
    return "".join(node.itertext())


def _blocks(tree: Element) -> Iterator[str]:
    for node in tree.iter():
        if _tag(node) in {"h1", "h2", "h3", "h4", "p", "li", "title", "desc", "figcaption"}:
            yield _text(node)


both = pytest.mark.parametrize("form", [_page, _fragment])


@both
@given(topic=topics())
@_FEW
def test_every_text_is_read_back(form: Callable[[Topic], Element], topic: Topic) -> None:
    everything = "\n".join(_blocks(form(topic)))

    assert [text for text in every_text(topic) if text not in everything] == []


@both
@given(topic=topics())
@_FEW
def test_nothing_in_the_content_becomes_markup(
    form: Callable[[Topic], Element], topic: Topic
) -> None:
    tree = form(topic)

    assert {_tag(node) for node in tree.iter()} <= _TAGS
    assert [name for node in tree.iter() for name in node.attrib if name.startswith("on")] == []


@both
@given(topic=topics())
@_FEW
def test_every_link_leads_to_one_place_of_the_page_or_to_a_reference(
    form: Callable[[Topic], Element], topic: Topic
) -> None:
    nodes = list(form(topic).iter())
    ids = [node.attrib["id"] for node in nodes if "id" in node.attrib]
    links = [node.attrib["href"] for node in nodes if _tag(node) == "a"]
    urls = {page.url for page in every_reference(topic)}
    named = {
        name
        for node in nodes
        for attribute in ("aria-labelledby", "aria-describedby")
        for name in node.attrib.get(attribute, "").split()
    }

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} | named <= set(ids)
    assert {link for link in links if not link.startswith("#")} == urls


@given(topics())
@_FEW
def test_causes_link_to_their_tips_and_tips_back(topic: Topic) -> None:
    entries = {node.get("id"): node for node in _page(topic).iter() if "id" in node.attrib}

    def linked(id_: str) -> list[str]:
        links = [node.get("href", "") for node in entries[id_].iter("a")]
        kinds = {*(cause.id for cause in topic.causes), *(tip.id for tip in topic.tips)}
        return [link[1:] for link in links if link[1:] in kinds]

    for cause in topic.causes:
        assert linked(cause.id) == [tip.id for tip in topic.tips_for(cause.id)]
    for tip in topic.tips:
        assert linked(tip.id) == [cause.id for cause in topic.causes_for(tip.id)]


@given(topics())
@_FEW
def test_a_page_loads_nothing(topic: Topic) -> None:
    nodes = list(_page(topic).iter())
    loaded = [
        value
        for node in nodes
        for name, value in node.attrib.items()
        if name in _ADDRESSES and _tag(node) != "a"
    ]
    (style,) = (_text(node) for node in nodes if _tag(node) == "style")

    assert loaded == ["data:,"]  # an icon of nothing, so that no browser asks for one
    assert re.findall(r"url\(|@import|expression", style) == []


@given(topics())
@_FEW
def test_the_page_speaks_the_language_of_its_content(topic: Topic) -> None:
    assert _page(topic).get("lang") == topic.language
    (article,) = _fragment(topic).iter("article")
    assert article.get("lang") == topic.language


@given(topics())
@_FEW
def test_headings_go_down_one_level_at_a_time(topic: Topic) -> None:
    for tree, top in ((_page(topic), 1), (_fragment(topic), 2)):
        levels = [int(_tag(n)[1]) for n in tree.iter() if re.fullmatch("h[1-6]", _tag(n))]
        assert levels[0] == top
        assert levels.count(top) == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("version", [release.version for release in releases])
def test_every_release_is_read_back_by_a_strict_parser(version: str) -> None:
    topic = load(version)
    everything = "\n".join(_blocks(_page(topic)))

    assert [text for text in every_text(topic) if text not in everything] == []


@given(json_values.filter(lambda tree: "\x00" not in str(tree)))
def test_a_data_block_holds_what_was_put_in(tree: object) -> None:
    block = serialized(data_block(tree))  # type: ignore[arg-type]

    assert re.findall("[<>&]", block.removeprefix('<script type="application/ld+json">')[:-9]) == []
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == tree


@given(texts(), texts())
def test_texts_and_attributes_are_read_back(text: str, attribute: str) -> None:
    html = serialized(element("p", text, element("br"), text, title=attribute))
    (read,) = _read(f"<!DOCTYPE html><title>.</title>{html}").iter("p")

    assert (_text(read), read.get("title")) == (text + text, attribute)
