"""The content that ships with this package: which releases there are, and any one of them.

A release is a file that never changes once it is released. Its digest, the plain sha256
of the file, stands in `releases.json` and is checked each time the file is read.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from importlib_resources import files
from pydantic_core import from_json

from jerking_info.content.models import Release, ReleaseManifest, Topic
from jerking_info.content.parsing import assemble, parse_manifest
from jerking_info.errors import ContentError, IntegrityError, UnknownReleaseError

__all__ = ("load", "releases")


def __dir__() -> tuple[str, ...]:
    return __all__


def read_data(name: str) -> bytes:
    """Return the bytes of a data file: of the package, or of the checkout that it runs from.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    data = files("jerking_info") / "data"
    file = data / name
    if not (data / "releases.json").is_file() and _is_checkout(_CHECKOUT):
        file = _CHECKOUT / "data" / name
    if not file.is_file():
        raise FileNotFoundError(f"this jerking-info has no file data/{name}: reinstall it")
    return file.read_bytes()


_CHECKOUT = Path(__file__).parents[3]


def _is_checkout(folder: Path) -> bool:
    """Tell whether a folder is a checkout of this very project and not just any project."""
    import tomllib

    pyproject = folder / "pyproject.toml"
    if not pyproject.is_file():
        return False
    project = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("project", {})
    return project.get("name") == "jerking-info" and (folder / "data").is_dir()


# A manifest that reads so obeys the laws of its shapes. To tell it by a pattern spares each app
# the building of pydantic's validators: a seventh of its first touch.
_AS_WRITTEN = re.compile(
    rb'\{\s*"releases": \[(\s*\{\s*'
    rb'"version": "(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}",\s*'
    rb'"released": "\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",\s*'
    rb'"sha256": "[0-9a-f]{64}"\s*\},?)+\s*\]\s*\}\s*'
)


def _read_manifest() -> tuple[Release, ...]:
    raw = read_data("releases.json")
    if _AS_WRITTEN.fullmatch(raw):
        with suppress(ValueError):  # 30 February, a comma too many
            return assemble(ReleaseManifest, from_json(raw)).releases
    try:
        return parse_manifest(raw).releases
    except ContentError as error:
        named = (replace(p, place=f"releases.json: {p.place}") for p in error.problems)
        raise ContentError(tuple(named)) from None


releases: tuple[Release, ...] = _read_manifest()
"""Every content release that this package ships, oldest first."""

_topics: dict[str, Topic] = {}


def load(version: str | None = None, *, sha256: str | None = None) -> Topic:
    """Load a content release that ships with this package.

    Args:
        version: the release, such as `"1.0.0"`; the newest one if not given.
        sha256: the digest of the text that you signed off, in hexadecimal digits; any
            other text is then refused.

    Returns:
        The topic; the same object each time, after checking its file again.

    Raises:
        UnknownReleaseError: if there is no such release.
        IntegrityError: if the file is not the released one, or not the one signed off.

    >>> from jerking_info import load
    >>> load("1.0.0").title
    'Jerking movements'
    """
    release = releases[-1] if version is None else _release(version)
    file = f"{release.version}.json"
    try:
        raw = read_data(file)
    except FileNotFoundError:
        raise IntegrityError(file, release.sha256, "no such file") from None
    found = hashlib.sha256(raw).hexdigest()
    for expected in (release.sha256, sha256):
        if expected is not None and expected.lower() != found:
            raise IntegrityError(file, expected, found)
    if found not in _topics:  # 1 mutant lives: it is assembled again, and the first is kept
        # The digest proves that these bytes were validated when they were released. Two
        # threads may both assemble it; all are given the one that is kept.
        _topics.setdefault(found, assemble(Topic, from_json(raw)))
    return _topics[found]


def verify() -> Iterator[tuple[str, IntegrityError | None]]:
    """Check every data file that ships, and yield its name and what is wrong with it.

    Release files are held to the manifest; the manifest and the schema to the digests that
    the installer noted in the distribution's `RECORD`, where there is one: a checkout, a
    zip or a frozen app has none.
    """
    recorded = _recorded_digests()
    digests = {f"{release.version}.json": release.sha256 for release in releases}
    for file in ("releases.json", "schema.json", *digests):
        try:
            found = hashlib.sha256(read_data(file)).hexdigest()
        except FileNotFoundError:
            found = "no such file"
        expected = digests.get(file) or recorded.get(file, found)
        wrong = found == "no such file" or found != expected
        yield file, IntegrityError(file, expected, found) if wrong else None


def _recorded_digests() -> dict[str, str]:
    """Return the digests of the data files by the distribution's own record."""
    from base64 import urlsafe_b64decode
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        recorded = distribution("jerking-info").files or ()
    except PackageNotFoundError:
        return {}
    return {
        file.name: urlsafe_b64decode(f"{file.hash.value}==").hex()
        for file in recorded
        if file.parent.as_posix() == "jerking_info/data"
        and file.hash is not None
        # Another copy may be installed than the one that runs.
        and Path(str(file.locate())).parent.parent == Path(__file__).parents[1]
    }


def _release(version: str) -> Release:
    for release in releases:
        if release.version == version:
            return release
    raise UnknownReleaseError(version, tuple(release.version for release in releases))
