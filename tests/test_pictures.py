"""The pictures of the README: what they show is so."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jerking_info import load

pictures = pytest.importorskip("tools.pictures", reason="only a checkout has the tools")
SVG = "{http://www.w3.org/2000/svg}"


def shown(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_pictures_and_their_words_are_up_to_date() -> None:
    assert pictures.main(["--check"]) == 0


def test_a_picture_that_is_out_of_date_is_named_and_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "badge-stars.svg").touch()
    readme = tmp_path / "README.md"
    readme.write_text("# x\n\n![content: 0.0.1](docs/images/badge-content.svg)\n\ny\n", "utf-8")
    monkeypatch.setattr(pictures, "FOLDER", tmp_path / "images")
    monkeypatch.setattr(pictures, "README", readme)
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    pyproject = Path(__file__).parents[1] / "pyproject.toml"
    (tmp_path / "pyproject.toml").write_bytes(pyproject.read_bytes())

    assert pictures.main(["--check"]) == 1
    named = capsys.readouterr().out
    assert "README.md is out of date" in named
    assert "images/figure.svg is out of date" in named
    assert "images/badge-stars.svg is out of date" in named
    assert pictures.main([]) == 0
    assert pictures.main(["--check"]) == 0
    assert f"![content: {load().version}](docs/images/badge-content.svg)\n" in readme.read_text(
        encoding="utf-8"
    )


def test_the_badges_say_what_the_content_says_of_itself() -> None:
    made = pictures.pictures()
    assert shown(made["badge-content.svg"]) == ["content", load().version]
    assert load().provenance.review_status == "not-reviewed"
    assert shown(made["badge-clinical-review.svg"]) == ["clinical review", "none yet"]


def test_the_figure_shows_every_cause_and_every_tip() -> None:
    words = " ".join(shown(pictures.pictures()["figure.svg"]))
    for cause in load().causes:
        assert cause.name in words
    for tip in load().tips:
        assert f"{tip.title} {tip.position}" in words


def test_no_picture_asks_for_anything() -> None:
    for svg in pictures.pictures().values():
        for element in ET.fromstring(svg).iter():
            assert not {"href", "src", "{http://www.w3.org/1999/xlink}href"} & {*element.attrib}
        assert b"url(" not in svg
        assert b"@import" not in svg
