"""Apps that ship as one file work as in an ordinary environment."""

import json
import shutil
import subprocess
import sys
import urllib.request
import zipapp
from pathlib import Path

import pytest

import jerking_info
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


def frozen(app: Path, *packages: str | Path) -> Path:
    """Return the app as PyInstaller freezes it, in an environment of its own."""
    folder = app.parents[1]
    python = folder / "environment" / "bin" / "python"
    uv("venv", "-q", "-p", sys.executable, python.parents[1])
    uv("pip", "install", "-q", "--python", python, "pyinstaller>=6", *packages)
    output_of(python, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", app, cwd=folder)
    return folder / "dist" / "app" / "app"


def test_pyinstaller(app: Path, expected: str, wheel: Path) -> None:
    assert output_of(frozen(app, wheel)) == expected


SERVER = """
import socket, fastapi, uvicorn, jerking_info
app = fastapi.FastAPI()
@app.get("/topic")
def topic() -> jerking_info.Topic:
    return jerking_info.load()
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listener])
"""


def test_a_frozen_server_describes_itself(app: Path, wheel: Path) -> None:
    app.write_text(SERVER, encoding="utf-8")
    server = subprocess.Popen(
        [frozen(app, wheel, "fastapi", "uvicorn")], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert server.stdout
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        with urllib.request.urlopen(f"{address}/openapi.json", timeout=60) as answer:
            described = json.load(answer)["components"]["schemas"]["Topic"]
        with urllib.request.urlopen(f"{address}/topic", timeout=60) as answer:
            assert jerking_info.Topic.model_validate_json(answer.read()) == jerking_info.load()
    finally:
        server.kill()
        server.communicate()
    expected = jerking_info.Topic.model_json_schema(mode="serialization")
    assert described["properties"].keys() == expected["properties"].keys()
    assert described["description"] == expected["description"]
