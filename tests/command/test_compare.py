"""`compare`: the differences in words, as JSON and for the changelog."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from jerking_info import Topic, compare, load, parse
from jerking_info.command.compare import to_json, to_markdown, to_text
from jerking_info.command.main import main
from jerking_info.testing import topics
from tests.command.drafts import draft_file

TEXT = """\
1.1.0 → 1.2.0: 4 added, 7 changed. This calls for a minor step.

topic
  ~ version: 1.1.0 → 1.2.0
  + aliases added: muscle jerk
  + lookalikes added: stress test

synonym involuntary-movements
  + aliases added: uncontrolled movements

caution prescribed-stimulants of tip limit-stimulants
  + added: Ask before you stop.

warning sign dangerous-seizure
  ~ text:
    - Call an ambulance if someone has a seizure for the first time. Call one,
      too, if a seizure lasts more than 5 minutes, if seizures come one after
      the other and the person does not wake up in between, or if the person is
      badly hurt during a seizure.
    + Call an ambulance if someone has a seizure and one of these is true: it is
      the first one; it lasts more than 5 minutes.

usually harmless common-twitches
  + added: A short twitch is common.

for your visit bring-someone
  + added: Bring someone along.

glossary spasm
  + added: spasm

Get an accurate diagnosis and a personal plan from a healthcare professional.
"""


ADDRESS = f"https://health-publisher.example.org/{'conditions-' * 5}and-more-for-patients.html"


def changed(**fields: object) -> Topic:
    """Return 1.1.0 with other values of some fields."""
    return load("1.1.0").model_copy(update=fields)


def test_text_and_markdown_show_every_difference_under_its_entry() -> None:
    old, new = load("1.1.0"), parse(draft_file())
    assert to_text(old, new) == TEXT
    sections = to_markdown(old, new).split("\n\n")
    assert sections[:2] == ["### [1.2.0]", "#### Added"]
    assert sections[2].splitlines()[3:5] == [
        "- Caution prescribed-stimulants of tip limit-stimulants: added: Ask before you stop.",
        "- Usually harmless common-twitches: added: A short twitch is common.",
    ]
    assert sections[3] == "#### Changed"
    assert sections[4].startswith("- Warning sign dangerous-seizure: text: Call an ambulance if ")


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (changed(), changed(), ["1.1.0 → 1.1.0: no differences"]),
        (changed(), changed(version="1.1.1"), ["This calls for no step."]),
        (changed(), changed(title="Jerks"), ["  ~ title: Jerking movements → Jerks"]),
        (changed(), changed(synonyms=changed().synonyms[::-1]), ["  ~ synonyms in another order:"]),
        (
            changed(),
            changed(tips=changed().tips[1:]),
            ["tip manage-stress-triggers", "  - removed: Identify and manage stress triggers"],
        ),
        (
            changed(),
            changed(references=changed().references[:-2]),
            ["  - references removed: Movement Disorders (MedlinePlus); Twitching eyes"],
        ),
        (
            changed(references=changed().references[:1]),
            changed(
                references=[
                    changed().references[0].model_copy(update={"accessed": date(2030, 1, 2)})
                ]
            ),
            ["accessed: 2026-11-22 → 2030-01-02"],
        ),
        (
            changed(questions=changed().questions.model_copy(update={"causes": "Why?"})),
            changed(),
            ["  ~ questions.causes: Why? → What can cause jerking movements?"],
        ),
        (
            changed(references=()),
            changed(references=[changed().references[0].model_copy(update={"title": ADDRESS})]),
            [f"\n    {ADDRESS}"],
        ),
    ],
)
def test_text_names_a_difference_of_each_kind(old: Topic, new: Topic, lines: list[str]) -> None:
    text = to_text(old, new)
    assert [line for line in lines if line not in text] == []


def test_json_has_every_change_with_its_values() -> None:
    old, new = load("1.0.0"), load("1.1.0")
    tree = json.loads(to_json(old, new))
    assert (tree["old"], tree["new"], tree["step"]) == ("1.0.0", "1.1.0", "minor")
    assert tree["disclaimer"] == new.disclaimer.short
    assert [change["path"] for change in tree["changes"]] == [
        change.path for change in compare(old, new)
    ]
    aliases = next(one for one in tree["changes"] if one["steps"][-1] == "aliases")
    assert aliases == {
        "kind": "changed",
        "entry": "example",
        "id": "anxiety",
        "path": "causes[stress-and-anxiety].examples[anxiety].aliases",
        "steps": ["causes", "stress-and-anxiety", "examples", "anxiety", "aliases"],
        "before": [],
        "after": ["anxiousness"],
        "index": None,
        "step": "minor",
    }


def test_markdown_of_a_release_has_its_day() -> None:
    assert to_markdown(load("1.0.0"), load("1.1.0")).startswith("### [1.1.0] - 2026-11-22\n")


@settings(max_examples=20)
@given(topics(), topics())
def test_every_form_shows_any_two_topics(old: Topic, new: Topic) -> None:
    assert to_text(old, new).startswith(f"{old.version} → {new.version}: ")
    assert len(json.loads(to_json(old, new))["changes"]) == len(compare(old, new))
    tokens = MarkdownIt().parse(to_markdown(old, new))
    assert {token.type for token in tokens if token.type.endswith("_open")} <= {
        *("heading_open", "bullet_list_open", "list_item_open", "paragraph_open")
    }
    inline = [child for token in tokens for child in token.children or ()]
    # A code span around such signs keeps e-mail addresses from becoming links.
    assert {each.content.strip("@") for each in inline if each.type == "code_inline"} <= {""}
    assert {child.type for child in inline} <= {"text", "text_special", "code_inline"}


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_release_is_named_by_version_or_file(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "release.json"
    file.write_bytes(load("1.1.0").to_json())
    assert main(["compare", "1.0.0", "1.1.0", "--format", form]) == 0
    by_version = capsys.readouterr().out
    assert main(["compare", "1.0.0", str(file), "--format", form]) == 0
    assert capsys.readouterr().out == by_version
    writers = {"text": to_text, "json": to_json, "markdown": to_markdown}
    assert by_version == writers[form](load("1.0.0"), load("1.1.0"))
