"""`check` and the reading of release files."""

import os
from pathlib import Path

import pytest

from jerking_info import load
from jerking_info.command.main import main
from tests.command.drafts import draft_file


def test_a_valid_file_is_reported_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "1.0.0.json"
    without_nulls = load("1.0.0").model_dump_json(exclude_none=True)
    file.write_text(without_nulls, encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr() == ("", f"{file} is valid: jerking-movements 1.0.0\n")


def test_each_problem_is_a_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.json"
    raw = load("1.0.0").to_json()
    raw = raw.replace(b'"kind": "state"', b'"kind": "mood\\u001b[31m"', 1)
    file.write_bytes(raw.replace(b'"position": 2', b'"position": "2"'))
    assert main(["check", str(file)]) == 1
    out, error = capsys.readouterr()
    places = [line.partition(": found ")[0] for line in out.splitlines()]
    assert places == [f"{file}: causes[0].examples[0].kind", f"{file}: tips[1].position"]
    assert "\x1b" not in out
    assert error == ""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"text": "Call', '"text": "Just call', "warning_signs[0].text"),
        ('"signs": [', '"sign": [', "warning_signs[0].sign"),
        ('"cautions": [', '"caution": [', "tips[5].caution"),
        ('"added_by": "An editor"', '"added_by": ""', "tips[5].cautions[0].added_by"),
        ('"id": "common-twitches"', '"id": "twitches"', "usually_harmless[0].id"),
        ('"id": "spasm"', '"id": "spasms"', "glossary[0].id"),
        ('"stress test"', '"beef jerky"', "lookalikes[0]"),
    ],
)
def test_problems_of_each_new_field_have_a_place(
    old: str, new: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = draft_file()
    assert old in raw
    file = tmp_path / "draft.json"
    file.write_text(raw, encoding="utf-8")
    assert main(["check", str(file)]) == 0
    file.write_text(raw.replace(old, new, 1), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert f"{file}: {place}: found" in capsys.readouterr().out


def test_dash_reads_standard_input_and_leaves_it_open(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(load().to_json())
    saved = os.dup(0)
    with file.open("rb") as stream:
        os.dup2(stream.fileno(), 0)
    try:
        assert main(["check", "-"]) == 0
        assert os.read(0, 1) == b""
    finally:
        os.dup2(saved, 0)
        os.close(saved)


def test_a_large_file_is_not_read_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/dev/zero"]) == 1
    assert "at most 1000000 bytes" in capsys.readouterr().out.replace(",", "")
