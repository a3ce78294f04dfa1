import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from jerking_info import Release, __version__, exporting, load, parse, releases, site
from jerking_info.command.export import FORMS, ExportFormat, export
from jerking_info.command.site import site_files, write_site
from jerking_info.formats.files import write_file

PAGE = Path(__file__).with_name("data") / "site_index.html"

LEFT_OUT: tuple[ExportFormat, ...] = () if find_spec("pyarrow") else ("parquet",)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site_files()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert write_site(folder) == LEFT_OUT
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """Return a site of the test's own."""
    return Path(shutil.copytree(written, tmp_path / "site"))


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_site_is_the_same_bytes_every_time(files: dict[str, bytes], written: Path) -> None:
    assert on_disk(written) == files == site_files()


def test_what_changes_with_a_release_is_at_the_top(files: dict[str, bytes]) -> None:
    top = {path for path in files if "/" not in path}
    assert top == {"SHA256SUMS", "index.html", "index.json", "latest.json", "schema.json"}


def test_every_form_of_every_release_is_there(files: dict[str, bytes]) -> None:
    index = json.loads(files["index.json"])
    assert [entry["version"] for entry in index["releases"]] == [
        release.version for release in reversed(releases)
    ]
    for entry in index["releases"]:
        assert [*entry["files"]] == [form for form in FORMS if form not in LEFT_OUT]
        for form, listed in entry["files"].items():
            data = files[listed["path"]]
            assert data == export(form, entry["version"])
            assert listed["bytes"] == len(data)
            assert listed["sha256"] == hashlib.sha256(data).hexdigest()
            assert listed["media_type"] == FORMS[form].media_type
            in_folder = listed["path"].startswith(f"{entry['version']}/")
            assert in_folder == (form != "schema")


def test_the_index_says_which_content_each_release_is_and_what_must_be_said_with_it(
    files: dict[str, bytes],
) -> None:
    index = json.loads(files["index.json"])
    assert index["generator"] == f"jerking-info {__version__}"
    for entry, release in zip(index["releases"], reversed(releases), strict=True):
        topic = load(release.version)
        assert entry["topic"] == topic.id
        assert entry["title"] == topic.title
        assert entry["sha256"] == release.sha256
        assert entry["released"] == release.released.isoformat()
        assert entry["language"] == topic.language
        assert entry["disclaimer"] == topic.disclaimer.model_dump()
        assert entry["provenance"] == topic.provenance.model_dump(mode="json")


def test_latest_is_the_newest_release_and_leads_to_its_files(files: dict[str, bytes]) -> None:
    latest = json.loads(files["latest.json"])
    index = json.loads(files["index.json"])
    assert latest["version"] == index["latest"] == releases[-1].version
    assert latest == index["releases"][0]
    assert parse(files[latest["files"]["json"]["path"]]) == load()


def test_sha256sum_accepts_the_checksums_of_all_files(folder: Path) -> None:
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line[66:] for line in sums} == on_disk(folder).keys() - {"SHA256SUMS"}
    if (command := shutil.which("sha256sum")) is None:
        pytest.skip("sha256sum is not installed")
    check = [command, "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    (folder / "latest.json").write_bytes(b"{}")
    done = subprocess.run(check, cwd=folder, check=False, capture_output=True)
    assert done.returncode == 1


def test_the_page_of_a_release_and_its_file_is_this(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "releases", releases[:1])
    monkeypatch.setattr(site, "load", lambda version="1.0.0": load(version))
    monkeypatch.setattr(site, "FORMS", {"json": FORMS["json"]})
    # There, each part of it is on a line of its own.
    expected = PAGE.read_text(encoding="utf-8").replace("\n", "")
    assert expected == site_files()["index.html"].decode().replace("\n", "")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src") and value]


def test_the_page_links_to_every_file_and_to_nothing_else(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    parser = _Links()
    parser.feed(page)
    top = {"index.html", "index.json", "latest.json", "SHA256SUMS"}
    icon = "data:,"  # so that no browser asks for one
    assert {*parser.links} == files.keys() - top | {icon}
    assert parser.tags.count("h1") == 1
    assert parser.tags.count("meta") == 2
    assert "script" not in parser.tags
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    for release in releases:
        topic = load(release.version)
        assert topic.disclaimer.text in page
        assert release.sha256 in page
        assert topic.provenance.article.author in page
        assert "No clinician has reviewed it yet." in page


def test_no_text_of_the_content_becomes_markup_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "a <script>alert(1)</script> & b"
    told = load().provenance.model_copy(
        update={
            "review_status": "reviewed",
            "reviewer": "A <b>Clinician</b>",
            "last_reviewed": date(2027, 1, 31),
            "license": text,
        }
    )
    hostile = load().model_copy(update={"title": text, "overview": text, "provenance": told})
    monkeypatch.setattr(site, "load", lambda _=None: hostile)
    files = site_files()
    page = files["index.html"].decode()
    assert "<script" not in page
    assert "a &lt;script&gt;alert(1)&lt;/script&gt; &amp; b" in page
    assert "Reviewed by A &lt;b&gt;Clinician&lt;/b&gt; on 2027-01-31. The facts" in page
    assert json.loads(files["latest.json"])["provenance"]["last_reviewed"] == "2027-01-31"


def test_writing_a_site_again_leaves_its_files_alone(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert write_site(folder) == LEFT_OUT
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_folder_is_made_if_need_be(tmp_path: Path, files: dict[str, bytes]) -> None:
    write_site(tmp_path / "a" / "b")
    assert on_disk(tmp_path / "a" / "b") == files


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError, match="file is no folder"):
        write_site(tmp_path / "file")


@pytest.mark.parametrize(
    "path", ["index.html", "latest.json", "SHA256SUMS", "1.0.0/jerking-movements.json"]
)
def test_a_foreign_file_in_the_way_stops_it_all(path: str, tmp_path: Path) -> None:
    foreign = tmp_path / path
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"mine")
    with pytest.raises(FileExistsError) as refused:
        write_site(tmp_path)
    assert str(refused.value) == f"{path} in {tmp_path} would change"
    assert on_disk(tmp_path) == {path: b"mine"}
    write_site(tmp_path, force=True)
    assert on_disk(tmp_path) == site_files()


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the site as a package wrote it that had only the first release."""
    only: tuple[Release, ...] = releases[:1]
    with monkeypatch.context() as patch:
        patch.setattr(site, "releases", only)
        patch.setattr(site, "load", lambda version="1.0.0": load(version))
        patch.setattr(site, "__version__", "0.0.1")
        write_site(tmp_path / "older")
    assert not (tmp_path / "older" / "1.1.0").exists()
    return tmp_path / "older"


def test_a_site_of_an_older_package_is_brought_up_to_date(
    older: Path, files: dict[str, bytes]
) -> None:
    untouched = (older / "1.0.0" / "jerking-movements.json").stat().st_mtime_ns
    write_site(older)
    assert on_disk(older) == files
    assert (older / "1.0.0" / "jerking-movements.json").stat().st_mtime_ns == untouched


def test_an_update_that_was_cut_short_can_be_done_again(
    older: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut it before each file in turn."""
    monkeypatch.setattr(site, "site_files", lambda: files)
    for last in range(len(files)):
        left = [last]

        def write_some(
            path: Path, data: bytes, *, replace: bool = False, left: list[int] = left
        ) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            write_file(path, data, replace=replace)

        again = Path(shutil.copytree(older, older.with_name(f"cut-{last}")))
        with monkeypatch.context() as patch:
            patch.setattr(site, "write_file", write_some)
            try:
                write_site(again)
            except KeyboardInterrupt:
                pass
            else:
                break
        write_site(again)
        assert on_disk(again) == files
    assert last > 1


def test_a_top_file_that_somebody_changed_is_not_replaced(older: Path) -> None:
    (older / "index.html").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match=r"index\.html"):
        write_site(older)
    assert not (older / "1.1.0").exists()


def test_a_folder_in_place_of_a_top_file_is_not_replaced(older: Path) -> None:
    for name in ("index.json", "latest.json"):
        (older / name).unlink()
        (older / name).mkdir()
    with pytest.raises(FileExistsError) as refused:
        write_site(older)
    assert str(refused.value) == f"index.json, latest.json in {older} would change"


def test_the_checksums_of_something_else_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  latest.json\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"^SHA256SUMS in .* would change$"):
        write_site(tmp_path)


def test_a_release_that_would_look_different_now_is_refused(folder: Path) -> None:
    # Apps may keep these files for ever, so not even the checksums excuse a change.
    changed = folder / "1.0.0" / "jerking-movements.html"
    changed.write_bytes(b"as an older package wrote it")
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    old = hashlib.sha256(export("html", "1.0.0")).hexdigest()
    new = hashlib.sha256(changed.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(sums.replace(old, new), encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"1\.0\.0/jerking-movements\.html in .* would"):
        write_site(folder)


def test_without_pyarrow_all_but_parquet_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert write_site(tmp_path) == ("parquet",)
    assert not [path for path in on_disk(tmp_path) if "parquet" in path]
    index = json.loads((tmp_path / "index.json").read_bytes())
    assert "parquet" not in index["releases"][0]["files"]
    assert "parquet" not in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")


def test_any_other_missing_module_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> bytes:
        raise ImportError("broken", name="jerking_info.formats.text")

    form = exporting.Form(fail, ".txt", "text/plain", "plain text")
    monkeypatch.setitem(FORMS, "text", form)
    with pytest.raises(ImportError, match="broken"):
        site_files()


def test_sums_that_are_no_text_are_nobodys(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff")
    with pytest.raises(FileExistsError, match="SHA256SUMS"):
        write_site(tmp_path)


def test_what_another_package_published_is_not_taken_back(folder: Path) -> None:
    before = on_disk(folder)
    before["SHA256SUMS"] += f"{'0' * 64}  1.0.0/b\n{'0' * 64}  1.0.0/a\n".encode()
    (folder / "SHA256SUMS").write_bytes(before["SHA256SUMS"])
    with pytest.raises(FileExistsError) as refused:
        write_site(folder)
    assert str(refused.value) == f"1.0.0/a, 1.0.0/b in {folder} would no longer be listed"
    assert on_disk(folder) == before
    write_site(folder, force=True)
    assert on_disk(folder) == site_files()


@pytest.mark.skipif(bool(LEFT_OUT), reason="pyarrow is not installed")
def test_what_was_published_is_not_taken_back_for_want_of_pyarrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FileExistsError, match=r"parquet.* would no longer be listed"):
        write_site(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert write_site(tmp_path, force=True) == ("parquet",)
