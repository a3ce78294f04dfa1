"""Build twice, as differently as can be, and compare: `python -m tools.reproducible`.

The two builds differ in folder, umask, time zone and hash seed, and in Python and locale if this
machine has two. The wheels must be the same bytes, whether from the tree or from the sdist, and
the sdists hold the same; the wheel holds exactly the files of `tests/data/wheel_files.txt`, and
nothing in it tells where it was built. `--against FILE.whl` also compares with a wheel from
elsewhere, say from the index: it is built with the hatchling that the wheel names. `--keep FOLDER`
puts the files there if all is well. What is built is the last commit.
"""

import argparse
import gzip
import os
import re
import shutil
import socket
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of, stopped_gently, temporary_folder
from tools.distributions import Distributions, flaws, without_time

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a build must not depend on."""

    folder: str
    umask: int
    environment: Mapping[str, str]


_PLAIN = "C"


def different_surroundings() -> tuple[Surroundings, Surroundings]:
    """Return two that differ in all that this machine can vary."""
    return (
        Surroundings("a", 0o022, {"LC_ALL": _PLAIN, "TZ": "UTC", "PYTHONHASHSEED": "1"}),
        Surroundings(
            "a longer place/with spaces and ü",
            0o077,
            {"LC_ALL": _other_locale(), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
        ),
    )


def _other_locale() -> str:
    """Return a locale that this machine has, of UTF-8 and other than C, or C if it has none.

    One that it lacks would be C without a word. Turkish comes first, where an `I` in lower case
    is no `i`, and last the C of UTF-8.
    """
    try:
        known = output_of("locale", "-a").split()
    except CommandError:  # there is no such program, as on Windows
        return _PLAIN
    others = [name for name in known if re.search(r"\.utf-?8$", name, re.IGNORECASE)]
    return min(
        others, key=lambda name: (not name.startswith("tr"), name[:2] == "C."), default=_PLAIN
    )


@dataclass(frozen=True, slots=True)
class Build:
    """What came out of one build."""

    distributions: Distributions
    wheel_from_tree: Path
    python: Path


def build(place: Path, python: Path, surroundings: Surroundings, hatchling: str) -> Build:
    """Build the last commit in surroundings of its own.

    Args:
        place: an empty folder.
        python: what builds.
        surroundings: what the build must not depend on.
        hatchling: the requirement of the build backend.

    Raises:
        CommandError: if it does not build.
    """
    before = os.umask(surroundings.umask)
    try:
        environment = {**without_time(), **surroundings.environment}
        tree, files = place / surroundings.folder / "tree", place / surroundings.folder / "files"
        output_of("git", "clone", "--quiet", "--no-hardlinks", ROOT, tree)
        programs = environments.made(place / "environment", python, ["build", hatchling])
        command = (programs / "python", "-m", "build", "--no-isolation")
        output_of(*command, "--outdir", files, tree, env=environment)
        output_of(*command, "--wheel", "--outdir", files / "tree", tree, env=environment)
    finally:
        os.umask(before)
    (sdist,), (wheel,) = files.glob("*.tar.gz"), files.glob("*.whl")
    (wheel_from_tree,) = (files / "tree").glob("*.whl")
    return Build(Distributions(sdist, wheel), wheel_from_tree, python)


def differences(one: Build, other: Build) -> Iterator[str]:
    """Yield in what two builds differ, of what must be the same."""
    wheel = one.distributions.wheel
    for name, another in (
        ("the wheel from the tree", one.wheel_from_tree),
        ("the wheel of the other build", other.distributions.wheel),
        ("the wheel from the tree of the other build", other.wheel_from_tree),
    ):
        yield from wheel_differences(wheel, another, name)
    ours, theirs = (_tar(build.distributions.sdist) for build in (one, other))
    if list(ours.items()) != list(theirs.items()):
        names = sorted({*ours} ^ {*theirs}) or sorted(n for n in ours if ours[n] != theirs[n])
        yield f"the sdists differ in {', '.join(names) or 'the order of their files'}"


def wheel_differences(wheel: Path, another: Path, name: str) -> Iterator[str]:
    """Yield in what another wheel, called by a name, differs from a wheel."""
    if wheel.name != another.name:
        yield f"{name} is called {another.name}, not {wheel.name}"
    if wheel.read_bytes() != another.read_bytes():
        with zipfile.ZipFile(wheel) as ours, zipfile.ZipFile(another) as theirs:
            held, held_there = ({n: z.read(n) for n in z.namelist()} for z in (ours, theirs))
        names = sorted(n for n in {*held, *held_there} if held.get(n) != held_there.get(n))
        yield f"{name} differs in {', '.join(names) or 'its times, modes or compression'}"


def _tar(sdist: Path) -> dict[str, tuple[object, ...]]:
    """Return all that an sdist holds, in its order; only gzip's own layer is left out."""
    with gzip.open(sdist) as raw, tarfile.open(fileobj=raw) as tar:
        return {
            member.name: (member.mode, member.mtime, member.uid, member.uname, read and read.read())
            for member in tar
            for read in (tar.extractfile(member),)
        }


def _pythons() -> tuple[Path, Path]:
    found = [python for python in environments.pythons().values() if python]
    return found[0], found[-1]


def main(arguments: list[str] | None = None) -> int:
    """Print what differs and what is wrong; return 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m tools.reproducible", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="FILE.whl", help="a wheel from elsewhere")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the files shall go")
    given = parser.parse_args(arguments)
    try:
        with stopped_gently():
            found = list(_found(given.against, given.keep))
    except CommandError as error:
        found = [str(error)]
    for finding in found:
        print(finding, file=sys.stderr)
    return 1 if found else 0


def _found(against: Path | None, keep: Path | None) -> Iterator[str]:
    commit = output_of("git", "-C", ROOT, "log", "-1", "--format=%h %s").strip()
    hatchling = _hatchling(against)
    print(f"building commit {commit} with {hatchling}")
    with temporary_folder() as place:
        builds: list[Build] = []
        both = different_surroundings()
        for number, (python, surroundings) in enumerate(zip(_pythons(), both, strict=True)):
            builds.append(build(place / str(number), python, surroundings, hatchling))
            said = output_of(python, "--version").strip()
            print(f"  {said}, umask {surroundings.umask:03o}, {dict(surroundings.environment)}")
        one, other = builds
        if both[0].environment["LC_ALL"] == both[1].environment["LC_ALL"]:
            print("  only one locale was found: that others build the same is not proven here")
        if one.python == other.python:
            print("  only one Python was found: that others build the same is not proven here")
        print(one.distributions)
        telltales = {
            "the folder it was built in": place.name.encode(),  # no other place is called so
            "the checkout that it is of": str(ROOT).encode(),
            "the Python it was built with": str(other.python).encode(),
            "the name of this machine": socket.gethostname().encode(),
            "the home of who built it": f"{Path.home()}{os.sep}".encode(),
        }
        found = [*differences(one, other), *flaws(one.distributions.wheel, telltales)]
        if against:
            found += wheel_differences(one.distributions.wheel, against, str(against))
        yield from found
        if keep and not found:
            keep.mkdir(parents=True, exist_ok=True)
            for file in (one.distributions.sdist, one.distributions.wheel):
                shutil.copy(file, keep)


def _hatchling(against: Path | None) -> str:
    """Return the requirement of the build backend: the one that built a wheel, or ours."""
    if against:
        with zipfile.ZipFile(against) as opened:
            (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/WHEEL"))
            told = opened.read(name).decode()
        if generator := re.search(r"^Generator: hatchling (\S+)$", told, re.MULTILINE):
            return f"hatchling=={generator[1]}"
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (requirement,) = declared["build-system"]["requires"]
    return str(requirement)


if __name__ == "__main__":
    sys.exit(main())
