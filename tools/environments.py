"""Fresh virtual environments, and the Pythons of this machine to make them with."""

import os
import shutil
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tools.commands import CommandError, output_of

PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
"""The versions that the package supports, oldest first."""


def group(checkout: Path, name: str) -> list[str]:
    """Return the requirements of a dependency group of pyproject.toml.

    pip 23.2, which comes with Python 3.11, cannot install a group by itself.
    """
    declared = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    requirements: list[str] = declared["dependency-groups"][name]
    return requirements


def made(folder: Path, python: Path, requirements: Sequence[str] = ()) -> Path:
    """Make a virtual environment and return its folder of programs.

    Args:
        folder: where it shall be; there is nothing there yet.
        python: the Python that it is of.
        requirements: what is installed into it, from the usual index.

    Raises:
        CommandError: if it cannot be made or filled.
    """
    output_of(python, "-m", "venv", folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if requirements:
        # By uv, in a quarter of the time that pip takes; uv itself comes by pip.
        uv = shutil.which("uv") or _uv(folder, programs)
        output_of(uv, "pip", "install", "--python", programs / "python", *requirements)
    return programs


def _uv(folder: Path, programs: Path) -> Path:
    """Return uv, which the first environment that needs it gets for all beside it."""
    known = sorted(folder.parent.glob(f"*/{programs.name}/uv*"))
    if not known:
        output_of(programs / "python", "-m", "pip", "install", "uv")
    return known[0] if known else programs / "uv"


def pythons() -> dict[str, Path | None]:
    """Return the newest Python of each version that runs here, or None where there is none.

    Looks into pyenv's folder and along the path. A shim or a system Python may be there by
    name only: it must run, and make environments. One without the global lock is another.
    """
    return {version: _python(version) for version in PYTHONS}


def _python(version: str) -> Path | None:
    candidates = sorted(
        _pyenv().glob(f"{version}.*/bin/python{version}"), key=_newest, reverse=True
    )
    on_path = (shutil.which(f"python{version}", path=folder) for folder in os.get_exec_path())
    candidates += map(Path, filter(None, on_path))
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        candidates.append(Path(sys.executable))
    # What is called python3.14 in the folder of a Python without the global lock is that one.
    return next((python for python in candidates if _works(python, locked=True)), None)


def _pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"


def free_threaded() -> list[Path]:
    """Return the Pythons without the global lock that run here, in pyenv's folder or the path."""
    folder = _pyenv()
    versions = [f"{version}t" for version in PYTHONS]
    found = [p for v in versions for p in sorted(folder.glob(f"{v[:-1]}.*t/bin/python{v}"))]
    found += [Path(path) for path in map(shutil.which, map("python{}".format, versions)) if path]
    return [python for python in found if _works(python, locked=False)]


def _newest(python: Path) -> list[int]:
    return [int(part) for part in python.parts[-3].split(".") if part.isdigit()]


_SAYS_WHETHER_IT_IS_LOCKED = """
import ensurepip, sysconfig, venv
print(not sysconfig.get_config_var("Py_GIL_DISABLED"))
"""


def _works(python: Path, *, locked: bool) -> bool:
    try:
        return output_of(python, "-c", _SAYS_WHETHER_IT_IS_LOCKED).strip() == str(locked)
    except CommandError:
        return False
