"""What the repository's host reads: pinned, with no more rights than needed, and checked."""

import os
import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from tests.test_commands import a_program, on_posix

tool = pytest.importorskip("tools.hosting", reason="only a checkout has the tools")
environments = pytest.importorskip("tools.environments", reason="only a checkout has the tools")

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"\$/\.github/workflows/\w+\.yml")

pytestmark = pytest.mark.skipif(not WORKFLOWS, reason="only a checkout has workflows")


def text_of(name: str) -> str:
    return (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")


def test_every_action_is_pinned_by_commit_and_names_its_version() -> None:
    used = [u for file in WORKFLOWS for u in re.findall(r"uses: (.*)", file.read_text("utf-8"))]
    assert len(used) > 10
    assert [use for use in used if not PINNED.fullmatch(use) and not OURS.fullmatch(use)] == []


def test_the_same_action_is_the_same_commit_everywhere() -> None:
    used = {
        u for file in WORKFLOWS for u in re.findall(r"uses: (\S+@\S+)", file.read_text("utf-8"))
    }
    assert len({use.partition("@")[0] for use in used}) == len(used)


def rights(workflow: str) -> list[tuple[str, str]]:
    """Return each line of a workflow that may grant a right, with the job that it is in."""
    found: list[tuple[str, str]] = []
    job = ""
    for line in workflow.splitlines():
        if begun := re.match(r"( {2})?(\S+):", line):
            job = begun[2] if begun[1] else ""
        told = line.partition("#")[0].strip()
        if re.search(r"permissions|\b(read|write)(-all)?$", told):
            found.append((job, told))
    return found


READS = ("permissions:", "contents: read")


def test_no_job_has_a_right_but_those_that_it_must_have() -> None:
    none, jobs = [("", "permissions: {}")], ("build", "gates", "rehearsal", "trust", "test")
    assert rights(text_of("tests.yml")) == [
        *none,
        *((job, told) for job in jobs for told in READS),
        ("passed", "permissions: {}"),
    ]
    assert rights(text_of("release.yml")) == [
        *none,
        *((job, told) for job in ("may-be", "tests") for told in READS),
        ("publish", "permissions:"),
        ("publish", "id-token: write"),
        ("compare", "permissions: {}"),
    ]


@pytest.mark.parametrize(
    "granted",
    ["permissions: { contents: write } # to read", "permissions: write-all", "id-token: write"],
)
def test_a_right_is_seen_however_it_is_written(granted: str) -> None:
    job = f"permissions: {{}}\n\njobs:\n  one:\n    {granted}\n"
    assert rights(job) == [("", "permissions: {}"), ("one", granted.partition(" #")[0])]


def test_the_job_that_publishes_has_one_right_and_runs_no_code_of_the_repository() -> None:
    job = re.search(r"^  publish:\n(?:(?:    .*)?\n)+", text_of("release.yml"), re.MULTILINE)
    assert job is not None
    granted = re.search(r"^    permissions:\n((?:      .*\n)+)", job[0], re.MULTILINE)
    assert granted is not None
    assert [line.partition(" #")[0] for line in granted[1].splitlines()] == [
        "      id-token: write"
    ]
    assert "environment:\n      name: pypi" in job[0]
    assert "needs: [may-be, tests]" in job[0]
    assert "actions/checkout" not in job[0]
    assert "attestations: true" in job[0]


def test_every_python_that_is_supported_is_tested_on_three_systems() -> None:
    assert f"python: {list(environments.PYTHONS)}".replace("'", '"') in text_of("tests.yml")
    assert "system: [ubuntu-24.04, macos-15, windows-2025]" in text_of("tests.yml")
    for special in ("3.14t", "pypy3.11"):
        assert f'python: "{special}"' in text_of("tests.yml")


def test_without_the_global_lock_nothing_brings_it_back() -> None:
    assert "PYTHON_GIL: ${{ endsWith(matrix.python, 't') && '0' || '' }}" in text_of("tests.yml")


def test_no_python_without_the_global_lock_stands_before_the_usual_one_on_the_path() -> None:
    """It brings a `python3.14`, too; each is put before those that were listed before it."""
    blocks = re.findall(r"python-version: \|\n((?: +3\.\d+t?\n)+)", text_of("tests.yml"))
    lists = [block.split() for block in blocks]
    both = [listed for listed in lists if any(version.endswith("t") for version in listed)]
    assert len(both) == 1
    for listed in both:
        for free in (version for version in listed if version.endswith("t")):
            assert listed.index(free) < listed.index(free[:-1])


def comparison() -> str:
    step = re.search(
        r"- name: Compare the bytes\n(?:.*\n)*? +run: \|\n((?: +.*\n)+)", text_of("release.yml")
    )
    assert step is not None
    return textwrap.dedent(step[1])


INDEX = """
import pathlib, shutil, sys
folder, kind, wanted = pathlib.Path(sys.argv[sys.argv.index("--dest") + 1]), *sys.argv[-3:-1]
assert wanted == "jerking-info" and sys.argv[-1] == "jerking-info==1.2.3"
folder.mkdir(exist_ok=True)
suffix = {"--only-binary": ".whl", "--no-binary": ".tar.gz"}[kind]
shutil.copy(f"index/jerking_info-1.2.3{suffix}", folder)
"""


@on_posix
@pytest.mark.parametrize("other", [None, ".whl", ".tar.gz"])
def test_both_files_of_the_index_are_compared_with_what_was_tested(
    tmp_path: Path, other: str | None
) -> None:
    a_program(tmp_path / "pip", INDEX)
    for folder in ("dist", "index"):
        (tmp_path / folder).mkdir()
        for suffix in (".whl", ".tar.gz"):
            told = folder if suffix == other else "the same"
            (tmp_path / folder / f"jerking_info-1.2.3{suffix}").write_text(told, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-e", "-c", comparison()],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "TAG": "v1.2.3"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode == 0) == (other is None), done.stderr
    assert ("differ" in done.stdout) == (other is not None)


def test_dependabot_waits_a_week_everywhere() -> None:
    text = (ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8")
    assert text.count("package-ecosystem:") == text.count("default-days: 7") == 3


def test_every_check_reads_files_that_are_there() -> None:
    files = [part for command in tool.checks(ROOT).values() for part in command[1:]]
    assert all(part.exists() for part in files if isinstance(part, Path))
    assert {file.name for file in WORKFLOWS} == {"release.yml", "tests.yml"}
    assert set(WORKFLOWS) <= set(files)


@on_posix
def test_what_a_check_finds_is_told(tmp_path: Path) -> None:
    for name in ("zizmor", "check-jsonschema"):
        code = "import sys; print('found'); sys.exit('dependabot' in ' '.join(sys.argv))"
        a_program(tmp_path / name, code)
    (finding,) = tool.findings(ROOT, tmp_path)
    assert finding.startswith("dependabot: `")
    assert finding.endswith("ended with status 1:\nfound")
