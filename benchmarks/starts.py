"""What a process pays for its first touch, beside a floor and beside other packages of data."""

import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
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
_TOUCH = "**jerking-info**, first touch of `causes`"

# What a peer does on import, and where that is not all, on the first use of its data.
_PEERS = {
    "babel": "from babel import Locale; Locale.parse('de').territories['DE']",
    "certifi": "import certifi; certifi.contents()",
    "emoji": "import emoji; emoji.emojize(':thumbs_up:')",
    "holidays": "import holidays; holidays.country_holidays('DE', years=2026)",
    "phonenumbers": "import phonenumbers; phonenumbers.parse('+442083661177')",
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='DE')",
    "simple_icd_10": "import simple_icd_10; simple_icd_10.get_description('R25')",
    "trove_classifiers": "from trove_classifiers import classifiers",
}


def _commands() -> dict[str, list[str]]:
    floor = Path(__file__).with_name("floor.py")
    newest = f"{jerking_info.topic.version}.json"
    data = Path(jerking_info.__file__).parent / "data" / newest
    if not data.is_file():  # a checkout keeps it at its top
        data = floor.parents[1] / "data" / newest
    code = {
        _BARE: "",
        "**jerking-info**, `import jerking_info`": "import jerking_info",
        _PYDANTIC: "from pydantic import BaseModel",
        _ONE_MODEL: "import pydantic; pydantic.create_model('Model', field=(int, 1))",
        _TOUCH: "from jerking_info import causes",
        "**jerking-info**, first `find`": "from jerking_info import find; find('caffeine')",
    }
    code |= {f"`{peer}`, first use": use for peer, use in _PEERS.items() if find_spec(peer)}
    commands = {name: [sys.executable, "-c", text] for name, text in code.items()}
    return commands | {_FLOOR: [sys.executable, str(floor), str(data)]}


def cold_start() -> None:
    """Print what a whole process costs over a bare interpreter, in time and memory."""
    print("## Cold start (medians; CPU time and peak memory of a whole process)\n")
    commands = _commands()
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            spent[name].append(_spent(command))
    time = {name: median(t for t, _ in each) for name, each in spent.items()}
    memory = {name: median(m for _, m in each) for name, each in spent.items()}
    floor = time[_FLOOR] - time[_BARE]
    rows: list[Iterable[object]] = [
        [
            name,
            time[name] - time[_BARE],
            memory[name] - memory[_BARE],
            (time[name] - time[_BARE]) / floor,
        ]
        for name in sorted(commands, key=time.__getitem__)
        if name != _BARE
    ]
    table(["what", "ms over bare", "MB over bare", "times the floor"], rows)
    over_name, over_model = (memory[_TOUCH] - memory[name] for name in (_PYDANTIC, _ONE_MODEL))
    print(
        f"The first touch takes {over_model:+.2g} MB beside a process with one model, and"
        f" {over_name:+.2g} MB beside one that only imports a name, with which little loads.\n"
    )


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
