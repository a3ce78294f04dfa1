"""The errors of this package: one root, four leaves.

Each leaf is also the builtin that a caller would catch (`ValueError`, `KeyError`, `LookupError`),
carries its facts as attributes and can be pickled. Its message says what was found and what was
expected.
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


_LONGEST_SHOWN = 80  # characters of a value or a key in a message


def printable(text: str) -> str:
    """Escape every character that could move a cursor or be invisible."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _shown(value: object) -> str:
    """Describe a value of JSON in one printable line, shortened if it is long."""
    if isinstance(value, str):
        cut = f'"{printable(value[:_LONGEST_SHOWN])}"'
        return f"{cut}... ({len(value)} characters)" if len(value) > _LONGEST_SHOWN else cut
    if isinstance(value, dict):
        count = len(cast("dict[str, object]", value))
        return f"an object with {count} key{'s' if count != 1 else ''}"
    if isinstance(value, list | tuple):
        return f"a list of {len(cast('Sequence[object]', value))}"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return ascii(value)[:_LONGEST_SHOWN]


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
    """One problem of a content file.

    >>> print(Problem("causes[2].name", '""', "text of 1 to 120 characters"))
    causes[2].name: found "", expected text of 1 to 120 characters
    """

    place: str
    """The place: a path into the file, `line 3 column 9`, or `file`."""
    found: str
    """The value in one printable line, shortened if it is long; `nothing` if it is missing."""
    expected: str
    """The expected value."""

    @classmethod
    def at(
        cls, steps: Iterable[str | int], value: object, expected: str, *, name_text: bool = False
    ) -> "Problem":
        """Describe the value at the end of `steps`, and mark text as such if `name_text`."""
        text = " (text)" if name_text and isinstance(value, str) else ""
        return cls(json_path(steps), f"{_shown(value)}{text}", expected)

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}"


class JerkingInfoError(Exception):
    """The root of all errors of this package."""


class ContentError(JerkingInfoError, ValueError):
    """Content that breaks rules; `problems` has every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        headline = f"the content has {count} problem{'s' if count != 1 else ''}:"
        return "\n  ".join([headline, *map(str, self.problems)])


class UnknownIdError(JerkingInfoError, KeyError):
    """An id that the topic does not have; `close` has the ids that resemble it.

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
        from difflib import get_close_matches

        # ICD-9-CM resembles ICD-10-CM, and the same code means another thing there.
        known = self.known if self.kind != "code system" else ()
        return tuple(get_close_matches(str(self.id), known))

    def __str__(self) -> str:
        hint = f" (did you mean {_listed(self.close)}?)" if self.close else ""
        return f"no {self.kind} {self.id!r:.80}{hint}; there are {_listed(self.known)}"


class UnknownReleaseError(JerkingInfoError, LookupError):
    """A version without a content release; `known` has the versions that exist.

    >>> print(UnknownReleaseError("9.0.0", ("1.0.0",)))
    no content release '9.0.0'; there are '1.0.0' (a newer jerking-info may have more)
    """

    def __init__(self, version: object, known: tuple[str, ...]) -> None:
        super().__init__(version, known)
        self.version = version
        self.known = known

    def __str__(self) -> str:
        known = f"{_listed(self.known)} (a newer jerking-info may have more)"
        return f"no content release {self.version!r:.80}; there are {known}"


class IntegrityError(JerkingInfoError, ValueError):
    """A content file that differs from the released one.

    >>> print(IntegrityError("1.0.0.json", expected="aaa", found="bbb"))
    1.0.0.json is not the requested text: expected sha256 aaa, found bbb
    """

    def __init__(self, file: str, expected: str, found: str) -> None:
        super().__init__(file, expected, found)
        self.file = file
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        digests = f"expected sha256 {self.expected}, found {self.found}"
        return f"{self.file} is not the requested text: {digests}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(repr, names)) or "none"


for _public in (Problem, JerkingInfoError, *JerkingInfoError.__subclasses__()):
    _public.__module__ = "jerking_info"
