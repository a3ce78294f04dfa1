"""Code system, value set and maps: what R4 and R5 call the same thing."""

import json
from typing import Any, get_args

import pytest

from jerking_info import Topic, load, parse
from jerking_info.content.vocabulary import CODE_SYSTEMS, SkosMatch
from jerking_info.formats.fhir.resource import Edition, FhirVersion
from jerking_info.formats.fhir.terminology import code_system, concept_maps, value_set

SOURCE = "urn:uuid:b4c3d5b0-0000"


def edition(topic: Topic, version: FhirVersion) -> Edition:
    return Edition.of(topic, version, None)


def with_codes(*codes: dict[str, str]) -> Topic:
    tree = json.loads(load("1.0.0").to_json())
    tree["codes"] = [
        {"system": CODE_SYSTEMS["mesh"], "version": "2025", "display": "Any", "match": "close"} | c
        for c in codes
    ]
    return parse(json.dumps(tree))


def one_map(topic: Topic, version: FhirVersion) -> Any:
    (concept_map,) = concept_maps(edition(topic, version))
    return concept_map


@pytest.mark.parametrize(
    ("match", "equivalence", "relationship"),
    [
        ("exact", "equivalent", "equivalent"),
        ("close", "relatedto", "related-to"),
        ("broad", "wider", "source-is-narrower-than-target"),
        ("narrow", "narrower", "source-is-broader-than-target"),
        ("related", "relatedto", "related-to"),
    ],
)
def test_a_match_is_told_in_the_words_of_each_release(
    match: str, equivalence: str, relationship: str
) -> None:
    topic = with_codes({"code": "D1", "match": match})
    (r4,), (r5,) = (
        one_map(topic, version)["group"][0]["element"][0]["target"]
        for version in get_args(FhirVersion)
    )
    comment = {"comment": "Any is only a part of what Jerking movements means."}
    shared = {"code": "D1", "display": "Any"} | (comment if match == "narrow" else {})
    assert {**shared, "equivalence": equivalence} == r4
    assert {**shared, "relationship": relationship} == r5
    assert match in get_args(SkosMatch)


def test_a_map_names_what_it_relates_as_each_release_has_it() -> None:
    topic = load("1.1.0")
    system: Any = code_system(edition(topic, "R4"))
    r4, r5 = (
        next(m for m in maps if m["id"] == "jerking-movements-snomed-ct")
        for maps in ([*concept_maps(edition(topic, v))] for v in get_args(FhirVersion))
    )
    group_r4: Any = r4["group"]
    group_r5: Any = r5["group"]
    edition_uri = "http://snomed.info/sct/900000000000207008/version/20200731"
    assert {key: value for key, value in group_r4[0].items() if key != "element"} == {
        "source": system["url"],
        "sourceVersion": "1.1.0",
        "target": "http://snomed.info/sct",
        "targetVersion": edition_uri,
    }
    assert {key: value for key, value in group_r5[0].items() if key != "element"} == {
        "source": f"{system['url']}|1.1.0",
        "target": f"http://snomed.info/sct|{edition_uri}",
    }
    assert (r4["sourceUri"], r4["targetUri"]) == (
        system["valueSet"],
        "http://snomed.info/sct?fhir_vs",
    )
    assert (r5["sourceScopeUri"], r5["targetScopeUri"]) == (r4["sourceUri"], r4["targetUri"])
    assert not {"sourceScopeUri", "targetScopeUri"} & set(r4)
    assert not {"sourceUri", "targetUri"} & set(r5)


def test_codes_of_two_versions_of_a_terminology_stand_in_two_groups() -> None:
    topic = with_codes({"code": "D1"}, {"code": "D2", "version": "2026"}, {"code": "D3"})
    groups = one_map(topic, "R4")["group"]
    told = [
        (group["targetVersion"], [t["code"] for t in group["element"][0]["target"]])
        for group in groups
    ]
    assert told == [("2025", ["D1", "D3"]), ("2026", ["D2"])]


def test_a_version_with_a_space_or_a_bar_does_not_break_a_canonical() -> None:
    group = one_map(with_codes({"code": "D1", "version": "2025 | b"}), "R5")["group"][0]
    assert group["target"] == "https://www.nlm.nih.gov/mesh|2025%20%7C%20b"
    assert (
        one_map(with_codes({"code": "D1", "version": "2025 | b"}), "R4")["group"][0][
            "targetVersion"
        ]
        == "2025 | b"
    )


def test_a_code_has_single_spaces() -> None:
    (element,) = one_map(with_codes({"code": "D  1"}), "R5")["group"][0]["element"]
    assert element["target"][0]["code"] == "D 1"


def test_a_map_shows_each_relation_to_people() -> None:
    shown = one_map(with_codes({"code": "D1", "match": "narrow"}), "R4")["text"]["div"]
    assert "<li>Jerking movements: D1 Any (narrow match)</li>" in shown


def test_the_value_set_is_all_of_the_code_system() -> None:
    topic = load("1.0.0")
    system, values = code_system(edition(topic, "R4")), value_set(edition(topic, "R4"))
    assert values["compose"] == {"include": [{"system": system["url"], "version": "1.0.0"}]}
    assert (system["valueSet"], values["immutable"]) == (values["url"], True)


def test_other_names_are_designations_in_the_language_of_the_topic() -> None:
    system: Any = code_system(edition(load("1.1.0"), "R5"))
    told = {concept["code"]: concept for concept in system["concept"]}
    assert told["sleep-disorders"]["designation"] == [
        {"language": "en", "value": "sleep-wake disorder"}
    ]
    assert "designation" not in told["stress-and-anxiety"]
    assert system["count"] == len(system["concept"])
    assert "<li>sleep-disorders: Sleep disorders</li>" in system["text"]["div"]
