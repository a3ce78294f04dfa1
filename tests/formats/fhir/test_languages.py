"""A second language, made up: the same ids, urls and codes, other words."""

import json
from typing import Any

from jerking_info import load
from jerking_info.formats import to_fhir, to_fhir_package
from tests.formats.fhir.checks import faults, leaves, resources
from tests.formats.fhir.samples import spanish

IDENTITIES = (".fullUrl", ".id", ".url", ".code", ".system", ".source", ".target", ".reference")


def identities(bundle: dict[str, Any]) -> list[tuple[str, object]]:
    found = (pair for pair in leaves(bundle) if pair[0].endswith(IDENTITIES))
    return [(path, value) for path, value in found if "extension" not in path]


def test_ids_urls_and_codes_are_the_same_in_every_language() -> None:
    for version in ("R4", "R5"):
        for kind in ("document", "transaction"):
            english = to_fhir(load("1.1.0"), version=version, kind=kind)
            assert identities(english) == identities(to_fhir(spanish(), version=version, kind=kind))


def test_a_code_system_can_have_the_names_of_both_languages() -> None:
    bundle = to_fhir(load("1.1.0"))
    (english,) = resources(bundle, "CodeSystem")
    (other,) = resources(to_fhir(spanish()), "CodeSystem")
    for concept, translated in zip(english["concept"], other["concept"], strict=True):
        if "designation" in concept:
            concept["designation"] += translated["designation"]
            assert [name["language"] for name in concept["designation"]] == ["en", "es"]
    assert faults(bundle, "R4") == []
    caffeine = next(c for c in english["concept"] if c["code"] == "stimulant-use.caffeine")
    assert caffeine["designation"][1] == {"language": "es", "value": "1. ejemplo \u00e1gil"}


def test_every_language_tag_is_that_of_the_topic_but_for_code_displays() -> None:
    bundle = to_fhir(spanish(), kind="document")
    assert {"es"} == {value for path, value in leaves(bundle) if path.endswith(".language")}
    for narrative in (value for path, value in leaves(bundle) if path.endswith(".div")):
        assert narrative.startswith(
            '<div xmlns="http://www.w3.org/1999/xhtml" lang="es" xml:lang="es">'
        )
    snomed = resources(bundle, "ConceptMap")[-1]["text"]["div"]
    assert ': 73595000 <span lang="en" xml:lang="en">Stress (finding)</span> (' in snomed
    codes = resources(bundle, "Composition")[0]["section"][-1]["text"]["div"]
    assert '<span lang="en" xml:lang="en">Stress (finding)</span>' in codes
    assert "<span" not in json.dumps(to_fhir(load("1.1.0"), kind="document"))


def test_a_translation_without_an_english_release_names_its_own_examples() -> None:
    draft = spanish().model_copy(update={"version": "9.9.9"})
    (system,) = resources(to_fhir(draft), "CodeSystem")
    codes = [concept["code"] for concept in system["concept"]]
    assert len(codes) == len(set(codes))
    assert "stimulant-use.caffeine" not in codes


def test_a_translation_with_other_examples_names_its_own() -> None:
    topic = load("1.1.0").model_copy(update={"language": "es"})
    first, *causes = topic.causes
    fewer = first.model_copy(update={"examples": first.examples[1:]})
    (system,) = resources(
        to_fhir(topic.model_copy(update={"causes": (fewer, *causes)})), "CodeSystem"
    )
    codes = {concept["code"] for concept in system["concept"]}
    assert "stress-and-anxiety.anxiety" in codes
    assert "stress-and-anxiety.stress" not in codes


def test_a_translation_with_examples_in_another_order_gives_none_the_code_of_another() -> None:
    topic = load("1.2.0").model_copy(update={"language": "es"})
    sorted_ = [c.model_copy(update={"examples": c.examples[::-1]}) for c in topic.causes]
    (system,) = resources(to_fhir(topic.model_copy(update={"causes": (*sorted_,)})), "CodeSystem")
    displays = {concept["code"]: concept.get("display") for concept in system["concept"]}

    assert displays["electrolyte-imbalances.low-potassium"] == "low potassium"


def test_a_translation_has_a_package_of_its_own() -> None:
    topic = spanish().model_copy(update={"language": "zh-Hant-TW"})
    assert b'"name": "jerking-info.jerking-movements.zh-hant-tw.r4"' in to_fhir_package(topic)
