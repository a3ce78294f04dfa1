"""Check what the repository's host reads: `python -m tools.hosting`.

The workflows are linted by zizmor, at its most pedantic and without a network, and held to the
schema of workflows; dependabot's file and CITATION.cff to theirs. Any finding is an error. The
two tools are those of the dependency group `hosting`, in an environment that goes away.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of, stopped_gently, temporary_folder

ROOT = Path(__file__).parents[1]


def checks(root: Path) -> dict[str, tuple[str | Path, ...]]:
    """Return the command of each check, by what it checks."""
    workflows = sorted((root / ".github" / "workflows").glob("*.y*ml"))
    schema = ("check-jsonschema", "--builtin-schema")
    return {
        "workflows, by zizmor": (
            "zizmor",
            "--offline",
            "--no-progress",
            "--persona=pedantic",
            root / ".github",
        ),
        "workflows, by their schema": (*schema, "vendor.github-workflows", *workflows),
        "dependabot": (*schema, "vendor.dependabot", root / ".github" / "dependabot.yml"),
        "citation": (*schema, "vendor.citation-file-format", root / "CITATION.cff"),
    }


def findings(root: Path, programs: Path) -> Iterator[str]:
    """Yield what each check finds; print the names of those that find nothing."""
    for name, (program, *arguments) in checks(root).items():
        try:
            output_of(programs / program, *arguments)
        except CommandError as error:
            yield f"{name}: {error}"
        else:
            print(f"{name}: no finding")


def main() -> int:
    """Print what is found; return 1 if anything is."""
    try:
        with stopped_gently(), temporary_folder() as place:
            wanted = environments.group(ROOT, "hosting")
            programs = environments.made(place / "tools", Path(sys.executable), wanted)
            found = list(findings(ROOT, programs))
    except CommandError as error:
        found = [str(error)]
    for finding in found:
        print(finding, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
