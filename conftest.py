"""Run the Python code of README.md and docs; a block of text after it is its output.

A block that needs an optional package is skipped by a comment before it:
`<!-- skip: next if(importlib.util.find_spec("polars") is None, reason="needs polars") -->`
"""

import importlib.util
import io
from contextlib import redirect_stdout

import pytest
from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser


def _run(example: Example) -> None:
    with redirect_stdout(io.StringIO()) as output:
        PythonEvaluator()(example)
    example.namespace["_output"] = (example.region.end, output.getvalue())


def _compare(example: Example) -> None:
    end, output = example.namespace.get("_output", (0, ""))
    if not example.document.text[end : example.region.start].strip():
        assert output.splitlines() == example.parsed.splitlines()


@pytest.fixture
def _empty_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.getbasetemp())


_python = PythonCodeBlockParser()
_python.codeblock_parser = CodeBlockParser("python", _run)

pytest_collect_file = Sybil(
    parsers=[_python, CodeBlockParser("text", _compare), SkipParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    setup=lambda namespace: namespace.update(importlib=importlib),
    fixtures=["_empty_folder"],
).pytest()
