"""Profiles of Hypothesis, how many inputs each property tries; and the content of each release."""

import os

import pytest
from hypothesis import HealthCheck, settings

from jerking_info import Topic, load, releases

settings.register_profile(
    "thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("brief", settings.get_profile("thorough"), max_examples=20)
settings.register_profile(
    "few", settings.get_profile("thorough"), max_examples=3, derandomize=True, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "brief"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the recorded forms in tests/data/golden anew",
    )


@pytest.fixture(params=[release.version for release in releases])
def topic(request: pytest.FixtureRequest) -> Topic:
    """Return the content of each release in turn."""
    return load(request.param)
