"""`releases` and `verify`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jerking_info
from jerking_info import releases
from jerking_info.command.main import main
from jerking_info.content.releases import read_data

FILES = ["releases.json", "schema.json", *(release.file for release in releases)]


def test_releases_are_listed_oldest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{release.version}  {release.released}  {release.sha256}" for release in releases
    ]


def test_verify_names_every_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{file}: ok" for file in FILES]


def test_verify_fails_on_one_flipped_bit(tmp_path: Path) -> None:
    package = tmp_path / "jerking_info"
    shutil.copytree(Path(jerking_info.__file__).parent, package)
    (package / "data").mkdir(exist_ok=True)
    for file in FILES:
        (package / "data" / file).write_bytes(read_data(file))
    raw = read_data("1.0.0.json")
    (package / "data" / "1.0.0.json").write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import jerking_info.__main__"
    done = subprocess.run(
        [sys.executable, "-c", f"{code} as command; sys.exit(command.main(['verify']))"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert lines.pop("1.0.0.json").startswith("1.0.0.json is not the requested text")
    assert {*lines.values()} == {"ok"}
