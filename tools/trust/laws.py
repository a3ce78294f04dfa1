"""What must hold whatever the input is, and what is said if it does not."""

from collections import Counter

__all__ = ("BrokenLawError", "hold", "seen")

seen: Counter[str] = Counter()
"""How often inputs were of which sort: a check that only ever sees rubbish checks little."""


class BrokenLawError(AssertionError):
    """A law does not hold for an input."""


def hold(law: str, shown: object, *, true: bool) -> None:
    """Raise an error that tells the law and the input, unless it is true.

    Raises:
        BrokenLawError: if it is not.
    """
    if not true:
        raise BrokenLawError(f"{law}: {shown!r}")
