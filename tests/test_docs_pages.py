"""The pages of the documentation: each is listed, and those of the repository lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s#]+)")


def test_every_page_is_listed_once_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    trees = re.findall(r"^```{toctree}\n(?::[^\n]*\n)*\n(.*?)^```", index, re.MULTILINE | re.DOTALL)
    listed = [page for tree in trees for page in tree.split()]
    pages = {file.relative_to(DOCS).with_suffix("").as_posix() for file in DOCS.rglob("*.md")}
    assert sorted(listed) == sorted(pages - {"index"})


@pytest.mark.skipif(not (ROOT / "NOTICE").is_file(), reason="only a checkout has all files")
def test_every_link_of_a_file_at_the_top_leads_to_a_file() -> None:
    links = {
        (file.name, path)
        for file in ROOT.glob("*.md")
        for path in LINK.findall(file.read_text(encoding="utf-8"))
    }
    assert ("README.md", "docs/guide/tutorial.md") in links
    assert [link for link in sorted(links) if not (ROOT / link[1]).is_file()] == []
