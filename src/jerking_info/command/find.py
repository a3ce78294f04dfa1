"""`find`: mentions in files of any size, as lines of JSON."""

import argparse
import codecs
import errno
import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from io import BufferedReader
from pathlib import Path
from typing import cast

from jerking_info.command.arguments import read_topic
from jerking_info.command.terminal import is_terminal, report
from jerking_info.errors import printable
from jerking_info.formats.files import write_file
from jerking_info.formats.phrases import phrases
from jerking_info.search.finder import Finder

_PIECE = 1 << 16  # bytes to read at a time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help="a text file; - or none for standard input"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write; - for standard output"
    )
    parser.add_argument(
        "--errors",
        choices=("strict", "replace"),
        default="strict",
        help="stop at invalid bytes, or replace them with U+FFFD (default: strict)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the mentions, and the disclaimer on standard error."""
    files: list[str] = options.files or ["-"]
    output: str | None = None if options.output == "-" else options.output
    if output and Path(output).is_file():
        for file in files:
            source = Path("/dev/stdin" if file == "-" else file)
            if source.exists() and source.samefile(output):
                raise OSError(errno.EINVAL, "the mentions would replace this file", file)
    topic = read_topic(options.content)
    words = phrases(topic.language)
    report(
        f"jerking-info: content {topic.version} ({topic.language}), sha256 {topic.sha256}. "
        f"{words.source_note(topic)} {words.review_note(topic)} {topic.disclaimer.short}"
    )
    if not options.files and is_terminal(sys.stdin):
        report("jerking-info: reading standard input; Ctrl-D ends it (on Windows, Ctrl-Z)")
    bar = is_terminal(sys.stderr) and (output is not None or not is_terminal(sys.stdout))
    lines = _lines(files, Finder(topic), topic.version, errors=options.errors, bar=bar)
    if output is None:
        for line in lines:
            print(line, end="")
        return 0
    write_file(output, (line.encode() for line in lines), replace=True)
    return 0


def _lines(
    files: Iterable[str], finder: Finder, version: str, *, errors: str, bar: bool
) -> Iterator[str]:
    for file in files:
        try:
            with (
                open(0 if file == "-" else file, "rb", closefd=file != "-") as source,
                _with_progress(source, file, bar=bar) as stream,
            ):
                for mention in finder.find_in_pieces(_texts(stream, errors)):
                    line = {"file": file, **mention._asdict(), "content": version}
                    yield json.dumps(line) + "\n"
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise OSError(errno.EIO, f"damaged gzip ({error})", file) from None
        except OSError as error:
            error.filename = file
            raise


def _texts(stream: BufferedReader, errors: str) -> Iterator[str]:
    """Yield the text of a file in pieces."""
    if stream.peek(2)[:2] == b"\x1f\x8b":
        stream = cast("BufferedReader", gzip.GzipFile(fileobj=stream))
    data = stream.read(_PIECE)
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    offset = 0
    is_last = False
    while not is_last:
        is_last = len(data) < _PIECE  # Reading once more would make a terminal wait for input.
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(data, final=is_last)
        except UnicodeDecodeError as error:
            place = offset - pending + error.start
            reason = f'byte {place} is not {encoding.upper()} ("--errors replace" goes on)'
            raise OSError(errno.EILSEQ, reason) from None
        if "\0" in text:
            reason = "NUL characters; if it is UTF-16 without a byte order mark, save it as UTF-8"
            raise OSError(errno.EILSEQ, reason)
        yield text.removeprefix("\ufeff") if offset == 0 else text
        offset += len(data)
        data = b"" if is_last else stream.read(_PIECE)


def _with_progress(
    stream: BufferedReader, file: str, *, bar: bool
) -> AbstractContextManager[BufferedReader]:
    """Wrap a file so that reading it moves a bar, which needs the extra `cli`."""
    if not (bar and find_spec("tqdm")):
        return nullcontext(stream)
    from tqdm import tqdm

    size = os.fstat(stream.fileno()).st_size or None  # a pipe has none
    wrap = cast("Callable[..., AbstractContextManager[BufferedReader]]", tqdm.wrapattr)  # pyright: ignore[reportUnknownMemberType]
    return wrap(stream, "read", total=size, desc=printable(file))
