"""The errors: their messages, attributes and bases."""

import copy
import pickle

import pytest

from jerking_info import (
    ContentError,
    IntegrityError,
    JerkingInfoError,
    Problem,
    UnknownIdError,
    UnknownReleaseError,
)
from jerking_info.errors import printable

PROBLEM = Problem("causes[2].name", "''", "text")
# By keyword, because pickling must not depend on positional construction.
ERRORS = [
    (ContentError(problems=(PROBLEM,)), ValueError),
    (UnknownIdError(kind="cause", id="sleep", known=("sleep-disorders",)), KeyError),
    (UnknownReleaseError(version="9.0.0", known=("1.0.0", "1.1.0")), LookupError),
    (IntegrityError(file="1.0.0.json", expected="aa", found="bb"), ValueError),
]


@pytest.mark.parametrize(("error", "builtin"), ERRORS)
def test_each_error_is_ours_and_the_builtin_that_a_caller_would_catch(
    error: JerkingInfoError, builtin: type[Exception]
) -> None:
    assert isinstance(error, JerkingInfoError)
    assert isinstance(error, builtin)


@pytest.mark.parametrize(("error", "_"), ERRORS)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_each_error_survives_pickling_and_copying(
    error: JerkingInfoError, _: type[Exception], protocol: int
) -> None:
    for twin in (pickle.loads(pickle.dumps(error, protocol)), copy.deepcopy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)
        assert twin.args == error.args
        assert sorted(map(repr, twin.args)) == sorted(map(repr, vars(error).values()))


def test_a_content_error_lists_every_problem_on_a_line_with_its_place() -> None:
    error = ContentError((PROBLEM, Problem("file", "1", "an object")))
    assert str(error) == (
        "the content has 2 problems:\n"
        "  causes[2].name: found '', expected text\n"
        "  file: found 1, expected an object"
    )
    assert str(ContentError((PROBLEM,))).startswith("the content has 1 problem:\n")


def test_an_unknown_id_names_the_close_ones_and_all() -> None:
    error = UnknownIdError("cause", "sleep-disorder", ("sleep-disorders", "stimulant-use"))
    assert error.close == ("sleep-disorders",)
    assert str(error) == (
        "no cause 'sleep-disorder' (did you mean 'sleep-disorders'?); "
        "there are 'sleep-disorders', 'stimulant-use'"
    )
    assert str(UnknownIdError("tip", "zzz", ())) == "no tip 'zzz'; there are none"
    assert (error.kind, error.id, error.known[1]) == ("cause", "sleep-disorder", "stimulant-use")


def test_an_unknown_release_lists_those_that_there_are() -> None:
    error = UnknownReleaseError("2.0.0", ("1.0.0", "1.1.0"))
    assert str(error) == (
        "no content release '2.0.0'; there are '1.0.0', '1.1.0' "
        "(a newer jerking-info may have more)"
    )
    assert (error.version, error.known) == ("2.0.0", ("1.0.0", "1.1.0"))


def test_an_integrity_error_names_the_file_and_both_digests() -> None:
    error = IntegrityError("1.0.0.json", expected="aa", found="bb")
    assert "1.0.0.json" in str(error)
    assert "expected sha256 aa, found bb" in str(error)
    assert (error.file, error.expected, error.found) == ("1.0.0.json", "aa", "bb")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("it's", '"it\'s"'),
        ("\u00e9", '"\u00e9"'),
        ("a\nb\x1b[31m", '"a\\nb\\x1b[31m"'),
        ("\u202eevil", '"\\u202eevil"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 81, f'"{"x" * 80}"... (81 characters)'),
        (10**90, "1" + "0" * 79),
        ({"a": 1}, "an object with 1 key"),
        ({}, "an object with 0 keys"),
        ([1, 2], "a list of 2"),
        ((), "a list of 0"),
        (None, "null"),
        (True, "true"),
        (1.5, "1.5"),
    ],
)
def test_a_value_is_shown_in_one_printable_line_cut_where_it_is_long(
    value: object, shown: str
) -> None:
    assert Problem.at((), value, "x").found == shown


def test_printable_text_stays_and_the_rest_is_escaped() -> None:
    assert printable("it's é\x1b[31m\u202e\ud800\n") == "it's é\\x1b[31m\\u202e\\ud800\\n"


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ((), "file"),
        (("causes", 2, "examples", 0, "kind"), "causes[2].examples[0].kind"),
        (("$schema",), "$schema"),
        (("a.b",), '["a.b"]'),
        (("causes", "x\ny"), 'causes["x\\ny"]'),
        ((3, "id"), "[3].id"),
    ],
)
def test_a_place_is_a_path_that_nothing_in_a_key_can_forge(
    steps: tuple[str | int, ...], path: str
) -> None:
    assert Problem.at(steps, 1, "x").place == path


def test_a_problem_is_a_value() -> None:
    assert Problem("a", "b", "c") == Problem("a", "b", "c")
    assert len({Problem("a", "b", "c"), Problem("a", "b", "c")}) == 1
    with pytest.raises(AttributeError):
        PROBLEM.place = "x"  # type: ignore[misc]
    assert not hasattr(PROBLEM, "__dict__")
