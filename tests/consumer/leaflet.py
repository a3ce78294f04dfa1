"""A small app that imports the package: a leaflet about what a person takes and feels.

It is type-checked against the package as installed from an index, and run.
"""

from typing import assert_never, assert_type

from jerking_info import (
    Cause,
    CauseId,
    Tip,
    Topic,
    UnknownIdError,
    causes,
    find,
    load,
    releases,
    topic,
)
from jerking_info.formats import to_markdown


def icon(cause: CauseId) -> str:
    """Return a picture for a cause; a new cause is a type error here until it has one."""
    match cause:
        case "stress-and-anxiety":
            return "storm"
        case "medication-side-effects" | "stimulant-use":
            return "pill"
        case "neurological-disorders":
            return "brain"
        case "electrolyte-imbalances":
            return "salt"
        case "sleep-disorders":
            return "moon"
        case _:
            assert_never(cause)


def leaflet(content: Topic, message: str) -> str:
    """Return what to read, given what somebody wrote; always with the disclaimer."""
    named = {mention.id for mention in find(message)}
    chosen = [cause for cause in content.causes if cause.id in named] or list(content.causes)
    lines = [f"{icon(cause.id)}: {cause.name}" for cause in chosen]
    lines += [tip.title for cause in chosen for tip in content.tips_for(cause.id)]
    return "\n".join([*lines, content.disclaimer.short])


signed_off = load(releases[0].version, sha256=releases[0].sha256)

assert_type(topic, Topic)
assert_type(causes, tuple[Cause, ...])
assert_type(signed_off.tips_for("sleep-disorders"), tuple[Tip, ...])
assert_type(to_markdown(topic), str)


def mistakes() -> None:
    """What a strict project is told before it runs; the first of it also ends the run."""
    topic.cause("sleep-disorder")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    topic.tips_for("sleep")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    causes[0].name = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    causes.append(causes[0])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    load(1.0)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    str(topic.disclaimers)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    to_markdown("topic")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


if __name__ == "__main__":
    text = leaflet(signed_off, "Could low potassium cause this?")
    if not text.startswith("salt: ") or not text.endswith(signed_off.disclaimer.short):
        raise SystemExit(text)
    try:
        mistakes()
    except UnknownIdError as error:
        print(error)
    else:
        raise SystemExit("a wrong id was taken for an entry")
