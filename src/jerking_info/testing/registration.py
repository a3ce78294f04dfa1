"""How `hypothesis.strategies.from_type` comes to know the shapes of this package."""

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

__all__ = ("meet_hypothesis",)


_SHAPES: Mapping[str, tuple[str, ...]] = {
    "content.models": (
        *("Topic", "Synonym", "Cause", "Example", "Tip", "WarningSign", "Coding", "Reference"),
        *("Questions", "Disclaimer", "Article", "Provenance", "Release"),
    ),
    "content.changes": ("Change",),
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
