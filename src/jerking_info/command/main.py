"""The command `jerking-info`: its commands by purpose, its errors and its exit statuses."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from jerking_info.command.terminal import filled, report
from jerking_info.errors import JerkingInfoError, UnknownIdError, printable

COMMANDS = {
    "Read": {
        "show": ("show", "show the topic, or the entry for an id, a code or a word"),
        "causes": ("show", "show what can cause the movements"),
        "tips": ("show", "show what may help, and what to be careful about"),
        "signs": ("show", "show when to get help"),
        "find": ("find", "find the topic's terms in text files"),
        "export": ("export", "write the content as HTML, FHIR, tables and more"),
        "mcp": ("mcp", "serve the content to a language-model host"),
    },
    "Prove": {
        "releases": ("releases", "list the content releases and their digests"),
        "compare": ("compare", "show what differs between two releases or files"),
        "verify": ("releases", "check every shipped file against its digest"),
    },
    "Edit": {
        "new-release": ("new_release", "start the next release, or finish it"),
        "check": ("check", "print every problem of a release file"),
    },
}
"""The module and the summary of each command, by purpose."""

_EXAMPLES = """\
Examples
  jerking-info show caffeine
  jerking-info show R25.3
  jerking-info export html -o page.html

Run "jerking-info COMMAND --help" for more on a command."""

# The statuses after Ctrl-C and after a closed pipe are those that shells report.
_FAILED, _INTERRUPTED, _PIPE_CLOSED = 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words after `jerking-info`; by default, those of the process.

    Returns:
        The exit status: 0 for success, 1 for content with problems, 2 if the command could
        not do its work, 130 after Ctrl-C, 141 if the output pipe was closed.

    Raises:
        SystemExit: after `--help`, and with status 2 for options that do not exist.
    """
    if reconfigure := getattr(sys.stdout, "reconfigure", None):  # a caller may have replaced it
        reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            _flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _PIPE_CLOSED
    except (JerkingInfoError, ImportError) as error:
        report(f"jerking-info: {error}")
    except OSError as error:
        file = "" if error.filename is None else f"{printable(str(error.filename))}: "
        report(f"jerking-info: {file}{printable(error.strerror or str(error))}")
    return _FAILED


def _run(arguments: Sequence[str]) -> int:
    modules = {name: module for group in COMMANDS.values() for name, (module, _) in group.items()}
    words = arguments or ["show"]
    command = next((word for word in words if not word.startswith("-")), None)
    parser = _parser()
    subparsers = parser.add_subparsers(prog="jerking-info", help=argparse.SUPPRESS)
    if command in modules:
        import_module(f"jerking_info.command.{modules[command]}").add_parser(subparsers)
    elif command is not None:
        raise UnknownIdError("command", command, tuple(modules))
    options = parser.parse_args(words)
    if options.version:
        from jerking_info import __version__, releases

        print(f"jerking-info {__version__} (content {releases[-1].version})")
        return 0
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    lines: list[str] = []
    for purpose, group in COMMANDS.items():
        lines.append(purpose)
        for name, (_, summary) in group.items():
            lines.append(filled(summary, f"  {name:<12} ", " " * 15))
        lines.append("")
    parser = argparse.ArgumentParser(
        prog="jerking-info",
        usage="%(prog)s [-h] [-V] [COMMAND ...]",
        description=filled(
            'Read the health topic "jerking movements": what can cause them, what may help and '
            "when to get help. Without a command, show the whole topic."
        ),
        epilog="\n".join([*lines, _EXAMPLES]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "-V", "--version", action="store_true", help="print the versions of code and content"
    )
    return parser


def _flush() -> None:
    """Write the rest of the output here, where errors have a status, and not at exit."""
    if sys.stdout is None:  # a shell closed it
        return
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
