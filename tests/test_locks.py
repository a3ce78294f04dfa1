"""A process forks only while nobody builds something that is built once."""

import os
import threading
import time

import pytest

from jerking_info import Finder, models, topic
from jerking_info._locks import held_over_forks

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@needs_fork
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of a fork beside threads
@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_a_child_never_begins_with_a_lock_that_nobody_will_release(
    kind: type[threading.Lock],
) -> None:
    lock = held_over_forks(kind())
    held = threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            time.sleep(0.2)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    child = os.fork()
    if not child:
        os._exit(not lock.acquire(timeout=9))
    thread.join()
    assert os.waitpid(child, 0) == (child, 0)
    with lock:
        pass


def test_a_system_without_forks_needs_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    lock = threading.Lock()
    assert held_over_forks(lock) is lock


@needs_fork
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("lock", ["models", "mentions"])
def test_a_fork_waits_for_another_thread_to_have_built(lock: str) -> None:
    """So that what apps fork finds everything whole."""
    mentions = pytest.importorskip("jerking_info.mentions")
    guards = {"models": models._building, "mentions": mentions._building}
    held = threading.Event()

    def hold() -> None:
        with guards[lock]:
            held.set()
            time.sleep(0.2)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    child = os.fork()
    if not child:
        threading.Timer(9, os._exit, [1]).start()
        type(topic).model_rebuild(force=True)
        os._exit(len(Finder(topic).find("RLS")) - 1)
    thread.join()
    assert os.waitpid(child, 0) == (child, 0)
