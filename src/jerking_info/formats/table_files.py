"""The tables of a topic as files: CSV, and Parquet with the extra `arrow`.

Each form is an archive with a file per table and a `datapackage.json`, the Data Package
1.0 of Frictionless: the columns, keys and digest of each file, and which content it is,
where it comes from and the disclaimer. Nothing in an archive is compressed or dated, so
the same content gives the same bytes whatever zlib or clock a machine has.

CSV holds every text as it is, one that starts with `=` or `@` too. Spreadsheets may take
such a text for a formula; a mark against that would alter the content, which is the one
thing that this package must not do. Import into a spreadsheet as text.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping
from importlib import import_module

from pydantic import JsonValue

from jerking_info.content.models import Topic
from jerking_info.formats.files import json_file
from jerking_info.formats.tables import SCHEMAS, Row, TableName, TableSchema, to_tables

__all__ = ("to_csv", "to_parquet", "to_zip")


def __dir__() -> tuple[str, ...]:
    return __all__


_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_FIELD_TYPES = {"string": "string", "bigint": "integer", "boolean": "boolean"}
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


def to_csv(topic: Topic) -> dict[TableName, bytes]:
    """Write the tables of a topic as CSV: UTF-8, a header, texts quoted, lines ended by LF.

    >>> from jerking_info import topic
    >>> to_csv(topic)["tip_causes"].splitlines()[0].decode()
    '"content_version","tip_id","cause_id"'
    """
    return {name: _csv(SCHEMAS[name], rows) for name, rows in to_tables(topic).items()}


def to_parquet(topic: Topic) -> dict[TableName, bytes]:
    """Write the tables of a topic as Parquet, one schema per table for all releases.

    Each file's metadata holds the row of the table `topic`: the content version, its
    digest, the language, the provenance and the disclaimer.

    Returns:
        The files, the same bytes each time under one version of pyarrow, which writes its
        own version into them.

    Raises:
        ImportError: without pyarrow, which the extra `arrow` installs.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ImportError(
            'Parquet needs pyarrow: run pip install "jerking-info[arrow]"', name="pyarrow"
        ) from error
    tables = to_tables(topic)
    types = {"string": arrow.string(), "bigint": arrow.int64(), "boolean": arrow.bool_()}
    files: dict[TableName, bytes] = {}
    for name, rows in tables.items():
        schema = arrow.schema(
            [arrow.field(c.name, types[c.type], nullable=False) for c in SCHEMAS[name].columns],
            metadata={column: str(value) for column, value in tables.topic[0].items()},
        )
        stream = io.BytesIO()
        table = arrow.Table.from_pylist(rows, schema=schema)
        parquet.write_table(table, stream, compression="none")
        files[name] = stream.getvalue()
    return files


def to_zip(topic: Topic, files: Mapping[TableName, bytes], suffix: str) -> bytes:
    """Write files of tables as one archive, with the `datapackage.json` that explains them.

    Args:
        topic: the content.
        files: what `to_csv` or `to_parquet` made of it.
        suffix: `csv` or `parquet`.

    Returns:
        The archive, the same bytes for the same files.

    The description is that of https://specs.frictionlessdata.io/data-package/ 1.0.

    >>> from jerking_info import topic
    >>> to_zip(topic, to_csv(topic), "csv")[:2]
    b'PK'
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (
            ("datapackage.json", json_file(_package(topic, files, suffix))),
            *((f"{table}.{suffix}", data) for table, data in files.items()),
        ):
            # Its time is the earliest that an archive can say unless said otherwise.
            member = zipfile.ZipInfo(name)
            member.create_system, member.external_attr = _UNIX, _READABLE_FILE
            archive.writestr(member, data)
    return stream.getvalue()


def _csv(schema: TableSchema, rows: tuple[Row, ...]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([column.name for column in schema.columns])
    for row in rows:
        writer.writerow(
            str(value).lower() if isinstance(value, bool) else value for value in row.values()
        )
    return stream.getvalue().encode()


def _package(topic: Topic, files: Mapping[TableName, bytes], suffix: str) -> JsonValue:
    provenance = topic.provenance.model_dump(mode="json")
    article = topic.provenance.article
    return {
        "profile": "tabular-data-package" if suffix == "csv" else "data-package",
        "name": topic.id,
        "version": topic.version,
        "title": topic.title,
        "description": topic.disclaimer.text,
        "sha256": topic.sha256,
        "language": topic.language,
        "disclaimer": topic.disclaimer.model_dump(),
        "provenance": provenance,
        "licenses": [{"name": topic.provenance.license}],
        "sources": [{"title": f"{article.title} ({article.author}, {article.credential})"}],
        "resources": [_resource(name, data, suffix) for name, data in files.items()],
    }


def _resource(name: TableName, data: bytes, suffix: str) -> JsonValue:
    schema = SCHEMAS[name]
    return {
        "profile": "tabular-data-resource" if suffix == "csv" else "data-resource",
        "name": name,
        "path": f"{name}.{suffix}",
        "format": suffix,
        "mediatype": _MEDIA_TYPES[suffix],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _FIELD_TYPES[column.type],
                    "constraints": {"required": True},
                }
                for column in schema.columns
            ],
            "primaryKey": [*schema.key],
            "foreignKeys": [
                {
                    "fields": [*key.columns],
                    "reference": {"resource": key.table, "fields": [*key.references]},
                }
                for key in schema.foreign_keys
            ],
        },
    }
