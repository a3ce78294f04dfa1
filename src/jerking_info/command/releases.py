"""`releases` and `verify`: which releases there are, and proof that they are unchanged."""

import argparse
import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from importlib_resources import files

from jerking_info.content.releases import read_data, releases
from jerking_info.errors import IntegrityError


def run(options: argparse.Namespace) -> int:
    """Print a line for each release, or for each file that was verified."""
    if options.command == "releases":
        lines = [f"{each.version}  {each.released}  {each.sha256}" for each in releases]
        status = 0
    else:
        states = dict(verify())
        lines = [f"{file}: {state}" for file, state in states.items()]
        status = int(any(isinstance(state, IntegrityError) for state in states.values()))
    print("\n".join(lines))
    return status


def verify() -> Iterator[tuple[str, str | IntegrityError]]:
    """Check every shipped data file, and yield its name and its state or error.

    Release files are compared with the manifest. The manifest and the schema are compared with
    the digest that the installer recorded; a checkout, a zip or a frozen app has no record.
    """
    recorded = _recorded_digests()
    digests = {release.file: ("sha256", release.sha256) for release in releases}
    for file in ("releases.json", "schema.json", *digests):
        algorithm, expected = (recorded | digests).get(file, ("sha256", None))
        try:
            found = hashlib.new(algorithm, read_data(file)).hexdigest()
        except FileNotFoundError:
            expected, found = expected or "of any file", "no such file"
        if expected is None:
            yield file, "not checked: no installer has recorded its digest"
        else:
            yield file, "ok" if found == expected else IntegrityError(file, expected, found)


def _recorded_digests() -> dict[str, tuple[str, str]]:
    """Return algorithm and digest of the data files in the installer's record, where readable."""
    try:
        recorded = metadata.distribution("jerking-info").files or ()
    except metadata.PackageNotFoundError:
        return {}
    data = Path(str(files("jerking_info"))) / "data"
    digests: dict[str, tuple[str, str]] = {}
    for file in recorded:
        if file.hash and Path(str(file.locate())).parent == data:
            with suppress(ValueError, TypeError):  # an unknown algorithm, no base64, no fixed size
                digest = urlsafe_b64decode(f"{file.hash.value}==")
                if len(digest) == len(hashlib.new(file.hash.mode).digest()):
                    digests[file.name] = (file.hash.mode, digest.hex())
    return digests
