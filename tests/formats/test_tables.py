"""The flat tables: their keys, their types, and that they lose nothing."""

import copy
import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings

from jerking_info import Tip, Topic, UnknownIdError, load, releases
from jerking_info.formats.tables import SCHEMAS, Row, TableName, Tables, to_tables
from jerking_info.testing import topics
from tests.shipped import on_each_release

EACH_RELEASE = [load(release.version, language=release.language) for release in releases]
PYTHON_TYPES = {"string": str, "bigint": int, "boolean": bool, "date": str}


def leaves(tree: object) -> Iterator[object]:
    """Yield every text and number of a dump."""
    match tree:
        case dict():
            for value in tree.values():
                yield from leaves(value)
        case list():
            for value in tree:
                yield from leaves(value)
        case None:
            pass
        case _:
            yield tree


def pick(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


def broken_keys(tables: Tables) -> list[str]:
    """Return each key that two rows share, and each foreign key without a row there."""
    faults = []
    for name, schema in SCHEMAS.items():
        keys = [pick(row, schema.key) for row in tables[name]]
        if len({*keys}) < len(keys):
            faults.append(f"{name}: a key twice")
        for other, columns in schema.foreign_keys.items():
            there = {pick(row, columns) for row in tables[other]}
            missing = {pick(row, columns) for row in tables[name]} - there
            faults += [f"{name}: {key} is not in {other}" for key in missing]
    return faults


@on_each_release
@given(topic=topics())
@settings(max_examples=50)
def test_every_leaf_of_the_dump_is_in_some_cell(topic: Topic) -> None:
    cells = Counter(
        cell for rows in to_tables(topic).values() for row in rows for cell in row.values()
    )
    assert Counter(leaves(topic.model_dump(mode="json"))) <= cells


@given(topics())
@settings(max_examples=50)
def test_rows_have_the_columns_of_their_schema_in_order_and_in_type(topic: Topic) -> None:
    for name, rows in to_tables(topic).items():
        types = [(column, PYTHON_TYPES[kind]) for column, kind in SCHEMAS[name].columns.items()]
        for row in rows:
            assert types == [(column, type(cell)) for column, cell in row.items()]
            assert "" not in row.values()
            for column, kind in SCHEMAS[name].columns.items():
                assert kind != "date" or str(date.fromisoformat(str(row[column]))) == row[column]


@given(topics())
@settings(max_examples=50)
def test_keys_are_unique_and_foreign_keys_resolve(topic: Topic) -> None:
    assert broken_keys(to_tables(topic)) == []


def test_keys_are_unique_across_the_stacked_tables_of_all_releases() -> None:
    each = [to_tables(topic) for topic in EACH_RELEASE]
    stacked = {name: tuple(row for tables in each for row in tables[name]) for name in SCHEMAS}
    assert broken_keys(Tables(**stacked)) == []


@pytest.mark.parametrize("table", [name for name, schema in SCHEMAS.items() if schema.foreign_keys])
def test_broken_keys_reports_a_foreign_key_that_leads_nowhere(table: TableName) -> None:
    tables = {name: [*rows] for name, rows in to_tables(load("1.1.0")).items()}
    tables[table].append(dict.fromkeys(SCHEMAS[table].columns, "no such"))
    assert broken_keys(Tables(**{name: tuple(rows) for name, rows in tables.items()})) != []


def test_tables_have_the_same_names_in_one_order() -> None:
    tables = to_tables(load())
    assert get_args(TableName) == tuple(SCHEMAS) == tuple(tables)
    assert len(tables) == len(SCHEMAS)
    assert all(tables[name] is getattr(tables, name) for name in tables)


def test_an_unknown_table_is_refused_with_the_known_names() -> None:
    with pytest.raises(UnknownIdError, match=r"no table 'cause' \(did you mean 'causes'") as raised:
        to_tables(load())["cause"]  # type: ignore[index]
    assert raised.value.known == tuple(SCHEMAS)


def test_tables_are_frozen_and_survive_copy_and_pickle() -> None:
    tables = to_tables(load())
    with pytest.raises(AttributeError):
        tables.causes = ()  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(tables)) == tables == copy.deepcopy(tables)


def test_a_tip_for_any_cause_has_a_row_for_each_cause() -> None:
    topic = load("1.1.0")
    tables = to_tables(topic)
    (tip,) = (row for row in tables.tips if row["answers_any_cause"])
    causes = [row["cause_id"] for row in tables.tip_causes if row["tip_id"] == tip["tip_id"]]
    assert causes == [cause.id for cause in topic.causes]


def test_an_example_is_identified_by_its_name() -> None:
    (row,) = (row for row in to_tables(load("1.1.0")).codes if row["code"] == "G25.81")
    assert (row["entry_kind"], row["entry_id"]) == ("example", "restless legs syndrome")


def test_an_entry_of_a_subclass_has_the_kind_of_its_parent() -> None:
    class TipOfAHost(Tip, frozen=True):
        """A tip of an app."""

    topic = load()
    tips = tuple(TipOfAHost.model_validate(tip.model_dump()) for tip in topic.tips)
    assert to_tables(topic.model_copy(update={"tips": tips})).entries == to_tables(topic).entries
