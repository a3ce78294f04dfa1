"""Release a version of the code: `python -m tools.release X.Y.Z`, or first `--dry-run`.

All of it happens in a throw-away clone: the version and the day in the changelog are set,
what the version pickles is written, the content is held to its policy, the files are built
and checked, the commit and its tag are made. Only then do they come into this checkout, and
the files to its `dist/`; a dry run leaves them where they are. Nothing leaves the machine:
pushing the tag is what starts the publication.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from jerking_info.changes import VersionStep
from jerking_info.drafts import next_version
from jerking_info.errors import JerkingInfoError
from jerking_info.writing import write_file
from tools import environments, governance
from tools.commands import (
    CommandError,
    output_of,
    stopped_gently,
    temporary_folder,
    uninterrupted,
)
from tools.distributions import Distributions, RejectedError, built_and_checked

ROOT = Path(__file__).parents[1]
BRANCH = "main"

_VERSION_FILE = Path("src", "jerking_info", "__init__.py")
_VERSION_LINE = re.compile(r'^__version__ = "(?P<version>[^"]*)"$', re.MULTILINE)
_UNRELEASED = re.compile(r"^### \[Unreleased\]\n(?P<body>(?:(?!###? ).*\n)*)", re.MULTILINE)
_CONTENT_SECTION = "\n## Content\n"
_STEPS: tuple[VersionStep, ...] = ("patch", "minor", "major")

Build = Callable[[Path, Path], Distributions]
"""What builds and checks a checkout's files into a folder."""


class ReleaseError(Exception):
    """The root of what keeps a version from being released; the checkout is as it was."""


class RefusedError(ReleaseError):
    """The checkout cannot be released like this; `problems` holds every reason found."""

    def __init__(self, version: str, problems: tuple[str, ...]) -> None:
        super().__init__(version, problems)
        self.version = version
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        headline = f"{self.version} cannot be released, for {count} reason{'s'[: count != 1]}:"
        return "\n  ".join([headline, *self.problems])


class FailedError(ReleaseError):
    """A step failed half-way: `step` names it, `why` is what went wrong."""

    def __init__(self, version: str, step: str, why: str) -> None:
        super().__init__(version, step, why)
        self.version = version
        self.step = step
        self.why = why

    def __str__(self) -> str:
        return f"{self.version} is not released, this step failed: {self.step}\n{self.why}"


def problems(root: Path, version: str, day: date) -> Iterator[str]:
    """Yield every reason why a checkout cannot be released as a version on a day."""
    yield from _git_problems(root, version)
    yield from _version_problems(root, version)
    yield from _changelog_problems(root, version)
    yield from _day_problems(root, day)
    try:
        yield from governance.breaches(root)
    except (JerkingInfoError, OSError) as error:
        yield f"data/ holds no content: {error}"


def _git_problems(root: Path, version: str) -> Iterator[str]:
    # Whatever the user's settings hide from `git status`.
    if changed := _git(root, "status", "--porcelain", "--untracked-files=all"):
        names = ", ".join(line[3:] for line in changed.splitlines())
        yield f"the checkout has changes: commit or remove {names}"
    branch = _git(root, "branch", "--show-current")
    if branch != BRANCH:
        yield f"the branch is {branch or 'none'}: releases are made on {BRANCH}"
    if f"v{version}" in _tags(root):
        yield f"there is a tag v{version} already: a released version never changes"


def _version_problems(root: Path, version: str) -> Iterator[str]:
    found = _VERSION_LINE.findall((root / _VERSION_FILE).read_text(encoding="utf-8"))
    if len(found) != 1 or not _is_version(found[0]):
        yield f'{_VERSION_FILE.as_posix()} must say `__version__ = "X.Y.Z"` once'
        return
    known = [found[0], *(tag[1:] for tag in _tags(root) if _is_version(tag[1:]))]
    newest = max(known, key=lambda version: [int(number) for number in version.split(".")])
    steps = [next_version(newest, step) for step in _STEPS]
    if version not in steps:
        yield f"{version} is no step up from {newest}: {', '.join(steps[:-1])} or {steps[-1]} is"
        return
    told = re.findall("^#### (Changed|Removed)$", unreleased(root), re.MULTILINE)
    least = "major" if "Removed" in told and not newest.startswith("0.") else "minor"
    if told and steps.index(version) < _STEPS.index(least):
        news = f"CHANGELOG.md tells of {' and '.join(told)}"
        yield f"{version} is too small a step, as {news}: a {least} one is due"


def _is_version(text: str) -> bool:
    return bool(re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", text, re.ASCII))


def _changelog_problems(root: Path, version: str) -> Iterator[str]:
    code = _changes_of_the_code(root)
    if f"### [{version}]" in code:
        yield f"CHANGELOG.md tells of {version} already"
    if not _UNRELEASED.search(code):
        yield "CHANGELOG.md has no section [Unreleased] for the code"
    elif "\n- " not in unreleased(root):
        yield "CHANGELOG.md tells of no change under [Unreleased]"


def _day_problems(root: Path, day: date) -> Iterator[str]:
    """Yield what is wrong with the days of the releases before, newest first as they stand."""
    latest = day
    for title in re.findall(
        r"^### (?!\[Unreleased\]$)(.*)", _changes_of_the_code(root), re.MULTILINE
    ):
        _, _, told = title.removesuffix(" [YANKED]").partition(" - ")
        try:
            then = date.fromisoformat(told)
        except ValueError:
            then = None
        if then is None or then.isoformat() != told:  # of ISO 8601 it reads other forms as well
            yield f"CHANGELOG.md has no day, YYYY-MM-DD, for {title}"
        elif then > latest:
            yield f"CHANGELOG.md has {title} below {latest}: newest first, and none in the future"
        else:
            latest = then


def unreleased(root: Path) -> str:
    """Return what a checkout's changelog tells of the code since the last release."""
    section = _UNRELEASED.search(_changes_of_the_code(root))
    return section["body"] if section else ""


def told_since(root: Path, version: str) -> str:
    """Return what a checkout's changelog tells of the code since a version was released."""
    return _changes_of_the_code(root).partition(f"\n### [{version}]")[0]


def _changes_of_the_code(root: Path) -> str:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    return text.partition(_CONTENT_SECTION)[0]


def build_for_release(checkout: Path, folder: Path) -> Distributions:
    """Build and check a checkout's files, by tools in an environment that goes away.

    Raises:
        CommandError: if the tools cannot be installed, or the build fails.
        RejectedError: if a check fails; all of them have run.
    """
    with temporary_folder() as place:
        wanted = environments.group(checkout, "release")
        programs = environments.made(place / "tools", Path(sys.executable), wanted)
        return built_and_checked(checkout, folder, programs)


def release(
    root: Path,
    version: str,
    day: date,
    *,
    dry_run: bool = False,
    build: Build = build_for_release,
) -> None:
    """Release a version, or see whether it could be; print each step.

    Args:
        root: the checkout.
        version: of the code, without a `v`.
        day: the day of the release, for the changelog.
        dry_run: whether to leave the checkout, and its repository, untouched.
        build: what builds and checks the files.

    Raises:
        RefusedError: if the checkout cannot be released like this.
        FailedError: if a step fails; the checkout is then as it was.
    """
    if found := tuple(problems(root, version, day)):
        raise RefusedError(version, found)
    print(f"{version} can be released: the checkout is clean; {governance.as_it_is(root)}")
    with temporary_folder() as place:
        clone, files = place / "checkout", place / "dist"
        with _step(version, "clone the checkout"):
            _clone(root, clone)
        with _step(version, "set the version and the day"):
            _edit(clone, version, day)
        with _step(version, "write what it pickles"):
            _pickle(clone, version)
        with _step(version, "commit"):
            _git(clone, "commit", "--quiet", "--all", "--message", f"Release {version}")
        with _step(version, "build and check"):
            distributions = build(clone, files)
        with _step(version, "tag"):
            _git(clone, "tag", "--annotate", "--message", f"jerking-info {version}", f"v{version}")
        print(_git(clone, "show", "--stat", "--format=commit %H, tag %D%n  %s", "HEAD"))
        if dry_run:
            print("Dry run: nothing of this is kept.")
            return
        with _step(version, "bring the commit, the tag and the files home"), uninterrupted():
            _bring_home(root, clone, f"v{version}", distributions)
    print("Released here. To publish it, let the tests pass on it, and then push the tag:")
    print(f"  git push origin {BRANCH}:release/{version}")
    print(f"  git push --atomic origin {BRANCH} v{version} :release/{version}")


@contextmanager
def _step(version: str, name: str) -> Generator[None]:
    try:
        yield
    except (CommandError, RejectedError, OSError) as error:
        raise FailedError(version, name, str(error)) from error


def _clone(root: Path, clone: Path) -> None:
    output_of("git", "clone", "--quiet", "--no-hardlinks", "--branch", BRANCH, root, clone)
    # Who commits, and how they sign, may be said in this one checkout only.
    for line in _git(root, "config", "--list", "--null").split("\0"):
        key, _, value = line.partition("\n")
        if key.startswith(("user.", "author.", "committer.", "gpg.", "commit.gpg", "tag.gpg")):
            _git(clone, "config", key, value)


def _edit(checkout: Path, version: str, day: date) -> None:
    for file, pattern, line in (
        (_VERSION_FILE, _VERSION_LINE, f'__version__ = "{version}"'),
        (Path("CHANGELOG.md"), _UNRELEASED, rf"### [{version}] - {day.isoformat()}\n\g<body>"),
    ):
        text = (checkout / file).read_text(encoding="utf-8")
        (checkout / file).write_bytes(pattern.sub(line, text, count=1).encode())
        print(f"  {file.as_posix()}: {line.partition(chr(92))[0]}")


def _pickle(checkout: Path, version: str) -> None:
    """Have the code of a checkout write what it pickles: later versions are held to loading it."""
    # Its own code and not ours, which still has the version before.
    ours = [checkout / "src", checkout, *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, ours)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    said = output_of(sys.executable, "-m", "tools.trust.pickles", cwd=checkout, env=env)
    folder = f"tests/data/pickles/{version}"
    # It fails if they are elsewhere; what somebody ignores in all checkouts is no matter here.
    _git(checkout, "add", "--force", folder)
    print(f"  tests/data/pickles/{said.strip()}")


def _bring_home(root: Path, clone: Path, tag: str, distributions: Distributions) -> None:
    """Take the commit, the tag and the files over, or nothing of it."""
    with ExitStack() as undoing:
        dist = root / "dist"
        if not dist.exists():
            dist.mkdir()
            undoing.callback(dist.rmdir)
        for file in (distributions.sdist, distributions.wheel):
            target = dist / file.name
            undoing.callback(_restore, target, target.read_bytes() if target.exists() else None)
            write_file(target, file.read_bytes(), replace=True)
        refs = f"refs/tags/{tag}:refs/tags/{tag}"
        _git(root, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", str(clone), refs)
        undoing.callback(_git, root, "tag", "--delete", tag)
        _git(root, "merge", "--quiet", "--ff-only", f"{tag}^{{commit}}")
        undoing.pop_all()


def _restore(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        write_file(file, before, replace=True)


def _tags(root: Path) -> set[str]:
    return set(_git(root, "tag", "--list", "v*").split())


def _git(root: Path, *arguments: str) -> str:
    # Not even the times in the index are refreshed by only looking.
    return output_of("git", "--no-optional-locks", "-C", root, *arguments).strip("\n")


def main(arguments: list[str] | None = None) -> int:
    """Release the version that is asked for; return 1, and say why, if it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__)
    parser.add_argument("version", help="of the code: the next patch, minor or major one")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would be")
    given = parser.parse_args(arguments)
    try:
        with stopped_gently():
            release(ROOT, given.version, datetime.now(UTC).date(), dry_run=given.dry_run)
    except (ReleaseError, CommandError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing is left behind", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
