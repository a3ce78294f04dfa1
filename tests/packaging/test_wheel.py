"""The contents of the built files: all that is tracked, nothing else."""

import re
import subprocess
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.slow

METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt"}
LICENSES = {"licenses/LICENSE", "licenses/LICENSE-CONTENT", "licenses/NOTICE"}


def tracked(*paths: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *paths],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_wheel_has_the_package_its_data_and_the_licenses(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    info = {name for name in names if ".dist-info/" in name}
    package = {name.removeprefix("src/") for name in tracked("src")}
    data = {f"jerking_info/{name}" for name in tracked("data")}
    assert names - info == package | data
    assert {name.partition("/")[2] for name in info} == METADATA | LICENSES


def test_wheel_has_two_dependencies_and_a_page_without_broken_links(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith("/METADATA"))
        metadata = BytesParser().parsebytes(opened.read(name))
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert required == ["importlib-resources>=6.4", "pydantic<3,>=2.12"]
    page = str(metadata.get_payload())
    assert page.startswith("# jerking-info\n")
    assert re.findall(r"\]\((?!https:|#).*?\)", page) == []


def test_sdist_has_every_tracked_file_but_those_of_the_repository(dist: Path) -> None:
    (file,) = dist.glob("*.tar.gz")
    with tarfile.open(file) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    left_out = {name for name in tracked() if name.startswith((".ci", ".github", ".gitattr"))}
    assert names == (tracked() - left_out) | {"PKG-INFO"}
