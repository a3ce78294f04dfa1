"""Whether an app's output shows the disclaimer to whoever reads it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Literal

from jerking_info.content.models import Topic
from jerking_info.testing.reading import Piece, enclosed, pieces

__all__ = ("OutputForm", "assert_shows_disclaimer")


def __dir__() -> tuple[str, ...]:
    return __all__


OutputForm = Literal["text", "markdown", "html"]
"""What an output is written in."""


def assert_shows_disclaimer(
    output: str, topic: Topic, *, form: OutputForm | None = None, short: bool = False
) -> None:
    """Assert that a reader of an app's output is shown the disclaimer, word for word.

    Seen through are white space (lines may be wrapped anywhere) and characters that take no
    room; in HTML, entities and tags within the text; in Markdown (CommonMark, tables and
    strikethrough), also escapes, emphasis, quotes and lists.

    Not shown is what stands in a comment, in an attribute (`alt` and `title`, too), in an
    element that is no part of the page (`title`, `script`, `style`, `template`, `noscript`
    and the like) or that shows on a click only (`details`, `dialog`, `select`), or in one
    that says `hidden`, `popover`, `aria-hidden="true"`, or in its own `style`
    `display: none`, `visibility: hidden`, `content-visibility: hidden`, `opacity: 0`,
    `font-size: 0` or `color: transparent`. Style sheets and scripts are not read: a class that
    hides an element is not seen, and neither is text that is covered, clipped, or as pale as
    the page.

    Args:
        output: what the app shows.
        topic: the content that it shows.
        form: how the output is read. If not given, it passes if a reader sees the disclaimer
            in one of the three ways; of text, what stands between the two marks of an HTML
            comment, tag or hidden element, or in a Markdown link, does not count. What starts
            like a page is read as `html`. Say `html` of a part of a page, too, if marks that are
            never closed shall hide what follows, as they do in browsers.
        short: whether the one sentence for small screens is enough.

    Raises:
        AssertionError: if it does not; its message says where the disclaimer is, how much of
            it there is, and what to do.
        ImportError: if `form` is `markdown` and markdown-it-py is missing, which the extra
            `testing` installs.

    >>> from jerking_info import topic
    >>> from jerking_info.formats import to_html
    >>> assert_shows_disclaimer(to_html(topic), topic)
    >>> assert_shows_disclaimer(f"<p>{topic.disclaimer.short}</p>", topic, short=True)
    >>> assert_shows_disclaimer("<h1>Causes</h1>", topic)
    Traceback (most recent call last):
    AssertionError: the output does not show the disclaimer of content 1.1.0
      expected: 'How jerking movements are managed depends on their cause. See a health...'
      found: nothing of it
      what to do: show topic.disclaimer.text, whole, wherever any of the content is shown
    """
    __tracebackhide__ = True  # pytest then points at the caller's line
    if form is None and _PAGE.match(output):
        form = "html"
    wanted = [topic.disclaimer.text, *([topic.disclaimer.short] if short else [])]
    shown = list(_readings(output, form, wanted))
    if not any(_letters(text) in reading for text in wanted for reading in shown):
        found = _finding(output, topic, shown)
        if form is None and not find_spec("markdown_it"):
            found += " (not read as Markdown: that needs the extra testing)"
        raise AssertionError(_complaint(topic, found))


_PAGE = re.compile(r"\s*<(!doctype html|html)[\s>]", re.IGNORECASE)

# Characters that take no room on a page, white space among them.
_NO_ROOM = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]+")


def _letters(text: str) -> str:
    """Return what is compared of a text."""
    return _NO_ROOM.sub("", unicodedata.normalize("NFC", text))


def _seen(read: Iterable[Piece]) -> str:
    return "".join(_letters(piece.text) for piece in read if not piece.hidden)


def _readings(output: str, form: OutputForm | None, wanted: Iterable[str]) -> Iterator[str]:
    """Yield what a reader sees of an output, for each way to read it."""
    text = html = output
    if form is None:
        # 2 mutants live: one of the groups is what matched.
        beside = [match.span(match.lastgroup or 0) for match in _BESIDE_LINKS.finditer(output)]
        html = _without(beside, output, wanted)
        text = _without([*beside, *enclosed(output)], output, wanted)
    if form in {"text", None}:
        yield _letters(text)
    if form in {"html", None}:
        yield _seen(pieces(html))
    if form == "markdown" or (form is None and find_spec("markdown_it")):
        yield _seen(pieces(_html_of_markdown(output)))


def _html_of_markdown(markdown: str) -> str:
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError as error:
        raise ImportError(
            "Markdown is read by markdown-it-py: run pip install 'jerking-info[testing]'",
            name="markdown_it",
        ) from error
    html: str = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return html


# The parts of Markdown links and images that a reader does not see, and definitions of links.
_BESIDE_LINKS = re.compile(
    r"!\[(?P<alt>.*?)\][\[(]|\]\((?P<address>.*?)\)"
    r"|^ {0,3}\[[^\]]*\]:(?P<definition>.*?)(?=\n\s*\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def _without(spans: Iterable[tuple[int, int]], text: str, wanted: Iterable[str]) -> str:
    """Blot out those parts of a text that hold all of something that is wanted."""
    letters = [_letters(want) for want in wanted]
    hidden = {
        index
        for start, end in spans
        # 2 mutants live: what else they blot leaves what is shown first, or last.
        if any(want in _letters(text[start:end]) for want in letters)
        for index in range(start, end)
    }
    # 1 mutant lives: any blot will do.
    return "".join("\0" if index in hidden else text[index] for index in range(len(text)))


def _complaint(topic: Topic, found: str) -> str:
    text = topic.disclaimer.text
    brief = text if len(text) <= _BRIEF else f"{text[:_BRIEF]}..."
    return (
        f"the output does not show the disclaimer of content {topic.version}\n"
        f"  expected: {brief!r}\n"
        f"  found: {found}\n"
        "  what to do: show topic.disclaimer.text, whole, wherever any of the content is shown"
    )


_BRIEF = 70


def _finding(output: str, topic: Topic, shown: Sequence[str]) -> str:
    """Say where the disclaimer is, or how much of it."""
    wanted = _letters(topic.disclaimer.text)
    hidden = defaultdict[str, str](str)
    for piece in pieces(output):
        hidden[piece.hidden] += _letters(piece.text)
    for where, letters in hidden.items():
        if where and wanted in letters:
            return f"only {where}, where a reader does not see it"
    if wanted in _letters(output):
        return "only where a reader does not see it"
    if any(_letters(topic.disclaimer.short) in reading for reading in shown):
        return "only the short form, which short=True would let pass"
    starts = [topic.disclaimer.text[:end] for end in range(len(topic.disclaimer.text))]
    told = [start for start in starts if any(_letters(start) in reading for reading in shown)][-1]
    if len(_letters(told)) < len(wanted) // 4:
        return "nothing of it"
    return f"only its start, up to {told[-_BRIEF:]!r}"
