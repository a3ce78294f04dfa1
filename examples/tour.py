"""Run the notebook and write its outputs into it: `python -m examples.tour [--check]`.

The outputs are the same on every machine. With `--check`, nothing is written, and the status is 1
if the outputs differ.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TOUR = Path(__file__).with_suffix(".ipynb")


def outputs_of(text: str) -> str:
    """Return a notebook, as text, with the outputs of a new kernel.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook, kernel_name="python3", coalesce_streams=True, record_timing=False
    ).execute()
    notebook.metadata.language_info = {"name": "python"}
    return f"{nbformat.writes(notebook)}\n"  # type: ignore[no-untyped-call]


def main() -> int:
    """Run the notebook, and write or compare it."""
    before = TOUR.read_text(encoding="utf-8")
    after = outputs_of(before)
    if "--check" not in sys.argv:
        TOUR.write_text(after, encoding="utf-8", newline="\n")
        return 0
    if after != before:
        print("The notebook is out of date: run python -m examples.tour", file=sys.stderr)
    return int(after != before)


if __name__ == "__main__":
    sys.exit(main())
