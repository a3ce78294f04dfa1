"""What differs, told to a person, to a program, and to the changelog."""

import json
from datetime import date

from hypothesis import given

from jerking_info import Topic, changelog, compare, load
from jerking_info.testing import topics
from tests.trials import trials

OLD, NEW = load("1.0.0"), load("1.1.0")


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
    assert "this calls for no step" in changelog.to_text(OLD, other)
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


def test_dates_are_written_as_iso() -> None:
    first = NEW.references[0].model_copy(update={"accessed": date(2030, 11, 22)})
    other = NEW.model_copy(update={"references": (first, *NEW.references[1:])})
    (change,) = json.loads(changelog.to_json(NEW, other))["changes"]
    assert (change["before"], change["after"]) == ("2026-11-22", "2030-11-22")
    assert '"2026-11-22" -> "2030-11-22"' in changelog.to_text(NEW, other)
