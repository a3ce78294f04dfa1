"""Gate `bundles`: apps that ship as one file: a zipapp, shiv, pex and PyInstaller.

The same app runs from an ordinary environment and from each bundle, and must print the same:
every release with its digest, what it finds, and the sums of all that `export --all` writes.
A bundle runs in an empty folder, by a Python that has nothing installed.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of
from tools.trust.place import Place

APP = '''
"""An app that touches all that has to be in its bundle."""
import hashlib, tempfile
from pathlib import Path

import jerking_info
from jerking_info import ContentError, Finder, find, load, parse, releases
from jerking_info.cli import main

def app():
    for release in releases:
        topic = load(release.version, sha256=release.sha256)
        print(topic.version, topic.sha256, [m.id for m in Finder(topic).find("caffeine, RLS")])
    assert find("caffeine") == Finder(load(), "ahocorasick_rs").find("caffeine")
    assert parse(jerking_info.topic.to_json()) == jerking_info.topic
    try:
        parse("{}")
    except ContentError as error:
        print(len(error.problems), "problems")
    with tempfile.TemporaryDirectory() as folder:
        assert not main(["export", "--all", folder])
        print(hashlib.sha256((Path(folder) / "SHA256SUMS").read_bytes()).hexdigest())
    print(jerking_info.disclaimer.short)

if __name__ == "__main__":
    app()
'''

_PIP = ("-m", "pip", "--disable-pip-version-check")

Bundle = tuple[list[str | Path], Path]
"""The command that runs a bundle, and the file that it is."""


def findings(place: Place) -> Iterator[str]:
    """Yield each bundle that is not made, or does not do what the app does."""
    sources = place.folder / "sources"
    sources.mkdir()
    (sources / "app.py").write_text(APP, encoding="utf-8")
    python = place.environment("plain", extras="fast")
    expected = output_of(python, sources / "app.py")
    for name, bundled in BUNDLES.items():
        empty = place.folder / f"{name}-runs-here"
        empty.mkdir()
        try:
            command, size = bundled(place, sources)
            said = output_of(*command, cwd=empty, env=_nothing_else(empty))
        except CommandError as error:
            yield f"{name}: {error}"
            continue
        if said != expected:
            yield f"{name} prints\n{said}and not\n{expected}"
        else:
            print(f"  {name}, {size.stat().st_size / 1e6:.1f} MB: the same as the app", flush=True)


def _bare_python(place: Place) -> Path:
    folder = place.folder / "bare"
    if not folder.exists():
        environments.made(folder, Path(sys.executable))
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def _nothing_else(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing leads to what is installed elsewhere."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    places = {name: str(folder) for name in ("HOME", "TMPDIR", "SHIV_ROOT", "PEX_ROOT")}
    return {**kept, **places, "PATH": os.defpath}


def _zipapp(place: Place, sources: Path) -> Bundle:
    """Bundle what is pure Python; pydantic, which is not, cannot be loaded from a zip."""
    python = place.environment("around-a-zipapp", extras="fast")
    output_of(python, *_PIP, "uninstall", "--yes", "jerking-info")
    content = _installed(place, "zipapp", sources, "--no-deps", str(place.wheel))
    made = place.folder / "app.pyz"
    output_of(python, "-m", "zipapp", content, "--output", made, "--main", "app:app", "--compress")
    return [python, "-I", made], made


def _shiv(place: Place, sources: Path) -> Bundle:
    shiv = place.environment("shiv", "shiv").with_name("shiv")
    content = _installed(place, "shiv", sources, _requirement(place))
    made = place.folder / "app.shiv"
    output_of(shiv, "--site-packages", content, "--entry-point", "app:app", "--output-file", made)
    return [_bare_python(place), "-I", made], made


def _pex(place: Place, sources: Path) -> Bundle:
    pex = place.environment("pex", "pex").with_name("pex")
    made = place.folder / "app.pex"
    entry = ("--sources-directory", sources, "--entry-point", "app:app")
    output_of(pex, _requirement(place), *entry, "--output-file", made)
    return [_bare_python(place), made], made


def _pyinstaller(place: Place, sources: Path) -> Bundle:
    python = place.environment("PyInstaller", "pyinstaller", extras="fast")
    frozen = place.folder / "frozen"
    output_of(
        *(python.with_name("pyinstaller"), "--onefile", "--log-level", "WARN"),
        *("--specpath", frozen, "--workpath", frozen / "work", "--distpath", frozen / "dist"),
        sources / "app.py",
    )
    made = frozen / "dist" / ("app.exe" if os.name == "nt" else "app")
    return [made], made


def _installed(place: Place, name: str, sources: Path, *requirements: str) -> Path:
    """Install into a plain folder, with the app beside it."""
    folder = place.folder / f"{name}-content"
    output_of(sys.executable, *_PIP, "install", "--target", folder, *requirements)
    shutil.copy(sources / "app.py", folder)
    return folder


def _requirement(place: Place) -> str:
    return f"jerking-info[fast] @ {place.wheel.as_uri()}"


BUNDLES: dict[str, Callable[[Place, Path], Bundle]] = {
    "zipapp": _zipapp,
    "shiv": _shiv,
    "pex": _pex,
    "PyInstaller": _pyinstaller,
}
"""What makes each bundle."""
