"""`export --all`: every form of every release, with an index and checksums."""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from jerking_info import load, parse, releases
from jerking_info.command.forms import FORMS, export
from jerking_info.command.site import site_files, write_site
from jerking_info.testing import assert_shows_disclaimer


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site_files()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "site"))


def _on_disk(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_site_has_the_same_bytes_each_time(files: Mapping[str, bytes], written: Path) -> None:
    assert _on_disk(written) == files == site_files()


def test_the_index_lists_every_form_of_every_release(files: Mapping[str, bytes]) -> None:
    index = json.loads(files["index.json"])

    assert [entry["sha256"] for entry in index["releases"]] == [
        release.sha256 for release in reversed(releases)
    ]
    for entry in index["releases"]:
        topic = load(entry["version"], language=entry["language"])
        assert entry["disclaimer"]["text"] == topic.disclaimer.text
        assert {"json", "html", "fhir-r4"} <= entry["files"].keys() <= FORMS.keys()
        for form, listed in entry["files"].items():
            data = files[listed["path"]]
            assert data == export(form, topic)
            assert listed["bytes"] == len(data)
            assert listed["sha256"] == hashlib.sha256(data).hexdigest()


def test_latest_leads_to_the_newest_release(files: Mapping[str, bytes]) -> None:
    latest = json.loads(files["latest.json"])

    assert parse(files[latest["files"]["json"]["path"]]) == load()


def test_the_page_links_to_every_file_and_shows_the_disclaimer(files: Mapping[str, bytes]) -> None:
    html = files["index.html"].decode()
    links = {str(a["href"]) for a in BeautifulSoup(html, "html.parser").find_all("a")}

    assert links == {path for path in files if "/" in path or path == "schema.json"} | {"#ji-main"}
    assert_shows_disclaimer(html, load())


def test_llms_txt_links_to_every_file_and_shows_the_disclaimer(files: Mapping[str, bytes]) -> None:
    llms = files["llms.txt"].decode()
    links = set(re.findall(r"\(<(.*)>\)", llms))

    assert llms.startswith("# Jerking movements\n\nJerking movements are ")
    assert links == {path for path in files if "/" in path or path == "schema.json"}
    assert "Read the warning signs" in llms
    assert_shows_disclaimer(llms, load(), form="markdown")


def test_sha256sum_accepts_the_checksums(folder: Path) -> None:
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]

    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    listed = {line[66:] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == _on_disk(folder).keys() - {"SHA256SUMS"}


def test_an_unchanged_site_is_left_alone(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    write_site(folder)

    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_files_at_the_top_of_an_earlier_site_are_replaced(
    folder: Path, files: Mapping[str, bytes]
) -> None:
    old = b'{"an": "older index"}'
    sums = (folder / "SHA256SUMS").read_text("utf-8")
    digest = hashlib.sha256((folder / "index.json").read_bytes()).hexdigest()
    (folder / "index.json").write_bytes(old)
    sums = sums.replace(digest, hashlib.sha256(old).hexdigest())
    (folder / "SHA256SUMS").write_text(sums, "utf-8")
    write_site(folder)

    assert _on_disk(folder) == files


@pytest.mark.parametrize("path", ["index.json", "1.0.0/jerking-movements.html"])
def test_a_changed_file_is_replaced_by_force_only(
    folder: Path, files: Mapping[str, bytes], path: str
) -> None:
    (folder / path).write_bytes(b"changed")

    with pytest.raises(
        FileExistsError, match=f"^{path} in .* would change or be listed no longer$"
    ):
        write_site(folder)
    assert (folder / path).read_bytes() == b"changed"
    write_site(folder, force=True)
    assert _on_disk(folder) == files


def test_checksums_that_are_not_ours_are_kept(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff")

    with pytest.raises(FileExistsError, match="would"):
        write_site(tmp_path)
    assert _on_disk(tmp_path) == {"SHA256SUMS": b"\xff"}


def test_a_file_that_would_no_longer_be_listed_is_an_error(folder: Path) -> None:
    with (folder / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  1.0.0/jerking-movements.fax\n")

    with pytest.raises(
        FileExistsError, match=r"1\.0\.0/jerking-movements\.fax .* be listed no longer"
    ):
        write_site(folder)


def test_forms_without_their_extra_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    assert write_site(tmp_path) == ("parquet",)
    assert "parquet" not in (tmp_path / "index.json").read_text("utf-8")
