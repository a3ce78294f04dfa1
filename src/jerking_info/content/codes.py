"""The names of terminologies and the spellings of codes, as health records send them."""

import re
from collections.abc import Iterator

from jerking_info.content.vocabulary import CODE_SYSTEMS, CodeSystem, SkosMatch
from jerking_info.errors import UnknownIdError

ICD_10_CM = CODE_SYSTEMS["icd-10-cm"]

CLOSENESS: tuple[SkosMatch, ...] = ("exact", "close", "narrow", "broad", "related")
"""The matches, closest first: a narrow code is covered by its entry, a broad one is not."""

# OIDs are from the HL7 registry, abbreviations from UMLS.
_NAMES: dict[str, tuple[str, ...]] = {
    "icd-10-cm": ("2.16.840.1.113883.6.90", "http://www.cms.gov/medicare/coding/icd10"),
    "hpo": ("2.16.840.1.113883.6.339", "HP", "http://purl.obolibrary.org/obo/hp.owl"),
    "mesh": ("2.16.840.1.113883.6.177", "MSH", "http://id.nlm.nih.gov/mesh/"),
    "mondo": ("http://purl.obolibrary.org/obo/mondo",),
    "snomed-ct": ("2.16.840.1.113883.6.96", "SNOMED", "SCT", "SNOMEDCT_US"),
}

# Codes whose category would mislead: tremor, effects of drugs, sleep without movements, withdrawal.
_NO_FALLBACK = r"R251|G25[0267]|G258[23]|G47[0-58]|F159[13-9]"
_may_fall_back = re.compile(rf"(?!{_NO_FALLBACK})[A-Z][0-9][0-9A-Z]{{2,5}}").fullmatch


def _plain(value: object) -> str:
    """Return a value as text, an `Enum` of texts as its own."""
    return str.__str__(value) if isinstance(value, str) else str(value)


def _comparable_name(name: str) -> str:
    """Reduce a name to letters and digits, without the scheme of an address or an OID."""
    bare = re.sub(r"^(https?://|urn:oid:)", "", name.strip().casefold())
    return re.sub(r"[^a-z0-9.]|(?<!\d)\.|\.(?!\d)", "", bare)


_SYSTEM_BY_NAME: dict[str, CodeSystem] = {
    _comparable_name(name): system
    for short_name, system in CODE_SYSTEMS.items()
    for name in (short_name, system, *_NAMES[short_name])
}


def code_system(name: str) -> CodeSystem:
    """Return the terminology with this name.

    Args:
        name: a URI, OID (also `urn:oid:`), short name or usual alias, in any case: `ICD10CM`,
            `SNOMED CT`, `2.16.840.1.113883.6.90`. A version may follow after a bar.

    Raises:
        UnknownIdError: if there is no such terminology.
    """
    text = _plain(name).partition("|")[0]
    edition = re.match(r"\s*https?://snomed\.info/sct/\d", text, re.IGNORECASE)
    known = CODE_SYSTEMS["snomed-ct"] if edition else _SYSTEM_BY_NAME.get(_comparable_name(text))
    if known is None:
        raise UnknownIdError("code system", name, tuple(CODE_SYSTEMS))
    return known


def comparable_code(system: CodeSystem, code: str | int) -> str:
    """Fold the spellings of a code: case, an ICD-10-CM dot, `HP_0001336` for `HP:0001336`.

    Raises:
        TypeError: if the code is neither text nor a whole number.
    """
    if type(code) not in (str, int) and not isinstance(code, str):
        raise TypeError(f"a code is a str or an int, such as 'G25.3', not {code!r}")
    folded = _plain(code).strip().upper()
    return folded.replace(".", "") if system == ICD_10_CM else folded.replace("_", ":")


def categories(code: str) -> Iterator[str]:
    """Yield the ICD-10-CM codes above a folded code, narrowest first: for G20B1, G20B and G20."""
    if _may_fall_back(code):
        for length in range(len(code) - 1, 2, -1):
            yield code[:length]
