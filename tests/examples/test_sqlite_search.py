"""The search in SQLite finds each entry by its names, and no query breaks it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.sqlite_search import fill, search
from jerking_info import Topic, load, releases
from jerking_info.testing import assert_shows_disclaimer, topics


def labels(topic: Topic, *queries: str) -> list[list[str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        fill(connection, topic)
        return [[found.label for found in search(connection, query)] for query in queries]


@pytest.mark.parametrize("typed", [str, str.upper, lambda name: name.replace("\u2019", "'")])
@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
def test_every_name_finds_its_entry(release: object, typed: Callable[[str], str]) -> None:
    topic = load(getattr(release, "version"))  # noqa: B009
    entries: list[Any] = [e for c in topic.causes for e in (c, *c.examples)]
    names = [(name, e.label) for e in entries for name in (e.label, *e.aliases)]
    found = labels(topic, *(typed(name) for name, _ in names))
    assert [
        name for (name, label), hits in zip(names, found, strict=True) if label not in hits
    ] == []


def test_codes_find_entries_with_and_without_a_dot() -> None:
    found = labels(load("1.1.0"), "r253", "R25.3", "r25", "nothing", "", "...", '"* OR')
    assert found[0] == found[1] == ["twitching movements"]
    assert "twitching movements" in found[2]
    assert found[3:] == [[], [], [], []]


@given(topics(), st.lists(st.text(), max_size=3))
@settings(max_examples=5)
def test_any_query_on_any_topic_is_answered(topic: Topic, queries: list[str]) -> None:
    assert len(labels(topic, topic.title, *queries)) == 1 + len(queries)


def test_command_shows_the_disclaimer() -> None:
    command = [sys.executable, "-m", "examples.sqlite_search", "rls"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "example: restless legs syndrome (by RLS)" in done.stdout
    assert_shows_disclaimer(done.stdout, load(), form="text")
