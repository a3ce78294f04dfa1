"""Every colour of text stands out from every ground that it stands on: WCAG 2.2, 1.4.3."""

import re

import pytest

from jerking_info.formats.stylesheet import STYLESHEET

_LIGHT, _DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
    for part in STYLESHEET.split("prefers-color-scheme: dark")
)
_PAIRS = [
    *((ink, ground) for ink in ("text", "quiet", "accent") for ground in ("ground", "card")),
    *(("text", soft) for soft in ("accent-soft", "emergency-soft", "urgent-soft", "routine-soft")),
    *(("quiet", soft) for soft in ("emergency-soft", "urgent-soft", "routine-soft")),
    *(("accent", soft) for soft in ("emergency-soft", "urgent-soft", "routine-soft")),
    *((level, f"{level}-soft") for level in ("emergency", "urgent", "routine")),
    ("on-accent", "accent"),
]


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), _PAIRS)
def test_text_can_be_read(palette: dict[str, str], ink: str, ground: str) -> None:
    dark, light = sorted(_luminance(palette[name]) for name in (ink, ground))

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_dark_and_light_name_the_same_colours() -> None:
    assert _DARK.keys() == _LIGHT.keys()
