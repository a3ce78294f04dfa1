"""Mentions in files of any size, as lines of JSON.

A file is one text: a mention may go over the end of a line, and offsets count characters
from the beginning of the file.
"""

import argparse
import errno
import gzip
import io
import json
import os
import signal
import sys
import zlib
from codecs import utf_8_decode
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import IO, BinaryIO, cast

from jerking_info.command.arguments import Subparsers, add_content_option, new_parser, read_topic
from jerking_info.content.models import Topic
from jerking_info.errors import JerkingInfoError, printable
from jerking_info.search.finder import Finder, Mention, MentionKind, Segment

__all__ = (
    "BadUtf8Error",
    "ResumeError",
    "lines_of",
    "mentions_in",
    "notice_of",
    "resumed",
    "texts_of",
    "write",
)


def __dir__() -> tuple[str, ...]:
    return __all__


# Bytes read at a time.
# 2 mutants live: how many matters to speed and memory only.
_PIECE = 1 << 18

_GZIP = b"\x1f\x8b"


class BadUtf8Error(JerkingInfoError, ValueError):
    """A file is not UTF-8; `offset` is where, in bytes."""

    def __init__(self, offset: int, found: bytes, file: str = "text") -> None:
        super().__init__(offset, found, file)
        self.offset = offset
        self.found = found
        self.file = file

    def __str__(self) -> str:
        return (
            f"{self.file}: byte {self.offset} is not UTF-8: found {self.found!r} "
            "(with --replace, U+FFFD is put for it)"
        )


class ResumeError(JerkingInfoError, ValueError):
    """What an interrupted run has written is not what this run would write; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line

    def __str__(self) -> str:
        return (
            f"line {self.line} is not what this run finds: the files, the options or the content "
            "changed; without --resume, it begins anew"
        )


def texts_of(
    stream: BinaryIO, *, replace: bool = False, progress: Callable[[int], object] = int
) -> Iterator[str]:
    """Yield the text of a file in pieces.

    Args:
        stream: the file, UTF-8, plain or compressed by gzip.
        replace: whether to put U+FFFD for what is not UTF-8.
        progress: is told how many more bytes of the file were read.

    Raises:
        BadUtf8Error: if it is not UTF-8, and `replace` is not set.
        OSError: if it cannot be read.
    """
    counted = io.BufferedReader(cast("io.RawIOBase", _Counted(stream, progress)), _PIECE)
    is_gzip = counted.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
    source = cast("IO[bytes]", gzip.GzipFile(fileobj=counted)) if is_gzip else counted
    held, offset = b"", 0
    while True:
        try:
            piece = source.read(_PIECE)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise OSError(errno.EIO, f"damaged gzip ({error})") from error
        data = held + piece
        try:
            text, used = utf_8_decode(data, "replace" if replace else "strict", not piece)
        except UnicodeDecodeError as error:
            found = data[error.start : error.end]
            raise BadUtf8Error(offset + error.start, found) from None
        offset += used
        held = data[used:]
        yield text
        if not piece:
            return


class _Counted(io.RawIOBase):
    """A file that tells how much of it is read."""

    def __init__(self, stream: BinaryIO, progress: Callable[[int], object]) -> None:
        self._stream = stream
        self._progress = progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._progress(len(data))
        return len(data)


def mentions_in(pieces: Iterable[str], finder: Finder, *, jobs: int = 1) -> Iterator[Mention]:
    """Yield the mentions in a text that comes in pieces, found by several processes.

    Args:
        pieces: the text in its order.
        finder: what finds them.
        jobs: how many processes find; with 1, it is this one.
    """
    if jobs == 1:
        yield from finder.find_in_pieces(pieces)
        return
    waiting: deque[tuple[Segment, Future[tuple[Mention, ...]]]] = deque()
    # Fresh processes: a forked copy of one with threads may hang.
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _take_finder, (finder,)) as pool:
        done = 0

        def next_done() -> Iterator[Mention]:
            nonlocal done
            segment, found = waiting.popleft()
            # Only a mention that goes over the border changes what the next segment has.
            mentions = found.result()
            # 2 mutants live: finding again takes longer, and finds the same.
            if done > segment.offset:
                mentions = finder.find_in_segment(segment, done)
            for mention in mentions:
                done = mention.end
                yield mention

        try:
            for segment in finder.segments(pieces):
                with _without_interrupts():
                    waiting.append((segment, pool.submit(_find, segment)))
                # No more of the file in memory than that.
                # 2 mutants live: one more or less for each process matters to memory only.
                if len(waiting) > 2 * jobs:
                    yield from next_done()
        except (BadUtf8Error, OSError):
            while waiting:  # what comes before what cannot be read is found all the same
                yield from next_done()
            raise
        while waiting:
            yield from next_done()


@contextmanager
def _without_interrupts() -> Generator[None, None, None]:
    """Let processes start that Ctrl-C does not reach: it comes to this one when it is done."""
    mask = getattr(signal, "pthread_sigmask", None)  # not on Windows
    before = mask(signal.SIG_BLOCK, [signal.SIGINT]) if mask else ()
    try:
        yield
    finally:
        if mask:
            mask(signal.SIG_SETMASK, before)


_finders: list[Finder] = []  # in a process that finds: the one that it was given


def _take_finder(finder: Finder) -> None:
    _finders[:] = [finder]
    if parent := parent_process():  # this is none of the threads that stand in for processes
        # Ctrl-C is for the parent, which ends this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=_end_with, args=[parent], daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End when another process has: what was killed cannot end its children."""
    parent.join()
    os._exit(1)


def _find(segment: Segment) -> tuple[Mention, ...]:
    return _finders[0].find_in_segment(segment)


def notice_of(topic: Topic) -> str:
    """Return what must be said with mentions: of which content they are, and its disclaimer."""
    article, review = topic.provenance.article, topic.provenance.review_status
    return (
        f"content {topic.version} ({topic.language}), sha256 {topic.sha256}, after "
        f"{article.title!r} by {article.author}, {review}. {topic.disclaimer.short}"
    )


def lines_of(  # noqa: PLR0913 - all but two by name
    files: Iterable[str],
    finder: Finder,
    *,
    content: str,
    jobs: int = 1,
    replace: bool = False,
    bar: bool = True,
) -> Iterator[str]:
    """Yield each mention in some files as a line of JSON.

    Args:
        files: their paths; `-` is standard input.
        finder: what finds.
        content: the version of the content, which stands in each line.
        jobs: how many processes find.
        replace: whether to put U+FFFD for what is not UTF-8.
        bar: whether a terminal shows how far it is: not where the lines go there, too.

    Raises:
        BadUtf8Error: if a file is not UTF-8, and `replace` is not set.
        OSError: if a file cannot be read; `filename` is which.
    """
    for file in files:
        try:
            with (
                open(0 if file == "-" else file, "rb", closefd=file != "-") as stream,
                _progress(file, stream, bar=bar) as progress,
            ):
                texts = texts_of(stream, replace=replace, progress=progress)
                yield from _lines(file, mentions_in(texts, finder, jobs=jobs), content)
        except BadUtf8Error as error:
            raise BadUtf8Error(error.offset, error.found, file) from None
        except OSError as error:
            error.filename = file
            raise


def _lines(file: str, mentions: Iterable[Mention], content: str) -> Iterator[str]:
    begin = f'{{"file": {json.dumps(file)}, "start": '

    @cache  # there are only so many, and to write one anew takes longer than to find it
    def end(kind: MentionKind, id_: str, term: str) -> str:
        return json.dumps({"kind": kind, "id": id_, "term": term, "content": content})[1:] + "\n"

    for start, finish, text, *known in mentions:
        yield f'{begin}{start}, "end": {finish}, "text": {json.dumps(text)}, {end(*known)}'


@contextmanager
def _progress(
    file: str, stream: IO[bytes], *, bar: bool
) -> Generator[Callable[[int], object], None, None]:
    """Give what is told how many bytes were read: a bar on a terminal, else nothing."""
    if not (bar and sys.stderr.isatty() and find_spec("tqdm")):  # it comes with the extra `cli`
        yield int
        return
    from tqdm import tqdm  # type: ignore[import-untyped]

    size = os.fstat(stream.fileno()).st_size  # 0 of a pipe, which is none to tqdm either
    with tqdm(desc=printable(file), total=size, unit="B", unit_scale=True) as shown:
        yield shown.update


def write(lines: Iterable[str], path: str, *, resume: bool = False) -> None:
    """Write lines to a file; those that an interrupted run has written stay as they are.

    Raises:
        ResumeError: if the file holds anything else.
        OSError: if it cannot be written.
    """
    output = Path(path)
    resume = resume and output.exists()
    first = [*islice(lines := iter(lines), 1)]  # if there is nothing to read, nothing is emptied
    with output.open("r+b" if resume else "wb") as stream:
        lines = chain(first, lines)
        stream.writelines(line.encode() for line in (resumed(lines, stream) if resume else lines))


def resumed(lines: Iterable[str], output: IO[bytes]) -> Iterator[str]:
    """Yield the lines that an interrupted run has not yet written.

    Args:
        lines: all lines, as a run from the beginning writes them.
        output: what the interrupted run has written, open for reading and writing; of a last
            line, only a part may be there, which is cut off.

    Raises:
        ResumeError: if something else was written.
    """
    remaining = iter(lines)
    whole = number = 0
    while True:
        number += 1
        line = next(remaining, "").encode()
        written = output.readline(len(line) + 1)  # whatever is in the file, no more is read
        if not line.startswith(written):
            raise ResumeError(number)
        if not line or written != line:
            break
        whole += len(line)
    output.seek(whole)
    output.truncate()
    yield from chain([line.decode()] if line else [], remaining)


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = new_parser(
        subparsers,
        "find",
        run,
        "Find the topic's terms in files of UTF-8, plain or gzip, and write each mention as a line "
        "of JSON. Offsets count characters from the beginning of the file.",
        "find notes.txt",
        "find - < notes.txt",
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="a file; - for standard input")
    add_content_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write each mention as a line of JSON."""
    topic = read_topic(options.content)
    print(f"jerking-info: {notice_of(topic)}", file=sys.stderr)
    lines = lines_of(options.files or ["-"], Finder(topic), content=topic.version, jobs=1)
    sys.stdout.writelines(lines)
    return 0
