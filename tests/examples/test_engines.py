"""The examples with data engines, the real ones: each row equals the result of `find`."""

import shutil
from typing import Any

import pytest

from jerking_info import find

TEXTS = [
    "Too much caffeine, İ RESTLESS\nlegs",
    "",
    "no mention",
    "Parkinson\u2019s disease 😀 stress",
    None,
    *(f"row {number}: sudden movements" for number in range(500)),
]
EXPECTED = [[mention._asdict() for mention in find(text or "")] for text in TEXTS]


def test_polars_rows_equal_find() -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    from examples.polars_mentions import mentions

    frame = pl.DataFrame({"text": TEXTS})
    found = frame.lazy().select(mentions())
    assert frame.select(mentions())["mentions"].to_list() == EXPECTED
    assert found.collect(engine="streaming")["mentions"].to_list() == EXPECTED


@pytest.mark.parametrize("texts", [[], [None], [None, None, "caffeine"]])
def test_polars_schema_is_the_same_for_any_rows(texts: list[str | None]) -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    from examples.polars_mentions import MENTION, mentions

    frame = pl.DataFrame({"message": texts}, schema={"message": pl.String})
    assert frame.select(mentions("message")).schema == {"mentions": pl.List(MENTION)}


def test_duckdb_rows_equal_find() -> None:
    duckdb = pytest.importorskip("duckdb")
    pa = pytest.importorskip("pyarrow")
    from examples.duckdb_mentions import add_mentions

    connection = duckdb.connect()
    add_mentions(connection)
    # Several vectors of 2048 rows.
    connection.register("texts", pa.table({"row": range(len(TEXTS) * 10), "text": TEXTS * 10}))
    rows = connection.execute("SELECT mentions(text) FROM texts ORDER BY row").fetchall()
    assert rows == [(expected,) for expected in EXPECTED * 10]
    nested = "SELECT m.term FROM (SELECT unnest(mentions(text)) m FROM texts WHERE row = 0)"
    assert connection.execute(nested).fetchall() == [("caffeine",), ("restless legs",)]


@pytest.mark.filterwarnings("ignore")  # Spark's own
def test_spark_rows_equal_find(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark.sql")
    pytest.importorskip("pyarrow")
    if not shutil.which("java"):
        pytest.skip("Spark needs java on the PATH")
    from examples.spark_mentions import local_session, with_mentions

    monkeypatch.chdir(tmp_path)  # where Spark writes
    session = local_session()
    try:
        rows = [(number, text) for number, text in enumerate(TEXTS)]
        frame = session.createDataFrame(rows, "number long, text string")
        found = with_mentions(frame, into="found").orderBy("number").collect()
        assert [[mention.asDict() for mention in row["found"]] for row in found] == EXPECTED
    finally:
        session.stop()
