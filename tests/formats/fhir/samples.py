"""Topics that aren't releases: a draft, one in another language, a reviewed one."""

from datetime import date

from jerking_info import Topic, load


def draft() -> Topic:
    """Return a topic that isn't a release; content 1.2.0 has every field of the models."""
    return load("1.2.0").model_copy(update={"summary": "In short."})


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


def reviewed(version: str = "1.1.0", day: date = date(2027, 1, 31)) -> Topic:
    """Return a release as if a clinician had reviewed it."""
    topic = load(version)
    review = {
        "review_status": "reviewed",
        "reviewer": "A. Clinician, MD",
        "last_reviewed": day,
        "next_review_due": day.replace(year=day.year + 3),
    }
    return topic.model_copy(update={"provenance": topic.provenance.model_copy(update=review)})
