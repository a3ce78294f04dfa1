"""The tests of the package, run against an installed wheel in some way or other."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.commands import output_of
from tools.trust.place import ROOT

_OF_THE_TOOLS = re.compile(r'^(\w+ = )?pytest\.importorskip\("tools', re.MULTILINE)

# What says nothing about a way to run: how long other libraries take to read JSON-LD.
_SLOW_PEERS = "not rdflib and not no_longer_than"


def summary(
    command: tuple[str | Path, ...],
    environment: Mapping[str, str] | None = None,
    *,
    whole: bool = False,
) -> str:
    """Run the tests and return pytest's last line: how many passed, how long it took.

    Args:
        command: a Python that has the wheel and the extra `test`, and its options.
        environment: what is set for it, beyond our own environment.
        whole: whether to run all; else the tests of the tools and of examples in other
            engines stay out, and the property tests try a few inputs only.

    Raises:
        CommandError: if a test fails.
    """
    settings = {"HYPOTHESIS_PROFILE": "brief" if whole else "few", **(environment or {})}
    left_out = () if whole else (*_ignored(), "-k", _SLOW_PEERS)
    options = ("-q", "-p", "no:cacheprovider", "--no-header", "-r", "fE", "--tb=short")
    # Those in test modules are executed: pytest writes them anew.
    rewritten = ("-W", "ignore:assertions not in test modules:pytest.PytestConfigWarning")
    said = output_of(
        *(*command, "-m", "pytest", *options, "--ignore=tests/browser", *left_out, *rewritten),
        cwd=ROOT,
        env={**os.environ, **settings},
    )
    return said.strip().splitlines()[-1]


def _ignored() -> Iterator[str]:
    for file in sorted((ROOT / "tests").glob("**/test_*.py")):
        of_tools = _OF_THE_TOOLS.search(file.read_text(encoding="utf-8"))
        if of_tools or "examples" in file.parts:
            yield f"--ignore={file.relative_to(ROOT)}"
