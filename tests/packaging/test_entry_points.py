"""The names by which other programs find parts of the package."""

from importlib.metadata import distribution
from pathlib import Path

import pytest

from jerking_info.__pyinstaller import get_hook_dirs


@pytest.mark.parametrize("group", ["console_scripts", "hypothesis", "pyinstaller40"])
def test_every_entry_point_leads_to_a_function(group: str) -> None:
    (found,) = distribution("jerking-info").entry_points.select(group=group)
    assert callable(found.load())


def test_pyinstaller_finds_the_hook() -> None:
    (folder,) = get_hook_dirs()
    assert Path(folder, "hook-jerking_info.py").is_file()
