"""The page that package indexes show: the README, standing alone."""

import json
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from jerking_info import load

index_page = pytest.importorskip("tools.index_page", reason="only a checkout has the tools")
README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def targets(page: str) -> list[str]:
    """Return where the links and pictures of a page lead to."""
    tokens = [
        t
        for block in MarkdownIt("commonmark").enable("table").parse(page)
        for t in block.children or ()
    ]
    named = [token.attrs.get("href") or token.attrs.get("src") for token in tokens]
    return [str(target) for target in named if target]


@pytest.mark.skipif(not index_page.PAGE.is_file(), reason="only a checkout has PYPI.md")
def test_the_page_is_up_to_date() -> None:
    assert index_page.main(["--check"]) == 0


def test_a_page_that_is_out_of_date_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(index_page, "PAGE", tmp_path / "PYPI.md")
    assert index_page.main(["--check"]) == 1
    assert "run python -m tools.index_page" in capsys.readouterr().out
    assert index_page.main([]) == 0
    assert index_page.main(["--check"]) == 0


def test_no_link_of_the_page_leads_to_a_file_beside_it() -> None:
    assert targets(README)  # there is something to do
    page = index_page.index_page(README, None)
    assert [target for target in targets(page) if "://" not in target] == []
    assert "a tutorial of ten minutes (`docs/guide/tutorial.md`)" in page
    assert "`CONTRIBUTING.md` says" in page


def test_once_the_repository_has_an_address_links_lead_there() -> None:
    page = index_page.index_page(README, "https://host.example/owner/name")
    assert "](https://host.example/owner/name/blob/main/docs/fhir.md)" in page
    assert all(target.startswith("https://") for target in targets(page))


def test_the_page_keeps_all_code_and_all_words() -> None:
    page = index_page.index_page(README, None)
    block = re.compile(r"^```(?:python|sh)\n.*?^```", re.MULTILINE | re.DOTALL)
    assert block.findall(page) == block.findall(README)
    assert load().disclaimer.text in page
    assert "![" not in page


def test_the_drawing_has_every_cause_and_every_tip() -> None:
    drawn = index_page.drawing(load())
    for cause in load().causes:
        assert cause.name in drawn
    for tip in load().tips:
        assert f"{tip.position}. {tip.title}" in drawn


def test_an_installed_package_carries_the_page() -> None:
    installed = distribution("jerking-info")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        pytest.skip("the metadata of an editable install is as old as the install")
    addresses = (url.split(", ") for url in installed.metadata.get_all("Project-URL") or ())
    page = index_page.index_page(README, dict(addresses).get("Source"))
    assert installed.metadata.json["description"] == page
