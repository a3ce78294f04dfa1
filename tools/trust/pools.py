"""Gate `pools`: process pools of every start method, and children forked while threads work.

Objects go to the workers and come back, errors too. Workers are asked both when the parent
has touched everything and when it has touched nothing, on each Python of this machine.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of
from tools.trust.place import Place, in_turns, version_of

METHODS = ("fork", "spawn", "forkserver")

POOL = """
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor
import jerking_info
from jerking_info import UnknownIdError

TEXT = "My RLS got worse: low potassium, or too much caffeine?"

def told(finder, topic):
    again = jerking_info.parse(topic.to_json())
    mentions = [jerking_info.find(TEXT), finder.find(TEXT), *finder.find_all([TEXT])]
    return topic, again, jerking_info.load("1.0.0"), mentions, jerking_info.causes

def missed(wrong):
    return jerking_info.topic.cause(wrong)

def main(method, touched):
    topic, old = jerking_info.load(), jerking_info.load("1.0.0")
    finder = jerking_info.Finder(topic)
    if touched:
        assert finder.find(TEXT) and jerking_info.find(TEXT)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        answers = [pool.submit(told, finder, topic) for _ in range(16)]
        answers = [answer.result(60) for answer in answers]
        error = pool.submit(missed, "caffein").exception(60)
    with context.Pool(2) as pool:
        answers += pool.starmap_async(told, [(finder, topic)] * 4).get(60)
    found = finder.find(TEXT)
    assert len(found) == 3, found
    for answer in answers:
        assert answer == (topic, topic, old, [found] * 3, topic.causes), answer
    assert type(error) is UnknownIdError, error
    try:
        missed("caffein")
    except UnknownIdError as ours:
        assert (str(error), vars(error)) == (str(ours), vars(ours))

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] == "touched")
"""

# A lock that another thread holds while a process forks stays held in the child for ever.
FORKED = """
import os, sys, threading, time
sys.setswitchinterval(1e-6)
from jerking_info import Finder, load
topic, done = load(), threading.Event()

def builds():
    assert Finder(topic).find("RLS")[0].id == "sleep-disorders"
    type(topic).model_rebuild(force=True)

def build_on():
    while not done.is_set():
        builds()

threads = [threading.Thread(target=build_on) for _ in range(4)]
for thread in threads: thread.start()
stuck = 0
for _ in range(20):
    child = os.fork()
    if not child:
        builds()
        os._exit(0)
    until = time.monotonic() + 20
    while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < until:
        time.sleep(0.01)
    if not ended[0]:
        os.kill(child, 9)
        os.waitpid(child, 0)
    if ended != (child, 0):
        stuck += 1
        if stuck == 2: break
done.set()
if stuck: sys.exit("children that were forked while threads built something hang or fail")
"""


def findings(place: Place) -> Iterator[str]:
    """Yield each way to start workers in which one of them answers wrongly or not at all."""
    for version, python in environments.pythons().items():
        if python is None:
            print(f"  Python {version} is not on this machine")
            continue
        yield from _findings(place.environment(version, extras="fast", python=python), place)


def _findings(python: Path, place: Place) -> Iterator[str]:
    files = {"pool.py": POOL, "forked.py": FORKED}
    for name, code in files.items():
        (place.folder / name).write_text(code, encoding="utf-8")
    ways: list[tuple[str, ...]] = [("forked.py",)]
    ways += [("pool.py", *way) for way in product(METHODS, ("touched", "untouched"))]
    for way, fault in in_turns(lambda way: _fault(python, *way, folder=place.folder), ways):
        if fault:
            yield f"{version_of(python)}, {' '.join(way)}: {fault}"
        else:
            print(f"  {version_of(python)}: {' '.join(way)}", flush=True)


def _fault(python: Path, script: str, *arguments: str, folder: Path) -> str | None:
    # From 3.12 on, Python warns of a fork beside threads; that is what is tried here.
    switches = ("-W", "error", "-W", "ignore:This process:DeprecationWarning")
    try:
        output_of(python, *switches, folder / script, *arguments)
    except CommandError as error:
        return error.last_line
    return None
