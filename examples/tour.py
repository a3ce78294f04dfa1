"""Run the notebook and write its outputs into it: `python -m examples.tour [--check] [FILE]`.

The outputs are those of the newest content, the same on every machine: no times, no paths,
no version of Python. With `--check` nothing is written, and the status is 1 if they differ.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from examples.needs import needed_by

with needed_by(__name__):
    import ipykernel  # noqa: F401 (what the cells run in, and what they import)
    import nbformat
    import pandas  # type: ignore[import-untyped]  # noqa: F401, ICN001
    from nbclient import NotebookClient
    from nbformat import NotebookNode

TOUR = Path(__file__).with_suffix(".ipynb")


def run(notebook: NotebookNode) -> NotebookNode:
    """Give a notebook the outputs that its cells have in a new kernel, and return it.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell fails.
    """
    with TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            coalesce_streams=True,
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def main() -> int:
    """Run the notebook, and write or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, default=TOUR)
    options = parser.parse_args()
    file: Path = options.file
    if not file.is_file():
        parser.error(f"there is no file {str(file)!r}")
    before = file.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)  # type: ignore[no-untyped-call]
    after = nbformat.writes(run(notebook)) + "\n"  # type: ignore[no-untyped-call]
    if options.check:
        if after != before:
            print(f"{file.name} is not what it gives now: python -m examples.tour", file=sys.stderr)
        return int(after != before)
    file.write_text(after, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
