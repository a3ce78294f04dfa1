"""The examples with engines, the real ones: each row equals what `find` gives."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from examples.messages import MESSAGES
from jerking_info import disclaimer, find

ROOT = Path(__file__).parents[1]
TEXTS = [
    "Too much caffeine, İ RESTLESS\nlegs", "", "no mention",
    "Parkinson\u2019s disease 😀 stress", None,
    *(f"row {number}: sudden movements" for number in range(500)),
]  # fmt: skip
EXPECTED = [[mention._asdict() for mention in find(text or "")] for text in TEXTS]

needs = "is not installed: pip install 'jerking-info[examples]'"


def run(module: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", f"examples.{module}", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def parquet_file(tmp_path: Path) -> Path:
    pa = pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "texts é.parquet"
    parquet.write_table(pa.table({"id": range(len(TEXTS)), "text": TEXTS}), file)
    return file


def test_polars_rows_equal_what_find_gives() -> None:
    pl = pytest.importorskip("polars", reason=f"polars {needs}")
    pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    from examples.polars_mentions import mentions

    frame = pl.DataFrame({"text": TEXTS})
    assert frame.select(mentions())["mentions"].to_list() == EXPECTED
    assert frame.lazy().select(mentions()).collect(engine="streaming")["mentions"].to_list() == (
        EXPECTED
    )


@pytest.mark.parametrize("texts", [[], [None], [None, None, "caffeine"]])
def test_polars_frames_have_one_schema_whatever_the_rows(texts: list[str | None]) -> None:
    pl = pytest.importorskip("polars", reason=f"polars {needs}")
    pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    from examples.polars_mentions import MENTION, mentions

    # An older column of that name, and many others, stay what they are.
    others = {f"column {number}": [number] * len(texts) for number in range(300)}
    frame = pl.DataFrame(
        {"message": texts, "mentions": texts, **others},
        schema_overrides={"message": pl.String, "mentions": pl.String},
    )
    found = frame.lazy().with_columns(mentions("message").alias("found"))
    assert found.collect_schema()["found"] == pl.List(MENTION)
    collected = found.collect()
    assert collected.drop("found").equals(frame)
    assert collected.schema["found"] == pl.List(MENTION)
    expected = [[mention._asdict() for mention in find(text or "")] for text in texts]
    assert collected["found"].to_list() == expected


def test_duckdb_rows_equal_what_find_gives() -> None:
    duckdb = pytest.importorskip("duckdb", reason=f"duckdb {needs}")
    pa = pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    from examples.duckdb_mentions import add_mentions

    connection = duckdb.connect()
    add_mentions(connection)
    # Several vectors of 2048 rows.
    table = pa.table({"row": range(len(TEXTS) * 10), "text": TEXTS * 10, "mentions": TEXTS * 10})
    connection.register("texts", table)
    query = "SELECT mentions(text), mentions FROM texts ORDER BY row"
    rows = connection.execute(query).fetchall()
    assert rows == list(zip(EXPECTED * 10, TEXTS * 10, strict=True))
    assert connection.execute("SELECT mentions(text) FROM texts WHERE row < 0").fetchall() == []
    nested = "SELECT m.term FROM (SELECT unnest(mentions(text)) m FROM texts WHERE row = 0)"
    assert connection.execute(nested).fetchall() == [("caffeine",), ("restless legs",)]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pytest.importorskip("pyspark.sql", reason=f"pyspark {needs}")
    pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    if not shutil.which("java"):
        pytest.skip("Spark needs java on the PATH")
    from examples.spark_mentions import local_session

    with pytest.MonkeyPatch.context() as patch:
        # Workers look for modules where Spark was started: there, they find no examples.
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        patch.delenv("PYTHONPATH", raising=False)
        session = local_session()
        yield session
        session.stop()


@pytest.mark.filterwarnings("ignore")  # Spark's own
class TestSpark:
    def test_rows_equal_what_find_gives(self, spark: Any) -> None:
        from examples.spark_mentions import with_mentions

        frame = spark.createDataFrame(list(enumerate(TEXTS)), "row int, text string")
        rows = with_mentions(frame.repartition(2)).orderBy("row").collect()
        found = [[mention.asDict() for mention in row["mentions"]] for row in rows]
        assert found == EXPECTED

    def test_other_columns_stay_what_they_are(self, spark: Any) -> None:
        from examples.spark_mentions import with_mentions

        wide = ", ".join(f"`wide {number}` double" for number in range(300))
        frame = spark.createDataFrame(
            [("Caffeine?", None, [{"a.b": 1}], *([0.5] * 300))],
            f"`a text`` ü.` string, Mentions string, nested array<struct<`a.b`:int>>, {wide}",
        )
        found = with_mentions(frame, "a text` ü.", into="found")
        assert found.columns == [*frame.columns, "found"]
        (row,) = found.collect()
        assert row[:-1] == frame.collect()[0]
        assert [mention.term for mention in row.found] == ["caffeine"]

    def test_a_column_of_that_name_is_refused_in_any_case(self, spark: Any) -> None:
        from examples.spark_mentions import with_mentions

        frame = spark.createDataFrame([("tea", 1)], "text string, Mentions int")
        with pytest.raises(ValueError, match="there is a column 'mentions' already"):
            with_mentions(frame)

    def test_frames_without_rows_and_partitions_without_rows(self, spark: Any) -> None:
        from examples.spark_mentions import with_mentions

        none = spark.createDataFrame([], "text string")
        assert with_mentions(none).collect() == []
        one = spark.createDataFrame([(None,)], "text string").repartition(4)
        assert [row.asDict() for row in with_mentions(one).collect()] == [
            {"text": None, "mentions": []}
        ]

    def test_the_command_prints_its_own_corpus_or_a_file(
        self,
        spark: Any,  # noqa: ARG002 (the engine that the command finds running, and stops: the last)
        parquet_file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        from examples import spark_mentions

        for arguments, texts in [([], MESSAGES), ([str(parquet_file)], TEXTS)]:
            monkeypatch.setattr(sys, "argv", ["spark_mentions", *arguments])
            spark_mentions.main()
            printed = capsys.readouterr()
            assert rows_of(printed.out) == expected_rows(texts)
            assert disclaimer.short in printed.err


def rows_of(printed: str) -> list[Any]:
    return [json.loads(line) for line in printed.splitlines()]


def expected_rows(texts: Iterable[str | None]) -> list[dict[str, object]]:
    return [
        {"text": text, "mentions": [mention._asdict() for mention in find(text or "")]}
        for text in texts
    ]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_command_prints_its_own_corpus_or_a_file(engine: str, parquet_file: Path) -> None:
    pytest.importorskip(engine, reason=f"{engine} {needs}")
    for arguments, texts in [([], MESSAGES), ([str(parquet_file)], TEXTS)]:
        done = run(f"{engine}_mentions", *arguments)
        assert rows_of(done.stdout) == expected_rows(texts)
        assert disclaimer.short in done.stderr


@pytest.mark.parametrize("engine", ["polars", "duckdb", "spark"])
def test_the_first_line_tells_the_command(engine: str) -> None:
    source = (ROOT / "examples" / f"{engine}_mentions.py").read_text(encoding="utf-8")
    assert f"`python -m examples.{engine}_mentions [FILE]`" in source.splitlines()[0]


@pytest.mark.parametrize(
    ("module", "blocked"),
    [
        ("polars_mentions", "polars"),
        ("duckdb_mentions", "duckdb"),
        ("spark_mentions", "pyarrow"),
        ("spark_mentions", "jerking_info"),
    ],
)
def test_a_missing_extra_is_said_in_one_sentence(module: str, blocked: str) -> None:
    if blocked == "jerking_info":
        pytest.importorskip("pyspark", reason=f"pyspark {needs}")
    code = (
        f"import runpy, sys; sys.modules[{blocked!r}] = None; "
        f"runpy.run_module('examples.{module}', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    sentence = f"this example needs {blocked}: pip install 'jerking-info[examples]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence)


def test_an_example_that_is_imported_without_its_extra_says_so_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "examples.polars_mentions", raising=False)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError) as raised:
        __import__("examples.polars_mentions")
    assert str(raised.value) == (
        "examples.polars_mentions needs polars: pip install 'jerking-info[examples]'"
    )
    assert raised.value.name == "polars"


def test_spark_without_java_is_said_in_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason=f"pyspark {needs}")
    done = run("spark_mentions", PATH=str(tmp_path), JAVA_HOME="")
    assert done.returncode == 2
    assert done.stderr.startswith("this example needs Java 17 or newer on the PATH")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no file"), (b"text\n", "is not a Parquet file"), (b"", "is not a Parquet")],
)
def test_a_file_that_is_no_corpus_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    pytest.importorskip("polars", reason=f"polars {needs}")
    pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    if content is not None:
        (tmp_path / "file").write_bytes(content)
    done = run("polars_mentions", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_without_texts_is_said(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason=f"polars {needs}")
    pa = pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    parquet = pytest.importorskip("pyarrow.parquet")
    for columns in ({"body": ["caffeine"]}, {"text": [1]}):
        parquet.write_table(pa.table(columns), tmp_path / "file")
        done = run("polars_mentions", str(tmp_path / "file"))
        assert done.returncode == 2
        assert "has no column 'text' of strings" in done.stderr
