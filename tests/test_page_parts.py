"""The parts of the site's pages that are made when it is built."""

import re
from pathlib import Path

import pytest

from jerking_info import load, releases

page_parts = pytest.importorskip("tools.page_parts", reason="only a checkout has the tools")
ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("link", "on_the_site"),
    [
        ("../CHANGELOG.md", "/project/changelog.md"),
        ("../../CONTRIBUTING.md#mutation-testing", "/project/contributing.md#mutation-testing"),
        ("../fhir.md", "/fhir.md"),
        ("ehr-integrator.md#fhir", "/how-to/ehr-integrator.md#fhir"),
        ("../../NOTICE", "../../NOTICE"),
        ("#fhir", "#fhir"),
        ("https://host.example/x.md", "https://host.example/x.md"),
    ],
)
def test_a_link_between_files_becomes_one_between_pages(link: str, on_the_site: str) -> None:
    page = "how-to/x.md"
    text = f"[x]({link})"
    folder = "docs" if link == "../CHANGELOG.md" else "docs/how-to"
    assert page_parts.site_links(text, Path(folder), page) == f"[x]({on_the_site})"


def test_a_page_from_the_top_of_the_repository_is_linked_from_where_it_comes() -> None:
    text = page_parts.filled("project/changelog.md", "<!-- file: CHANGELOG.md -->\n")
    assert text.startswith("# Changelog\n")
    assert "](/content-policy.md)" in text
    assert "](docs/" not in text


def test_the_content_stands_there_word_for_word_with_its_figure() -> None:
    text = page_parts.filled("content.md", "<!-- content -->")
    assert text.count("<svg") == 2  # for wide screens and for narrow ones
    assert load().disclaimer.text in text
    texts = [cause.text for cause in load().causes] + [tip.text for tip in load().tips]
    assert [missing for missing in texts if missing not in text] == []
    assert not re.search(r"^# ", text, re.MULTILINE)


def test_the_table_of_the_releases_has_each_with_its_digest() -> None:
    text = page_parts.filled("content.md", "<!-- releases -->")
    for release in releases:
        assert f"| {release.released} | `{release.sha256}` |" in text


def test_the_table_of_the_examples_has_each_that_has_a_command() -> None:
    text = page_parts.filled("guide/examples.md", "<!-- examples -->")
    named = set(re.findall(r"`python -m examples\.(\w+)", text))
    with_a_command = {
        file.stem
        for file in (ROOT / "examples").glob("*.py")
        if '__name__ == "__main__"' in file.read_text(encoding="utf-8")
    }
    assert named >= with_a_command > set()


def test_the_help_of_each_command_stands_there() -> None:
    text = page_parts.filled("reference/command.md", "<!-- command -->")
    for command in ("check", "compare", "export", "find", "new-release", "releases", "verify"):
        assert f"## `jerking-info {command}`\n\n```text\nusage: jerking-info {command} " in text


def test_who_reads_a_page_in_the_repository_is_told_what_is_missing_there() -> None:
    pages = [*(ROOT / "docs").rglob("*.md")]
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    marker = re.compile(r"<!-- (reference:|content|releases|examples|command)")
    made = [page for page, text in texts.items() if marker.search(text)]
    assert made
    for page in made:
        assert "\n*Made when the site is built, by `python -m tools.site`" in texts[page], page
        assert "Made when" not in page_parts.filled(
            page.relative_to(ROOT / "docs").as_posix(), texts[page]
        )
