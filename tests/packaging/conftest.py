"""The built package, and fresh environments to install it into."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def output_of(
    *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Run a command in a clean environment and return its output."""
    kept = {"PATH": "/usr/bin:/bin", "HOME": str(cwd or ROOT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=kept | dict(env or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def uv(*arguments: str | Path) -> None:
    """Run uv in the environment of the tests, with its index and certificates."""
    subprocess.run(["uv", *map(str, arguments)], check=True)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "-q", "--out-dir", folder, ROOT)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    (file,) = dist.glob("*.whl")
    return file
