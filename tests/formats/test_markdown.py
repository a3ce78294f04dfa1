"""`to_markdown`: the content for readmes, wikis and chats."""

import pytest
from markdown_it import MarkdownIt

from jerking_info import load
from jerking_info.formats import to_markdown
from jerking_info.formats.markdown import escaped, linked


def test_markdown_begins_with_the_title_and_the_disclaimer_as_a_quote() -> None:
    topic = load("1.0.0")

    assert to_markdown(topic).startswith(
        f"# {topic.title}\n\nReleased on 22 November 2026. No clinician has reviewed this text "
        f"yet.\n\n> {topic.disclaimer.short}\n"
    )


def test_plain_prose_is_not_cluttered_with_escapes() -> None:
    topic = load()
    markdown = to_markdown(topic)

    for text in (topic.overview, topic.summary, *(tip.text for tip in topic.tips)):
        assert f"\n{text}" in markdown


@pytest.mark.parametrize("url", ["https://a.example/?a=1&copy;=2", "https://a.example/_b_"])
@pytest.mark.parametrize("text", ["Page", None])
def test_a_link_leads_to_its_url(url: str, text: str | None) -> None:
    (_, paragraph, _) = MarkdownIt("commonmark").parse(linked(text or url, url))

    assert [url] == [c.attrs["href"] for c in paragraph.children or () if c.type == "link_open"]


def test_things_to_do_are_a_task_list() -> None:
    written = to_markdown(load("1.2.0"))

    assert "\n- [ ] try yoga\n" in written
    assert "\n- [ ] Bring a person you trust, " in written


def test_a_card_begins_with_a_heading_of_the_third_level() -> None:
    topic = load()
    card = to_markdown(topic, only="limit-stimulants")

    assert card.startswith("### Jerking movements\n\n#### 6. Limit stimulant intake\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        (": a", "&#58; a"),
        ("a & b < c", "a &#38; b &#60; c"),
        ("www.a.example", r"www\.a\.example"),
        ("https://a", "https:&#47;/a"),
        ("a@b.example", r"a`@`b\.example"),
        ("{: .x}", r"\{: .x\}"),
        ("a 3.14, 1.2.0, e.g. this", r"a 3.14, 1.2.0, e\.g. this"),
    ],
)
def test_escaped(text: str, written: str) -> None:
    assert escaped(text) == written
