"""Where the project is: `python -m tools.addresses https://HOST/OWNER/NAME --email ADDRESS`.

It writes the pages of the repository and the authors' mailbox into pyproject.toml, the one
place that holds them. `--check` fails while they are missing, and `--is URL` with it unless the
repository is that one: a release workflow asks before it publishes.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
PAGES = {
    "Homepage": "",
    "Source": "",
    "Issues": "/issues",
    "Changelog": "/blob/main/CHANGELOG.md",
    "Security": "/security/policy",
}
"""The pages of a repository, as package indexes name them, and where GitHub has them."""

_TABLE = re.compile(r"^\[project\.urls\]\n(?P<lines>(?:[^\[\n].*\n)*)", re.MULTILINE)
_EMAIL = re.compile(r'^(authors = \[\{.*email = ")[^"]*(".*)$', re.MULTILINE)
_NOBODY = ".example"


def missing(pyproject: str, repository: str | None = None) -> Iterator[str]:
    """Yield what pyproject.toml does not say yet of where the project is.

    Args:
        pyproject: its text.
        repository: the address that the repository must have, if that is known.
    """
    project = tomllib.loads(pyproject)["project"]
    urls: dict[str, str] = project.get("urls", {})
    for name in PAGES:
        if name not in urls:
            yield f"pyproject.toml has no address for {name}"
    if repository and urls.get("Source") not in {None, repository}:
        yield f"pyproject.toml says that the source is at {urls['Source']}, not at {repository}"
    for author in project["authors"]:
        if author["email"].endswith(_NOBODY):
            yield f"pyproject.toml has no mailbox: {author['email']} is nobody's"


def renewed(pyproject: str, repository: str, email: str) -> str:
    """Return the text of pyproject.toml with the pages of a repository and a mailbox.

    Raises:
        ValueError: if one of them is not an address, or pyproject.toml has no place for them.
    """
    parts = urlsplit(repository)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or not re.fullmatch(r"/[\w./-]*\w", parts.path)
    ):
        raise ValueError(
            f"{repository!r} is not the address of a repository, https://HOST/OWNER/NAME"
        )
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", email, re.ASCII) or email.endswith(_NOBODY):
        raise ValueError(f"{email!r} is not the address of a mailbox")
    if not (table := _TABLE.search(pyproject)) or not _EMAIL.search(pyproject):
        raise ValueError("pyproject.toml has no [project.urls], or no email in its authors")
    ours = tuple(f"{name} = " for name in PAGES)
    others = [line for line in table["lines"].splitlines() if not line.startswith(ours)]
    pages = [f'{name} = "{repository}{page}"' for name, page in PAGES.items()]
    lines = "\n".join(["[project.urls]", *pages, *others, ""])
    return _EMAIL.sub(
        rf"\g<1>{email}\g<2>", pyproject[: table.start()] + lines + pyproject[table.end() :]
    )


def main(arguments: list[str] | None = None) -> int:
    """Write the addresses, or with `--check` say which are missing; return 1 if any is."""
    parser = argparse.ArgumentParser(prog="python -m tools.addresses", description=__doc__)
    parser.add_argument("repository", nargs="?", metavar="URL")
    parser.add_argument("--email", metavar="ADDRESS")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is missing")
    parser.add_argument("--is", dest="expected", metavar="URL", help="with --check: the repository")
    given = parser.parse_args(arguments)
    text = PYPROJECT.read_text(encoding="utf-8")
    if given.check:
        found = list(missing(text, given.expected))
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
    if not given.repository or not given.email:
        parser.error("give the repository's URL and --email, or --check")
    try:
        PYPROJECT.write_bytes(renewed(text, given.repository, given.email).encode())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
