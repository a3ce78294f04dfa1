"""Apps that ship as one file work as in an ordinary environment."""

import shutil
import sys
import zipapp
from pathlib import Path

import pytest

from tests.packaging.conftest import output_of, uv

pytestmark = pytest.mark.slow

APP = '''
"""An app that touches all that has to be in its bundle."""
import hashlib
import jerking_info
from jerking_info import ContentError, Topic, find, load, parse, releases
from jerking_info.formats import to_fhir, to_html, to_tables

def app():
    for release in releases:
        topic = load(release.version, sha256=release.sha256)
        print(topic.version, topic.sha256, find("caffeine, RLS", ) == find("caffeine, RLS"))
        page = to_html(topic)
        print(hashlib.sha256(page.encode()).hexdigest(), len(to_tables(topic).causes))
        print(to_fhir(topic)["resourceType"], parse(topic.to_json()) == topic)
    print([mention.id for mention in find("caffeine, RLS")])
    print(Topic.model_json_schema()["properties"]["causes"])
    try:
        parse("{}")
    except ContentError as error:
        print(len(error.problems) > 0)
    print(jerking_info.disclaimer.short)

if __name__ == "__main__":
    app()
'''


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    file = tmp_path / "source" / "app.py"
    file.write_text(APP, encoding="utf-8")
    return file


@pytest.fixture
def expected(app: Path) -> str:
    return output_of(sys.executable, app)


def test_zipapp(app: Path, expected: str, wheel: Path, tmp_path: Path) -> None:
    # pydantic cannot be loaded from a zip: it comes from the environment.
    shutil.unpack_archive(wheel, app.parent, "zip")
    zipapp.create_archive(app.parent, tmp_path / "app.pyz", main="app:app", compressed=True)
    assert output_of(sys.executable, tmp_path / "app.pyz", cwd=tmp_path) == expected


def test_wheel_on_the_path(app: Path, expected: str, wheel: Path) -> None:
    assert output_of(sys.executable, app, env={"PYTHONPATH": str(wheel)}) == expected


def test_shiv(app: Path, expected: str, wheel: Path, tmp_path: Path) -> None:
    pytest.importorskip("shiv", reason="needs shiv: nox -s packaging")
    site = tmp_path / "site"
    uv("pip", "install", "-q", "--python", sys.executable, "--target", site, wheel)
    shutil.copy(app, site)
    bundle = tmp_path / "app.pyz"
    shiv = ("-m", "shiv.cli", "--site-packages", site, "--entry-point", "app:app")
    output_of(sys.executable, *shiv, "--output-file", bundle)
    python = Path(sys.base_prefix, "bin", "python3")
    assert output_of(python, "-I", bundle, env={"SHIV_ROOT": str(tmp_path)}) == expected


def test_pyinstaller(app: Path, expected: str, wheel: Path, tmp_path: Path) -> None:
    python = tmp_path / "environment" / "bin" / "python"
    uv("venv", "-q", "-p", sys.executable, python.parents[1])
    uv("pip", "install", "-q", "--python", python, wheel, "pyinstaller>=6")
    output_of(python, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", app, cwd=tmp_path)
    assert output_of(tmp_path / "dist" / "app" / "app", cwd=tmp_path) == expected
