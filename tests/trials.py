"""How many examples a property test tries: its own number, and the profile's share of it."""

from hypothesis import settings

_USUAL = 100  # the default of Hypothesis


def trials(number: int) -> settings:
    """Return settings to try so many examples, or as large a part of them as the profile tries."""
    return settings(max_examples=max(1, number * settings().max_examples // _USUAL))
