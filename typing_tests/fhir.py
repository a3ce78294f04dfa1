"""What type checkers must know of the FHIR forms, and what they must refuse; never run."""

from datetime import date
from pathlib import Path
from typing import assert_type

from pydantic import JsonValue

from jerking_info import topic
from jerking_info.formats import to_fhir, to_fhir_package, write_fhir_package

assert_type(to_fhir(topic), dict[str, JsonValue])
assert_type(to_fhir(topic, "R5", "document", released=date(2026, 11, 22)), dict[str, JsonValue])
assert_type(to_fhir(topic, version="R4", kind="collection"), dict[str, JsonValue])
assert_type(to_fhir_package(topic, "R5"), bytes)
write_fhir_package(topic, "p.tgz")
write_fhir_package(topic, Path("p.tgz"), "R5", released=date(2026, 11, 22))

to_fhir(topic, version="R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
to_fhir(topic, kind="message")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
to_fhir(topic, released="2026-11-22")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
to_fhir_package(topic, "R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
write_fhir_package(topic, "p.tgz", "R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
