"""The built package, and fresh environments to install it into."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Environment = Callable[..., Path]


def output_of(*command: str | Path, cwd: Path | None = None, **variables: str) -> str:
    """Run a command in a clean environment and return what it prints."""
    kept = {"PATH": "/usr/bin:/bin", "HOME": str(cwd or ROOT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=kept | variables,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(["uv", "build", "-q", "--out-dir", folder, ROOT], check=True)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    (file,) = dist.glob("*.whl")
    return file
