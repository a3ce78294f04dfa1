"""The content in FHIR, release R4 (also valid as R4B) or R5.

Read `bundle` first: it combines the resources of `library` and `terminology`, and `package`
writes the same resources to an archive. `resource` has the parts that all of them share.
"""

from jerking_info.formats.fhir.bundle import BundleKind as BundleKind
from jerking_info.formats.fhir.bundle import to_fhir as to_fhir
from jerking_info.formats.fhir.resource import FhirObject as FhirObject
from jerking_info.formats.fhir.resource import FhirVersion as FhirVersion
