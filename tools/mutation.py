"""Break every module of the package in every small way, and see its tests fail.

`python -m tools.mutation models formats.html` takes minutes, without a name it takes all
modules and hours. It breaks a copy, runs the tests of the module in a process of their own
for each mutant, and wants a system that forks. A survivor is explained where it lives, by a
comment behind what was broken or above it, which says how many and why no test can tell:

    # 2 mutants live: no category of Unicode begins with another letter

It fails if there is a survivor without an explanation, or fewer than explained.
"""

import argparse
import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tools.mutants import Mutant, mutants

ROOT = Path(__file__).parents[1]

# The tests that hold a module, besides those named after it: patterns of modules, and files.
_TESTS = (
    ("_first_touch display formats.entry", "test_notebook"),
    ("_from_type changes feedback models testing.*", "testing/test_registration"),
    ("__main__ cli exporting", "test_cli test_cli_export"),
    ("cli corpus", "test_corpus test_find_ends"),
    ("corpus", "test_errors"),
    ("feedback parsing", "test_models"),
    ("vocabulary", "test_models test_schema"),
    ("errors laws models parsing values", "test_parsing test_schema laws/test_parse"),
    ("changes", "laws/test_compare"),
    ("content", "test_environments"),
    ("_[!_]* mentions", "test_mentions test_find_ends laws/test_mentions"),
    ("_engines", "test_engines"),
    ("_engines _locks", "test_locks"),
    ("_fast_engine", "test_fast_engine"),
    ("_pieces", "test_pieces test_corpus"),
    ("_terms", "test_terms"),
    ("formats.back_matter formats.entry", "formats/test_markdown formats/test_text"),
    ("formats.back_matter formats.e*", "formats/test_html laws/test_html"),
    ("formats.table_files", "formats/test_table_peers"),
    ("formats.fhir*", "formats/test_fhir laws/test_fhir"),
    ("exporting formats.*", "formats/test_form_digests"),
    ("formats.*", "formats/test_formats"),
    ("_freezing _pyinstaller_hooks.*", "test_freezing"),
    ("_from_type testing.*", "testing/test_strategies"),
    ("*", "test_surface"),
)

_explanation = re.compile(r"#.* (\d+) mutants? lives?: \w").search


class Report(NamedTuple):
    """What became of the mutants of a module."""

    mutants: int
    """How many there are."""
    survivors: int
    """How many of them no test fails on."""
    faults: tuple[str, ...]
    """Each survivor that is not explained, and each explanation of what does not survive."""


def modules() -> list[str]:
    """Return the modules of the package by their names: `models`, `formats.html`."""
    package = ROOT / "src" / "jerking_info"
    paths = (path.relative_to(package) for path in package.rglob("*.py"))
    return sorted(".".join(path.with_suffix("").parts) for path in paths)


def files_that_hold(module: str) -> list[str]:
    """Return the files of tests that hold a module, its own first."""
    *folders, name = module.removesuffix(".__init__").split(".")
    places = {"/".join(["tests", *folders]), "tests/laws"}
    own = [path for place in places for path in (ROOT / place).glob(f"test_{name}.py")]
    also = [
        ROOT / f"tests/{file}.py"
        for patterns, files in _TESTS
        if any(fnmatch(module, pattern) for pattern in patterns.split())
        for file in files.split()
    ]
    return [*dict.fromkeys(path.relative_to(ROOT).as_posix() for path in (*own, *also))]


def explanations(source: str) -> dict[int, int]:
    """Return the lines with survivors that are explained, and how many each has."""
    lines = source.splitlines()
    explained: Counter[int] = Counter()
    for number, line in enumerate(lines, 1):
        if told := _explanation(line):
            of = number
            while lines[of - 1].lstrip().startswith("#"):
                of += 1
            explained[of] += int(told[1])
    return explained


def report(module: str) -> Report:
    """Run the tests of a module against each of its mutants.

    Raises:
        RuntimeError: if they fail where nothing is broken.
    """
    from tools.trials import Trials, copy_checkout  # not every system has what it wants

    file = Path("src", "jerking_info", f"{module.replace('.', '/')}.py")
    source = (ROOT / file).read_text(encoding="utf-8")
    count, alive = 0, list[Mutant]()
    with TemporaryDirectory() as folder:
        copy_checkout(ROOT, Path(folder))
        copied = Path(folder) / file
        copied.write_text(ast.unparse(ast.parse(source)), encoding="utf-8")
        trials = Trials(Path(folder), files_that_hold(module))
        for mutant in mutants(source):
            copied.write_text(mutant.source, encoding="utf-8")
            count += 1
            if trials.pass_now():
                alive.append(mutant)
    told = faults(alive, explanations(source))
    return Report(count, len(alive), tuple(f"{file}:{fault}" for fault in told))


def faults(alive: list[Mutant], explained: dict[int, int]) -> Iterator[str]:
    """Yield each survivor that is not explained, and each explanation of one that is none."""
    found = Counter(mutant.line for mutant in alive)
    for mutant in alive:
        if found[mutant.line] > explained.get(mutant.line, 0):
            yield f"{mutant.line}: {mutant.change}: no test fails"
    for line, count in explained.items():
        if found[line] < count:
            yield f"{line}: {count} survivors are explained, but there are {found[line]}"


def main(arguments: list[str] | None = None) -> int:
    """Print what becomes of each module; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="which; all if none is named")
    given: list[str] = parser.parse_args(arguments).modules
    if unknown := sorted({*given} - {*modules()}):
        parser.error(f"no module {', '.join(unknown)}; there are {', '.join(modules())}")
    faults = 0
    for module in given or modules():
        count, alive, told = report(module)
        for fault in told:
            print(fault)
        killed = count - alive
        print(f"{module}: {count} mutants, {killed} killed, {alive} survive", flush=True)
        faults += len(told)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
