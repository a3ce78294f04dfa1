"""The figure draws, and says in words, which tip is for which cause."""

from itertools import pairwise
from xml.etree.ElementTree import Element

from hypothesis import given

from jerking_info import Topic, load
from jerking_info.formats.figure import figure, text_alternative
from jerking_info.formats.phrases import phrases
from jerking_info.testing import topics


def _box(node: Element) -> tuple[float, ...]:
    return tuple(float(node.get(side, "")) for side in ("x", "y", "width", "height"))


def test_the_text_alternative_names_the_tips_of_every_cause() -> None:
    topic = load()
    without = topic.model_copy(update={"tips": topic.tips[:2]})

    assert text_alternative(topic) == (
        "Stress and anxiety: tip 1. Medication side effects: tip 2. Neurological disorders: tip 3. "
        "Electrolyte imbalances: tip 4. Sleep disorders: tip 5. Stimulant use: tip 6. "
        "Tips for any cause: tip 7."
    )
    assert text_alternative(without).endswith("Stimulant use: no tip of its own.")


def test_the_figure_is_an_image_with_a_name_and_a_description() -> None:
    svg = figure(load())
    parts = {node.get("id"): node.text for node in svg if node.tag in {"title", "desc"}}

    assert svg.get("role") == "img"
    assert parts[svg.get("aria-labelledby")] == phrases("en").figure
    assert parts[svg.get("aria-describedby")] == text_alternative(load())


def test_a_line_joins_each_tip_to_its_causes_and_none_a_tip_for_any_cause() -> None:
    topic = load()

    assert len(figure(topic).findall("path")) == 6
    any_cause = topic.model_copy(update={"tips": topic.tips[6:]})
    assert figure(any_cause).findall("path") == []


@given(topic=topics())
def test_all_words_are_drawn_once_and_all_boxes_lie_apart_inside(topic: Topic) -> None:
    svg = figure(topic)
    texts = [node.text or "" for node in svg.findall("text") if node.get("class") != "number"]
    drawn = "".join(texts).replace(" ", "")
    specific = [tip for tip in topic.tips if tip.applies_to]
    for_any = [tip for tip in topic.tips if not tip.applies_to]
    names = [cause.name for cause in topic.causes] + [tip.title for tip in (*specific, *for_any)]
    names += ["Tips for any cause"] * bool(for_any)

    assert drawn == "".join(names).replace(" ", "")
    for kind in ("cause", "tip"):
        boxes = [_box(node) for node in svg.findall("rect") if node.get("class") == kind]
        assert all(above[1] + above[3] < below[1] for above, below in pairwise(boxes))
        for left, top, width, height in boxes:
            assert left >= 0
            assert top >= 0
            assert left + width <= 720
            assert top + height <= float(svg.get("height", ""))
