"""Every form of every release, as files, so that a diff shows the effect of a change.

`pytest tests/formats/test_golden.py --update-golden` writes them anew.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from jerking_info import Release, Topic, load, releases
from jerking_info.formats import to_html, to_markdown, to_text

FOLDER = Path(__file__).parents[1] / "data" / "golden"
CARD = ("stimulant-use", "limit-stimulants")
FORMS: Mapping[str, Callable[[Topic], str]] = {
    "txt": to_text,
    "md": to_markdown,
    "html": partial(to_html, fragment=True),
    "card.txt": partial(to_text, only=CARD, codes=False),
    "card.md": partial(to_markdown, only=CARD, codes=False),
    "card.html": partial(to_html, only=CARD, codes=False, fragment=True),
}


@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_a_release_is_as_recorded(
    form: str, release: Release, pytestconfig: pytest.Config
) -> None:
    file = FOLDER / f"{release.version}.{form}"
    text = FORMS[form](load(release.version))
    if pytestconfig.getoption("--update-golden"):
        file.write_text(text, encoding="utf-8", newline="\n")

    assert file.read_text(encoding="utf-8") == text


def test_no_recorded_form_is_left_over() -> None:
    expected = {f"{release.version}.{form}" for release in releases for form in FORMS}

    assert {file.name for file in FOLDER.iterdir()} == expected
