"""The topic as flat tables, for data frames and databases.

`SCHEMAS` describes the tables, which are the same for all releases. No value is ever missing:
a list that a release does not have is a table without rows. Days are written YYYY-MM-DD, so a
row is the same in CSV and JSON; Parquet has real dates. Every row starts with the content
version, so you can stack the tables of several releases and their keys still match.
"""
# ruff: noqa: RUF009 (the defaults of `Tables` are fields)

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal, NamedTuple, cast

from jerking_info.content.models import Entry, Topic
from jerking_info.errors import UnknownIdError
from jerking_info.formats.outline import kind_of

Row = dict[str, str | int | bool]
"""The values of a row by column name, in the order of the schema."""

Rows = tuple[Row, ...]

ColumnType = Literal["string", "bigint", "boolean", "date"]
"""The type of a column, by the names that DuckDB and Spark share; `date` is YYYY-MM-DD text."""

TableName = Literal[
    "topic",
    "reviews",
    "entries",
    "synonyms",
    "causes",
    "examples",
    "tips",
    "tip_causes",
    "tip_actions",
    "cautions",
    "warning_signs",
    "warning_sign_items",
    "notes",
    "glossary",
    "search_aliases",
    "lookalikes",
    "codes",
    "references",
]
"""The tables, each after those it refers to."""


class TableSchema(NamedTuple):
    """The columns, keys and rows of a table."""

    columns: Mapping[str, ColumnType]
    """The type of each column, in order."""
    key: tuple[str, ...]
    """The columns that identify a row."""
    foreign_keys: Mapping[TableName, tuple[str, ...]]
    """The columns that refer to another table, where they have the same names."""
    rows: Callable[[Topic], Iterator[Row]]
    """The function that reads the rows from a topic."""


_Lists = Iterable[tuple[tuple[str, ...], Iterable[object]]]
"""Lists with items that become rows, each with the values that all of its rows share."""

_TYPES: Mapping[str, ColumnType] = {
    "position": "bigint",
    "answers_any_cause": "boolean",
    "accessed": "date",
    "last_reviewed": "date",
    "next_review_due": "date",
}
_OWNERS: Mapping[TableName, tuple[str, ...]] = {
    "entries": ("entry_kind", "entry_id"),
    "tips": ("tip_id",),
    "causes": ("cause_id",),
    "warning_signs": ("warning_sign_id",),
}
"""The tables that others refer to, each with its key."""


def _key(entry: Entry) -> tuple[str, str]:
    # An example has no id, but its name is unique within the topic.
    return kind_of(entry), getattr(entry, "id", entry.label)


def _lists(path: str) -> Callable[[Topic], _Lists]:
    """Return a list of the topic, such as `tips`, or those of its parts, such as `tips.actions`."""
    owners, _, name = path.rpartition(".")
    if not owners:
        return lambda topic: [((), getattr(topic, name))]
    if owners == "entries":
        return lambda topic: [(_key(entry), getattr(entry, name, ())) for entry in topic.entries()]
    return lambda topic: [((one.id,), getattr(one, name)) for one in getattr(topic, owners)]


def _cell(item: object, attribute: str, number: int) -> str | int | bool:
    if attribute == "position":
        return number
    if isinstance(item, str):
        return item
    value = attrgetter(attribute)(item)
    if isinstance(value, tuple):  # of a tip: the causes that it applies to
        return not value
    return "not-recorded" if value is None else str(value)


def _table(lists: str | Callable[[Topic], _Lists], columns: str) -> Any:  # noqa: ANN401 (as dataclasses.field)
    """Return a field of `Tables`.

    A column is written `name=attribute` where the two differ, with `*` if it is in the key.
    """
    pairs = [column.strip("*").partition("=")[::2] for column in columns.split()]
    names = ("content_version", *(name for name, _ in pairs))
    attributes = [attribute or name for name, attribute in pairs]
    key = tuple(re.findall(r"\*(\w+)", columns))
    lists_of = _lists(lists) if isinstance(lists, str) else lists

    def rows(topic: Topic) -> Iterator[Row]:
        for shared, items in lists_of(topic):
            for number, item in enumerate(items, 1):
                values = [_cell(item, name, number) for name in attributes[len(shared) :]]
                yield dict(zip(names, (topic.version, *shared, *values), strict=True))

    owners: dict[TableName, tuple[str, ...]]
    owners = {name: own for name, own in _OWNERS.items() if {*own} <= {*names} and own != key}
    if key and not owners:
        owners = {"topic": ()}
    schema = TableSchema(
        columns={name: _TYPES.get(name, "string") for name in names},
        key=("content_version", *key),
        foreign_keys={name: ("content_version", *own) for name, own in owners.items()},
        rows=rows,
    )
    return field(metadata={"schema": schema})


@dataclass(frozen=True, slots=True)
class Tables(Mapping[TableName, Rows]):
    """The rows of every table: `tables.causes`, or `tables["causes"]`."""

    topic: Rows = _table(
        lambda topic: [((), [topic])],
        "topic_id=id sha256 language title causes_question=questions.causes "
        "tips_question=questions.tips overview tips_introduction summary "
        "disclaimer=disclaimer.text disclaimer_short=disclaimer.short "
        "article_title=provenance.article.title article_author=provenance.article.author "
        "article_credential=provenance.article.credential "
        "article_affiliation=provenance.article.affiliation "
        "article_collection=provenance.article.collection wording=provenance.wording "
        "review_status=provenance.review_status license=provenance.license",
    )
    """One row: version, digest, texts of the whole topic, disclaimer and provenance."""
    reviews: Rows = _table(
        lambda topic: [((), [topic.provenance] if topic.provenance.reviewer else [])],
        "*reviewer last_reviewed next_review_due",
    )
    """One row if a clinician has reviewed the content, otherwise none."""
    entries: Rows = _table(
        lambda topic: [((*_key(entry), entry.label), [entry]) for entry in topic.entries()],
        "*entry_kind *entry_id label",
    )
    """Everything that can have codes, references or aliases, with its kind and label."""
    synonyms: Rows = _table("synonyms", "*synonym_id=id position text scope")
    """Synonyms of the topic."""
    causes: Rows = _table("causes", "*cause_id=id position name text")
    """Possible causes."""
    examples: Rows = _table("causes.examples", "cause_id position *name kind")
    """Named examples of the causes."""
    tips: Rows = _table("tips", "*tip_id=id position title text answers_any_cause=applies_to")
    """Tips. Show each with its rows of `cautions`."""
    tip_causes: Rows = _table(
        lambda topic: [((tip.id,), topic.causes_for(tip)) for tip in topic.tips],
        "*tip_id *cause_id=id",
    )
    """The causes that a tip answers; a tip for any cause has a row for each."""
    tip_actions: Rows = _table("tips.actions", "*tip_id *position action")
    """The single actions of a tip."""
    cautions: Rows = _table(
        "tips.cautions", "tip_id *note_id=id position text added_by review_status"
    )
    """Cautions for a tip, which the project added."""
    warning_signs: Rows = _table(
        "warning_signs", "*warning_sign_id=id position level text added_by review_status"
    )
    """When to get help. Each text is complete, so show either it or its items."""
    warning_sign_items: Rows = _table(
        lambda topic: [((sign.id, str(sign.lead)), sign.signs) for sign in topic.warning_signs],
        "*warning_sign_id lead *position item",
    )
    """The text of a warning sign as a list: each item finishes the sentence of its lead."""
    notes: Rows = _table(
        lambda topic: [((n,), getattr(topic, n)) for n in ("usually_harmless", "for_your_visit")],
        "section *note_id=id position text added_by review_status",
    )
    """Notes on the topic, which the project added."""
    glossary: Rows = _table("glossary", "*glossary_id=id position term text added_by review_status")
    """Terms explained in plain words, which the project added."""
    search_aliases: Rows = _table("entries.aliases", "entry_kind entry_id position *alias")
    """Search terms for an entry. Many are narrower: never show them as another name."""
    lookalikes: Rows = _table("lookalikes", "position *lookalike")
    """Phrases that contain a search term but mean something else."""
    codes: Rows = _table(
        "entries.codes",
        "*entry_kind *entry_id position *system system_version=version *code display match",
    )
    """Codes of the entries, in shared terminologies."""
    references: Rows = _table(
        "entries.references",
        "*entry_kind *entry_id position title publisher *url accessed read_from",
    )
    """Pages to read more on an entry."""

    def __getitem__(self, name: TableName) -> Rows:
        if name not in SCHEMAS:
            raise UnknownIdError("table", name, tuple(SCHEMAS))
        rows: Rows = getattr(self, name)
        return rows

    def __iter__(self) -> Iterator[TableName]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(SCHEMAS)


SCHEMAS = cast(
    "Mapping[TableName, TableSchema]", {t.name: t.metadata["schema"] for t in fields(Tables)}
)
"""The columns and keys of each table, the same for every release."""


def to_tables(topic: Topic) -> Tables:
    """Return a topic as flat rows: `pandas.DataFrame(tables.causes)` takes them unchanged.

    The columns are in the order of `SCHEMAS`. A data frame of a table that may be empty needs
    the column names from there.

    >>> from jerking_info import topic
    >>> tables = to_tables(topic)
    >>> [row["cause_id"] for row in tables.tip_causes if row["tip_id"] == "limit-stimulants"]
    ['stimulant-use']
    """
    return Tables(**{name: tuple(schema.rows(topic)) for name, schema in SCHEMAS.items()})
