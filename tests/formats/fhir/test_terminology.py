"""Code system, value set and concept maps."""

import itertools
from typing import Any

import pytest

from jerking_info import Coding, Example, GlossaryEntry, Note, Topic, WarningSign, load, releases
from jerking_info.content.vocabulary import CODE_SYSTEMS
from jerking_info.formats import to_fhir
from tests.formats.fhir.checks import resources
from tests.formats.fhir.samples import draft

UNREVIEWED = "Added by The jerking-info project. No clinician has reviewed this addition yet."
CODING = Coding(
    system="https://www.nlm.nih.gov/mesh", version="2025", code="D1", display="Any", match="close"
)


def concepts(topic: Topic) -> dict[str, Any]:
    (system,) = resources(to_fhir(topic), "CodeSystem")
    assert system["count"] == len(system["concept"])
    return {concept["code"]: concept for concept in system["concept"]}


def properties(concept: Any) -> list[tuple[str, str | int]]:
    return [tuple(prop.values()) for prop in concept["property"]]


def with_examples(*names: str) -> Topic:
    topic = load("1.0.0")
    examples = tuple(Example(name=name, kind="substance") for name in names)
    *causes, last = topic.causes
    return topic.model_copy(
        update={"causes": (*causes, last.model_copy(update={"examples": examples}))}
    )


def concept_map(*codes: dict[str, str], version: Any = "R4") -> Any:
    codings = tuple(CODING.model_copy(update=code) for code in codes)
    topic = load("1.0.0").model_copy(update={"codes": codings})
    (found,) = resources(to_fhir(topic, version=version), "ConceptMap")
    return found


def test_every_entry_is_a_concept_with_its_id_name_and_language(topic: Topic) -> None:
    entries = [*topic.entries()]
    found = concepts(topic)
    assert len(entries) == len(found)
    for entry, concept in zip(entries, found.values(), strict=True):
        assert getattr(entry, "id", concept["code"]) == concept["code"]
        if isinstance(entry, WarningSign | Note):  # statements without a name
            assert not {"display", "designation"} & concept.keys()
        else:
            assert entry.label == concept["display"]
            assert [{"language": "en", "value": entry.label}] == concept["designation"]


def test_every_concept_says_what_it_is() -> None:
    found = {code: properties(concept) for code, concept in concepts(draft()).items()}
    added = [("added-by", "The jerking-info project"), ("review-status", "not-reviewed")]
    assert found["muscle-jerking"] == [("entry", "synonym"), ("scope", "exact")]
    assert found["stimulant-use.caffeine"] == [
        ("entry", "example"),
        ("example-of", "stimulant-use"),
        ("example-kind", "substance"),
    ]
    assert found["limit-stimulants"] == [
        ("entry", "tip"),
        ("position", 6),
        ("applies-to", "stimulant-use"),
        *(("action", action) for action in draft().tip("limit-stimulants").actions),
    ]
    caution = ("caution-of", "maintain-balanced-diet")
    assert found["food-before-supplements"] == [("entry", "caution"), caution, *added]
    assert found["dangerous-seizure"][:2] == [("entry", "warning-sign"), ("level", "emergency")]
    assert [("sign", s) for s in draft().warning_signs[0].signs] == found["dangerous-seizure"][2:-2]
    assert found["common-twitches"] == [("entry", "usually-harmless"), *added]
    assert found["list-your-medicines"] == [("entry", "for-your-visit"), *added]
    assert found["spasm"] == [("entry", "glossary"), *added]


def test_a_definition_is_complete_by_itself() -> None:
    found, topic = concepts(draft()), draft()
    for entry in topic.entries():
        if isinstance(entry, WarningSign | Note | GlossaryEntry):
            assert f"{entry.text} {UNREVIEWED}" == found[entry.id]["definition"]
    for tip in topic.tips:
        cautions = (f"Be careful: {caution.text} {UNREVIEWED}" for caution in tip.cautions)
        assert " ".join((tip.text, *cautions)) == found[tip.id]["definition"]
    assert "definition" not in found["muscle-jerking"]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["Caffeine", "coffee  (a lot)"], ["caffeine", "coffee-a-lot"]),
        (["Tourette\u2019s", "low_dose"], ["tourettes", "low-dose"]),
        (["Tourette's", "<script>"], ["tourettes", "script"]),
        (["K\u00e4se", "<>"], ["f9eeb52c9bc41ee5", "24295a9c545a402d"]),
        (["low-dose", "low dose"], ["low-dose", "750e34de9a134d80"]),
    ],
)
def test_an_example_has_its_name_as_code_or_a_digest_of_it(
    names: list[str], codes: list[str]
) -> None:
    found = [code for code in concepts(with_examples(*names)) if code.startswith("stimulant-use.")]
    assert [f"stimulant-use.{code}" for code in codes] == found


def test_an_example_keeps_its_code_from_release_to_release() -> None:
    found = [set(concepts(load(release.version))) for release in releases]
    for old, new in itertools.pairwise(found):
        assert old <= new
    assert {"low-magnesium", "electrolyte-imbalances.low-magnesium"} <= found[1]


def test_the_value_set_is_the_whole_code_system() -> None:
    bundle = to_fhir(load("1.0.0"))
    (system,), (values,) = resources(bundle, "CodeSystem"), resources(bundle, "ValueSet")
    assert values["compose"] == {"include": [{"system": system["url"], "version": "1.0.0"}]}
    assert (system["valueSet"], values["immutable"]) == (values["url"], True)


def test_a_match_is_an_equivalence_or_a_relationship() -> None:
    for match, equivalence, relationship in (
        ("exact", "equivalent", "equivalent"),
        ("close", "relatedto", "related-to"),
        ("broad", "wider", "source-is-narrower-than-target"),
        ("narrow", "narrower", "source-is-broader-than-target"),
        ("related", "relatedto", "related-to"),
    ):
        r4, r5 = (concept_map({"match": match}, version=version) for version in ("R4", "R5"))
        comment = {"comment": "the code is narrower"} if match == "narrow" else {}
        for found, relation in (
            (r4, {"equivalence": equivalence}),
            (r5, {"relationship": relationship}),
        ):
            target = {"code": "D1", "display": "Any"} | relation | comment
            assert [target] == found["group"][0]["element"][0]["target"]


@pytest.mark.parametrize("version", ["R4", "R5"])
def test_the_maps_have_every_code_once(version: Any) -> None:
    topic = draft()
    expected = sorted(
        (
            "" if isinstance(entry, WarningSign) else entry.label,
            coding.system,
            coding.version,
            coding.code,
            coding.display,
        )
        for entry in topic.entries()
        for coding in getattr(entry, "codes", ())
    )
    maps = resources(to_fhir(topic, version=version), "ConceptMap")
    assert list(CODE_SYSTEMS) == [m["id"].removeprefix("jerking-movements-") for m in maps]
    found: list[tuple[str, ...]] = []
    for each in maps:
        for group in each["group"]:
            system, _, release = group["target"].partition("|")
            for element in group["element"]:
                found += (
                    (
                        element.get("display", ""),
                        system,
                        group.get("targetVersion", release),
                        target["code"],
                        target["display"],
                    )
                    for target in element["target"]
                )
    assert expected == sorted(found)


def test_a_map_names_its_systems_and_their_versions() -> None:
    r4, r5 = concept_map({}), concept_map({}, version="R5")
    (system,) = resources(to_fhir(load("1.0.0")), "CodeSystem")
    assert (r4["sourceUri"], r4["targetUri"]) == (system["valueSet"], f"{CODING.system}?fhir_vs")
    assert (r5["sourceScopeUri"], r5["targetScopeUri"]) == (r4["sourceUri"], r4["targetUri"])
    del r4["group"][0]["element"], r5["group"][0]["element"]
    assert r4["group"] == [
        {
            "source": system["url"],
            "sourceVersion": "1.0.0",
            "target": CODING.system,
            "targetVersion": "2025",
        }
    ]
    assert r5["group"] == [{"source": f"{system['url']}|1.0.0", "target": f"{CODING.system}|2025"}]


def test_each_version_of_a_terminology_has_a_group_of_its_own() -> None:
    groups = concept_map({}, {"code": "D2", "version": "2026"}, {"code": "D3"})["group"]
    found = [[target["code"] for target in group["element"][0]["target"]] for group in groups]
    assert found == [["D1", "D3"], ["D2"]]


def test_spaces_and_bars_of_a_version_are_escaped_in_a_canonical() -> None:
    (group,) = concept_map({"version": "2025 | b"}, version="R5")["group"]
    assert group["target"] == f"{CODING.system}|2025%20%7C%20b"
