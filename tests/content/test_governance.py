"""The content policy: released files never change, and each release is a large enough step."""

import hashlib
import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from jerking_info import compare, load, releases, version_step

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
STEPS = ("patch", "minor", "major")
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs a checkout")


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


def numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def step_between(old: str, new: str) -> str:
    """Return the step from one version to another; the numbers after it must be zero."""
    place = [a == b for a, b in zip(numbers(old), numbers(new), strict=True)].index(False)
    expected = numbers(old)[:place] + [numbers(old)[place] + 1] + [0] * (2 - place)
    assert numbers(new) == expected
    return ("major", "minor", "patch")[place]


def test_every_released_file_has_its_digest() -> None:
    files = {path.name: path for path in DATA.glob("*.json")}
    assert files.keys() == {r.file for r in releases} | {"releases.json", "schema.json"}
    for release in releases:
        assert hashlib.sha256(files[release.file].read_bytes()).hexdigest() == release.sha256


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the history of the repository")
def test_no_released_file_differs_from_any_tag() -> None:
    listed = {
        release["version"]: release for release in manifest((DATA / "releases.json").read_bytes())
    }
    for tag in git("tag", "--list", "v*").decode().split():
        for release in manifest(git("show", f"{tag}:data/releases.json")):
            assert listed[release["version"]] == release
            name = f"data/{release['version']}.json"
            assert git("show", f"{tag}:{name}") == (ROOT / name).read_bytes()


def manifest(raw: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(raw)["releases"]
    return found


def test_each_release_is_at_least_the_step_that_its_changes_call_for() -> None:
    for old, new in pairwise(releases):
        called_for = version_step(compare(load(old.version), load(new.version)))
        assert called_for is not None
        assert STEPS.index(step_between(old.version, new.version)) >= STEPS.index(called_for)


def test_a_review_is_due_within_three_years() -> None:
    for release in releases:
        provenance = load(release.version).provenance
        if provenance.last_reviewed and provenance.next_review_due:
            last, due = provenance.last_reviewed, provenance.next_review_due
            assert last < due <= last.replace(year=last.year + 3)


def test_every_release_has_a_changelog_entry_of_its_day() -> None:
    _, _, content = (ROOT / "CHANGELOG.md").read_text("utf-8").partition("\n## Content\n")
    entries = re.findall(r"^### \[(\S+)\] - (\S+)$", content, re.MULTILINE)
    assert entries == [(r.version, r.released.isoformat()) for r in reversed(releases)]
