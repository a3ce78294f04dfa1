"""`parse`: the accepted files, and the problems reported for the rest."""

import json
import re

import pytest

from jerking_info import ContentError, Release, Topic, find, load, parse, releases
from jerking_info.content.parsing import LARGEST_FILE
from jerking_info.content.releases import read_data
from tests.broken import BROKEN, SCHEMA_CANNOT, Broken

FILE = load("1.1.0").to_json()


def problems(raw: bytes | str) -> dict[str, str]:
    with pytest.raises(ContentError) as error:
        parse(raw)
    return {problem.place: str(problem) for problem in error.value.problems}


def replaced(old: bytes, new: bytes) -> bytes:
    assert old in FILE
    return FILE.replace(old, new, 1)


@pytest.mark.parametrize("release", releases, ids=str)
def test_parse_reads_every_form_of_a_release(release: Release) -> None:
    topic = load(release.version)
    assert parse(topic.to_json()) == parse(topic.to_json().decode()) == topic
    assert parse(topic.model_dump_json()) == topic
    assert parse(topic.model_dump_json(exclude_none=True)) == topic
    assert parse(topic.to_json()).to_json() == read_data(release.file)


def test_parse_drops_the_schema_key() -> None:
    tree = json.loads(FILE)
    del tree["$schema"]
    assert parse(json.dumps(tree)) == load("1.1.0")
    assert type(parse(FILE)) is Topic


@pytest.mark.parametrize("broken", [*BROKEN, *SCHEMA_CANNOT], ids=lambda broken: broken.rule)
def test_parse_reports_each_broken_rule_with_place_and_expectation(broken: Broken) -> None:
    tree = json.loads(FILE)
    broken.edit(tree)
    found = problems(json.dumps(tree))
    place = next(place for place in found if place.startswith(broken.place))
    assert broken.expected in found[place].split(", expected ", 1)[1]


def test_parse_reports_all_problems_at_once() -> None:
    tree = json.loads(FILE)
    tree["title"] = ""
    tree["colour"] = "red"
    tree["$schema"] = 1
    del tree["overview"]
    tree["causes"][1]["id"] = "stress-and-anxiety"
    tree["tips"][6]["position"] = 9
    raw = json.dumps(tree).replace('"summary"', '"summary": "x", "summary"')
    assert set(problems(raw)) == {
        *("$schema", "summary", "title", "colour", "overview", "causes[1].id"),
        *("tips[1].applies_to[0]", "tips[6].position"),
    }


def test_parse_reports_everything_wrong_with_one_text() -> None:
    tree = json.loads(FILE)
    tree["title"] = " \x07" + "e\u0301" * 120
    (message,) = problems(json.dumps(tree)).values()
    assert "at most 120 characters, no white space at the ends, no control" in message


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [("applies_to", ["stres"], "tips[0].applies_to[0]"), ("position", 9, "tips[0].position")],
)
def test_parse_reports_a_problem_once(field: str, value: object, place: str) -> None:
    tree = json.loads(FILE)
    tree["tips"][0][field] = value
    with pytest.raises(ContentError) as error:
        parse(json.dumps(tree))
    assert [problem.place for problem in error.value.problems] == [place]


@pytest.mark.parametrize(
    "phrase", ["Parkinsons disease quiz", "restless-legs caf\u00e9", "anxieties (album)"]
)
def test_a_lookalike_may_contain_a_term_in_any_spelling_that_finding_knows(phrase: str) -> None:
    assert find(phrase)
    tree = json.loads(load("1.2.0").to_json()) | {"lookalikes": [phrase]}
    assert parse(json.dumps(tree)).lookalikes == (phrase,)
    assert "lookalikes[0]" in problems(json.dumps(tree | {"lookalikes": ["hectic days"]}))


@pytest.mark.parametrize(
    ("place", "value"), [("causes", []), ("causes", None), ("synonyms", {}), ("title", 1)]
)
def test_parse_reports_no_lookalike_because_its_term_is_in_a_broken_entry(
    place: str, value: object
) -> None:
    tree = json.loads(load("1.2.0").to_json())
    if value is None:
        del tree[place]
    else:
        tree[place] = value
    # A missing cause also leaves tips without it.
    found = [each for each in problems(json.dumps(tree)) if not each.startswith("tips[")]
    assert found == [place]


@pytest.mark.parametrize("other", [{}, {"title": 1}])
def test_parse_names_text_as_text_only_where_another_type_is_expected(
    other: dict[str, object],
) -> None:
    tree = json.loads(FILE) | other
    tree["tips"][0]["applies_to"] = ["sleep-disorders", "sleep-disorders"]
    tree["references"][0]["accessed"] = "2026-02-30"
    found = problems(json.dumps(tree))
    assert found["tips[0].applies_to[1]"].startswith('tips[0].applies_to[1]: found "sleep-disorde')
    assert not any("(text)" in problem for problem in found.values())


def test_parse_lists_the_keys_beside_an_unknown_one() -> None:
    tree = json.loads(FILE)
    tree["causes"][0]["examples"][0]["nmae"] = 1
    tree["provenance"]["article"]["x"] = 1
    found = problems(json.dumps(tree))
    expected = "found 1, expected no such key; the keys here are name, kind, aliases, codes"
    assert found["causes[0].examples[0].nmae"].endswith(expected)
    assert "title, author" in found["provenance.article.x"]


@pytest.mark.parametrize(
    ("value", "found"),
    [("3", '"3" (text)'), (True, "true"), (1.5, "1.5"), (None, "null"), ([], "a list of 0")],
)
def test_parse_names_the_found_value_as_json(value: object, found: str) -> None:
    tree = json.loads(FILE)
    tree["tips"][2]["position"] = value
    message = problems(json.dumps(tree))["tips[2].position"]
    assert message == f"tips[2].position: found {found}, expected a whole number"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"title"', b'"title": "x", "title"', "title"),
        (b'"position": 3', b'"position": 3, "\\u0070osition": 3', "tips[2].position"),
        (b'"$schema"', b'"$schema": "x", "$schema"', "$schema"),
        (b'"disclaimer"', b'"disclaimer": {"a": 1, "a": 2}, "disclaimer"', "disclaimer"),
    ],
)
def test_parse_reports_duplicate_keys(old: bytes, new: bytes, place: str) -> None:
    expected = f"{place}: found the key more than once, expected it once"
    assert problems(replaced(old, new))[place] == expected


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "line 1 column 1: found the end of the line, expected JSON"),
        (b"\xef\xbb\xbf" + FILE, "line 1 column 1: found '\\ufeff{"),
        (FILE[:-3] + b",\n}\n", "line "),
        (b'{\n  "a": 1,\n  b: 2}', "line 3 column 3: found 'b: 2}', expected JSON"),
        (FILE + b"x", "found 'x', expected JSON (Extra data)"),
        (replaced(b"worry", b"w\xffrry"), "found b'\\xff', expected UTF-8"),
        (FILE.decode().encode("utf-16"), "expected UTF-8"),
        ("\ud800", "offset 0: found '\\ud800', expected UTF-8"),
        (b"[" * 100_000, "file: found deeply nested lists"),
        (b'{"a":' * 100_000, "file: found deeply nested lists"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "a: found deeper nesting, expected at most 100"),
        (b"NaN", "file: found nan, expected an object"),
        (replaced(b'"position": 3', b'"position": -Infinity'), "tips[2].position: found -inf"),
        (replaced(b'"position": 3', b'"position": 1e999'), "tips[2].position: found inf"),
        (replaced(b'"position": 3', b'"position": ' + b"9" * 4000), "tips[2].position: found 9"),
        (b"9" * 5000, "file: found no readable JSON, expected JSON"),
        (FILE + b" " * LARGEST_FILE, f"expected at most {LARGEST_FILE} bytes"),
        ('"' + "\u00e9" * 600_000 + '"', "file: found 1200002 bytes"),
        (b"null", "file: found null, expected an object"),
        (b"[]", "file: found a list of 0, expected an object"),
        (b'{"tips": [[], 1, null, {}]}', "tips[0]: found a list of 0, expected an object"),
        (b'{"causes": [{"id": ["x"], "examples": {"*": 1}}]}', "causes[0].id"),
    ],
)
def test_parse_refuses_other_files_with_a_content_error(raw: bytes | str, message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        parse(raw)


def test_parse_reads_a_file_of_the_largest_size() -> None:
    assert LARGEST_FILE == 1_000_000
    assert parse(FILE + b" " * (LARGEST_FILE - len(FILE))) == load("1.1.0")


@pytest.mark.parametrize("wrong", [None, 1, {}, bytearray(b"{}")])
def test_parse_takes_bytes_or_text(wrong: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(wrong).__name__}"):
        parse(wrong)  # type: ignore[arg-type]
