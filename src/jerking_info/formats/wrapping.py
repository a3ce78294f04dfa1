"""Lines of a given width, out of text in any script."""

import re
from itertools import accumulate

__all__ = ("columns", "wrapped")


def __dir__() -> tuple[str, ...]:
    return __all__


# East Asian wide characters and emoji take two columns. The ranges stand here because those
# of `unicodedata` change with the version of Python, and the text must not.
_wide = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003fffd]"
)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns, of which wide characters take two.

    It is broken at spaces, and inside a word only where that alone is longer than a line;
    `textwrap` would count a wide character as one column, and break a url at a hyphen.

    >>> wrapped("see https://a-b.example now", 12)
    ['see', 'https://a-b.', 'example now']
    """
    lines: list[str] = []
    line, room = "", width
    for word in text.split(" "):
        taken = columns(word) + bool(line)
        if taken > room and line:
            lines.append(line.rstrip(" "))
            line, room, taken = "", width, columns(word)
        line += f" {word}" if line else word
        room -= taken
        while room < 0:
            kept = _fitting(line, width)
            lines.append(line[:kept])
            line = line[kept:]
            room = width - columns(line)
    return [*lines, line.rstrip(" ")]


def columns(text: str) -> int:
    """Count the columns that a text takes, at least one for each character."""
    return len(text) + len(_wide.findall(text))


def _fitting(text: str, width: int) -> int:
    """Return how many of the first characters of a text fit into a line."""
    return sum(taken <= width for taken in accumulate(map(columns, text)))
