"""What a reader sees of HTML, and why not of the rest.

Marks are told apart and elements ended as browsers do it for pages without errors
(https://html.spec.whatwg.org/#parsing), also where HTML lets authors leave out an end tag.
Only what stands in the page counts, and of that only what an element says of itself: style
sheets, scripts, and whatever else may hide or draw over an element, are not looked at.
"""

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple

__all__ = ("Piece", "enclosed", "pieces")


def __dir__() -> tuple[str, ...]:
    return __all__


class Piece(NamedTuple):
    """A text of a page."""

    text: str
    """The text, with its entities resolved."""
    hidden: str
    """Where it stands that a reader does not see it, such as `in a comment`; empty if seen."""


def pieces(html: str) -> Iterator[Piece]:
    """Yield every text of a page in order, also what stands in comments and in attributes.

    >>> for piece in pieces("<p hidden>a</p>b &amp; c<!--d-->"): print(piece)
    Piece(text='', hidden='in the attribute hidden of <p>')
    Piece(text='a', hidden='in <p hidden>')
    Piece(text='b & c', hidden='')
    Piece(text='d', hidden='in a comment')
    """
    yield from _Page(html).pieces()


def enclosed(html: str) -> list[tuple[int, int]]:
    """Return from where to where something is hidden between two marks.

    That is what stands in comments, in tags, in hidden elements. A mark that is not followed
    by its end is passed over, as the text may not be HTML at all.

    >>> text = "1 < 2 <p hidden>a &amp; b</p> <!-- and so on"
    >>> [text[start:end] for start, end in enclosed(text)]
    [' hidden', 'a &amp; b']
    """
    page = _Page(html)
    for _ in page.pieces():
        pass
    return page.enclosed


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
# What is in these is text up to their end tag, whatever it looks like.
_RAW = _names("iframe noembed noframes noscript script style textarea title xmp")
# Never on the page; or only instead of something that the browser cannot show, or after a click.
_NEVER_SHOWN = _names(
    "audio canvas datalist iframe meter noembed noframes noscript object progress rp script "
    "select style template title video "
    "clippath defs desc marker mask metadata pattern symbol"  # of SVG
    " annotation annotation-xml"  # of MathML
)
_FOREIGN = _names("math svg")
# Whatever begins a block ends a paragraph.
_BLOCKS = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre "
    "search section summary table ul xmp"
)
# What an element ends that is open, unless one of the last comes between.
_ENDS: Mapping[str, tuple[Collection[str], Collection[str]]] = {
    **dict.fromkeys(_BLOCKS, (("p",), _names("button object template"))),
    "li": (("p", "li"), _names("menu ol table template ul")),
    **dict.fromkeys(("dd", "dt"), (("p", "dd", "dt"), _names("dl table template"))),
    **dict.fromkeys(("td", "th"), (_names("td th"), _names("table template"))),
    "tr": (_names("caption colgroup td th tr"), _names("table template")),
    **dict.fromkeys(
        ("tbody", "tfoot", "thead"),
        (_names("tbody tfoot thead"), _names("table template")),
    ),
}
# What an end tag cannot reach beyond.
_BOUNDS = _names("object table template")

_MARK = re.compile(
    r"<!--(?:-?>|(?P<comment>.*?)(?P<comment_end>--!?>|\Z))"
    r"|<(?:[!?]|/(?![a-z]))(?P<declaration>[^>]*)(?P<declaration_end>>|\Z)"
    r"|<(?P<slash>/?)(?P<tag>[a-z][^\s/>]*)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)(?:"|\Z)|'(?P<single>[^']*)(?:'|\Z)"""
    r"""|(?P<bare>[^\s>"'][^\s>]*)))?"""
)
_END_OF_TAG = re.compile(r"\s*(?P<slash>/?)\s*>")
_NOTHING = r"0*\.?0+[a-z%]*"
_HIDING: Mapping[str, re.Pattern[str]] = {
    "color": re.compile("transparent"),
    "content-visibility": re.compile("hidden"),
    "display": re.compile("none"),
    "font-size": re.compile(_NOTHING),
    "opacity": re.compile(rf"{_NOTHING}|-.+"),
    "visibility": re.compile("hidden|collapse"),
}


class _Element(NamedTuple):
    """An element that is open."""

    name: str
    hidden: str
    """Why what is in it is not seen; empty if it may be."""
    start: int
    """Where its content starts."""


class _Page:
    """A page that is being read."""

    def __init__(self, html: str) -> None:
        self.enclosed: list[tuple[int, int]] = []
        self._html = html
        self._open: list[_Element] = []
        self._summaries: dict[int, int] = {}

    def pieces(self) -> Iterator[Piece]:
        at = 0
        while mark := _MARK.search(self._html, at):
            yield from self._text(at, mark.start())
            if mark["tag"]:
                at = yield from self._tag(mark)
            else:
                yield from self._comment(mark)
                at = mark.end()
        yield from self._text(at, len(self._html))

    def _text(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            yield Piece(unescape(self._html[start:end]), self._hidden())

    def _comment(self, mark: re.Match[str]) -> Iterator[Piece]:
        kind = "declaration" if mark["comment"] is None else "comment"
        if mark[f"{kind}_end"]:
            self.enclosed.append(mark.span(kind))
        yield Piece(mark[kind] or "", "in a comment")

    def _tag(self, mark: re.Match[str]) -> Generator[Piece, None, int]:
        """Read a tag, and return where the rest of the page starts."""
        tag, at = mark["tag"].lower(), mark.end()
        attributes: dict[str, str] = {}
        while not (end := _END_OF_TAG.match(self._html, at)):
            attribute = _ATTRIBUTE.match(self._html, at)
            if not attribute:
                yield Piece(self._html[mark.end() :], f"in a tag <{tag} that does not end")
                return len(self._html)
            value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
            attributes.setdefault(attribute["name"].lower(), unescape(value))
            at = attribute.end()
        if attributes:
            self.enclosed.append((mark.end(), end.start()))
        for name, value in attributes.items():
            yield Piece(value, f"in the attribute {name} of <{tag}>")
        if mark["slash"]:
            self._end(tag, mark.start())
            return end.end()
        self._make_room_for(tag, mark.start())
        foreign = any(element.name in _FOREIGN for element in self._open)
        if tag in _VOID or (end["slash"] and foreign):
            return end.end()
        if tag == "summary" and self._open:  # the first alone shows when its parent is folded
            self._summaries.setdefault(self._open[-1].start, end.end())
        self._open.append(_Element(tag, _why_hidden(tag, attributes), end.end()))
        if tag not in _RAW:
            return end.end()
        return (yield from self._raw_text(tag, end.end()))

    def _raw_text(self, tag: str, start: int) -> Generator[Piece, None, int]:
        end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self._html, start)
        stop = end.start() if end else len(self._html)
        text = self._html[start:stop]
        yield Piece(unescape(text) if tag in {"textarea", "title"} else text, self._hidden())
        return stop

    def _make_room_for(self, tag: str, at: int) -> None:
        """End what is open and cannot hold an element that starts."""
        ended, bounds = _ENDS.get(tag, ((), ()))
        outermost = None
        for index in reversed(range(len(self._open))):
            name = self._open[index].name
            if name in bounds:
                break
            if name in ended:
                outermost = index
        if outermost is not None:
            self._close(outermost, at)

    def _end(self, tag: str, at: int) -> None:
        for index in reversed(range(len(self._open))):
            name = self._open[index].name
            if name == tag and tag not in {"body", "html"}:  # whose end tags end nothing
                self._close(index, at)
                break
            if name in _BOUNDS:
                break

    def _close(self, index: int, at: int) -> None:
        for element in self._open[index:]:
            if element.hidden:
                self.enclosed.append((element.start, at))
        del self._open[index:]

    def _hidden(self) -> str:
        for element, inner in zip(self._open, [*self._open[1:], None], strict=False):
            shown = inner and self._summaries.get(element.start) == inner.start
            if element.hidden and not (shown and element.hidden == _FOLDED):
                return element.hidden
        return ""


_FOLDED = "in a <details> that is not open"


def _why_hidden(tag: str, attributes: Mapping[str, str]) -> str:
    """Say where a reader would look in vain for what is in an element, if it hides that."""
    if tag in _NEVER_SHOWN:
        return f"in <{tag}>"
    if "hidden" in attributes or "popover" in attributes:
        return f"in <{tag} {'hidden' if 'hidden' in attributes else 'popover'}>"
    # 1 mutant lives: no other default hides anything.
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return f'in <{tag} aria-hidden="true">'
    # 1 mutant lives: no other default declares anything.
    for name, value in _declarations(attributes.get("style", "")):
        if name in _HIDING and _HIDING[name].fullmatch(value):
            return f'in <{tag} style="{name}: {value}">'
    if "open" not in attributes and tag in {"details", "dialog"}:
        return f"in a <{tag}> that is not open"
    return ""  # 1 mutant lives: None is no reason either


def _declarations(style: str) -> Iterable[tuple[str, str]]:
    """Return the declarations of a style that are in force: the last one of each name.

    Those that are `!important` come after all others.
    """
    parts = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).lower().split(";")
    split = (part.rpartition(":") for part in sorted(parts, key=lambda part: "!" in part))
    return {name.strip(): value.partition("!")[0].strip() for name, _, value in split}.items()
