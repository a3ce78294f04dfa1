"""The command `jerking-info`: a thin face over the functions of the package.

Modules that take long to load are imported by the commands that need them, so that
`--help` is instant and an early Ctrl-C is caught.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence

__all__ = ("main",)


def __dir__() -> tuple[str, ...]:
    return __all__


# Exit statuses. The last two are what a shell reports of a command that the signals
# SIGINT and SIGPIPE ended: 128 + their numbers.
_FINE, _PROBLEMS, _UNABLE, _INTERRUPTED, _PIPE_CLOSED = 0, 1, 2, 130, 141

_COLUMNS_WHEN_PIPED = 80


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: what follows the command's name; those of the process if not given.

    Returns:
        The exit status: 0 if all is well, 1 if problems were found, 2 if the command
        could not do what was asked, 130 after Ctrl-C, 141 if nobody reads the output.
    """
    if callable(reconfigure := getattr(sys.stdout, "reconfigure", None)):
        # A character that the terminal cannot show must not hide all the others.
        reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(_parser().parse_args(arguments))
        finally:
            sys.stdout.flush()  # here, where a closed pipe is handled, and not at exit
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more at exit; let that go nowhere instead of complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jerking-info",
        description="Read the health topic 'jerking movements': what can cause them, what may "
        "help. Without a command, print the newest content release.",
    )
    parser.add_argument(
        "--version", action="store_true", help="print the versions of the code and of the content"
    )
    parser.set_defaults(run=_print_topic)
    commands = parser.add_subparsers(metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="validate a release file",
        description="Validate a release file and print each problem on a line with its place. "
        "The exit status is 1 if there are problems, 2 if the file cannot be read.",
    )
    check.add_argument("file", metavar="FILE", help="the release file; - for standard input")
    check.set_defaults(run=_check)
    return parser


def _run(options: argparse.Namespace) -> int:
    from jerking_info.errors import JerkingInfoError

    try:
        return _print_versions() if options.version else int(options.run(options))
    except JerkingInfoError as error:
        return _unable(str(error))


def _print_versions() -> int:
    from jerking_info import __version__, releases

    print(f"jerking-info {__version__} (content {releases[-1].version})")
    return _FINE


def _print_topic(_: argparse.Namespace) -> int:
    from jerking_info import topic
    from jerking_info.formats import to_text
    from jerking_info.formats.text import NARROWEST

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS_WHEN_PIPED
    print(to_text(topic, max(columns, NARROWEST)), end="")
    return _FINE


def _check(options: argparse.Namespace) -> int:
    from jerking_info import ContentError, parse
    from jerking_info.errors import printable

    file = printable(options.file)
    try:
        topic = parse(_read(options.file))
    except OSError as error:
        return _unable(f"cannot read {file}: {error.strerror}")
    except ContentError as error:
        for problem in error.problems:
            print(f"{file}: {problem}")
        return _PROBLEMS
    print(f"{file}: {topic.id} {topic.version} is valid")
    return _FINE


def _read(file: str) -> bytes:
    """Read a release file, or just enough of any other to see that it is too large."""
    from jerking_info.parsing import LARGEST_FILE

    with open(0 if file == "-" else file, "rb", closefd=file != "-") as stream:
        return stream.read(LARGEST_FILE + 1)


def _unable(why: str) -> int:
    print(f"jerking-info: {why}", file=sys.stderr)
    return _UNABLE
