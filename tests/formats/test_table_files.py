"""The tables as files: read back unchanged, described by a data package, the same each time."""

import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from jerking_info import Topic, load
from jerking_info.formats.table_files import to_csv, to_parquet, to_zip
from jerking_info.formats.tables import SCHEMAS, TableName, to_tables
from jerking_info.testing import topics

READERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "bigint": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": str,
}


def read_csv(name: TableName, data: bytes) -> list[dict[str, object]]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert reader.fieldnames == [*SCHEMAS[name].columns]
    types = SCHEMAS[name].columns
    return [{name: READERS[types[name]](text) for name, text in row.items()} for row in reader]


def package_of(topic: Topic, suffix: str = "csv") -> Any:
    archive = zipfile.ZipFile(io.BytesIO(to_zip(topic, to_csv(topic), suffix)))
    return json.loads(archive.read("datapackage.json"))


@given(topics())
@settings(max_examples=40)
def test_csv_gives_back_every_row(topic: Topic) -> None:
    files = to_csv(topic)
    for name, rows in to_tables(topic).items():
        assert read_csv(name, files[name]) == [*rows]


def test_csv_keeps_a_text_that_a_spreadsheet_may_run() -> None:
    topic = load()
    texts = ("=1+1", "@SUM(A1)", "+1", "-1", "'=1+1")
    synonyms = (
        synonym.model_copy(update={"text": text})
        for synonym, text in zip(topic.synonyms, texts, strict=True)
    )
    data = to_csv(topic.model_copy(update={"synonyms": tuple(synonyms)}))["synonyms"]
    assert [row["text"] for row in read_csv("synonyms", data)] == [*texts]


def test_csv_is_utf_8_with_lf_and_quotes_texts_but_not_numbers(topic: Topic) -> None:
    data = to_csv(topic)["tips"]
    assert b"\r" not in data
    assert data.endswith(b"\n")
    first = data.decode().splitlines()[1]
    assert first.startswith(f'"{topic.version}","manage-stress-triggers",1,"Identify')
    assert first.endswith(',"false"')


def test_csv_starts_with_a_byte_order_mark_once_it_is_not_ascii() -> None:
    topic = load("1.1.0").model_copy(update={"title": "B\u00e4der"})
    files = to_csv(topic)
    assert files["topic"].startswith(b'\xef\xbb\xbf"content_version"')
    assert files["tips"].startswith(b'"content_version"')


def test_to_zip_has_every_table_and_its_description(topic: Topic) -> None:
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


def test_the_data_package_has_version_digest_disclaimer_and_provenance(topic: Topic) -> None:
    package = package_of(topic)
    assert package["name"] == topic.id
    assert package["version"] == topic.version
    assert package["sha256"] == topic.sha256
    assert package["language"] == topic.language
    assert package["description"] == topic.disclaimer.text
    assert package["disclaimer"] == topic.disclaimer.model_dump()
    assert package["provenance"] == topic.provenance.model_dump(mode="json")
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]


def test_the_data_package_has_the_columns_keys_and_digest_of_each_file(topic: Topic) -> None:
    files = to_csv(topic)
    resources = package_of(topic)["resources"]
    assert [resource["name"] for resource in resources] == [*SCHEMAS]
    for resource in resources:
        name: TableName = resource["name"]
        assert resource["path"] == f"{name}.csv"
        assert resource["bytes"] == len(files[name])
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[name]).hexdigest()}"
        fields = [
            (f["name"], f["type"].replace("integer", "bigint"))
            for f in resource["schema"]["fields"]
        ]
        assert fields == [*SCHEMAS[name].columns.items()]
        assert resource["schema"]["primaryKey"] == [*SCHEMAS[name].key]
        keys = {
            key["reference"]["resource"]: tuple(key["fields"])
            for key in resource["schema"]["foreignKeys"]
        }
        assert keys == SCHEMAS[name].foreign_keys


def test_only_csv_has_the_profile_of_tabular_data() -> None:
    # Only a file of text can have the profile that says how it is separated.
    for suffix, profiles in {
        "csv": ("tabular-data-package", "tabular-data-resource"),
        "parquet": ("data-package", "data-resource"),
    }.items():
        package = package_of(load(), suffix)
        assert (package["profile"], package["resources"][0]["profile"]) == profiles
        assert package["resources"][0]["path"] == f"topic.{suffix}"


def test_to_parquet_names_the_extra_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError) as raised:
        to_parquet(load())
    assert str(raised.value) == 'Parquet needs pyarrow: run pip install "jerking-info[arrow]"'
    assert raised.value.name == "pyarrow"
