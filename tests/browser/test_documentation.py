"""The documentation site, built: its links, its names, and what browsers and axe say of it.

Needs the extra `docs`; what needs a browser is told in `tests/browser/test_browser.py`.
`python -m pytest tests/browser/test_documentation.py` runs it all.
"""

import importlib
import inspect
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

pytest.importorskip("sphinx", reason="needs pip install -e '.[docs]'")
pytest.importorskip("furo", reason="needs pip install -e '.[docs]'")
pytest.importorskip("myst_parser", reason="needs pip install -e '.[docs]'")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 600
AT_THE_TOP = ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "SECURITY.md")
SUBMODULES = ("errors", "feedback", "formats", "testing")
XHTML = "{http://www.w3.org/1999/xhtml}"
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if missing := [name for name in AT_THE_TOP if not (ROOT / name).is_file()]:
        pytest.skip(f"the site shows files that are not here: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "tools.site", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, object]:
    """Give every page of the site, parsed, by its path."""
    return {
        file.relative_to(site).as_posix(): html5lib.parse(file.read_bytes())
        for file in sorted(site.rglob("*.html"))
    }


def _links(tree: object) -> Iterator[str]:
    for element in tree.iter():  # type: ignore[attr-defined]
        for name in ("href", "src", "data"):
            if name in element.attrib:
                yield element.attrib[name]


def _ids(tree: object) -> set[str]:
    elements = tree.iter()  # type: ignore[attr-defined]
    return {element.attrib["id"] for element in elements if "id" in element.attrib}


def test_every_link_inside_the_site_leads_somewhere(site: Path, pages: dict[str, object]) -> None:
    ids = {path: _ids(tree) for path, tree in pages.items()}
    dead = []
    for path, tree in pages.items():
        for link in _links(tree):
            parts = urlsplit(urljoin(path, link))
            if parts.scheme:
                continue
            target = unquote(parts.path) or path
            if not (site / target).is_file() or (
                parts.fragment and unquote(parts.fragment) not in ids.get(target, {parts.fragment})
            ):
                dead.append((path, link))
    assert dead == []


def test_nothing_in_the_site_is_loaded_from_elsewhere(site: Path, pages: dict[str, object]) -> None:
    loaded = [
        (path, element.attrib[name])
        for path, tree in pages.items()
        for element in tree.iter()  # type: ignore[attr-defined]
        for tag, name in [*LOADING.items(), ("link", "href")]
        if element.tag == XHTML + tag and urlsplit(element.attrib.get(name, "")).scheme != "data"
        if urlsplit(element.attrib.get(name, "")).netloc
        and element.attrib.get("rel") not in ("canonical", "search")
    ]
    assert loaded == []
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "url(http" not in text.replace('"', "").replace("'", "")


def test_the_inventory_has_every_public_name_and_no_other(site: Path) -> None:
    raw = (site / "objects.inv").read_bytes()
    lines = zlib.decompress(raw.split(b"\n", 4)[4]).decode().splitlines()
    named = {line.split()[0] for line in lines if line.split()[1].startswith("py:")}
    for module in ("jerking_info", *(f"jerking_info.{name}" for name in SUBMODULES)):
        names = importlib.import_module(module).__all__
        assert {f"{module}.{name}" for name in names} <= named
    assert [name for name in named if not _exists(name)] == []


def _exists(name: str) -> bool:
    """Tell whether a full name can be imported, or is a field of a class that can."""
    try:
        pkgutil.resolve_name(name)
    except AttributeError:
        owner, _, field = name.rpartition(".")
        lines = pkgutil.resolve_name(owner).__mro__
        return any(field in inspect.get_annotations(shape) for shape in lines)
    return True


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
@pytest.mark.skipif(
    not (HERE / "node_modules").is_dir(), reason="needs `npm install --prefix tests/browser`"
)
def test_no_browser_finds_fault_and_none_asks_another_host(
    address: str, pages: dict[str, object]
) -> None:
    # Of the content releases only the index: tests/browser/test_browser.py looks at the others.
    ours = [path for path in pages if not re.match(r"releases/.*/", path)]
    ours.append("search.html?q=disclaimer")
    done = subprocess.run(
        ["node", str(HERE / "site.mjs"), str(CHROMIUM), address, *ours],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {path: [] for path in ours}
