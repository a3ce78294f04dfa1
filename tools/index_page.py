"""The README as package indexes show it: `python -m tools.index_page` writes PYPI.md.

An index shows the page alone, without the files beside it. So a link to one of them becomes its
path, or its address once pyproject.toml has one (`python -m tools.addresses`), the figure becomes
a drawing in text, and the badges go, as the index says itself what they say. With `--check` it
only fails if the file would change.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from jerking_info import Topic, load
from tools.addresses import PAGES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "PYPI.md"
FIGURE = "docs/images/figure.svg"

_MARK = "<!-- Written from README.md by python -m tools.index_page: change that. -->\n\n"
_PICTURE = re.compile(r"^!\[[^\]\n]*\]\((?P<file>[^)\n]+)\)\n", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\((?![a-z]+:|#)(?P<path>[^)\n]+)\)")
_PATHS = (
    "\nPaths such as `docs/mentions.md` are those of the repository, and of the source archive\n"
    "that indexes keep beside the wheel.\n"
)


def index_page(readme: str, repository: str | None) -> str:
    """Return the page.

    Args:
        readme: the README.
        repository: the address of the repository, if it has one.
    """

    def link(found: re.Match[str]) -> str:
        text, path = found["text"], found["path"]
        if repository:
            return f"[{text}]({repository}{PAGES['Changelog'].replace('CHANGELOG.md', path)})"
        return f"`{path}`" if text == path else f"{text} (`{path}`)"

    def picture(found: re.Match[str]) -> str:
        return f"```text\n{drawing(load())}```\n" if found["file"] == FIGURE else ""

    title, _, body = _PICTURE.sub(picture, readme).partition("\n\n")
    paths = "" if repository else _PATHS
    return f"{_MARK}{title}\n\n{_LINK.sub(link, body.lstrip())}{paths}"


def drawing(topic: Topic) -> str:
    """Draw which tip answers which cause, in text.

    >>> print(drawing(load("1.0.0")).splitlines()[-1])
    Any cause ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 7. Consider alternative therapies
    """
    return "".join(f"{line}\n" for line in _lines(topic))


def _lines(topic: Topic) -> Iterator[str]:
    answered = [
        ", ".join(cause.name for cause in topic.causes_for(tip.id)) if tip.applies_to else ""
        for tip in topic.tips
    ]
    width = max(map(len, answered)) + 3
    for names, tip in zip(answered, topic.tips, strict=True):
        start = names or "Any cause"
        line = ("─" if names else "╌") * (width - len(start))
        yield f"{start} {line} {tip.position}. {tip.title}"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` say that it is out of date and return 1 if it is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = index_page(readme, project["urls"].get("Source")).encode()
    if PAGE.is_file() and PAGE.read_bytes() == page:
        return 0
    if "--check" in arguments:
        print("PYPI.md is out of date: run python -m tools.index_page")
        return 1
    PAGE.write_bytes(page)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
