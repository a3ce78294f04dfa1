"""Contents like the newest release that have what it does not have, or lack what it has."""

from datetime import date

from jerking_info import Topic, load


def reviewed() -> Topic:
    """The newest release as it would be had a clinician reviewed all of it."""
    topic = load()
    reviewer = "A. Clinician, MD"
    signs = tuple(
        sign.model_copy(update={"added_by": reviewer, "review_status": "reviewed"})
        for sign in topic.warning_signs
    )
    provenance = topic.provenance.model_copy(
        update={
            "review_status": "reviewed",
            "reviewer": reviewer,
            "last_reviewed": date(2026, 11, 1),
            "next_review_due": date(2029, 11, 1),
        }
    )
    return topic.model_copy(update={"provenance": provenance, "warning_signs": signs})


def bare() -> Topic:
    """A topic with nothing that it need not have."""
    lists = ("synonyms", "causes", "tips", "codes", "references", "warning_signs")
    return load().model_copy(update=dict.fromkeys(lists, ()))


def terse() -> Topic:
    """A topic with one cause and one tip that say nothing but what they must."""
    topic = load()
    nothing = {"examples": (), "aliases": (), "codes": (), "references": ()}
    cause = topic.causes[0].model_copy(update=nothing)
    other = topic.causes[1].id  # so that no tip answers the one cause
    update = {"actions": (), "applies_to": (other,), "codes": (), "references": ()}
    tip = topic.tips[0].model_copy(update=update)
    return topic.model_copy(update={"causes": (cause,), "tips": (tip,)})
