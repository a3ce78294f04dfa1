"""A content release from its draft to its place among the released."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from jerking_info import ContentError, IntegrityError, load, parse, releases
from jerking_info.command.new_release import next_version, release_draft, start_draft
from jerking_info.content.parsing import parse_manifest
from jerking_info.content.releases import read_data

DAY = date(2027, 1, 2)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("releases.json", "schema.json", *(f"{r.version}.json" for r in releases)):
        (tmp_path / name).write_bytes(read_data(name))
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("step", "version"), [("patch", "1.4.3"), ("minor", "1.5.0"), ("major", "2.0.0")]
)
def test_a_step_raises_its_number_and_zeroes_the_rest(step: str, version: str) -> None:
    assert next_version("1.4.2", step) == version  # type: ignore[arg-type]


def test_a_draft_is_the_newest_release_under_its_next_version(data: Path) -> None:
    file = start_draft(data, "minor")
    assert file == data / "1.2.0.json"
    assert parse(file.read_bytes()) == load().model_copy(update={"version": "1.2.0"})
    assert len(parse_manifest((data / "releases.json").read_bytes()).releases) == len(releases)


def test_a_draft_that_is_there_is_left_as_it_is(data: Path) -> None:
    file = start_draft(data, "minor")
    file.write_text("my work", encoding="utf-8")
    with pytest.raises(FileExistsError):
        start_draft(data, "minor")
    assert file.read_text(encoding="utf-8") == "my work"


def test_a_changed_draft_is_released_with_its_digest_and_day(data: Path) -> None:
    file = start_draft(data, "minor")
    edit(file, "Many people worry", "A great many people worry")
    # Whatever an editor's habits.
    habit = json.dumps(json.loads(file.read_text(encoding="utf-8")))
    file.write_text(habit, encoding="utf-8")
    release = release_draft(data, DAY)
    topic = parse(file.read_bytes())
    assert file.read_bytes() == topic.to_json()
    assert (release.version, release.released, release.sha256) == ("1.2.0", DAY, topic.sha256)
    manifest = (data / "releases.json").read_bytes()
    assert parse_manifest(manifest).releases == (*releases, release)
    assert manifest.startswith(read_data("releases.json").rsplit(b"}\n  ]", 1)[0])
    assert {path.name for path in data.iterdir()} == {
        "releases.json", "schema.json", "1.0.0.json", "1.1.0.json", "1.2.0.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("step", "old", "new", "said"),
    [
        (
            *("patch", "Many people", "Few people"),
            (
                "version: found '1.1.1', expected 1.2.0 or 2.0.0, as the changes from 1.1.0 call "
                "for a minor step"
            ),
        ),
        ("patch", '"id": "dangerous-seizure"', '"id": "dangerous-seizures"', "warning_signs[0].id"),
        ("minor", '"title": "Jerking', '"title": " Jerking', "no white space at the ends"),
        (
            *("minor", "x" * 0, ""),
            "file: found no change since the newest release, expected a change of the content",
        ),
        (
            *("minor", '"version": "1.2.0"', '"version": "2.0.0"'),
            "version: found '2.0.0', expected 1.2.0, as the file is called",
        ),
        ("minor", '"version": "1.2.0"', '"version": "1.3.0"', "no change"),
    ],
)
def test_what_breaks_a_law_or_the_version_table_is_not_released(
    data: Path, step: str, old: str, new: str, said: str
) -> None:
    file = start_draft(data, step)  # type: ignore[arg-type]
    edit(file, old, new)
    if "2.0.0" in new:
        edit(file, "Many people", "Few people")
    before = {path: path.read_bytes() for path in data.iterdir()}
    with pytest.raises(ContentError) as error:
        release_draft(data, DAY)
    assert said in str(error.value)
    assert {path: path.read_bytes() for path in data.iterdir()} == before


def test_the_next_draft_starts_from_what_was_released_last(data: Path) -> None:
    edit(start_draft(data, "minor"), "Many people", "Few people")
    release_draft(data, DAY)
    file = start_draft(data, "patch")
    assert file == data / "1.2.1.json"
    assert "Few people" in file.read_text(encoding="utf-8")


def test_a_larger_step_than_called_for_is_fine(data: Path) -> None:
    edit(start_draft(data, "major"), "Many people", "Few people")
    assert release_draft(data, DAY).version == "2.0.0"


def test_without_a_draft_or_with_two_nothing_is_released(data: Path) -> None:
    with pytest.raises(ContentError) as error:
        release_draft(data, DAY)
    said = "found no draft, expected one draft, as `new-release` starts it"
    assert str(error.value).endswith(f"{data}: {said}")
    start_draft(data, "minor")
    start_draft(data, "major")
    with pytest.raises(ContentError, match=r"1\.2\.0\.json, 2\.0\.0\.json"):
        release_draft(data, DAY)


def test_a_draft_starts_from_what_was_released_only(data: Path) -> None:
    edit(data / "1.1.0.json", "Many people", "Few people")
    with pytest.raises(IntegrityError) as error:
        start_draft(data, "minor")
    found = hashlib.sha256((data / "1.1.0.json").read_bytes()).hexdigest()
    assert ("1.1.0.json", releases[-1].sha256, found) == error.value.args
