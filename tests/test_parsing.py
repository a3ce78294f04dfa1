"""`parse`: what it accepts, and what it says of everything else."""

import json
import re
import sys

import pytest

from jerking_info import ContentError, Topic, load, parse, parsing, releases
from jerking_info.content.parsing import LARGEST_FILE, parse_manifest
from jerking_info.content.releases import read_data
from tests.broken import BROKEN, SCHEMA_CANNOT, Broken

NEWEST = load().to_json()


def problems(raw: bytes | str) -> dict[str, str]:
    with pytest.raises(ContentError) as error:
        parse(raw)
    return {problem.place: str(problem) for problem in error.value.problems}


@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
def test_a_shipped_file_parses_to_the_topic_that_load_gives(release: object) -> None:
    topic = load(release.version)  # type: ignore[attr-defined]
    assert parse(topic.to_json()) == topic
    assert parse(topic.to_json().decode()) == topic
    assert parse(topic.model_dump_json()) == topic


def test_the_schema_key_is_accepted_and_not_kept() -> None:
    tree = json.loads(NEWEST)
    del tree["$schema"]
    assert parse(json.dumps(tree)) == load()
    assert "$schema" not in parse(NEWEST).model_dump()
    assert type(parse(NEWEST)) is Topic


@pytest.mark.parametrize("broken", [*BROKEN, *SCHEMA_CANNOT], ids=lambda broken: broken.law)
def test_each_law_is_enforced_with_its_place_and_what_is_expected(broken: Broken) -> None:
    tree = json.loads(NEWEST)
    broken.edit(tree)
    found = problems(json.dumps(tree))
    (place,) = [place for place in found if place.startswith(broken.place)][:1]
    assert broken.expected in found[place].split(", expected ", 1)[1]


def test_all_problems_are_reported_at_once() -> None:
    tree = json.loads(NEWEST)
    tree["title"] = ""  # a single value
    tree["colour"] = "red"  # an unknown key
    del tree["overview"]  # a missing one
    tree["causes"][1]["id"] = "stress-and-anxiety"  # two laws between values
    tree["tips"][6]["position"] = 9
    raw = json.dumps(tree).replace('"summary"', '"summary": "x", "summary"')  # a repeated key
    assert set(problems(raw)) == {
        "summary",
        "title",
        "colour",
        "overview",
        "causes[1].id",
        "tips[1].applies_to[0]",
        "tips[6].position",
    }


def test_a_text_is_told_all_that_is_wrong_with_it() -> None:
    tree = json.loads(NEWEST)
    tree["title"] = " \x07" + "e\u0301" * 120
    (said,) = problems(json.dumps(tree)).values()
    assert "at most 120 characters, no white space at the ends, no control" in said


def test_what_is_no_id_is_told_only_once() -> None:
    tree = json.loads(NEWEST)
    tree["tips"][0]["applies_to"] = ["stres"]
    with pytest.raises(ContentError) as error:
        parse(json.dumps(tree))
    assert len(error.value.problems) == 1


def test_a_law_between_values_is_told_only_once() -> None:
    tree = json.loads(NEWEST)
    tree["tips"][6]["position"] = 9
    with pytest.raises(ContentError) as error:
        parse(json.dumps(tree))
    assert [problem.place for problem in error.value.problems] == ["tips[6].position"]


def test_an_unknown_key_is_told_which_keys_there_are() -> None:
    tree = json.loads(NEWEST)
    tree["schema"] = "x"
    tree["causes"][0]["examples"][0]["nmae"] = 1
    tree["provenance"]["article"]["x"] = 1
    found = problems(json.dumps(tree))
    place = "causes[0].examples[0].nmae"
    keys = "'name', 'kind', 'aliases', 'codes'"
    assert f"{place}: found 1, expected no such key; the keys here are {keys}" == found[place]
    assert "'title', 'author'" in found["provenance.article.x"]
    assert "'warning_signs', '$schema'" in found["schema"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"title"', b'"title": "x", "title"', "title"),
        (b'"position": 3', b'"position": 3, "position": 3', "tips[2].position"),
        (b'"position": 3', b'"position": 3, "\\u0070osition": 3', "tips[2].position"),
        (
            b'"kind": "substance"',
            b'"kind": "substance", "kind": "state"',
            "causes[5].examples[0].kind",
        ),
        (b'"$schema"', b'"$schema": "x", "$schema"', "$schema"),
    ],
)
def test_a_key_given_twice_is_refused(old: bytes, new: bytes, place: str) -> None:
    found = problems(NEWEST.replace(old, new, 1))
    assert f"{place}: found the key 2 times, expected it once" == found[place]


def test_keys_given_twice_are_found_inside_what_is_itself_given_twice() -> None:
    raw = NEWEST.replace(b'"disclaimer"', b'"disclaimer": {"a": 1, "a": 2}, "disclaimer"', 1)
    assert {"disclaimer", "disclaimer.a"} <= set(problems(raw))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "line 1 column 0: found the end of the line, expected JSON"),
        (b"\xef\xbb\xbf" + NEWEST, "line 1 column 1: found '\\ufeff{"),
        ("\ufeff" + NEWEST.decode(), "line 1 column 1: found '\\ufeff{"),
        (NEWEST.replace(b'",\n  "tips"', b'",\n  "tips",'), "line "),
        (NEWEST[:-3] + b",\n}\n", "trailing comma"),
        (b'{\n  "a": 1,\n  b: 2}', "line 3 column 3: found 'b: 2}', expected JSON (key must be a"),
        (NEWEST[:-10], "line "),
        ('["é', "line 1 column 4: found the end of the line, expected JSON (EOF while"),
        (b"[" + b"x" * 50, f"line 1 column 2: found '{'x' * 40}', expected JSON (expected value)"),
        (NEWEST + b"x", "trailing characters"),
        (NEWEST.replace(b"worry", b"w\xffrry", 1), "found b'\\xff', expected UTF-8"),
        (NEWEST.decode().encode("utf-16"), "expected UTF-8"),
        ("\ud800", "offset 0: found '\\ud800', expected UTF-8"),
        (b'{"a": "\\ud800"}', "expected JSON"),
        (b"[" * 100_000, "recursion limit exceeded"),
        (b'{"a":' * 100_000, "recursion limit exceeded"),
        (b"[" * 100_000 + b"]" * 100_000, "recursion limit exceeded"),
        (b"NaN", "file: found nan, expected an object"),
        (NEWEST.replace(b'"position": 3', b'"position": NaN'), "tips[2].position: found nan"),
        (NEWEST.replace(b'"position": 3', b'"position": -Infinity'), "[2].position: found -inf"),
        (NEWEST.replace(b'"position": 3', b'"position": 1e999'), "tips[2].position: found inf"),
        (NEWEST.replace(b'"position": 3', b'"position": ' + b"9" * 4000), "[2].position: found 9"),
        (b"9" * 5000, "expected JSON (number out of range)"),
        (b'"' + b"a" * 50_000_000 + b'"', f"file: found more than {LARGEST_FILE} bytes"),
        ('"' + "a" * 50_000_000 + '"', f"file: found more than {LARGEST_FILE} bytes"),
        ('"' + "é" * 600_000 + '"', f"file: found more than {LARGEST_FILE} bytes"),
        (NEWEST + b" " * LARGEST_FILE, f"found more than {LARGEST_FILE} bytes, expected at most 1"),
        ("\ud800" * (LARGEST_FILE + 1), f"file: found more than {LARGEST_FILE} bytes"),
        (b"null", "file: found None, expected an object"),
        (b"[]", "file: found a list of 0, expected an object"),
        (b"{}", "id: found nothing, expected this key"),
        (b'{"tips": [[], 1, null, {}]}', "tips[0]: found a list of 0"),
        (b'{"causes": [{"id": ["x"], "examples": {"*": 1}}]}', "causes[0].id"),
    ],
)  # fmt: skip
def test_whatever_is_no_release_file_ends_in_a_content_error(raw: bytes | str, said: str) -> None:
    with pytest.raises(ContentError, match=re.escape(said)):
        parse(raw)


def test_a_process_that_may_write_few_digits_is_told_of_a_long_number_too() -> None:
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        found = problems(NEWEST.replace(b'"position": 3', b'"position": ' + b"9" * 4000))
    finally:
        sys.set_int_max_str_digits(digits)
    assert "tips[2].position: found a number too long to show" in found["tips[2].position"]


def test_a_file_of_just_the_largest_size_is_read() -> None:
    assert LARGEST_FILE == 1_000_000
    assert parse(NEWEST + b" " * (LARGEST_FILE - len(NEWEST))) == load()


def test_so_many_problems_are_all_told() -> None:
    entries = ",".join(['{"id":"x","codes":[],"references":[{}]}'] * 2_000)
    found = problems(f'{{"tips": [{entries}]}}')
    assert len(found) > 10_000


@pytest.mark.parametrize("value", ["{}", "1", "[]", '{"a":{"b":[[]]}}'])
def test_of_more_values_than_a_file_may_have_no_problem_is_told(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parsing._MOST_VALUES == 100_000
    monkeypatch.setattr(parsing, "_MOST_VALUES", 98)
    values = 4 if "a" in value else 1
    for more in (0, 1):  # the object and the list are values, too
        found = problems(f'{{"tips": [{",".join([value] * (96 // values + more))}]}}')
        said = "file: found more than 98 values, expected at most 98 values"
        assert (said in found.values()) is (len(found) == 1) is bool(more)


@pytest.mark.parametrize("wrong", [None, 1, {}, [], bytearray(b"{}")])
def test_only_bytes_and_text_are_taken(wrong: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(wrong).__name__}"):
        parse(wrong)  # type: ignore[arg-type]


def test_a_manifest_is_read_as_the_releases_that_it_lists() -> None:
    assert parse_manifest(read_data("releases.json")).releases == releases


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{"releases": []}', "releases"),
        (b'{"releases": [{"version": "1.0.0"}]}', "releases[0].sha256"),
        (b'{"releases": {}}', "releases"),
        (b"[]", "file"),
        (b'{"releases": [], "releases": []}', "releases"),
    ],
)
def test_a_broken_manifest_is_a_content_error_too(raw: bytes, place: str) -> None:
    with pytest.raises(ContentError) as error:
        parse_manifest(raw)
    assert place in {problem.place for problem in error.value.problems}


def test_a_parser_that_tells_no_place_is_understood_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise ValueError("something new")

    monkeypatch.setattr(parsing, "from_json", fail)
    assert problems(b"{}") == {"file": "file: found no JSON, expected JSON (something new)"}
