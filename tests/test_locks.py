"""A process forks only while nobody builds something that is built once."""

import os
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from jerking_info import Finder, _engines, models, topic
from jerking_info._locks import held_over_forks

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
# From 3.12 on, Python warns of a fork beside threads; that is what is tried here.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@contextmanager
def held_by_another_thread(lock: threading.Lock) -> Generator[None]:
    """Have a thread hold a lock for a moment, which begins before the block does."""
    held = threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            time.sleep(0.2)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(timeout=9)
    yield
    thread.join()


def status_of_child(does: Callable[[], bool]) -> int:
    """Fork, and return the exit status of the child: 0 if it can do what it shall."""
    child = os.fork()
    if not child:
        threading.Timer(9, os._exit, [1]).start()
        os._exit(not does())
    return os.waitpid(child, 0)[1]


@needs_fork
@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_a_child_never_begins_with_a_lock_that_nobody_will_release(
    kind: type[threading.Lock],
) -> None:
    lock = held_over_forks(kind())
    with held_by_another_thread(lock):
        assert status_of_child(lambda: lock.acquire(timeout=1)) == 0
    assert lock.acquire(timeout=1)  # the parent has given it back, too
    lock.release()


@needs_fork
@pytest.mark.parametrize("lock", [models._building, _engines.building])
def test_what_apps_fork_finds_everything_whole(lock: threading.Lock) -> None:
    def builds() -> bool:
        type(topic).model_rebuild(force=True)
        return len(Finder(topic).find("RLS")) == len(Finder(topic).find("R\xadLS")) == 1

    with held_by_another_thread(lock):
        assert status_of_child(builds) == 0


def test_what_soft_hyphens_need_is_built_once_and_by_whoever_holds_the_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = _engines.StandardEngine(Finder(topic)._matcher().terms)
    built: list[bool] = []

    def trie(*, soft: bool) -> str:
        built.append(_engines.building.locked())
        time.sleep(0.05)
        return "RLS" if soft else "x"

    monkeypatch.setattr(engine, "_trie", trie)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: [*engine.find("a\xadb")], range(8)))
    assert built == [True]


def test_a_system_without_forks_needs_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    lock = threading.Lock()
    assert held_over_forks(lock) is lock
