"""The page in a browser, on paper, in a reader view and under the W3C's validator.

Needs Chromium, Node and Java, and once `npm install --prefix tests/browser`. With
`PICTURES=FOLDER`, `python -m pytest tests/browser` keeps pictures for a person to check.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from jerking_info import Topic, load, releases
from jerking_info.formats import to_html
from jerking_info.formats.html import STYLESHEET
from jerking_info.testing import topics

HERE = Path(__file__).parent
VALIDATOR = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 300

_missing = [
    name
    for name, found in {
        "Chromium": CHROMIUM,
        "Node": shutil.which("node"),
        "Java": shutil.which("java"),
        "`npm install --prefix tests/browser`": VALIDATOR.exists(),
    }.items()
    if not found
]
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")


def _hosted(topic: Topic, style: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Host</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{style}</style></head><body><main><h1>Host</h1>\n"
        f"{to_html(topic, fragment=True)}</main></body></html>\n"
    )


def _hostile() -> list[Topic]:
    """Draw the same few hostile topics each time."""
    drawn: list[Topic] = []

    @seed(7)
    @settings(
        max_examples=4,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(topics())
    def draw(topic: Topic) -> None:
        drawn.append(topic)

    draw()
    return drawn[-2:]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for release in releases:
        topic = load(release.version)
        page, name = to_html(topic), release.version
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        (folder / f"{name}-fragment.html").write_text(_hosted(topic, STYLESHEET), encoding="utf-8")
        (folder / f"{name}-fragment-bare.html").write_text(_hosted(topic, ""), encoding="utf-8")
    for number, topic in enumerate(_hostile()):
        (folder / f"hostile-{number}.html").write_text(to_html(topic), encoding="utf-8")
    return folder


def test_the_w3c_validator_finds_no_problem(pages: Path) -> None:
    files = [str(page) for page in pages.glob("*.html")]
    done = subprocess.run(
        ["java", "-jar", str(VALIDATOR), "--stdout", "--no-langdetect", *files],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    # Hostile content may be legal and yet worth a warning; a release may not.
    found = [line for line in done.stdout.splitlines() if "hostile" not in line or "error:" in line]
    assert found == []
    assert done.stderr == ""


def test_the_browser_finds_no_problem_on_screens_and_paper(pages: Path) -> None:
    arguments = [str(CHROMIUM), str(pages)]
    if pictures := os.environ.get("PICTURES"):
        arguments.append(str(Path(pictures).resolve()))
    done = subprocess.run(
        ["node", str(HERE / "check.mjs"), *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        page.name: [] for page in pages.glob("*.html")
    }
