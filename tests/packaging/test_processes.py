"""Threads, process pools and pickles."""

import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import output_of

pytestmark = pytest.mark.slow

TOUCH = """
import importlib, random, sys, threading
import jerking_info
sys.setswitchinterval(1e-6)
names = [
    (module, name)
    for module in ("jerking_info", "jerking_info.errors", "jerking_info.formats")
    for name in importlib.import_module(module).__all__
]
start, got, failed = threading.Barrier(16), [], []

def touch(number):
    order = random.Random(number).sample(names, len(names))
    start.wait()
    try:
        for module, name in order:
            got.append((module, name, getattr(importlib.import_module(module), name)))
        assert jerking_info.find("RLS")[0].id == "sleep-disorders"
        assert jerking_info.parse(jerking_info.topic.to_json()) == jerking_info.topic
    except BaseException as error:
        failed.append(repr(error))

threads = [threading.Thread(target=touch, args=[number]) for number in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert not failed, failed[0]
for module, name, value in got:
    assert value == getattr(importlib.import_module(module), name), name
"""

POOL = """
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor
import jerking_info
from jerking_info import UnknownIdError

def work(finder, topic):
    again = jerking_info.parse(topic.to_json())
    return topic, again, jerking_info.load("1.0.0"), finder.find("RLS or caffeine")

def miss(wrong):
    return jerking_info.topic.cause(wrong)

if __name__ == "__main__":
    topic, finder = jerking_info.load(), jerking_info.Finder(jerking_info.load())
    expected = topic, topic, jerking_info.load("1.0.0"), finder.find("RLS or caffeine")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(sys.argv[1])) as pool:
        answers = [pool.submit(work, finder, topic) for _ in range(4)]
        assert all(answer.result(60) == expected for answer in answers)
        error = pool.submit(miss, "caffein").exception(60)
    assert type(error) is UnknownIdError, error
"""

PICKLES = """
import hashlib, pickle
from jerking_info import Finder, compare, load, releases
for release in releases:
    for protocol in range(2, 6):
        print(hashlib.sha256(pickle.dumps(load(release.version), protocol)).hexdigest())
print(hashlib.sha256(pickle.dumps(compare(load("1.0.0"), load("1.1.0")))).hexdigest())
"""


@pytest.mark.parametrize("turn", range(3))
def test_threads_that_touch_every_name_first_get_equal_objects(turn: int) -> None:
    output_of(sys.executable, "-W", "error", "-c", TOUCH, env={"PYTHONHASHSEED": str(turn)})


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_objects_and_errors_cross_process_pools(method: str, tmp_path: Path) -> None:
    (tmp_path / "pool.py").write_text(POOL, encoding="utf-8")
    output_of(sys.executable, tmp_path / "pool.py", method)


def test_pickles_are_the_same_bytes_in_every_process() -> None:
    seeds = ("0", "1", "2")
    printed = {
        output_of(sys.executable, "-c", PICKLES, env={"PYTHONHASHSEED": seed}) for seed in seeds
    }
    assert len(printed) == 1
