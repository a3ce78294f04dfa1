"""The parts of the site's pages that are made when the site is built, each where a comment asks.

| in a page | what stands there in the site |
| --- | --- |
| `<!-- reference: ... -->` | the documentation of names, from their docstrings |
| `<!-- content -->` | the newest content release, as `to_markdown` writes it, with its figure |
| `<!-- releases -->` | the table of the content releases |
| `<!-- examples -->` | the examples with the command of each |
| `<!-- command -->` | what each command of `jerking-info` says with `--help` |
| `<!-- file: NAME -->` | a page that stands at the top of the repository |

So these parts are never out of date. A sentence that begins with *Made when the site is built*
tells whoever reads a page in the repository what is missing there; the site goes without it.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

from jerking_info import load, releases
from jerking_info.formats import to_markdown
from jerking_info.formats.elements import serialized
from jerking_info.formats.figure import NARROW, WIDE, figure
from tools import reference

ROOT = Path(__file__).parents[1]

_PAGE_OF = {
    "CHANGELOG.md": "/project/changelog.md",
    "CONTRIBUTING.md": "/project/contributing.md",
    "SECURITY.md": "/project/security.md",
    "README.md": "/index.md",
}
"""Where in the site a page from the top of the repository stands."""

_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#|/)(?P<path>[^)\s#]+)(?P<anchor>#[^)\s]*)?(?=\))")
_MARKER = re.compile(r"<!-- (?P<part>content|releases|examples|command|file: (?P<file>\S+)) -->")
_NOTE = re.compile(r"^\*Made when the site is built.*\*\n", re.MULTILINE)
_COMMAND_OF_EXAMPLE = re.compile(r"(?P<what>.*): `(?P<command>python -m examples\.[^`]+)`")
_COMMAND = re.compile(r"^    ([a-z-]+)", re.MULTILINE)


def filled(page: str, text: str) -> str:
    """Return a page as the site shows it.

    Args:
        page: its path under `docs`, such as `how-to/index.md`.
        text: what stands in it.
    """
    text = site_links(_NOTE.sub("", text), Path("docs", page).parent, page)
    text = reference.MARKER.sub(reference.reference, text)
    return _MARKER.sub(lambda marker: _part(marker, page), text)


def site_links(text: str, folder: Path, page: str) -> str:
    """Make links between the files of the repository into links between the pages of the site.

    Args:
        text: Markdown.
        folder: the folder of the repository from which its links lead.
        page: the page of the site on which it will stand, by its path under `docs`.
    """

    def link(found: re.Match[str]) -> str:
        target = Path(os.path.normpath(folder / found["path"])).as_posix()
        anchor = found["anchor"] or ""
        if target in _PAGE_OF:
            return _PAGE_OF[target] + anchor
        if target.startswith("docs/"):
            return target.removeprefix("docs") + anchor
        return os.path.relpath(target, Path("docs", page).parent)  # a file to download

    return _LINK.sub(link, text)


def _part(marker: re.Match[str], page: str) -> str:
    if file := marker["file"]:
        return site_links((ROOT / file).read_text(encoding="utf-8"), Path(), page)
    if marker["part"] == "examples":
        return site_links(_examples(), Path(), page)
    return {"content": _content, "releases": _releases, "command": _command}[marker["part"]]()


def _content() -> str:
    """Return the newest content, all its headings one level lower, and its figure."""
    topic = load()
    pictures = (
        f'<div class="ji-{layout.name}">{serialized(figure(topic, layout))}</div>'
        for layout in (WIDE, NARROW)
    )
    figures = "".join(pictures).replace("\n", "")
    body = re.sub(r"^#", "##", to_markdown(topic), flags=re.MULTILINE)
    caption = "Which tip answers which cause; dashed: whatever the cause."
    return f"```{{raw}} html\n{figures}\n```\n\n*{caption}*\n\n{body}"


def _releases() -> str:
    rows = (
        f'| <a href="releases/{r.version}/jerking-movements.html">{r.version}</a> '
        f"| {r.released} | `{r.sha256}` |"
        for r in reversed(releases)
    )
    return "\n".join(["| version | released | sha256 of its file |", "| --- | --- | --- |", *rows])


def _examples() -> str:
    """Return the table of the examples, from the first line of each."""
    found = (
        (file.relative_to(ROOT).as_posix(), _COMMAND_OF_EXAMPLE.match(_first_line(file)))
        for file in sorted((ROOT / "examples").rglob("*.py"))
    )
    rows = (
        f"| [{told['what']}]({path}) | `{told['command'].replace('|', chr(92) + '|')}` |"
        for path, told in found
        if told
    )
    return "\n".join(["| what | command |", "| --- | --- |", *rows])


def _first_line(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def _command() -> str:
    overview = _help()
    commands = (
        f"## `jerking-info {command}`\n\n```text\n{_help(command)}```"
        for command in _COMMAND.findall(overview)
    )
    return "\n\n".join([f"```text\n{overview}```", *commands])


def _help(*command: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "jerking_info", *command, "--help"],
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
