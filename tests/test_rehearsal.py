"""The rehearsal of a publication: what is not as it must be ends it, and says so."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import jerking_info
from tests.test_commands import a_program, on_posix

tool = pytest.importorskip("tools.rehearsal", reason="only a checkout has the tools")
commands = pytest.importorskip("tools.commands")
environments = pytest.importorskip("tools.environments")
Distributions = pytest.importorskip("tools.distributions").Distributions

ROOT = Path(__file__).parents[1]
SHA = hashlib.sha256(b"built").hexdigest()


class Index:
    """An index that gives what it is told to, at addresses that are told, too."""

    def __init__(self, given: dict[str, str]) -> None:
        self.given = given

    def files(self, project: str) -> dict[str, str]:
        assert project == "jerking-info"
        return self.given


@pytest.mark.parametrize(
    ("given", "bytes_", "complaint"),
    [
        ({"s.tar.gz": f"a#sha256={SHA}", "w.whl": f"b#sha256={SHA}"}, b"built", None),
        ({"s.tar.gz": f"a#sha256={SHA}", "w.whl": f"b#sha256={SHA}"}, b"other", "were built"),
        ({"s.tar.gz": f"a#sha256={SHA}"}, b"built", "were built"),
        ({"s.tar.gz": f"a#sha256={SHA}", "w.whl": "b#sha256=0"}, b"built", "another digest for w"),
        ({"s.tar.gz": f"a#sha256={SHA}", "w.whl": "b"}, b"built", "another digest for w"),
    ],
)
def test_what_the_index_gives_must_be_what_was_built(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    bytes_: bytes,
    complaint: str | None,
) -> None:
    monkeypatch.setattr(tool, "download", lambda _: bytes_)
    sdist, wheel = tmp_path / "s.tar.gz", tmp_path / "w.whl"
    sdist.write_bytes(b"built")
    wheel.write_bytes(b"built")
    if complaint is None:
        tool._compare(Index(given), Distributions(sdist, wheel))
        return
    with pytest.raises(tool.DisprovedError, match=complaint):
        tool._compare(Index(given), Distributions(sdist, wheel))


def test_dependencies_are_those_without_an_extra(tmp_path: Path) -> None:
    metadata = "Name: x\nRequires-Dist: pydantic<3,>=2.12\nRequires-Dist: tqdm; extra == 'cli'\n\n"
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as wheel:
        wheel.writestr("x-1.dist-info/METADATA", metadata)
    assert tool._dependencies(tmp_path / "x.whl") == ["pydantic<3,>=2.12"]


def test_pip_takes_nothing_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://example.org/simple")
    environment = tool._without_settings_of_pip()
    assert "PIP_EXTRA_INDEX_URL" not in environment
    assert environment["PIP_CONFIG_FILE"] == os.devnull
    assert environment["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "127.0.0.1"),
        ({"no_proxy": "a.example,b.example"}, "a.example,b.example,127.0.0.1"),
        ({"NO_PROXY": ".example"}, ".example,127.0.0.1"),
        ({"no_proxy": "a.example,127.0.0.1"}, "a.example,127.0.0.1"),
    ],
)
def test_no_proxy_is_asked_for_loopback_nor_for_what_the_user_excepts(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], expected: str
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name, hosts in given.items():
        monkeypatch.setenv(name, hosts)
    both = {"no_proxy": expected, "NO_PROXY": expected}
    assert tool._past_proxies() == both
    assert both.items() <= tool._without_settings_of_pip().items()


def test_twine_passes_the_proxies_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "a.example")

    def uploads(*_: object, env: dict[str, str]) -> str:
        told = {env[name] for name in ("no_proxy", "NO_PROXY")}
        raise commands.CommandError(("twine",), 1, str(told))

    monkeypatch.setattr(tool, "output_of", uploads)
    index = SimpleNamespace(url="http://127.0.0.1:1", user="", password="")
    files = Distributions(tmp_path / "s.tar.gz", tmp_path / "w.whl")
    with pytest.raises(commands.CommandError) as caught:
        tool._publish(tool.Rehearsal(tmp_path), index, files, tmp_path)
    assert caught.value.printed == "{'a.example,127.0.0.1'}"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (tool.DisprovedError("no"), 1),
        (commands.CommandError(("x",), 2, "no"), 1),
        (OSError("no"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_nothing_is_claimed_when_it_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
) -> None:
    def rehearse(place: Path) -> list[str]:
        assert place.is_dir()
        raise error

    monkeypatch.setattr(tool, "rehearse", rehearse)
    assert tool.main() == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err != ""


def test_what_was_proven_and_what_cannot_be_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "rehearse", lambda _: ["that it works"])
    assert tool.main() == 0
    proven, _, unproven = capsys.readouterr().out.partition("\nNot proven here, ")
    assert proven.endswith("- that it works\n")
    assert "attestations" not in proven
    assert "attestations" in unproven
    assert "trusted publishing" in unproven


def test_every_python_is_looked_for_and_ours_is_found() -> None:
    found = environments.pythons()
    assert tuple(found) == ("3.11", "3.12", "3.13", "3.14", "3.15")
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if ours in found and not sysconfig.get_config_var("Py_GIL_DISABLED"):
        assert found[ours] is not None
    for version, python in found.items():
        if python:
            assert commands.output_of(python, "--version").startswith(f"Python {version}.")


WITHOUT_LOCK = """
import sys, sysconfig
sysconfig.get_config_vars()["Py_GIL_DISABLED"] = 1
exec(sys.argv[2])
"""


@on_posix
def test_a_python_without_the_global_lock_is_not_taken_for_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "PYTHONS", ("3.99",))
    free, usual, broken = (tmp_path / name for name in ("free", "usual", "broken"))
    for folder, name, code in (
        (broken, "python3.99", "raise SystemExit('a shim')"),
        (free, "python3.99", WITHOUT_LOCK),
        (free, "python3.99t", WITHOUT_LOCK),
        (usual, "python3.99", WITHOUT_LOCK.replace("= 1", "= 0")),
    ):
        folder.mkdir(exist_ok=True)
        a_program(folder / name, code)
    # As pyenv has them: one that is free, under the name of one that is not, too.
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    of_pyenv = tmp_path / "pyenv" / "versions" / "3.99.1t" / "bin"
    shutil.copytree(free, of_pyenv)

    def found(*folders: Path) -> tuple[object, object]:
        monkeypatch.setenv("PATH", os.pathsep.join(map(str, (*folders, *before))))
        return environments.pythons()["3.99"], environments.free_threaded()

    before = os.get_exec_path()
    both = [of_pyenv / "python3.99t", free / "python3.99t"]
    assert found(broken, free, usual) == (usual / "python3.99", both)
    assert found(usual, free) == (usual / "python3.99", both)
    assert found(free) == (None, both)
    assert found() == (None, both[:1])


def test_the_tools_that_are_installed_for_it_stand_in_pyproject() -> None:
    assert "twine" in " ".join(environments.group(ROOT, "release"))
    assert "pypiserver" in " ".join(environments.group(ROOT, "rehearsal"))


def readme_run(site: Path, readme: str) -> subprocess.CompletedProcess[str]:
    """Run the README of a package that only pretends to be installed."""
    folder = site / "jerking_info-9.9.9.dist-info"
    folder.mkdir()
    head = "Metadata-Version: 2.4\nName: jerking-info\nVersion: 9.9.9\n\n"
    (folder / "METADATA").write_text(head + readme, encoding="utf-8")
    program = ROOT / "tools" / "readme_examples.py"
    code = f"import runpy, sys; sys.path.insert(0, {str(site)!r}); sys.argv[:] = ['x']\n"
    code += f"runpy.run_path({str(program)!r}, run_name='__main__')"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("readme", "status", "said"),
    [
        ("```python\nprint(6 * 7)\n```\n\n```text\n42\n```\n", 0, "1 examples run, 1 of them"),
        ("```python\nprint(6 * 7)\n```\n\n```text\n41\n```\n", 1, "the README says '41"),
        ("```python\nx = 1\n```\n", 1, "1 examples run, 0 of them"),
        ("# Nothing\n", 1, "0 examples run"),
    ],
)
def test_a_readme_that_lies_or_shows_nothing_is_seen(
    tmp_path: Path, readme: str, status: int, said: str
) -> None:
    done = readme_run(tmp_path, readme)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(said)


def test_the_app_that_it_installs_for_runs() -> None:
    app = ROOT / "tests" / "consumer" / "leaflet.py"
    done = subprocess.run(
        [sys.executable, app], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    ids = ", ".join(repr(cause.id) for cause in jerking_info.causes)
    meant = "(did you mean 'sleep-disorders'?)"
    assert done.stdout == f"no cause 'sleep-disorder' {meant}; there are {ids}\n"
