"""The checks themselves: each fault that is planted in a Bundle is found."""

import base64
import json
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import pytest

from jerking_info import Topic, load, parse
from jerking_info.formats import to_fhir
from jerking_info.formats.fhir.bundle import FhirVersion
from tests.fhir_faults import faults, fhir_resources_faults, json_schema_faults

Bundle = dict[str, Any]


class Planted(NamedTuple):
    """A fault and what a check says of it."""

    plant: Callable[[Bundle], object]
    told: str
    only: str = "R4 R5"


def of(bundle: Bundle, resource_type: str) -> Any:
    """Return the first resource of a type."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    return next(each for each in resources if each["resourceType"] == resource_type)


def concepts(bundle: Bundle) -> Any:
    return of(bundle, "CodeSystem")["concept"]


def targets(bundle: Bundle) -> list[Any]:
    """Return the targets of all maps, those with a comment, which are narrower, first."""
    maps = [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "ConceptMap"]
    elements = [e for each in maps for group in each["group"] for e in group["element"]]
    found = [target for element in elements for target in element["target"]]
    return sorted(found, key=lambda target: "comment" not in target)


def div(bundle: Bundle, change: Callable[[str], str]) -> None:
    text = of(bundle, "Library")["text"]
    text["div"] = change(text["div"])


def swapped(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def content(bundle: Bundle) -> Any:
    return of(bundle, "Library")["content"][0]


PLANTED: dict[str, Planted] = {
    # The six that both official checkers miss.
    "a concept code twice": Planted(
        lambda b: concepts(b)[2].update(code=concepts(b)[1]["code"]), "repeated"
    ),
    "a div without xmlns": Planted(
        lambda b: div(b, swapped(' xmlns="http://www.w3.org/1999/xhtml"', "")), "has the root div"
    ),
    "a script in a div": Planted(
        lambda b: div(b, swapped("</div>", "<script>alert(1)</script></div>")), "}script"
    ),
    "an empty list": Planted(lambda b: of(b, "Library").update(contact=[]), "contact: empty"),
    "a fullUrl twice": Planted(
        lambda b: b["entry"][3].update(fullUrl=b["entry"][2]["fullUrl"]), "repeated"
    ),
    "a name that is no identifier": Planted(
        lambda b: of(b, "ValueSet").update(name="jerking movements"), "ValueSet: name"
    ),
    # Codes.
    "a status that there is not": Planted(
        lambda b: of(b, "Library").update(status="banana"), "'banana' is no code"
    ),
    "a status that says it is finished": Planted(
        lambda b: of(b, "CodeSystem").update(status="active"), "CodeSystem: status"
    ),
    "a Composition that says it is final": Planted(
        lambda b: of(b, "Composition").update(status="final"), "Composition: status"
    ),
    "not experimental": Planted(
        lambda b: of(b, "Library").update(experimental=False), "Library: experimental"
    ),
    "a status missing": Planted(lambda b: of(b, "ConceptMap").pop("status"), "status"),
    "an unknown kind of Bundle": Planted(lambda b: b.update(type="pile"), "'pile' is no code"),
    "an unknown equivalence": Planted(
        lambda b: targets(b)[0].update(equivalence="similar"), "'similar' is no code", "R4"
    ),
    "an unknown relationship": Planted(
        lambda b: targets(b)[0].update(relationship="similar"), "'similar' is no code", "R5"
    ),
    "an equivalence in R5": Planted(
        lambda b: targets(b)[0].update(equivalence="wider"), "of another release", "R5"
    ),
    "a relation turned round": Planted(
        lambda b: targets(b)[0].update(equivalence="wider"), "ConceptMap: too much", "R4"
    ),
    "a narrower target without a comment": Planted(
        lambda b: targets(b)[0].pop("comment"), "narrower without a comment"
    ),
    "a code with two spaces": Planted(lambda b: targets(b)[-1].update(code="R25  3"), "R25  3"),
    "a display that is not the terminology's": Planted(
        lambda b: targets(b)[-1].update(display="Twitching"), "ConceptMap: too much"
    ),
    "a relation missing": Planted(
        lambda b: of(b, "ConceptMap")["group"][0]["element"].pop(), "ConceptMap: missing"
    ),
    "a map missing": Planted(lambda b: b["entry"].pop(), "leads nowhere"),
    "a mapped concept that there is not": Planted(
        lambda b: of(b, "ConceptMap")["group"][0]["element"][0].update(code="jerks"), "no concept"
    ),
    # The code system.
    "a concept too many": Planted(
        lambda b: concepts(b).append(concepts(b)[0] | {"code": "another"}), "CodeSystem: count"
    ),
    "a cause that there is not": Planted(
        lambda b: next(p for c in concepts(b) for p in c["property"] if "valueCode" in p).update(
            valueCode="bad-luck"
        ),
        "no concept 'bad-luck'",
    ),
    "a position as text": Planted(
        lambda b: next(p for c in concepts(b) for p in c["property"] if "valueInteger" in p).update(
            valueString="1"
        ),
        "",
    ),
    "an addition that looks reviewed": Planted(
        lambda b: concepts(b)[-1].update(definition="Call an ambulance."), "does not say so"
    ),
    # Links.
    "a reference to nothing": Planted(
        lambda b: of(b, "Composition")["section"][-1]["entry"][0].update(
            reference="urn:uuid:00000000-0000-5000-8000-000000000000"
        ),
        "leads nowhere",
    ),
    "a canonical to another version": Planted(
        lambda b: of(b, "Library")["relatedArtifact"][-1].update(
            resource=of(b, "CodeSystem")["url"] + "|9.9.9"
        ),
        "another version",
    ),
    "a resource that no section leads to": Planted(
        lambda b: of(b, "Composition")["section"][-1]["entry"].pop(), "not reached"
    ),
    "a fullUrl that is not the url": Planted(
        lambda b: of(b, "Library").update(url=of(b, "ValueSet")["url"]), "is not its fullUrl"
    ),
    "a web address that is not the project's": Planted(
        lambda b: b["entry"][1].update(fullUrl="https://example.org/Library/1"), "is no urn"
    ),
    # The content record.
    "another text embedded": Planted(
        lambda b: content(b).update(data=base64.b64encode(b"{}").decode()), "not the release file"
    ),
    "a hash of another text": Planted(
        lambda b: content(b).update(hash=base64.b64encode(b"0" * 20).decode()), "Library: hash"
    ),
    "another content type": Planted(
        lambda b: content(b).update(contentType="text/plain"), "contentType"
    ),
    "another digest": Planted(
        lambda b: of(b, "Library")["identifier"][0].update(value="nih:sha-256;00"), "the digest"
    ),
    "a reviewer that nobody recorded": Planted(
        lambda b: of(b, "Library").update(reviewer=[{"name": "Dr. X"}]), "not reviewed like this"
    ),
    "the source left out": Planted(
        lambda b: of(b, "Library")["relatedArtifact"].pop(0), "Library: article"
    ),
    "a citation left out": Planted(
        lambda b: of(b, "Library")["relatedArtifact"].pop(1), "Library: citations"
    ),
    "the disclaimer left out of the usage": Planted(
        lambda b: of(b, "Library").update(usage="For all."), "no disclaimer in its usage"
    ),
    "the disclaimer left out of a description": Planted(
        lambda b: of(b, "ConceptMap").update(description="A map."), "no disclaimer in its desc"
    ),
    "the disclaimer left out of a narrative": Planted(
        lambda b: div(b, swapped(load("1.1.0").disclaimer.text, "")), "no disclaimer in its narr"
    ),
    "another language": Planted(lambda b: of(b, "Library").update(language="de"), "language"),
    "another content version": Planted(
        lambda b: of(b, "ValueSet").update(version="9.9.9"), "ValueSet: version"
    ),
    # Narrative.
    "a div that is not well formed": Planted(
        lambda b: div(b, swapped("</p>", "")), "not well formed"
    ),
    "a div without a language": Planted(
        lambda b: div(b, swapped(' lang="en"', "")), "does not name its language"
    ),
    "a handler in a div": Planted(
        lambda b: div(b, swapped("<p>", '<p onclick="x()">')), "attributes {'onclick'}"
    ),
    "a link to a script": Planted(
        lambda b: div(b, swapped('href="https:', 'href="javascript:')), "leads to javascript"
    ),
    # The document.
    "no timestamp": Planted(lambda b: b.pop("timestamp"), "timestamp"),
    "no identifier": Planted(lambda b: b.pop("identifier"), "identifier"),
    "an identifier without a system": Planted(lambda b: b["identifier"].pop("system"), "system"),
    "a Composition that is not first": Planted(
        lambda b: b["entry"].append(b["entry"].pop(0)), "in this order"
    ),
    "a Composition without a date": Planted(lambda b: of(b, "Composition").pop("date"), "date"),
    "a Composition without an author": Planted(
        lambda b: of(b, "Composition").pop("author"), "author"
    ),
    "another type of document": Planted(
        lambda b: of(b, "Composition")["type"]["coding"][0].update(code="34133-9"),
        "Composition: type",
    ),
    "a section without a text": Planted(
        lambda b: of(b, "Composition")["section"][0].pop("text"), "text"
    ),
}


def _small_topic() -> Topic:
    """Return a topic that has a bit of everything, as the checkers are slow on all of it."""
    tree = json.loads(load("1.1.0").to_json())
    tree["causes"] = [c for c in tree["causes"] if c["id"] == "electrolyte-imbalances"]
    tree["tips"] = [t for t in tree["tips"] if t["id"] == "maintain-balanced-diet"]
    tree["tips"][0]["position"] = 1
    tree["synonyms"], tree["warning_signs"] = tree["synonyms"][:2], tree["warning_signs"][:1]
    return parse(json.dumps(tree))


TOPIC = _small_topic()


def planted(name: str, version: Any) -> list[str]:
    bundle = json.loads(json.dumps(to_fhir(TOPIC, version, "document")))
    PLANTED[name].plant(bundle)
    return faults(bundle, TOPIC, version)


@pytest.mark.parametrize("name", [name for name in PLANTED if "R4" in PLANTED[name].only])
def test_a_planted_fault_is_found_in_r4(name: str) -> None:
    found = planted(name, "R4")
    assert any(PLANTED[name].told in fault for fault in found), found


@pytest.mark.parametrize("name", [name for name in PLANTED if "R5" in PLANTED[name].only])
def test_a_planted_fault_is_found_in_r5(name: str) -> None:
    found = planted(name, "R5")
    assert any(PLANTED[name].told in fault for fault in found), found


def test_what_was_planted_is_many_and_what_nobody_touched_has_none() -> None:
    assert len(PLANTED) >= 20
    versions: tuple[FhirVersion, ...] = get_args(FhirVersion)
    for version in versions:
        assert faults(to_fhir(TOPIC, version, "document"), TOPIC, version) == []


def test_each_official_checker_is_at_work() -> None:
    bundle: Any = to_fhir(TOPIC, "R4", "document")
    of(bundle, "Library")["status"] = "banana"
    of(bundle, "CodeSystem").pop("content")
    assert any("content" in fault for fault in fhir_resources_faults(bundle, "R4"))
    assert [*json_schema_faults(bundle)] != []
