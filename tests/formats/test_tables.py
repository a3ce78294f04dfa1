import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import get_args

import pytest
from hypothesis import given

from jerking_info import Topic, UnknownIdError, load, releases
from jerking_info.formats import tables as module
from jerking_info.formats.tables import (
    SCHEMAS,
    Column,
    ColumnType,
    ForeignKey,
    Row,
    TableName,
    Tables,
    TableSchema,
    to_tables,
)
from jerking_info.testing import topics
from tests.trials import trials

PYTHON_TYPES = {"string": str, "bigint": int, "boolean": bool}


@pytest.fixture(params=[release.version for release in releases])
def topic(request: pytest.FixtureRequest) -> Topic:
    return load(request.param)


def broken_keys(tables: Tables) -> list[str]:
    """Return each key that two rows share, and each foreign key that leads nowhere."""
    faults = []
    for name, schema in SCHEMAS.items():
        keys = [pick(row, schema.key) for row in tables[name]]
        if len({*keys}) < len(keys):
            faults.append(f"{name}: a key twice")
        for foreign in schema.foreign_keys:
            there = {pick(row, foreign.references) for row in tables[foreign.table]}
            missing = {pick(row, foreign.columns) for row in tables[name]} - there
            faults += [f"{name}: {key} is not in {foreign.table}" for key in missing]
    return faults


def pick(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


def test_there_is_a_table_for_each_name_in_one_order(topic: Topic) -> None:
    tables = to_tables(topic)
    assert get_args(TableName) == tuple(SCHEMAS) == tuple(tables) == tuple(tables.keys())
    assert len(tables) == len(SCHEMAS)
    assert all(tables[name] is getattr(tables, name) for name in tables)


def test_an_unknown_table_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(UnknownIdError, match=r"no table 'cause' \(did you mean 'causes'") as raised:
        to_tables(load())["cause"]  # type: ignore[index]
    assert raised.value.known == tuple(SCHEMAS)


def test_tables_cannot_be_assigned_to_and_survive_copy_and_pickle() -> None:
    tables = to_tables(load())
    with pytest.raises(AttributeError):
        tables.causes = ()  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(tables)) == tables == copy.deepcopy(tables)


@pytest.mark.parametrize(
    "thing",
    [
        SCHEMAS["tips"],
        SCHEMAS["tips"].columns[0],
        SCHEMAS["tips"].foreign_keys[0],
        to_tables(load()),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_tables_and_schemas_are_frozen_and_hold_their_fields_alone(
    thing: TableSchema | Column | ForeignKey | Tables,
) -> None:
    for field in fields(thing):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, field.name, getattr(thing, field.name))
    assert not hasattr(thing, "__dict__")


def test_the_types_that_are_declared_are_those_that_there_are() -> None:
    types = {column.type for schema in SCHEMAS.values() for column in schema.columns}
    rows = [row for table in to_tables(load()).values() for row in table]
    keys, values = get_args(Row)

    assert {*get_args(ColumnType)} == types
    assert {keys} == {type(column) for row in rows for column in row}
    assert {*get_args(values)} == {type(value) for row in rows for value in row.values()}


def test_a_column_that_no_value_is_for_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    causes = SCHEMAS["causes"]
    wider = replace(causes, columns=(*causes.columns, Column("more", "string")))
    monkeypatch.setattr(module, "SCHEMAS", {**SCHEMAS, "causes": wider})

    with pytest.raises(ValueError, match="shorter"):
        to_tables(load())


@given(topics())
@trials(50)
def test_any_row_has_the_columns_of_its_schema_in_order_and_in_type(topic: Topic) -> None:
    for name, rows in to_tables(topic).items():
        columns = {c.name: PYTHON_TYPES[c.type] for c in SCHEMAS[name].columns}
        for row in rows:
            assert [*columns] == [*row]
            assert {**columns} == {column: type(value) for column, value in row.items()}
            assert "" not in row.values()


@given(topics())
@trials(50)
def test_every_key_of_any_topic_is_unique_and_every_foreign_key_resolves(topic: Topic) -> None:
    assert broken_keys(to_tables(topic)) == []


def test_the_keys_still_hold_when_the_tables_of_all_releases_are_stacked() -> None:
    each = [to_tables(load(release.version)) for release in releases]
    stacked = {name: tuple(row for tables in each for row in tables[name]) for name in SCHEMAS}
    assert broken_keys(Tables(**stacked)) == []


@pytest.mark.parametrize("table", [name for name, schema in SCHEMAS.items() if schema.foreign_keys])
def test_the_judge_sees_a_foreign_key_that_leads_nowhere(table: TableName) -> None:
    tables = {name: [*rows] for name, rows in to_tables(load("1.1.0")).items()}
    values: dict[str, str | int | bool] = {"string": "no such", "bigint": 1, "boolean": True}
    row: Row = {column.name: values[column.type] for column in SCHEMAS[table].columns}
    tables[table].append(row)
    assert broken_keys(Tables(**{name: tuple(rows) for name, rows in tables.items()})) != []


def test_the_topic_row_says_which_content_it_is_and_what_must_be_said_with_it(
    topic: Topic,
) -> None:
    (row,) = to_tables(topic).topic
    told = topic.provenance
    assert row == {
        "content_version": topic.version,
        "topic_id": topic.id,
        "sha256": topic.sha256,
        "language": topic.language,
        "title": topic.title,
        "causes_question": topic.questions.causes,
        "tips_question": topic.questions.tips,
        "overview": topic.overview,
        "tips_introduction": topic.tips_introduction,
        "summary": topic.summary,
        "disclaimer": topic.disclaimer.text,
        "disclaimer_short": topic.disclaimer.short,
        "article_title": told.article.title,
        "article_author": told.article.author,
        "article_credential": told.article.credential,
        "article_affiliation": told.article.affiliation,
        "article_collection": told.article.collection,
        "wording": told.wording,
        "review_status": told.review_status,
        "license": told.license,
    }


@given(topics())
@trials(50)
def test_nothing_of_any_topic_is_lost(topic: Topic) -> None:
    tables = to_tables(topic)

    def column(table: TableName, *columns: str) -> list[tuple[object, ...]]:
        return [pick(row, columns) for row in tables[table]]

    v, told = topic.version, topic.provenance
    assert column("topic", "content_version") == [(v,)]
    assert column("synonyms", "synonym_id", "position", "text", "scope") == [
        (s.id, n, s.text, s.scope) for n, s in enumerate(topic.synonyms, 1)
    ]
    assert column("causes", "cause_id", "position", "name", "text") == [
        (c.id, n, c.name, c.text) for n, c in enumerate(topic.causes, 1)
    ]
    assert column("examples", "cause_id", "position", "name", "kind") == [
        (c.id, n, e.name, e.kind) for c in topic.causes for n, e in enumerate(c.examples, 1)
    ]
    assert column("tips", "tip_id", "position", "title", "text", "answers_any_cause") == [
        (t.id, t.position, t.title, t.text, t.applies_to == ()) for t in topic.tips
    ]
    assert column("tip_causes", "tip_id", "cause_id") == [
        (t.id, c.id) for t in topic.tips for c in topic.causes_for(t.id)
    ]
    assert column("tip_actions", "tip_id", "position", "action") == [
        (t.id, n, a) for t in topic.tips for n, a in enumerate(t.actions, 1)
    ]
    examples = [e for c in topic.causes for e in c.examples]
    assert column("aliases", "entry_kind", "entry_id", "position", "alias") == [
        *(("cause", c.id, n, a) for c in topic.causes for n, a in enumerate(c.aliases, 1)),
        *(("example", e.name, n, a) for e in examples for n, a in enumerate(e.aliases, 1)),
    ]
    coded = [
        ("topic", topic.id, topic.codes),
        *(("synonym", s.id, s.codes) for s in topic.synonyms),
        *(("cause", c.id, c.codes) for c in topic.causes),
        *(("example", e.name, e.codes) for e in examples),
        *(("tip", t.id, t.codes) for t in topic.tips),
    ]
    assert column(
        "codes",
        *("entry_kind", "entry_id", "position"),
        *("system", "system_version", "code", "display", "match"),
    ) == [
        (kind, id_, n, c.system, c.version, c.code, c.display, c.match)
        for kind, id_, codes in coded
        for n, c in enumerate(codes, 1)
    ]
    referring = [
        ("topic", topic.id, topic.references),
        *(("cause", c.id, c.references) for c in topic.causes),
        *(("tip", t.id, t.references) for t in topic.tips),
        *(("warning_sign", w.id, w.references) for w in topic.warning_signs),
    ]
    assert column(
        "references",
        *("entry_kind", "entry_id", "position", "title", "publisher", "url", "accessed"),
    ) == [
        (kind, id_, n, r.title, r.publisher, r.url, str(r.accessed))
        for kind, id_, references in referring
        for n, r in enumerate(references, 1)
    ]
    assert column(
        "warning_signs",
        *("warning_sign_id", "position", "level", "text", "added_by", "review_status"),
    ) == [
        (w.id, n, w.level, w.text, w.added_by, w.review_status)
        for n, w in enumerate(topic.warning_signs, 1)
    ]
    assert column("reviews", "reviewer", "last_reviewed", "next_review_due") == (
        [(told.reviewer, str(told.last_reviewed), str(told.next_review_due))]
        if told.review_status == "reviewed"
        else []
    )
    assert column("entries", "entry_kind", "entry_id", "label") == [
        ("topic", topic.id, topic.title),
        *(("synonym", s.id, s.text) for s in topic.synonyms),
        *(("cause", c.id, c.name) for c in topic.causes),
        *(("example", e.name, e.name) for e in examples),
        *(("tip", t.id, t.title) for t in topic.tips),
        *(("warning_sign", w.id, w.text) for w in topic.warning_signs),
    ]
