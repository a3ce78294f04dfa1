"""A package index on loopback: pypiserver, which takes uploads as the public one does."""

import base64
import hashlib
import re
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import ProxyHandler, build_opener

from tools.commands import CommandError, end, started, uninterrupted

_LOOPBACK = "127.0.0.1"
_SECONDS_TO_START = 20.0
_USER = "releaser"

_open = build_opener(ProxyHandler({})).open  # no proxy knows our loopback


@dataclass(frozen=True, slots=True)
class Index:
    """A running index, and who may upload to it."""

    url: str
    user: str
    password: str

    @property
    def simple(self) -> str:
        """Where pip looks for packages."""
        return f"{self.url}/simple/"

    def files(self, project: str) -> dict[str, str]:
        """Return the address of each file of a project by its name.

        Raises:
            OSError: if the index does not answer, or has no such project.
        """
        page_address = f"{self.simple}{project}/"
        page = _open(page_address).read().decode()
        addresses = (urljoin(page_address, found) for found in re.findall(r'href="([^"]+)"', page))
        return {address.partition("#")[0].rpartition("/")[2]: address for address in addresses}


def download(address: str) -> bytes:
    """Return what is at an address of the index."""
    raw: bytes = _open(address).read()
    return raw


@contextmanager
def running(programs: Path, place: Path) -> Generator[Index]:
    """Give an index that is empty at first and gone after the block, whatever ends the block.

    Args:
        programs: the folder of programs with `pypi-server`.
        place: a folder for what the index holds, and who may upload.

    Raises:
        CommandError: if the server does not start.
    """
    packages, passwords = place / "packages", place / "htpasswd"
    packages.mkdir(parents=True)
    password = token_urlsafe()
    digest = base64.b64encode(hashlib.sha1(password.encode()).digest())  # noqa: S324
    passwords.write_text(f"{_USER}:{{SHA}}{digest.decode()}\n", encoding="utf-8")
    port = str(_free_port())
    command = [str(programs / "pypi-server"), "run", "-i", _LOOPBACK, "-p", port]
    command += ["-P", str(passwords), "-a", "update", "--hash-algo", "sha256"]
    # Without the fallback, what the index does not have is not asked of the public one.
    command += ["--disable-fallback", str(packages)]
    process: subprocess.Popen[bytes] | None = None
    try:
        with uninterrupted():
            process = started(*command, log=place / "log")
        index = Index(f"http://{_LOOPBACK}:{port}", _USER, password)
        _wait_for(index, process, place / "log")
        yield index
    finally:
        with uninterrupted():
            if process is not None:
                end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(index: Index, process: subprocess.Popen[bytes], log: Path) -> None:
    latest = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            _open(index.simple).close()
        except URLError as error:
            if process.poll() is None and time.monotonic() < latest:
                time.sleep(0.1)
                continue
            end(process)
            said = log.read_text(encoding="utf-8", errors="replace")
            raise CommandError(("pypi-server",), process.returncode, said) from error
        else:
            return
