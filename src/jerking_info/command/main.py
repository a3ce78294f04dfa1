"""The command `jerking-info`: its commands by purpose, its errors and its exit statuses."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NamedTuple

from jerking_info.command.terminal import filled, report
from jerking_info.errors import JerkingInfoError, UnknownIdError, printable


class Command(NamedTuple):
    """A command, as its help describes it."""

    summary: str
    more: str = ""
    examples: tuple[str, ...] = ("",)
    module: str = ""  # by default, named as the command


COMMANDS = {
    "Read": {
        "show": Command(
            "Show the topic, or the entry for an id, a code or a word",
            "WORD is the id of an entry, a code such as R25.3 from any terminology, or a phrase "
            "such as restless legs.",
            ("", "stimulant-use", "G25.81", "restless legs"),
        ),
        "causes": Command("Show what can cause the movements, with examples", module="show"),
        "tips": Command("Show what may help, and what to be careful about", module="show"),
        "signs": Command("Show when to get help, emergencies first", module="show"),
        "find": Command(
            "Find the topic's terms in text files",
            "Each mention is a line of JSON. A file is UTF-8, or UTF-16 with a byte order mark, "
            "and may be compressed by gzip. Offsets count characters from the beginning of the "
            "file. A mention is not a diagnosis.",
            ("notes.txt", "*.txt --output mentions.jsonl", "< notes.txt"),
        ),
        "export": Command(
            "Write the content as HTML, FHIR, tables and more",
            "Without --output, to standard output. With --all, write every form of every release "
            "into a folder, with an index and SHA256SUMS.",
            ("html -o page.html", "fhir-r5-package -o topic.tgz", "--all public"),
        ),
        "mcp": Command(
            "Serve the content to a language-model host",
            "The Model Context Protocol goes over standard input and output. It needs the extra "
            "mcp: pip install 'jerking-info[mcp]'.",
            ("", "--content 1.1.0"),
        ),
    },
    "Prove": {
        "releases": Command(
            "List the content releases and their digests",
            "They are listed oldest first, with the day of release and the sha256 of the file, "
            'which "sha256sum" prints, too.',
        ),
        "compare": Command(
            "Show what differs between two releases or files",
            "OLD and NEW are content versions or release files. The differences call for a major, "
            "minor or patch step of the version.",
            ("1.0.0 1.1.0", "1.1.0 data/1.2.0.json --format markdown"),
        ),
        "verify": Command(
            "Check every shipped file against its digest",
            "This can be the health check of a container. The exit status is 1 if a file is not "
            "the released one.",
            module="releases",
        ),
    },
    "Edit": {
        "new-release": Command(
            "Start the next release, or finish it",
            "Copy the newest release to its next version, as a draft to edit. With --ready, check "
            "the draft against every rule and add it to releases.json.",
            ("--step patch", "--ready"),
        ),
        "check": Command(
            "Print every problem of a release file",
            "Each problem is a line with its place. The exit status is 1 if there are problems.",
            ("data/1.2.0.json", "- < draft.json"),
        ),
    },
}
"""The commands by purpose. Those that read take `--content`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the words after `jerking-info`; by default, those of the process.

    Returns:
        The exit status: 0 for success, 1 for content with problems, 2 if the command could
        not do its work, 130 after Ctrl-C, 141 if the output pipe was closed.

    Raises:
        SystemExit: after `--help` or `--version`, and with status 2 for options that do not exist.
    """
    if reconfigure := getattr(sys.stdout, "reconfigure", None):  # a caller may have replaced it
        reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            _flush()
    except KeyboardInterrupt:
        return 130  # as shells report it
    except BrokenPipeError:
        return 141
    except (JerkingInfoError, ImportError) as error:
        report(f"jerking-info: {error}")
    except OSError as error:
        file = "" if error.filename is None else f"{printable(str(error.filename))}: "
        report(f"jerking-info: {file}{printable(error.strerror or str(error))}")
    return 2


def _run(arguments: Sequence[str]) -> int:
    commands = {name: command for group in COMMANDS.values() for name, command in group.items()}
    name, *words = arguments or ["show"]
    if name.startswith("-"):
        _parser().parse_args(arguments)
    if name not in commands:
        raise UnknownIdError("command", name, tuple(commands))
    command = commands[name]
    home = command.module or name.replace("-", "_")
    module = import_module(f"jerking_info.command.{home}")
    examples = [f"  jerking-info {name} {example}".rstrip() for example in command.examples]
    parser = argparse.ArgumentParser(
        prog=f"jerking-info {name}",
        description=filled(f"{command.summary}. {command.more}"),
        epilog="\n".join(["Examples", *examples]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    if name in COMMANDS["Read"]:
        parser.add_argument(
            "--content",
            metavar="RELEASE",
            help="a version, such as 1.0.0, or a release file (default: the newest version)",
        )
    if hasattr(module, "add_arguments"):
        module.add_arguments(parser)
    status: int = module.run(parser.parse_args(words))
    return status


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the options that need no command."""
    from jerking_info import __version__, releases

    lines: list[str] = []
    for purpose, group in COMMANDS.items():
        summaries = [filled(c.summary, f"  {name:<12} ", " " * 15) for name, c in group.items()]
        lines += [purpose, *summaries, ""]
    examples = ("show caffeine", "show R25.3", "export html -o page.html")
    lines += ["Examples", *(f"  jerking-info {example}" for example in examples), ""]
    lines.append('Run "jerking-info COMMAND --help" for more on a command.')
    parser = argparse.ArgumentParser(
        prog="jerking-info",
        usage="%(prog)s [-h] [-V] [COMMAND ...]",
        description=filled(
            'Read the health topic "jerking movements": what can cause them, what may help and '
            "when to get help. Without a command, show the whole topic."
        ),
        epilog="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "-V",
        "--version",
        action="version",
        version=f"%(prog)s {__version__} (content {releases[-1].version})",
        help="print the versions of code and content",
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
