"""The figure of the page: which tip answers which cause, drawn as SVG."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jerking_info.content.models import Tip, Topic
from jerking_info.formats.markup import Element, element
from jerking_info.formats.wrapping import wrapped

__all__ = ("NARROW", "WIDE", "Layout", "figure", "text_alternative")


def __dir__() -> tuple[str, ...]:
    return __all__


class Layout(NamedTuple):
    """The measures of the figure, in units of SVG; its letters are 16 of them high."""

    name: str
    """What tells this layout from the other, also in ids."""
    width: int
    """How wide the drawing is."""
    cause_width: int
    """How wide the box of a cause is."""
    tip_width: int
    """How wide the box of a tip is."""


WIDE = Layout("wide", width=720, cause_width=220, tip_width=370)
"""For the screen of a computer and for paper."""
NARROW = Layout("narrow", width=320, cause_width=122, tip_width=152)
"""For a phone, where the wide one would be too small to read."""

_LINE, _PADDING, _GAP, _BADGE = 19, 9, 10, 26
_CHARACTER = 8.4  # how wide a character is on average, with room for wide fonts


class _Box(NamedTuple):
    lines: Sequence[str]
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def text_alternative(topic: Topic) -> str:
    """Say in words what the figure shows.

    >>> from jerking_info import topic
    >>> print(text_alternative(topic)[:51])
    Stress and anxiety: tips 1 and 7. Medication side e
    """
    return " ".join(f"{cause.name}: {_tips(topic.tips_for(cause.id))}." for cause in topic.causes)


def _tips(tips: Iterable[Tip]) -> str:
    numbers = [str(tip.position) for tip in tips]
    if len(numbers) > 1:
        return f"tips {', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"tip {numbers[0]}" if numbers else "no tip"


def figure(topic: Topic, layout: Layout) -> Element:
    """Draw a topic's causes on the left, its tips on the right, and which answers which.

    A solid line joins a tip to a cause that it names; dashed lines join a tip that may help
    whatever the cause to all of them. `text_alternative` says the same in words.

    Args:
        topic: the content.
        layout: `WIDE` or `NARROW`.

    Returns:
        An `svg` element that refers to nothing outside itself, and that can be read
        without a style sheet.
    """
    causes, tips = _boxes(topic, layout)
    boxes = (*causes.values(), *tips.values())
    height = max((box.top + box.height for box in boxes), default=0)
    names = {part: f"{topic.id}-figure-{layout.name}-{part}" for part in ("title", "words")}
    return element(
        "svg",
        element("title", "Which tip answers which cause", id=names["title"]),
        element("desc", text_alternative(topic), id=names["words"]),
        *(
            _line(causes[cause.id], tips[tip.id], any_cause=not tip.applies_to)
            for tip in topic.tips
            for cause in topic.causes_for(tip.id)
        ),
        *(node for box in causes.values() for node in _drawn(box, "cause", _PADDING)),
        *(
            node
            for tip in topic.tips
            for node in (
                *_drawn(tips[tip.id], "tip", _PADDING + _BADGE),
                *_badge(tip, tips[tip.id]),
            )
        ),
        role="img",
        width=str(layout.width),
        height=_number(height + 1),
        viewBox=f"0 0 {layout.width} {_number(height + 1)}",
        style="max-width: 100%; height: auto",
        attributes={
            "aria-labelledby": names["title"],
            "aria-describedby": names["words"],
            "font-family": "system-ui, sans-serif",
            "font-size": "16",
        },
    )


def _boxes(topic: Topic, layout: Layout) -> tuple[dict[str, _Box], dict[str, _Box]]:
    """Place both columns, boxes by the id of what they are for, to end at the same height."""
    causes: dict[str, list[str]]
    tips: dict[str, list[str]]
    room = layout.cause_width - 2 * _PADDING
    causes = {cause.id: wrapped(cause.name, int(room / _CHARACTER)) for cause in topic.causes}
    room = layout.tip_width - 2 * _PADDING - _BADGE
    tips = {tip.id: wrapped(tip.title, int(room / _CHARACTER)) for tip in topic.tips}
    height = max(_least_height(causes.values()), _least_height(tips.values()))
    left = layout.width - layout.tip_width - 1
    return (
        dict(_column(causes, 1, layout.cause_width, height)),
        dict(_column(tips, left, layout.tip_width, height)),
    )


def _least_height(column: Iterable[Sequence[str]]) -> int:
    """Return the height of the boxes of a column, each with a gap behind it."""
    return sum(len(lines) * _LINE + 2 * _PADDING + _GAP for lines in column)


def _column(
    column: Mapping[str, Sequence[str]], left: float, width: float, height: float
) -> Iterator[tuple[str, _Box]]:
    gap = _GAP + (height - _least_height(column.values())) / max(len(column), 1)
    top = 1 + (gap - _GAP) / 2
    for id_, lines in column.items():
        box = _Box(lines, left, top, width, len(lines) * _LINE + 2 * _PADDING)
        yield id_, box
        top += box.height + gap


def _line(cause: _Box, tip: _Box, *, any_cause: bool) -> Element:
    start, end = cause.left + cause.width, tip.left
    bend = (start + end) / 2
    dashes: Mapping[str, str] = {"stroke-dasharray": "3 4"} if any_cause else {}
    return element(
        "path",
        d=f"M{_number(start)} {_number(cause.middle)}C{_number(bend)} {_number(cause.middle)} "
        f"{_number(bend)} {_number(tip.middle)} {_number(end)} {_number(tip.middle)}",
        class_="any-cause" if any_cause else "one-cause",
        fill="none",
        stroke="currentColor",
        attributes={"stroke-width": "1" if any_cause else "2.5"} | dict(dashes),
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
    for number, line in enumerate(box.lines):
        yield element(
            "text",
            line,
            x=_number(box.left + indent),
            y=_number(box.top + _PADDING + (number + 0.75) * _LINE),
            fill="currentColor",
        )


def _badge(tip: Tip, box: _Box) -> Iterator[Element]:
    """Draw the number of a tip, by which the page and its lists name it."""
    middle = box.left + _PADDING + 9
    circle = {"cx": _number(middle), "cy": _number(box.middle), "r": "11"}
    yield element("circle", class_="badge", fill="none", stroke="currentColor", attributes=circle)
    yield element(
        "text",
        str(tip.position),
        class_="number",
        x=_number(middle),
        y=_number(box.middle + 5),
        fill="currentColor",
        attributes={"font-size": "14", "font-weight": "700", "text-anchor": "middle"},
    )


def _number(value: float) -> str:
    """Write a coordinate in one way everywhere, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
