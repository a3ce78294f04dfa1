"""The look-ups of a topic: by id, by relation and by code."""

from enum import Enum
from typing import Any

import pytest

import jerking_info
from jerking_info import (
    Cause,
    CodeMatch,
    Coding,
    Example,
    Synonym,
    Tip,
    Topic,
    UnknownIdError,
    find,
    load,
    releases,
)
from jerking_info.content.vocabulary import CODE_SYSTEMS

TOPIC = load("1.1.0")
ICD = CODE_SYSTEMS["icd-10-cm"]


def labels(found: tuple[CodeMatch, ...]) -> list[str]:
    return [match.entry.label for match in found]


def test_an_entry_is_found_by_its_id() -> None:
    assert [TOPIC.cause(cause.id) for cause in TOPIC.causes] == [*TOPIC.causes]
    assert [TOPIC.tip(tip.id) for tip in TOPIC.tips] == [*TOPIC.tips]
    assert [TOPIC.synonym(synonym.id) for synonym in TOPIC.synonyms] == [*TOPIC.synonyms]
    entries: tuple[Any, ...] = (*TOPIC.causes, *TOPIC.tips, *TOPIC.synonyms, *TOPIC.warning_signs)
    for entry in entries:
        assert TOPIC.entry(entry.id) is entry


class Record(str, Enum):  # noqa: UP042 (its `str` is not its value, unlike StrEnum's)
    """Values as web frameworks pass them on."""

    SYSTEM = "http://hl7.org/fhir/sid/icd-10-cm"
    CODE = "g25.81"


@pytest.mark.parametrize("method", ["cause", "tip", "synonym", "entry", "causes_for", "tips_for"])
@pytest.mark.parametrize("wrong", ["stimulants-use", "", "STIMULANT-USE"])
def test_an_unknown_id_raises_and_lists_the_known_ones(method: str, wrong: str) -> None:
    with pytest.raises(UnknownIdError) as error:
        getattr(TOPIC, method)(wrong)
    assert error.value.id == wrong
    assert len(error.value.known) >= 5


@pytest.mark.parametrize("method", ["entry", "causes_for", "tips_for"])
@pytest.mark.parametrize("wrong", [None, 1, pytest.param(10**5000, id="a long number"), ["x"]])
def test_a_wrong_type_of_id_raises_too(method: str, wrong: Any) -> None:
    with pytest.raises(UnknownIdError):
        getattr(TOPIC, method)(wrong)


def test_causes_for_and_tips_for_answer_for_every_kind_of_entry() -> None:
    caffeine = next(e for e in TOPIC.cause("stimulant-use").examples if e.name == "caffeine")
    cause = TOPIC.cause("stimulant-use")
    limit, any_cause = TOPIC.tip("limit-stimulants"), TOPIC.tip("consider-alternative-therapies")
    table: list[tuple[Any, tuple[Cause, ...], tuple[Tip, ...]]] = [
        (TOPIC, TOPIC.causes, TOPIC.tips),
        (TOPIC.synonyms[0], TOPIC.causes, TOPIC.tips),
        (cause, (cause,), (limit, any_cause)),
        (caffeine, (cause,), (limit, any_cause)),
        (limit, (cause,), (limit,)),
        (any_cause, TOPIC.causes, (any_cause,)),
        (TOPIC.warning_signs[0], (), ()),
    ]
    for entry, causes, tips in table:
        assert (TOPIC.causes_for(entry), TOPIC.tips_for(entry)) == (causes, tips)
        if not isinstance(entry, Example):
            assert (TOPIC.causes_for(entry.id), TOPIC.tips_for(entry.id)) == (causes, tips)


def test_causes_for_and_tips_for_agree() -> None:
    for cause in TOPIC.causes:
        for tip in TOPIC.tips:
            assert (tip in TOPIC.tips_for(cause.id)) == (cause in TOPIC.causes_for(tip.id))


@pytest.mark.parametrize(
    ("text", "causes"), [("too much caffeine", 1), ("muscle jerking", 6), ("sleep disorders", 1)]
)
def test_causes_for_takes_a_mention(text: str, causes: int) -> None:
    newest = load()
    (mention,) = find(text)
    assert len(newest.causes_for(mention)) == causes
    assert newest.tips_for(mention)


def test_an_example_of_another_topic_raises() -> None:
    with pytest.raises(UnknownIdError) as error:
        TOPIC.causes_for(Example(name="tea", kind="substance"))
    assert "caffeine" in error.value.known


def test_the_public_collections_are_those_of_the_newest_release() -> None:
    newest = load(releases[-1].version)
    assert jerking_info.topic is load() is newest
    for name in ("causes", "tips", "synonyms", "disclaimer"):
        assert getattr(jerking_info, name) is getattr(newest, name)


@pytest.mark.parametrize(
    "system",
    [
        *("icd-10-cm", "ICD-10-CM", "ICD10CM", "icd_10_cm", " ICD 10 CM ", ICD),
        *("2.16.840.1.113883.6.90", "urn:oid:2.16.840.1.113883.6.90", ICD.replace("http", "https")),
    ],
)
@pytest.mark.parametrize("code", ["R25.3", "r253", " R25.3 "])
def test_by_code_knows_the_names_of_icd_10_cm(system: str, code: str) -> None:
    assert labels(TOPIC.by_code(system, code)) == ["twitching movements"]


@pytest.mark.parametrize(
    ("system", "code", "label"),
    [
        ("hpo", "hp:0012452", "restless legs syndrome"),
        ("HP", "HP_0012452", "restless legs syndrome"),
        ("http://purl.obolibrary.org/obo/hp.owl", "HP:0012452", "restless legs syndrome"),
        ("urn:oid:2.16.840.1.113883.6.339", "HP:0012452", "restless legs syndrome"),
        ("mesh", "D002110", "caffeine"),
        ("http://id.nlm.nih.gov/mesh/", "d002110", "caffeine"),
        ("2.16.840.1.113883.6.177", "D002110", "caffeine"),
        ("MONDO", "MONDO:0005180", "Parkinson's disease"),
        ("SNOMED", 32914008, "restless legs syndrome"),
        ("SNOMED CT", "32914008", "restless legs syndrome"),
        ("2.16.840.1.113883.6.96", "32914008", "restless legs syndrome"),
        ("http://snomed.info/sct/731000124108", "32914008", "restless legs syndrome"),
        ("http://snomed.info/sct|20230901", "32914008", "restless legs syndrome"),
        (" HTTPS://snomed.info/sct/7/version/20230901", "32914008", "restless legs syndrome"),
        (Record.SYSTEM, Record.CODE, "restless legs syndrome"),
    ],
)
def test_by_code_knows_the_names_of_terminologies(system: str, code: str, label: str) -> None:
    assert labels(TOPIC.by_code(system, code))[0] == label


@pytest.mark.parametrize(
    "system",
    [
        "icd-9",
        "icd-9-cm",
        "",
        "icd-10",
        "http://hl7.org/fhir/sid/icd-10",
        "http://snomed.info/sct/evil",
        "21.6.840.1.113883.6.90",
        "2.16.840.1.113883.6.9.6",
        None,
    ],
)
def test_by_code_raises_for_an_unknown_terminology(system: Any) -> None:
    with pytest.raises(UnknownIdError) as error:
        TOPIC.by_code(system, "R25.3")
    assert (error.value.kind, error.value.id) == ("code system", system)
    assert error.value.known == tuple(CODE_SYSTEMS)
    assert "did you mean" not in str(error.value)  # the same code means another thing elsewhere


@pytest.mark.parametrize(
    ("system", "code"),
    [("icd-10-cm", "R25.1"), ("icd-10-cm", ""), ("mesh", "R25.3"), ("mesh", "D.002110")],
)
def test_by_code_gives_nothing_without_a_match(system: str, code: str) -> None:
    assert TOPIC.by_code(system, code) == ()


@pytest.mark.parametrize("code", [1.0, None, True, ["R25.3"]])
def test_by_code_raises_for_a_code_that_is_no_text_or_number(code: Any) -> None:
    with pytest.raises(TypeError, match="a code is a str or an int"):
        TOPIC.by_code("icd-10-cm", code)


def test_by_code_finds_every_coding_of_every_release() -> None:
    for release in releases:
        topic = load(release.version)
        for entry in topic.entries():
            for coding in getattr(entry, "codes", ()):
                found = topic.by_code(coding.system, coding.code)
                assert CodeMatch(entry, coding, broader=False) in found


def test_by_code_sorts_by_closeness() -> None:
    order = ("exact", "close", "narrow", "broad", "related")
    for entry in load().entries():
        for coding in getattr(entry, "codes", ()):
            found = load().by_code(coding.system, coding.code)
            ranks = [order.index(match.coding.match) for match in found]
            assert ranks == sorted(ranks)


def test_by_code_falls_back_to_a_category_only_if_asked() -> None:
    parkinson = ["Parkinson's disease"]
    assert TOPIC.by_code("icd-10-cm", "G20.B1") == ()
    (match,) = TOPIC.by_code("icd-10-cm", "G20.B1", broader=True)
    assert (match.entry.label, match.coding.code, match.broader) == (*parkinson, "G20", True)
    (exact,) = TOPIC.by_code("icd-10-cm", "G20", broader=True)
    assert (exact.coding.code, exact.broader) == ("G20", False)
    assert TOPIC.by_code("icd-10-cm", "G2", broader=True) == ()
    assert TOPIC.by_code("snomed-ct", "329140081", broader=True) == ()


MISLEADING = [
    "R25.1",
    "R251",
    "G25.0",
    "G25.2",
    "E87.5",
    "E83.41",
    "G25.82",
    "G25.6",
    "G25.7",
    "G47.00",
    "G47.33",
]


@pytest.mark.parametrize("code", [*MISLEADING, "F15.93", "F15.910", "G20-G26", "G10X-"])
def test_by_code_gives_nothing_for_misleading_categories(code: str) -> None:
    for release in releases:
        assert load(release.version).by_code("icd-10-cm", code, broader=True) == ()


CONDITION = {
    "resourceType": "Condition",
    "code": {
        "coding": [
            {"system": "https://clinic.example", "code": "X"},
            {"system": ICD, "code": "G25.81"},
            {"system": "http://snomed.info/sct", "code": "32914008"},
            {"system": ICD},
            {"code": "G25.81"},
            None,
        ],
        "text": "Restless legs",
    },
}


def test_by_concept_reads_a_condition_a_concept_and_a_coding() -> None:
    concept: Any = CONDITION["code"]
    assert labels(TOPIC.by_concept(CONDITION)) == ["restless legs syndrome"] * 2
    assert TOPIC.by_concept(concept) == TOPIC.by_concept(CONDITION)
    assert labels(TOPIC.by_concept(concept["coding"][1])) == ["restless legs syndrome"]
    assert TOPIC.by_concept({"concept": concept}) == TOPIC.by_concept(CONDITION)
    assert labels(TOPIC.by_concept({"coding": concept["coding"][1]})) == ["restless legs syndrome"]


def test_by_concept_gives_each_entry_and_code_once_and_the_closer_one() -> None:
    codings = [{"system": ICD, "code": code} for code in ("G20.B1", "G20", "G20")]
    (match,) = TOPIC.by_concept({"coding": codings}, broader=True)
    assert (match.coding.code, match.broader) == ("G20", False)


@pytest.mark.parametrize("code", [None, True, 1.5, {}, []])
def test_by_concept_passes_over_a_coding_without_a_code(code: object) -> None:
    snomed = CODE_SYSTEMS["snomed-ct"]
    codings = [{"system": snomed, "code": code}, {"system": snomed, "code": "32914008"}]
    assert labels(TOPIC.by_concept({"coding": codings})) == ["restless legs syndrome"]


def test_by_concept_puts_the_best_match_of_all_codings_first() -> None:
    codings = [{"system": ICD, "code": "G20.B1"}, {"system": ICD, "code": "R25.3"}]
    found = TOPIC.by_concept({"coding": codings}, broader=True)
    assert labels(found) == ["twitching movements", "Parkinson's disease"]
    assert [match.broader for match in found] == [False, True]


@pytest.mark.parametrize("concept", [{}, {"coding": []}, {"coding": 1}, {"code": {"text": "x"}}])
def test_by_concept_gives_nothing_without_codings(concept: dict[str, object]) -> None:
    assert TOPIC.by_concept(concept) == ()


def test_by_concept_raises_for_another_type() -> None:
    with pytest.raises(TypeError, match="a concept is a mapping"):
        TOPIC.by_concept("G25.81")  # type: ignore[arg-type]


def test_a_code_match_carries_entry_and_coding() -> None:
    (match,) = TOPIC.by_code("icd-10-cm", "R25.3")
    assert isinstance(match.entry, Synonym)
    assert isinstance(match.coding, Coding)
    assert isinstance(TOPIC, Topic)
