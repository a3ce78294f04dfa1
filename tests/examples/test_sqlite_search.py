"""The search in SQLite finds each entry by each of its names, and nothing breaks it."""

import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from examples.sqlite_search import Found, fill, search
from jerking_info import Entry, Topic, load, releases
from jerking_info.formats.tables import to_tables
from jerking_info.testing import topics
from tests.trials import trials

ROOT = Path(__file__).parents[2]


def filled(topic: Topic) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    fill(connection, topic)
    return connection


@cache
def release(version: str) -> sqlite3.Connection:
    return filled(load(version))


NEWEST = release(releases[-1].version)


def labels(query: str) -> list[str]:
    return [found.label for found in search(NEWEST, query).found]


def names_of(topic: Topic) -> dict[str, str]:
    """Return the entry's label for each of its names and aliases."""
    found = {topic.title: topic.title}
    found |= {synonym.text: synonym.text for synonym in topic.synonyms}
    for cause in topic.causes:
        found |= dict.fromkeys((cause.name, *cause.aliases), cause.name)
        for example in cause.examples:
            found |= dict.fromkeys((example.name, *example.aliases), example.name)
    return found | {tip.title: tip.title for tip in topic.tips}


EACH_RELEASE = pytest.mark.parametrize("version", [release.version for release in releases])

# What people do to a name while they type it.
TYPINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "folded": str.casefold,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "typographic apostrophe": lambda name: name.replace("'", "\u2019"),
    "no apostrophe": lambda name: name.replace("'", ""),
    "hyphens": lambda name: name.replace(" ", "-"),
    "hyphens, no apostrophe": lambda name: name.replace("'", "").replace(" ", "-"),
    "spaces": lambda name: "  " + name.replace(" ", "\t \n") + " ",
    "words the other way round": lambda name: " ".join(reversed(name.split())),
    "no last letter": lambda name: name[:-1] if len(name) > 4 else name,
    "quoted": lambda name: f'"{name}"?!',
}


@EACH_RELEASE
@pytest.mark.parametrize("typing", TYPINGS)
def test_each_name_and_alias_finds_its_entry_first(version: str, typing: str) -> None:
    connection = release(version)
    for name, label in names_of(load(version)).items():
        found = search(connection, TYPINGS[typing](name)).found
        assert found[0].label == label, name


@EACH_RELEASE
def test_each_code_finds_the_entries_that_by_code_finds(version: str) -> None:
    topic = load(version)
    connection = release(version)
    coded: list[Entry] = [topic, *topic.synonyms, *topic.causes, *topic.tips]
    coded += [example for cause in topic.causes for example in cause.examples]
    for coding in {coding for entry in coded for coding in entry.codes}:
        expected = {
            getattr(entry, "title", getattr(entry, "name", getattr(entry, "text", "")))
            for entry in topic.by_code(coding.system, coding.code)
        }
        plain = "".join(filter(str.isalnum, coding.code))
        for typed in (coding.code, coding.code.lower(), plain, f"({coding.code})"):
            found = search(connection, typed).found
            exact = {entry.label for entry in found if entry.name == coding.code}
            assert exact == expected, typed
            assert {entry.label for entry in found[: len(expected)]} == expected, typed
        assert expected <= {entry.label for entry in search(connection, coding.display).found}


@EACH_RELEASE
def test_the_rows_of_the_database_are_those_of_the_content(version: str) -> None:
    topic = load(version)
    connection = release(version)
    for name, rows in to_tables(topic).items():
        stored = connection.execute(f'SELECT * FROM "{name}"')
        columns = [column for column, *_ in stored.description]
        assert [dict(zip(columns, row, strict=True)) for row in stored] == list(rows), name


@EACH_RELEASE
def test_the_content_version_and_the_disclaimer_stand_with_every_answer(version: str) -> None:
    topic = load(version)
    connection = release(version)
    for query in ("RLS", "stress", "nothing of the kind", "", "*"):
        answer = search(connection, query)
        assert answer.content_version == version
        assert answer.sha256 == topic.sha256
        assert answer.disclaimer == topic.disclaimer.text


def test_an_answer_says_by_which_name_an_entry_was_found() -> None:
    (found,) = search(NEWEST, "rls").found
    assert found == Found(
        "example", "restless legs syndrome", "restless legs syndrome", "RLS", "alias", "", "exact"
    )
    found = search(NEWEST, "fasciculation").found[0]
    assert found == Found(
        "synonym", "twitching-movements", "twitching movements", "Fasciculation", "display",
        "http://hl7.org/fhir/sid/icd-10-cm", "close",
    )  # fmt: skip


def test_whole_names_come_before_parts_of_names() -> None:
    assert labels("stress") == [
        "stress",
        "Stress and anxiety",
        "Identify and manage stress triggers",
    ]


def test_what_means_the_same_comes_before_what_is_wider() -> None:
    # R25 is close to the first, wider than the next two, and a part of the codes of the last.
    assert labels("R25") == [
        "involuntary movements", "Jerking movements", "sudden movements",
        "twitching movements", "spasmodic movements",
    ]  # fmt: skip


def test_each_beginning_of_a_name_finds_it() -> None:
    for name, label in names_of(load()).items():
        for length in range(1, len(name) + 1):
            if any(map(str.isalnum, name[:length])):
                assert label in labels(name[:length]), name[:length]


HARMLESS = [
    "", " ", '"', "'", "*", "^", "-", "--", "(", ")", "{", ":", "+", ",", ";", "\\", "%", "\0",
    "\ud800", "\U0001f9e0", "' OR 1=1 --", '" zzz "" = "', 'x"; DROP TABLE entries; --',
    "zzz OR zzz", "zzz NOT a", "NEAR(zzz a)", "folded : x9", "{name source} : x9", "^x9", "zzz*",
    "a\0zzz", "zzz" * 100_000, "zzz " * 100_000, '"' * 100_000, "( " * 1000, "\u0301" * 50,
]  # fmt: skip


@pytest.mark.parametrize("query", HARMLESS, ids=lambda query: ascii(query[:20]))
def test_nothing_in_a_query_is_an_operator(query: str) -> None:
    assert labels(query) == []
    assert labels("RLS") == ["restless legs syndrome"]


@pytest.mark.parametrize("word", ["OR", "AND", "NOT", "NEAR"])
def test_a_word_that_is_an_operator_elsewhere_is_a_word(word: str) -> None:
    for found in search(NEWEST, word).found:
        words = found.name.casefold().replace("-", " ").split()
        assert any(other.startswith(word.casefold()) for other in words), found.name
    assert labels(f"RLS {word}") == []
    assert labels(f"{word} RLS") == []


@given(st.text() | st.text(alphabet="'\"*^:+-(){}, \0ANDORTE\u0301\u0130\u00df"))
def test_any_text_is_a_query(query: str) -> None:
    assert search(NEWEST, query).content_version == load().version


@trials(25)
@given(topics(), st.data())
def test_any_content_can_be_filled_in_and_its_names_found(
    topic: Topic, data: st.DataObject
) -> None:
    name, label = data.draw(st.sampled_from(sorted(names_of(topic).items())))
    # The Unicode of SQLite is older than that of Python: it takes later letters for signs.
    assume(all(unicodedata.ucd_3_2_0.category(character) != "Cn" for character in name))
    with closing(filled(topic)) as connection:
        if any(map(str.isalnum, name)):
            assert label in [found.label for found in search(connection, name).found]


def test_a_database_is_filled_once() -> None:
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        fill(NEWEST, load())


def test_a_database_on_disk_is_searched_by_whoever_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "content.db"
    with closing(sqlite3.connect(file)) as connection:
        fill(connection, load())
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        assert search(connection, "RLS") == search(NEWEST, "RLS")


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "examples.sqlite_search", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_the_command_that_the_first_line_tells_prints_what_is_found() -> None:
    first_line = (
        (ROOT / "examples" / "sqlite_search.py").read_text(encoding="utf-8").splitlines()[0]
    )
    assert "`python -m examples.sqlite_search [WORD ...]`" in first_line
    last = f"Content {load().version}. {load().disclaimer.text}\n"
    found = "example: restless legs syndrome (by alias RLS)\n"
    assert run().stdout == found + last
    assert run("RLS").stdout == found + last
    assert run("no", "such thing").stdout == f"nothing has the name 'no such thing'\n{last}"


def test_a_sqlite_without_full_text_search_is_said_in_one_sentence() -> None:
    code = (
        "import runpy, sqlite3\n"
        "class Without(sqlite3.Connection):\n"
        "    def execute(self, sql, *rest):\n"
        "        return super().execute(sql.replace('fts5', 'fts9'), *rest)\n"
        "connect = sqlite3.connect\n"
        "sqlite3.connect = lambda name: connect(name, factory=Without)\n"
        "runpy.run_module('examples.sqlite_search', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "this example needs an SQLite with FTS5: no such module: fts9\n"
