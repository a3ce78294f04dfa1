"""`new-release`: from a draft to its place among the releases."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jerking_info import Release, load, parse, releases
from jerking_info.command.main import main
from jerking_info.content.releases import read_data
from tests.command.drafts import draft, draft_file


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the content of a checkout with the releases up to 1.1.0."""
    monkeypatch.chdir(tmp_path)
    folder = Path("data")
    folder.mkdir()
    manifest = json.loads(read_data("releases.json"))
    manifest["releases"] = manifest["releases"][:2]
    (folder / "releases.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "schema.json").write_bytes(read_data("schema.json"))
    for release in releases[:2]:
        (folder / release.file).write_bytes(read_data(release.file))
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_release_is_started_edited_checked_compared_and_finished(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data / "1.2.0.json"
    assert main(["new-release"]) == 0
    assert capsys.readouterr().err == (
        f"wrote {file}\n"
        "Edit it, then run:\n"
        f"  jerking-info check {file}\n"
        f"  jerking-info compare {data / '1.1.0.json'} {file}\n"
        "  jerking-info new-release --ready --data data\n"
    )
    assert parse(file.read_bytes()) == load("1.1.0").model_copy(update={"version": "1.2.0"})

    file.write_text(draft_file(), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert main(["compare", str(data / "1.1.0.json"), str(file)]) == 0
    assert "calls for a minor step" in capsys.readouterr().out

    assert main(["new-release", "--ready"]) == 0
    out, error = capsys.readouterr()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert out == ""
    assert error == (
        f"released {file}, sha256 {digest}\n"
        "Add its changes to the content section of the changelog:\n"
        f"  jerking-info compare {data / '1.1.0.json'} {file} --format markdown\n"
    )
    topic = parse(json.dumps(draft()))
    assert file.read_bytes() == topic.to_json()
    *before, release = json.loads((data / "releases.json").read_bytes())["releases"]
    assert [Release.model_validate(one) for one in before] == [*releases[:2]]
    today = datetime.now(UTC).date().isoformat()
    assert release == {"version": "1.2.0", "released": today, "sha256": topic.sha256}
    assert {path.name for path in data.iterdir()} == {
        *("releases.json", "schema.json", "1.0.0.json", "1.1.0.json", "1.2.0.json")
    }


@pytest.mark.parametrize(
    ("step", "version"), [("patch", "1.1.1"), ("minor", "1.2.0"), ("major", "2.0.0")]
)
def test_a_step_of_any_size_is_enough_for_punctuation(data: Path, step: str, version: str) -> None:
    file = data / f"{version}.json"
    assert main(["new-release", "--step", step]) == 0
    assert parse(file.read_bytes()).version == version
    edit(file, "Many people worry about", "Many people worry about:")  # calls for a patch
    assert main(["new-release", "--ready"]) == 0


def test_the_next_draft_continues_the_newest_release(data: Path) -> None:
    main(["new-release"])
    edit(data / "1.2.0.json", "Many people", "Some people")
    main(["new-release", "--ready"])
    assert main(["new-release", "--step", "patch"]) == 0
    assert "Some people" in (data / "1.2.1.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("step", "edits", "message"),
    [
        (
            "patch",
            [("Many people", "Some people")],
            "version: found 1.1.1, expected 1.2.0 or 2.0.0, because the changes call for a minor",
        ),
        (
            "minor",
            [("Many people", "Some people"), ('"version": "1.2.0"', '"version": "2.0.0"')],
            "data/1.2.0.json: name: found 1.2.0.json, expected 2.0.0.json, the name for",
        ),
        ("minor", [], "data/1.2.0.json: found no change since 1.1.0, expected changed content"),
        ("minor", [('"version": "1.2.0"', '"version": "1.3.0"')], "found no change since 1.1.0"),
        (
            "major",
            [('"language": "en"', '"language": "es"')],
            "data/2.0.0.json: language: found es, expected en, the language of 1.1.0",
        ),
        ("minor", [('"title": "Jerking', '"title": " Jerking')], "data/1.2.0.json: title: found"),
        ("minor", [('"tips": [', '"tips": [], "x": [')], "data/1.2.0.json: tips: found"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_not_released(
    step: str,
    edits: list[tuple[str, str]],
    message: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["new-release", "--step", step])
    file = max(data.glob("[12]*.json"))
    for old, new in edits:
        edit(file, old, new)
    before = {path: path.read_bytes() for path in data.iterdir()}
    capsys.readouterr()
    assert main(["new-release", "--ready"]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.iterdir()} == before


@pytest.mark.usefixtures("data")
def test_exactly_one_draft_is_released(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-release", "--ready"]) == 2
    assert "data: found no draft, expected one draft" in capsys.readouterr().err
    main(["new-release", "--step", "minor"])
    main(["new-release", "--step", "major"])
    assert main(["new-release", "--ready"]) == 2
    assert "data: found 1.2.0.json, 2.0.0.json, expected one draft" in capsys.readouterr().err


def test_a_review_of_the_future_is_not_released(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new-release"])
    edit(
        data / "1.2.0.json",
        '"not-reviewed",\n    "reviewer": null',
        '"reviewed",\n    "reviewer": "A"',
    )
    edit(data / "1.2.0.json", '"last_reviewed": null', '"last_reviewed": "9998-01-01"')
    edit(data / "1.2.0.json", '"next_review_due": null', '"next_review_due": "9999-01-01"')
    assert main(["new-release", "--ready"]) == 2
    assert "provenance.last_reviewed: found 9998-01-01, expected" in capsys.readouterr().err


def test_a_draft_under_another_name_is_not_released(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new-release"])
    edit(data / "1.2.0.json", "Many people", "Some people")
    (data / "1.2.0.json").rename(data / "1.2.0.draft.json")
    assert main(["new-release", "--ready"]) == 2
    expected = "name: found 1.2.0.draft.json, expected 1.2.0.json, the name for its version"
    assert expected in capsys.readouterr().err


def test_an_existing_draft_stays_as_it_is(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "1.2.0.json"
    file.write_text("my work", encoding="utf-8")
    assert main(["new-release"]) == 2
    assert capsys.readouterr().err == f"jerking-info: {file}: File exists\n"
    assert file.read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize("file", ["1.1.0.json", "releases.json"])
def test_damaged_content_starts_no_draft(
    file: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data / file, '"', "'")
    assert main(["new-release"]) == 2
    assert file in capsys.readouterr().err
    assert not (data / "1.2.0.json").exists()


@pytest.mark.parametrize("raw", ['{"releases": []}', '{"releases": {}}', "null", "[" * 100_000])
def test_a_list_without_releases_is_damaged(
    raw: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "releases.json").write_text(raw, encoding="utf-8")
    assert main(["new-release"]) == 2
    assert "releases.json is damaged" in capsys.readouterr().err


def test_names_with_spaces_are_quoted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.rename("my data")
    assert main(["new-release", "--data", "my data"]) == 0
    assert "  jerking-info check 'my data/1.2.0.json'\n" in capsys.readouterr().err
