"""A check that an app's output shows the disclaimer."""

import re
import unicodedata
from typing import Literal

from jerking_info.content.models import Topic

OutputForm = Literal["text", "markdown", "html"]
"""The language in which an output is written."""


def assert_shows_disclaimer(
    output: str, topic: Topic, *, form: OutputForm | None = None, short: bool = False
) -> None:
    """Assert that an app's output shows the disclaimer, word for word.

    White space and invisible characters don't count, and tags, entities, emphasis and escapes
    are resolved. The disclaimer may not be in a comment, an attribute, or an element that is
    hidden: by its name (`title`, `script`, `template`, a closed `details`), by `hidden`,
    `popover` or `aria-hidden`, or by its own `style`. Style sheets and scripts are not read.

    Args:
        output: the output of the app.
        topic: the content that it shows.
        form: the output's language. By default, HTML if the output begins with a tag, else
            Markdown (CommonMark with tables and strikethrough). Plain text needs no form,
            unless it contains tags or links.
        short: whether the one sentence for small screens is enough.

    Raises:
        AssertionError: if the output does not show the disclaimer.
        ImportError: if the output is HTML or Markdown, and the extra `testing` is missing.

    >>> from jerking_info import topic
    >>> from jerking_info.formats import to_html
    >>> assert_shows_disclaimer(to_html(topic), topic)
    >>> assert_shows_disclaimer(f"<p>{topic.disclaimer.short}</p>", topic, short=True)
    >>> assert_shows_disclaimer("<h1>Causes</h1>", topic)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AssertionError: the output does not show the disclaimer of content ...
    """
    __tracebackhide__ = True  # pytest then points at the caller's line
    wanted, enough = _compared(topic.disclaimer.text), _compared(topic.disclaimer.short)
    shown = ""
    for each in _forms(output) if form is None else (form,):
        shown += _compared(_shown(output, each)) + "\0"
        if wanted in shown or (short and enough in shown):
            return
    found = "not the whole text"
    if enough in shown:
        found = "only the short form, which short=True accepts"
    elif wanted in _compared(output):
        found = "only where readers don't see it"
    raise AssertionError(
        f"the output does not show the disclaimer of content {topic.version}\n"
        f"  expected: {topic.disclaimer.text!r}\n"
        f"  found: {found}\n"
        "  what to do: show topic.disclaimer.text, unabridged, wherever you show any content"
    )


_IS_HTML = re.compile(r"[\s\ufeff]*<[a-z!/?]", re.IGNORECASE)
# A tag, a link, an image, a definition or front matter.
_MARKUP = re.compile(r"<[a-z!/?]|\]\s?[(:\[]|\A---\n", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n[\w-]+:.*?\n---\n", re.DOTALL)
_INVISIBLE = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]+")

_HIDDEN = (
    "[hidden], [popover], [aria-hidden=true i], [display=none i], [visibility=hidden i], "
    "[opacity='0'], dialog:not([open]), audio, canvas, datalist, filter, linearGradient, "
    "radialGradient, iframe, meter, noembed, noframes, noscript, object, progress, rp, script, "
    "select, style, template, title, video, clipPath, defs, desc, marker, mask, metadata, "
    "pattern, symbol, annotation, annotation-xml"
)
_HIDING_STYLE = re.compile(
    r"(^|;)(display:none|(content-)?visibility:(hidden|collapse)|mso-hide:all"
    r"|color:(transparent|#[\da-f]{3}0|#[\da-f]{6}00|\w+\(([^;)]+,){3}0*\.?0*%?\))"
    r"|(opacity|font-size):(-[^;]+|0*\.?0+[a-z%]*)|font:0(?![.\d])[^;]*"
    r"|(left|top|right|bottom|margin(-left|-top)?|text-indent):-(999|\d{4})[^;]*"
    r"|clip:rect\([01px,]*\)|clip-path:(inset\((50|100)%|circle\(0)[^;]*"
    r"|(transform:scale[xy]?|filter:opacity)\(0*\.?0*[%,)][^;]*)(!important)?(;|$)"
    r"|^(?=.*overflow:(hidden|clip))(.*;)?(max-)?(width|height):[01](px)?(;|$)"
)


def _compared(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def _forms(output: str) -> tuple[OutputForm, ...]:
    if _IS_HTML.match(output):
        return ("html",)
    return ("markdown",) if _MARKUP.search(output) else ("text", "markdown")


def _shown(output: str, form: OutputForm) -> str:
    """Return the text that readers see."""
    if form == "text":
        return output
    try:
        from bs4 import BeautifulSoup
        from markdown_it import MarkdownIt
    except ModuleNotFoundError as error:
        raise ImportError(
            "HTML and Markdown are read by packages of an extra: "
            "run pip install 'jerking-info[testing]'",
            name=error.name,
        ) from error
    if form == "markdown":
        output = _FRONT_MATTER.sub("", output)
        output = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(output)
    # html5lib reads HTML as browsers do, but for a <noscript> in the head.
    page = BeautifulSoup(f"<!DOCTYPE html><body>{output}", "html5lib")
    for styled in page.select("[style]"):
        style = re.sub(r"/\*.*?\*/|\s", "", str(styled["style"]).lower(), flags=re.DOTALL)
        if _HIDING_STYLE.search(style):
            styled["hidden"] = ""
    for hidden in page.select(_HIDDEN):
        hidden.decompose()
    for folded in page.select("details:not([open])"):
        folded.replace_with(folded.find("summary", recursive=False) or "")
    return page.get_text()
