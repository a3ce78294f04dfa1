"""The topic as flat tables, for data frames and databases.

`SCHEMAS` says what each table holds, the same for all releases. No value is ever missing:
what a release does not have are rows, not empty cells. Days are written YYYY-MM-DD, so
that a row is the same in CSV, JSON and Parquet. Every row starts with the content version,
so that the tables of several releases can be stacked and their keys still hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from jerking_info.content.models import Coding, Reference, Topic
from jerking_info.errors import UnknownIdError

__all__ = (
    "SCHEMAS",
    "Column",
    "ColumnType",
    "ForeignKey",
    "Row",
    "TableName",
    "TableSchema",
    "Tables",
    "to_tables",
)


def __dir__() -> tuple[str, ...]:
    return __all__


Row = dict[str, str | int | bool]
"""The values of a row by the names of their columns, in the order of the schema."""

ColumnType = Literal["string", "bigint", "boolean"]
"""What a column holds, by the names that DuckDB and Spark both know."""

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
    "aliases",
    "codes",
    "references",
    "warning_signs",
]
"""The tables, each after those that it refers to."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; none of its values is ever missing."""

    name: str
    """The column's name."""
    type: ColumnType
    """What it holds."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values stand in the key of another table."""

    columns: tuple[str, ...]
    """The columns here."""
    table: TableName
    """The table that they refer to."""
    references: tuple[str, ...]
    """The columns there, in the same order."""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What a table holds, whether it has rows or not."""

    columns: tuple[Column, ...]
    """The columns, in order."""
    key: tuple[str, ...]
    """The columns that no two rows share."""
    foreign_keys: tuple[ForeignKey, ...]
    """Where the rows refer to."""


@dataclass(frozen=True, slots=True)
class Tables(Mapping[TableName, tuple[Row, ...]]):
    """The rows of every table, by attribute or as a mapping from the table's name.

    >>> from jerking_info import topic
    >>> tables = to_tables(topic)
    >>> tables.causes == tables["causes"]
    True
    """

    topic: tuple[Row, ...]
    """One row: which content this is, where it comes from and what must be said with it."""
    reviews: tuple[Row, ...]
    """A row if a clinician has reviewed the content."""
    entries: tuple[Row, ...]
    """Whatever can carry aliases, codes or references, of all kinds, each with its label."""
    synonyms: tuple[Row, ...]
    """Other terms for the topic."""
    causes: tuple[Row, ...]
    """What can cause it."""
    examples: tuple[Row, ...]
    """Named examples of the causes."""
    tips: tuple[Row, ...]
    """What may help."""
    tip_causes: tuple[Row, ...]
    """Which tip answers which cause; one that answers any cause has a row for each."""
    tip_actions: tuple[Row, ...]
    """The single things to do or to ask for that the tips name."""
    aliases: tuple[Row, ...]
    """Other names for causes and examples."""
    codes: tuple[Row, ...]
    """Codes for entries, in terminologies that other systems share."""
    references: tuple[Row, ...]
    """Pages to read more on an entry."""
    warning_signs: tuple[Row, ...]
    """When to get help: additions of the project, with whether a clinician reviewed them."""

    def __getitem__(self, name: TableName) -> tuple[Row, ...]:
        if name not in SCHEMAS:
            raise UnknownIdError("table", name, tuple(SCHEMAS))
        rows: tuple[Row, ...] = getattr(self, name)
        return rows

    def __iter__(self) -> Iterator[TableName]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(fields(self))


def _schema(columns: str, key: str, *foreign_keys: ForeignKey) -> TableSchema:
    """Return a schema, its columns written `name` (a string) or `name:type`."""
    typed = (f"content_version {columns}").split()
    kinds: dict[str, ColumnType] = {"": "string", "n": "bigint", "b": "boolean"}
    named = (column.partition(":") for column in typed)
    return TableSchema(
        columns=tuple(Column(name, kinds[kind]) for name, _, kind in named),
        key=("content_version", *key.split()),
        foreign_keys=foreign_keys,
    )


def _to(table: TableName, columns: str = "") -> ForeignKey:
    """Return a foreign key of columns that have the same names in both tables."""
    names = ("content_version", *columns.split())
    return ForeignKey(names, table, names)


_ENTRY = _to("entries", "entry_kind entry_id")

SCHEMAS: Mapping[TableName, TableSchema] = {
    "topic": _schema(
        "topic_id sha256 language title causes_question tips_question overview "
        "tips_introduction summary disclaimer disclaimer_short article_title article_author "
        "article_credential article_affiliation article_collection wording review_status license",
        key="",
    ),
    "reviews": _schema("reviewer last_reviewed next_review_due", "", _to("topic")),
    "entries": _schema("entry_kind entry_id label", "entry_kind entry_id", _to("topic")),
    "synonyms": _schema("synonym_id position:n text scope", "synonym_id", _to("topic")),
    "causes": _schema("cause_id position:n name text", "cause_id", _to("topic")),
    "examples": _schema("name cause_id position:n kind", "name", _to("causes", "cause_id")),
    "tips": _schema("tip_id position:n title text answers_any_cause:b", "tip_id", _to("topic")),
    "tip_causes": _schema(
        "tip_id cause_id", "tip_id cause_id", _to("tips", "tip_id"), _to("causes", "cause_id")
    ),
    "tip_actions": _schema("tip_id position:n action", "tip_id position", _to("tips", "tip_id")),
    "aliases": _schema("alias entry_kind entry_id position:n", "alias", _ENTRY),
    "codes": _schema(
        "entry_kind entry_id position:n system system_version code display match",
        "entry_kind entry_id system code",
        _ENTRY,
    ),
    "references": _schema(
        "entry_kind entry_id position:n title publisher url accessed",
        "entry_kind entry_id url",
        _ENTRY,
    ),
    "warning_signs": _schema(
        "warning_sign_id position:n level text added_by review_status",
        "warning_sign_id",
        _to("topic"),
    ),
}
"""What each table holds, whatever the release."""

_Values = Iterable[tuple[str | int | bool, ...]]


def to_tables(topic: Topic) -> Tables:
    """Write a topic as flat rows: `pandas.DataFrame(tables.causes)` takes them as they are.

    Args:
        topic: the content.

    Returns:
        The rows of every table, columns in the order of `SCHEMAS`. A data frame of a table
        that may be empty needs the columns from there.

    >>> from jerking_info import topic
    >>> tables = to_tables(topic)
    >>> [row["cause_id"] for row in tables.tip_causes if row["tip_id"] == "limit-stimulants"]
    ['stimulant-use']
    >>> tables.topic[0]["disclaimer_short"] == topic.disclaimer.short
    True
    """

    def rows(name: TableName, values: _Values) -> tuple[Row, ...]:
        columns = [column.name for column in SCHEMAS[name].columns]
        return tuple(dict(zip(columns, (topic.version, *value), strict=True)) for value in values)

    examples = [example for cause in topic.causes for example in cause.examples]
    return Tables(
        topic=rows("topic", [_topic(topic)]),
        reviews=rows("reviews", _reviews(topic)),
        entries=rows("entries", _entries(topic)),
        synonyms=rows(
            "synonyms", ((s.id, n, s.text, s.scope) for n, s in enumerate(topic.synonyms, 1))
        ),
        causes=rows("causes", ((c.id, n, c.name, c.text) for n, c in enumerate(topic.causes, 1))),
        examples=rows(
            "examples",
            (
                (example.name, cause.id, n, example.kind)
                for cause in topic.causes
                for n, example in enumerate(cause.examples, 1)
            ),
        ),
        tips=rows(
            "tips", ((t.id, t.position, t.title, t.text, not t.applies_to) for t in topic.tips)
        ),
        tip_causes=rows(
            "tip_causes",
            ((tip.id, cause.id) for tip in topic.tips for cause in topic.causes_for(tip.id)),
        ),
        tip_actions=rows(
            "tip_actions",
            ((t.id, n, action) for t in topic.tips for n, action in enumerate(t.actions, 1)),
        ),
        aliases=rows(
            "aliases",
            (
                *((a, "cause", c.id, n) for c in topic.causes for n, a in enumerate(c.aliases, 1)),
                *((a, "example", e.name, n) for e in examples for n, a in enumerate(e.aliases, 1)),
            ),
        ),
        codes=rows("codes", _codes(topic)),
        references=rows("references", _references(topic)),
        warning_signs=rows(
            "warning_signs",
            (
                (sign.id, n, sign.level, sign.text, sign.added_by, sign.review_status)
                for n, sign in enumerate(topic.warning_signs, 1)
            ),
        ),
    )


def _topic(topic: Topic) -> tuple[str, ...]:
    told = topic.provenance
    return (
        topic.id,
        topic.sha256,
        topic.language,
        topic.title,
        topic.questions.causes,
        topic.questions.tips,
        topic.overview,
        topic.tips_introduction,
        topic.summary,
        topic.disclaimer.text,
        topic.disclaimer.short,
        told.article.title,
        told.article.author,
        told.article.credential,
        told.article.affiliation,
        told.article.collection,
        told.wording,
        told.review_status,
        told.license,
    )


def _reviews(topic: Topic) -> _Values:
    told = topic.provenance
    if told.review_status == "reviewed":  # by the laws of the content it then has all three
        yield str(told.reviewer), str(told.last_reviewed), str(told.next_review_due)


def _entries(topic: Topic) -> _Values:
    yield "topic", topic.id, topic.title
    yield from (("synonym", synonym.id, synonym.text) for synonym in topic.synonyms)
    yield from (("cause", cause.id, cause.name) for cause in topic.causes)
    # An example has no id: no two terms of a topic are the same, so its name serves.
    yield from (("example", e.name, e.name) for cause in topic.causes for e in cause.examples)
    yield from (("tip", tip.id, tip.title) for tip in topic.tips)
    yield from (("warning_sign", sign.id, sign.text) for sign in topic.warning_signs)


def _codes(topic: Topic) -> _Values:
    bearers: list[tuple[str, str, tuple[Coding, ...]]] = [
        ("topic", topic.id, topic.codes),
        *(("synonym", synonym.id, synonym.codes) for synonym in topic.synonyms),
        *(("cause", cause.id, cause.codes) for cause in topic.causes),
        *(("example", e.name, e.codes) for cause in topic.causes for e in cause.examples),
        *(("tip", tip.id, tip.codes) for tip in topic.tips),
    ]
    for kind, id_, codes in bearers:
        for position, c in enumerate(codes, 1):
            yield kind, id_, position, c.system, c.version, c.code, c.display, c.match


def _references(topic: Topic) -> _Values:
    bearers: list[tuple[str, str, tuple[Reference, ...]]] = [
        ("topic", topic.id, topic.references),
        *(("cause", cause.id, cause.references) for cause in topic.causes),
        *(("tip", tip.id, tip.references) for tip in topic.tips),
        *(("warning_sign", sign.id, sign.references) for sign in topic.warning_signs),
    ]
    for kind, id_, references in bearers:
        for position, r in enumerate(references, 1):
            yield kind, id_, position, r.title, r.publisher, r.url, r.accessed.isoformat()
