"""The Python blocks of README.md and docs are correctly typed.

A block that shows an error on purpose has the comment `<!-- shows an error -->` before it.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.slow

BLOCK = re.compile(
    r"(?P<mark><!-- shows an error -->\n+)?^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
PROMPT = re.compile(r"^(?:>>>|\.\.\.) ?(.*)$", re.MULTILINE)
CONFIG = '{"typeCheckingMode": "strict", "reportUnusedExpression": "none"}'
STRICT = {
    "mypy": ["--strict", "--allow-redefinition", "--no-error-summary"],
    "pyright": ["--pythonpath", sys.executable],
}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the blocks of each page as one module, line by line where they are in the page."""
    folder = tmp_path_factory.mktemp("code")
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        text = page.read_text(encoding="utf-8")
        lines = [""] * len(text.splitlines())
        for found in BLOCK.finditer(text):
            block = found["code"]
            if not found["mark"]:
                if block.startswith(">>>"):
                    block = "".join(
                        PROMPT.sub(r"\1", line) if PROMPT.match(line) else "\n"
                        for line in block.splitlines(keepends=True)
                    )
                start = text.count("\n", 0, found.start("code"))
                lines[start : start + block.count("\n")] = block.splitlines()
        name = "_".join(page.relative_to(ROOT).with_suffix("").parts).replace("-", "_")
        if any(lines):
            (folder / f"{name}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "pyrightconfig.json").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.mark.parametrize("checker", STRICT)
def test_python_blocks_are_correctly_typed(checker: str, code: Path) -> None:
    pytest.importorskip(checker, reason=f"needs {checker}: nox -s packaging")
    command = [sys.executable, "-m", checker, *STRICT[checker], "."]
    done = subprocess.run(command, cwd=code, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
