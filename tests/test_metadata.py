"""What the package says of itself to an index, an installer and whoever looks for it."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

OURS = distribution("jerking-info")
METADATA = OURS.metadata


def values(name: str) -> list[str]:
    return METADATA.get_all(name) or []


def test_there_are_two_dependencies() -> None:
    always = [wanted for wanted in OURS.requires or [] if "extra ==" not in wanted]
    names = sorted(re.split(r"[^\w-]", wanted)[0] for wanted in always)
    assert names == ["importlib-resources", "pydantic"]
    assert all(">=" in wanted for wanted in always)  # what `tools.trust dependencies` tries
    assert [wanted for wanted in always if "<" in wanted] == [w for w in always if "pydantic" in w]


def test_version_and_day_of_a_release_stand_in_no_further_place() -> None:
    citation = Path(__file__).parents[1] / "CITATION.cff"
    if not citation.exists():
        pytest.skip("only a checkout has it")
    fields = re.findall(r"^([\w-]+):", citation.read_text(encoding="utf-8"), re.MULTILINE)
    assert "cff-version" in fields
    assert not {"version", "date-released"} & {*fields}


def test_the_licences_are_an_expression_and_come_with_it() -> None:
    assert METADATA["License-Expression"] == "MIT AND CC-BY-4.0"
    assert values("License-File") == ["LICENSE", "LICENSE-CONTENT", "NOTICE"]
    assert not any(value.startswith("License ::") for value in values("Classifier"))


@pytest.mark.parametrize(
    "classifier",
    [
        "Framework :: Pydantic :: 2",
        "Intended Audience :: Healthcare Industry",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.14",
        "Topic :: Scientific/Engineering :: Medical Science Apps.",
        "Typing :: Typed",
    ],
)
def test_it_is_found_under(classifier: str) -> None:
    assert classifier in values("Classifier")


@pytest.mark.parametrize(
    "word", ["health education", "involuntary movements", "muscle twitching", "FHIR", "ICD-10-CM"]
)
def test_it_is_found_by(word: str) -> None:
    assert word in METADATA["Keywords"].split(",")


def test_every_page_is_https_and_its_text_is_markdown() -> None:
    pages = [value.partition(", ")[2] for value in values("Project-URL")]
    assert pages
    assert all(page.startswith("https://") for page in pages)
    assert METADATA["Description-Content-Type"] == "text/markdown"
    assert METADATA["Requires-Python"] == ">=3.11"
