"""The tables of Django's example: they equal the content, and only what changes is written."""

import doctest
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given
from pydantic import BaseModel

from jerking_info import Topic, load, releases
from jerking_info.errors import IntegrityError, UnknownReleaseError
from jerking_info.testing import assert_shows_disclaimer, topics
from tests.trials import trials

django = pytest.importorskip("django", reason="django: pip install 'jerking-info[examples]'")

ROOT = Path(__file__).parents[2]
VERSIONS = [release.version for release in releases]
OLD, NEW = load("1.0.0"), load("1.1.0")
TABLES = ("topic", "synonym", "cause", "example", "tip", "warningsign", "coding", "reference")

Rows = dict[tuple[str, ...], dict[str, object]]
"""The columns of each row, by the table and what the row is known by."""


@pytest.fixture(scope="module", autouse=True)
def _django() -> Iterator[None]:
    """Set Django up, with a database in memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "examples.django_content.settings")
        patch.setenv("DATABASE_URL", "sqlite:///:memory:")
        django.setup()
        prepare_tables()
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a PostgreSQL for these tests alone, and give its address."""
    pytest.importorskip("psycopg", reason="psycopg: pip install 'jerking-info[examples]'")
    installed = [str(path.parent) for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    initdb = shutil.which("initdb", path=os.pathsep.join([*installed, os.environ["PATH"]]))
    if not initdb:
        pytest.skip("there is no PostgreSQL server on this machine")
    # It refuses to run as root, whose machine then has a user for it.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory() as folder:
        shutil.chown(folder, user)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        control = [str(Path(initdb).with_name("pg_ctl")), "-D", f"{folder}/data", "-w"]
        for command in (
            [initdb, "-D", f"{folder}/data", "-A", "trust", "-U", "app", "--encoding=UTF8"],
            [*control, "-l", f"{folder}/log", "-o", options, "start"],
        ):
            subprocess.run(command, user=user, check=True, capture_output=True, cwd=folder)
        try:
            yield f"postgresql://app@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], user=user, check=True, cwd=folder)


def prepare_tables() -> None:
    """Create the tables, and let the database note each row that is written from now on."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (name text, done text, id text)")
        if not is_sqlite:
            cursor.execute(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
                "written VALUES (TG_TABLE_NAME, TG_OP, coalesce(NEW.id, OLD.id)::text); "
                "RETURN NULL; END $$"
            )
        for table in (*TABLES, "tip_applies_to"):
            name = f"django_content_{table}"
            if not is_sqlite:
                cursor.execute(
                    f"CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON {name} "
                    "FOR EACH ROW EXECUTE FUNCTION note()"
                )
                continue
            for done, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
                cursor.execute(
                    f"CREATE TRIGGER {done}_{table} AFTER {done} ON {name} BEGIN "
                    f"INSERT INTO written VALUES ('{name}', '{done}', {row}.id); END"
                )


@contextmanager
def database(url: str) -> Iterator[None]:
    """Run what is inside on another database."""
    from django.db import connections

    from examples.django_content import settings

    usual, usual_settings = connections["default"], connections.settings["default"]
    configured = connections.configure_settings({"default": settings.database(url)})
    connections.settings["default"] = configured["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        connections.settings["default"] = usual_settings


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is written inside."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_of(topic: Topic) -> Rows:
    """Say which rows a content shall have."""
    provenance = topic.provenance
    article = {f"provenance_article_{name}": text for name, text in provenance.article}
    rest = {f"provenance_{name}": value for name, value in provenance if name != "article"}
    rows: Rows = {
        ("topic", topic.id): {
            "version": topic.version,
            "sha256": topic.sha256,
            "language": topic.language,
            "title": topic.title,
            "questions_causes": topic.questions.causes,
            "questions_tips": topic.questions.tips,
            "overview": topic.overview,
            "tips_introduction": topic.tips_introduction,
            "summary": topic.summary,
            "disclaimer_text": topic.disclaimer.text,
            "disclaimer_short": topic.disclaimer.short,
            **article,
            **rest,
        }
    }
    lists: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("synonym", topic.synonyms),
        ("cause", topic.causes),
        ("tip", topic.tips),
        ("warningsign", topic.warning_signs),
    )
    for table, entries in lists:
        for position, entry in enumerate(entries):
            columns = {"topic_id": topic.id, "position": position, **columns_of(entry)}
            rows[table, columns.pop("id")] = columns
            rows |= attached_to(entry, table, entry.id)
    for cause in topic.causes:
        for position, example in enumerate(cause.examples):
            rows["example", cause.id, example.name] = {"position": position, **columns_of(example)}
            rows |= attached_to(example, "example", cause.id, example.name)
    for tip in topic.tips:
        for cause_id in tip.applies_to:
            rows["tip_applies_to", tip.id, cause_id] = {}
    return rows | attached_to(topic, "topic", topic.id)


def columns_of(entry: BaseModel) -> dict[str, Any]:
    lists = {"codes", "references", "examples", "applies_to"}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in entry
        if name not in lists
    }


def attached_to(entry: Any, *bearer: str) -> Rows:
    rows: Rows = {}
    for position, coding in enumerate(getattr(entry, "codes", ())):
        columns = {"position": position, **columns_of(coding)}
        rows["coding", *bearer, coding.system, coding.code] = columns
    for position, page in enumerate(getattr(entry, "references", ())):
        columns = {"position": position, **columns_of(page)}
        rows["reference", *bearer, page.publisher, page.title] = columns
    return rows


def rows_there() -> Rows:
    """Read every row of the tables, with plain SQL."""
    return {key: columns for _, key, columns in _read()}


def _read() -> Iterator[tuple[tuple[str, str], tuple[str, ...], dict[str, object]]]:
    """Yield table and id, what it is known by, and the columns of each row."""
    examples = {row["id"]: ("example", row["cause_id"], row["name"]) for row in _select("example")}
    for table in (*TABLES, "tip_applies_to"):
        for columns in _select(table):
            row = table, str(columns["id"])
            del columns["id"]
            key: tuple[str, ...] = row
            if table == "example":
                key = examples[int(row[1])]
                del columns["cause_id"], columns["name"]
                columns["name"] = key[2]
            elif table == "tip_applies_to":
                key = (table, columns.pop("tip_id"), columns.pop("cause_id"))
            elif table in {"coding", "reference"}:
                ids = {n: columns.pop(n) for n in [*columns] if n.endswith("_id")}
                ((bearer, id_),) = [(n[:-3], v) for n, v in ids.items() if v is not None]
                of = examples[id_] if bearer == "example" else (bearer.replace("_", ""), id_)
                names = ("system", "code") if table == "coding" else ("publisher", "title")
                key = (table, *of, *(columns[name] for name in names))
                assert columns.pop("key") == "|".join(key[-2:])
            for name in ("aliases", "actions"):
                if isinstance(columns.get(name), str):  # SQLite has no type for lists
                    columns[name] = json.loads(columns[name])
            yield row, key, columns


def _select(table: str) -> Iterator[dict[str, Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM django_content_{table}")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))


def comparable(rows: Rows) -> Rows:
    """Write days as SQLite does, which has no type for them."""
    return {
        key: {name: str(v) if hasattr(v, "year") else v for name, v in columns.items()}
        for key, columns in rows.items()
    }


class Watch:
    """What the database notes of the rows that are written inside."""

    def __enter__(self) -> Self:
        from django.db import connection

        self.before = {row: key for row, key, _ in _read()}
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM written")
        return self

    def __exit__(self, *_: object) -> None:
        from django.db import connection

        keys = self.before | {row: key for row, key, _ in _read()}
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, done, id FROM written")
            noted = cursor.fetchall()
        self.written = [
            (done, keys[name.removeprefix("django_content_"), id_]) for name, done, id_ in noted
        ]


def writes(old: Topic, new: Topic) -> set[tuple[str, tuple[str, ...]]]:
    """Say which rows must be written, and how: those that differ, and no other."""
    before, after = rows_of(old), rows_of(new)
    return (
        {("INSERT", key) for key in after.keys() - before.keys()}
        | {("DELETE", key) for key in before.keys() - after.keys()}
        | {("UPDATE", key) for key in before.keys() & after.keys() if before[key] != after[key]}
    )


def assert_each_step_writes_what_differs(old: Topic, new: Topic) -> None:
    from examples.django_content.rows import insert, upgrade

    with undone():
        insert(old)
        assert comparable(rows_there()) == comparable(rows_of(old))
        for before, after in ((old, new), (new, new), (new, old)):
            with Watch() as watch:
                upgrade(before, after)
            assert comparable(rows_there()) == comparable(rows_of(after))
            assert set(watch.written) == writes(before, after)


@given(topics(), topics())
@trials(20)
def test_any_content_becomes_any_other_and_nothing_else_is_written(old: Topic, new: Topic) -> None:
    assert_each_step_writes_what_differs(old, new)


def test_any_content_becomes_any_other_in_postgresql_too(server: str) -> None:
    with database(server):
        prepare_tables()

        @given(topics(), topics())
        @trials(20)
        def check(old: Topic, new: Topic) -> None:
            assert_each_step_writes_what_differs(old, new)

        check()
        assert_each_step_writes_what_differs(OLD, NEW)


def test_the_upgrade_of_the_releases_writes_each_row_once() -> None:
    from examples.django_content.rows import insert, upgrade

    with undone():
        insert(OLD)
        with Watch() as watch:
            upgrade(OLD, NEW)
        assert sorted(watch.written) == sorted(writes(OLD, NEW))
        untouched = rows_of(OLD).keys() - {key for _, key in watch.written}
        assert {("synonym", "sudden-movements"), ("tip", "limit-stimulants")} <= untouched


def test_a_sync_says_what_the_tables_held_and_what_changed() -> None:
    from examples.django_content.rows import sync
    from jerking_info import compare

    with undone():
        assert sync(OLD) == (None, ())
        assert sync(NEW) == ("1.0.0", compare(OLD, NEW))
        with Watch() as watch:
            assert sync(NEW) == ("1.1.0", ())
        assert watch.written == []
        assert sync(OLD) == ("1.1.0", compare(NEW, OLD))
        assert comparable(rows_there()) == comparable(rows_of(OLD))


def drift(what: str) -> None:
    """Do to the tables what a sync from 1.0.0 to 1.1.0 must notice."""
    from examples.django_content import models

    match what:
        case "a changed column":
            models.Example.objects.filter(name="anxiety").update(aliases=["fear"])
        case "a row that is gone":
            models.Cause.objects.filter(id="stimulant-use").delete()
        case "a row that is there":
            models.WarningSign.objects.create(
                id="dangerous-seizure", topic_id="jerking-movements", position=0
            )


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (
            "a changed column",
            "the row of causes/stress-and-anxiety/examples/anxiety is not what was",
        ),
        ("a row that is gone", "the row of causes/stimulant-use/examples/caffeine is gone"),
        ("a row that is there", "a row was there before it was written: "),
    ],
)
def test_what_others_changed_is_noticed_and_nothing_is_written(what: str, said: str) -> None:
    from examples.django_content.rows import DriftError, sync

    with undone():
        sync(OLD)
        drift(what)
        there = rows_there()
        with pytest.raises(DriftError, match=said):
            sync(NEW)
        assert rows_there() == there


def test_tables_of_a_release_that_does_not_ship_are_left_alone() -> None:
    from examples.django_content import models
    from examples.django_content.rows import sync

    with undone():
        sync(NEW)
        models.Topic.objects.update(sha256=OLD.sha256)
        with pytest.raises(IntegrityError):
            sync(OLD)
        models.Topic.objects.update(version="9.0.0")
        with pytest.raises(UnknownReleaseError):
            sync(OLD)
        assert len(rows_there()) == len(rows_of(NEW))


def test_the_migrations_make_these_tables() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def run(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "examples.django_content", *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def check_commands(url: str, cwd: Path) -> None:
    for version, said in (
        ("1.0.0", "content 1.0.0 written"),
        ("1.0.0", "content 1.0.0 was written already; its rows were left alone"),
        ("", "content 1.1.0 from 1.0.0: 138 changes written, a minor step"),
        ("1.0.0", "content 1.0.0 from 1.1.0: 138 changes written, a major step"),
    ):
        done = run(*([version] if version else []), cwd=cwd, DATABASE_URL=url)
        assert (done.returncode, done.stderr) == (0, "")
        first, *shown = done.stdout.splitlines()
        assert first == said
        topic = load(version or None)
        assert shown[:-1] == [
            f"{cause.name}: {'; '.join(tip.title for tip in topic.tips_for(cause.id))}"
            for cause in topic.causes
        ]
        assert_shows_disclaimer(done.stdout, topic, form="text")
        with database(url):
            assert comparable(rows_there()) == comparable(rows_of(topic))


def test_the_commands_keep_a_sqlite_file(tmp_path: Path) -> None:
    check_commands(f"sqlite:///{tmp_path}/a%20b.sqlite3", tmp_path)
    assert (tmp_path / "a b.sqlite3").is_file()


def test_the_first_line_tells_the_command_which_needs_nothing_else(tmp_path: Path) -> None:
    source = (ROOT / "examples" / "django_content" / "__init__.py").read_text(encoding="utf-8")
    assert "`python -m examples.django_content [VERSION]`" in source.splitlines()[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        done = run(cwd=tmp_path)
    assert done.stdout.startswith("content 1.1.0 written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["jerking-info.sqlite3"]


def new_database(server: str, name: str) -> str:
    from django.db import connection

    with database(server), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres", f"/{name}")


def test_the_commands_keep_a_postgresql(server: str) -> None:
    url = new_database(server, "commands") + "?application_name=example"
    check_commands(url, ROOT)
    with database(url):
        before = versions_of_rows()
        assert run("1.0.0", DATABASE_URL=url).returncode == 0
        assert versions_of_rows() == before
        assert run("1.1.0", DATABASE_URL=url).returncode == 0
        after = versions_of_rows()
    written = {key for done, key in writes(OLD, NEW) if done != "DELETE"}
    assert {key for key in after if after[key] != before.get(key)} == written


def versions_of_rows() -> dict[tuple[str, ...], int]:
    """Return the transaction that wrote each row, as PostgreSQL keeps it."""
    from django.db import connection

    keys = {row: key for row, key, _ in _read()}
    found: dict[tuple[str, ...], int] = {}
    for table in (*TABLES, "tip_applies_to"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id::text, xmin::text FROM django_content_{table}")
            found |= {keys[table, id_]: int(xmin) for id_, xmin in cursor.fetchall()}
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_at_once_do_it_once(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/file"
    if kind == "postgresql":
        url = new_database(request.getfixturevalue("server"), "two")
    assert run("1.0.0", DATABASE_URL=url).returncode == 0
    command = [sys.executable, "-m", "examples.django_content", "1.1.0"]
    environment = os.environ | {"DATABASE_URL": url}
    both = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate()[0].splitlines()[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said == [
        "content 1.1.0 from 1.0.0: 138 changes written, a minor step",
        "content 1.1.0 was written already; its rows were left alone",
    ]


def test_databases_are_named_as_everywhere() -> None:
    pytest.importorskip("psycopg", reason="psycopg: pip install 'jerking-info[examples]'")
    from examples.django_content import settings

    assert doctest.testmod(settings).failed == 0
    assert settings.database("sqlite:////var/a%20b.db")["NAME"] == "/var/a b.db"
    found = settings.database("postgres://me:a%40b@db.example.org:5433/app?sslmode=require")
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "app",
        "USER": "me",
        "PASSWORD": "a@b",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is no database.\n" * 99, encoding="utf-8")
    for arguments, url, said in (
        (["9.9.9"], "sqlite:///x", "error: no content release '9.9.9'; there are '1.0.0', "),
        ([], "mysql://x", "needs a DATABASE_URL of sqlite or postgresql, found 'mysql'\n"),
        ([], "sqlite:///no/such/folder/x", "this example needs the database that DATABASE_URL"),
        ([], "sqlite:///notes.txt", "that DATABASE_URL names: file is not a database\n"),
        ([], "sqlite:///", "needs a DATABASE_URL with a file, such as sqlite:///FILE\n"),
        ([], "sqlite://:memory:", "needs a DATABASE_URL with a file, such as sqlite:///FILE\n"),
        ([], "postgresql://[::1", "needs a DATABASE_URL that can be read: Invalid IPv6 URL"),
    ):
        done = run(*arguments, cwd=tmp_path, DATABASE_URL=url)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_postgresql_that_does_not_answer_is_said(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg: pip install 'jerking-info[examples]'")
    done = run(cwd=tmp_path, DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("this example needs the database that DATABASE_URL names: ")
