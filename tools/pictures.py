"""The pictures of the README, made of facts: `python -m tools.pictures` writes them.

The figure is that of the newest content, the badges say what the package says of itself, and
nobody is asked over the network. The README's own words for the badges are written, too. With
`--check` it only fails if a file would change.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from jerking_info import load
from jerking_info.formats.figure import WIDE, figure
from jerking_info.formats.stylesheet import STYLESHEET

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FOLDER = ROOT / "docs" / "images"
_BADGES = re.compile(r"(^!\[[^\]\n]*\]\(docs/images/badge-[^)\n]*\)\n)+", re.MULTILINE)
_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 12
_HEIGHT = 20
_PADDING = 6
_FONT = "Verdana, 'DejaVu Sans', sans-serif"
# How wide a character of the badges is, in hundredths of their font size: these letters, others.
_NARROW, _WIDTHS = "fijlrtI .,:-|1", (38, 62)
_FONT_SIZE = 11
_COLOURS = {"fact": "#0b5c6b", "open": "#8a4a00"}


def pictures() -> dict[str, bytes]:
    """Return each picture by the name of its file."""
    badges = {f"badge-{badge[0].replace(' ', '-')}.svg": _badge(*badge) for badge in facts()}
    return {"figure.svg": _figure(), **badges}


def facts() -> Iterator[tuple[str, str, str]]:
    """Yield what the badges say: a label, the fact, and whether it is one to be proud of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    minors = [c.removeprefix(prefix) for c in project["classifiers"] if c.startswith(prefix)]
    topic = load()
    told = topic.provenance
    reviewed = told.review_status == "reviewed"
    yield "content", topic.version, "fact"
    yield (
        "clinical review",
        str(told.last_reviewed) if reviewed else "none yet",
        "fact" if reviewed else "open",
    )
    yield "Python", f"3.{minors[0]} to 3.{minors[-1]}", "fact"
    yield "licence", project["license"], "fact"


def colours(*, dark: bool) -> dict[str, str]:
    """Return the colours of the page for patients by their names."""
    light_part, _, dark_part = STYLESHEET.partition(
        "@media screen and (prefers-color-scheme: dark)"
    )
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark_part if dark else light_part))


def _figure() -> bytes:
    """Return the figure as a file of its own, on a ground, in the colours of the page."""
    drawn = figure(load(), WIDE)
    width, height = (float(drawn.attrib[side]) for side in ("width", "height"))
    box = (-_MARGIN, -_MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN)
    drawn.set("xmlns", _SVG)
    drawn.set("viewBox", " ".join(f"{number:g}" for number in box))
    drawn.set("width", f"{box[2]:g}")
    drawn.set("height", f"{box[3]:g}")
    names = ("x", "y", "width", "height")
    ground = ET.Element("rect", dict(zip(names, (f"{n:g}" for n in box), strict=True)))
    ground.set("class", "ground")
    ground.set("rx", "10")
    style = ET.Element("style")
    style.text = (
        f"{_rules(colours(dark=False))}"
        f"@media (prefers-color-scheme: dark){{{_rules(colours(dark=True))}}}"
    )
    drawn.insert(2, style)
    drawn.insert(3, ground)
    return f"{ET.tostring(drawn, encoding='unicode')}\n".encode()


def _rules(colour: dict[str, str]) -> str:
    return (
        f"rect{{fill:{colour['card']};stroke:{colour['line']}}}"
        f"rect.ground{{fill:{colour['ground']};stroke:none}}"
        f"rect.cause{{fill:{colour['accent-soft']};stroke:{colour['accent']}}}"
        f"path{{stroke:{colour['accent']}}}path.any-cause{{stroke:{colour['quiet']}}}"
        f"circle{{fill:{colour['accent']};stroke:{colour['accent']}}}"
        f"text{{fill:{colour['text']}}}text.number{{fill:{colour['on-accent']}}}"
    )


def _badge(label: str, fact: str, kind: str) -> bytes:
    left, right = (_width(text) + 2 * _PADDING for text in (label, fact))
    words = f"{label}: {fact}"
    svg = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "width": str(left + right),
            "height": str(_HEIGHT),
            "role": "img",
            "aria-label": words,
        },
    )
    ET.SubElement(svg, "title").text = words
    sides = ((0, left, "#3f4a54", label), (left, right, _COLOURS[kind], fact))
    for start, width, colour, text in sides:
        place = {"x": str(start), "width": str(width), "height": str(_HEIGHT), "fill": colour}
        ET.SubElement(svg, "rect", place)
        written = ET.SubElement(
            svg,
            "text",
            {
                "x": str(start + _PADDING),
                "y": "14",
                "fill": "#fff",
                "font-family": _FONT,
                "font-size": str(_FONT_SIZE),
                # However wide the reader's font is, the words fill their half.
                "textLength": str(width - 2 * _PADDING),
            },
        )
        written.text = text
    return f"{ET.tostring(svg, encoding='unicode')}\n".encode()


def _width(text: str) -> int:
    hundredths = sum(_WIDTHS[character not in _NARROW] for character in text)
    return round(hundredths * _FONT_SIZE / 100)


def badges() -> str:
    """Return the badges as the README shows them: Markdown that says in words what they say."""
    return "".join(
        f"![{label}: {fact}](docs/images/badge-{label.replace(' ', '-')}.svg)\n"
        for label, fact, _ in facts()
    )


def main(arguments: list[str]) -> int:
    """Write what differs, or with `--check` only name it; return 1 if anything does."""
    readme = README.read_text(encoding="utf-8")
    made = {FOLDER / name: data for name, data in pictures().items()}
    made[README] = _BADGES.sub(badges().replace("\\", r"\\"), readme, count=1).encode()
    differing = [file for file, data in made.items() if not _holds(file, data)]
    gone = sorted({*FOLDER.glob("badge-*.svg")} - {*made})
    if "--check" in arguments:
        for file in (*differing, *gone):
            print(f"{file.relative_to(ROOT)} is out of date: run python -m tools.pictures")
        return 1 if differing or gone else 0
    for file in differing:
        file.write_bytes(made[file])
    for file in gone:
        file.unlink()
    return 0


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
