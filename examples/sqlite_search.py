"""Search the content by name, alias or code, with SQLite: `python -m examples.sqlite_search WORD`.

The tables of `to_tables`, and an FTS5 index (https://sqlite.org/fts5.html) over all names and
codes. It needs Python alone. For whole sentences there is `jerking_info.find`.
"""

import re
import sqlite3
import sys
from contextlib import closing
from typing import NamedTuple

from jerking_info import Topic, load
from jerking_info.formats.tables import SCHEMAS, to_tables

_INDEX = """
CREATE VIRTUAL TABLE names USING fts5 (
    words, name UNINDEXED, entry_kind UNINDEXED, entry_id UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO names
SELECT words(name), * FROM (
    SELECT label AS name, entry_kind, entry_id FROM entries
    WHERE entry_kind IN ('topic', 'synonym', 'cause', 'example', 'tip')
    UNION ALL SELECT alias, entry_kind, entry_id FROM search_aliases
    UNION ALL SELECT code, entry_kind, entry_id FROM codes
)
"""
_SEARCH = """
SELECT entry_kind, entry_id, label, name
FROM names JOIN entries USING (entry_kind, entry_id) WHERE words MATCH ? ORDER BY rank
"""


class Found(NamedTuple):
    """An entry, and the name or code by which it was found."""

    entry_kind: str
    entry_id: str
    label: str
    name: str


def fill(connection: sqlite3.Connection, topic: Topic) -> None:
    """Write the tables of a topic and the index into an empty database."""
    connection.create_function("words", 1, _words, deterministic=True)
    with connection:
        for name, rows in to_tables(topic).items():
            columns = [*SCHEMAS[name].columns]
            quoted = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f'CREATE TABLE "{name}" ({quoted})')
            places = ", ".join("?" * len(columns))
            values = [[str(row[column]) for column in columns] for row in rows]
            connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', values)  # noqa: S608
        connection.executescript(_INDEX)


def search(connection: sqlite3.Connection, query: str) -> tuple[Found, ...]:
    """Return the entries with a name that contains the beginnings of all words, best first.

    >>> connection = sqlite3.connect(":memory:")
    >>> fill(connection, load("1.1.0"))
    >>> [found.label for found in search(connection, "r253")]
    ['twitching movements']
    >>> connection.close()
    """
    words = " AND ".join(f'"{word}"*' for word in re.findall(r"\w+", _joined(query)))
    found: dict[tuple[str, str], Found] = {}
    for row in connection.execute(_SEARCH, (words,)) if words else ():
        found.setdefault((row[0], row[1]), Found(*row))
    return tuple(found.values())


def _joined(text: str) -> str:
    """Return a text without marks inside words: `R253` for `R25.3`."""
    return re.sub(r"(?<=\w)[.'\u2019-](?=\w)", "", text)


def _words(name: str) -> str:
    return f"{name} {_joined(name)}"


def main() -> None:
    """Print the entries for the words of the command line."""
    query = " ".join(sys.argv[1:]) or "RLS"
    topic = load()
    with closing(sqlite3.connect(":memory:")) as connection:
        fill(connection, topic)
        answer = search(connection, query)
    for found in answer:
        print(f"{found.entry_kind}: {found.label} (by {found.name})")
    if not answer:
        print(f"nothing has the name {query!r}")
    print(f"Content {topic.version}. {topic.disclaimer.text}")
    print("When to get help: jerking-info signs")


if __name__ == "__main__":
    main()
