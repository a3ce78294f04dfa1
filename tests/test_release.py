"""One command releases a version, or says every reason why not and changes nothing."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import jerking_info
from jerking_info import releases
from jerking_info.changes import VersionStep
from jerking_info.content import read_data
from jerking_info.drafts import next_version

tool = pytest.importorskip("tools.release", reason="only a checkout has the tools")
commands = pytest.importorskip("tools.commands", reason="only a checkout has the tools")
distributions = pytest.importorskip("tools.distributions", reason="only a checkout has the tools")

ROOT = Path(__file__).parents[1]
DAY = date(2027, 3, 1)
CHANGELOG = """# Changelog

## Code

### [Unreleased]

#### Added

- A thing.

### [0.1.0] - 2026-11-01

#### Added

- All of it.

## Content
"""
PICKLES = """
from pathlib import Path
from jerking_info import VERSION

folder = Path("tests", "data", "pickles", VERSION)
folder.mkdir(parents=True)
(folder / "Topic.pickle").write_text(f"pickled by {VERSION}", encoding="utf-8")
print(f"{VERSION}: 1 files")
"""
"""What stands in for `tools.trust.pickles`: the package of these checkouts has no class."""

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def of_the_content() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("\n## Content\n")[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a clean checkout on main, whose version 0.1.0 is released and tagged."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "checkout"
    (root / "data").mkdir(parents=True)
    for name in ("releases.json", "schema.json", *(f"{r.version}.json" for r in releases)):
        (root / "data" / name).write_bytes(read_data(name))
    (root / "src" / "jerking_info").mkdir(parents=True)
    (root / "src" / "jerking_info" / "__init__.py").write_text(
        '"""A package."""\n\n__version__ = "0.1.0"\n\nVERSION = __version__\n', encoding="utf-8"
    )
    (root / "tools" / "trust").mkdir(parents=True)
    for name in ("__init__.py", "trust/__init__.py"):
        (root / "tools" / name).write_bytes(b"")
    (root / "tools" / "trust" / "pickles.py").write_text(PICKLES, encoding="utf-8")
    (root / "CHANGELOG.md").write_text(CHANGELOG + of_the_content(), encoding="utf-8")
    (root / ".gitignore").write_text("dist/\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "A. Releaser")
    git(root, "config", "user.email", "a@example.org")
    commit(root, "Start")
    git(root, "tag", "v0.1.0")
    return root


def commit(root: Path, subject: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", subject)


def everything_in(root: Path) -> dict[str, str]:
    """Return the digest of every file, those of the repository included."""
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in root.rglob("*")
        if file.is_file()
    }


def build(clone: Path, folder: Path) -> object:
    """Build files that tell which version they were built from."""
    folder.mkdir()
    source = (clone / "src" / "jerking_info" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.*)"$', source, re.MULTILINE)
    sdist, wheel = folder / f"x-{version}.tar.gz", folder / f"x-{version}-py3-none-any.whl"
    sdist.write_text(f"sdist {version}", encoding="utf-8")
    wheel.write_text(f"wheel {version}", encoding="utf-8")
    return distributions.Distributions(sdist, wheel)


def refused(root: Path, version: str) -> tuple[str, ...]:
    before = everything_in(root)
    with pytest.raises(tool.RefusedError) as caught:
        tool.release(root, version, DAY, build=build)
    assert everything_in(root) == before
    problems: tuple[str, ...] = caught.value.problems
    return problems


@pytest.mark.parametrize("version", ["0.1.1", "0.2.0", "1.0.0"])
def test_a_release_is_a_commit_a_tag_and_two_files(checkout: Path, version: str) -> None:
    before = git(checkout, "rev-parse", "main")
    tool.release(checkout, version, DAY, build=build)
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "branch", "--show-current") == "main"
    assert git(checkout, "log", "-1", "--format=%s|%an|%ae|%P") == (
        f"Release {version}|A. Releaser|a@example.org|{before}"
    )
    assert git(checkout, "cat-file", "-t", f"v{version}") == "tag"
    assert git(checkout, "rev-parse", f"v{version}^{{commit}}") == git(
        checkout, "rev-parse", "HEAD"
    )
    assert git(checkout, "diff", "--stat", "HEAD~1").splitlines()[-1] == (
        " 3 files changed, 3 insertions(+), 2 deletions(-)"
    )
    assert git(checkout, "show", f"v{version}:tests/data/pickles/{version}/Topic.pickle") == (
        f"pickled by {version}"
    )
    assert (checkout / "src" / "jerking_info" / "__init__.py").read_text(encoding="utf-8") == (
        f'"""A package."""\n\n__version__ = "{version}"\n\nVERSION = __version__\n'
    )
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.startswith(
        CHANGELOG.replace("### [Unreleased]", f"### [{version}] - 2027-03-01")
    )
    assert {
        file.name: file.read_text(encoding="utf-8") for file in (checkout / "dist").iterdir()
    } == {
        f"x-{version}.tar.gz": f"sdist {version}",
        f"x-{version}-py3-none-any.whl": f"wheel {version}",
    }


def test_the_next_release_follows_the_one_before(checkout: Path) -> None:
    tool.release(checkout, "0.2.0", DAY, build=build)
    assert refused(checkout, "0.3.0") == ("CHANGELOG.md has no section [Unreleased] for the code",)
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    news = "## Code\n\n### [Unreleased]\n\n- More.\n"
    (checkout / "CHANGELOG.md").write_text(text.replace("## Code\n", news), encoding="utf-8")
    commit(checkout, "Add more")
    tool.release(checkout, "0.2.1", DAY, build=build)
    assert git(checkout, "tag").split() == ["v0.1.0", "v0.2.0", "v0.2.1"]


def test_a_dry_run_says_all_and_changes_not_one_byte(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "CHANGELOG.md").touch()  # git would like to write the new time down
    before = everything_in(checkout)
    tool.release(checkout, "0.2.0", DAY, dry_run=True, build=build)
    assert everything_in(checkout) == before
    said = capsys.readouterr().out
    assert '  src/jerking_info/__init__.py: __version__ = "0.2.0"\n' in said
    assert "  CHANGELOG.md: ### [0.2.0] - 2027-03-01\n" in said
    assert "  tests/data/pickles/0.2.0: 1 files\n" in said
    assert "tag: v0.2.0\n  Release 0.2.0\n" in said
    assert " tests/data/pickles/0.2.0/Topic.pickle | 1 +\n" in said
    assert said.endswith("Dry run: nothing of this is kept.\n")


@pytest.mark.parametrize(
    ("code", "why"),
    [("raise SystemExit('no class')", "no class"), ("print('none')", "did not match any files")],
)
def test_a_version_without_pickles_is_none(checkout: Path, code: str, why: str) -> None:
    (checkout / "tools" / "trust" / "pickles.py").write_text(code, encoding="utf-8")
    commit(checkout, "Pickle nothing")
    before = everything_in(checkout)
    with pytest.raises(tool.FailedError) as caught:
        tool.release(checkout, "0.2.0", DAY, build=build)
    assert caught.value.step == "write what it pickles"
    assert why in caught.value.why
    assert everything_in(checkout) == before


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="only a checkout has src")
def test_what_is_released_from_here_passes_its_own_tests_of_pickles(checkout: Path) -> None:
    for name in ("src", "tests", "tools"):
        without = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, checkout / name, ignore=without, dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", checkout)
    commit(checkout, "Become this checkout")
    version = next_version(jerking_info.__version__, "minor")
    tool.release(checkout, version, DAY, build=build)
    test = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_pickles.py"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (test.returncode, test.stderr) == (0, ""), test.stdout


def test_a_changed_checkout_is_refused(checkout: Path) -> None:
    (checkout / "new.txt").write_text("x", encoding="utf-8")
    (checkout / "CHANGELOG.md").write_text(CHANGELOG + "x", encoding="utf-8")
    first, *_ = refused(checkout, "0.2.0")
    assert first == "the checkout has changes: commit or remove CHANGELOG.md, new.txt"


def test_a_file_that_the_settings_hide_is_seen(checkout: Path) -> None:
    git(checkout, "config", "status.showUntrackedFiles", "no")
    (checkout / "new").mkdir()
    (checkout / "new" / "one.txt").write_text("x", encoding="utf-8")
    assert refused(checkout, "0.2.0") == ("the checkout has changes: commit or remove new/one.txt",)


def test_another_branch_is_refused(checkout: Path) -> None:
    git(checkout, "checkout", "-q", "-b", "topic")
    assert refused(checkout, "0.2.0") == ("the branch is topic: releases are made on main",)
    git(checkout, "checkout", "-q", "--detach")
    assert refused(checkout, "0.2.0") == ("the branch is none: releases are made on main",)


def test_a_tag_that_exists_is_refused(checkout: Path) -> None:
    git(checkout, "tag", "v0.2.0")
    assert refused(checkout, "0.2.0") == (
        "there is a tag v0.2.0 already: a released version never changes",
        "0.2.0 is no step up from 0.2.0: 0.2.1, 0.3.0 or 1.0.0 is",
    )


def test_what_is_no_step_up_is_refused(checkout: Path) -> None:
    wrong = ["0.1.0", "0.0.9", "0.3.0", "0.2.1", "2.0.0", "0.2", "v0.2.0", "0.02.0", "0.2.0rc1", ""]
    for version in wrong:
        problems = list(tool.problems(checkout, version, DAY))
        assert f"{version} is no step up from 0.1.0: 0.1.1, 0.2.0 or 1.0.0 is" in problems


@pytest.mark.parametrize(
    ("before", "heading", "refused"),
    [
        ("0.1.0", "Changed", ["0.1.1"]),
        ("0.1.0", "Removed", ["0.1.1"]),
        ("0.1.0", "Fixed", []),
        ("1.0.0", "Changed", ["1.0.1"]),
        ("1.0.0", "Removed", ["1.0.1", "1.1.0"]),
        ("1.0.0", "Added", []),
    ],
)
def test_what_breaks_promises_takes_a_larger_step(
    checkout: Path, before: str, heading: str, refused: list[str]
) -> None:
    for name, old, new in (
        ("CHANGELOG.md", "#### Added\n\n- A thing", f"#### {heading}\n\n- A thing"),
        ("src/jerking_info/__init__.py", "0.1.0", before),
    ):
        text = (checkout / name).read_text(encoding="utf-8")
        (checkout / name).write_text(text.replace(old, new), encoding="utf-8")
    commit(checkout, "Change")
    steps: list[VersionStep] = ["patch", "minor", "major"]
    found = {
        version: [told for told in tool.problems(checkout, version, DAY) if "small" in told]
        for version in (next_version(before, step) for step in steps)
    }
    assert [version for version, problems in found.items() if problems] == refused
    if refused:
        due = "major" if len(refused) == 2 else "minor"
        told = f"as CHANGELOG.md tells of {heading}: a {due} one is due"
        assert found[refused[0]] == [f"{refused[0]} is too small a step, {told}"]


def test_a_version_in_two_places_or_none_is_refused(checkout: Path) -> None:
    file = checkout / "src" / "jerking_info" / "__init__.py"
    for text in ('__version__ = "0.1.0"\n__version__ = "0.1.0"\n', "", '__version__ = "dev"\n'):
        file.write_text(text, encoding="utf-8")
        commit(checkout, "Break it")
        assert refused(checkout, "0.2.0") == (
            'src/jerking_info/__init__.py must say `__version__ = "X.Y.Z"` once',
        )


def test_a_changelog_without_news_is_refused(checkout: Path) -> None:
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    (checkout / "CHANGELOG.md").write_text(text.replace("\n- A thing.\n", ""), encoding="utf-8")
    commit(checkout, "Say nothing")
    assert refused(checkout, "0.2.0") == ("CHANGELOG.md tells of no change under [Unreleased]",)


def test_a_changelog_that_tells_of_the_version_already_is_refused(checkout: Path) -> None:
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    (checkout / "CHANGELOG.md").write_text(text.replace("[0.1.0]", "[0.2.0]"), encoding="utf-8")
    commit(checkout, "Say it too early")
    assert refused(checkout, "0.2.0") == (
        "CHANGELOG.md tells of 0.2.0 already",
        "CHANGELOG.md tells of 0.2.0, and there is no tag v0.2.0: git fetch --tags",
    )


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("[0.1.0] - 2027-03-01", None),  # the day of the release itself
        ("[0.1.0] - 2026-11-01 [YANKED]", None),
        ("[0.1.0] - 2027-03-02", "has {} below 2027-03-01: newest first, and none in the future"),
        ("[0.1.0] - 2099-12-31", "has {} below 2027-03-01: newest first, and none in the future"),
        ("[0.1.0] - 2026-11-31", "has no day, YYYY-MM-DD, for {}"),
        ("[0.1.0] - 31 Nov", "has no day, YYYY-MM-DD, for {}"),
        ("[0.1.0] - 20261101", "has no day, YYYY-MM-DD, for {}"),
        ("[0.1.0] - 2026-11-01 or so", "has no day, YYYY-MM-DD, for {}"),
        ("[0.1.0]", "has no day, YYYY-MM-DD, for {}"),
    ],
)
def test_every_release_before_has_a_day_that_was(
    checkout: Path, title: str, problem: str | None
) -> None:
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    text = text.replace("[0.1.0] - 2026-11-01", title)
    (checkout / "CHANGELOG.md").write_text(text, encoding="utf-8")
    commit(checkout, "Change the day")
    expected = [f"CHANGELOG.md {problem.format(title)}"] if problem else []
    assert list(tool.problems(checkout, "0.2.0", DAY)) == expected


def test_no_release_is_older_than_the_one_below_it(checkout: Path) -> None:
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    one = "### [0.1.0] - 2026-11-01\n"
    text = text.replace(one, f"{one}\n### [0.0.2] - 2026-11-02\n\n### [0.0.1] - 2026-11-01\n")
    (checkout / "CHANGELOG.md").write_text(text, encoding="utf-8")
    commit(checkout, "Tell of more")
    git(checkout, "tag", "v0.0.1")
    git(checkout, "tag", "v0.0.2")
    below = "[0.0.2] - 2026-11-02 below 2026-11-01"
    assert refused(checkout, "0.2.0") == (
        f"CHANGELOG.md has {below}: newest first, and none in the future",
    )


def test_content_that_is_not_as_it_was_released_is_refused(checkout: Path) -> None:
    file = checkout / "data" / "1.0.0.json"
    file.write_bytes(file.read_bytes().replace(b"Many people", b"Some people"))
    commit(checkout, "Improve the text")
    assert refused(checkout, "0.2.0") == (
        "data/1.0.0.json is not the file that was released",
        "data/1.0.0.json is not as it was in v0.1.0",
    )


def test_content_that_is_compared_with_nothing_is_told_or_refused(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool.release(checkout, "0.2.0", DAY, dry_run=True, build=build)
    assert "the content is as it was released: v0.1.0\n" in capsys.readouterr().out
    git(checkout, "tag", "-d", "v0.1.0")
    assert refused(checkout, "0.2.0") == (
        "CHANGELOG.md tells of 0.1.0, and there is no tag v0.1.0: git fetch --tags",
    )
    first, _, _ = CHANGELOG.partition("\n### [0.1.0]")
    (checkout / "CHANGELOG.md").write_text(
        f"{first}\n## Content\n{of_the_content()}", encoding="utf-8"
    )
    commit(checkout, "Have released nothing")
    tool.release(checkout, "0.2.0", DAY, dry_run=True, build=build)
    said = capsys.readouterr().out
    assert "there was none to compare it with\n" in said
    assert "as it was released" not in said


def test_content_that_is_none_is_refused(checkout: Path) -> None:
    (checkout / "data" / "releases.json").write_text("{", encoding="utf-8")
    commit(checkout, "Break it")
    (problem,) = refused(checkout, "0.2.0")
    assert problem.startswith("data/ holds no content: ")


def test_all_reasons_are_told_at_once(checkout: Path) -> None:
    git(checkout, "checkout", "-q", "-b", "topic")
    (checkout / "data" / "9.9.9.json").write_text("{}", encoding="utf-8")
    with pytest.raises(tool.RefusedError) as caught:
        tool.release(checkout, "0.1.0", DAY, build=build)
    assert str(caught.value) == (
        "0.1.0 cannot be released, for 6 reasons:\n"
        "  the checkout has changes: commit or remove data/9.9.9.json\n"
        "  the branch is topic: releases are made on main\n"
        "  there is a tag v0.1.0 already: a released version never changes\n"
        "  0.1.0 is no step up from 0.1.0: 0.1.1, 0.2.0 or 1.0.0 is\n"
        "  CHANGELOG.md tells of 0.1.0 already\n"
        "  data/9.9.9.json is not in releases.json: release it, or leave it out"
    )


def rejected(clone: Path, folder: Path) -> object:
    build(clone, folder)
    raise distributions.RejectedError(("twine check: no", "pyroma: 9/10"))


def failing_build(clone: Path, folder: Path) -> object:
    raise commands.CommandError(("build", str(clone), str(folder)), 1, "out of cheese")


@pytest.mark.parametrize(
    ("broken", "why"),
    [(rejected, "twine check: no\npyroma: 9/10"), (failing_build, "status 1:\nout of cheese")],
)
def test_a_failure_half_way_leaves_the_checkout_as_it_was(
    checkout: Path, broken: Callable[[Path, Path], object], why: str
) -> None:
    before = everything_in(checkout)
    with pytest.raises(tool.FailedError) as caught:
        tool.release(checkout, "0.2.0", DAY, build=broken)
    assert caught.value.step == "build and check"
    assert str(caught.value).startswith(
        "0.2.0 is not released, this step failed: build and check\n"
    )
    assert str(caught.value).endswith(why)
    assert everything_in(checkout) == before


def interrupted(*arguments: object, **options: object) -> object:
    raise KeyboardInterrupt(arguments, options)


def test_so_does_ctrl_c(checkout: Path) -> None:
    before = everything_in(checkout)
    with pytest.raises(KeyboardInterrupt):
        tool.release(checkout, "0.2.0", DAY, build=interrupted)
    assert everything_in(checkout) == before


def test_ctrl_c_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "release", interrupted)
    assert tool.main(["0.2.0"]) == 130
    assert capsys.readouterr().err == "interrupted; nothing is left behind\n"


def test_so_does_a_commit_that_came_in_between(checkout: Path) -> None:
    """It is the very last step that fails, after the files and the tag have come home."""
    (checkout / "dist").mkdir()
    old = checkout / "dist" / "x-0.2.0.tar.gz"
    old.write_text("built by hand", encoding="utf-8")

    def meanwhile(clone: Path, folder: Path) -> object:
        (checkout / "README.md").write_text("x", encoding="utf-8")
        commit(checkout, "Come in between")
        return build(clone, folder)

    with pytest.raises(tool.FailedError) as caught:
        tool.release(checkout, "0.2.0", DAY, build=meanwhile)
    assert caught.value.step == "bring the commit, the tag and the files home"
    assert git(checkout, "log", "-1", "--format=%s") == "Come in between"
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "tag").split() == ["v0.1.0"]
    assert {file.name: file.read_text(encoding="utf-8") for file in old.parent.iterdir()} == {
        old.name: "built by hand"
    }


def test_so_does_an_unknown_releaser(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(checkout, "config", "--unset", "user.email")
    git(checkout, "config", "user.useConfigOnly", "true")
    for name in ("EMAIL", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    before = everything_in(checkout)
    with pytest.raises(tool.FailedError) as caught:
        tool.release(checkout, "0.2.0", DAY, build=build)
    assert caught.value.step == "commit"
    assert everything_in(checkout) == before


def test_the_command_says_why_not_and_fails(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "ROOT", checkout)
    assert tool.main(["0.1.0", "--dry-run"]) == 1
    assert capsys.readouterr().err.startswith("0.1.0 cannot be released, for 3 reasons:\n")
    with pytest.raises(SystemExit):
        tool.main([])
