"""The files and modules that PyInstaller cannot see: content, style sheet and lazy imports."""

# PyInstaller has no types, and is installed only where this runs.
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

if not collect_data_files("jerking_info", subdir="data"):
    raise SystemExit("jerking-info is installed in editable mode: freeze an app with its wheel")

datas = collect_data_files("jerking_info")
hiddenimports = collect_submodules("jerking_info")
excludedimports = ["hypothesis"]  # only `jerking_info.testing` uses it, and apps run no tests
