"""The figure of the README and the docs."""

import pytest


def test_the_figure_shows_the_newest_content() -> None:
    tools = pytest.importorskip("tools.figure", reason="needs a checkout")
    assert tools.FIGURE.read_bytes() == tools.drawing(), "run `python -m tools.figure`"
