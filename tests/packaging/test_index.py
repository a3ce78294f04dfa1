"""The way over a package index: upload, install, and no second upload of a version."""

import hashlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.packaging.conftest import output_of

pytest.importorskip("pypiserver", reason="needs pypiserver: nox -s packaging")
passlib = pytest.importorskip("passlib.hash", reason="needs passlib: nox -s packaging")
pytestmark = pytest.mark.slow

NO_CONFIG = {"PIP_CONFIG_FILE": "/dev/null"}
USER = {"TWINE_USERNAME": "releaser", "TWINE_PASSWORD": "secret", "TWINE_NON_INTERACTIVE": "1"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """Start an empty index on this machine and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "files").mkdir()
    hashed = passlib.apr_md5_crypt.hash(USER["TWINE_PASSWORD"])
    (tmp_path / "htpasswd").write_text(f"{USER['TWINE_USERNAME']}:{hashed}\n")
    options = ["-i", "127.0.0.1", "-p", str(port), "-P", "htpasswd", "-a", "update"]
    command = [sys.executable, "-m", "pypiserver", "run", *options, "--disable-fallback", "files"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        while True:
            try:
                urlopen(address).close()
                break
            except URLError:
                assert server.poll() is None
                time.sleep(0.1)
        yield address
        server.terminate()


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_index_gives_back_the_uploaded_bytes_and_refuses_them_twice(
    index: str, dist: Path, wheel: Path, tmp_path: Path
) -> None:
    upload = ("-m", "twine", "upload", "--repository-url", index, *map(str, dist.glob("jerking*")))
    output_of(sys.executable, *upload, env=USER)
    with pytest.raises(AssertionError, match="HTTPError: 4"):
        output_of(sys.executable, *upload, env=USER)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    simple = ("--no-deps", "--index-url", f"{index}/simple", "jerking-info")
    output_of(*pip, "download", *simple, "--dest", tmp_path / "given", env=NO_CONFIG)
    (given,) = (tmp_path / "given").iterdir()
    assert digest_of(given) == digest_of(wheel)
    output_of(*pip, "install", *simple, "--target", tmp_path / "app", env=NO_CONFIG)
    program = "import jerking_info; print(jerking_info.__file__, jerking_info.topic.version)"
    printed = output_of(sys.executable, "-c", program, env={"PYTHONPATH": str(tmp_path / "app")})
    assert printed.startswith(str(tmp_path / "app"))
