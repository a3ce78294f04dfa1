"""The topic as FHIR."""

from jerking_info.formats.fhir.bundle import BundleKind, FhirObject, FhirVersion, to_fhir

__all__ = ("BundleKind", "FhirObject", "FhirVersion", "to_fhir")
