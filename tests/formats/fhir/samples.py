"""Topics that no release has: with every field, in another language, reviewed."""

from datetime import date
from typing import Any

from jerking_info import GlossaryEntry, Note, Reference, Topic, load

PAGE = Reference(
    title="A page",
    publisher="A publisher",
    url="https://a.example.org/",
    accessed=date(2026, 11, 30),
    read_from="stored-copy",
)
ADDED: dict[str, Any] = {
    "added_by": "The project",
    "review_status": "not-reviewed",
    "references": (PAGE,),
}


def full() -> Topic:
    """Return a draft with every field of the models."""
    topic = load("1.1.0")
    first, *tips = topic.tips
    sign, *signs = topic.warning_signs
    caution = Note(id="food-before-supplements", text="Ask about kidney disease.", **ADDED)
    lead, bullets = "Call an ambulance if", ("one", "two")
    return topic.model_copy(
        update={
            "aliases": ("the jerks",),
            "lookalikes": ("beef jerky",),
            "synonyms": tuple(s.model_copy(update={"aliases": ("jumps",)}) for s in topic.synonyms),
            "tips": (first.model_copy(update={"cautions": (caution,)}), *tips),
            "warning_signs": (
                sign.model_copy(
                    update={
                        "lead": lead,
                        "signs": bullets,
                        "text": f"{lead} {'; '.join(bullets)}.",
                        "codes": topic.codes[:1],
                    }
                ),
                *signs,
            ),
            "usually_harmless": (Note(id="common-twitches", text="Eyelids twitch.", **ADDED),),
            "for_your_visit": (Note(id="list-your-medicines", text="List them.", **ADDED),),
            "glossary": (GlossaryEntry(id="spasm", term="spasm", text="A cramp.", **ADDED),),
        }
    )


def spanish() -> Topic:
    """Return content 1.1.0 as if in Spanish, with other words and the same codes."""
    topic = load("1.1.0")
    causes = tuple(
        cause.model_copy(
            update={
                "name": f"La causa {cause.id}",
                "examples": tuple(
                    example.model_copy(update={"name": f"{number}. ejemplo \u00e1gil"})
                    for number, example in enumerate(cause.examples, 1)
                ),
            }
        )
        for cause in topic.causes
    )
    return topic.model_copy(update={"language": "es", "title": "Sacudidas", "causes": causes})


def reviewed() -> Topic:
    """Return content 1.1.0 as if a clinician had reviewed it."""
    topic = load("1.1.0")
    review = {
        "review_status": "reviewed",
        "reviewer": "A. Reviewer, MD",
        "last_reviewed": date(2027, 1, 31),
        "next_review_due": date(2030, 1, 31),
    }
    return topic.model_copy(update={"provenance": topic.provenance.model_copy(update=review)})
