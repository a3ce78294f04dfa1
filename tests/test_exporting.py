import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from typing import get_args

import pytest

from jerking_info import UnknownIdError, UnknownReleaseError, load, parse, releases
from jerking_info.command.export import FORMS, ExportFormat, export
from jerking_info.content.releases import read_data
from jerking_info.formats.fhir.bundle import BundleKind, FhirVersion, to_fhir

VERSIONS = [release.version for release in releases]


@pytest.fixture(params=list(FORMS))
def form(request: pytest.FixtureRequest) -> ExportFormat:
    name: ExportFormat = request.param
    if name == "parquet" and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")
    return name


def unpacked(data: bytes) -> bytes:
    """Return all that is inside an archive, or what is no archive as it is."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return b"\n".join(zipped.read(name) for name in zipped.namelist())
    if data.startswith(b"\x1f\x8b"):
        with tarfile.open(fileobj=io.BytesIO(data)) as tarred:
            files = [tarred.extractfile(member) for member in tarred.getmembers()]
            return b"\n".join(file.read() for file in files if file)
    return data


def test_there_is_a_form_for_each_name_in_one_order() -> None:
    assert get_args(ExportFormat) == tuple(FORMS)
    assert len({form.suffix for form in FORMS.values()}) == len(FORMS)


def test_each_form_has_a_suffix_a_media_type_and_a_few_words() -> None:
    fhir = "application/fhir+json"
    assert {form: (it.suffix, it.media_type, it.summary) for form, it in FORMS.items()} == {
        "text": (".txt", "text/plain", "plain text"),
        "markdown": (".md", "text/markdown", "Markdown (CommonMark)"),
        "html": (".html", "text/html", "a patient handout"),
        "jsonld": (".jsonld", "application/ld+json", "schema.org as JSON-LD"),
        "fhir-r4": (".fhir-r4.json", fhir, "a FHIR R4 Bundle (R4B, too)"),
        "fhir-r5": (".fhir-r5.json", fhir, "a FHIR R5 Bundle"),
        "fhir-document": (".fhir-document.json", fhir, "a FHIR R4 document"),
        "fhir-package": (".fhir.tgz", "application/gzip", "a FHIR R4 package"),
        "csv": (".csv.zip", "application/zip", "an archive of a CSV file per table"),
        "parquet": (".parquet.zip", "application/zip", "an archive of a Parquet file per table"),
        "json": (".json", "application/json", "the release file itself"),
        "schema": (".schema.json", "application/schema+json", "the JSON Schema of release files"),
    }


def test_a_form_never_changes() -> None:
    form = FORMS["text"]
    with pytest.raises(AttributeError, match="cannot assign"):
        form.suffix = ".doc"  # type: ignore[misc]
    assert not hasattr(form, "__dict__")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_form_of_every_release_can_be_written_twice_the_same(
    form: ExportFormat, version: str
) -> None:
    data = export(form, version)
    assert data
    assert export(form, version) == data


@pytest.mark.parametrize("version", VERSIONS)
def test_every_form_says_which_content_it_is_and_what_must_be_said_with_it(
    form: ExportFormat, version: str
) -> None:
    if form == "schema":
        pytest.skip("the schema holds no content")
    topic = load(version)
    text = " ".join(unpacked(export(form, version)).decode(errors="replace").split())
    assert topic.disclaimer.text in text
    assert topic.version in text
    assert topic.provenance.article.author in text
    assert topic.language in text
    if form != "json":  # no file can hold its own digest
        # In plain text a long word may be broken.
        assert topic.sha256 in text.replace(" ", "")


def test_without_a_version_the_newest_release_is_written() -> None:
    assert export("json") == export("json", VERSIONS[-1])


@pytest.mark.parametrize("version", VERSIONS)
def test_json_is_the_release_file_and_schema_what_it_obeys(version: str) -> None:
    assert export("json", version) == read_data(f"{version}.json")
    assert parse(export("json", version)) == load(version)
    assert export("schema", version) == read_data("schema.json")


@pytest.mark.parametrize(
    "form", [form for form, it in FORMS.items() if it.media_type.endswith("json")]
)
def test_json_forms_are_json_ended_by_a_line_feed(form: ExportFormat) -> None:
    data = export(form)
    assert isinstance(json.loads(data), dict)
    assert data.endswith(b"}\n")
    assert b"\r" not in data


@pytest.mark.parametrize(
    ("form", "version", "kind"),
    [
        ("fhir-r4", "R4", "collection"),
        ("fhir-r5", "R5", "collection"),
        ("fhir-document", "R4", "document"),
    ],
)
def test_each_fhir_form_is_of_its_version_and_kind(
    form: ExportFormat, version: FhirVersion, kind: BundleKind
) -> None:
    told = to_fhir(load(), version, kind, released=releases[-1].released)
    assert json.loads(export(form)) == told


def test_the_terminal_is_shown_text_and_no_archives() -> None:
    assert [form for form, it in FORMS.items() if not it.is_text] == [
        "fhir-package",
        "csv",
        "parquet",
    ]


def test_the_day_of_the_release_is_told() -> None:
    assert json.loads(export("jsonld", "1.0.0"))["dateModified"] == "2026-11-22"


@pytest.mark.parametrize("wrong", ["htm", "HTML", "", None, "pdf"])
def test_a_wrong_form_is_refused_with_the_names_that_there_are(wrong: object) -> None:
    with pytest.raises(UnknownIdError, match=r"^no export format") as raised:
        export(wrong)  # type: ignore[arg-type]
    assert raised.value.known == tuple(FORMS)
    assert "'markdown'" in str(raised.value)


@pytest.mark.parametrize("wrong", ["9.9.9", "1.0", ""])
def test_a_wrong_version_is_refused_with_the_versions_that_there_are(wrong: str) -> None:
    with pytest.raises(UnknownReleaseError) as raised:
        export("text", wrong)
    assert raised.value.known == tuple(VERSIONS)


_DIGESTS = """
import hashlib, json
from jerking_info import releases
from jerking_info.command.export import FORMS, export
digests = {}
for form in FORMS:
    for release in releases:
        try:
            data = export(form, release.version)
        except ImportError:
            continue
        digests[f"{form} {release.version}"] = hashlib.sha256(data).hexdigest()
print(json.dumps(digests))
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4242"},
        {"LANG": "de_DE.ISO-8859-1", "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=lambda environment: next(iter(environment.values())),
)
def test_the_bytes_are_the_same_in_every_locale_time_zone_and_hash_order(
    environment: dict[str, str],
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-c", _DIGESTS],
        env=kept | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    for key, digest in json.loads(done.stdout).items():
        form, _, version = key.partition(" ")
        assert hashlib.sha256(export(form, version)).hexdigest() == digest, key
