"""What is published: exactly the listed files, and the same from every build."""

import gzip
import io
import os
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import pytest

import jerking_info

tool = pytest.importorskip("tools.reproducible", reason="only a checkout has the tools")
commands = pytest.importorskip("tools.commands")
distributions = pytest.importorskip("tools.distributions")

ROOT = Path(__file__).parents[1]
LISTED = (Path(__file__).parent / "data" / "wheel_files.txt").read_text(encoding="utf-8").split()
AFTER_INSTALLATION = {"INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}


def of_the_package(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.startswith("jerking_info/")}


def test_the_list_is_in_order_and_names_each_file_once() -> None:
    assert sorted(set(LISTED)) == LISTED


def test_no_listed_file_is_a_test_or_a_cache() -> None:
    parts = {part for name in LISTED for part in PurePosixPath(name).parts}
    assert not {"tests", "__pycache__", "conftest.py"} & parts
    assert not any(part.startswith(("test_", ".")) or part.endswith(".pyc") for part in parts)


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="only a checkout has src")
def test_the_list_is_the_tree() -> None:
    package = ROOT / "src" / "jerking_info"
    files = {file.relative_to(package) for file in package.rglob("*") if file.is_file()}
    in_tree = {f"jerking_info/{f.as_posix()}" for f in files if "__pycache__" not in f.parts}
    in_tree |= {f"jerking_info/data/{file.name}" for file in (ROOT / "data").iterdir()}
    assert of_the_package(LISTED) == in_tree, "what ships is listed in tests/data/wheel_files.txt"


def test_the_list_is_what_is_installed() -> None:
    ours = distribution("jerking-info")
    if not Path(str(ours.locate_file("jerking_info"))).is_dir():
        pytest.skip("the package is installed from its checkout, without its files")
    version = jerking_info.__version__
    installed = {file.as_posix() for file in ours.files or ()}
    expected = {name.replace("{version}", version) for name in LISTED}
    beside = {name for name in installed if "__pycache__" in name or name.startswith("../")}
    beside |= {name for name in installed if PurePosixPath(name).name in AFTER_INSTALLATION}
    assert installed - beside == expected


NAME = "jerking_info-1.2.3-py3-none-any.whl"


def a_wheel(folder: Path, files: dict[str, str], name: str = NAME, day: int = 2) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(zipfile.ZipInfo(path, (2020, 2, day, 0, 0, 0)), text)
    return folder / name


def an_sdist(folder: Path, files: dict[str, str], mode: int = 0o644, level: int = 9) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for path, text in files.items():
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(text), mode
            tar.addfile(member, io.BytesIO(text.encode()))
    file = folder / "jerking_info-1.2.3.tar.gz"
    file.write_bytes(gzip.compress(buffer.getvalue(), level))
    return file


FILES = {"a": "1", "b": "2"}


def a_build(folder: Path, wheel: Path | None = None, sdist: Path | None = None) -> object:
    a_usual_one = a_wheel(folder, FILES)
    files = distributions.Distributions(sdist or an_sdist(folder, FILES), wheel or a_usual_one)
    return tool.Build(files, a_usual_one, Path("python"))


def test_equal_builds_do_not_differ_and_gzip_may(tmp_path: Path) -> None:
    other = a_build(tmp_path / "2", sdist=an_sdist(tmp_path / "s", FILES, level=1))
    assert list(tool.differences(a_build(tmp_path / "1"), other)) == []


@pytest.mark.parametrize(
    ("files", "name", "day", "difference"),
    [
        ({"a": "1", "b": "3"}, NAME, 2, "differs in b"),
        ({"a": "1"}, NAME, 2, "differs in b"),
        ({**FILES, "c": ""}, NAME, 2, "differs in c"),
        (FILES, NAME, 3, "differs in its times, modes or compression"),
        (FILES, "x.whl", 2, f"is called x.whl, not {NAME}"),
    ],
)
def test_a_wheel_that_differs_is_seen(
    tmp_path: Path, files: dict[str, str], name: str, day: int, difference: str
) -> None:
    other = a_build(tmp_path / "2", wheel=a_wheel(tmp_path / "w", files, name, day))
    found = list(tool.differences(a_build(tmp_path / "1"), other))
    assert found == [f"the wheel of the other build {difference}"]


@pytest.mark.parametrize(
    ("files", "mode", "difference"),
    [
        ({"a": "1", "b": "3"}, 0o644, "b"),
        ({"a": "1"}, 0o644, "b"),
        (FILES, 0o600, "a, b"),
        ({"b": "2", "a": "1"}, 0o644, "the order of their files"),
    ],
)
def test_an_sdist_that_differs_is_seen(
    tmp_path: Path, files: dict[str, str], mode: int, difference: str
) -> None:
    other = a_build(tmp_path / "2", sdist=an_sdist(tmp_path / "s", files, mode))
    found = list(tool.differences(a_build(tmp_path / "1"), other))
    assert found == [f"the sdists differ in {difference}"]


def test_a_wheel_with_other_files_than_the_listed_is_seen(tmp_path: Path) -> None:
    names = [name.replace("{version}", "1.2.3") for name in LISTED]
    good = a_wheel(tmp_path, dict.fromkeys(names, ""))
    assert list(distributions.flaws(good)) == []
    *rest, last = names
    bad = a_wheel(tmp_path, dict.fromkeys([*rest, "tests/test_x.py"], ""))
    assert list(distributions.flaws(bad)) == [
        "tests/test_x.py is in the wheel and not in wheel_files.txt: list it, or leave it out",
        f"{last} is in wheel_files.txt and not in the wheel",
    ]


def test_a_trace_of_the_place_is_seen(tmp_path: Path) -> None:
    names = [name.replace("{version}", "1.2.3") for name in LISTED]
    wheel = a_wheel(tmp_path, {**dict.fromkeys(names, ""), names[0]: "# built in 0123abcd"})
    telltales = {"the folder": b"0123abcd", "the host": b"in", "the home": b"nowhere"}
    assert list(distributions.flaws(wheel, telltales)) == [
        f"{names[0]} holds the folder, '0123abcd'"
    ]


def test_what_is_built_to_be_released_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name.replace("{version}", "1.2.3") for name in LISTED]
    wheel = a_wheel(tmp_path, dict.fromkeys([*names, "jerking_info/stray.py"], ""))
    files = distributions.Distributions(an_sdist(tmp_path, {}), wheel)
    monkeypatch.setattr(distributions, "built", lambda *_: files)
    monkeypatch.setattr(distributions, "complaints", lambda *_: iter(["pyroma: 9/10"]))
    with pytest.raises(distributions.RejectedError) as rejected:
        distributions.built_and_checked(tmp_path, tmp_path, tmp_path)
    first, second = rejected.value.complaints
    assert (first, second.partition(" is ")[0]) == ("pyroma: 9/10", "jerking_info/stray.py")


@pytest.mark.parametrize("home", ["/home/alice/x", "/Users/a.b/", r"see C:\\Users\\Alice"])
def test_the_home_of_anybody_is_seen(tmp_path: Path, home: str) -> None:
    names = [name.replace("{version}", "1.2.3") for name in LISTED]
    wheel = a_wheel(tmp_path, {**dict.fromkeys(names, ""), names[0]: f"# {home}"})
    [flaw] = distributions.flaws(wheel)
    assert flaw.startswith(f"{names[0]} holds the path of somebody's home, ")


def test_a_wheel_that_grew_too_large_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [name.replace("{version}", "1.2.3") for name in LISTED]
    wheel = a_wheel(tmp_path, dict.fromkeys(names, ""))
    size = wheel.stat().st_size
    monkeypatch.setattr(distributions, "LARGEST_WHEEL", size)
    assert list(distributions.flaws(wheel)) == []
    monkeypatch.setattr(distributions, "LARGEST_WHEEL", size - 1)
    assert list(distributions.flaws(wheel)) == [f"the wheel has {size} bytes, more than {size - 1}"]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("C\nC.utf8\nPOSIX\nde_DE.utf8\ntr_TR\ntr_TR.UTF-8\n", "tr_TR.UTF-8"),
        ("C\nC.utf8\nPOSIX\nde_DE\nde_DE.utf8\n", "de_DE.utf8"),
        ("C\nC.UTF-8\nPOSIX\nde_DE\n", "C.UTF-8"),
        ("C\nPOSIX\n", "C"),
        (None, "C"),
    ],
)
def test_the_locales_of_two_builds_differ_if_there_are_two(
    monkeypatch: pytest.MonkeyPatch, known: str | None, expected: str
) -> None:
    def listed(*command: str) -> str:
        if known is None:
            raise commands.CommandError(command, 127, "no such program")
        return known

    monkeypatch.setattr(tool, "output_of", listed)
    one, other = tool.different_surroundings()
    assert (one.environment["LC_ALL"], other.environment["LC_ALL"]) == ("C", expected)
    assert one.umask != other.umask
    assert all(
        one.environment[name] != other.environment[name] for name in ("TZ", "PYTHONHASHSEED")
    )


def test_the_other_locale_is_one_of_this_machine() -> None:
    _, other = tool.different_surroundings()
    name = other.environment["LC_ALL"]
    code = "import locale, os; print(locale.setlocale(locale.LC_ALL, os.environ['LC_ALL']))"
    said = commands.output_of(sys.executable, "-c", code, env={**os.environ, "LC_ALL": name})
    assert said == f"{name}\n"
