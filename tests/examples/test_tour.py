"""The notebook: its outputs are up to date, and independent of the machine."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from jerking_info import disclaimer

TOUR = Path(__file__).parents[2] / "examples" / "tour.ipynb"
NOTEBOOK: dict[str, Any] = json.loads(TOUR.read_text(encoding="utf-8"))


def test_outputs_are_up_to_date() -> None:
    for module in ("nbclient", "ipykernel", "pandas"):
        pytest.importorskip(module, reason="needs jerking-info[examples]")
    command = [sys.executable, "-m", "examples.tour", "--check"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_outputs_name_no_machine() -> None:
    text = json.dumps([cell.get("outputs") for cell in NOTEBOOK["cells"]])
    traces = (str(Path.home()), str(TOUR.parents[1]), gettempdir(), "0x")
    assert [trace for trace in traces if trace in text] == []


def test_cards_show_the_disclaimer() -> None:
    cards = [
        "".join(output["data"]["text/html"])
        for cell in NOTEBOOK["cells"]
        for output in cell.get("outputs", [])
        if "jerking-info" in "".join(output.get("data", {}).get("text/html", []))
    ]
    assert cards
    assert all(disclaimer.short in card or disclaimer.text in card for card in cards)
