"""The properties of `parse`: a valid file comes back equal, any other ends in one error."""

import copy
import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jerking_info import ContentError, Topic, load, parse, releases
from jerking_info.testing import topics
from tests.json_values import json_values

FILES = [json.loads(load(release.version).to_json()) for release in releases]
Steps = tuple[str | int, ...]


def keys(tree: Any, steps: Steps = ()) -> list[Steps]:
    """List the place of every key of a tree."""
    if isinstance(tree, dict):
        inner = [place for key, child in tree.items() for place in keys(child, (*steps, key))]
        return [*((*steps, key) for key in tree), *inner]
    if isinstance(tree, list):
        return [place for i, child in enumerate(tree) for place in keys(child, (*steps, i))]
    return []


PLACES = [(number, steps) for number, tree in enumerate(FILES) for steps in keys(tree)]
any_key = st.sampled_from(PLACES)
ADDITIONS = {"warning_signs", "usually_harmless", "for_your_visit", "glossary", "cautions"}
STATED = {"$schema", "reviewer", "last_reviewed", "next_review_due"}  # in every file
OPTIONAL = ADDITIONS | STATED | {"codes", "references", "aliases", "lookalikes", "read_from"}


def parent_of(tree: Any, steps: Steps) -> Any:
    for step in steps[:-1]:
        tree = tree[step]
    return tree


def path(steps: Steps) -> str:
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).removeprefix(".")


def places_of_problems(tree: object) -> set[str]:
    try:
        parse(json.dumps(tree))
    except ContentError as error:
        return {problem.place for problem in error.problems}
    return set()


@given(topics())
def test_a_serialised_topic_parses_to_an_equal_one(topic: Topic) -> None:
    for raw in (topic.model_dump_json(), topic.to_json(), topic.to_json().decode()):
        assert parse(raw) == topic
    assert hash(parse(topic.to_json())) == hash(topic)
    assert parse(topic.to_json()).to_json() == topic.to_json()


@given(topics(additions=False))
def test_a_topic_without_additions_has_none_of_their_keys(topic: Topic) -> None:
    raw = topic.to_json()
    assert not any(f'"{key}":'.encode() in raw for key in OPTIONAL - STATED)


def test_dropping_any_key_is_refused_at_its_place() -> None:
    # One place of each kind: reading a file for each of its 3,000 keys takes a minute.
    by_kind = {(number, re.sub(r"\d+", "", path(steps))): steps for number, steps in PLACES}
    for (number, _), steps in by_kind.items():
        tree = copy.deepcopy(FILES[number])
        del parent_of(tree, steps)[steps[-1]]
        of_addition = steps[-1] == "references" and not ADDITIONS.isdisjoint(steps)
        required = steps[-1] not in OPTIONAL or of_addition
        found = places_of_problems(tree)
        assert (path(steps) in found) == required
        # Tips refer to causes, and lookalikes contain terms.
        has_terms = steps[0] in {"title", "aliases", "synonyms", "causes"}
        assert has_terms or found <= {path(steps)}


@given(any_key, st.text(max_size=8))
def test_renaming_any_key_is_refused_at_its_place(key: tuple[int, Steps], added: str) -> None:
    number, steps = key
    tree = copy.deepcopy(FILES[number])
    parent = parent_of(tree, steps)
    renamed = f"{steps[-1]}_{added}"
    parent[renamed] = parent.pop(steps[-1])
    found = places_of_problems(tree)
    if renamed.isidentifier() and renamed.isascii():
        assert path((*steps[:-1], renamed)) in found
    assert found
    if steps[-1] not in OPTIONAL:
        assert path(steps) in found


@given(any_key, st.from_regex(r"[a-z]{9}", fullmatch=True), json_values)
def test_adding_any_key_is_refused_at_its_place(
    key: tuple[int, Steps], name: str, value: object
) -> None:
    number, steps = key
    tree = copy.deepcopy(FILES[number])
    parent_of(tree, steps)[name] = value
    assert path((*steps[:-1], name)) in places_of_problems(tree)


@given(any_key, json_values)
def test_another_type_at_any_key_is_refused_at_its_place(
    key: tuple[int, Steps], value: object
) -> None:
    number, steps = key
    tree = copy.deepcopy(FILES[number])
    parent = parent_of(tree, steps)
    same_type = type(value) is type(parent[steps[-1]])
    nullable = steps[-1] in {"reviewer", "last_reviewed", "next_review_due"}
    parent[steps[-1]] = value
    found = places_of_problems(tree)
    if not same_type:
        assert any(place.startswith(path(steps)) for place in found), (found, nullable)


@given(st.binary(max_size=200) | st.text(max_size=200) | json_values.map(json.dumps))
def test_anything_else_ends_in_a_content_error(raw: bytes | str) -> None:
    try:
        parse(raw)
    except ContentError as error:
        assert error.problems
        assert all(problem.place and problem.expected for problem in error.problems)
        assert str(error).isprintable() or "\n" in str(error)
    else:
        raise AssertionError("nothing that small is a release file")


@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_parses_or_ends_in_a_content_error(tree: Any, data: st.DataObject) -> None:
    raw = bytearray(json.dumps(tree).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        assert isinstance(parse(bytes(raw)), Topic)
    except ContentError as error:
        assert error.problems
