"""What happens when a public name is touched for the first time."""

import sys
from collections.abc import Mapping
from importlib import import_module

import jerking_info
from jerking_info.content.display import show_with

_HOMES = (
    "errors",
    "content.vocabulary",
    "content.models",
    "content.parsing",
    "content.releases",
    "content.changes",
    "mentions",
)


def bind(name: str) -> object:
    """Bind a public name of the package, with the content all of them, and return its value.

    Python reads a module that has a `__getattr__` in a slower way, so it goes with the last.

    Raises:
        AttributeError: if there is no such name.
    """
    bound: dict[str, object] = jerking_info.__dict__
    bound[name] = value = _value(name)
    if name == "topic":
        for other in jerking_info.__all__:
            getattr(jerking_info, other)
        # Without the lock, another thread may be about to ask it.
        if getattr(sys, "_is_gil_enabled", lambda: True)():
            bound.pop("__getattr__", None)
    return value


def _value(name: str) -> object:
    if name not in jerking_info.__all__:
        # Without a name: Python then adds it and the module, from which it suggests others.
        raise AttributeError(f"module 'jerking_info' has no attribute {name!r}")
    if name in ("errors", "feedback", "formats", "testing"):
        return import_module(f"jerking_info.{name}")
    if name == "topic":
        return import_module("jerking_info.content.releases").load()
    if name in ("causes", "disclaimer", "synonyms", "tips"):
        return getattr(jerking_info.topic, name)
    # Lightest first, and no further than needed: the errors load without pydantic.
    homes = map(import_module, (f"jerking_info.{home}" for home in _HOMES))
    return next(getattr(home, name) for home in homes if name in home.__all__)


def _forms(shown: object) -> Mapping[str, str]:
    from jerking_info.formats.notebook import forms

    return forms(shown)


# The formats are loaded when a notebook shows something, and by nobody who only reads.
show_with(_forms)
