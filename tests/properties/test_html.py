"""HTML: nothing in the content becomes markup, and everything leads somewhere."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Cause, Tip, Topic
from jerking_info.formats import to_html
from jerking_info.formats.markup import data_block, element, serialized
from jerking_info.testing import texts, topics
from tests.properties.readings import every_id, every_reference, every_text

_TAGS = frozenset(
    {"a", "article", "body", "circle", "dd", "desc", "details", "div", "dl", "dt", "figcaption"}
    | {"figure", "h1", "h2", "h3", "h4", "h5", "head", "html", "li", "link", "main", "meta"}
    | {"nav", "ol", "p", "path", "rect", "script", "section", "span", "strong", "style", "summary"}
    | {"svg", "table", "tbody", "td", "text", "th", "title", "tr", "ul"}
)
_LOADING = frozenset({"href", "src", "srcset", "data", "action", "poster", "xlink:href", "ping"})


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


both = pytest.mark.parametrize("form", [_page, _fragment])


@both
@given(topic=topics())
def test_html_shows_every_text_to_a_strict_parser(
    form: Callable[[Topic], Element], topic: Topic
) -> None:
    everything = _text(form(topic))

    assert [text for text in every_text(topic) if text not in everything] == []


@given(topics())
def test_html_has_both_disclaimers_in_main(topic: Topic) -> None:
    (main,) = BeautifulSoup(to_html(topic), "html.parser").find_all("main")
    notes = [note.get_text() for note in main.find_all(class_="ji-disclaimer")]

    assert notes == [topic.disclaimer.short, topic.disclaimer.text]


@both
@given(topic=topics())
def test_no_text_becomes_markup(form: Callable[[Topic], Element], topic: Topic) -> None:
    tree = form(topic)

    assert {_tag(node) for node in tree.iter()} <= _TAGS
    assert [name for node in tree.iter() for name in node.attrib if name.startswith("on")] == []


@both
@given(topic=topics())
def test_links_lead_to_a_place_of_the_page_or_to_a_source(
    form: Callable[[Topic], Element], topic: Topic
) -> None:
    nodes = list(form(topic).iter())
    ids = [node.attrib["id"] for node in nodes if "id" in node.attrib]
    links = [node.attrib["href"] for node in nodes if _tag(node) == "a"]
    named: set[str] = set()
    for node in nodes:
        for attribute in ("aria-labelledby", "aria-describedby"):
            named.update(node.attrib.get(attribute, "").split())

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} | named <= set(ids)
    assert {link for link in links if not link.startswith("#")} == {
        page.url for page in every_reference(topic)
    }
    assert every_id(topic) <= set(ids)


@given(topics())
def test_a_page_loads_nothing(topic: Topic) -> None:
    nodes = list(_page(topic).iter())
    loaded = [
        value
        for node in nodes
        for name, value in node.attrib.items()
        if name in _LOADING and _tag(node) != "a"
    ]
    (style,) = (_text(node) for node in nodes if _tag(node) == "style")

    assert loaded == ["data:,"]  # an empty icon, so that no browser asks for one
    assert re.findall(r"url\(|@import|expression", style) == []


@given(topics())
def test_headings_go_down_one_level_at_a_time(topic: Topic) -> None:
    for tree, top in ((_page(topic), 1), (_fragment(topic), 2)):
        levels = [int(_tag(n)[1]) for n in tree.iter() if re.fullmatch("h[1-6]", _tag(n))]
        assert levels[0] == top
        assert levels.count(top) == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


@given(topics(), st.data())
def test_a_card_shows_its_entry_and_the_short_disclaimer_without_ids(
    topic: Topic, data: st.DataObject
) -> None:
    entries: list[Cause | Tip] = [*topic.causes, *topic.tips]
    entry = data.draw(st.sampled_from(entries))
    card = BeautifulSoup(to_html(topic, only=entry, fragment=True), "html.parser")
    cautions = entry.cautions if isinstance(entry, Tip) else ()
    texts = [entry.text, topic.disclaimer.short, *(note.text for note in cautions)]

    assert [text for text in texts if text not in card.get_text()] == []
    assert card.find_all(id=True) == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts(),
        lambda inner: st.lists(inner) | st.dictionaries(texts(), inner),
    )
)
def test_a_data_block_is_read_back(tree: object) -> None:
    block = serialized(data_block(tree))  # type: ignore[arg-type]
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert re.findall("[<>&]", inside) == []
    assert json.loads(inside) == tree


@given(texts(), texts())
def test_texts_and_attributes_are_read_back(text: str, attribute: str) -> None:
    html = serialized(element("p", text, element("br"), text, title=attribute))
    (read,) = _read(f"<!DOCTYPE html><title>.</title>{html}").iter("p")

    assert (_text(read), read.get("title")) == (text + text, attribute)
