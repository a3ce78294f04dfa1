"""The commands on a terminal: width, style, pager and archives."""

import os
import pty
import subprocess
import sys

import pytest

from jerking_info import load
from jerking_info.formats import to_text


def on_a_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run the command on a terminal; return its exit status and all that was shown."""
    leader, follower = pty.openpty()
    defaults = {
        "TERM": "xterm",
        "COLUMNS": "80",
        "LINES": "24",
        "PAGER": "cat",
        "NO_COLOR": "",
        "PYTHONUTF8": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "jerking_info", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | defaults | environment,
    )
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end was closed
        pass
    os.close(leader)
    return process.wait(60), shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(("columns", "width"), [("200", 80), ("40", 40), ("9", 20)])
def test_text_is_as_wide_as_the_terminal_but_at_most_80(columns: str, width: int) -> None:
    shown = on_a_terminal(COLUMNS=columns, NO_COLOR="1")
    assert shown == (0, to_text(load(), width, codes=False))


def test_headings_are_bold_and_urgency_has_a_colour() -> None:
    status, shown = on_a_terminal(COLUMNS="30")
    assert status == 0
    assert shown.startswith("\x1b[1mJerking movements\x1b[0m\n=================\n")
    assert "\x1b[1;31mCall an ambulance\x1b[0m\n~~~" in shown
    assert "\x1b[1;33mGet help today\x1b[0m\n~~~" in shown
    assert "\x1b[1mWhat can cause jerking\x1b[0m\n\x1b[1mmovements?\x1b[0m\n---" in shown
    plain = shown.replace("\x1b[1m", "").replace("\x1b[1;31m", "").replace("\x1b[1;33m", "")
    assert plain.replace("\x1b[0m", "") == to_text(load(), 30, codes=False)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_a_dumb_terminal_show_plain_text(environment: dict[str, str]) -> None:
    assert "\x1b" not in on_a_terminal("signs", **environment)[1]


def test_long_text_goes_through_the_pager_and_short_text_does_not() -> None:
    pager = {"PAGER": "sed s/^/page:/", "NO_COLOR": "1"}
    _, shown = on_a_terminal(**pager)
    assert shown.startswith("page:Jerking movements\npage:====")
    assert not on_a_terminal(LINES="999", **pager)[1].startswith("page:")


def test_an_archive_is_not_shown_on_a_terminal() -> None:
    assert on_a_terminal("export", "csv") == (
        2,
        "jerking-info: a terminal cannot show csv: name a file with -o FILE\n",
    )
    assert on_a_terminal("export", "json") == (0, load().to_json().decode())


@pytest.mark.parametrize("pager", ["no-such-pager -R", " "])
def test_a_long_text_is_shown_without_a_pager_too(pager: str) -> None:
    shown = on_a_terminal(PAGER=pager, NO_COLOR="1", PATH="/nowhere")
    assert shown == (0, to_text(load(), codes=False))
