"""What is found with the newest content release that this package ships."""

from functools import cache

from jerking_info.content import load
from jerking_info.mentions import Finder, Mention

__all__ = ("find",)


def __dir__() -> tuple[str, ...]:
    return __all__


def find(text: str) -> tuple[Mention, ...]:
    """Find where a text mentions the topic, as the newest content release knows it.

    Args:
        text: any text.

    Returns:
        The mentions in the order of the text: whole words, leftmost, then longest, none
        over another, with offsets into this very text. `Finder` does the same with
        another release, and with many texts at once.

    Raises:
        TypeError: if it is not text.

    >>> from jerking_info import find
    >>> for mention in find("Is it RESTLESS LEGS, or too much caffeine?"):
    ...     print(mention.start, mention.end, mention.term, mention.id)
    6 19 restless legs sleep-disorders
    33 41 caffeine stimulant-use
    """
    return _finder().find(text)


@cache
def _finder() -> Finder:
    return Finder(load())
