"""The content releases that ship with this package, and `load` for one of them.

A release is a file that never changes. Its digest, the plain sha256 of the file, is listed in
`releases.json` and checked each time the file is read.
"""

import hashlib
from functools import cache
from pathlib import Path

from importlib_resources import files
from pydantic_core import from_json

from jerking_info.content.models import Release, Topic
from jerking_info.content.parsing import construct
from jerking_info.errors import IntegrityError, UnknownReleaseError


def read_data(name: str) -> bytes:
    """Return the bytes of a data file of the package, or of the checkout that it runs from.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    data = files("jerking_info") / "data"
    if not (data / "releases.json").is_file():
        data = _checkout_data() or data
    file = data / name
    if not file.is_file():
        raise FileNotFoundError(f"this jerking-info has no file data/{name}: reinstall it")
    return file.read_bytes()


@cache
def _checkout_data() -> Path | None:
    """Return the `data` folder of an editable installation's checkout."""
    folder = Path(str(files("jerking_info"))).parent.parent
    pyproject = folder / "pyproject.toml"
    is_ours = pyproject.is_file() and 'name = "jerking-info"' in pyproject.read_text("utf-8")
    return folder / "data" if is_ours else None


releases: tuple[Release, ...] = tuple(
    construct(Release, release) for release in from_json(read_data("releases.json"))["releases"]
)
"""Every content release that this package ships, oldest first."""


def load(version: str | None = None, *, sha256: str | None = None, language: str = "en") -> Topic:
    """Load a content release that ships with this package.

    Args:
        version: the release, such as `"1.0.0"`; by default the newest one.
        sha256: the digest of the text that you signed off, in hexadecimal digits; any other
            text is refused.
        language: a BCP 47 tag in any case; `en-US` gives `en` unless it has releases itself.

    Returns:
        The topic; the same object each time, after its file was checked again.

    Raises:
        UnknownReleaseError: if there is no such release, or none in this language.
        IntegrityError: if the file differs from the release, or from the signed-off text.

    >>> from jerking_info import load
    >>> load("1.0.0").title
    'Jerking movements'
    """
    release = _release(version, language)
    try:
        raw = read_data(release.file)
    except FileNotFoundError:
        raise IntegrityError(release.file, release.sha256, "no such file") from None
    found = hashlib.sha256(raw).hexdigest()
    for expected in (release.sha256, sha256):
        if expected is not None and expected.lower() != found:
            raise IntegrityError(release.file, expected, found)
    # Two threads may both construct the topic; both get the one that is kept.
    return _topics.get(found) or _topics.setdefault(found, construct(Topic, from_json(raw)))


_topics: dict[str, Topic] = {}


def _release(version: str | None, language: str) -> Release:
    parts = language.lower().split("-")
    for count in range(len(parts), 0, -1):
        tag = "-".join(parts[:count])
        in_language = [release for release in releases if release.language.lower() == tag]
        for release in reversed(in_language):
            if version in (None, release.version):
                return release
        if in_language:
            raise UnknownReleaseError(version, tuple(release.version for release in in_language))
    raise UnknownReleaseError(language, tuple(dict.fromkeys(r.language for r in releases)))


def release_of(topic: Topic) -> Release | None:
    """Return the shipped release with exactly this text, or `None` for any other topic."""
    for release in releases:
        if (release.version, release.language) == (topic.version, topic.language):
            is_loaded = _topics.get(release.sha256) is topic
            return release if is_loaded or release.sha256 == topic.sha256 else None
    return None
