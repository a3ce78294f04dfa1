"""A misspelt name in an import is an error too; never run."""

from jerking_info import disclaimers  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnusedImport]
