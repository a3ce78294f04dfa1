"""Ways to run: interpreter switches, a zip, a process pool."""

import multiprocessing
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import jerking_info
from jerking_info import load, releases
from jerking_info.content import read_data

PROGRAM = """
import jerking_info
from jerking_info import *
assert [load(r.version, sha256=r.sha256).sha256 for r in releases] == [r.sha256 for r in releases]
topic_again = parse(topic.to_json())
if topic_again != topic:
    raise SystemExit("not equal")
try:
    parse("{}")
except ContentError as error:
    print(len(causes), len(tips), disclaimer.short, len(error.problems))
"""


def expected() -> str:
    return f"6 7 {load().disclaimer.short} 13\n"


@pytest.mark.parametrize(
    "switches",
    [
        ["-I"],
        ["-OO"],
        ["-W", "error"],
        ["-bb", "-W", "error"],
        ["-X", "dev", "-W", "error"],
        ["-X", "warn_default_encoding", "-W", "error"],
        ["-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; exec({PROGRAM!r})"],
    ],
    ids=lambda switches: " ".join(switches[:2]),
)
def test_it_works_under_every_switch(switches: list[str]) -> None:
    command = [sys.executable, *switches]
    command += [] if "-c" in switches else ["-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.stdout, done.stderr) == (expected(), "")


@pytest.mark.parametrize("locale", ["C", "POSIX", "tr_TR.UTF-8"])
def test_it_works_in_every_locale(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setenv("PYTHONUTF8", "0")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == (expected(), "")


def test_it_works_inside_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "packages.zip"
    package = Path(jerking_info.__file__).parent
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in sorted(package.rglob("*.py")):
            zipped.write(file, f"jerking_info/{file.relative_to(package).as_posix()}")
        for name in ("releases.json", "schema.json", *(f"{r.version}.json" for r in releases)):
            zipped.writestr(f"jerking_info/data/{name}", read_data(name))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n{PROGRAM}\nprint(jerking_info.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith(expected())
    assert str(archive) in done.stdout


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_topics_travel_to_other_processes(method: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _POOL, method],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


_POOL = """
import multiprocessing, sys
from jerking_info import load

def main():
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        print(set(pool.map(load, ["1.0.0"] * 4)) == {load("1.0.0")})

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(sys.version_info < (3, 13), reason="_interpreters is new in Python 3.13")
def test_a_sub_interpreter_fails_by_pydantic_core_and_by_nothing_of_ours() -> None:
    """docs/support.md lists them as unsupported, with this reason; may it go away some day."""
    code = """
import _interpreters
interpreter = _interpreters.create()
for line in ("import jerking_info; jerking_info.errors", "jerking_info.topic"):
    fault = _interpreters.exec(interpreter, f"import jerking_info\\n{line}")
    print(fault.formatted if fault else "works")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    ours, theirs = done.stdout.splitlines()
    assert ours == "works"
    assert "pydantic_core" in theirs
    assert "does not support loading in subinterpreters" in theirs
