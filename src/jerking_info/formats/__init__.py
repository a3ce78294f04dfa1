"""The content in the forms that people and software read: pure functions of a `Topic`."""

from jerking_info.formats.text import to_text

__all__ = ("to_text",)


def __dir__() -> tuple[str, ...]:
    return __all__
