"""What happens when a public name is touched for the first time."""

from collections.abc import Mapping
from importlib import import_module

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
    if name in ("errors", "feedback", "formats", "testing"):
        return import_module(f"jerking_info.{name}")
    if name == "topic":
        return import_module("jerking_info.content").load()
    if name in ("causes", "disclaimer", "synonyms", "tips"):
        return getattr(jerking_info.topic, name)
    # Lightest first, and no further than needed: the errors load without pydantic.
    homes = map(import_module, (f"jerking_info.{home}" for home in _HOMES))
    return next(getattr(home, name) for home in homes if name in home.__all__)


def _forms(shown: object) -> Mapping[str, str]:
    from jerking_info.notebook import forms

    return forms(shown)


# The formats are loaded when a notebook shows something, and by nobody who only reads.
show_with(_forms)
