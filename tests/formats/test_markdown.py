"""`to_markdown`: the topic for readmes, wikis and chats."""

import pytest
from markdown_it import MarkdownIt

from jerking_info import Topic, load, releases
from jerking_info.formats import to_markdown
from jerking_info.formats.markdown import linked

TOPICS = [load(release.version) for release in releases]
every_release = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)


@every_release
def test_the_disclaimer_comes_in_short_first_and_in_full_last(topic: Topic) -> None:
    text = to_markdown(topic)

    assert text.startswith(f"# {topic.title}\n\n> {topic.disclaimer.short}\n")
    assert text.endswith(f"## Important\n\n{topic.disclaimer.text}\n")


@every_release
def test_it_says_what_it_is_and_who_stands_behind_it(topic: Topic) -> None:
    text = to_markdown(topic)

    assert f"\nContent version {topic.version}, language en, licence CC-BY-4.0.\n" in text
    assert f"\nsha256 {topic.sha256}\n" in text
    assert topic.provenance.article.author in text
    assert "No clinician has reviewed this text yet." in text


@every_release
def test_every_warning_sign_says_that_nobody_reviewed_it(topic: Topic) -> None:
    text = to_markdown(topic)

    for sign in topic.warning_signs:
        marking = f"*Added by {sign.added_by}. No clinician has reviewed it.*"
        assert f"{sign.text}\n\n{marking}\n" in text


def test_plain_text_is_not_cluttered_with_escapes() -> None:
    assert "\\" not in to_markdown(load("1.0.0"))


def test_a_link_leads_to_its_url_though_that_reads_like_an_entity() -> None:
    url = "https://a.example.org/?a=1&copy;=2"
    (_, paragraph, _) = MarkdownIt("commonmark").parse(linked("Page", url))

    assert [url] == [c.attrs["href"] for c in paragraph.children or () if c.type == "link_open"]


def test_causes_name_their_tips_and_tips_their_causes() -> None:
    text = to_markdown(load())

    assert "- Tip 6: Limit stimulant intake\n- Tip 7: Consider alternative therapies\n" in text
    assert "\nFor: Stimulant use.\n" in text
    assert "\nFor any cause.\n" in text


def test_what_a_topic_has_not_leaves_no_trace(bare: Topic) -> None:
    text = to_markdown(bare)

    for left_out in ("Also known as", "When to get help", "References", "Codes", "Read more"):
        assert left_out not in text


def test_a_review_is_told(reviewed: Topic) -> None:
    assert "Reviewed by A. Clinician, MD on 2026-11-01" in to_markdown(reviewed)
