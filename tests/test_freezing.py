"""The hook for PyInstaller: `python -m tools.trust bundles` freezes a real app with it."""

import runpy
import sys
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pytest

from jerking_info.__pyinstaller import get_hook_dirs

(FOLDER,) = map(Path, get_hook_dirs())


def run_hook(monkeypatch: pytest.MonkeyPatch, data: list[tuple[str, str]]) -> dict[str, object]:
    """Run the hook with stand-ins for the two functions of PyInstaller that it asks."""
    hooks = ModuleType("PyInstaller.utils.hooks")
    vars(hooks).update(
        collect_data_files=lambda package, subdir: data if (package, subdir) == WANTED else [],
        collect_submodules=lambda package: [f"{package}.models"],
    )
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, hooks.__name__, hooks)
    return runpy.run_path(str(FOLDER / "hook-jerking_info.py"))


WANTED = ("jerking_info", "data")


def test_pyinstaller_is_led_to_the_folder_with_the_hook() -> None:
    (found,) = (e for e in entry_points(group="pyinstaller40") if e.module.startswith("jerking"))
    assert (found.name, found.load()) == ("hook-dirs", get_hook_dirs)
    assert [path.name for path in FOLDER.glob("*.py")] == ["hook-jerking_info.py"]


def test_the_hook_brings_the_content_and_every_module_but_no_hypothesis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = [("1.0.0.json", "jerking_info/data")]
    told = run_hook(monkeypatch, data)
    assert told["datas"] == data
    assert told["hiddenimports"] == ["jerking_info.content.models"]
    assert told["excludedimports"] == ["hypothesis"]


def test_an_editable_install_has_no_content_to_freeze(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="freeze an app with its wheel"):
        run_hook(monkeypatch, [])
