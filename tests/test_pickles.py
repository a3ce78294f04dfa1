"""What a version pickled, every later one loads: apps keep objects in caches and queues."""

import importlib
import pickle
import re
from pathlib import Path
from typing import get_origin

import pytest

import jerking_info
from tests.pickled import FOLDER, objects

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
OBJECTS = objects()
FILES = sorted(FOLDER.glob("*/*.pickle"))


def facts(value: object) -> object:
    """Return all that can be told of a value; errors have no equality of their own."""
    if isinstance(value, BaseException):
        return type(value), facts(value.args), str(value), vars(value)
    if isinstance(value, tuple):
        return type(value), [facts(item) for item in value]
    return type(value), value, repr(value), vars(value) if hasattr(value, "__dict__") else None


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_a_version_pickled_is_what_this_one_makes_anew(file: Path) -> None:
    value = pickle.loads(file.read_bytes())
    assert facts(value) == facts(OBJECTS[file.stem])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_gives_back_what_went_in(protocol: int) -> None:
    for value in OBJECTS.values():
        assert facts(pickle.loads(pickle.dumps(value, protocol))) == facts(value)


def test_a_finder_from_any_version_still_finds() -> None:
    for file in FOLDER.glob("*/Finder.pickle"):
        for finder in pickle.loads(file.read_bytes()):
            assert [m.id for m in finder.find("too much caffeine")] == ["stimulant-use"]


def released() -> set[str]:
    code, _, _ = CHANGELOG.read_text(encoding="utf-8").partition("\n## Content\n")
    return {*re.findall(r"^### \[(\d[^\]]*)\]", code, re.MULTILINE)}


def test_there_are_pickles_of_every_released_version_and_of_this_one() -> None:
    folders = {path.name for path in FOLDER.iterdir()}
    assert {*released(), jerking_info.__version__} <= folders


def test_there_is_an_object_of_every_public_class() -> None:
    classes: set[str] = set()
    for module in ("", ".errors", ".feedback", ".formats"):
        public = importlib.import_module(f"jerking_info{module}")
        values = {name: getattr(public, name) for name in public.__all__}
        classes |= {n for n, v in values.items() if isinstance(v, type) and not get_origin(v)}
    assert classes - {"Entry"} <= {*OBJECTS}
    written = {path.stem for path in (FOLDER / jerking_info.__version__).iterdir()}
    assert written <= {*OBJECTS}
    # Of a released version nothing changes any more: what is new comes with the next one.
    assert written == {*OBJECTS} or jerking_info.__version__ in released()
