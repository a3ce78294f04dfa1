"""`compare`: its changes, their wording and their version steps."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from jerking_info import Change, Topic, VersionStep, apply_changes, compare, load, version_step
from jerking_info.content.changes import Value
from jerking_info.content.models import Cause, Example, GlossaryEntry, Note, Tip

OLD = load("1.1.0")


def with_(**fields: Any) -> Topic:
    return Topic.model_validate(dict(OLD) | fields)


def with_cause(index: int, **fields: Any) -> Topic:
    changed = Cause.model_validate(dict(OLD.causes[index]) | fields)
    return with_(causes=(*OLD.causes[:index], changed, *OLD.causes[index + 1 :]))


def with_tip(index: int, **fields: Any) -> Topic:
    changed = Tip.model_validate(dict(OLD.tips[index]) | fields)
    return with_(tips=(*OLD.tips[:index], changed, *OLD.tips[index + 1 :]))


def with_first_reference(**fields: Any) -> Topic:
    first = OLD.references[0].model_copy(update=fields)
    return with_(references=(first, *OLD.references[1:]))


NOTE = Note(
    id="bring-someone",
    text="Bring a person you trust.",
    added_by="The project",
    review_status="not-reviewed",
    references=OLD.references[:1],
)
ENTRY = GlossaryEntry(**(dict(NOTE) | {"id": "spasm", "term": "spasm"}))


def with_first_code(**fields: Any) -> Topic:
    first = OLD.codes[0].model_copy(update=fields)
    return with_(codes=(first, *OLD.codes[1:]))


REVIEW: dict[str, Any] = {"review_status": "reviewed", "reviewer": "A. Clinician"}
REVIEW |= dict.fromkeys(["last_reviewed", "next_review_due"], date(2026, 12, 1))

DIFFERENCES: list[tuple[Topic, VersionStep | None]] = [
    # An id removed.
    (with_(synonyms=OLD.synonyms[1:]), "major"),
    (with_(tips=OLD.tips[:-1]), "major"),
    (with_(warning_signs=OLD.warning_signs[:-1]), "major"),
    (with_(causes=OLD.causes[:-1], tips=(*OLD.tips[:5],)), "major"),
    (with_cause(5, examples=OLD.causes[5].examples[:1]), "major"),
    # An entry, code or reference added or removed; a text with another meaning.
    (with_cause(5, text="Caffeine can make you twitch."), "minor"),
    (with_(overview=OLD.overview.replace("mild", "strong")), "minor"),
    (with_(overview=OLD.overview + " Not always."), "minor"),
    (with_cause(5, aliases=(*OLD.causes[5].aliases, "uppers")), "minor"),
    (with_cause(5, aliases=()), "minor"),
    (with_tip(0, actions=("deep breathing", "meditation", "tai chi")), "minor"),
    (with_tip(0, actions=("Deep breathing", "meditation", "Yoga")), "patch"),
    (with_tip(5, applies_to=()), "minor"),
    (with_(codes=OLD.codes[1:]), "minor"),
    (with_(references=OLD.references[1:]), "minor"),
    (with_first_code(match="exact"), "minor"),
    (with_first_code(version="2027"), "minor"),
    (with_first_reference(title="Other"), "minor"),
    (with_(provenance=OLD.provenance.model_copy(update=REVIEW)), "minor"),
    (with_(language="en-GB"), "minor"),
    (with_(for_your_visit=(NOTE,)), "minor"),
    (with_(glossary=(ENTRY,)), "minor"),
    (with_tip(0, cautions=(NOTE,)), "minor"),
    (with_(aliases=("twitchiness",)), "minor"),
    (with_(lookalikes=("caffeine cache",)), "minor"),
    (with_first_reference(read_from="page"), "patch"),
    # Punctuation, case, spaces, accents; an address; the order.
    (with_(overview=OLD.overview.replace(".", "!")), "patch"),
    (with_(title="JERKING  movements"), "patch"),
    (with_(summary=OLD.summary.replace("healthcare", "health-care")), "patch"),
    (with_(questions=OLD.questions.model_copy(update={"causes": "what can cause "
                                                      "jerking movements"})), "patch"),
    (with_first_reference(url="https://medlineplus.gov/new"), "patch"),
    (with_first_reference(accessed=OLD.references[0].accessed.replace(year=2027)), "patch"),
    (with_first_code(display="Involuntary movement"), "patch"),
    (with_(synonyms=OLD.synonyms[::-1]), "patch"),
    (with_(causes=OLD.causes[::-1]), "patch"),
    (with_(tips=(*OLD.tips[:5], OLD.tips[6].model_copy(update={"position": 6}),
                 OLD.tips[5].model_copy(update={"position": 7}))), "patch"),
    # The version alone calls for no step.
    (with_(version="9.9.9"), None),
    (OLD, None),
]  # fmt: skip


@pytest.mark.parametrize(("new", "step"), DIFFERENCES)
def test_a_difference_calls_for_its_version_step(new: Topic, step: VersionStep | None) -> None:
    assert version_step(compare(OLD, new)) == step


@pytest.mark.parametrize("new", [new for new, _ in DIFFERENCES])
def test_a_difference_can_be_applied_and_taken_back(new: Topic) -> None:
    for changes in (compare(OLD, new), reversed(compare(OLD, new))):
        assert apply_changes(OLD, changes).to_json() == new.to_json()
    assert apply_changes(new, compare(new, OLD)).to_json() == OLD.to_json()


def test_the_releases_lead_to_each_other() -> None:
    assert apply_changes(load("1.0.0"), compare(load("1.0.0"), OLD)).to_json() == OLD.to_json()
    assert apply_changes(OLD, compare(OLD, load("1.0.0"))) == load("1.0.0")


def test_a_removed_note_calls_for_a_major_step() -> None:
    new = with_(usually_harmless=(NOTE,), glossary=(ENTRY,))
    assert version_step(compare(new, OLD)) == "major"
    assert [(change.entry, change.path) for change in compare(OLD, new)] == [
        ("note", "usually_harmless[bring-someone]"),
        ("glossary-entry", "glossary[spasm]"),
    ]


def test_the_largest_step_counts() -> None:
    new = with_(synonyms=OLD.synonyms[1:], overview="Other words.", title="JERKING movements")
    assert {change.version_step for change in compare(OLD, new)} == {"major", "minor", "patch"}
    assert version_step(compare(OLD, new)) == "major"


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("take 1.5 mg", "take 15 mg", "minor"),
        ("take 1,5 mg", "take 1.5 mg", "minor"),
        ("5 to 10", "5 to -10", "minor"),
        ("2 weeks", "3 weeks", "minor"),
        ("more than <5", "more than >5", "minor"),
        ("50 %", "50", "minor"),
        ("at .5", "at 5", "minor"),
        ("5/day", "5day", "minor"),
        ("can help", "cannot help", "minor"),
        ("take 1 - 5 mg", "take 15 mg", "minor"),
        ("take 2 50 mg pills", "take 250 mg pills", "minor"),
        ("take 5 / 10 mg", "take 510 mg", "minor"),
        ("10\u00b3 units", "103 units", "minor"),
        ("- 5 degrees", "5 degrees", "minor"),
        ("at 37 C", "at 3 7 C", "minor"),
        ("take 5 mg", "take 5mg", "patch"),
        ("naive", "naïve", "patch"),
        ("It helps", "it helps.", "patch"),
        ("day by day", "day-by-day", "patch"),
        ("Parkinson's", "Parkinson\u2019s", "patch"),
        (None, "2027-01-02", "minor"),
        (1, 2, "minor"),
    ],
)
def test_marks_beside_digits_count_and_others_do_not(
    before: Value, after: Value, step: str
) -> None:
    assert Change("changed", "topic", "x", ("overview",), before, after).version_step == step


def test_a_heading_called_causes_is_not_taken_for_the_list() -> None:
    new = with_(questions=OLD.questions.model_copy(update={"causes": "Why?"}))
    (change,) = compare(OLD, new)
    assert (change.path, change.version_step, change.is_order) == (
        "questions.causes",
        "minor",
        False,
    )


def test_each_change_says_what_where_before_and_after() -> None:
    new = with_cause(5, examples=(Example(name="tea", kind="substance"), *OLD.causes[5].examples))
    (change,) = compare(OLD, new)
    assert (change.kind, change.entry, change.id, change.index) == ("added", "example", "tea", 0)
    assert change.path == "causes[stimulant-use].examples[tea]"
    assert change.steps == ("causes", "stimulant-use", "examples", "tea")
    assert (change.before, change.after) == (None, new.causes[5].examples[0])
    assert str(change) == "added causes[stimulant-use].examples[tea]"
    (back,) = compare(new, OLD)
    assert (back.kind, back.before, back.after) == ("removed", change.after, None)
    assert str(back) == "removed causes[stimulant-use].examples[tea]"


def test_a_change_of_a_field_names_its_entry() -> None:
    (change,) = compare(OLD, with_tip(0, text="x"))
    assert (change.kind, change.entry, change.id) == ("changed", "tip", "manage-stress-triggers")
    assert change.path == "tips[manage-stress-triggers].text"
    assert str(change).startswith("changed tips[manage-stress-triggers].text: 'Stress can make")
    assert str(change).endswith("... -> 'x'")
    (change,) = compare(OLD, with_(overview="x"))
    assert (change.kind, change.entry, change.id) == ("changed", "topic", OLD.id)
    (change,) = compare(OLD, with_first_code(match="exact"))
    assert (change.entry, change.id) == ("coding", f"{OLD.codes[0].system}|HP:0004305")
    (change,) = compare(OLD, with_first_reference(url="https://a.org"))
    assert (change.entry, change.id) == ("reference", "MedlinePlus|Movement - uncontrollable")


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("synonyms", "synonym"),
        ("causes", "cause"),
        ("tips", "tip"),
        ("warning_signs", "warning-sign"),
        ("codes", "coding"),
        ("references", "reference"),
    ],
)
def test_what_is_gone_is_of_its_kind(field: str, kind: str) -> None:
    assert {change.entry for change in compare(OLD, OLD.model_copy(update={field: ()}))} == {kind}


@pytest.mark.parametrize(
    ("new", "entry", "key"),
    [
        (with_(causes=OLD.causes[::-1]), "topic", "jerking-movements"),
        (with_cause(5, examples=OLD.causes[5].examples[::-1]), "cause", "stimulant-use"),
        (with_(disclaimer=OLD.disclaimer.model_copy(update={"short": "x"})), "topic", OLD.id),
    ],
)
def test_an_order_or_a_part_is_of_what_holds_it(new: Topic, entry: str, key: str) -> None:
    (change,) = compare(OLD, new)
    assert (change.kind, change.entry, change.id) == ("changed", entry, key)


def test_keys_that_look_like_fields_are_bracketed() -> None:
    change = Change("changed", "example", "codes",
                    ("causes", "stimulant-use", "examples", "codes", "codes"), (), ())  # fmt: skip
    assert change.path == "causes[stimulant-use].examples[codes].codes"


def test_what_an_example_is_called_does_not_make_it_meaningless() -> None:
    tea = Example(name="url", kind="substance")
    steps = ("causes", "stimulant-use", "examples", "url")
    assert Change("added", "example", "url", steps, None, tea, 0).version_step == "minor"
    assert Change("removed", "example", "url", steps, tea, None, 0).version_step == "major"


def test_the_second_release_adds_to_the_first_and_changes_nothing() -> None:
    changes = compare(load("1.0.0"), OLD)
    assert version_step(changes) == "minor"
    assert {change.kind for change in changes if change.path != "version"} <= {"added", "changed"}
    assert {change.steps[-1] for change in changes if change.kind == "changed"} == {
        "version",
        "aliases",
    }
    assert {change.entry for change in changes if change.kind == "added"} == {
        "coding",
        "reference",
        "warning-sign",
    }


def test_changes_of_another_content_do_not_apply() -> None:
    changes = compare(OLD, with_cause(5, text="x"))
    other = with_(causes=OLD.causes[:5], tips=OLD.tips[:5])
    with pytest.raises(LookupError):
        apply_changes(other, changes)


def test_changes_apply_only_to_what_they_start_from() -> None:
    changes = compare(OLD, with_(overview="x"))
    with pytest.raises(LookupError, match="overview is not as it was before the change"):
        apply_changes(with_(overview="y"), changes)
    for new in (with_(synonyms=OLD.synonyms[1:]), with_(codes=OLD.codes[1:])):
        for old, other in ((OLD, new), (new, OLD)):
            with pytest.raises(LookupError):
                apply_changes(other, compare(old, other))


def test_another_order_of_other_entries_does_not_apply() -> None:
    fewer = with_(synonyms=OLD.synonyms[1:])
    changes = compare(fewer, fewer.model_copy(update={"synonyms": fewer.synonyms[::-1]}))
    with pytest.raises(LookupError, match="synonyms is not as it was before the change"):
        apply_changes(OLD, changes)


def test_a_change_of_a_field_that_there_is_not_does_not_apply() -> None:
    change = Change("changed", "topic", OLD.id, ("nothing",), before=None, after=None)
    with pytest.raises(LookupError, match="nothing is not as it was before the change"):
        apply_changes(OLD, [change])


def test_changes_that_break_a_law_do_not_apply() -> None:
    (change,) = compare(OLD, with_(title="x"))
    wrong = Change(change.kind, change.entry, change.id, change.steps, change.before, "")
    with pytest.raises(ValidationError):
        apply_changes(OLD, [wrong])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, f"'{'x' * 79}..."),
        (("a", "b"), "('a', 'b')"),
        (7, "7"),
        (None, "None"),
    ],
)
def test_a_value_is_shown_in_one_line_cut_where_it_is_long(value: Any, shown: str) -> None:
    change = Change("changed", "topic", "x", ("overview",), value, "y")
    assert str(change) == f"changed overview: {shown} -> 'y'"


@pytest.mark.parametrize("new", [load("1.0.0"), load("1.2.0"), *(new for new, _ in DIFFERENCES)])
def test_changes_are_the_same_after_they_went_through_json(new: Topic) -> None:
    adapter = TypeAdapter(tuple[Change, ...])
    changes = compare(OLD, new)
    read = adapter.validate_json(adapter.dump_json(changes))
    assert read == changes
    assert apply_changes(OLD, read) == new
