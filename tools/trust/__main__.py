"""Run gates for the ways in which a small package loses trust: `python -m tools.trust [GATE ...]`.

Each tries the wheel that users would install, in environments made for it. At the end stands
which gates passed, which did not, and which this machine lacks something for.
"""

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

from tools.commands import CommandError, output_of, stopped_gently, temporary_folder
from tools.trust.place import ROOT, Gate, MissingError, Place

GATES = {
    "api": "the public surface, compared with that of the last release",
    "bundles": "apps in one file: zipapp, shiv, pex, PyInstaller",
    "dependencies": "the tests with the oldest and the newest dependencies",
    "fuzz": "parse and find under inputs that coverage leads to",
    "modes": "the tests under every switch of the interpreter",
    "offline": "the whole suite with the network cut off",
    "pools": "process pools of every start method, and forks beside threads",
    "threads": "32 threads, and the first touch of every public name",
}
"""Every gate: its name, and what it tries."""

_MODULES = {"fuzz": "fuzzing"}


def main(arguments: list[str] | None = None) -> int:
    """Run the gates; return 1 if one of them has found something."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.trust",
        description=__doc__,
        epilog="\n".join(f"{name:14}{what}" for name, what in GATES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gates", nargs="*", metavar="GATE", help="which; all if none is named")
    parser.add_argument("--wheel", type=Path, help="what is tried; built from here if not given")
    parser.add_argument("--seconds", type=int, default=30, help="for each law that is fuzzed")
    parser.add_argument(
        "--required", action="store_true", help="fail, too, if the machine lacks what a gate needs"
    )
    given = parser.parse_args(arguments)
    if given.seconds < 1:
        parser.error("--seconds is at least 1: with 0, fuzzing would never end")
    if unknown := {*given.gates} - {*GATES}:
        parser.error(f"no gate {sorted(unknown)}; there are {', '.join(GATES)}")
    with stopped_gently(), temporary_folder() as folder:
        folder.chmod(0o711)  # a test starts a server as another user, with its files in there
        wheel = given.wheel.resolve() if given.wheel else _built(folder / "wheel")
        outcomes = {
            name: _outcome(name, Place(wheel, folder / name, given.seconds))
            for name in (given.gates or GATES)
        }
    print("\n".join(f"{name:14}{outcome}" for name, outcome in outcomes.items()))
    bad = ("FAILED", "missing") if given.required else ("FAILED",)
    return 1 if any(outcome.startswith(bad) for outcome in outcomes.values()) else 0


def _built(folder: Path) -> Path:
    output_of(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _outcome(name: str, place: Place) -> str:
    """Run a gate, print what it finds, and return how it ended."""
    print(f"== {name}: {GATES[name]}", flush=True)
    place.folder.mkdir()
    gate: Gate = import_module(f"tools.trust.{_MODULES.get(name, name)}").findings
    began = time.monotonic()
    found = 0
    try:
        for finding in gate(place):
            print(finding, file=sys.stderr)
            found += 1
    except CommandError as error:
        print(error, file=sys.stderr)
        found += 1
    except MissingError as missing:
        return f"missing on this machine: {missing}"
    seconds = f"{time.monotonic() - began:.0f} s"
    return (
        f"FAILED with {found} finding{'s'[: found != 1]}, {seconds}"
        if found
        else f"passed, {seconds}"
    )


if __name__ == "__main__":
    sys.exit(main())
