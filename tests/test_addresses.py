"""Where the project is stands in one place, and nothing is published before it does."""

import re
import tomllib
from pathlib import Path

import pytest

tool = pytest.importorskip("tools.addresses", reason="only a checkout has the tools")

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
REPOSITORY, EMAIL = "https://git.example.org/health/jerking-info", "us@example.org"
NOWHERE = """[project]
authors = [{ name = "A", email = "noreply@a.example" }]

[project.urls]
"Content licence" = "https://example.org/licence"
"""


def test_what_is_missing_is_told() -> None:
    assert list(tool.missing(NOWHERE)) == [
        "pyproject.toml has no address for Homepage",
        "pyproject.toml has no address for Source",
        "pyproject.toml has no address for Issues",
        "pyproject.toml has no address for Changelog",
        "pyproject.toml has no address for Security",
        "pyproject.toml has no mailbox: noreply@a.example is nobody's",
    ]


@pytest.mark.parametrize("text", [TEXT, NOWHERE])
def test_all_is_written_and_the_rest_stays(text: str) -> None:
    new = tool.renewed(text, REPOSITORY, EMAIL)
    assert list(tool.missing(new, REPOSITORY)) == []
    before, after = tomllib.loads(text), tomllib.loads(new)
    assert after["project"].pop("urls") == before["project"].pop("urls") | {
        "Homepage": REPOSITORY,
        "Source": REPOSITORY,
        "Issues": f"{REPOSITORY}/issues",
        "Changelog": f"{REPOSITORY}/blob/main/CHANGELOG.md",
        "Security": f"{REPOSITORY}/security/policy",
    }
    before["project"]["authors"][0]["email"] = EMAIL
    assert after == before


def test_a_move_replaces_what_was_there() -> None:
    new = tool.renewed(TEXT, REPOSITORY, EMAIL)
    moved = tool.renewed(new, "https://elsewhere.example.org/x/y", "them@example.org")
    assert moved == tool.renewed(TEXT, "https://elsewhere.example.org/x/y", "them@example.org")
    assert tool.renewed(new, REPOSITORY, EMAIL) == new


def test_what_else_tells_of_the_addresses_is_true_before_and_after() -> None:
    security = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    assert "one that ends in `.example` is nobody's" in security
    assert tool._NOBODY == ".example"
    # What would go false: nobody edits these when there is a mailbox and a repository.
    for text in (security, tool.renewed(TEXT, REPOSITORY, EMAIL)):
        assert re.findall(r"(?i)\bno (?:mailbox|address|public)\b", text) == []


def test_another_repository_is_seen() -> None:
    new = tool.renewed(TEXT, REPOSITORY, EMAIL)
    fork = "https://git.example.org/fork/jerking-info"
    expected = f"pyproject.toml says that the source is at {REPOSITORY}, not at {fork}"
    assert list(tool.missing(new, fork)) == [expected]


@pytest.mark.parametrize(
    ("repository", "email"),
    [
        ("http://git.example.org/a/b", EMAIL),
        ("git.example.org/a/b", EMAIL),
        ("https://git.example.org/", EMAIL),
        ("https://git.example.org/a/b/", EMAIL),
        ('https://git.example.org/a"b', EMAIL),
        (REPOSITORY, "us"),
        (REPOSITORY, "us@host"),
        (REPOSITORY, 'u"s@example.org'),
        (REPOSITORY, "noreply@jerking-info.example"),
    ],
)
def test_what_is_no_address_is_refused(repository: str, email: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a"):
        tool.renewed(TEXT, repository, email)


def test_a_file_without_a_place_for_them_is_refused() -> None:
    with pytest.raises(ValueError, match="no email"):
        tool.renewed("[project]\n", REPOSITORY, EMAIL)


def test_the_command_checks_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(NOWHERE, encoding="utf-8")
    monkeypatch.setattr(tool, "PYPROJECT", file)
    assert tool.main(["--check"]) == 1
    assert capsys.readouterr().out.startswith("pyproject.toml has no address for Homepage\n")
    assert tool.main(["x", "--email", EMAIL]) == 1
    assert file.read_text(encoding="utf-8") == NOWHERE
    assert tool.main([REPOSITORY, "--email", EMAIL]) == 0
    assert tool.main(["--check", "--is", REPOSITORY]) == 0
    assert tool.main(["--check", "--is", f"{REPOSITORY}2"]) == 1
    with pytest.raises(SystemExit):
        tool.main([])
