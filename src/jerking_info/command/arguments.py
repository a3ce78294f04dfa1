"""Arguments that several commands share, and the topics that they name."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from jerking_info.command.terminal import filled
from jerking_info.content.models import Topic
from jerking_info.content.parsing import LARGEST_FILE, parse
from jerking_info.content.releases import load
from jerking_info.errors import ContentError, Problem, printable

# argparse has no public name for this type.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def new_parser(
    subparsers: Subparsers,
    name: str,
    run: Callable[[argparse.Namespace], int],
    description: str,
    *examples: str,
) -> argparse.ArgumentParser:
    """Add a command with its action, description and examples, and return its parser."""
    parser = subparsers.add_parser(
        name,
        description=filled(description),
        epilog="\n  jerking-info ".join(["Examples", *examples]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_content_option(parser: argparse.ArgumentParser) -> None:
    """Add `--content`, the one option that names content."""
    parser.add_argument(
        "--content",
        metavar="RELEASE",
        help="a content version, such as 1.0.0, or a release file (default: the newest version)",
    )


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
        problems = [
            Problem(f"{printable(file)}: {problem.place}", problem.found, problem.expected)
            for problem in error.problems
        ]
        raise ContentError(tuple(problems)) from None
