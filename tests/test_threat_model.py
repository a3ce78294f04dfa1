"""The threat model: each test that it names exists, and each threat has an answer."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+::\w+)`", PAGE)))
THREATS = (
    "changed file",
    "malicious content file",
    "arkup in the content",
    "typosquat",
    "poisoned",
)


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 30
    for name in NAMED:
        file, _, function = name.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert function in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, name


def test_whatever_looks_like_a_test_is_named_whole() -> None:
    assert sorted(set(re.findall(r"\btest_\w+\b(?!\.py)", PAGE))) == sorted(
        {name.partition("::")[2] for name in NAMED}
    )


def test_every_threat_has_a_chapter_with_answers() -> None:
    chapters = PAGE.split("\n## ")[1:]
    assert len(chapters) == len(THREATS)
    for threat, chapter in zip(THREATS, chapters, strict=True):
        assert threat in chapter.partition("\n")[0]
        assert re.search(r"^\|.*`tests/", chapter, re.MULTILINE)


def test_every_command_that_is_named_exists() -> None:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    named = {
        module
        for page in pages
        for module in re.findall(r"python -m tools\.(\w+)", page.read_text(encoding="utf-8"))
    }
    assert {"rehearsal", "release", "reproducible", "hosting", "trust"} <= named
    commands = [*(ROOT / "tools").glob("*.py"), *(ROOT / "tools").glob("*/__main__.py")]
    assert named <= {
        path.parent.name if path.stem == "__main__" else path.stem for path in commands
    }
