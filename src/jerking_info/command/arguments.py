"""The topics that arguments of the commands name."""

from dataclasses import replace

from jerking_info.content.models import Topic
from jerking_info.content.parsing import LARGEST_FILE, parse
from jerking_info.content.releases import load
from jerking_info.errors import ContentError, printable


def read_topic(content: str | None) -> Topic:
    """Return a release: a version, a release file, or by default the newest version."""
    if content is None or content.replace(".", "").isdecimal():
        return load(content)
    return read_release_file(content)


def read_release_file(file: str) -> Topic:
    """Return the topic of a release file, `-` for standard input; problems name the file."""
    # One byte too many is enough for `parse` to see that a file is too large.
    with open(0 if file == "-" else file, "rb", closefd=file != "-") as stream:
        raw = stream.read(LARGEST_FILE + 1)
    try:
        return parse(raw)
    except ContentError as error:
        name = printable(file)
        placed = (replace(each, place=f"{name}: {each.place}") for each in error.problems)
        raise ContentError(tuple(placed)) from None
