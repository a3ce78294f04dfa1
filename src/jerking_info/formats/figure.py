"""The figures of the handout: which tip is for which cause, and a diary with a drawing."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jerking_info.content.models import Cause, Tip, Topic
from jerking_info.formats.markup import element
from jerking_info.formats.phrases import phrases
from jerking_info.formats.text import wrapped

# Units of SVG; letters are 16 units high.
_WIDTH, _CAUSE_WIDTH, _TIP_WIDTH = 720, 220, 370
_LINE, _PADDING, _GAP, _BADGE = 19, 9, 10, 26
_BODY = "M25 1a7 7 0 1 1-.1 0M19 19h12l7 8 5 31h-5l-5-25 3 75h-7l-4-46-4 46h-7l3-75-5 25H7l5-31z"
_CHARACTER = 8.4  # the average width of a character, with room for wide fonts


class _Box(NamedTuple):
    lines: list[str]
    left: float
    width: float
    kind: str
    """`cause` or `tip`; a label has none and no frame."""
    badge: str
    """The number of a tip."""
    top: float = 1

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + 2 * _PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def text_alternative(topic: Topic) -> str:
    """Describe the figure in words: the tips for each cause, then those for any cause."""
    words = phrases(topic.language)
    rows = [(cause.name, _specific(topic, cause)) for cause in topic.causes]
    if for_any := [tip for tip in topic.tips if not tip.applies_to]:
        rows.append((words.figure_any_cause, for_any))
    numbers = (
        (name, ", ".join(words.figure_tip.format(number=tip.position) for tip in tips))
        for name, tips in rows
    )
    return " ".join(f"{name}: {number or words.figure_no_tip}." for name, number in numbers)


def _specific(topic: Topic, cause: Cause) -> list[Tip]:
    return [tip for tip in topic.tips_for(cause) if tip.applies_to]


def figure(topic: Topic) -> Element:
    """Draw causes on the left, their tips on the right, and tips for any cause below.

    A line joins a tip to each cause that it is for. `text_alternative` says the same in words.
    The `svg` element refers to nothing outside itself, and needs no style sheet.
    """
    words, id_ = phrases(topic.language), f"{topic.id}-figure"
    left, full_width = _WIDTH - _TIP_WIDTH - 1, _WIDTH - 2
    causes = [_box(cause.name, 1, _CAUSE_WIDTH, "cause") for cause in topic.causes]
    tips = [_tip_box(tip, left, _TIP_WIDTH) for tip in topic.tips if tip.applies_to]
    below = [_tip_box(tip, 1, full_width) for tip in topic.tips if not tip.applies_to]
    height = max(_least_height(causes), _least_height(tips))
    causes, tips = _placed(causes, 1, height), _placed(tips, 1, height)
    box_of = {box.badge: box for box in tips}
    lines = [
        _line(box, box_of[str(tip.position)])
        for cause, box in zip(topic.causes, causes, strict=True)
        for tip in _specific(topic, cause)
    ]
    if below:
        label = _box(words.figure_any_cause, 1, full_width)._replace(top=height + _GAP)
        top = label.top + label.height
        height = top + _least_height(below)
        below = [*_placed(below, top, height - top), label]
    return _svg(
        "svg",
        element("title", words.figure, id=f"{id_}-title"),
        element("desc", text_alternative(topic), id=f"{id_}-words"),
        *lines,
        *(node for box in (*causes, *tips, *below) for node in _drawn(box)),
        role="img",
        width=_WIDTH,
        height=height + 1,
        viewBox=f"0 0 {_WIDTH} {_number(height + 1)}",
        style=f"width: 100%; max-width: {_WIDTH}px; height: auto",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-words",
        font_family="system-ui, sans-serif",
        font_size="16",
    )


def diary(topic: Topic) -> Element:
    """Return a table to fill in on paper, beside a body on which to mark the place."""
    words = phrases(topic.language)
    heads = [element("th", name, scope="col") for name in words.diary_columns]
    rows = [element("tr", *(element("td") for _ in heads)) for _ in range(5)]
    path = element("path", d=_BODY, fill="none", stroke="currentColor")
    body = element("svg", path, width="104", viewBox="0 0 50 110", aria_hidden="true")
    return element(
        "figure",
        element("figcaption", words.diary, class_="ji-label"),
        body,
        element("table", element("tr", *heads), *rows),
        class_="ji-diary",
    )


def _tip_box(tip: Tip, left: float, width: float) -> _Box:
    return _box(tip.title, left, width, "tip", str(tip.position))


def _box(text: str, left: float, width: float, kind: str = "", badge: str = "") -> _Box:
    room = width - 2 * _PADDING - _BADGE * bool(badge)
    return _Box(wrapped(text, int(room / _CHARACTER)), left, width, kind, badge)


def _least_height(column: Iterable[_Box]) -> float:
    """Return the height of a column of boxes, with a gap after each."""
    return sum(box.height + _GAP for box in column)


def _placed(column: list[_Box], top: float, height: float) -> list[_Box]:
    """Spread the boxes of a column evenly over a height."""
    spare = (height - _least_height(column)) / max(len(column), 1)
    steps = (box.height + _GAP + spare for box in column)
    tops = accumulate(steps, initial=top + spare / 2)
    return [box._replace(top=top) for box, top in zip(column, tops, strict=False)]


def _line(cause: _Box, tip: _Box) -> Element:
    start, end = cause.left + cause.width, tip.left
    bend, here, there = _number((start + end) / 2), _number(cause.middle), _number(tip.middle)
    path = f"M{_number(start)} {here}C{bend} {here} {bend} {there} {_number(end)} {there}"
    return _svg("path", d=path, fill="none", stroke="currentColor", stroke_width=2.5)


def _drawn(box: _Box) -> Iterator[Element]:
    line = {"fill": "none", "stroke": "currentColor"}
    if box.kind:
        place = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
        yield _svg("rect", class_=box.kind, **place, rx="7", **line)
    x = box.left + _PADDING + _BADGE * bool(box.badge)
    for number, text in enumerate(box.lines):
        y = box.top + _PADDING + (number + 0.75) * _LINE
        yield _svg("text", text, x=x, y=y, fill="currentColor")
    if box.badge:
        x = box.left + _PADDING + 9
        yield _svg("circle", class_="badge", **line, cx=x, cy=box.middle, r="11")
        font = {"fill": "currentColor", "font_weight": "700", "text_anchor": "middle"}
        yield _svg("text", box.badge, class_="number", x=x, y=box.middle + 5.5, **font)


def _svg(tag: str, *children: Element | str, **attributes: str | float) -> Element:
    texts = {k: v if isinstance(v, str) else _number(v) for k, v in attributes.items()}
    return element(tag, *children, attributes=texts)


def _number(value: float) -> str:
    """Write a coordinate in the same way on every Python, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
