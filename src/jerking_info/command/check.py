"""`check`: every problem of a release file."""

import argparse

from jerking_info.command.arguments import read_release_file
from jerking_info.command.terminal import report
from jerking_info.errors import ContentError, printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="FILE", help="a release file; - for standard input")


def run(options: argparse.Namespace) -> int:
    """Print each problem on standard output, or report that there is none."""
    try:
        topic = read_release_file(options.file)
    except ContentError as error:
        print("\n".join(map(str, error.problems)))
        return 1
    report(f"{printable(options.file)} is valid: {topic.id} {topic.version}")
    return 0
