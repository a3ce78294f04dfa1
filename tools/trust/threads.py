"""Gate `threads`: 32 threads that touch the public names for the first time, at once.

In each of many fresh processes all threads begin with the same name, so that each name is
once the first, and go on with all others in an order of their own. They switch every
microsecond. Also without the global lock, where there is such a Python.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of
from tools.trust.place import Place, in_turns, version_of

THREADS = 32

_LIST = """
import importlib, jerking_info
for module in ("", ".errors", ".feedback", ".formats"):
    for name in importlib.import_module(f"jerking_info{module}").__all__:
        print(f"jerking_info{module}:{name}")
"""

# The result of each touch is compared with what one thread gets afterwards: the very same
# object, or, of what is loaded rather than defined, an equal one.
TOUCH = """
import importlib, random, sys, threading
first, names = sys.argv[1], sys.argv[2].split(",")
sys.setswitchinterval(1e-6)
import jerking_info

def touch(place):
    module, name = place.split(":")
    if module == "jerking_info":
        return getattr(jerking_info, name)
    return getattr(importlib.import_module(module), name)

def run(number):
    order = random.Random(number).sample(names, len(names))
    start.wait()
    try:
        for place in (first, *order):
            got.append((place, touch(place)))
        if jerking_info.find("RLS")[0].id != "sleep-disorders": failed.append("not found")
        if first.endswith(":parse"):  # in one of the processes, as it takes long
            again = jerking_info.parse(jerking_info.topic.to_json())
            if again != jerking_info.topic: failed.append("parsed to another topic")
    except BaseException as error:
        failed.append(repr(error))

got, failed, start = [], [], threading.Barrier(THREADS)
threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
for thread in threads: thread.start()
for thread in threads: thread.join()
at_last = {place: touch(place) for place in names}
failed += {f"{p}: {v!r:.80} is another" for p, v in got if v is not at_last[p] and v != at_last[p]}
if len(got) != THREADS * (1 + len(names)): failed.append(f"only {len(got)} touches")
lock = getattr(sys, "_is_gil_enabled", bool)
print("with" if lock is bool or lock() else "without", "the global lock")
if failed: sys.exit(f"{len(set(failed))} wrong: " + "; ".join(sorted(set(failed))[:3]))
""".replace("THREADS", str(THREADS))


def findings(place: Place) -> Iterator[str]:
    """Yield each name that threads do not get alike."""
    yield from _findings(place.environment("locked"))
    free = environments.free_threaded()
    if not free:
        print("  no Python without the global lock on this machine: nothing was tried on one")
    for python in free:
        yield from _findings(place.environment(f"free-{version_of(python)[7:]}", python=python))


def _findings(python: Path) -> Iterator[str]:
    names = output_of(python, "-c", _LIST).split()
    said: set[str] = set()
    for _, outcome in in_turns(partial(_touched, python, ",".join(names)), names):
        if outcome.endswith("the global lock"):
            said.add(outcome)
        else:
            yield outcome
    if said:
        print(f"  {version_of(python)}, {' and '.join(sorted(said))}: {len(names)} names")


def _touched(python: Path, names: str, first: str) -> str:
    try:
        return output_of(python, "-W", "error", "-c", TOUCH, first, names).strip()
    except CommandError as error:
        return f"{first} first: {error.last_line}"
