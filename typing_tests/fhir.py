"""The types of the FHIR forms, and the errors that type checkers must report; never run."""

from pathlib import Path
from typing import Any, assert_type

from jerking_info import topic
from jerking_info.formats import to_fhir, to_fhir_package, write_fhir_package

assert_type(to_fhir(topic), dict[str, Any])
assert_type(to_fhir(topic, version="R5", kind="document"), dict[str, Any])
assert_type(to_fhir(topic, version="R4B", kind="transaction"), dict[str, Any])
assert_type(to_fhir_package(topic, "R5"), bytes)
write_fhir_package(topic, "p.tgz")
write_fhir_package(topic, Path("p.tgz"), "R5")

to_fhir(topic, version="R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
to_fhir(topic, kind="message")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
to_fhir_package(topic, "R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
write_fhir_package(topic, "p.tgz", "R3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
