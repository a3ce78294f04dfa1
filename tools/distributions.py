"""The two files that are published, an sdist and a wheel: how they are built and checked."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.commands import CommandError, output_of

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
    if found := tuple(complaints(distributions, checkout, programs)):
        raise RejectedError(found)
    return distributions
