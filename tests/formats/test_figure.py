"""The figure draws, and says in words, which tip answers which cause."""

from itertools import pairwise

import pytest
from hypothesis import given

from jerking_info import Topic, load
from jerking_info.formats.figure import NARROW, WIDE, Layout, figure, text_alternative
from jerking_info.formats.markup import Element
from jerking_info.testing import topics
from tests.trials import trials

both_layouts = pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)


def _box(node: Element) -> tuple[float, ...]:
    return tuple(float(node.get(side, "")) for side in ("x", "y", "width", "height"))


def test_the_text_alternative_names_the_tips_of_every_cause() -> None:
    assert text_alternative(load("1.0.0")) == (
        "Stress and anxiety: tips 1 and 7. Medication side effects: tips 2 and 7. "
        "Neurological disorders: tips 3 and 7. Electrolyte imbalances: tips 4 and 7. "
        "Sleep disorders: tips 5 and 7. Stimulant use: tips 6 and 7."
    )


def test_the_text_alternative_counts_its_tips() -> None:
    topic = load("1.0.0")
    only_named = topic.model_copy(update={"tips": topic.tips[:2]})
    all_for_any = tuple(tip.model_copy(update={"applies_to": ()}) for tip in topic.tips[:3])

    assert text_alternative(only_named).startswith("Stress and anxiety: tip 1. ")
    assert text_alternative(only_named).endswith("Stimulant use: no tip.")
    many = topic.model_copy(update={"tips": all_for_any})
    assert text_alternative(many).startswith("Stress and anxiety: tips 1, 2 and 3. ")


@both_layouts
def test_it_is_an_image_with_a_name_and_a_description(layout: Layout) -> None:
    topic = load()
    svg = figure(topic, layout)
    parts = {node.get("id"): node.text for node in svg if node.tag in {"title", "desc"}}

    assert svg.get("role") == "img"
    assert parts[svg.get("aria-labelledby")] == "Which tip answers which cause"
    assert parts[svg.get("aria-describedby")] == text_alternative(topic)


@both_layouts
def test_nothing_to_draw_is_an_image_without_height(layout: Layout, bare: Topic) -> None:
    svg = figure(bare, layout)

    assert (svg.get("width"), svg.get("height")) == (str(layout.width), "1")
    assert [node.tag for node in svg] == ["title", "desc"]


@both_layouts
def test_a_solid_line_joins_each_tip_to_its_causes_and_a_dashed_one_to_any(layout: Layout) -> None:
    lines = figure(load(), layout).findall("path")

    assert [line.get("class") for line in lines] == ["one-cause"] * 6 + ["any-cause"] * 6
    assert [line.get("stroke-dasharray") is not None for line in lines] == [False] * 6 + [True] * 6


@both_layouts
@given(topic=topics())
@trials(30)
def test_all_words_are_drawn_and_all_boxes_lie_apart_inside(layout: Layout, topic: Topic) -> None:
    svg = figure(topic, layout)
    texts = [node.text or "" for node in svg.findall("text") if node.get("class") != "number"]
    names = [cause.name for cause in topic.causes] + [tip.title for tip in topic.tips]

    assert "".join(texts).replace(" ", "") == "".join(names).replace(" ", "")
    for kind in ("cause", "tip"):
        boxes = [_box(node) for node in svg.findall("rect") if node.get("class") == kind]
        assert all(above[1] + above[3] < below[1] for above, below in pairwise(boxes))
        for left, top, width, height in boxes:
            assert left >= 0
            assert top >= 0
            assert left + width <= layout.width
            assert top + height <= float(svg.get("height", ""))
    assert len(svg.findall("path")) == sum(len(topic.causes_for(tip.id)) for tip in topic.tips)
