"""`export`: the content in any form, as the bytes of a file."""

import argparse
import json
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from jerking_info import formats
from jerking_info.command.arguments import Subparsers, add_content_option, new_parser, read_topic
from jerking_info.command.terminal import is_terminal, report
from jerking_info.content.models import Topic
from jerking_info.content.releases import read_data
from jerking_info.errors import JerkingInfoError, UnknownIdError, printable
from jerking_info.formats.files import json_file, write_file
from jerking_info.formats.table_files import to_csv, to_parquet, to_zip

if TYPE_CHECKING:
    from jerking_info.formats.fhir.bundle import BundleKind
    from jerking_info.formats.fhir.resource import FhirVersion


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the content."""

    suffix: str
    """The end of its file names."""
    media_type: str
    write: Callable[[Topic], bytes]
    """The function that writes a topic as a file of this form."""

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.media_type.startswith("text/") or "json" in self.media_type


def _fhir(version: "FhirVersion", kind: "BundleKind" = "collection") -> Form:
    suffix = "" if kind == "collection" else f"-{kind}"
    return Form(
        f".fhir-{version.lower()}{suffix}.json",
        "application/fhir+json",
        lambda topic: json_file(formats.to_fhir(topic, version=version, kind=kind)),
    )


def _fhir_package(version: "FhirVersion") -> Form:
    return Form(
        f".fhir-{version.lower()}.tgz",
        "application/gzip",
        lambda topic: formats.to_fhir_package(topic, version),
    )


def _chunks(topic: Topic) -> bytes:
    lines = (json.dumps(asdict(chunk), ensure_ascii=False) for chunk in formats.to_chunks(topic))
    return "".join(f"{line}\n" for line in lines).encode()


FORMS: Mapping[str, Form] = {
    "text": Form(".txt", "text/plain", lambda topic: formats.to_text(topic).encode()),
    "markdown": Form(".md", "text/markdown", lambda topic: formats.to_markdown(topic).encode()),
    "html": Form(".html", "text/html", lambda topic: formats.to_html(topic).encode()),
    "pdf": Form(".pdf", "application/pdf", formats.to_pdf),
    "json": Form(".json", "application/json", Topic.to_json),
    "jsonld": Form(
        ".jsonld", "application/ld+json", lambda topic: json_file(formats.to_jsonld(topic))
    ),
    "fhir-r4": _fhir("R4"),
    "fhir-r4-document": _fhir("R4", "document"),
    "fhir-r4-transaction": _fhir("R4", "transaction"),
    "fhir-r4-package": _fhir_package("R4"),
    "fhir-r4b-package": _fhir_package("R4B"),
    "fhir-r5": _fhir("R5"),
    "fhir-r5-document": _fhir("R5", "document"),
    "fhir-r5-transaction": _fhir("R5", "transaction"),
    "fhir-r5-package": _fhir_package("R5"),
    "chunks": Form(".chunks.jsonl", "application/jsonl", _chunks),
    "csv": Form(".csv.zip", "application/zip", lambda topic: to_zip(topic, to_csv(topic), "csv")),
    "parquet": Form(
        ".parquet.zip", "application/zip", lambda topic: to_zip(topic, to_parquet(topic), "parquet")
    ),
    "schema": Form(".schema.json", "application/schema+json", lambda _: read_data("schema.json")),
}
"""Every form by name."""


def add_parser(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = new_parser(
        subparsers,
        "export",
        run,
        "Write the content in one form, to a file or to standard output; or with --all, every "
        "form of every release into a folder, with an index and SHA256SUMS. FORMAT is one of "
        f"{', '.join(FORMS)}.",
        "export html -o page.html",
        "export fhir-r5-package -o topic.tgz",
        "export --all public",
    )
    parser.add_argument("format", metavar="FORMAT", nargs="?", help="the form to write")
    add_content_option(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="the file; - for standard output")
    parser.add_argument("--all", metavar="FOLDER", help="write everything into a folder")
    parser.add_argument("--force", action="store_true", help="replace existing files")
    parser.set_defaults(usage_error=parser.error)


def run(options: argparse.Namespace) -> int:
    """Write one form, or all of them."""
    one = (options.format, options.content, options.output)
    if options.all and one == (None, None, None):
        from jerking_info.command.site import write_site

        with _explained(options.all):
            missing = write_site(options.all, force=options.force)
        for form in missing:
            report(f"left out {form}, which needs an extra of jerking-info")
        report(f"wrote {printable(options.all)}")
    elif options.format and not options.all:
        _write(export(options.format, read_topic(options.content)), options)
    else:
        options.usage_error("give a FORMAT with its options, or --all FOLDER alone")
    return 0


def export(form: str, topic: Topic) -> bytes:
    """Return a topic in one of the `FORMS`: the same bytes each time.

    Raises:
        UnknownIdError: if there is no such form.
        ImportError: if the form needs an extra that is not installed; it names the extra.

    >>> from jerking_info import load
    >>> export("json", load("1.0.0")) == load("1.0.0").to_json()
    True
    """
    if form not in FORMS:
        raise UnknownIdError("export format", form, tuple(FORMS))
    return FORMS[form].write(topic)


def _write(data: bytes, options: argparse.Namespace) -> None:
    if options.output not in (None, "-"):
        with _explained(options.output):
            write_file(options.output, data, replace=options.force)
        report(f"wrote {printable(options.output)}")
    elif not is_terminal(sys.stdout) and hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data)  # the same bytes in every locale
    elif FORMS[options.format].is_text:
        print(data.decode(), end="")
    else:
        raise JerkingInfoError(f"a terminal cannot show {options.format}: name a file with -o FILE")


@contextmanager
def _explained(path: str) -> Generator[None, None, None]:
    """Say how to replace a file, and name it, not the unfinished one beside it."""
    try:
        yield
    except FileExistsError as error:
        raise JerkingInfoError(f"{error}; add --force to replace it") from None
    except OSError as error:
        if error.filename:
            error.filename = path
        raise
