"""The examples, with the real engines: each row equals what `find` gives."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from jerking_info import find

TEXTS = [
    "Too much caffeine, İ RESTLESS\nlegs", "", "no mention",
    "Parkinson\u2019s disease 😀 stress", None,
    *(f"row {number}: sudden movements" for number in range(500)),
]  # fmt: skip
EXPECTED = [[mention._asdict() for mention in find(text or "")] for text in TEXTS]

needs = "is not installed: pip install 'jerking-info[examples]'"


def test_polars_rows_equal_what_find_gives() -> None:
    pl = pytest.importorskip("polars", reason=f"polars {needs}")
    from examples.polars_mentions import mentions

    frame = pl.DataFrame({"text": TEXTS})
    assert frame.select(mentions())["mentions"].to_list() == EXPECTED
    assert frame.lazy().select(mentions()).collect()["mentions"].to_list() == EXPECTED


def test_duckdb_rows_equal_what_find_gives() -> None:
    duckdb = pytest.importorskip("duckdb", reason=f"duckdb {needs}")
    pa = pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    from examples.duckdb_mentions import add_mentions

    connection = duckdb.connect()
    add_mentions(connection)
    connection.register("texts", pa.table({"row": range(len(TEXTS)), "text": TEXTS}))
    rows = connection.execute("SELECT mentions(text) FROM texts ORDER BY row").fetchall()
    assert [found for (found,) in rows] == EXPECTED


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs java on the PATH")
@pytest.mark.filterwarnings("ignore")  # Spark's own
def test_spark_rows_equal_what_find_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason=f"pyspark {needs}")
    pytest.importorskip("pyarrow", reason=f"pyarrow {needs}")
    from examples.spark_mentions import with_mentions

    root = str(Path(__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder: Any = sql.SparkSession.builder.master("local[2]")
    session = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    try:
        frame = session.createDataFrame(list(enumerate(TEXTS)), "row int, text string")
        rows = with_mentions(frame.repartition(2)).orderBy("row").collect()
        found = [[mention.asDict() for mention in row["mentions"]] for row in rows]
        assert found == EXPECTED
    finally:
        session.stop()
