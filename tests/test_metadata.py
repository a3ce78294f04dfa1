"""What the package says of itself to an index, an installer and whoever looks for it."""

import re
from importlib.metadata import distribution

import pytest

OURS = distribution("jerking-info")
METADATA = OURS.metadata


def values(name: str) -> list[str]:
    return METADATA.get_all(name) or []


def test_there_are_two_dependencies() -> None:
    always = [wanted for wanted in OURS.requires or [] if "extra ==" not in wanted]
    names = sorted(re.split(r"[^\w-]", wanted)[0] for wanted in always)
    assert names == ["importlib-resources", "pydantic"]


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
