"""Where PyInstaller finds the hook that this package ships for it.

The entry point `pyinstaller40` names this function, so that an app with the package in it
freezes without an option: the hook brings the content and what loads on first touch.
"""

from pathlib import Path

__all__ = ("hook_folders",)


def hook_folders() -> list[str]:
    """Return the folders with hooks for PyInstaller."""
    return [str(Path(__file__).with_name("_pyinstaller_hooks"))]
