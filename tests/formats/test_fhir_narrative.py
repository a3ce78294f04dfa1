"""The blocks of a narrative hold what they are given, in order."""

from xml.etree import ElementTree as ET

from jerking_info import load
from jerking_info.formats.fhir.narrative import Block, block, link, paragraph


def test_texts_that_follow_one_another_are_all_there() -> None:
    paragraph = block("p", "one, ", "two, ", block("br"), "three, ", "four")

    assert ET.tostring(paragraph) == b"<p>one, two, <br />three, four</p>"


def test_whatever_is_made_is_a_block() -> None:
    page = load().warning_signs[0].references[0]

    assert all(isinstance(made, Block) for made in (block("p"), paragraph("a"), link(page)))
