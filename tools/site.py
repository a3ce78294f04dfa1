"""Build the documentation site: `python -m tools.site [FOLDER]`, by default `build/site`.

It is Sphinx with every warning an error, also that of a link or a name that leads nowhere.
The site also holds every form of every content release. Nothing in it asks another host.
"""

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = ("sphinx", "furo", "myst_parser")


def build(folder: Path) -> int:
    """Build the site into a folder, and return the exit status of Sphinx.

    Raises:
        ModuleNotFoundError: if what the extra `docs` installs is missing.
    """
    if missing := [name for name in NEEDED if not find_spec(name)]:
        names = ", ".join(missing)
        raise ModuleNotFoundError(f"the site needs {names}: run pip install -e '.[docs]'")
    options = ["--fresh-env", "--nitpicky", "--fail-on-warning", "--quiet", "--builder=html"]
    with tempfile.TemporaryDirectory() as parsed:
        folders = ["-d", parsed, str(ROOT / "docs"), str(folder)]
        return subprocess.call([sys.executable, "-m", "sphinx", *options, *folders])


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    try:
        status = build(target)
    except ModuleNotFoundError as error:
        sys.exit(str(error))
    print(f"the site is in {target}" if not status else "the site was not built")
    sys.exit(status)
