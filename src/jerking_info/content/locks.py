"""Locks that are never copied in the middle of what they guard."""

import os
from typing import Protocol, TypeVar

__all__ = ("held_over_forks",)


class _Lock(Protocol):
    def acquire(self) -> bool: ...

    def release(self) -> None: ...


_SomeLock = TypeVar("_SomeLock", bound=_Lock)


def held_over_forks(lock: _SomeLock) -> _SomeLock:
    """Let a process fork only while nobody holds a lock, and return the lock.

    A child has only the thread that forked it. Were a lock held by another one just then, it
    would stay held in the child for ever, and what it guards stay half done.

    >>> from threading import Lock
    >>> held_over_forks(Lock()).locked()
    False
    """
    if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
        os.register_at_fork(
            before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
        )
    return lock
