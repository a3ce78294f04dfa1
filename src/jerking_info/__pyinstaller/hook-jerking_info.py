"""What PyInstaller cannot see by itself: the content, and modules that load on first touch.

The names that it reads here are its own; where they stand, see `jerking_info.__pyinstaller`.
"""

# It is there when this runs, and only then; it has no types.
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("jerking_info", subdir="data")
if not datas:
    raise SystemExit("jerking-info is installed in editable mode: freeze an app with its wheel")

hiddenimports = collect_submodules("jerking_info")
excludedimports = ["hypothesis"]  # `jerking_info.testing` would bring it, and apps run no tests
