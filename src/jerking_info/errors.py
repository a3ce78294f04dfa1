"""What can go wrong: one root, four leaves.

Each leaf is also the builtin that a caller would catch (`ValueError`, `KeyError`,
`LookupError`), carries its facts as attributes, survives pickling, and says what was
given, what is allowed and what to do.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

__all__ = (
    "ContentError",
    "IntegrityError",
    "JerkingInfoError",
    "Problem",
    "UnknownIdError",
    "UnknownReleaseError",
)


def __dir__() -> tuple[str, ...]:
    return __all__


_LONGEST_SHOWN = 80
"""Characters of a value or a key that a message shows, so that it stays on a screen."""


def printable(text: str) -> str:
    """Escape whatever could move a cursor or hide itself; legible text stays legible."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _shown(value: object) -> str:
    """Show a value in one printable line, cut where it is long."""
    if isinstance(value, dict):
        count = len(cast("dict[str, object]", value))
        return f"an object with {count} key{'s' if count != 1 else ''}"
    if isinstance(value, list | tuple):
        return f"a list of {len(cast('Sequence[object]', value))}"
    try:
        text = value if isinstance(value, str) else ascii(value)
    except ValueError:  # a process may be set to write no more than 640 digits
        return "a number too long to show"
    cut = text[:_LONGEST_SHOWN]
    shown = repr(cut) if isinstance(value, str) else cut  # both escape what is not printable
    return shown if cut == text else f"{shown}... ({len(text)} characters)"


_plain_key = re.compile(r"[$\w-]{1,80}").fullmatch


def json_path(steps: Iterable[str | int]) -> str:
    """Write a place in the content as a path: `causes[2].examples[0].kind`."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif _plain_key(step):
            path += f".{step}" if path else step
        else:
            path += f"[{_shown(step)}]"
    return path or "file"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a content file.

    >>> print(Problem("causes[2].name", "''", "text of 1 to 120 characters"))
    causes[2].name: found '', expected text of 1 to 120 characters
    """

    place: str
    """Where it is: a path into the file, `line 3 column 9`, or `file`."""
    found: str
    """The offending value in one printable line, cut where it is long; `nothing` if missing."""
    expected: str
    """What the place should hold instead."""

    @classmethod
    def at(cls, steps: Iterable[str | int], value: object, expected: str) -> "Problem":
        """Describe the value that stands where `steps` (keys and indexes) lead to."""
        return cls(json_path(steps), _shown(value), expected)

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}"


class JerkingInfoError(Exception):
    """The root of every error that this package raises on purpose."""


class ContentError(JerkingInfoError, ValueError):
    """Content breaks the laws of the model; `problems` holds every one found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        headline = f"the content has {count} problem{'s' if count != 1 else ''}:"
        return "\n  ".join([headline, *map(str, self.problems)])


class UnknownIdError(JerkingInfoError, KeyError):
    """The topic has no entry with this id; `close` holds the ids that resemble it.

    >>> print(UnknownIdError("tip", "limit-stimulant", ("limit-stimulants",)))
    no tip 'limit-stimulant' (did you mean 'limit-stimulants'?); there are 'limit-stimulants'
    """

    def __init__(self, kind: str, id: object, known: tuple[str, ...]) -> None:  # noqa: A002
        super().__init__(kind, id, known)
        self.kind = kind
        self.id = id
        self.known = known

    @property
    def close(self) -> tuple[str, ...]:
        """The known ids that resemble the given one, closest first, at most three."""
        from difflib import get_close_matches  # not needed until somebody misses

        return tuple(get_close_matches(str(self.id), self.known))

    def __str__(self) -> str:
        meant = f" (did you mean {_listed(self.close)}?)" if self.close else ""
        return f"no {self.kind} {_shown(self.id)}{meant}; there are {_listed(self.known)}"


class UnknownReleaseError(JerkingInfoError, LookupError):
    """No content release has that version; `known` lists those that there are.

    >>> print(UnknownReleaseError("9.0.0", ("1.0.0",)))
    no content release '9.0.0'; there are '1.0.0' (a newer jerking-info may have more)
    """

    def __init__(self, version: object, known: tuple[str, ...]) -> None:
        super().__init__(version, known)
        self.version = version
        self.known = known

    def __str__(self) -> str:
        return (
            f"no content release {_shown(self.version)}; there are {_listed(self.known)}"
            " (a newer jerking-info may have more)"
        )


class IntegrityError(JerkingInfoError, ValueError):
    """A content file is not, byte for byte, the one that was released.

    >>> print(IntegrityError("1.0.0.json", expected="aaa", found="bbb"))
    1.0.0.json is not the text that was asked for: expected sha256 aaa, found bbb
    """

    def __init__(self, file: str, expected: str, found: str) -> None:
        super().__init__(file, expected, found)
        self.file = file
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return (
            f"{self.file} is not the text that was asked for: "
            f"expected sha256 {self.expected}, found {self.found}"
        )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(repr, names)) or "none"
