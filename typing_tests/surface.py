"""The public types, and the errors that type checkers must report; never run.

Each line that must be an error is marked for mypy and for pyright: both report a mark that
nothing needs, so a line that stops being an error is found.
"""

from datetime import date
from typing import assert_never, assert_type

import jerking_info
from jerking_info import (
    Cause,
    CauseId,
    Change,
    ChangeKind,
    CodeMatch,
    Coding,
    ContentError,
    Disclaimer,
    Entry,
    EntryKind,
    GlossaryEntry,
    Note,
    Problem,
    Reference,
    Release,
    Synonym,
    SynonymId,
    Tip,
    TipId,
    Topic,
    VersionStep,
    WarningLevel,
    WarningSign,
    apply_changes,
    causes,
    compare,
    disclaimer,
    find,
    load,
    parse,
    releases,
    synonyms,
    tips,
    topic,
    version_step,
)

assert_type(jerking_info.__version__, str)
assert_type(topic, Topic)
assert_type(causes, tuple[Cause, ...])
assert_type(tips, tuple[Tip, ...])
assert_type(synonyms, tuple[Synonym, ...])
assert_type(disclaimer, Disclaimer)
assert_type(releases, tuple[Release, ...])
assert_type(load(), Topic)
assert_type(load("1.0.0", sha256="0" * 64), Topic)
assert_type(parse(b""), Topic)
assert_type(parse(""), Topic)
assert_type(topic.cause("stimulant-use"), Cause)
assert_type(topic.tip("limit-stimulants"), Tip)
assert_type(topic.synonym("muscle-jerking"), Synonym)
assert_type(topic.tips_for("stimulant-use"), tuple[Tip, ...])
assert_type(topic.causes_for("limit-stimulants"), tuple[Cause, ...])
assert_type(topic.by_code("mesh", "D002110"), tuple[CodeMatch, ...])
assert_type(topic.by_code("snomed-ct", 32914008, broader=True)[0].entry, Entry)
assert_type(topic.by_concept({"coding": []})[0].coding, Coding)
assert_type(topic.entry("limit-stimulants"), Cause | Tip | Synonym | WarningSign)
assert_type(topic.tips_for(find("caffeine")[0]), tuple[Tip, ...])
assert_type(topic.tips_for(topic), tuple[Tip, ...])
assert_type(tips[0].cautions, tuple[Note, ...])
assert_type(topic.glossary, tuple[GlossaryEntry, ...])
assert_type(topic.provenance.last_reviewed, date | None)
assert_type(topic.codes, tuple[Coding, ...])
assert_type(topic.references, tuple[Reference, ...])
assert_type(topic.warning_signs, tuple[WarningSign, ...])
assert_type(causes[0].id, CauseId)
assert_type(tips[0].applies_to, tuple[CauseId, ...])
assert_type(ContentError(()).problems, tuple[Problem, ...])
assert_type(releases[0].released, date)
assert_type(compare(topic, topic), tuple[Change, ...])
assert_type(compare(topic, topic)[0].kind, ChangeKind)
assert_type(compare(topic, topic)[0].entry, EntryKind)
assert_type(version_step(()), VersionStep | None)
assert_type(apply_changes(topic, ()), Topic)


def colour(cause: Cause) -> str:
    """Show that a `match` over the ids is proven exhaustive."""
    match cause.id:
        case "stress-and-anxiety" | "medication-side-effects" | "neurological-disorders":
            return "red"
        case "electrolyte-imbalances" | "sleep-disorders" | "stimulant-use":
            return "blue"
        case _:
            assert_never(cause.id)


def urgency(level: WarningLevel) -> int:
    """Show that a `match` which forgets a member is an error."""
    match level:
        case "emergency" | "urgent":
            return 1
        case _:
            assert_never(level)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


wrong_cause: CauseId = "stimulants-use"  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
wrong_tip: TipId = "limit-stimulant"  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
wrong_synonym: SynonymId = "twitches"  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
topic.cause("limit-stimulants")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
topic.tip("stimulant-use")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
topic.synonym("twitching")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
topic.tips_for(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
load(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
load("1.0.0", "0" * 64)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
compare(topic)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
compare(topic, "1.0.0")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
compare(topic, topic)[0].kind = "added"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
parse(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
jerking_info.cause  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
jerking_info.dislaimer  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
topic.title = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
causes[0].name = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
causes[0].examples[0].kind = "state"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
topic.disclaimer.text = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
topic.provenance.reviewer = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
releases[0].version = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
causes.append(causes[0])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
tips[0].actions[0] = "x"  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
