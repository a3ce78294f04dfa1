"""Gate `api`: the public surface compared with that of the last release, by griffe.

What an app relies on changes only with a changelog that names it, under *Changed* or *Removed*:
what is found then is shown, and is no fault.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of
from tools.release import told_since
from tools.trust.place import ROOT, MissingError, Place

_BREAKAGE = re.compile(r"\S+:\d+: (?P<name>[\w.]+)\S*: \S")
_NEWS = re.compile(r"^#### (?:Changed|Removed)\n(?P<body>(?:(?!#{1,4} ).*\n?)*)", re.MULTILINE)


def findings(place: Place) -> Iterator[str]:
    """Yield what the last release promised and this checkout does not keep."""
    if not ((ROOT / "src").is_dir() and (ROOT / ".git").exists()):
        raise MissingError("a checkout with its history")
    released = last_release(ROOT)
    if released is None:
        print("  nothing is released yet: there is nothing to compare with")
        return
    wanted = ["griffe>=2", place.wheel.as_uri()]  # the wheel brings pydantic
    programs = environments.made(place.folder / "griffe", Path(sys.executable), wanted)
    broken = [*breakages(programs / "griffe", ROOT, released)]
    news = told_since(ROOT, released.removeprefix("v"))
    for breakage in broken:
        if is_announced(breakage, news):
            print(f"  as the changelog announces: {breakage}")
        else:
            yield breakage
    if not broken:
        print(f"  all that {released} promised is there")


def last_release(checkout: Path) -> str | None:
    """Return the tag of the last version that was released before this commit, if there was one."""
    tags = output_of(
        *("git", "-C", checkout, "tag", "--merged", "HEAD", "--no-contains", "HEAD"),
        *("--sort", "-version:refname"),
    )
    return next((tag for tag in tags.split() if re.fullmatch(r"v\d+\.\d+\.\d+", tag)), None)


def is_announced(breakage: str, news: str) -> bool:
    """Tell whether a changelog names what broke, under *Changed* or *Removed*.

    Args:
        breakage: a line of griffe's.
        news: what the changelog tells.
    """
    found = _BREAKAGE.match(breakage)
    name = found["name"].rpartition(".")[2] if found else ""
    told = "\n".join(section["body"] for section in _NEWS.finditer(news))
    return bool(re.search(rf"\b{re.escape(name)}\b", told))


def breakages(griffe: Path, checkout: Path, released: str) -> Iterator[str]:
    """Yield each line in which griffe tells of something that apps may have relied on.

    Raises:
        CommandError: if griffe tells of anything else: it has not compared, then.
    """
    try:
        output_of(
            *(griffe, "check", "jerking_info", "--search", "src"),
            *("--against", released, "--format", "oneline", "--no-color"),
            cwd=checkout,
        )
    except CommandError as error:
        told = error.printed.strip().splitlines()
        if not told or not all(map(_BREAKAGE.match, told)):
            raise
        yield from told
