"""Topics like the newest release, with what it lacks or without what it has."""

from datetime import date

import pytest

from jerking_info import GlossaryEntry, Note, Topic, load, parse

_AUTHOR = {"added_by": "The jerking-info project", "review_status": "not-reviewed"}


@pytest.fixture
def full() -> Topic:
    """Return a topic that uses every field of the models."""
    topic = load("1.1.0")
    pages = topic.warning_signs[0].references
    addition = {**_AUTHOR, "references": pages}
    caution = Note(id="prescribed-stimulants", text="Talk to your doctor first.", **addition)
    harmless = Note(id="common-twitches", text="Most twitches are harmless.", **addition)
    visit = Note(id="list-your-medicines", text="Bring a list of your medicines.", **addition)
    term = GlossaryEntry(id="stimulant", term="stimulant", text="A waking substance.", **addition)
    sign = topic.warning_signs[0].model_copy(
        update={
            "lead": "Call an ambulance if there is:",
            "signs": ("a seizure", "a fever"),
            "text": "Call an ambulance if there is: a seizure; a fever.",
        }
    )
    tips = [
        tip.model_copy(update={"cautions": (caution,)} if tip.id == "limit-stimulants" else {})
        for tip in topic.tips
    ]
    synonyms = [
        synonym.model_copy(update={"aliases": (f"alias of {synonym.text}",)})
        for synonym in topic.synonyms
    ]
    changed = topic.model_copy(
        update={
            "version": "1.2.0",
            "aliases": ("an alias of the title",),
            "lookalikes": ("muscle jerking contest",),
            "synonyms": tuple(synonyms),
            "tips": tuple(tips),
            "warning_signs": (sign, *topic.warning_signs[1:]),
            "usually_harmless": (harmless,),
            "for_your_visit": (visit,),
            "glossary": (term,),
        }
    )
    return parse(changed.to_json())


@pytest.fixture
def reviewed() -> Topic:
    """Return the newest release as it would be if a clinician had reviewed all of it."""
    topic = load()
    reviewer = "A. Clinician, MD"
    signs = [
        sign.model_copy(update={"added_by": reviewer, "review_status": "reviewed"})
        for sign in topic.warning_signs
    ]
    provenance = topic.provenance.model_copy(
        update={
            "review_status": "reviewed",
            "reviewer": reviewer,
            "last_reviewed": date(2026, 11, 1),
            "next_review_due": date(2029, 11, 1),
        }
    )
    return topic.model_copy(update={"provenance": provenance, "warning_signs": tuple(signs)})
