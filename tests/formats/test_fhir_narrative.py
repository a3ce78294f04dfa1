"""The blocks of a narrative hold what they are given, in order."""

from xml.etree import ElementTree as ET

from jerking_info.formats.fhir_narrative import block


def test_texts_that_follow_one_another_are_all_there() -> None:
    paragraph = block("p", "one, ", "two, ", block("br"), "three, ", "four")

    assert ET.tostring(paragraph) == b"<p>one, two, <br />three, four</p>"
