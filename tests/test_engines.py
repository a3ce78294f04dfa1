"""What the engines are given many texts as."""

import pytest

from jerking_info._engines import BETWEEN, Block


@pytest.mark.parametrize(
    "texts", [["a"], ["", "a", "", "", "bc"], [*"abcdefgh", "i" * 20, *"jklmnop"], ["a" * 9] * 9]
)
def test_the_text_that_a_place_is_in_is_known(texts: list[str]) -> None:
    before = [len("".join(texts[:index])) for index in range(len(texts) + 1)]
    block = Block(BETWEEN.join(texts), before)
    for index, text in enumerate(texts):
        begin = block.begin(index)
        assert block.joined[begin : begin + len(text)] == text == block.text(index)
        places = range(begin, begin + len(text))
        assert [*block.indexes_at(places)] == [index] * len(text)
