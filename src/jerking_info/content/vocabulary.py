"""The closed vocabularies of the content: its permanent ids, and the terms of the field.

A misspelt id is a type error, and a `match` over ids can be checked for completeness. An id
disappears only with a new major content version.
"""

from collections.abc import Mapping
from typing import Literal

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

WarningSignId = Literal[
    "dangerous-seizure",
    "serotonin-syndrome",
    "neuroleptic-malignant-syndrome",
    "stroke-signs",
    "head-injury",
    "fever-with-signs-of-brain-infection",
    "alcohol-or-medicine-withdrawal",
    "stimulant-overdose",
    "baby-with-jerks-in-a-row",
    "low-magnesium",
    "low-potassium",
    "twitching-that-lasts-or-spreads",
    "medicine-may-be-the-cause",
    "movements-that-do-not-go-away",
]
"""The ids of the warning signs, most urgent first."""

NoteId = Literal[
    "do-not-stop-medicines-on-your-own",
    "do-not-stop-parkinsons-medicines",
    "potassium-and-kidney-disease",
    "food-before-supplements",
    "prescribed-stimulants",
    "cut-caffeine-slowly",
    "alternative-therapies-with-care",
    "common-twitches",
    "jerks-on-falling-asleep",
    "what-sets-off-twitches",
    "note-the-movements",
    "note-what-changes-them",
    "list-your-medicines",
    "after-a-seizure",
    "what-the-doctor-may-do",
    "tests-you-may-have",
    "bring-someone",
]
"""The ids of the notes: cautions on tips, harmless cases, and steps for a visit."""

GlossaryId = Literal[
    "antipsychotic-medicine",
    "chiropractic-care",
    "electrolyte",
    "involuntary",
    "neurological",
    "periodic-limb-movement-disorder",
    "restless-legs-syndrome",
    "seizure",
    "side-effect",
    "sleep-hygiene",
    "spasm",
    "stimulant",
]
"""The ids of the glossary entries, in alphabetical order."""

SynonymScope = Literal["exact", "broad", "narrow", "related"]
"""The meaning of a synonym compared with the topic's, as in OBO; `broad` is wider."""

ExampleKind = Literal["condition", "electrolyte", "substance", "medication", "state"]
"""The kind of thing that an example of a cause is."""

ReviewStatus = Literal["not-reviewed", "reviewed"]
"""Whether a clinician has reviewed the content."""

WarningLevel = Literal["emergency", "urgent", "routine"]
"""How soon to get help: the three levels of urgency of the NHS."""

ReadFrom = Literal["page", "stored-copy"]
"""Whether a referenced page was read live or in a stored copy."""

CodeSystem = Literal[
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://human-phenotype-ontology.org",
    "https://www.nlm.nih.gov/mesh",
    "http://purl.obolibrary.org/obo/mondo.owl",
    "http://snomed.info/sct",
]
"""The terminologies of the codes, by the URIs that FHIR gives them."""

SkosMatch = Literal["exact", "close", "broad", "narrow", "related"]
"""The meaning of a code compared with the entry's, as in SKOS: a `broad` code is wider."""

CODE_SYSTEMS: Mapping[str, CodeSystem] = {
    "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
    "hpo": "http://human-phenotype-ontology.org",
    "mesh": "https://www.nlm.nih.gov/mesh",
    "mondo": "http://purl.obolibrary.org/obo/mondo.owl",
    "snomed-ct": "http://snomed.info/sct",
}
"""The terminologies by their usual short names."""
