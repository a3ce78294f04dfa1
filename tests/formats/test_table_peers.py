"""The tables in pandas, Polars, Arrow, DuckDB and Spark: every reader gives back the rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from jerking_info import Topic, load, releases
from jerking_info.formats.table_files import to_csv, to_parquet
from jerking_info.formats.tables import SCHEMAS, TableName, to_tables
from jerking_info.testing import topics

pytestmark = pytest.mark.filterwarnings(
    # Warnings of the readers about each other and about Python.
    "ignore::DeprecationWarning",
    "ignore::FutureWarning",
    "ignore::ResourceWarning",
)


def peer(module: str) -> Any:
    return pytest.importorskip(module, reason=f"{module} is not installed")


def columns_of(name: TableName) -> list[str]:
    return [*SCHEMAS[name].columns]


def ddl_of(name: TableName) -> str:
    return ", ".join(f'"{column}" {kind}' for column, kind in SCHEMAS[name].columns.items())


def rows_with_days(topic: Topic, name: TableName) -> list[dict[str, Any]]:
    """Return the rows as databases have them, with days that are days."""
    days = [column for column, kind in SCHEMAS[name].columns.items() if kind == "date"]
    return [
        {**row, **{column: date.fromisoformat(str(row[column])) for column in days}}
        for row in to_tables(topic)[name]
    ]


def test_pandas_polars_and_arrow_take_the_rows_unchanged(topic: Topic) -> None:
    for name, rows in to_tables(topic).items():
        columns = columns_of(name) if rows else []
        frame = peer("pandas").DataFrame(rows)
        assert frame.to_dict("records") == [*rows]
        assert [*frame.columns] == columns
        frame = peer("polars").DataFrame(rows)
        assert frame.rows(named=True) == [*rows]
        assert frame.columns == columns
        assert peer("pyarrow").Table.from_pylist(rows).to_pylist() == [*rows]


def test_duckdb_takes_a_frame_of_the_rows(topic: Topic) -> None:
    with peer("duckdb").connect() as database:
        for name, rows in to_tables(topic).items():
            frame = peer("pandas").DataFrame(rows, columns=columns_of(name))  # noqa: F841
            found = database.sql("select * from frame").fetchall()
            assert found == [tuple(row.values()) for row in rows]


def test_duckdb_enforces_every_key_and_foreign_key(topic: Topic) -> None:
    tables = to_tables(topic)
    with peer("duckdb").connect() as database:
        for name, schema in SCHEMAS.items():
            keys = [f"primary key ({', '.join(schema.key)})"]
            for table, columns in schema.foreign_keys.items():
                names = ", ".join(columns)
                keys.append(f'foreign key ({names}) references "{table}" ({names})')
            database.execute(f'create table "{name}" ({", ".join([ddl_of(name), *keys])})')
            if tables[name]:
                marks = ", ".join("?" * len(schema.columns))
                values = [[*row.values()] for row in tables[name]]
                database.executemany(f'insert into "{name}" values ({marks})', values)
            found = database.sql(f'select * from "{name}"').fetchall()
            assert found == [tuple(row.values()) for row in rows_with_days(topic, name)]


def test_duckdb_reads_the_csv_as_it_was_written(topic: Topic, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    with peer("duckdb").connect() as database:
        for name, data in to_csv(topic).items():
            file.write_bytes(data)
            types = {**SCHEMAS[name].columns}
            found = database.read_csv(str(file), header=True, dtype=types).fetchall()
            assert found == [tuple(row.values()) for row in rows_with_days(topic, name)]


def test_pandas_and_polars_read_the_csv_unchanged(topic: Topic, tmp_path: Path) -> None:
    pandas, polars = peer("pandas"), peer("polars")
    kinds = {"string": "str", "bigint": "int64", "boolean": "bool", "date": "str"}
    polars_kinds = {
        "string": polars.String,
        "bigint": polars.Int64,
        "boolean": polars.Boolean,
        "date": polars.Date,
    }
    file = tmp_path / "table.csv"
    # A character beyond ASCII brings the byte order mark.
    topic = topic.model_copy(update={"title": "B\u00e4der", "summary": '"\u00e4", \u00f6'})
    for name, data in to_csv(topic).items():
        file.write_bytes(data)
        types = {column: kinds[kind] for column, kind in SCHEMAS[name].columns.items()}
        frame = pandas.read_csv(file, dtype=types, keep_default_na=False)
        assert frame.to_dict("records") == [*to_tables(topic)[name]]
        types = {column: polars_kinds[kind] for column, kind in SCHEMAS[name].columns.items()}
        rows = polars.read_csv(file, schema=types).rows(named=True)
        assert rows == rows_with_days(topic, name)


@given(topics())
@settings(max_examples=15)
def test_parquet_gives_back_every_row_with_real_days_and_needs_no_codec(topic: Topic) -> None:
    arrow, parquet = peer("pyarrow"), peer("pyarrow.parquet")
    for name, data in to_parquet(topic).items():
        file = parquet.ParquetFile(arrow.BufferReader(data))
        assert file.read().to_pylist() == rows_with_days(topic, name)
        groups = [file.metadata.row_group(each) for each in range(file.metadata.num_row_groups)]
        columns = [group.column(each) for group in groups for each in range(group.num_columns)]
        assert {column.compression for column in columns} <= {"UNCOMPRESSED"}


def test_every_reader_gives_back_the_parquet(topic: Topic, tmp_path: Path) -> None:
    parquet = peer("pyarrow.parquet")
    file = tmp_path / "table.parquet"
    with peer("duckdb").connect() as database:
        for name, data in to_parquet(topic).items():
            rows = rows_with_days(topic, name)
            file.write_bytes(data)
            assert parquet.read_table(file).to_pylist() == rows
            assert peer("pandas").read_parquet(file).to_dict("records") == rows
            assert peer("polars").read_parquet(file).rows(named=True) == rows
            found = database.read_parquet(str(file)).fetchall()
            assert found == [tuple(row.values()) for row in rows]


def test_parquet_has_one_schema_for_all_releases() -> None:
    arrow, parquet = peer("pyarrow"), peer("pyarrow.parquet")
    kinds = {
        "string": arrow.string(),
        "bigint": arrow.int64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    each = [to_parquet(load(release.version)) for release in releases]
    for name, schema in SCHEMAS.items():
        tables = [parquet.read_table(arrow.BufferReader(files[name])) for files in each]
        assert all(table.schema.equals(tables[0].schema) for table in tables)
        assert [(field.name, field.type, field.nullable) for field in tables[0].schema] == [
            (column, kinds[kind], False) for column, kind in schema.columns.items()
        ]
        assert arrow.concat_tables(tables).num_rows == sum(table.num_rows for table in tables)


def test_the_metadata_of_parquet_has_the_disclaimer_and_the_provenance(topic: Topic) -> None:
    arrow, parquet = peer("pyarrow"), peer("pyarrow.parquet")
    for data in to_parquet(topic).values():
        metadata = parquet.read_schema(arrow.BufferReader(data)).metadata
        decoded = {key.decode(): value.decode() for key, value in metadata.items()}
        assert decoded == to_tables(topic).topic[0]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = peer("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    try:
        session = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    except Exception as error:  # noqa: BLE001 (without Java, PySpark raises various errors)
        pytest.skip(f"Spark does not start: {type(error).__name__}: {error}"[:200])
    yield session
    session.stop()


def test_spark_takes_the_rows_and_reads_the_parquet(
    spark: Any, topic: Topic, tmp_path: Path
) -> None:
    files = to_parquet(topic) if peer("pyarrow") else {}
    for name in SCHEMAS:
        rows = rows_with_days(topic, name)
        ddl = ", ".join(f"`{column}` {kind}" for column, kind in SCHEMAS[name].columns.items())
        (tmp_path / f"{name}.parquet").write_bytes(files[name])
        for frame in (
            spark.createDataFrame(rows, ddl),
            spark.read.parquet(str(tmp_path / f"{name}.parquet")),
        ):
            assert [row.asDict() for row in frame.collect()] == rows, name
