"""The content policy, held: every way to break it is seen."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jerking_info import load, releases
from jerking_info.content import read_data

governance = pytest.importorskip("tools.governance", reason="only a checkout has the tools")
ROOT = Path(__file__).parents[1]
CONTENT = "\n## Content\n"

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a checkout with the content as it is, tagged."""
    (tmp_path / "data").mkdir()
    for name in ("releases.json", "schema.json", *(f"{r.version}.json" for r in releases)):
        (tmp_path / "data" / name).write_bytes(read_data(name))
    _, _, content = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition(CONTENT)
    code = "# Changelog\n\n## Code\n\n### [Unreleased]\n\n### [0.1.0] - 2026-12-01\n"
    (tmp_path / "CHANGELOG.md").write_text(code + CONTENT + content, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    git(tmp_path, "tag", "v0.1.0")
    return tmp_path


def release(root: Path, edit: Callable[[dict[str, object]], object], version: str) -> None:
    """Put a further release into a checkout, by hand, as somebody might."""
    from jerking_info import parse

    tree = json.loads(load().to_json())
    tree["version"] = version
    edit(tree)
    topic = parse(json.dumps(tree))
    (root / "data" / f"{version}.json").write_bytes(topic.to_json())
    manifest = json.loads((root / "data" / "releases.json").read_text(encoding="utf-8"))
    entry = {"version": version, "released": "2027-01-01", "sha256": topic.sha256}
    manifest["releases"].append(entry)
    (root / "data" / "releases.json").write_text(
        json.dumps(manifest, indent=2) + "\n", encoding="utf-8"
    )
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = f"## Content\n\n### [{version}] - 2027-01-01\n"
    (root / "CHANGELOG.md").write_text(
        changelog.replace("## Content\n", heading, 1), encoding="utf-8"
    )


def test_the_content_obeys_the_policy(checkout: Path) -> None:
    assert list(governance.breaches(checkout)) == []


def test_a_further_release_of_the_right_step_obeys_it_too(checkout: Path) -> None:
    release(checkout, lambda tree: tree.update(title="Jerks"), "1.2.0")
    assert list(governance.breaches(checkout)) == []


def test_an_edited_file_is_seen_by_manifest_and_tag(checkout: Path) -> None:
    file = checkout / "data" / "1.0.0.json"
    file.write_bytes(file.read_bytes().replace(b"Many people", b"Some people"))
    assert list(governance.breaches(checkout)) == [
        "data/1.0.0.json is not the file that was released",
        "data/1.0.0.json is not as it was in v0.1.0",
    ]


def test_an_edited_file_with_an_edited_digest_is_seen_by_the_tag(checkout: Path) -> None:
    data = checkout / "data"
    manifest = (data / "releases.json").read_text(encoding="utf-8")
    topic = load("1.0.0").model_copy(update={"title": "Jerks"})
    (data / "1.0.0.json").write_bytes(topic.to_json())
    (data / "releases.json").write_text(
        manifest.replace(releases[0].sha256, topic.sha256), encoding="utf-8"
    )
    found = list(governance.breaches(checkout))
    assert "releases.json: 1.0.0 is not as it was in v0.1.0" in found
    assert "data/1.0.0.json is not as it was in v0.1.0" in found


def test_a_release_that_vanished_is_seen(checkout: Path) -> None:
    manifest = json.loads((checkout / "data" / "releases.json").read_text(encoding="utf-8"))
    del manifest["releases"][0]
    (checkout / "data" / "releases.json").write_text(json.dumps(manifest), encoding="utf-8")
    (checkout / "data" / "1.0.0.json").unlink()
    found = list(governance.breaches(checkout))
    assert "releases.json: 1.0.0 is not as it was in v0.1.0" in found
    assert "data/1.0.0.json is not as it was in v0.1.0" in found


def test_a_file_that_the_manifest_does_not_name_is_seen(checkout: Path) -> None:
    (checkout / "data" / "1.9.0.json").write_bytes(b"{}")
    assert list(governance.breaches(checkout)) == [
        "data/1.9.0.json is not in releases.json: release it, or leave it out"
    ]


@pytest.mark.parametrize(
    ("edit", "version"),
    [
        (lambda tree: tree.update(title="Jerks"), "1.1.1"),
        (lambda tree: tree["synonyms"].pop(), "1.2.0"),
        (lambda tree: tree.update(title="Jerks"), "1.3.0"),
        (lambda tree: tree.update(title="Jerks"), "2.1.0"),
    ],
)
def test_a_step_too_small_or_one_that_skips_is_seen(
    checkout: Path, edit: Callable[[dict[str, object]], object], version: str
) -> None:
    release(checkout, edit, version)
    (found,) = governance.breaches(checkout)
    assert found.startswith(f"{version} does not follow 1.1.0 by a ")


def test_a_release_without_a_change_is_seen(checkout: Path) -> None:
    release(checkout, lambda _: None, "1.2.0")
    assert list(governance.breaches(checkout)) == ["1.2.0 changes nothing"]


def test_releases_out_of_order_are_seen(checkout: Path) -> None:
    release(checkout, lambda tree: tree.update(title="Jerks"), "1.0.5")
    found = list(governance.breaches(checkout))
    assert "releases.json: releases stand oldest first, each once" in found


@pytest.mark.parametrize(
    ("due", "fine"), [("2029-11-22", True), ("2029-11-23", False), ("2026-11-22", False)]
)
def test_a_review_lasts_three_years_at_most(checkout: Path, due: str, *, fine: bool) -> None:
    told = {
        "review_status": "reviewed",
        "reviewer": "A. Tester, MD",
        "last_reviewed": "2026-11-22",
        "next_review_due": due,
    }
    release(checkout, lambda tree: tree["provenance"].update(told), "1.2.0")  # type: ignore[attr-defined]
    found = list(governance.breaches(checkout))
    assert found == (
        [] if fine else ["1.2.0: the next review is due within three years of the last"]
    )


def test_a_release_that_the_changelog_does_not_name_is_seen(checkout: Path) -> None:
    changelog = checkout / "CHANGELOG.md"
    changelog.write_text(
        changelog.read_text(encoding="utf-8").replace("### [1.0.0] - ", "### [1.0.0] on ")
    )
    (found,) = governance.breaches(checkout)
    assert found.startswith("CHANGELOG.md: the content section names [('1.1.0', ")


def test_a_released_version_without_its_tag_is_seen(checkout: Path) -> None:
    git(checkout, "tag", "-d", "v0.1.0")
    told = "CHANGELOG.md tells of 0.1.0, and there is no tag v0.1.0: git fetch --tags"
    assert list(governance.breaches(checkout)) == [told]


def test_a_clone_without_tags_or_without_its_past_is_seen(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "commit", "-q", "--allow-empty", "-m", "y")
    missing = "CHANGELOG.md tells of 0.1.0, and there is no tag v0.1.0: git fetch --tags"
    shallow = "the clone is shallow, and may lack tags: git fetch --unshallow --tags"
    for options, told in (
        (["--no-tags"], [missing]),
        (["--depth=1", "--no-tags"], [shallow, missing]),
        (["--depth=1"], [shallow, missing]),
    ):
        clone = tmp_path / "".join(options)
        git(checkout, "clone", "-q", *options, checkout.as_uri(), str(clone))
        assert list(governance.breaches(clone)) == told, options
    git(clone, "fetch", "-q", "--unshallow", "--tags")
    assert list(governance.breaches(clone)) == []


def test_pickles_of_a_released_version_never_change(checkout: Path) -> None:
    folder = checkout / governance.PICKLES / "0.1.0"
    folder.mkdir(parents=True)
    for name in ("Tip", "Topic"):
        (folder / f"{name}.pickle").write_bytes(name.encode())
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "y")
    git(checkout, "tag", "-f", "v0.1.0")
    (folder / "New.pickle").write_bytes(b"of a class that is new since")
    assert list(governance.breaches(checkout)) == []
    (folder / "Tip.pickle").write_bytes(b"another")
    (folder / "Topic.pickle").unlink()
    assert list(governance.breaches(checkout)) == [
        f"{governance.PICKLES}/0.1.0/{name}.pickle is not as it was in v0.1.0: "
        "later versions must load what was pickled"
        for name in ("Tip", "Topic")
    ]


def test_a_tag_of_no_commit_holds_no_release(checkout: Path) -> None:
    git(checkout, "tag", "a-file", "HEAD:CHANGELOG.md")
    git(checkout, "tag", "-a", "-m", "x", "a-note", "HEAD")
    assert list(governance.breaches(checkout)) == []
    assert governance.as_it_is(checkout) == "the content is as it was released: a-note, v0.1.0"


def test_what_was_compared_with_nothing_is_not_called_as_it_was(checkout: Path) -> None:
    assert governance.as_it_is(checkout) == "the content is as it was released: v0.1.0"
    git(checkout, "tag", "-d", "v0.1.0")
    assert "there was none to compare it with" in governance.as_it_is(checkout)


def test_the_command_fails_on_a_breach(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(governance, "breaches", lambda _: iter(["x is wrong"]))
    assert governance.main() == 1
    assert capsys.readouterr().out == "x is wrong\n"
    monkeypatch.setattr(governance, "breaches", lambda _: iter([]))
    monkeypatch.setattr(governance, "as_it_is", lambda _: "it is as it was")
    assert governance.main() == 0
    assert capsys.readouterr().out == "it is as it was\n"
