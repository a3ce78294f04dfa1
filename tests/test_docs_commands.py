"""The commands that the pages show: each one that can run here runs, and prints what they say."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from jerking_info.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("**/*.md"))
BLOCK = re.compile(
    r"^```sh\n(?P<lines>.*?)^```\n+(?:```text\n(?P<out>.*?)^```)?", re.MULTILINE | re.DOTALL
)
MODULE = re.compile(r"python -m ((?:benchmarks|examples|tools)(?:\.\w+)?)\b")
OF_AN_EDITOR = ("data/NEW.json", "data/1.2.0.json", "1.2.0", "FILE")


def commands(page: Path) -> list[tuple[list[str], str | None]]:
    return [
        (shlex.split(line, comments=True)[1:], block["out"])
        for block in BLOCK.finditer(page.read_text(encoding="utf-8"))
        for line in block["lines"].splitlines()
        if line.startswith("jerking-info ")
    ]


SHOWN = [
    pytest.param(arguments, out, id=f"{page.stem} {' '.join(arguments)}")
    for page in PAGES
    for arguments, out in commands(page)
    if not set(arguments) & {*OF_AN_EDITOR}
]


@pytest.mark.parametrize(("arguments", "out"), SHOWN)
def test_a_command_of_a_page_runs(
    arguments: list[str],
    out: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "parquet" in arguments:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    if (ROOT / "data").is_dir():
        shutil.copytree(ROOT / "data", tmp_path / "data")  # an editor's, who is in a checkout
    monkeypatch.chdir(tmp_path)
    if "--ready" in arguments:
        assert main(["new-release"]) == 0
        _change(tmp_path / "data")
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    if out is not None:
        assert printed.out == out


def test_there_are_commands() -> None:
    assert len(SHOWN) >= 5


def test_every_module_that_a_page_runs_is_there() -> None:
    texts = [page.read_text(encoding="utf-8") for page in (*PAGES, *ROOT.glob("*.md"))]
    named = {module for text in texts for module in MODULE.findall(text)}
    assert len(named) > 5
    for module in sorted(named):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def _change(data: Path) -> None:
    draft = max(data.glob("[0-9]*.json"), key=lambda file: file.stem)
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("Many people worry", "Some people worry"), encoding="utf-8")
