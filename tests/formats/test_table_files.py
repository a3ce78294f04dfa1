import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given

from jerking_info import Topic, load, releases
from jerking_info.formats.table_files import to_csv, to_parquet, to_zip
from jerking_info.formats.tables import SCHEMAS, TableName, TableSchema, to_tables
from jerking_info.testing import topics
from tests.trials import trials

READERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "bigint": int,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.fixture(params=[release.version for release in releases])
def topic(request: pytest.FixtureRequest) -> Topic:
    return load(request.param)


def read_csv(schema: TableSchema, data: bytes) -> list[dict[str, object]]:
    reader = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    assert reader.fieldnames == [column.name for column in schema.columns]
    types = {column.name: READERS[column.type] for column in schema.columns}
    return [{name: types[name](text) for name, text in row.items()} for row in reader]


@given(topics())
@trials(40)
def test_any_topic_comes_back_from_csv(topic: Topic) -> None:
    files = to_csv(topic)
    for name, rows in to_tables(topic).items():
        assert read_csv(SCHEMAS[name], files[name]) == [*rows]


@given(topics())
@trials(15)
def test_any_topic_comes_back_from_parquet(topic: Topic) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    files = to_parquet(topic)
    for name, rows in to_tables(topic).items():
        assert parquet.read_table(arrow.BufferReader(files[name])).to_pylist() == [*rows]


def test_a_text_that_a_spreadsheet_may_run_stays_as_it_is() -> None:
    topic = load()
    texts = ("=1+1", "@SUM(A1)", "+1", "-1", "'=1+1")
    synonyms = (
        synonym.model_copy(update={"text": text})
        for synonym, text in zip(topic.synonyms, texts, strict=True)
    )
    data = to_csv(topic.model_copy(update={"synonyms": tuple(synonyms)}))["synonyms"]
    assert [row["text"] for row in read_csv(SCHEMAS["synonyms"], data)] == [*texts]


def test_csv_is_utf_8_with_lf_and_quotes_texts_but_not_numbers(topic: Topic) -> None:
    data = to_csv(topic)["tips"]
    assert b"\r" not in data
    assert data.endswith(b"\n")
    first = data.decode().splitlines()[1]
    assert first.startswith(f'"{topic.version}","manage-stress-triggers",1,"Identify')
    assert first.endswith(',"false"')


def test_an_archive_holds_every_table_and_its_description(topic: Topic) -> None:
    files = to_csv(topic)
    with zipfile.ZipFile(io.BytesIO(to_zip(topic, files, "csv"))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["datapackage.json", *(f"{name}.csv" for name in SCHEMAS)]
        assert {name: archive.read(f"{name}.csv") for name in SCHEMAS} == files
        for member in archive.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert member.compress_type == zipfile.ZIP_STORED
            assert member.external_attr >> 16 == 0o100644
            assert member.create_system == 3


def test_the_description_says_which_content_it_is_and_what_must_be_said_with_it(
    topic: Topic,
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(to_zip(topic, to_csv(topic), "csv")))
    package = json.loads(archive.read("datapackage.json"))
    assert package["name"] == topic.id
    assert package["version"] == topic.version
    assert package["sha256"] == topic.sha256
    assert package["language"] == topic.language
    assert package["description"] == topic.disclaimer.text
    assert package["disclaimer"] == topic.disclaimer.model_dump()
    assert package["provenance"] == topic.provenance.model_dump(mode="json")
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]


def test_the_description_tells_the_columns_keys_and_digest_of_each_file(topic: Topic) -> None:
    files = to_csv(topic)
    archive = zipfile.ZipFile(io.BytesIO(to_zip(topic, files, "csv")))
    package = json.loads(archive.read("datapackage.json"))
    assert [resource["name"] for resource in package["resources"]] == [*SCHEMAS]
    for resource in package["resources"]:
        name: TableName = resource["name"]
        schema = SCHEMAS[name]
        assert resource["path"] == f"{name}.csv"
        assert resource["bytes"] == len(files[name])
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[name]).hexdigest()}"
        kinds = {"string": "string", "bigint": "integer", "boolean": "boolean"}
        assert resource["schema"] == {
            "fields": [
                {"name": c.name, "type": kinds[c.type], "constraints": {"required": True}}
                for c in schema.columns
            ],
            "primaryKey": [*schema.key],
            "foreignKeys": [
                {
                    "fields": [*key.columns],
                    "reference": {"resource": key.table, "fields": [*key.references]},
                }
                for key in schema.foreign_keys
            ],
        }


def test_the_description_says_what_software_reads_each_file(topic: Topic) -> None:
    profiles = []
    for suffix in ("csv", "parquet"):
        archive = zipfile.ZipFile(io.BytesIO(to_zip(topic, {"tips": b"any"}, suffix)))
        package = json.loads(archive.read("datapackage.json"))
        (resource,) = package["resources"]
        profiles.append((package["profile"], resource["profile"]))
        assert resource["path"] == f"tips.{suffix}"
        assert resource["format"] == suffix
        assert (
            resource["mediatype"]
            == {
                "csv": "text/csv",
                "parquet": "application/vnd.apache.parquet",
            }[suffix]
        )
    # Only a file of text can have the profile that says how it is separated.
    assert profiles == [
        ("tabular-data-package", "tabular-data-resource"),
        ("data-package", "data-resource"),
    ]


def test_the_description_is_legible_in_any_language() -> None:
    topic = load().model_copy(update={"title": "B\u00e4der"})
    archive = zipfile.ZipFile(io.BytesIO(to_zip(topic, {}, "csv")))
    assert '\n  "title": "B\u00e4der",\n' in archive.read("datapackage.json").decode()


def test_parquet_needs_no_codec(topic: Topic) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    file = parquet.ParquetFile(arrow.BufferReader(to_parquet(topic)["tips"]))
    group = file.metadata.row_group(0)
    codecs = {group.column(number).compression for number in range(group.num_columns)}
    assert codecs == {"UNCOMPRESSED"}


def test_the_same_topic_gives_the_same_bytes(topic: Topic) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert to_zip(topic, to_csv(topic), "csv") == to_zip(topic, to_csv(topic), "csv")
    assert to_parquet(topic) == to_parquet(topic)


def test_without_pyarrow_parquet_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError) as raised:
        to_parquet(load())
    assert str(raised.value) == 'Parquet needs pyarrow: run pip install "jerking-info[arrow]"'
    assert raised.value.name == "pyarrow"
