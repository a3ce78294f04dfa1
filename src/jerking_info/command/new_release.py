"""`new-release`: from the newest release to the next one, for editors."""

import argparse
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from pydantic import JsonValue

from jerking_info.command.arguments import read_release_file
from jerking_info.command.terminal import report
from jerking_info.content.changes import VersionStep, compare, version_step
from jerking_info.content.models import Release, Topic
from jerking_info.content.parsing import one_problem
from jerking_info.errors import IntegrityError, JerkingInfoError
from jerking_info.formats.files import json_file, write_file

_STEPS: tuple[VersionStep, ...] = ("major", "minor", "patch")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--step", choices=_STEPS, default="minor", help="the step to take (default: minor)"
    )
    parser.add_argument("--ready", action="store_true", help="release the draft")
    parser.add_argument(
        "--data", metavar="FOLDER", default="data", help="the folder of the content (default: data)"
    )


def run(options: argparse.Namespace) -> int:
    """Start a draft, or release it, and report the next steps."""
    data = Path(options.data)
    listed = _releases(data)
    newest = _released_topic(data, listed[-1])
    before = quote((data / listed[-1].file).as_posix())
    if options.ready:
        release = _release_draft(data, listed, newest)
        file = data / release.file
        report(
            f"released {file}, sha256 {release.sha256}\n"
            "Add its changes to the content section of the changelog:\n"
            f"  jerking-info compare {before} {quote(file.as_posix())} --format markdown"
        )
    else:
        draft = newest.model_copy(update={"version": next_version(newest.version, options.step)})
        file = data / listed[-1].file.replace(newest.version, draft.version)
        with file.open("xb") as stream:
            stream.write(draft.to_json())
        report(
            f"wrote {file}\n"
            "Edit it, then run:\n"
            f"  jerking-info check {quote(file.as_posix())}\n"
            f"  jerking-info compare {before} {quote(file.as_posix())}\n"
            f"  jerking-info new-release --ready --data {quote(data.as_posix())}"
        )
    return 0


def next_version(version: str, step: VersionStep) -> str:
    """Return the version after a step: 1.5.0 after a minor step from 1.4.2."""
    numbers = [int(number) for number in version.split(".")]
    raised = _STEPS.index(step)
    return ".".join(map(str, (*numbers[:raised], numbers[raised] + 1, *[0] * (2 - raised))))


def _release_draft(data: Path, listed: Sequence[Release], newest: Topic) -> Release:
    """Release the one draft in a folder: bring it into its final form, and list its digest."""
    files = {release.file for release in listed}
    drafts = [file for file in sorted(data.glob("[0-9]*.json")) if file.name not in files]
    if len(drafts) != 1:
        found = ", ".join(file.name for file in drafts) or "no draft"
        raise one_problem(str(data), found, "one draft, as new-release starts it")
    draft = read_release_file(str(drafts[0]))
    today = datetime.now(UTC).date()
    release = Release(
        version=draft.version, released=today, sha256=draft.sha256, language=draft.language
    )
    _check_order(newest, draft, drafts[0])
    reviewed = draft.provenance.last_reviewed
    if reviewed and reviewed > today:
        place = f"{drafts[0]}: provenance.last_reviewed"
        raise one_problem(place, str(reviewed), f"{today}, which is today, or earlier")
    if drafts[0].name != release.file:
        expected = f"{release.file}, the name for its version"
        raise one_problem(f"{drafts[0]}: name", drafts[0].name, expected)
    manifest: list[JsonValue] = [
        one.model_dump(mode="json", exclude_defaults=True) for one in (*listed, release)
    ]
    write_file(drafts[0], [draft.to_json()], replace=True)
    write_file(data / "releases.json", [json_file({"releases": manifest})], replace=True)
    return release


def _releases(data: Path) -> list[Release]:
    file = data / "releases.json"
    try:
        listed = [Release.model_validate(one) for one in json.loads(file.read_bytes())["releases"]]
        return [*listed[:-1], listed[-1]]  # at least one
    except (ValueError, LookupError, TypeError, RecursionError):
        raise JerkingInfoError(f"{file} is damaged: restore it from version control") from None


def _released_topic(data: Path, release: Release) -> Topic:
    file = data / release.file
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != release.sha256:
        raise IntegrityError(str(file), release.sha256, found)
    return read_release_file(str(file))


def _check_order(newest: Topic, draft: Topic, file: Path) -> None:
    """Raise an error if a valid draft cannot follow the newest release."""
    step = version_step(compare(newest, draft))
    if step is None:
        raise one_problem(str(file), f"no change since {newest.version}", "changed content")
    if draft.language != newest.language:
        expected = f"{newest.language}, the language of {newest.version}"
        raise one_problem(f"{file}: language", draft.language, expected)
    allowed = [next_version(newest.version, larger) for larger in _STEPS[: _STEPS.index(step) + 1]]
    if draft.version not in allowed:
        expected = f"{' or '.join(reversed(allowed))}, because the changes call for a {step} step"
        raise one_problem(f"{file}: version", draft.version, expected)
