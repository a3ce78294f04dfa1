"""The models: frozen to the leaves, equal after every copy, with a JSON Schema of their own."""

import copy
import inspect
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel, Field, ValidationError

import jerking_info
from jerking_info import Cause, Coding, Topic, feedback, load, releases
from jerking_info.content import models, vocabulary

TOPICS = [load(release.version) for release in releases]
SHAPES = {
    shape
    for module in (models, feedback)
    for shape in vars(module).values()
    if inspect.isclass(shape) and issubclass(shape, BaseModel) and shape is not BaseModel
}
SHOWN = [shape for name in jerking_info.__all__ if (shape := getattr(jerking_info, name)) in SHAPES]
every_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.version)


def parts(value: object) -> Iterator[BaseModel]:
    """Yield every model inside a value, at any depth."""
    if isinstance(value, BaseModel):
        yield value
        for _, child in value:
            yield from parts(child)
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, BaseModel):
        for _, child in value:
            yield from leaves(child)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@every_topic
def test_no_part_of_a_topic_can_be_changed(topic: Topic) -> None:
    for part in parts(topic):
        for field in type(part).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(part, field, getattr(part, field))
            with pytest.raises(ValidationError, match="frozen"):
                delattr(part, field)
        with pytest.raises(ValidationError):
            part.new = 1  # type: ignore[attr-defined]
    assert {type(leaf).__name__ for leaf in leaves(topic)} <= {"str", "int", "date", "NoneType"}


@every_topic
def test_every_part_is_equal_after_copying_and_pickling(topic: Topic) -> None:
    for part in parts(topic):
        twins = [copy.copy(part), copy.deepcopy(part), part.model_copy()]
        twins += [pickle.loads(pickle.dumps(part, protocol)) for protocol in range(2, 6)]
        for twin in twins:
            assert twin == part
            assert type(twin) is type(part)
            assert hash(twin) == hash(part)
            assert repr(twin) == repr(part)
            assert twin.model_dump_json(exclude_unset=True) == part.model_dump_json(
                exclude_unset=True
            )


@every_topic
def test_every_part_is_equal_after_json(topic: Topic) -> None:
    for part in parts(topic):
        text = part.model_dump_json()
        assert type(part).model_validate_json(text) == part
        assert type(part).model_validate(json.loads(text)) == part
        assert type(part).model_validate(part.model_dump()) == part
        assert type(part).model_validate(part.model_dump(mode="json", exclude_none=True)) == part


@every_topic
def test_a_loaded_topic_equals_a_validated_one(topic: Topic) -> None:
    validated = Topic.model_validate_json(topic.model_dump_json(exclude_defaults=True))
    for loaded_part, part in zip(parts(topic), parts(validated), strict=True):
        assert loaded_part == part
        assert [*vars(loaded_part)] == [*vars(part)]
        assert [type(value) for _, value in loaded_part] == [type(value) for _, value in part]
    assert topic.to_json() == validated.to_json()


def test_equal_topics_pickle_equally_whatever_json_the_process_has_read() -> None:
    texts = json.dumps([f"user-{number}@clinic.example" for number in range(30_000)])
    program = """
import hashlib, pickle, sys
from pydantic import TypeAdapter
TypeAdapter(list[str]).validate_json(sys.stdin.read())
from jerking_info import load, parse
for topic in (load(), parse(load().to_json())):
    print(hashlib.sha256(pickle.dumps(topic)).hexdigest())
"""
    command = [sys.executable, "-c", program]
    outputs = [
        subprocess.check_output(command, input=read, encoding="utf-8") for read in ("[]", texts)
    ]
    assert len({*"".join(outputs).split()}) == 1


@pytest.mark.parametrize("wrong", ["1", 1.0, True])
def test_python_values_are_not_converted(wrong: object) -> None:
    tip = load().tips[0]
    with pytest.raises(ValidationError):
        models.Tip(**(dict(tip) | {"position": wrong}))
    with pytest.raises(ValidationError):
        models.Tip(**(dict(tip) | {"title": 1}))


def test_a_topic_built_from_parts_follows_the_rules() -> None:
    topic = load("1.1.0")
    with pytest.raises(ValidationError, match="numbered in their order") as error:
        Topic(**(dict(topic) | {"tips": topic.tips[::-1]}))
    first = error.value.errors()[0]
    assert (first["type"], first["loc"], first["input"]) == (
        "topic_rule",
        ("tips", 0, "position"),
        7,
    )
    assert Topic(**dict(topic)) == topic


def test_public_classes_name_their_public_home() -> None:
    for shape in SHOWN:
        assert getattr(jerking_info, shape.__name__) is shape
        assert shape.__module__ == "jerking_info"
    assert len(SHOWN) >= 15


@pytest.mark.parametrize("shape", sorted(SHAPES, key=str), ids=lambda shape: shape.__name__)
def test_every_shape_is_closed_frozen_and_strict(shape: type[BaseModel]) -> None:
    config = shape.model_config
    assert (config["extra"], config["frozen"], config["strict"]) == ("forbid", True, True)


@pytest.mark.parametrize("shape", SHOWN, ids=lambda shape: shape.__name__)
def test_every_field_has_a_description(shape: type[BaseModel]) -> None:
    for schema in (shape.model_json_schema(), shape.model_json_schema(mode="serialization")):
        for name in shape.model_fields:
            assert schema["properties"][name]["description"].endswith(".")


def test_a_subclass_keeps_and_replaces_descriptions_without_source_text() -> None:
    namespace: dict[str, Any] = {"Field": Field}
    code = "def make(base):\n class Own(base, frozen=True):\n"
    code += '  name: str = Field(description="Mine.", alias="label")\n'
    code += "  extra: int = Field(default=0, exclude=True)\n return Own"
    exec(code, namespace)
    properties = namespace["make"](Cause).model_json_schema()["properties"]
    assert properties["label"]["description"] == "Mine."
    assert properties["text"]["description"].startswith("How the cause leads")
    assert "extra" in properties


@pytest.mark.parametrize(
    "name", ["TopicId", "CauseId", "TipId", "SynonymId", "WarningSignId", "NoteId", "GlossaryId"]
)
def test_ids_are_unique_and_kebab_case(name: str) -> None:
    ids = get_args(getattr(vocabulary, name))
    assert len(set(ids)) == len(ids)
    for id_ in ids:
        assert id_ == "-".join(filter(str.isalpha, id_.split("-"))).lower()


def test_a_repr_fits_on_a_line() -> None:
    topic = load("1.1.0")
    assert repr(topic) == "Topic('jerking-movements', '1.1.0', 6 causes, 7 tips)"
    assert repr(topic.causes[5]) == "Cause('stimulant-use')"
    assert repr(topic.codes[0]).startswith("Coding('http://human-phenotype-ontology.org', 'HP:")
    for loaded in TOPICS:
        for part in parts(loaded):
            assert len(repr(part)) <= 130
            assert "\n" not in repr(part)


def test_half_built_objects_have_a_repr_for_debuggers() -> None:
    for shape in (Topic, Coding, Cause):
        assert repr(shape.__new__(shape)).startswith(f"{shape.__name__}(")
    assert repr(Coding.model_construct(code="G20")) == "Coding(None, 'G20')"


@every_topic
def test_str_of_an_entry_is_its_label(topic: Topic) -> None:
    for entry in topic.entries():
        assert str(entry) == entry.label
        assert entry.label in {value for _, value in entry}
    assert (topic.label, topic.causes[5].label) == ("Jerking movements", "Stimulant use")
    assert topic.tips[5].label == topic.tips[5].title


@every_topic
def test_entries_reach_everything_with_codes_or_references(topic: Topic) -> None:
    bearers = [
        part for part in parts(topic) if {"codes", "references"} & {*type(part).model_fields}
    ]
    entries = [*topic.entries()]
    assert {*map(id, bearers)} <= {*map(id, entries)}
    assert len({*map(id, entries)}) == len(entries)


def test_a_release_names_its_file() -> None:
    release = releases[0]
    assert release.file == "1.0.0.json"
    assert release.model_copy(update={"language": "es"}).file == "1.0.0.es.json"
