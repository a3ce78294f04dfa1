"""The command `jerking-info`: a thin face over the functions of the package.

Modules that take long to load are imported by the commands that need them, so that
`--help` is instant and an early Ctrl-C is caught.
"""

import argparse
import os
import shutil
import stat
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jerking_info import Topic

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
    with _nowhere_for_closed_streams():
        return _run_and_end(arguments)


@contextmanager
def _nowhere_for_closed_streams() -> Generator[None, None, None]:
    """Let what is written to a standard stream that was closed go nowhere.

    Or it would be an error, or go to whatever file is opened next.
    """
    nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    with nowhere, ExitStack() as stack:
        if sys.stdout is None:
            stack.enter_context(redirect_stdout(nowhere))
        if sys.stderr is None:
            stack.enter_context(redirect_stderr(nowhere))
        yield


def _run_and_end(arguments: Sequence[str] | None) -> int:
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
        _let_go_of_output()
        return _PIPE_CLOSED
    except OSError as error:
        _let_go_of_output()
        return _unable(f"cannot go on: {error.strerror or error}")


def _let_go_of_output() -> None:
    """Let what is still in the buffer go nowhere: Python flushes once more at exit."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    _add_check(commands.add_parser)
    _add_releases(commands.add_parser)
    _add_compare(commands.add_parser)
    _add_verify(commands.add_parser)
    _add_export(commands.add_parser)
    _add_new_release(commands.add_parser)
    _add_find(commands.add_parser)
    return parser


_AddParser = Callable[..., argparse.ArgumentParser]


def _add_check(add: _AddParser) -> None:
    check = add(
        "check",
        help="validate a release file",
        description="Validate a release file and print each problem on a line with its place. "
        "The exit status is 1 if there are problems, 2 if the file cannot be read.",
    )
    check.add_argument("file", metavar="FILE", help="the release file; - for standard input")
    check.set_defaults(run=_check)


def _add_releases(add: _AddParser) -> None:
    releases = add(
        "releases",
        help="list the content releases",
        description="List the content releases, oldest first: version, day and sha256.",
    )
    releases.set_defaults(run=_print_releases)


def _add_compare(add: _AddParser) -> None:
    compare = add(
        "compare",
        help="tell what differs between two contents",
        description="Tell what differs between two contents, and the version step that it "
        "calls for. OLD and NEW are versions, or release files.",
    )
    compare.add_argument("old", metavar="OLD", help="a content version, or a release file")
    compare.add_argument("new", metavar="NEW", help="a content version, or a release file")
    compare.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text for a terminal; markdown for the content section of the changelog",
    )
    compare.set_defaults(run=_compare)


def _add_verify(add: _AddParser) -> None:
    verify = add(
        "verify",
        help="check every shipped file against its digest",
        description="Check every shipped content file against its digest, as for the health "
        "check of a container. The exit status is 1 if one is not what was released.",
    )
    verify.set_defaults(run=_verify)


def _add_export(add: _AddParser) -> None:
    export = add(
        "export",
        help="write the content in another form",
        description="Write a content release in one of its forms, to a file or to standard "
        "output; or every form of every release, as a static site.",
        epilog="FORMAT is text, markdown, html, jsonld, fhir-r4, fhir-r5, fhir-document, "
        "fhir-package, csv, parquet, json or schema. The archives (fhir-package, csv, parquet) "
        "are not shown in a terminal.",
    )
    export.add_argument("format", metavar="FORMAT", nargs="?", help="the form to write")
    export.add_argument(
        "--content", metavar="VERSION", help="the content release; the newest one if not given"
    )
    export.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write; - for standard output"
    )
    export.add_argument(
        "--all", metavar="DIR", help="write every form of every release into a folder"
    )
    export.add_argument("--force", action="store_true", help="replace what is in the way")
    export.set_defaults(run=_export, usage_error=export.error)


def _add_new_release(add: _AddParser) -> None:
    new = add(
        "new-release",
        help="start or release the next content, for editors",
        description="Write the newest content once more under its next version, for you to "
        "change; then, with --ready, hold it to all laws and put its digest into releases.json.",
    )
    new.add_argument(
        "--step",
        choices=("patch", "minor", "major"),
        default="minor",
        help="how large the change will be (default: minor)",
    )
    new.add_argument("--ready", action="store_true", help="release the draft")
    new.add_argument(
        "--data", metavar="DIR", default="data", help="the folder of the content (default: data)"
    )
    new.set_defaults(run=_new_release)


def _add_find(add: _AddParser) -> None:
    find = add(
        "find",
        help="find the topic's terms in files",
        description="Find the topic's terms in files of UTF-8, plain or gzip, and write each "
        "mention as a line of JSON; offsets count characters from the beginning of the file. "
        "The exit status is 2 if a file cannot be read or is not UTF-8.",
    )
    find.add_argument(
        "files", metavar="FILE", nargs="*", help="a file to search; - or none for standard input"
    )
    find.add_argument(
        "--output", metavar="FILE", help="where to write; - or none for standard output"
    )
    find.add_argument(
        "--resume",
        action="store_true",
        help="go on with what an interrupted run has written to --output, and write nothing twice",
    )
    find.add_argument(
        "--jobs", metavar="N", type=_positive, default=1, help="how many processes find (1)"
    )
    find.add_argument(
        "--replace", action="store_true", help="put U+FFFD for what is not UTF-8, and go on"
    )
    find.add_argument("--release", metavar="VERSION", help="the content release; else the newest")
    find.add_argument(
        "--engine", choices=("re", "ahocorasick_rs"), help="what finds; else the fastest there is"
    )
    find.set_defaults(run=_find)


def _positive(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{number!r} is no number from 1 up")
    return int(number)


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

    print(to_text(topic, _columns()), end="")
    return _FINE


def _columns() -> int:
    from jerking_info.formats.text import NARROWEST

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS_WHEN_PIPED
    return max(columns, NARROWEST)


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


def _print_releases(_: argparse.Namespace) -> int:
    from jerking_info import releases

    for release in releases:
        print(f"{release.version}  {release.released}  {release.sha256}")
    return _FINE


def _compare(options: argparse.Namespace) -> int:
    from jerking_info import changelog, releases
    from jerking_info.errors import printable

    days = {release.sha256: release.released for release in releases}
    try:
        old, new = _topic(options.old), _topic(options.new)
    except OSError as error:
        return _unable(f"cannot read {printable(str(error.filename))}: {error.strerror}")
    writers = {
        "text": lambda: changelog.to_text(old, new, _columns()),
        "json": lambda: changelog.to_json(old, new),
        "markdown": lambda: changelog.to_markdown(old, new, days.get(new.sha256)),
    }
    print(writers[options.format](), end="")
    return _FINE


def _topic(named: str) -> "Topic":
    """Load a shipped release by its version, or any release file by its path."""
    from dataclasses import replace

    from jerking_info import ContentError, load, parse, releases
    from jerking_info.errors import printable

    if named in {release.version for release in releases}:
        return load(named)
    # What looks like a version and is no file is a version that there is not.
    if not os.path.exists(named) and named.replace(".", "").isdigit():  # noqa: PTH110
        return load(named)
    try:
        return parse(_read(named))
    except ContentError as error:
        places = (replace(p, place=f"{printable(named)}: {p.place}") for p in error.problems)
        raise ContentError(tuple(places)) from None


def _verify(_: argparse.Namespace) -> int:
    from jerking_info.content.releases import verify

    status = _FINE
    for file, error in verify():
        print(f"{file}: {error or 'ok'}")
        status = _PROBLEMS if error else status
    return status


def _export(options: argparse.Namespace) -> int:
    if options.all is not None:
        if (options.format, options.content, options.output) != (None, None, None):
            options.usage_error("--all takes no FORMAT, --content or --output")
        if not options.all:
            options.usage_error("--all needs the name of a folder")
        return _export_all(options.all, force=options.force)
    if options.format is None:
        options.usage_error("name a FORMAT, or --all DIR")
    return _export_one(options)


def _export_one(options: argparse.Namespace) -> int:
    from jerking_info.command.export import FORMS, export
    from jerking_info.formats.files import write_file

    try:
        data = export(options.format, options.content)
    except ImportError as error:
        return _unable(str(error))
    if options.output not in (None, "-"):
        try:
            write_file(options.output, data, replace=options.force)
        except OSError as error:
            return _unwritable(options.output, error)
    elif not sys.stdout.isatty() and hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data)  # the bytes themselves, in every locale
    elif FORMS[options.format].is_text:
        print(data.decode(), end="")
    else:
        return _unable(f"{options.format} is not for a terminal: name a file with -o FILE")
    return _FINE


def _export_all(folder: str, *, force: bool) -> int:
    from jerking_info.command.site import write_site

    try:
        missing = write_site(folder, force=force)
    except OSError as error:
        return _unwritable(folder, error)
    for name in missing:
        print(f'jerking-info: left out {name}: it needs the extra "arrow"', file=sys.stderr)
    return _FINE


def _unwritable(target: str, error: OSError) -> int:
    from jerking_info.errors import printable

    why = printable(error.strerror or str(error))
    hint = "; add --force to replace it" if isinstance(error, FileExistsError) else ""
    return _unable(f"cannot write {printable(target)}: {why}{hint}")


def _new_release(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime
    from pathlib import Path

    from jerking_info.command.new_release import release_draft, start_draft
    from jerking_info.errors import printable

    data = Path(options.data)
    try:
        if options.ready:
            release = release_draft(data, datetime.now(UTC).date())
            print(f"released {release.version}, sha256 {release.sha256}")
            print("now add it to the content section of the changelog:")
            print("  jerking-info compare OLD NEW --format markdown")
            return _FINE
        draft = start_draft(data, options.step)
    except OSError as error:
        file = printable(str(error.filename))
        return _unable(f"cannot write the draft: {error.strerror}: {file}")
    print(f"{draft} is there to be changed; when it is ready:")
    print(f"  jerking-info check {_argument(draft)}")
    print(f"  jerking-info new-release --ready --data {_argument(data)}")
    return _FINE


def _argument(path: object) -> str:
    """Write a path as shells take it, those of Windows too."""
    return f'"{path}"' if " " in str(path) else str(path)


def _find(options: argparse.Namespace) -> int:
    from concurrent.futures import BrokenExecutor

    from jerking_info import Finder, load
    from jerking_info.command.find import lines_of, notice_of, write
    from jerking_info.errors import printable

    output = None if options.output == "-" else options.output
    if options.resume and not output:
        return _unable("--resume needs --output, the file that the interrupted run wrote")
    files = options.files or ["-"]
    for file in files:
        if _is_written_to(file, output):
            return _unable(f"{file} is what the lines are written to: it cannot be searched")
    topic = load(options.release)
    try:
        finder = Finder(topic, options.engine)
    except ModuleNotFoundError as error:
        return _unable(str(error))
    print(f"jerking-info: {notice_of(topic)}", file=sys.stderr)
    lines = lines_of(
        files,
        finder,
        content=topic.version,
        jobs=options.jobs,
        replace=options.replace,
        bar=bool(output) or not sys.stdout.isatty(),
    )
    try:
        if output:
            write(lines, output, resume=options.resume)
        else:
            sys.stdout.writelines(lines)
    except BrokenPipeError:
        raise
    except BrokenExecutor:
        return _unable("a process that searched was ended; --resume goes on with what is written")
    except OSError as error:
        if (file := output if error.filename is None else error.filename) is None:
            raise  # of standard output, as any command may
        shown, doing = printable(str(file)) or "''", "write" if file == output else "read"
        return _unable(f"cannot {doing} {shown}: {error.strerror or error}")
    return _FINE


def _is_written_to(file: str, output: str | None) -> bool:
    """Tell whether a file, or standard input for `-`, is the one that the lines go to."""
    from pathlib import Path

    with suppress(OSError, ValueError):  # what is not there, or has no file behind it
        read = os.fstat(0) if file == "-" else Path(file).stat()
        written = Path(output).stat() if output else os.fstat(sys.stdout.fileno())
        return stat.S_ISREG(read.st_mode) and os.path.samestat(read, written)
    return False


def _read(file: str) -> bytes:
    """Read a release file, or just enough of any other to see that it is too large."""
    from jerking_info.content.parsing import LARGEST_FILE

    with open(0 if file == "-" else file, "rb", closefd=file != "-") as stream:
        # 1 mutant lives: two bytes too many are as much too large.
        return stream.read(LARGEST_FILE + 1)


def _unable(why: str) -> int:
    from jerking_info.errors import printable

    lines = (printable(line) for line in why.split("\n"))
    print("jerking-info: " + "\n".join(lines), file=sys.stderr)
    return _UNABLE
