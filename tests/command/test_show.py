"""`show`, `causes`, `tips` and `signs`."""

from itertools import pairwise
from pathlib import Path

import pytest

from jerking_info import Topic, load, parse, topic
from jerking_info.command.main import main
from jerking_info.content.models import Entry
from jerking_info.formats import to_text
from tests.command.drafts import draft_file


def cause_with_tips(cause: str) -> tuple[Entry, ...]:
    tips = tuple(tip for tip in topic.tips_for(cause) if tip.applies_to)
    return (*topic.causes_for(cause), *tips)


@pytest.mark.parametrize(
    ("arguments", "only"),
    [
        ([], None),
        (["show"], None),
        (["show", "jerking-movements"], None),
        (["show", "involuntary-movements"], None),
        (["show", "muscle", "twitching"], None),
        (["show", "R25.3"], None),
        (["causes"], topic.causes),
        (["tips"], topic.tips),
        (["signs"], topic.warning_signs),
        (["show", "stimulant-use"], cause_with_tips("stimulant-use")),
        (["show", "Caffeine"], cause_with_tips("stimulant-use")),
        (["show", "restless", "legs"], cause_with_tips("sleep-disorders")),
        (["show", "sleep hygiene"], (topic.glossary[9],)),
        (["show", "Limit stimulant intake"], topic.tips[5:6]),
        (["show", "g2581"], cause_with_tips("sleep-disorders")),
        (["show", "32914008"], cause_with_tips("sleep-disorders")),
        (["show", "limit-stimulants"], topic.tips[5:6]),
        (["show", "dangerous-seizure"], topic.warning_signs[:1]),
        (
            ["show", "stress or twitching after caffeine"],
            (*cause_with_tips("stress-and-anxiety"), *cause_with_tips("stimulant-use")),
        ),
    ],
)
def test_entries_are_shown_by_id_code_or_word(
    arguments: list[str], only: tuple[Entry, ...] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr() == (to_text(topic, only=only, codes=False), "")


@pytest.mark.parametrize("command", [[], ["causes"], ["tips"], ["signs"], ["show", "caffeine"]])
@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_every_text_has_the_disclaimer_and_leads_to_the_warning_signs(
    command: list[str], version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*(command or ["show"]), "--content", version]) == 0
    out = capsys.readouterr().out
    text = " ".join(out.split())
    assert load(version).disclaimer.short in text
    assert "When to get help" in text or "Call an ambulance" in text
    assert [line for line in out.splitlines() if len(line) > 80 and "://" not in line] == []


@pytest.mark.parametrize("command", [["tips"], ["show", "limit-stimulants"], ["show", "caffeine"]])
def test_a_tip_is_shown_with_its_cautions(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.json"
    file.write_text(draft_file(), encoding="utf-8")
    assert main([*command, "--content", str(file)]) == 0
    assert "Ask before you stop." in capsys.readouterr().out


def test_a_code_below_a_category_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "G20.B1", "--content", "1.1.0"]) == 0
    out, error = capsys.readouterr()
    assert "Neurological disorders" in out
    assert error == "no entry has the code G20.B1; these have its category G20\n"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("cafeine", "nothing matches 'cafeine'. Did you mean 'caffeine'"),
        ("limit-stimulantz", "Did you mean 'limit-stimulants'"),
        ("R25.1", "nothing matches 'R25.1'. The commands causes, tips and signs"),
        ("E87.5", "nothing matches 'E87.5'. The commands causes, tips and signs"),
        ("x\x1b[31m", r"nothing matches 'x\x1b[31m'. The commands"),
    ],
)
def test_an_unknown_word_is_an_error_with_suggestions(
    word: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", word]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert message in error


def test_signs_have_one_heading_for_each_level(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    headings = [line for line, below in pairwise(lines) if below.startswith("---")]
    assert headings == ["Call an ambulance", "Get help today", "Make an appointment"]


def test_a_release_without_warning_signs_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signs", "--content", "1.0.0"]) == 2
    assert capsys.readouterr().err == "jerking-info: content 1.0.0 has no warning signs\n"


def test_content_is_a_version_or_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "draft.json"
    file.write_text(draft_file(), encoding="utf-8")
    shown: list[Topic] = [load("1.0.0"), parse(draft_file())]
    for content, expected in zip(["1.0.0", str(file)], shown, strict=True):
        assert main(["show", "--content", content]) == 0
        assert capsys.readouterr().out == to_text(expected, codes=False)
