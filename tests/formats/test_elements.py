"""Elements hold what they are given, in order, and data stays data."""

import pytest

from jerking_info.formats.markup import data_block, element, serialized


def test_texts_that_follow_one_another_are_all_there() -> None:
    paragraph = element("p", "one, ", None, "two, ", element("br"), "three, ", None, "four")

    assert serialized(paragraph) == "<p>one, two, <br>three, four</p>"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("</script>", r"\u003c/script\u003e"),
        ("<!--", r"\u003c!--"),
        ("a & b", r"a \u0026 b"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("B\u00e4der", "B\u00e4der"),  # what is no mark stays legible
    ],
)
def test_a_data_block_writes_marks_by_their_numbers(text: str, written: str) -> None:
    block = serialized(data_block([text]))

    assert block == f'<script type="application/ld+json">["{written}"]</script>'
