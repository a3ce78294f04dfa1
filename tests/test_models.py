"""The shapes: frozen through and through, values of their own, and their look-ups."""

import ast
import copy
import inspect
import pickle
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel, PydanticUndefinedAnnotation, ValidationError

import jerking_info
from jerking_info import (
    Coding,
    Topic,
    UnknownIdError,
    feedback,
    load,
    models,
    parsing,
    releases,
    vocabulary,
)

TOPICS = [load(release.version) for release in releases]
SHAPES = [
    shape
    for name in models.__all__
    if isinstance(shape := getattr(models, name), type) and issubclass(shape, BaseModel)
]


def parts(value: object) -> Iterator[BaseModel]:
    """Yield every model that a value is made of, at any depth."""
    if isinstance(value, BaseModel):
        yield value
        for _, child in value:
            yield from parts(child)
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def containers(value: object) -> Iterator[object]:
    if isinstance(value, BaseModel):
        for _, child in value:
            yield from containers(child)
    elif isinstance(value, tuple):
        for item in value:
            yield from containers(item)
    else:
        yield value


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_nothing_can_be_assigned_added_or_deleted_at_any_depth(topic: Topic) -> None:
    count = 0
    for part in parts(topic):
        for field in type(part).model_fields:
            count += 1
            with pytest.raises(ValidationError, match="frozen"):
                setattr(part, field, getattr(part, field))
            with pytest.raises(ValidationError, match="frozen"):
                delattr(part, field)
        with pytest.raises(ValidationError):
            part.new = 1  # type: ignore[attr-defined]
    assert count > 100


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_there_is_no_mutable_value_at_any_depth(topic: Topic) -> None:
    kinds = {type(leaf).__name__ for leaf in containers(topic)}
    assert kinds <= {"str", "int", "date", "NoneType"}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_every_part_hashes_pickles_and_copies_equal(topic: Topic) -> None:
    for part in parts(topic):
        twins = [copy.copy(part), copy.deepcopy(part), part.model_copy()]
        twins += [
            pickle.loads(pickle.dumps(part, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ]
        for twin in twins:
            assert twin == part
            assert type(twin) is type(part)
            assert hash(twin) == hash(part)
            assert repr(twin) == repr(part)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)
def test_a_shipped_topic_equals_a_validated_one_in_every_respect(topic: Topic) -> None:
    validated = Topic.model_validate_json(topic.model_dump_json())
    assert validated == topic
    for mine, other in zip(parts(topic), parts(validated), strict=True):
        assert type(mine) is type(other)
        assert [*vars(mine)] == [*vars(other)]
        assert hash(mine) == hash(other)
        for _, value in mine:
            assert type(value) in {type(other_value) for _, other_value in other}
        assert mine.__pydantic_extra__ == other.__pydantic_extra__
        assert mine.__pydantic_private__ == other.__pydantic_private__
    again = load(topic.version)
    assert (
        again.model_fields_set
        == Topic.model_validate_json(topic.model_dump_json(exclude_defaults=True)).model_fields_set
    )


def test_every_shape_says_frozen_and_refuses_what_it_does_not_know() -> None:
    assert len(SHAPES) >= 14
    for shape in SHAPES:
        assert shape.model_config.get("frozen") is True
        assert shape.model_config.get("extra") == "forbid"
        assert shape.model_config.get("strict") is True


def test_every_shape_says_frozen_in_its_own_class_line() -> None:
    # Only then do type checkers refuse an assignment, though pydantic would inherit it.
    classes = [
        node
        for module in (models, parsing, feedback)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef) and issubclass(getattr(module, node.name), BaseModel)
    ]
    assert len(classes) > len(SHAPES) + 3
    for node in classes:
        assert [ast.unparse(keyword) for keyword in node.keywords] == ["frozen=True"], node.name


class _Late(models._Shape, frozen=True):
    number: int


def test_validators_are_built_at_the_first_use() -> None:
    assert not _Late.__pydantic_complete__
    assert _Late(number=1).number == 1
    assert _Late.__pydantic_complete__


class _Locked:
    """A lock that counts who takes it."""

    taken = 0

    def __enter__(self) -> None:
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        pass


def test_validators_are_built_as_pydantic_would_but_one_thread_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock = _Locked()
    monkeypatch.setattr(models, "_building", lock)

    class Holder(models._Shape, frozen=True):
        held: "Later"  # type: ignore[valid-type]

    assert Holder.model_rebuild(raise_errors=False) is False
    with pytest.raises(PydanticUndefinedAnnotation):
        Holder.model_rebuild()
    assert lock.taken == 2

    class Named(Holder, frozen=True):
        pass

    assert Named.model_rebuild(_types_namespace={"Later": int}) is True
    assert Named(held=1).held == 1

    Later = str  # noqa: N806
    assert Holder.model_rebuild() is True  # found where it was called
    assert Holder(held="x").held == "x"
    assert Holder.model_rebuild() is None
    assert Holder.model_rebuild(force=True) is True


def test_every_field_of_every_shape_is_described() -> None:
    for shape in SHAPES:
        schema = shape.model_json_schema()
        for name in shape.model_fields:
            assert schema["properties"][name]["description"].endswith(".")


@pytest.mark.parametrize("name", [n for n in vocabulary.__all__ if n.endswith("Id")])
def test_ids_are_kebab_case_and_unique(name: str) -> None:
    ids = get_args(getattr(vocabulary, name))
    assert len(set(ids)) == len(ids)
    for id_ in ids:
        assert id_ == "-".join(filter(str.isalpha, id_.split("-"))).lower()


def test_python_values_are_not_converted_either() -> None:
    tip = load().tips[0]
    for wrong in ({"position": "1"}, {"position": 1.0}, {"position": True}, {"actions": ["a"]}):
        with pytest.raises(ValidationError):
            models.Tip(**(dict(tip) | wrong))


def test_a_topic_built_from_parts_obeys_the_laws_too() -> None:
    topic = load()
    with pytest.raises(ValidationError, match="numbered in their order") as error:
        Topic(**(dict(topic) | {"tips": topic.tips[::-1]}))
    assert error.value.title == "Topic"
    first = error.value.errors()[0]
    assert (first["type"], first["loc"]) == ("topic_law", ("tips", 0, "position"))
    assert (first["input"], first["msg"]) == (7, "1, as tips are numbered in their order")
    assert Topic(**dict(topic)) == topic


def test_an_entry_is_found_by_its_id() -> None:
    topic = load()
    assert [topic.cause(cause.id) for cause in topic.causes] == [*topic.causes]
    assert [topic.tip(tip.id) for tip in topic.tips] == [*topic.tips]
    assert [topic.synonym(synonym.id) for synonym in topic.synonyms] == [*topic.synonyms]


@pytest.mark.parametrize(
    ("find", "kind"),
    [
        (Topic.cause, "cause"),
        (Topic.tips_for, "cause"),
        (Topic.tip, "tip"),
        (Topic.causes_for, "tip"),
        (Topic.synonym, "synonym"),
    ],
)
@pytest.mark.parametrize("wrong", ["stimulants-use", "", "STIMULANT-USE", None, 1, ["x"]])
def test_a_wrong_id_raises_and_names_the_known_ones(find: object, kind: str, wrong: object) -> None:
    with pytest.raises(UnknownIdError) as error:
        find(load(), wrong)  # type: ignore[operator]
    assert error.value.kind == kind
    assert error.value.id == wrong
    assert len(error.value.known) >= 5


def test_tips_and_causes_find_each_other_both_ways() -> None:
    topic = load()
    assert [tip.position for tip in topic.tips_for("stress-and-anxiety")] == [1, 7]
    assert [cause.id for cause in topic.causes_for("limit-stimulants")] == ["stimulant-use"]
    assert topic.causes_for("consider-alternative-therapies") == topic.causes
    for cause in topic.causes:
        for tip in topic.tips:
            assert (tip in topic.tips_for(cause.id)) == (cause in topic.causes_for(tip.id))


def test_the_public_collections_are_those_of_the_newest_release() -> None:
    newest = load(releases[-1].version)
    assert jerking_info.topic is newest
    assert jerking_info.causes is newest.causes
    assert jerking_info.tips is newest.tips
    assert jerking_info.synonyms is newest.synonyms
    assert jerking_info.disclaimer is newest.disclaimer


@pytest.mark.parametrize(
    ("system", "code", "found"),
    [
        ("icd-10-cm", "R25.3", "twitching movements"),
        ("icd-10-cm", "r253", "twitching movements"),
        ("ICD-10-CM", " R253 ", "twitching movements"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "R25.3", "twitching movements"),
        ("icd-10-cm", "g20a1", "Parkinson's disease"),
        ("icd-10-cm", "T887XXA", "Medication side effects"),
        ("hpo", "hp:0012452", "restless legs syndrome"),
        ("http://human-phenotype-ontology.org", "HP:0012452", "restless legs syndrome"),
        ("mesh", "D002110", "caffeine"),
        ("mesh", "D000070263", "Improve sleep hygiene"),
        ("mondo", "MONDO:0005180", "Parkinson's disease"),
        ("snomed-ct", "43339004", "low potassium"),
        ("http://snomed.info/sct", "43339004", "low potassium"),
        ("SNOMED CT", "43339004", "low potassium"),
        ("ICD_10_CM", "E87.6", "low potassium"),
    ],
)
def test_a_code_leads_to_the_entries_that_carry_it(system: str, code: str, found: str) -> None:
    (entry,) = load("1.1.0").by_code(system, code)
    names = {getattr(entry, field, None) for field in ("name", "text", "title")}
    assert found in names


def test_a_code_of_several_entries_leads_to_all_in_the_order_of_the_topic() -> None:
    topic = load("1.1.0")
    found = topic.by_code("mesh", "D009207")
    assert found == (topic, topic.synonym("muscle-jerking"))


def test_every_code_of_every_entry_is_found_again() -> None:
    topic = load("1.1.0")
    entry: Any
    for entry in parts(topic):
        for coding in getattr(entry, "codes", ()):
            assert entry in topic.by_code(coding.system, coding.code)


def test_dots_are_forgiven_in_icd_10_cm_only() -> None:
    with pytest.raises(UnknownIdError):
        load("1.1.0").by_code("mesh", "D.002110")


@pytest.mark.parametrize(
    ("system", "code", "kind"),
    [
        ("icd-9", "R25.3", "code system"),
        ("", "R25.3", "code system"),
        ("icd-10-cm", "Z99.9", "icd-10-cm code"),
        ("icd-10-cm", "", "icd-10-cm code"),
        ("mesh", "R25.3", "mesh code"),
    ],
)
def test_an_unknown_system_or_code_raises(system: str, code: str, kind: str) -> None:
    with pytest.raises(UnknownIdError) as error:
        load("1.1.0").by_code(system, code)
    assert error.value.kind == kind
    assert error.value.id == (system if kind == "code system" else code)
    if kind == "code system":
        assert error.value.known == tuple(vocabulary.CODE_SYSTEMS)
    else:
        uri = vocabulary.CODE_SYSTEMS[system]
        codes = {c.code for c in parts(load("1.1.0")) if isinstance(c, Coding) and c.system == uri}
        assert error.value.known == tuple(sorted(codes))


def test_what_a_release_does_not_have_is_an_empty_tuple() -> None:
    topic = load("1.0.0")
    assert (topic.codes, topic.references, topic.warning_signs) == ((), (), ())
    entries: tuple[Any, ...] = (*topic.synonyms, *topic.causes, *topic.tips)
    assert {entry.codes for entry in entries} == {()}
    assert {example.aliases for cause in topic.causes for example in cause.examples} == {()}


def test_a_topic_writes_its_release_file_and_knows_its_digest() -> None:
    for release in releases:
        topic = load(release.version)
        assert topic.sha256 == release.sha256
        assert topic.to_json().startswith(b'{\n  "$schema": "./schema.json",\n  "id"')
        assert topic.to_json().endswith(b"}\n")
    assert "é".encode() in load().model_copy(update={"title": "é"}).to_json()
