"""The outline decides the order and the words of every form for people."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup

from jerking_info import Example, Finder, Topic, UnknownIdError, load, releases
from jerking_info.formats import to_html, to_markdown, to_text
from jerking_info.formats.outline import Block, Listing, Paragraph, Section, outline
from tests.properties.readings import hidden_texts

TOPICS = [load(release.version) for release in releases]
every_release = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)


def _page(topic: Topic, **options: Any) -> str:
    """Return the text of the page that people see."""
    (main,) = BeautifulSoup(to_html(topic, **options), "html.parser").find_all("main")
    return str(main.get_text())


FORMS: dict[str, Callable[..., str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "page": _page,
    "fragment": partial(to_html, fragment=True),
}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def _flat(form: str) -> str:
    return " ".join(form.replace("\\", "").split())


def _walk(section: Section) -> Iterator[Block]:
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from _walk(block)


def _titles(topic: Topic) -> list[str]:
    return [block.title for block in outline(topic).blocks if isinstance(block, Section)]


def _section(topic: Topic, title: str) -> Section:
    found = [b for b in _walk(outline(topic)) if isinstance(b, Section) and b.title == title]
    assert len(found) == 1
    return found[0]


def test_warning_signs_come_first_and_technical_notes_last() -> None:
    assert _titles(load("1.2.0")) == [
        "What to do first",
        "Overview",
        "When to get help",
        "When it is usually harmless",
        "What can cause jerking movements?",
        "What can you do about jerking movements?",
        "For your visit",
        "Words explained",
        "In short",
        "Why you should see a healthcare professional",
        "About this information",
        "Technical details",
        "Sources",
        "Codes for health records",
    ]


def test_older_releases_have_no_empty_sections() -> None:
    assert _titles(load("1.0.0")) == [
        "What to do first",
        "Overview",
        "What can cause jerking movements?",
        "What can you do about jerking movements?",
        "In short",
        "Why you should see a healthcare professional",
        "About this information",
        "Technical details",
    ]


def test_warning_signs_are_bullets_by_action() -> None:
    topic = load("1.2.0")
    signs = _section(topic, "When to get help")
    levels = [block for block in signs.blocks if isinstance(block, Section)]

    assert [level.title for level in levels] == [
        "Call an ambulance",
        "Get help today",
        "Make an appointment",
    ]
    first = levels[0].blocks[0]
    assert isinstance(first, Section)
    lead, bullets, _ = first.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(bullets, Listing)
    assert "".join(map(str, lead.parts)).startswith(f"{topic.warning_signs[0].lead} [7]")
    assert tuple(item.parts[0] for item in bullets.items) == topic.warning_signs[0].signs


@every_form
def test_an_emergency_number_is_beside_the_ambulance(form: Callable[..., str]) -> None:
    assert "Call an ambulance: 911" in form(load(), emergency_number="911")
    assert "Call an ambulance:" not in form(load())


@pytest.mark.parametrize("number", ["112", "1-1-2", "+44 20 7946 0958", "\u0661\u0661\u0662"])
def test_an_emergency_number_is_any_telephone_number(number: str) -> None:
    in_one_piece = number.replace(" ", "\u00a0")
    narrow, wide = (to_text(load(), width, emergency_number=number) for width in (30, 2000))
    assert narrow.count(in_one_piece) == wide.count(in_one_piece) > wide.count("an ambulance") / 2


@pytest.mark.parametrize(
    "number",
    ["call", " 911", "911\n", "9\u200b11", "+", "<b>911</b>", "1" * 21, "9\u202e11", "911 "],
)
@every_form
def test_another_emergency_number_is_an_error(form: Callable[..., str], number: str) -> None:
    with pytest.raises(ValueError, match="emergency_number: found"):
        form(load(), emergency_number=number)


def test_cautions_are_inside_their_tip() -> None:
    topic = load("1.2.0")
    for tip in topic.tips:
        labels = {b.label: b for b in _section(topic, tip.title).blocks if isinstance(b, Listing)}
        cautions = labels.get("Be careful:", Listing(()))
        assert [item.parts[0] for item in cautions.items] == [note.text for note in tip.cautions]


@every_release
def test_a_tip_for_any_cause_is_not_under_each_cause(topic: Topic) -> None:
    any_cause = [tip.title for tip in topic.tips if not tip.applies_to]
    causes = _section(topic, topic.questions.causes)
    texts = [
        str(item.parts)
        for block in _walk(causes)
        if isinstance(block, Listing)
        for item in block.items
    ]

    assert any_cause
    assert [text for text in texts for title in any_cause if title in text] == []


@every_release
@every_form
def test_a_form_has_both_disclaimers_the_day_and_the_review_once(
    form: Callable[..., str], topic: Topic
) -> None:
    text = _flat(form(topic))
    day = "22 November 2026" if topic.version < "1.2.0" else "30 November 2026"

    assert topic.disclaimer.short in text
    assert topic.disclaimer.text in text
    assert f"Released on {day}." in text
    assert text.count("No clinician has reviewed this text yet.") == 1
    assert text.count("No clinician has reviewed these additions yet.") <= 1
    assert ("added the warning signs, cautions" in text) == bool(topic.warning_signs)
    for proof in (topic.sha256, topic.provenance.article.author, topic.provenance.license):
        assert proof in text


@every_form
def test_search_terms_are_not_shown(form: Callable[..., str]) -> None:
    topic = load("1.2.0")
    shown = {text for entry in topic.entries() for text in (entry.label, str(entry.model_dump()))}
    text = form(topic, codes=False)
    hidden = [term for term in hidden_texts(topic) if len(term) > 12 and term in text]

    assert shown
    assert "beef jerky" not in text
    assert all(any(term in part for part in shown) for term in hidden)


@every_form
def test_a_draft_says_that_it_is_not_released(form: Callable[..., str]) -> None:
    draft = load().model_copy(update={"title": "Twitches"})

    assert "Not a released version." in form(draft)


@every_form
def test_a_review_is_named_with_its_days(form: Callable[..., str], reviewed: Topic) -> None:
    text = _flat(form(reviewed))

    assert "Reviewed by A. Clinician, MD on 1 November 2026. Next review due on" in text
    assert "Next review due on 1 November 2029." in text


@every_form
def test_additions_of_several_people_are_marked_one_by_one(form: Callable[..., str]) -> None:
    topic = load()
    first, *others = topic.warning_signs
    review = {"added_by": "A. Clinician, MD", "review_status": "reviewed"}
    signs = (first.model_copy(update=review), *others)
    text = _flat(form(topic.model_copy(update={"warning_signs": signs})))

    assert text.count("Added by A. Clinician, MD. A clinician has reviewed this addition.") == 1
    assert text.count("No clinician has reviewed this addition yet.") >= len(others)
    assert "these additions" not in text


@every_form
def test_codes_can_be_left_out(form: Callable[..., str]) -> None:
    topic = load()

    assert "SNOMED CT" in form(topic)
    assert "SNOMED CT" not in form(topic, codes=False)


def test_code_displays_name_their_language_in_other_languages() -> None:
    topic = load().model_copy(update={"language": "es"})

    assert '<span lang="en">Myoclonus</span>' in to_html(topic, fragment=True)
    assert "Myoclonus" in to_markdown(topic)
    assert '<span lang="en">' not in to_html(load(), fragment=True)


@every_form
def test_a_card_shows_an_entry_with_all_that_belongs_to_it(form: Callable[..., str]) -> None:
    topic = load("1.2.0")
    tip = topic.tip("limit-stimulants")
    text = _flat(form(topic, only=tip))

    for part in (tip.title, tip.text, *tip.actions, *(note.text for note in tip.cautions)):
        assert part in text
    assert topic.disclaimer.short in text
    assert "Released on 30 November 2026." in text
    assert "No clinician has reviewed this text yet." in text
    assert "Read the warning signs under “When to get help”" in text
    assert topic.provenance.article.author in text
    assert topic.disclaimer.text not in text
    assert topic.tips[0].text not in text


@every_form
def test_a_card_is_the_same_for_an_object_and_its_id(form: Callable[..., str]) -> None:
    topic = load("1.2.0")
    ids = ["stimulant-use", "stroke-signs", "muscle-jerking", "seizure", "common-twitches"]
    entries = {str(entry.id): entry for entry in topic.entries() if not isinstance(entry, Example)}

    assert form(topic, only=ids) == form(topic, only=[entries[id_] for id_ in ids])
    assert form(topic, only=ids[0]) == form(topic, only=[ids[0]])


@every_form
def test_a_card_is_the_same_for_a_mention_or_a_code_match(form: Callable[..., str]) -> None:
    topic = load()
    mention, *_ = Finder(topic).find("caffeine")
    match, *_ = topic.by_code("icd-10-cm", "F15.90")
    expected = form(topic, only="stimulant-use")

    assert match.entry == topic.cause("stimulant-use")
    for only in (mention, match, [mention], (match,)):
        assert form(topic, only=only) == expected


def test_a_card_of_every_kind_of_entry_shows_its_words() -> None:
    topic = load("1.2.0")
    for entry in topic.entries():
        text = _flat(to_text(topic, only=entry))
        assert str(getattr(entry, "lead", None) or entry.label) in text
        assert topic.disclaimer.short in text


def test_an_example_names_its_cause_and_a_synonym_the_topic() -> None:
    topic = load()

    assert "An example of: Stimulant use." in to_text(topic, only=topic.causes[5].examples[0])
    assert "Other words for: Jerking movements." in to_text(topic, only="muscle-jerking")


def test_a_card_without_warning_signs_does_not_refer_to_them() -> None:
    assert "When to get help" not in to_text(load("1.0.0"), only="limit-stimulants")


def test_a_card_of_no_known_entry_says_so() -> None:
    tip = load().tips[0].model_copy(update={"text": "Rest well."})
    text = _flat(to_text(load(), only=tip))

    assert "This entry is not in content version 1.2.0" in text
    assert load().disclaimer.short in text
    assert load().provenance.article.author not in text


@pytest.mark.parametrize("only", ["limit-stimulant", ["limit-stimulant"], [7], load().codes[0]])
def test_an_unknown_id_is_an_error(only: Any) -> None:
    with pytest.raises(UnknownIdError, match="no entry "):
        to_text(load(), only=only)


def test_a_call_for_an_ambulance_stands_out_where_the_rest_is_less_urgent() -> None:
    topic = load("1.2.0")
    page = BeautifulSoup(to_html(topic), "html.parser")
    calls = {
        sign.id: [strong.get_text() for strong in page.select(f"#{sign.id} strong.ji-emergency")]
        for sign in topic.warning_signs
    }

    assert {id_: called for id_, called in calls.items() if called} == {
        "baby-with-jerks-in-a-row": [
            "Call an ambulance if the baby has trouble breathing or does not wake up."
        ],
        "low-magnesium": ["Call an ambulance if you have a seizure."],
        "low-potassium": ["Call an ambulance if you faint."],
    }


def test_the_sentence_that_says_what_to_do_is_strong() -> None:
    page = BeautifulSoup(to_html(load("1.2.0")), "html.parser")
    strong = {tag.get_text().partition(" if ")[0] for tag in page.select("div strong.ji-strong")}

    assert strong == {
        "Call an ambulance",
        "Call a healthcare professional today",
        "Any one of these movements counts:",
        "Make an appointment",
    }
    assert len(page.select(".ji-emergency > div:has(strong)")) == 8


def test_examples_are_listed_only_where_the_text_does_not_name_them() -> None:
    page = BeautifulSoup(to_html(load("1.2.0")), "html.parser")
    listed = {div["id"] for div in page.select(".ji-causes > div") if "Examples:" in div.get_text()}

    assert listed == {"electrolyte-imbalances"}


def test_a_sign_has_its_id_as_a_heading_in_english_only() -> None:
    english, spanish = load("1.2.0"), load("1.2.0").model_copy(update={"language": "es"})

    assert "\n#### Stroke signs\n" in to_markdown(english)
    assert "Stroke signs" not in to_markdown(spanish)


def test_an_entry_of_another_release_keeps_its_relations_and_its_review() -> None:
    old, new = load("1.1.0"), load("1.2.0")
    example = old.by_code("icd10cm", "G25.81")[0].entry
    sign = old.warning_signs[0]

    assert "For: Stimulant use." in to_text(new, only=old.tips[5])
    assert "What may help: 6. " in to_text(new, only=old.cause("stimulant-use"))
    assert "An example of: Sleep disorders." in to_text(new, only=example)
    assert f"Added by {sign.added_by}. No clinician" in _flat(to_text(new, only=sign))
    assert old.overview in _flat(to_text(new, only=old))


def test_a_card_shows_each_entry_once_and_the_most_urgent_signs_first() -> None:
    only = ["low-potassium", "limit-stimulants", "stroke-signs", "low-potassium", "low-magnesium"]
    titles = ["Stroke signs", "Low potassium", "Low magnesium", "6. Limit stimulant intake"]
    card = to_markdown(load("1.2.0"), only=only).replace("\\", "")

    assert re.findall(f"#+ ({'|'.join(titles)})\n", card) == titles
    assert card.count("# Get help today") == 1


@every_form
def test_every_call_for_an_ambulance_has_the_emergency_number(form: Callable[..., str]) -> None:
    card = form(load("1.2.0"), only="low-potassium", emergency_number="112").replace("\\", "")

    assert "Call an ambulance (112) if you faint." in " ".join(card.split())


def test_the_review_of_a_sign_follows_its_list() -> None:
    topic = load("1.2.0")
    first, *others = topic.warning_signs
    other = first.model_copy(update={"added_by": "A. Nurse"})
    changed = topic.model_copy(update={"warning_signs": (other, *others)})
    card = _flat(to_text(changed, only=[other, others[0]]))

    assert "heart disease Added by A. Nurse. No clinician" in card


def test_each_term_is_explained_once_where_it_has_its_first_use() -> None:
    page = BeautifulSoup(to_html(load("1.2.0")), "html.parser")
    for entry in load("1.2.0").glossary:
        (link,) = page.select(f'.ji-quiet a[href="#{entry.id}"]')
        meaning = link.parent
        assert meaning
        assert meaning.parent
        text, _, source = meaning.get_text().partition(" [")
        assert text == f"{entry.term}: {entry.text}"
        assert source
        link.decompose()
        assert entry.term in meaning.parent.get_text().casefold()
        assert page.select_one(f"#{entry.id} dt")


def test_a_meaning_names_its_author_where_authors_differ() -> None:
    topic = load("1.2.0")
    first = topic.warning_signs[0].model_copy(update={"added_by": "A. Nurse"})
    changed = topic.model_copy(update={"warning_signs": (first, *topic.warning_signs[1:])})
    shown = _flat(to_text(changed)).partition("heart disease")[2].partition("Serotonin")[0]

    assert shown.startswith(" Added by A. Nurse. No clinician")
    assert "little to see. [9] Added by The jerking-info project." in shown


def test_a_term_in_capitals_is_not_explained_at_a_word() -> None:
    first, *_ = load("1.2.0").glossary
    changed = load("1.2.0").model_copy(
        update={"glossary": (first.model_copy(update={"term": "IT", "text": "Computers."}),)}
    )
    assert _flat(to_text(changed)).count("IT: Computers.") == 1


def test_a_draft_may_have_terms_that_it_does_not_use() -> None:
    first, *_ = load("1.2.0").glossary
    unused = first.model_copy(update={"id": "tremor", "term": "tremor"})
    changed = load("1.2.0").model_copy(update={"glossary": (unused,)})

    assert _flat(to_text(changed)).count(f"tremor: {unused.text}") == 1


def test_the_causes_begin_with_the_limits_of_knowledge() -> None:
    first, *_ = _section(load(), load().questions.causes).blocks
    assert isinstance(first, Paragraph)
    assert str(first.parts[0]) == "What is known, and what is not:"


def test_the_summary_says_where_the_warning_signs_are() -> None:
    pointer = "Some signs need medical help at once. They are under “When to get help”."
    assert f"{load().summary} {pointer}" in _flat(to_text(load()))
    assert pointer not in _flat(to_text(load("1.0.0")))
