"""What happens when a public name is touched for the first time."""

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

import jerking_info
from jerking_info.display import show_with

_HOMES = ("errors", "vocabulary", "models", "parsing", "content", "changes", "mentions", "newest")


def load_name(name: str) -> object:
    """Return what a public name of the package stands for.

    Raises:
        AttributeError: if there is no such name.
    """
    if name not in jerking_info.__all__:
        message = f"module 'jerking_info' has no attribute {name!r}"
        raise AttributeError(message, name=name, obj=jerking_info)
    # The formats are loaded when a notebook shows something, and by nobody who only reads.
    show_with(_forms)
    if name in ("errors", "feedback", "formats", "testing"):
        return import_module(f"jerking_info.{name}")
    if name == "topic":
        return import_module("jerking_info.content").load()
    if name in ("causes", "disclaimer", "synonyms", "tips"):
        return getattr(jerking_info.topic, name)
    # Lightest first, and no further than needed: the errors load without pydantic.
    homes = map(import_module, (f"jerking_info.{home}" for home in _HOMES))
    return next(getattr(home, name) for home in homes if name in home.__all__)


_SHAPES: Mapping[str, tuple[str, ...]] = {
    "models": (
        *("Topic", "Synonym", "Cause", "Example", "Tip", "WarningSign", "Coding", "Reference"),
        *("Questions", "Disclaimer", "Article", "Provenance", "Release"),
    ),
    "changes": ("Change",),
    "feedback": ("Rating", "Comment"),
}
"""What `from_type` draws, by its module."""

_met: set[type] = set()


def meet_hypothesis() -> None:
    """Tell Hypothesis, once there is one, how to draw the shapes that are loaded.

    Whichever comes later calls this: Hypothesis by its entry point, each module of shapes at
    its end. So `from_type` knows the shapes without an import for it, and nobody pays for
    Hypothesis or for pydantic who does not use it. Each shape is told once: what an app
    registers for it afterwards stays.
    """
    # Some tests put `None` there for a package that shall be missing.
    if not sys.modules.get("hypothesis"):
        return
    from hypothesis.strategies import register_type_strategy

    for home, names in _SHAPES.items():
        module = sys.modules.get(f"jerking_info.{home}")
        for shape in (getattr(module, name, None) for name in names):
            if shape and shape not in _met:
                _met.add(shape)
                register_type_strategy(shape, lambda drawn: _strategies().strategy_of(drawn))


def _strategies() -> ModuleType:
    # Loaded when a strategy is first asked for, not while apps import.
    return import_module("jerking_info.testing.strategies")


def _forms(shown: object) -> Mapping[str, str]:
    from jerking_info.notebook import forms

    return forms(shown)
