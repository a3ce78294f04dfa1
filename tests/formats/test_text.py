"""`to_text`: plain text in lines of a width."""

import pytest

from jerking_info import load
from jerking_info.formats import to_text


@pytest.mark.parametrize("width", [19, 0, -1])
def test_a_width_below_20_is_an_error(width: int) -> None:
    with pytest.raises(ValueError, match=f"found {width}, expected 20 columns or more"):
        to_text(load(), width)


def test_a_heading_is_underlined_as_far_as_its_longest_line() -> None:
    heading = "What can cause\njerking movements?\n------------------\n"

    assert f"\n\n{heading}\n" in to_text(load("1.0.0"), 20)


def test_an_item_of_a_list_is_indented_after_its_mark() -> None:
    lines = "- the person does not\n    fully wake up"

    assert lines in to_text(load("1.2.0"), 24)


def test_things_to_do_have_boxes_and_notes_have_lines() -> None:
    text = to_text(load("1.2.0"), 60)

    assert "\n   [ ] try yoga\n" in text
    assert "\n[ ] Bring a person you trust, " in text
    assert f"\nMy notes:\n\n{'_' * 60}\n\n{'_' * 60}\n" in text
