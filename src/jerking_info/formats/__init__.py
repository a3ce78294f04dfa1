"""The content in the forms that people and software read: pure functions of a `Topic`."""

from jerking_info.formats.fhir import to_fhir
from jerking_info.formats.fhir_package import to_fhir_package, write_fhir_package
from jerking_info.formats.text import to_text

__all__ = ("to_fhir", "to_fhir_package", "to_text", "write_fhir_package")


def __dir__() -> tuple[str, ...]:
    return __all__
