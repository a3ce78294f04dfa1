"""An object of every public class, and what each version of the code pickled of them.

The objects come from content releases, which never change: so a later version can make them
anew, and compare them with what an older one pickled.
"""

import pickle
from pathlib import Path

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

FOLDER = Path(__file__).parent / "data" / "pickles"
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
