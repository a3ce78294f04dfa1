"""The two files that are published, an sdist and a wheel: how they are built and checked."""

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tools.commands import CommandError, output_of

ROOT = Path(__file__).parents[1]
FILES = ROOT / "tests" / "data" / "wheel_files.txt"
LARGEST_WHEEL = 170_000
"""In bytes; docs/releasing.md says what they are for."""
_SHORTEST_TELLTALE = 6
_SOMEBODYS_HOME = re.compile(rb"/(?:home|Users)/\w[\w.-]*/|\b[A-Za-z]:\\+Users\\")

CHECKS = {
    "twine check": ("twine", "check", "--strict", "{sdist}", "{wheel}"),
    "check-wheel-contents": ("check-wheel-contents", "{wheel}"),
    "validate-pyproject": ("validate-pyproject", "pyproject.toml"),
    "pyroma": ("pyroma", "--min=10", "."),
    "check-sdist": ("check-sdist",),
}
"""What the files must pass before anybody may have them: a name, and its command."""


@dataclass(frozen=True, slots=True)
class Distributions:
    """The files of one version."""

    sdist: Path
    wheel: Path

    def __str__(self) -> str:
        return "\n".join(
            f"  {file.name}: {len(raw)} bytes, sha256 {hashlib.sha256(raw).hexdigest()}"
            for file in (self.sdist, self.wheel)
            for raw in (file.read_bytes(),)
        )


class RejectedError(Exception):
    """The files are not fit to be published; `complaints` says all that is wrong."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__(complaints)
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(self.complaints)


def built(checkout: Path, folder: Path, python: Path) -> Distributions:
    """Build an sdist from a checkout, and a wheel from that sdist.

    Args:
        checkout: what is built.
        folder: where the files go; it is made if it is missing, and holds no others.
        python: a Python that has `build`.

    Raises:
        CommandError: if the build fails.
    """
    output_of(python, "-m", "build", "--outdir", folder, checkout, env=without_time())
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return Distributions(sdist, wheel)


def without_time() -> Mapping[str, str]:
    """Return our environment without a time for the files: hatchling has a fixed one."""
    return {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}


def complaints(distributions: Distributions, checkout: Path, programs: Path) -> Iterator[str]:
    """Yield what each check has against the files; print the names of those that have nothing.

    Args:
        distributions: the files.
        checkout: what they were built from; it is left as it is.
        programs: the folder of programs with the checks of the dependency group `release`.
    """
    names = {"{sdist}": str(distributions.sdist), "{wheel}": str(distributions.wheel)}
    for name, (program, *arguments) in CHECKS.items():
        words = [names.get(argument, argument) for argument in arguments]
        try:
            output_of(programs / program, *words, cwd=checkout)
        except CommandError as error:
            yield f"{name}: {error}"
        else:
            print(f"  {name}: passed")


def flaws(wheel: Path, telltales: Mapping[str, bytes] = MappingProxyType({})) -> Iterator[str]:
    """Yield what is wrong with a wheel by itself.

    Args:
        wheel: the file.
        telltales: what must be nowhere in it, each with a name for it.
    """
    size = wheel.stat().st_size
    if size > LARGEST_WHEEL:
        yield f"the wheel has {size} bytes, more than {LARGEST_WHEEL}"
    with zipfile.ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    version = wheel.name.split("-")[1]
    listed = FILES.read_text(encoding="utf-8").replace("{version}", version).split()
    for name in sorted({*held} - {*listed}):
        yield f"{name} is in the wheel and not in {FILES.name}: list it, or leave it out"
    for name in sorted({*listed} - {*held}):
        yield f"{name} is in {FILES.name} and not in the wheel"
    for name, raw in held.items():
        for home in _SOMEBODYS_HOME.findall(raw):
            yield f"{name} holds the path of somebody's home, {home.decode(errors='replace')!r}"
        for what, telltale in telltales.items():
            # Shorter ones stand in any file by chance.
            if len(telltale) >= _SHORTEST_TELLTALE and telltale in raw:
                yield f"{name} holds {what}, {telltale.decode(errors='replace')!r}"


def built_and_checked(checkout: Path, folder: Path, programs: Path) -> Distributions:
    """Build the files of a checkout, and check them.

    Args:
        checkout: a clean git checkout, for check-sdist.
        folder: where the files go.
        programs: the folder of programs with the tools of the dependency group `release`.

    Raises:
        CommandError: if the build fails.
        RejectedError: if a check fails; all of them have run.
    """
    distributions = built(checkout, folder, programs / "python")
    print(distributions)
    found = (*complaints(distributions, checkout, programs), *flaws(distributions.wheel))
    if found:
        raise RejectedError(found)
    return distributions
