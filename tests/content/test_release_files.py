"""The released texts: the article's facts in our own plain words, and nothing invented."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import textstat

from jerking_info import (
    Article,
    Cause,
    CauseId,
    Coding,
    Disclaimer,
    Entry,
    GlossaryEntry,
    GlossaryId,
    Note,
    NoteId,
    Provenance,
    Questions,
    Reference,
    SynonymId,
    Tip,
    TipId,
    Topic,
    WarningSign,
    WarningSignId,
    compare,
    load,
    releases,
    version_step,
)

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
FACTS = json.loads((DATA / "facts.json").read_text("utf-8"))
COPIED = set((DATA / "article_runs.txt").read_text("utf-8").splitlines())
NEWEST = load("1.2.0")
LONGEST_RUN = 5  # words in a row that may also be in the article
ADDED_BY = "The jerking-info project"


def additions(topic: Topic) -> Iterator[WarningSign | Note | GlossaryEntry]:
    """Yield everything that the project added to the facts of the article."""
    for entry in topic.entries():
        if isinstance(entry, WarningSign | Note | GlossaryEntry):
            yield entry


def addition_texts(topic: Topic) -> Iterator[str]:
    """Yield the texts of the additions; a warning sign with bullets as its lead and bullets."""
    for entry in additions(topic):
        if isinstance(entry, WarningSign) and entry.lead:
            yield from (entry.lead, *entry.signs)
        else:
            yield entry.text


def prose(topic: Topic) -> Iterator[str]:
    """Yield every text and heading, as readers see them."""
    yield from (topic.title, topic.questions.causes, topic.overview)
    for cause in topic.causes:
        yield from (cause.name, cause.text)
    yield from (topic.questions.tips, topic.tips_introduction)
    for tip in topic.tips:
        yield from (tip.title, tip.text)
    yield from addition_texts(topic)
    yield from (topic.summary, topic.disclaimer.text, topic.disclaimer.short)


def names(topic: Topic) -> Iterator[str]:
    """Yield every name, action and term outside sentences."""
    yield from (synonym.text for synonym in topic.synonyms)
    yield from (example.name for cause in topic.causes for example in cause.examples)
    yield from (action for tip in topic.tips for action in tip.actions)
    yield from (entry.term for entry in topic.glossary)


def article_texts(topic: Topic) -> dict[str, str]:
    """Return the texts with facts of the article, by their place."""
    texts = {
        "overview": topic.overview,
        "tips_introduction": topic.tips_introduction,
        "summary": topic.summary,
        "disclaimer.text": topic.disclaimer.text,
        "disclaimer.short": topic.disclaimer.short,
    }
    texts |= {f"causes.{cause.id}": cause.text for cause in topic.causes}
    texts |= {f"tips.{tip.id}": tip.text for tip in topic.tips}
    return texts


def facts_of(topic: Topic, name: str) -> dict[str, Any]:
    """Return the table of facts that names the topic's release."""
    (table,) = [table for table in FACTS[name] if topic.version in table["releases"]]
    return dict(table)


def references(topic: Topic) -> Iterator[Reference]:
    for entry in topic.entries():
        yield from getattr(entry, "references", ())


def grade(pieces: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts that each end a sentence."""
    sentences = (re.sub(r"[:.?]?$", ".", piece) for piece in pieces)
    return float(textstat.flesch_kincaid_grade(" ".join(sentences)))


def test_the_texts_state_every_fact_of_the_article(topic: Topic) -> None:
    texts = article_texts(topic)
    phrases = facts_of(topic, "texts")["phrases"]
    assert texts.keys() - phrases.keys() <= {"disclaimer.short"}
    for place, expected in phrases.items():
        assert [phrase for phrase in expected if phrase not in texts[place]] == [], place


def test_the_lists_are_those_of_the_article(topic: Topic) -> None:
    assert [synonym.text for synonym in topic.synonyms] == FACTS["synonyms"]
    examples = {cause.id: [e.name for e in cause.examples] for cause in topic.causes}
    assert examples == FACTS["examples"]
    assert {tip.id: [*tip.actions] for tip in topic.tips} == facts_of(topic, "actions")["tips"]


def test_every_permanent_id_has_its_entry_in_order(topic: Topic) -> None:
    assert tuple(cause.id for cause in topic.causes) == get_args(CauseId)
    assert tuple(tip.id for tip in topic.tips) == get_args(TipId)
    assert tuple(synonym.id for synonym in topic.synonyms) == get_args(SynonymId)
    assert [tip.applies_to for tip in topic.tips] == [*((id_,) for id_ in get_args(CauseId)), ()]


def test_the_additions_grow_from_release_to_release() -> None:
    assert not [*additions(load("1.0.0"))]
    assert {entry.id for entry in additions(load("1.1.0"))} < {*get_args(WarningSignId)}
    assert tuple(sign.id for sign in NEWEST.warning_signs) == get_args(WarningSignId)
    notes = [entry.id for entry in additions(NEWEST) if isinstance(entry, Note)]
    assert notes == [*get_args(NoteId)]
    assert tuple(entry.id for entry in NEWEST.glossary) == get_args(GlossaryId)


def test_the_provenance_names_the_article_and_no_review(topic: Topic) -> None:
    provenance = topic.provenance
    assert provenance.article.model_dump() == {
        "title": "What causes jerking movements and what should I do about them?",
        "author": "Haroon Rashid",
        "credential": "MD",
        "affiliation": "Urgent Care Center of Arlington, VA",
        "collection": "Symptom Database",
    }
    assert (provenance.wording, provenance.license) == (ADDED_BY, "CC-BY-4.0")
    assert provenance.review_status == "not-reviewed"
    review = (provenance.reviewer, provenance.last_reviewed, provenance.next_review_due)
    assert review == (None, None, None)


def test_every_addition_is_marked_and_has_a_source(topic: Topic) -> None:
    for entry in additions(topic):
        assert (entry.added_by, entry.review_status) == (ADDED_BY, "not-reviewed")
        assert entry.references


def test_references_are_the_same_everywhere_and_read_before_the_release(topic: Topic) -> None:
    (released,) = [r.released for r in releases if r.version == topic.version]
    by_url: dict[str, Reference] = {}
    for reference in references(topic):
        assert by_url.setdefault(reference.url, reference) == reference
        assert reference.accessed <= released
        assert (reference.read_from is not None) == (topic.version == "1.2.0")
    pages = [(reference.publisher, reference.title) for reference in by_url.values()]
    assert len(pages) == len(set(pages))
    if topic.version != "1.0.0":
        entries: tuple[Topic | Cause | Tip, ...] = (topic, *topic.causes, *topic.tips)
        assert all(entry.references for entry in entries)


def test_the_texts_need_grade_8_or_lower(topic: Topic) -> None:
    assert grade([*prose(topic), *names(topic)]) <= 8
    assert grade(prose(topic)) <= 8
    if topic.version == "1.2.0":
        assert grade(addition_texts(topic)) <= 8


def test_no_run_of_six_words_is_copied_from_the_article(topic: Topic) -> None:
    titles = {tip.title for tip in topic.tips}  # names of things carry over
    pieces = {*prose(topic), *names(topic), *(entry.text for entry in additions(topic))} - titles
    for text in pieces:
        words = re.findall(r"[a-z']+", text.lower())
        for start in range(len(words) - LONGEST_RUN):
            run = " ".join(words[start : start + LONGEST_RUN + 1])
            assert hashlib.sha256(run.encode()).hexdigest()[:12] not in COPIED, run


def test_warning_signs_say_what_to_do_most_urgent_first() -> None:
    levels = ["emergency", "urgent", "routine"]
    actions = {
        "1.1.0": ["Call an ambulance", "Call your healthcare professional", "See a healthcare"],
        "1.2.0": ["Call an ambulance if", " today", "Make an appointment if"],
    }
    for version, action in actions.items():
        signs = load(version).warning_signs
        order = [levels.index(sign.level) for sign in signs]
        assert order == sorted(order)
        for sign, level in zip(signs, order, strict=True):
            assert action[level] in (sign.lead or sign.text)


def test_bullets_finish_the_sentence_of_their_lead() -> None:
    with_bullets = [sign for sign in NEWEST.warning_signs if sign.signs]
    assert len(with_bullets) == 12
    for sign in with_bullets:
        assert re.search(r"[Aa]ny one of these.*:$", str(sign.lead))
        assert all(bullet[0].islower() and bullet[-1] != "." for bullet in sign.signs)


def test_tips_that_could_harm_have_cautions() -> None:
    cautions = {tip.id: [note.id for note in tip.cautions] for tip in NEWEST.tips}
    assert cautions == {
        "manage-stress-triggers": [],
        "review-medications": ["do-not-stop-medicines-on-your-own"],
        "treat-underlying-disorders": ["do-not-stop-parkinsons-medicines"],
        "maintain-balanced-diet": ["potassium-and-kidney-disease", "food-before-supplements"],
        "improve-sleep-hygiene": [],
        "limit-stimulants": ["prescribed-stimulants", "cut-caffeine-slowly"],
        "consider-alternative-therapies": ["alternative-therapies-with-care"],
    }


def test_actions_start_with_a_verb() -> None:
    verbs = "find practice try talk ask work eat get keep follow make think look"
    for tip in NEWEST.tips:
        assert {action.partition(" ")[0] for action in tip.actions} <= {*verbs.split()}


def test_glossary_terms_are_sorted_and_used_in_the_texts() -> None:
    terms = [entry.term for entry in NEWEST.glossary]
    assert terms == sorted(terms)
    elsewhere = " ".join(article_texts(NEWEST).values())
    elsewhere += " ".join(entry.text for entry in additions(NEWEST))
    elsewhere += " ".join([*names(load("1.1.0")), *(tip.title for tip in NEWEST.tips)])
    for term in terms:
        assert term in elsewhere.lower()


def test_1_1_0_adds_to_1_0_0_and_changes_none_of_its_texts() -> None:
    old, new = load("1.0.0"), load("1.1.0")
    assert article_texts(old) == article_texts(new)
    assert [*names(old)] == [*names(new)]
    assert version_step(compare(old, new)) == "minor"


def test_1_2_0_corrects_1_1_0_and_removes_no_entry() -> None:
    changes = compare(load("1.1.0"), NEWEST)
    assert version_step(changes) == "minor"
    removed = {change.entry for change in changes if change.kind == "removed"}
    assert removed == {"coding", "reference"}
    kept = {change.steps[-1] for change in changes if change.kind == "changed"}
    assert not kept & {"id", "name", "title", "level", "scope", "kind", "applies_to", "position"}
    assert not [change for change in changes if change.steps[0] == "provenance"]


@pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="needs a checkout")
def test_the_content_page_names_every_field() -> None:
    page = (ROOT / "docs" / "content.md").read_text("utf-8")
    nested = [Questions, Disclaimer, Article, Provenance, Coding, Reference]
    for shape in (*get_args(Entry), *nested):
        for field in shape.model_fields:
            assert f"`{field}`" in page, (shape, field)
