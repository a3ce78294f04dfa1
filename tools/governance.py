"""Hold the content to its policy: `python -m tools.governance` prints each breach.

A released file never changes, nor what a released version pickled; each version steps as far
as its changes call for, no id leaves without a major step, the changelog names every release, a
review lasts three years.
What was released is in the tags of the code's releases: without them nothing is proven.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from jerking_info.changes import VersionStep, compare, version_step
from jerking_info.drafts import next_version
from jerking_info.models import Release, ReleaseManifest, Topic
from jerking_info.parsing import parse, parse_manifest

ROOT = Path(__file__).parents[1]
PICKLES = "tests/data/pickles"
_STEPS: tuple[VersionStep, ...] = ("patch", "minor", "major")
_LONGEST_REVIEW_IN_YEARS = 3


def breaches(root: Path) -> Iterator[str]:
    """Yield what breaks the policy in a checkout, its tags included."""
    data = root / "data"
    manifest = parse_manifest((data / "releases.json").read_bytes())
    yield from _unlike_manifest(data, manifest)
    yield from _missing_tags(root)
    yield from _unlike_tags(root, manifest)
    yield from _unlike_pickles(root)
    versions = [release.version for release in manifest.releases]
    topics = [parse((data / f"{v}.json").read_bytes()) for v in versions]
    yield from _small_steps(topics)
    yield from _overdue_reviews(topics)
    yield from _unmentioned(root / "CHANGELOG.md", manifest)


def _unlike_manifest(data: Path, manifest: ReleaseManifest) -> Iterator[str]:
    released = {f"{release.version}.json": release for release in manifest.releases}
    files = {path.name for path in data.glob("*.json")} - {"releases.json", "schema.json"}
    for name in sorted(files - {*released}):
        yield f"data/{name} is not in releases.json: release it, or leave it out"
    for name, release in released.items():
        if name not in files:
            yield f"data/{name} is missing, and releases.json names it"
        elif hashlib.sha256((data / name).read_bytes()).hexdigest() != release.sha256:
            yield f"data/{name} is not the file that was released"
    numbers = [[int(n) for n in release.version.split(".")] for release in manifest.releases]
    if numbers != sorted(numbers) or len({*released}) != len(numbers):
        yield "releases.json: releases stand oldest first, each once"
    days = [release.released for release in manifest.releases]
    if days != sorted(days):
        yield "releases.json: no release is older than the one before it"


def _missing_tags(root: Path) -> Iterator[str]:
    if _git(root, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
        yield "the clone is shallow, and may lack tags: git fetch --unshallow --tags"
    code, _, _ = (root / "CHANGELOG.md").read_text(encoding="utf-8").partition("\n## Content\n")
    wanted = {f"v{version}" for version in re.findall(r"^### \[(\d[^\]]*)\]", code, re.MULTILINE)}
    for tag in sorted(wanted - {*_tags(root)}):
        yield f"CHANGELOG.md tells of {tag[1:]}, and there is no tag {tag}: git fetch --tags"


def compared_with(root: Path) -> list[str]:
    """Return the tags of a checkout that hold released content, which it is compared with."""
    return [
        tag
        for tag in _tags(root)
        if b"data/releases.json" in _git(root, "ls-tree", "--name-only", tag, "data/").split()
    ]


def as_it_is(root: Path) -> str:
    """Return what is known of the content of a checkout without breaches."""
    if tags := compared_with(root):
        return f"the content is as it was released: {', '.join(tags)}"
    return "the content is as its digests say; no tag has any, so there was none to compare it with"


def _tags(root: Path) -> list[str]:
    """Return the tags of commits; one of anything else holds no files."""
    names = "%(refname:strip=2) %(objecttype) %(*objecttype)"
    told = _git(root, "for-each-ref", f"--format={names}", "refs/tags").decode()
    words = (line.split() for line in told.splitlines())
    return [name for name, *types in words if "commit" in types]


def _unlike_pickles(root: Path) -> Iterator[str]:
    for tag in _tags(root):
        options = ("--name-only", "--no-renames", "--diff-filter=DMT")
        for name in _git(root, "diff", *options, tag, "--", PICKLES).decode().splitlines():
            yield f"{name} is not as it was in {tag}: later versions must load what was pickled"


def _unlike_tags(root: Path, manifest: ReleaseManifest) -> Iterator[str]:
    now = {release.version: release for release in manifest.releases}
    for tag in compared_with(root):
        then = parse_manifest(_git(root, "show", f"{tag}:data/releases.json"))
        for release in then.releases:
            if now.get(release.version) != release:
                yield f"releases.json: {release.version} is not as it was in {tag}"
            yield from _unlike_tag(root, tag, release)


def _unlike_tag(root: Path, tag: str, release: Release) -> Iterator[str]:
    name = f"data/{release.version}.json"
    file = root / name
    if not file.is_file() or _git(root, "show", f"{tag}:{name}") != file.read_bytes():
        yield f"{name} is not as it was in {tag}"


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True).stdout


def _small_steps(topics: list[Topic]) -> Iterator[str]:
    for old, new in pairwise(topics):
        called_for = version_step(compare(old, new))
        if called_for is None:
            yield f"{new.version} changes nothing"
            continue
        large_enough = _STEPS[_STEPS.index(called_for) :]
        if new.version not in {next_version(old.version, step) for step in large_enough}:
            yield f"{new.version} does not follow {old.version} by a {called_for} step or a larger"


def _overdue_reviews(topics: list[Topic]) -> Iterator[str]:
    for topic in topics:
        last, due = topic.provenance.last_reviewed, topic.provenance.next_review_due
        if last and due:
            latest = (last.year + _LONGEST_REVIEW_IN_YEARS, last.month, last.day)
            if not last < due or (due.year, due.month, due.day) > latest:
                yield f"{topic.version}: the next review is due within three years of the last"


def _unmentioned(changelog: Path, manifest: ReleaseManifest) -> Iterator[str]:
    _, _, content = changelog.read_text(encoding="utf-8").partition("\n## Content\n")
    entries = re.findall(r"^### \[(\S+)\] - (\S+)$", content, re.MULTILINE)
    wanted = [(r.version, r.released.isoformat()) for r in reversed(manifest.releases)]
    if entries != wanted:
        yield f"CHANGELOG.md: the content section names {entries}, not {wanted}"


def main() -> int:
    """Print each breach in this checkout; return 1 if there is one."""
    found = list(breaches(ROOT))
    for breach in found:
        print(breach)
    if not found:
        print(as_it_is(ROOT))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
