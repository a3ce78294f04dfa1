"""Topics like the newest release, with fields that it lacks."""

from datetime import date

import pytest

from jerking_info import Topic, load


@pytest.fixture
def reviewed() -> Topic:
    """Return the newest release as it would be if a clinician had reviewed all of it."""
    topic = load()
    reviewer = "A. Clinician, MD"
    provenance = topic.provenance.model_copy(
        update={
            "review_status": "reviewed",
            "reviewer": reviewer,
            "last_reviewed": date(2026, 11, 1),
            "next_review_due": date(2029, 11, 1),
        }
    )
    return topic.model_copy(
        update={
            "provenance": provenance,
        }
    )
