"""The terminal: its width, a style for headings, a pager, and messages on standard error."""

import os
import re
import sys
from collections.abc import Mapping
from shutil import get_terminal_size, which
from textwrap import TextWrapper
from typing import IO

from jerking_info.errors import printable

RED, YELLOW, _BOLD, _PLAIN = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[0m"

# The lines of a heading, which a line of =, - or ~ ends.
_HEADING = re.compile(r"(?<=\n\n)(?:.+\n)+?(?=(?:=+|-+|~+)$)", re.MULTILINE)


def is_terminal(stream: IO[str] | None) -> bool:
    """Return whether a standard stream is a terminal; a stream that a shell closed is `None`."""
    return stream is not None and stream.isatty()


def columns() -> int:
    """Return the width to wrap text at: that of the terminal, but 20 to 80."""
    width = get_terminal_size().columns if is_terminal(sys.stdout) else 80
    return min(max(width, 20), 80)


def filled(text: str, first_indent: str = "", indent: str = "") -> str:
    """Return a paragraph wrapped to `columns()`, with addresses in one piece."""
    wrapper = TextWrapper(columns(), first_indent, indent, break_long_words=False)
    wrapper.break_on_hyphens = False
    return wrapper.fill(text)


def show(text: str, styles: Mapping[str, str]) -> None:
    """Print text: as it is in a pipe, and with styled headings and a pager on a terminal."""

    def styled(heading: re.Match[str]) -> str:
        style = styles.get(" ".join(heading[0].split()), _BOLD)
        return "".join(f"{style}{line}{_PLAIN}\n" for line in heading[0].splitlines())

    with_styles = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if is_terminal(sys.stdout) and with_styles:
        text = _HEADING.sub(styled, f"\n\n{text}")[2:]
    is_long = is_terminal(sys.stdout) and text.count("\n") >= get_terminal_size().lines
    if is_long and which((os.environ.get("PAGER", "").split() or ["less"])[0]):
        from pydoc import pager

        os.environ.setdefault("LESS", "-FRX")  # colors, and the text stays on the screen
        pager(text)
    else:
        print(text, end="")


def report(message: str) -> None:
    """Print a message on standard error, apart from the output."""
    lines = "\n".join(map(printable, message.split("\n")))
    if sys.stderr is not None:  # closed by the shell: `2>&-`
        print(lines, file=sys.stderr)
