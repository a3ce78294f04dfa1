"""Let atheris choose the inputs of properties: `python -m tests.properties.fuzz SECONDS`.

Each property of parsing and finding runs so long in a process of its own. With a part of a name
as a second argument, only the properties with it run.
"""

import os
import sys
from collections.abc import Iterator
from functools import wraps
from importlib import import_module
from inspect import Signature
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

atheris: Any = import_module("atheris")  # without types
MODULES = ("test_parse", "test_find", "test_text")


def properties() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield the name of each property, its function, and its parameters."""
    for module in MODULES:
        for name, test in vars(import_module(f"tests.properties.{module}")).items():
            if not hasattr(test, "hypothesis"):
                continue
            marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
            values = [[(mark.args[0], value) for value in mark.args[1]] for mark in marks]
            for parameters in product(*values):
                yield f"{module}.{name}", test, dict(parameters)


def fuzz(test: Any, parameters: dict[str, Any], seconds: str, folder: str) -> None:
    """Run one property; an input that breaks it ends the process with a traceback."""
    handle = test.hypothesis
    inner_test = handle.inner_test

    @wraps(inner_test)
    def with_parameters(**drawn: Any) -> None:
        inner_test(**parameters, **drawn)

    handle.inner_test = with_parameters
    test.__signature__ = Signature()  # Hypothesis gives all that is left
    for number in range(16):  # shorter inputs are too few choices for most properties
        Path(folder, f"seed-{number}").write_bytes(Random(number).randbytes(4096))
    options = [f"-max_total_time={seconds}", "-max_len=4096", f"-artifact_prefix={folder}/"]
    atheris.Setup(["fuzz", *options, "-verbosity=0", folder], handle.fuzz_one_input)
    atheris.Fuzz()


def main(seconds: str, part: str = "") -> int:
    """Run each property in turn; return 1 if one of them failed."""
    with atheris.instrument_imports(include=["jerking_info"]):
        found = [entry for entry in properties() if part in entry[0]]
    failed = 0
    for name, test, parameters in found:
        print(name, *parameters.values(), flush=True)
        with TemporaryDirectory() as folder:
            child = os.fork()
            if not child:
                fuzz(test, parameters, seconds, folder)
            _, status = os.waitpid(child, 0)
        failed += status != 0
    print(f"{len(found)} properties, {failed} failed")
    return 1 if failed or not found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
