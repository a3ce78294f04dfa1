"""Search the content by synonym, alias or code: `python -m examples.sqlite_search [WORD ...]`.

The tables of `to_tables` in SQLite, and over the names in them an index of FTS5
(https://sqlite.org/fts5.html). It needs nothing but Python. An entry is found if each word
of the query begins a word of one of its names; for whole sentences there is `find`.
"""

import argparse
import re
import sqlite3
import unicodedata
from contextlib import closing
from typing import NamedTuple

from examples.needs import end, needed_by

with needed_by(__name__):
    from jerking_info import Topic, load
    from jerking_info.formats.tables import SCHEMAS, TableSchema, to_tables

_TYPES = {"string": "TEXT", "bigint": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}

_INDEX = """
CREATE VIRTUAL TABLE names USING fts5 (
    spellings, folded UNINDEXED, name UNINDEXED, source UNINDEXED, system UNINDEXED,
    match UNINDEXED, entry_kind UNINDEXED, entry_id UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
)
"""
# A warning sign is a sentence: it has no name, nor a code.
_NAMES = """
INSERT INTO names
SELECT spellings(name), folded(name), * FROM (
    SELECT label AS name, 'name', '', 'exact', entry_kind, entry_id
    FROM entries WHERE entry_kind <> 'warning_sign'
    UNION ALL SELECT alias, 'alias', '', 'exact', entry_kind, entry_id FROM search_aliases
    UNION ALL SELECT code, 'code', system, match, entry_kind, entry_id FROM codes
    UNION ALL SELECT display, 'display', system, match, entry_kind, entry_id FROM codes
)
"""
# Whole names before parts of names; then what means the same before what is wider.
_SEARCH = """
SELECT entry_kind, entry_id, label, name, source, system, match
FROM names JOIN entries USING (entry_kind, entry_id)
WHERE names MATCH :words
ORDER BY folded = :folded DESC, instr('exact close narrow broad related', match), rank, names.rowid
"""
_LONGEST_QUERY = 200
"""Characters of a query that are looked at: longer than any name, shorter than a page."""


class Found(NamedTuple):
    """An entry that was found, and by which of its names."""

    entry_kind: str
    """`topic`, `synonym`, `cause`, `example` or `tip`."""
    entry_id: str
    """The entry's id; of an example, its name."""
    label: str
    """What to show for it."""
    name: str
    """The name or code by which it was found."""
    source: str
    """Whether that is its `name`, an `alias`, a `code`, or a code's `display`."""
    system: str
    """The terminology of the code, by its URI; empty if it is none."""
    match: str
    """What the code's meaning is to the entry's, as in SKOS: `broad` is wider than the entry."""


class Answer(NamedTuple):
    """What was found, and what must be said with it."""

    found: tuple[Found, ...]
    """Each entry once, the best first."""
    content_version: str
    """The content that was searched."""
    sha256: str
    """The digest of its release file."""
    disclaimer: str
    """What must stand wherever any of it is shown."""


def fill(connection: sqlite3.Connection, topic: Topic) -> None:
    """Write the tables of a topic into an empty database, and the index of its names.

    Raises:
        sqlite3.OperationalError: if the tables are there already, or SQLite has no FTS5.
    """
    connection.create_function("spellings", 1, _spellings, deterministic=True)
    connection.create_function("folded", 1, _folded, deterministic=True)
    with connection:
        for (name, rows), schema in zip(to_tables(topic).items(), SCHEMAS.values(), strict=True):
            connection.execute(_table(name, schema))
            places = ", ".join("?" * len(schema.columns))
            connection.executemany(
                f'INSERT INTO "{name}" VALUES ({places})',  # noqa: S608 (a name of ours)
                [tuple(row.values()) for row in rows],
            )
        connection.execute(_INDEX)
        connection.execute(_NAMES)


def search(connection: sqlite3.Connection, query: str) -> Answer:
    """Find the entries that a query names, by any of their names, in a database once filled.

    Args:
        connection: the database.
        query: words or a code as people type them, the last not yet to its end. Case,
            accents, apostrophes, dots and hyphens make no difference, and nothing in it
            is an operator.

    >>> connection = sqlite3.connect(":memory:")
    >>> fill(connection, load("1.1.0"))
    >>> [found.label for found in search(connection, "r253").found]
    ['twitching movements']
    >>> connection.close()
    """
    words = _expression(query)
    rows = connection.execute(_SEARCH, {"words": words, "folded": _folded(query)}) if words else ()
    best: dict[tuple[str, str], Found] = {}
    for found in map(Found._make, rows):
        best.setdefault((found.entry_kind, found.entry_id), found)
    ((version, sha256, disclaimer),) = connection.execute(
        "SELECT content_version, sha256, disclaimer FROM topic"
    )
    return Answer(tuple(best.values()), version, sha256, disclaimer)


def _table(name: str, schema: TableSchema) -> str:
    parts = [f'"{column}" {_TYPES[kind]} NOT NULL' for column, kind in schema.columns.items()]
    parts.append(f"PRIMARY KEY ({_listed(schema.key)})")
    for other, columns in schema.foreign_keys.items():
        names = _listed(columns)
        parts.append(f'FOREIGN KEY ({names}) REFERENCES "{other}" ({names})')
    return f'CREATE TABLE "{name}" ({", ".join(parts)})'


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _words(text: str) -> list[str]:
    """Return letters and digits between white space: `["R25 3"]` of `R25.3`."""
    parts = unicodedata.normalize("NFC", text).split()
    return [words for part in parts if (words := " ".join(re.findall(r"[^\W_]+", part)))]


def _spellings(name: str) -> str:
    """Return a name twice, the second time with nothing inside its words: `R25 3 R253`."""
    words = " ".join(_words(name))
    return f"{words} {' '.join(word.replace(' ', '') for word in _words(name))}"


def _folded(name: str) -> str:
    return " ".join(_words(name)).replace(" ", "").casefold()


def _expression(query: str) -> str:
    """Return a query in the language of FTS5: for each word, what begins with it."""
    return " AND ".join(
        f'("{words}"* OR "{words.replace(" ", "")}"*)' for words in _words(query[:_LONGEST_QUERY])
    )


def main() -> None:
    """Print what is found, and what must be said with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", metavar="WORD", nargs="*", default=["RLS"])
    query = " ".join(parser.parse_args().words)
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            fill(connection, load())
        except sqlite3.OperationalError as error:
            end(f"needs an SQLite with FTS5: {error}")
        answer = search(connection, query)
    for found in answer.found:
        print(f"{found.entry_kind}: {found.label} (by {found.source} {found.name})")
    if not answer.found:
        print(f"nothing has the name {query!r}")
    print(f"Content {answer.content_version}. {answer.disclaimer}")


if __name__ == "__main__":
    main()
