"""The closed vocabularies of the content: its permanent ids, and the terms of the field.

A wrong id is a type error, and a `match` over one can be proven exhaustive. An id may
leave only with a new major content version.
"""

from collections.abc import Mapping
from typing import Literal

__all__ = (
    "CODE_SYSTEMS",
    "CauseId",
    "CodeSystem",
    "ExampleKind",
    "ReviewStatus",
    "SkosMatch",
    "SynonymId",
    "SynonymScope",
    "TipId",
    "TopicId",
    "WarningLevel",
    "WarningSignId",
)


def __dir__() -> tuple[str, ...]:
    return __all__


TopicId = Literal["jerking-movements"]
"""The id of the one topic of this package."""

CauseId = Literal[
    "stress-and-anxiety",
    "medication-side-effects",
    "neurological-disorders",
    "electrolyte-imbalances",
    "sleep-disorders",
    "stimulant-use",
]
"""The ids of the causes, in the order of the article."""

TipId = Literal[
    "manage-stress-triggers",
    "review-medications",
    "treat-underlying-disorders",
    "maintain-balanced-diet",
    "improve-sleep-hygiene",
    "limit-stimulants",
    "consider-alternative-therapies",
]
"""The ids of the tips, in the order of the article."""

SynonymId = Literal[
    "involuntary-movements",
    "muscle-jerking",
    "twitching-movements",
    "spasmodic-movements",
    "sudden-movements",
]
"""The ids of the synonyms, in the order of the article."""

SynonymScope = Literal["exact", "broad", "narrow", "related"]
"""How a synonym's meaning compares with the topic's, as OBO has it; `broad` is wider."""

ExampleKind = Literal["condition", "electrolyte", "substance", "medication", "state"]
"""What sort of thing an example of a cause is."""

ReviewStatus = Literal["not-reviewed", "reviewed"]
"""Whether a clinician has reviewed the content."""

WarningSignId = Literal[
    "dangerous-seizure",
    "neuroleptic-malignant-syndrome",
    "low-magnesium",
    "twitching-that-lasts-or-spreads",
    "medicine-may-be-the-cause",
    "movements-that-do-not-go-away",
]
"""The ids of the warning signs, the most urgent first."""

WarningLevel = Literal["emergency", "urgent", "routine"]
"""How soon to get help: the three levels of urgency of the NHS."""

CodeSystem = Literal[
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://human-phenotype-ontology.org",
    "https://www.nlm.nih.gov/mesh",
    "http://purl.obolibrary.org/obo/mondo.owl",
    "http://snomed.info/sct",
]
"""The terminologies that codes come from, by the URIs that FHIR knows them by."""

SkosMatch = Literal["exact", "close", "broad", "narrow", "related"]
"""What a code's meaning is to the entry's, as in SKOS: `broad` is a code wider than the entry."""

CODE_SYSTEMS: Mapping[str, CodeSystem] = {
    "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "hpo": "http://human-phenotype-ontology.org",
    "mesh": "https://www.nlm.nih.gov/mesh",
    "mondo": "http://purl.obolibrary.org/obo/mondo.owl",
    "snomed-ct": "http://snomed.info/sct",
}
"""The terminologies by the short names that people use for them."""
