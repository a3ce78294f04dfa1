"""The docstrings of the examples, and of what measures: whatever code they show runs."""

import doctest
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOWN = sorted(
    f"{file.parent.name}.{file.stem}"
    for folder in ("examples", "benchmarks")
    for file in (ROOT / folder).glob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)


@pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO strips docstrings")
@pytest.mark.parametrize("name", SHOWN)
def test_the_code_of_a_docstring_gives_what_it_says(name: str) -> None:
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        pytest.skip(str(error))
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted > 0


def test_there_is_code_in_docstrings() -> None:
    assert {"examples.sqlite_search", "examples.rag_chunks"} <= set(SHOWN)
