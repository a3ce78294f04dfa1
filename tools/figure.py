"""Write `docs/images/figure.svg`, the figure of the newest content: `python -m tools.figure`."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from jerking_info import load
from jerking_info.formats.figure import figure
from jerking_info.formats.html import STYLESHEET

FIGURE = Path(__file__).parents[1] / "docs" / "images" / "figure.svg"
_MARGIN = 12


def drawing() -> bytes:
    """Return the figure as a file of its own, on a ground, in the colors of the handout."""
    svg = figure(load())
    width, height = (float(svg.attrib[side]) + 2 * _MARGIN for side in ("width", "height"))
    svg.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "width": f"{width:g}"}
    svg.attrib |= {
        "height": f"{height:g}",
        "viewBox": f"{-_MARGIN} {-_MARGIN} {width:g} {height:g}",
    }
    ground = {
        "x": f"{-_MARGIN}",
        "y": f"{-_MARGIN}",
        "width": f"{width:g}",
        "height": f"{height:g}",
        "rx": "10",
    }
    style = ET.Element("style")
    style.text = _style()
    svg[2:2] = [style, ET.Element("rect", ground | {"class": "ground"})]
    return ET.tostring(svg) + b"\n"


def _style() -> str:
    light, _, dark = STYLESHEET.partition("@media screen and (prefers-color-scheme: dark)")
    shapes = re.findall(
        r"^\.jerking-info figure ((?:rect|path|circle|text).*)$", light, re.MULTILINE
    )
    colors = ["".join(re.findall(r"--[a-z-]+: #[0-9a-f]{6};", part)) for part in (light, dark)]
    return (
        f"svg{{{colors[0]}}}@media (prefers-color-scheme: dark){{svg{{{colors[1]}}}}}"
        f"{''.join(shapes)}rect.ground{{fill: var(--ground); stroke: none}}"
    )


if __name__ == "__main__":
    FIGURE.write_bytes(drawing())
