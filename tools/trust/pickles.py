"""Write what a version pickles, so that every later one can be held to loading it.

`python -m tools.trust.pickles` writes one object of every public class into
`tests/data/pickles/VERSION/`; `tools.release` does so for the version that it releases. The
objects come from content releases, which never change, so a later version can make them
anew and compare. `tests/test_pickles.py` does.
"""

import pickle
import sys
from pathlib import Path

import jerking_info
from jerking_info import (
    ContentError,
    Finder,
    IntegrityError,
    JerkingInfoError,
    UnknownIdError,
    UnknownReleaseError,
    compare,
    load,
    parse,
    releases,
)
from jerking_info.feedback import Comment, Rating
from jerking_info.formats import to_tables
from tools.commands import output_of

FOLDER = Path(__file__).parents[2] / "tests" / "data" / "pickles"
"""Where the pickles are kept, a folder for each version that wrote them."""

_PROTOCOL = 4
"""The default of Python 3.11 to 3.13, which every later one reads."""


def objects() -> dict[str, object]:
    """Return an object, or several, of every public class, by its name."""
    topic = load("1.1.0")
    cause, tip = topic.cause("sleep-disorders"), topic.tips[0]
    finders = (Finder(topic), Finder(topic, "re"))
    content_error = _refused(topic.model_dump_json().replace('"position":3', '"position":"3"'))
    return {
        "Article": topic.provenance.article,
        "Cause": cause,
        "Change": compare(load("1.0.0"), topic),
        "Coding": topic.codes,
        "Comment": Comment.of(topic, "Clear.\nThanks!", "improve-sleep-hygiene"),
        "ContentError": content_error,
        "Disclaimer": topic.disclaimer,
        "Example": cause.examples,
        "Finder": finders,
        "IntegrityError": IntegrityError("1.0.0.json", expected="aaa", found="bbb"),
        "JerkingInfoError": JerkingInfoError("said"),
        "Mention": finders[0].find("Is it RESTLESS LEGS, or low potassium?"),
        "Problem": content_error.problems,
        "Provenance": topic.provenance,
        "Questions": topic.questions,
        "Rating": Rating.of(topic, 4),
        "Reference": topic.references,
        "Release": releases[:2],
        "Synonym": topic.synonyms,
        "Tables": to_tables(topic),
        "Tip": tip,
        "Topic": (load("1.0.0"), topic),
        "UnknownIdError": UnknownIdError("tip", "limit-stimulant", ("limit-stimulants",)),
        "UnknownReleaseError": UnknownReleaseError("9.0.0", ("1.0.0",)),
        "WarningSign": topic.warning_signs,
    }


def _refused(raw: str) -> ContentError:
    try:
        parse(raw)
    except ContentError as error:
        return error
    raise AssertionError("content that breaks a law was accepted")


def write(folder: Path) -> list[Path]:
    """Write the pickles of the version that runs into a folder, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{name}.pickle": value for name, value in objects().items()}
    for file, value in files.items():
        file.write_bytes(pickle.dumps(value, _PROTOCOL))
    return [*files]


def main() -> int:
    """Write the pickles of the version at work; return 1 if that is a released one."""
    version = jerking_info.__version__
    if output_of("git", "-C", FOLDER.parents[2], "tag", "--list", f"v{version}").strip():
        print(f"{version} is released: what it pickled never changes", file=sys.stderr)
        return 1
    print(f"{version}: {len(write(FOLDER / version))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
