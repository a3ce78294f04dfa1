"""What differs, told to a person, to a program, and to the changelog."""

import json
from datetime import date

from hypothesis import given

from jerking_info import Example, Topic, changelog, compare, load
from jerking_info.testing import topics
from tests.trials import trials

OLD, NEW = load("1.0.0"), load("1.1.0")


def edited() -> Topic:
    """Return a content that differs from the second release in each way that there is."""
    stress, medicines, *causes = NEW.causes
    example = Example(name="tea_leaves", kind="substance")
    fields = {"examples": (example, *medicines.examples[1:]), "aliases": ("pills",), "codes": ()}
    first = NEW.warning_signs[0].model_copy(update={"text": "Été <now>"})
    changed = {
        "version": "2.0.0",
        "title": "Jerks",
        "synonyms": NEW.synonyms[:-1],
        "causes": (stress, medicines.model_copy(update=fields), *causes),
        "tips": (NEW.tips[0].model_copy(update={"applies_to": ()}), *NEW.tips[1:]),
        "references": NEW.references[:-2],
        "warning_signs": (first, *NEW.warning_signs[1:]),
    }
    return Topic.model_validate(dict(NEW) | changed)


TEXT = """\
1.1.0 -> 2.0.0: 1 added, 5 changed, 7 removed; this calls for a major step

topic
  ~ version: "1.1.0" -> "2.0.0"
  ~ title: "Jerking movements" -> "Jerks"

synonym sudden-movements
  - removed: sudden movements

example psychiatric medicines of cause medication-side-effects
  - removed: psychiatric medicines

example tea_leaves of cause medication-side-effects
  + added: tea_leaves

cause medication-side-effects
  ~ aliases: drug side effects, adverse drug reaction, adverse drug event, side
    effects of drugs -> pills
  - codes removed: T88.7XXA Unspecified adverse effect of drug or medicament,
    initial encounter; D064420 Drug-Related Side Effects and Adverse Reactions;
    62014003 Adverse reaction caused by drug (disorder)

tip manage-stress-triggers
  ~ applies_to: stress-and-anxiety -> nothing

topic
  - references removed: Movement Disorders (MedlinePlus); Twitching eyes and
    muscles (NHS)

warning sign dangerous-seizure
  ~ text: "Call an ambulance if someone has a seizure for the first time. Call
    one, too, if a seizure lasts more than 5 minutes, if seizures come one after
    the other and the person does not wake up in between, or if the person is
    badly hurt during a seizure." -> "Été <now>"
"""

MARKDOWN = """\
### [2.0.0] - 2027-01-02

#### Added

- Example tea\\_leaves of cause medication-side-effects: added: tea\\_leaves.

#### Changed

- Topic: title: "Jerking movements" -> "Jerks".
- Cause medication-side-effects: aliases: drug side effects, adverse drug reaction, \
adverse drug event, side effects of drugs -> pills.
- Tip manage-stress-triggers: applies_to: stress-and-anxiety -> nothing.
- Warning sign dangerous-seizure: text: "Call an ambulance if someone has a seizure for the \
first time. Call one, too, if a seizure lasts more than 5 minutes, if seizures come one after \
the other and the person does not wake up in between, or if the person is badly hurt during a \
seizure." -> "Été \\<now\\>".

#### Removed

- Synonym sudden-movements: removed: sudden movements.
- Example psychiatric medicines of cause medication-side-effects: removed: psychiatric medicines.
- Cause medication-side-effects: codes removed: T88.7XXA Unspecified adverse effect of drug or \
medicament, initial encounter; D064420 Drug-Related Side Effects and Adverse Reactions; 62014003 \
Adverse reaction caused by drug (disorder).
- Topic: references removed: Movement Disorders (MedlinePlus); Twitching eyes and muscles (NHS).
"""


def test_each_form_tells_all_that_differs() -> None:
    assert changelog.to_text(NEW, edited()) == TEXT
    assert changelog.to_markdown(NEW, edited(), date(2027, 1, 2)) == MARKDOWN
    assert changelog.to_text(NEW, NEW) == "1.1.0 -> 1.1.0: nothing differs\n"
    assert "- Topic: title:" in changelog.to_markdown(NEW, edited())


def test_entries_that_have_no_name_but_a_title_or_a_text_are_told_by_it() -> None:
    text = changelog.to_text(NEW, NEW.model_copy(update={"tips": (), "warning_signs": ()}), 1000)
    assert "\ntip improve-sleep-hygiene\n  - removed: Improve sleep hygiene\n" in text
    signs = {sign.id: sign.text for sign in NEW.warning_signs}
    assert f"\nwarning sign low-magnesium\n  - removed: {signs['low-magnesium']}\n" in text
    text = changelog.to_text(NEW, NEW.model_copy(update={"causes": ()}))
    assert "\ncause stimulant-use\n  - removed: Stimulant use\n" in text


def test_a_place_in_a_part_of_the_topic_is_told_whole() -> None:
    questions = NEW.questions.model_copy(update={"causes": "Why?"})
    text = changelog.to_text(NEW, NEW.model_copy(update={"questions": questions}))
    assert '  ~ questions.causes: "What' in text


def test_the_json_is_all_of_a_change_and_its_text_stays_as_it_is() -> None:
    example = Example(name="Été", kind="state")
    causes = (NEW.causes[0].model_copy(update={"examples": (example,)}), *NEW.causes[1:])
    old = NEW.model_copy(
        update={"causes": (causes[0].model_copy(update={"examples": ()}), *causes[1:])}
    )
    added = {
        "kind": "added",
        "entry": "example",
        "id": "Été",
        "path": "causes[stress-and-anxiety].examples[Été]",
        "steps": ["causes", "stress-and-anxiety", "examples", "Été"],
        "before": None,
        "after": {"name": "Été", "kind": "state", "aliases": [], "codes": []},
        "index": 0,
        "step": "minor",
    }
    tree = {"old": "1.1.0", "new": "1.1.0", "step": "minor", "changes": [added]}
    text = changelog.to_json(old, old.model_copy(update={"causes": causes}))
    assert text == json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def test_the_text_groups_by_entry_and_names_the_step() -> None:
    text = changelog.to_text(OLD, NEW)
    lines = text.splitlines()
    assert lines[0] == "1.0.0 -> 1.1.0: 124 added, 14 changed; this calls for a minor step"
    assert lines[2:4] == ["topic", '  ~ version: "1.0.0" -> "1.1.0"']
    assert "cause stimulant-use" in lines
    assert "example caffeine of cause stimulant-use" in lines
    assert "warning sign low-magnesium" in lines
    assert "  ~ aliases: nothing -> anxiousness" in lines
    assert "  + references added: Changing your sleep habits (MedlinePlus)" in lines
    assert max(map(len, lines)) <= 80


def test_the_way_back_reads_as_removals() -> None:
    text = changelog.to_text(NEW, OLD)
    assert "124 removed, 14 changed" not in text
    assert text.splitlines()[0].endswith("14 changed, 124 removed; this calls for a major step")
    assert "  - removed: Call an ambulance if someone has a seizure" in text


def test_only_another_version_calls_for_no_step() -> None:
    other = OLD.model_copy(update={"version": "1.0.1"})
    first_line = changelog.to_text(OLD, other).splitlines()[0]
    assert first_line.partition("; ")[2] == "this calls for no step"
    assert changelog.to_markdown(OLD, other) == "### [1.0.1]\n"


def test_changed_texts_and_orders_are_shown_before_and_after() -> None:
    other = Topic.model_validate(
        dict(OLD) | {"title": "Other", "synonyms": OLD.synonyms[::-1], "version": "2.0.0"}
    )
    text = changelog.to_text(OLD, other, 200)
    assert '  ~ title: "Jerking movements" -> "Other"' in text
    assert "  ~ synonyms: involuntary-movements, muscle-jerking, " in text


def test_the_markdown_is_an_entry_of_keep_a_changelog() -> None:
    lines = changelog.to_markdown(OLD, NEW).splitlines()
    assert lines[:3] == ["### [1.1.0]", "", "#### Added"]
    assert "#### Changed" in lines
    assert "#### Removed" not in lines
    assert (
        "- Cause stress-and-anxiety: references added: Twitching eyes and muscles (NHS)." in lines
    )


def test_marks_in_the_content_are_no_markup_in_the_markdown() -> None:
    other = OLD.model_copy(update={"title": "<b> *x* [y](z) `c` & #"})
    assert r"\<b\> \*x\* \[y\](z) \`c\` \& \#" in changelog.to_markdown(OLD, other)


def test_the_json_holds_every_change_with_its_values() -> None:
    tree = json.loads(changelog.to_json(OLD, NEW))
    changes = compare(OLD, NEW)
    assert (tree["old"], tree["new"], tree["step"]) == ("1.0.0", "1.1.0", "minor")
    assert [c["path"] for c in tree["changes"]] == [change.path for change in changes]
    coding = next(c for c in tree["changes"] if c["entry"] == "coding")
    assert coding["before"] is None
    assert coding["after"]["system"].startswith("http")
    aliases = next(c for c in tree["changes"] if c["steps"][-1] == "aliases")
    assert (aliases["before"], aliases["after"]) == ([], ["anxiousness"])


@trials(30)
@given(topics(), topics())
def test_any_two_contents_can_be_told_apart_in_every_form(old: Topic, new: Topic) -> None:
    assert changelog.to_text(old, new).endswith("\n")
    assert changelog.to_markdown(old, new).startswith("### [")
    assert len(json.loads(changelog.to_json(old, new))["changes"]) == len(compare(old, new))


def test_numbers_are_shown_before_and_after() -> None:
    tips = (NEW.tips[0].model_copy(update={"position": 99}), *NEW.tips[1:])
    text = changelog.to_text(NEW, NEW.model_copy(update={"tips": tips}))
    assert '~ position: "1" -> "99"' in text


def test_dates_are_written_as_iso() -> None:
    first = NEW.references[0].model_copy(update={"accessed": date(2030, 11, 22)})
    other = NEW.model_copy(update={"references": (first, *NEW.references[1:])})
    (change,) = json.loads(changelog.to_json(NEW, other))["changes"]
    assert (change["before"], change["after"]) == ("2026-11-22", "2030-11-22")
    assert '"2026-11-22" -> "2030-11-22"' in changelog.to_text(NEW, other)
