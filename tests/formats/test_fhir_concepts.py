"""The entries as concepts: codes that are unique, valid and stay what they are."""

import json
from hashlib import sha256
from typing import get_args

import pytest

from jerking_info import Topic, load, parse, releases, vocabulary
from jerking_info.formats.fhir.concepts import PROPERTIES, PropertyType, concepts

every_release = pytest.mark.parametrize("content", [release.version for release in releases])


def with_examples(*names: str) -> Topic:
    tree = json.loads(load("1.0.0").to_json())
    tree["causes"][5]["examples"] = [{"name": name, "kind": "substance"} for name in names]
    return parse(json.dumps(tree))


def example_codes(topic: Topic) -> list[str]:
    return [c.code for c in concepts(topic) if c.code.startswith("stimulant-use.")]


@every_release
def test_every_entry_is_a_concept_under_its_own_id(content: str) -> None:
    topic = load(content)
    entries = (topic.synonyms, topic.causes, topic.tips, topic.warning_signs)
    ids = [topic.id, *(entry.id for kind in entries for entry in kind)]
    codes = [concept.code for concept in concepts(topic)]
    examples = [example for cause in topic.causes for example in cause.examples]
    assert sorted(ids) == sorted(code for code in codes if "." not in code)
    assert len(codes) == len(ids) + len(examples) == len(set(codes))


def test_no_id_means_two_things() -> None:
    kinds = ("TopicId", "SynonymId", "CauseId", "TipId", "WarningSignId")
    ids = [id_ for kind in kinds for id_ in get_args(getattr(vocabulary, kind))]
    assert len(ids) == len(set(ids))
    assert not any("." in id_ for id_ in ids)


def test_an_example_that_reads_like_an_id_does_not_take_its_code() -> None:
    codes = [concept.code for concept in concepts(load("1.1.0"))]
    assert "electrolyte-imbalances.low-magnesium" in codes
    assert "low-magnesium" in codes


def test_an_example_keeps_its_code_from_release_to_release() -> None:
    old, new = (
        {concept.display: concept.code for concept in concepts(load(version))}
        for version in ("1.0.0", "1.1.0")
    )
    assert old.items() <= new.items()
    assert old["Parkinson's disease"] == "neurological-disorders.parkinsons-disease"
    assert old["caffeine"] == "stimulant-use.caffeine"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Caffeine", "caffeine"),
        ("caffeine  (a lot)", "caffeine-a-lot"),
        ("Tourette\u2019s", "tourettes"),
        ("snake_case", "snake-case"),
        ("K\u00e4se", "f9eeb52c9bc41ee5"),  # beyond ASCII: the name's digest
        ("\u5496\u5561", "720ec669f15b87b1"),
        ("<script>", "script"),
    ],
)
def test_an_example_is_named_by_its_letters_and_digits(name: str, code: str) -> None:
    assert example_codes(with_examples(name)) == [f"stimulant-use.{code}"]


def test_an_example_without_letters_is_named_by_its_fingerprint() -> None:
    names = ("<>", "!!")
    expected = [f"stimulant-use.{sha256(name.encode()).hexdigest()[:16]}" for name in names]
    assert expected == example_codes(with_examples(*names))


def test_of_two_examples_with_the_same_letters_the_first_keeps_its_code() -> None:
    alone, both = with_examples("low-dose"), with_examples("low-dose", "low dose", "low+dose")
    codes = example_codes(both)
    assert example_codes(alone) == codes[:1] == ["stimulant-use.low-dose"]
    assert len(set(codes)) == 3
    assert all(code.startswith("stimulant-use.low-dose.") for code in codes[1:])


@every_release
def test_every_property_is_declared_and_of_its_type(content: str) -> None:
    topic = load(content)
    codes = {concept.code for concept in concepts(topic)}
    for concept in concepts(topic):
        for name, value in concept.properties:
            type_, _ = PROPERTIES[name]
            assert isinstance(value, int) is (type_ == "integer")
            assert type_ != "code" or value in codes


def test_the_types_that_are_declared_are_those_of_the_properties() -> None:
    assert {*get_args(PropertyType)} == {type_ for type_, _ in PROPERTIES.values()}


def test_what_the_entries_are_is_told_by_their_properties() -> None:
    told = {concept.code: concept for concept in concepts(load("1.1.0"))}
    assert told["muscle-jerking"].properties == (("entry", "synonym"), ("scope", "exact"))
    assert told["stimulant-use.caffeine"].properties == (
        ("entry", "example"),
        ("example-of", "stimulant-use"),
        ("example-kind", "substance"),
    )
    assert told["limit-stimulants"].properties == (
        ("entry", "tip"),
        ("position", 6),
        ("applies-to", "stimulant-use"),
        ("action", "cutting down"),
        ("action", "stopping"),
    )
    assert ("RLS" in told["sleep-disorders.restless-legs-syndrome"].other_names) is True
    assert "CNS stimulants" in told["stimulant-use"].other_names


def test_a_warning_sign_says_that_it_is_an_addition_which_nobody_reviewed() -> None:
    topic = load("1.1.0")
    told = {concept.code: concept for concept in concepts(topic)}
    for sign in topic.warning_signs:
        concept = told[sign.id]
        assert ("added-by", "The jerking-info project") in concept.properties
        assert ("review-status", "not-reviewed") in concept.properties
        assert ("level", sign.level) in concept.properties
        assert concept.definition == (
            f"{sign.text} Added by: The jerking-info project. "
            "No clinician has reviewed this addition yet."
        )
    assert told["low-magnesium"].display == "Warning sign: low magnesium"
