"""The next content release, from the newest one to its place among the released.

An editor starts a draft, changes the file, and releases it. Until then its file is not in
the manifest, so no app can load it.
"""

import hashlib
from datetime import date
from pathlib import Path

from jerking_info.content.changes import VersionStep, compare, version_step
from jerking_info.content.models import Release, ReleaseManifest, Topic
from jerking_info.content.parsing import parse, parse_manifest
from jerking_info.errors import ContentError, IntegrityError, Problem
from jerking_info.formats.files import write_file

__all__ = ("next_version", "release_draft", "start_draft")


def __dir__() -> tuple[str, ...]:
    return __all__


_MANIFEST = "releases.json"
_STEPS: tuple[VersionStep, ...] = ("major", "minor", "patch")


def next_version(version: str, step: VersionStep) -> str:
    """Return the version that follows by a step.

    >>> next_version("1.4.2", "minor")
    '1.5.0'
    """
    numbers = [int(number) for number in version.split(".")]
    raised = _STEPS.index(step)
    return ".".join(map(str, (*numbers[:raised], numbers[raised] + 1, *[0] * (2 - raised))))


def start_draft(data: Path, step: VersionStep) -> Path:
    """Write the newest release once more under its next version, for an editor to change.

    Args:
        data: the folder that holds `releases.json` and the release files.
        step: how large the change will be.

    Returns:
        The draft's file.

    Raises:
        FileExistsError: if that file is already there; it is left as it is.
        IntegrityError: if the newest release is not what the manifest says.
        OSError: if the folder is not one of content.
    """
    newest = _newest(data)
    version = next_version(newest.version, step)
    draft = Topic.model_validate(dict(newest) | {"version": version})
    file = data / f"{version}.json"
    with file.open("xb") as stream:
        stream.write(draft.to_json())
    return file


def release_draft(data: Path, released: date) -> Release:
    """Put the one draft of a folder among the released: its digest goes into the manifest.

    The file is first brought into the one form that release files have.

    Args:
        data: the folder that holds `releases.json` and the release files.
        released: the day of the release.

    Returns:
        The release.

    Raises:
        ContentError: if there is not exactly one draft, if it breaks a law, or if its version
            is not a step as large as its changes call for.
    """
    manifest = parse_manifest((data / _MANIFEST).read_bytes())
    file = _only_draft(data, manifest)
    topic = parse(file.read_bytes())
    if problems := tuple(_version_problems(_newest(data), topic, file)):
        raise ContentError(problems)
    release = Release(version=topic.version, released=released, sha256=topic.sha256)
    renewed = ReleaseManifest(releases=(*manifest.releases, release))
    write_file(file, topic.to_json(), replace=True)
    write_file(data / _MANIFEST, f"{renewed.model_dump_json(indent=2)}\n".encode(), replace=True)
    return release


def _newest(data: Path) -> Topic:
    release = parse_manifest((data / _MANIFEST).read_bytes()).releases[-1]
    file = data / f"{release.version}.json"
    raw = file.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != release.sha256:
        raise IntegrityError(file.name, release.sha256, found)
    return parse(raw)


def _only_draft(data: Path, manifest: ReleaseManifest) -> Path:
    released = {f"{release.version}.json" for release in manifest.releases}
    drafts = sorted(path for path in data.glob("[0-9]*.json") if path.name not in released)
    if len(drafts) != 1:
        found = ", ".join(path.name for path in drafts) or "no draft"
        raise ContentError((Problem(str(data), found, "one draft, as `new-release` starts it"),))
    return drafts[0]


def _version_problems(newest: Topic, topic: Topic, file: Path) -> list[Problem]:
    changes = compare(newest, topic)
    called_for = version_step(changes)
    if called_for is None:
        return [Problem("file", "no change since the newest release", "a change of the content")]
    large_enough = _STEPS[: _STEPS.index(called_for) + 1]
    allowed = [next_version(newest.version, step) for step in reversed(large_enough)]
    if topic.version not in allowed:
        wanted = " or ".join(allowed)
        expected = f"{wanted}, as the changes from {newest.version} call for a {called_for} step"
        return [Problem.at(("version",), topic.version, expected)]
    if file.stem != topic.version:
        return [Problem.at(("version",), topic.version, f"{file.stem}, as the file is called")]
    return []
