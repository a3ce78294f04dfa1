"""The figure of the handout: which tip is for which cause, drawn as SVG."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jerking_info.content.models import Cause, Tip, Topic
from jerking_info.formats.markup import element
from jerking_info.formats.phrases import phrases
from jerking_info.formats.text import wrapped


class Layout(NamedTuple):
    """The measures of the figure, in units of SVG; letters are 16 units high."""

    name: str
    """The part of ids that differs between layouts."""
    width: int
    """The width of the drawing."""
    cause_width: int
    """The width of the box of a cause."""
    tip_width: int
    """The width of the box of a tip."""


WIDE = Layout("wide", width=720, cause_width=220, tip_width=370)
"""The layout for paper and for the screen of a computer."""
NARROW = Layout("narrow", width=320, cause_width=122, tip_width=152)
"""The layout for a phone."""

_LINE, _PADDING, _GAP, _BADGE = 19, 9, 10, 26
_CHARACTER = 8.4  # the average width of a character, with room for wide fonts


class _Box(NamedTuple):
    lines: list[str]
    left: float
    width: float
    top: float = 1

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + 2 * _PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def text_alternative(topic: Topic) -> str:
    """Describe the figure in words.

    >>> from jerking_info import load
    >>> print(text_alternative(load("1.0.0"))[-49:])
    Stimulant use: tip 6. Tips for any cause: tip 7.
    """
    words = phrases(topic.language)
    rows = [(cause.name, _specific(topic, cause)) for cause in topic.causes]
    if for_any := [tip for tip in topic.tips if not tip.applies_to]:
        rows.append((words.figure_any_cause, for_any))
    parts: list[str] = []
    for name, tips in rows:
        numbers = ", ".join(words.figure_tip.format(number=tip.position) for tip in tips)
        parts.append(f"{name}: {numbers or words.figure_no_tip}.")
    return " ".join(parts)


def _specific(topic: Topic, cause: Cause) -> list[Tip]:
    return [tip for tip in topic.tips_for(cause) if tip.applies_to]


def figure(topic: Topic, layout: Layout) -> Element:
    """Draw causes on the left, their tips on the right, and tips for any cause below.

    A line joins a tip to each cause that it is for. `text_alternative` says the same in words.

    Args:
        topic: the content.
        layout: `WIDE` or `NARROW`.

    Returns:
        An `svg` element that refers to nothing outside itself, and that can be read
        without a style sheet.
    """
    words = phrases(topic.language)
    specific = [tip for tip in topic.tips if tip.applies_to]
    for_any = [tip for tip in topic.tips if not tip.applies_to]
    left = layout.width - layout.tip_width - 1
    causes = [_box(cause.name, 1, layout.cause_width) for cause in topic.causes]
    tips = [_box(tip.title, left, layout.tip_width, _BADGE) for tip in specific]
    height = max(_least_height(causes), _least_height(tips))
    causes, tips = _placed(causes, 1, height), _placed(tips, 1, height)
    label = _box(words.figure_any_cause, 1, layout.width - 2)._replace(top=height + _GAP)
    below = [_box(tip.title, 1, layout.width - 2, _BADGE) for tip in for_any]
    if for_any:
        start = label.top + label.height
        height = start + _least_height(below)
        below = _placed(below, start, height - start)
    boxes = {tip.id: box for tip, box in zip(specific, tips, strict=True)}
    ids = {part: f"{topic.id}-figure-{layout.name}-{part}" for part in ("title", "words")}
    nodes = [
        element("title", words.figure, id=ids["title"]),
        element("desc", text_alternative(topic), id=ids["words"]),
    ]
    for cause, box in zip(topic.causes, causes, strict=True):
        nodes += [_line(box, boxes[tip.id]) for tip in _specific(topic, cause)]
    for box in causes:
        nodes += _drawn(box, "cause", _PADDING)
    for tip, box in zip((*specific, *for_any), (*tips, *below), strict=True):
        nodes += [*_drawn(box, "tip", _PADDING + _BADGE), *_badge(tip, box)]
    if for_any:
        nodes += _texts(label, _PADDING)
    return element(
        "svg",
        *nodes,
        role="img",
        width=str(layout.width),
        height=_number(height + 1),
        viewBox=f"0 0 {layout.width} {_number(height + 1)}",
        style="max-width: 100%; height: auto",
        attributes={
            "aria-labelledby": ids["title"],
            "aria-describedby": ids["words"],
            "font-family": "system-ui, sans-serif",
            "font-size": "16",
        },
    )


def _box(text: str, left: float, width: float, badge: float = 0) -> _Box:
    room = width - 2 * _PADDING - badge
    return _Box(wrapped(text, int(room / _CHARACTER)), left, width)


def _least_height(column: Iterable[_Box]) -> float:
    """Return the height of a column of boxes, with a gap after each."""
    return sum(box.height + _GAP for box in column)


def _placed(column: list[_Box], top: float, height: float) -> list[_Box]:
    """Spread the boxes of a column evenly over a height."""
    spare = (height - _least_height(column)) / max(len(column), 1)
    placed: list[_Box] = []
    top += spare / 2
    for box in column:
        placed.append(box._replace(top=top))
        top += box.height + _GAP + spare
    return placed


def _line(cause: _Box, tip: _Box) -> Element:
    start, end = cause.left + cause.width, tip.left
    bend, here, there = _number((start + end) / 2), _number(cause.middle), _number(tip.middle)
    return element(
        "path",
        d=f"M{_number(start)} {here}C{bend} {here} {bend} {there} {_number(end)} {there}",
        fill="none",
        stroke="currentColor",
        attributes={"stroke-width": "2.5"},
    )


def _drawn(box: _Box, kind: str, indent: float) -> Iterator[Element]:
    yield element(
        "rect",
        class_=kind,
        x=_number(box.left),
        y=_number(box.top),
        width=_number(box.width),
        height=_number(box.height),
        rx="7",
        fill="none",
        stroke="currentColor",
    )
    yield from _texts(box, indent)


def _texts(box: _Box, indent: float) -> Iterator[Element]:
    for number, line in enumerate(box.lines):
        y = _number(box.top + _PADDING + (number + 0.75) * _LINE)
        yield element("text", line, x=_number(box.left + indent), y=y, fill="currentColor")


def _badge(tip: Tip, box: _Box) -> Iterator[Element]:
    """Draw the number of a tip."""
    middle = _number(box.left + _PADDING + 9)
    circle = {"cx": middle, "cy": _number(box.middle), "r": "11"}
    yield element("circle", class_="badge", fill="none", stroke="currentColor", attributes=circle)
    font = {"font-weight": "700", "text-anchor": "middle"}
    y = _number(box.middle + 5.5)
    text = {"x": middle, "y": y, "fill": "currentColor"} | font
    yield element("text", str(tip.position), class_="number", attributes=text)


def _number(value: float) -> str:
    """Write a coordinate in the same way on every Python, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
