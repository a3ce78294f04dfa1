"""`to_text`: the topic for a person, with its disclaimer last."""

from datetime import date

import pytest

from jerking_info import Topic, load, releases
from jerking_info.formats import to_text

TOPICS = [load(release.version) for release in releases]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_everything_is_there_in_order_and_the_disclaimer_last(topic: Topic, width: int) -> None:
    text = to_text(topic, width)
    flat = " ".join(text.split())
    wanted = [topic.title, topic.overview]
    wanted += [synonym.text for synonym in topic.synonyms]
    wanted += [topic.questions.causes]
    wanted += [part for cause in topic.causes for part in (cause.name, cause.text)]
    wanted += [topic.questions.tips, topic.tips_introduction]
    wanted += [part for tip in topic.tips for part in (f"{tip.position}. {tip.title}", tip.text)]
    wanted += [topic.summary, topic.disclaimer.text]
    at = 0
    for part in wanted:
        assert part in flat[at:]
        at = flat.index(part, at)
    assert flat.endswith(topic.disclaimer.text)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_it_says_who_stands_behind_it(topic: Topic) -> None:
    flat = " ".join(to_text(topic).split())
    for said in (
        topic.provenance.article.title,
        topic.provenance.article.author,
        topic.provenance.wording,
        f"Content version {topic.version}",
        topic.language,
        topic.provenance.license,
        "No clinician has reviewed this text yet.",
        f"sha256 {topic.sha256}",
    ):
        assert said in flat


def test_a_review_that_happened_is_told() -> None:
    told = {
        "review_status": "reviewed",
        "reviewer": "A. Tester, MD",
        "last_reviewed": date(2026, 11, 22),
        "next_review_due": date(2029, 11, 22),
    }
    topic = load()
    reviewed = topic.model_copy(update={"provenance": topic.provenance.model_copy(update=told)})
    flat = " ".join(to_text(reviewed).split())
    assert "Reviewed by A. Tester, MD on 2026-11-22; next review due 2029-11-22." in flat


@pytest.mark.parametrize("width", [19, 0, -1])
def test_a_width_too_small_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match=f"found {width}, expected 20 columns or more"):
        to_text(load(), width)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_every_warning_sign_says_that_nobody_reviewed_it(topic: Topic) -> None:
    text = " ".join(to_text(topic).split())

    for sign in topic.warning_signs:
        assert f"{sign.text} Added by {sign.added_by}. No clinician has reviewed it." in text


def test_a_reviewed_text_names_its_reviewer(reviewed: Topic) -> None:
    text = " ".join(to_text(reviewed).split())

    assert "Reviewed by A. Clinician, MD on 2026-11-01; next review due 2029-11-01." in text
    assert "Added by A. Clinician, MD. A clinician has reviewed it." in text


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_every_url_stands_in_one_piece(topic: Topic) -> None:
    lines = [line.strip() for line in to_text(topic).splitlines()]

    assert {page.url for cause in topic.causes for page in cause.references} <= {*lines}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_causes_name_their_tips_and_both_name_their_references(topic: Topic) -> None:
    text = " ".join(to_text(topic).split())

    assert "Examples: caffeine, amphetamines. What may help: tip 6, tip 7." in text
    assert ("Read more: [4]. * Medication side effects" in text) == (topic.version != "1.0.0")


def test_empty_lists_leave_no_heading(bare: Topic) -> None:
    text = to_text(bare)

    assert "Also known as" not in text
    assert "When to get help" not in text
    assert "References" not in text


def test_a_url_stands_beside_its_number_as_long_as_it_fits() -> None:
    topic = load()
    url = topic.warning_signs[0].references[0].url
    beside = f"    {url}"

    assert beside in to_text(topic, len(beside)).splitlines()
    assert url in to_text(topic, len(beside) - 1).splitlines()


def test_a_heading_in_several_lines_is_underlined_as_far_as_the_longest() -> None:
    heading = "What can cause\njerking movements?\n------------------\n"

    assert f"\n{heading}\n" in to_text(load("1.0.0"), 20)
