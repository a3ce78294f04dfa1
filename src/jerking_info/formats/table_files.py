"""The tables of a topic as files: CSV, and Parquet with the extra `arrow`.

An archive has a file per table and a `datapackage.json` (Frictionless Data Package 1.0) with
the columns, keys and digest of each file, the provenance and the disclaimer. Its files are
neither compressed nor dated, so the same content gives the same bytes on every machine.

CSV keeps every text unchanged, also one that starts with `=` or `@`, which a spreadsheet may
take for a formula. Import it into a spreadsheet as text.
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
from jerking_info.formats.tables import SCHEMAS, TableName, to_tables


def to_csv(topic: Topic) -> dict[TableName, bytes]:
    """Return the tables of a topic as CSV: UTF-8, a header, texts quoted, lines end with LF.

    A file with characters beyond ASCII starts with a byte order mark, because spreadsheets
    need it. The codec `utf-8-sig` reads files with and without it.

    >>> from jerking_info import topic
    >>> to_csv(topic)["tip_causes"].splitlines()[0].decode()
    '"content_version","tip_id","cause_id"'
    """
    files: dict[TableName, bytes] = {}
    for name, rows in to_tables(topic).items():
        stream = io.StringIO()
        writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow(SCHEMAS[name].columns)
        for row in rows:
            writer.writerow(str(v).lower() if isinstance(v, bool) else v for v in row.values())
        text = stream.getvalue()
        files[name] = text.encode("utf-8" if text.isascii() else "utf-8-sig")
    return files


def to_parquet(topic: Topic) -> dict[TableName, bytes]:
    """Return the tables of a topic as Parquet, with one schema per table for all releases.

    The metadata of each file is the row of the table `topic`, with the content version, the
    digest, the provenance and the disclaimer.

    Returns:
        The files. They contain the version of pyarrow, and are the same under one version.

    Raises:
        ImportError: if pyarrow is missing; the extra `arrow` installs it.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ImportError(
            'Parquet needs pyarrow: run pip install "jerking-info[arrow]"', name="pyarrow"
        ) from error
    text, number, truth = arrow.string(), arrow.int64(), arrow.bool_()
    types = {"string": text, "bigint": number, "boolean": truth, "date": arrow.date32()}
    tables = to_tables(topic)
    metadata = {column: str(value) for column, value in tables.topic[0].items()}
    files: dict[TableName, bytes] = {}
    for name, rows in tables.items():
        columns = SCHEMAS[name].columns.items()
        read = [(c, text if t == "date" else types[t]) for c, t in columns]
        written = [arrow.field(c, types[t], nullable=False) for c, t in columns]
        table = arrow.Table.from_pylist(rows, schema=arrow.schema(read))
        stream = io.BytesIO()
        parquet.write_table(table.cast(arrow.schema(written, metadata)), stream, compression="none")
        files[name] = stream.getvalue()
    return files


def to_zip(topic: Topic, files: Mapping[TableName, bytes], suffix: str) -> bytes:
    """Return CSV or Parquet files as one archive, with a `datapackage.json` on them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archived = {"datapackage.json": json_file(_package(topic, files, suffix))}
        archived |= {f"{table}.{suffix}": data for table, data in files.items()}
        for name, data in archived.items():
            member = zipfile.ZipInfo(name)
            member.create_system, member.external_attr = 3, 0o100644 << 16  # Unix: rw-r--r--
            archive.writestr(member, data)
    return stream.getvalue()


def _package(topic: Topic, files: Mapping[TableName, bytes], suffix: str) -> JsonValue:
    return {
        "profile": "tabular-data-package" if suffix == "csv" else "data-package",
        "name": topic.id,
        "version": topic.version,
        "title": topic.title,
        "description": topic.disclaimer.text,
        "sha256": topic.sha256,
        "language": topic.language,
        "disclaimer": topic.disclaimer.model_dump(),
        "provenance": topic.provenance.model_dump(mode="json"),
        "licenses": [{"name": topic.provenance.license}],
        "resources": [_resource(name, data, suffix) for name, data in files.items()],
    }


def _resource(name: TableName, data: bytes, suffix: str) -> JsonValue:
    schema = SCHEMAS[name]
    types = {name: "integer" if kind == "bigint" else kind for name, kind in schema.columns.items()}
    fields: list[JsonValue] = [
        {"name": column, "type": type_, "constraints": {"required": True}}
        for column, type_ in types.items()
    ]
    foreign_keys: list[JsonValue] = [
        {"fields": [*columns], "reference": {"resource": table, "fields": [*columns]}}
        for table, columns in schema.foreign_keys.items()
    ]
    return {
        "profile": "tabular-data-resource" if suffix == "csv" else "data-resource",
        "name": name,
        "path": f"{name}.{suffix}",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": fields, "primaryKey": [*schema.key], "foreignKeys": foreign_keys},
    }
