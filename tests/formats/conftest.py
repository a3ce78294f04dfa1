"""Topics like the newest release, with fields that it lacks."""

from datetime import date

import pytest

from jerking_info import Topic, load
from tests.formats.fhir import samples


@pytest.fixture
def reviewed() -> Topic:
    """Return the newest release as it would be if a clinician had reviewed all of it."""
    return samples.reviewed(load().version, date(2026, 11, 1))
