"""Write `tests/data/form_digests.txt`: the digest of each form of the released content.

Apps and sites may keep a form of a release for ever, so that no change of the code changes
one by accident. `python -m tools.form_digests` writes the file anew after a change that is
meant; with `--check` it only names the forms that would change. Beside the releases stand
contents that they are not yet: reviewed, and with as little in them as can be.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from jerking_info import Cause, Tip, Topic, load, releases
from jerking_info.exporting import FORMS
from jerking_info.formats import to_html
from jerking_info.formats.entry import Context, entry_to_html, entry_to_markdown, entry_to_text
from tests.formats import variants

DIGESTS = Path(__file__).parents[1] / "tests" / "data" / "form_digests.txt"

_ELSEWHERE = ("parquet", "schema")  # as pyarrow writes it; held to the models by tools.schema
_DAY = date(2027, 1, 2)


def digests() -> dict[str, Callable[[], str]]:
    """Return what computes the digest of each form, by the name of the form."""
    topics = {release.version: (load(release.version), release.released) for release in releases}
    topics |= {
        "reviewed": (variants.reviewed(), _DAY),
        "bare": (variants.bare(), _DAY),
        "terse": (variants.terse(), _DAY),
    }
    return {
        f"{name} {form}": partial(_digest, write)
        for name, (topic, released) in topics.items()
        for form, write in _writers(topic, released).items()
    }


def _writers(topic: Topic, released: date) -> Mapping[str, Callable[[], bytes]]:
    files: dict[str, Callable[[], bytes]] = {
        name: partial(form.write, topic, released)
        for name, form in FORMS.items()
        if name not in _ELSEWHERE
    }
    return {
        **files,
        "fragment": lambda: to_html(topic, fragment=True).encode(),
        "entries": lambda: "\n".join(chain(_entries(topic, of_it=True), _entries(topic))).encode(),
    }


def _entries(topic: Topic, *, of_it: bool = False) -> list[str]:
    context = Context(topic, holds_entry=of_it)
    entries: tuple[Cause | Tip, ...] = (*topic.causes, *topic.tips)
    return [
        write(entry, context)
        for entry in entries
        for write in (entry_to_text, entry_to_markdown, entry_to_html)
    ]


def _digest(write: Callable[[], bytes]) -> str:
    return hashlib.sha256(write()).hexdigest()


def main(arguments: list[str]) -> int:
    """Write the digests, or with `--check` compare them; return the exit status."""
    now = {name: digest() for name, digest in digests().items()}
    if arguments != ["--check"]:
        lines = (f"{digest}  {name}\n" for name, digest in now.items())
        DIGESTS.write_text("".join(lines), encoding="utf-8", newline="\n")
        return 0
    changed = {name for name, _ in now.items() ^ pinned().items()}
    for name in sorted(changed):
        print(f"{name}: not as before; if it is meant, run `python -m tools.form_digests`")
    return 1 if changed else 0


def pinned() -> dict[str, str]:
    """Return the digest of each form as the file has it, by the name of the form."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
