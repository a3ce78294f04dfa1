"""The index on loopback: it answers, it is nobody else's, and it is gone whatever happens."""

import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.request import Request

import pytest

from tests.test_commands import a_program, each_signal, ended, is_running, on_posix, started

index = pytest.importorskip("tools.index", reason="only a checkout has the tools")
commands = pytest.importorskip("tools.commands", reason="only a checkout has the tools")

ROOT = Path(__file__).parents[1]
pytestmark = on_posix

STAND_IN = """
import http.server, os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"])
os.chdir(sys.argv[-1])
with open("../pids", "w") as file:
    print(os.getpid(), child.pid, file=file)
os.mkdir("simple")
address = sys.argv[sys.argv.index("-i") + 1], int(sys.argv[sys.argv.index("-p") + 1])
http.server.HTTPServer(address, http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def programs_with(folder: Path, text: str) -> Path:
    program = folder / "programs" / "pypi-server"
    program.parent.mkdir()
    a_program(program, text)
    return program.parent


@pytest.fixture(params=["stand-in", "pypiserver"])
def programs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a folder with a server: one that every Python has, and the real one."""
    if request.param == "stand-in":
        return programs_with(tmp_path, STAND_IN)
    if not find_spec("pypiserver"):
        pytest.skip("pypiserver is not installed: pip install pypiserver passlib")
    return Path(sys.executable).parent


def answers(simple: str) -> bool:
    try:
        index._open(Request(simple), timeout=5).close()
    except OSError:
        return False
    return True


def test_it_is_there_inside_the_block_only(programs: Path, tmp_path: Path) -> None:
    with index.running(programs, tmp_path / "index") as running:
        assert running.simple.startswith("http://127.0.0.1:")
        assert answers(running.simple)
    assert not answers(running.simple)
    with (
        pytest.raises(ZeroDivisionError),
        index.running(programs, tmp_path / "another") as running,
    ):
        raise ZeroDivisionError
    assert not answers(running.simple)


def test_what_its_server_has_started_is_gone_too(tmp_path: Path) -> None:
    programs = programs_with(tmp_path, STAND_IN)
    with index.running(programs, tmp_path / "index"):
        pids = [
            int(pid) for pid in (tmp_path / "index" / "pids").read_text(encoding="utf-8").split()
        ]
        assert all(map(is_running, pids))
    assert len(pids) == 2
    assert all(map(ended, pids))


PROGRAM = """
import sys, time
from pathlib import Path
from tools.commands import stopped_gently, temporary_folder
from tools.index import running

with stopped_gently(), temporary_folder() as folder, running(Path(sys.argv[1]), folder) as index:
    print(folder, index.simple, flush=True)
    time.sleep(99)
"""


@each_signal
def test_a_signal_leaves_neither_server_nor_folder(programs: Path, number: signal.Signals) -> None:
    with started(PROGRAM, programs) as (process, first_line):
        folder, simple = first_line.split()
        assert answers(simple)
        assert Path(folder).exists()
        process.send_signal(number)
        process.communicate(timeout=30)
        assert not answers(simple)
        assert not Path(folder).exists()


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    programs = programs_with(tmp_path, "raise SystemExit('no disk')")
    with (
        pytest.raises(commands.CommandError, match="no disk"),
        index.running(programs, tmp_path / "index"),
    ):
        pytest.fail("it is not running")


def test_its_files_have_the_addresses_that_its_page_names(tmp_path: Path, programs: Path) -> None:
    with index.running(programs, tmp_path / "index") as running:
        packages = tmp_path / "index" / "packages"
        wheel = "jerking_info-9.9.9-py3-none-any.whl"
        (packages / wheel).write_bytes(b"a wheel")
        if (packages / "simple").exists():  # the stand-in has to be told
            page = packages / "simple" / "jerking-info" / "index.html"
            page.parent.mkdir()
            page.write_text(f'<a href="/{wheel}#sha256=0">x</a>', encoding="utf-8")
        (name, address), *rest = running.files("jerking-info").items()
        assert (name, rest) == (wheel, [])
        assert "#sha256=" in address
        assert index.download(address) == b"a wheel"
