"""Profiles of Hypothesis, how many inputs each property tries; and the shipped content."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from jerking_info import Topic, load, releases
from jerking_info.command import releases as command
from jerking_info.content import releases as module
from jerking_info.content.releases import read_data

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


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the shipped data that a test may damage."""
    data = tmp_path / "data"
    data.mkdir()
    for name in ("releases.json", "schema.json", *(release.file for release in releases)):
        (data / name).write_bytes(read_data(name))
    for user in (module, command):
        monkeypatch.setattr(user, "files", lambda _: tmp_path)
    return data
