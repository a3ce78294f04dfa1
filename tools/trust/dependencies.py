"""Gate `dependencies`: the tests with the oldest and the newest versions of what we depend on.

The oldest are those that pyproject.toml names; the newest may be pre-releases.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.commands import CommandError, output_of
from tools.trust import suite
from tools.trust.place import ROOT, Place, in_turns

EXTRAS = ("arrow", "cli", "fast", "test", "testing")

# An older one than a release is not a direct requirement of ours; those have theirs by theirs.
ENDS = {
    "oldest": ("--resolution", "lowest-direct"),
    "newest": ("--upgrade", "--prerelease", "allow"),
}
"""How uv is told which versions to take."""

_SHOWN = """
from importlib.metadata import version
print(*(f"{name} {version(name)}" for name in ("pydantic", "importlib-resources", "hypothesis")))
"""


def findings(place: Place) -> Iterator[str]:
    """Yield each end of the range at which a test fails."""
    for end, outcome in in_turns(lambda end: _outcome(place, end), ENDS):
        if isinstance(outcome, CommandError):
            yield f"{end} versions: {outcome}"
        else:
            print(f"  {end}: {outcome}", flush=True)


def _outcome(place: Place, end: str) -> str | CommandError:
    try:
        python = place.environment(end, *_direct(ROOT), options=ENDS[end])
        return f"{output_of(python, '-c', _SHOWN).strip()}: {suite.summary((python,))}"
    except CommandError as error:
        return error


def _direct(checkout: Path) -> list[str]:
    """Return what we depend on, as requirements of the environment itself."""
    declared = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = declared["optional-dependencies"]
    return [*declared["dependencies"], *(name for extra in EXTRAS for name in extras[extra])]
