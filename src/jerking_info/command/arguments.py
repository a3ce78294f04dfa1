"""Arguments that several commands share, and the topics that they name."""

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from jerking_info.command.terminal import filled
from jerking_info.errors import ContentError, Problem, printable

if TYPE_CHECKING:
    from jerking_info.content.models import Topic


class Subparsers(Protocol):
    """The place where a command adds its parser."""

    def add_parser(
        self,
        name: str,
        *,
        description: str = ...,
        epilog: str = ...,
        formatter_class: type[argparse.HelpFormatter] = ...,
    ) -> argparse.ArgumentParser:
        """Add a parser under a name."""
        ...


def new_parser(
    subparsers: Subparsers,
    name: str,
    run: Callable[[argparse.Namespace], int],
    description: str,
    examples: tuple[str, ...],
) -> argparse.ArgumentParser:
    """Add a command with its action, description and examples, and return its parser."""
    parser = subparsers.add_parser(
        name,
        description=filled(description),
        epilog="\n  ".join(["Examples", *(f"jerking-info {example}" for example in examples)]),
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


def read_topic(content: str | None) -> "Topic":
    """Return the topic that an argument names.

    Args:
        content: A version, the path of a release file, `-` for standard input, or `None`
            for the newest release.

    Raises:
        UnknownReleaseError: If the argument reads as a version, and there is none such.
        ContentError: If the file is not valid; each problem names the file.
        OSError: If the file cannot be read.
    """
    from jerking_info.content.releases import load, releases

    is_version = content in {release.version for release in releases}
    if content is None or is_version or _names_missing_version(content):
        return load(content)
    return read_release_file(content)


def read_release_file(file: str) -> "Topic":
    """Return the topic of a release file, `-` for standard input.

    Raises:
        ContentError: If the file is not valid; each problem names the file.
        OSError: If the file cannot be read.
    """
    from jerking_info.content.parsing import LARGEST_FILE, parse

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


def _names_missing_version(content: str) -> bool:
    return content.replace(".", "").isdecimal() and not os.path.exists(content)  # noqa: PTH110
