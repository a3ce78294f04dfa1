"""The README and the docstrings: whatever code they show runs and gives what they say."""

import doctest
import importlib
import pkgutil
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import jerking_info

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
MODULES = [
    "jerking_info",
    *(m.name for m in pkgutil.walk_packages(jerking_info.__path__, "jerking_info.")),
]
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```\n+(?:```text\n(?P<out>.*?)^```)?", re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_of_a_page_runs_and_prints_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # some pages write files
    namespace: dict[str, object] = {}
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["code"].startswith(">>> "):
            continue
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile(block["code"], str(page), "exec"), namespace)
        if block["out"] is not None:
            assert printed.getvalue() == block["out"]


def test_the_readme_has_code_with_output() -> None:
    blocks = list(BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")))
    assert len(blocks) >= 2
    assert any(block["out"] for block in blocks)


def test_each_section_of_the_readme_runs_on_its_own() -> None:
    # Who copies from the middle of it has not run what stands above.
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sections = re.split("^## ", readme, flags=re.MULTILINE)
    for section in sections:
        namespace: dict[str, object] = {}
        for block in BLOCK.finditer(section):
            with redirect_stdout(StringIO()):
                exec(compile(block["code"], section.splitlines()[0], "exec"), namespace)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_sessions_of_a_page_run(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)[0] == 0


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_the_examples_of_a_module_run(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert results.failed == 0


def test_the_two_commands_are_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    start = 'python3 -m venv .venv && .venv/bin/pip install -q -e ".[test]" && '
    assert f"{start}.venv/bin/jerking-info\n" in text
    assert f"{start}.venv/bin/pytest -q\n" in text
