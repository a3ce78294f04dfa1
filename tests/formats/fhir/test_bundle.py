"""The Bundle as a whole: each kind, each release of FHIR, each release of the content."""

import itertools
import json
import re
from typing import Any, get_args

import pytest

from jerking_info import Topic, load, releases
from jerking_info.formats import to_fhir
from jerking_info.formats.fhir import BundleKind, FhirVersion
from tests.formats.fhir.checks import faults, leaves, own_faults, resources, shown
from tests.formats.fhir.samples import draft, reviewed, spanish

VERSIONS: tuple[FhirVersion, ...] = ("R4", "R5")  # R4B is the same as R4, see below
KINDS: tuple[BundleKind, ...] = get_args(BundleKind)
TOPICS = {r.version: load(r.version) for r in releases} | {
    "draft": draft(),
    "spanish": spanish(),
    "reviewed": reviewed(),
}

every_topic = pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
every_version = pytest.mark.parametrize("version", VERSIONS)
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_topic
@every_version
@every_kind
def test_no_checker_finds_a_fault(topic: Topic, version: FhirVersion, kind: BundleKind) -> None:
    bundle = to_fhir(topic, version=version, kind=kind)
    assert faults(bundle, version) == []
    assert bundle == json.loads(json.dumps(bundle))


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("CodeSystem", "concept", 3, "code"), "muscle-jerking", "'muscle-jerking' repeated"),
        (("Library", "text", "div"), "<div>1</div>", "has the root div"),
        (
            ("Library", "text", "div"),
            '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>',
            "}script with",
        ),
        (("Library", "contact"), [], "contact is empty"),
        (("ValueSet", "name"), "jerking movements", "name 'jerking movements'"),
        (("ValueSet", "url"), None, "equals a fullUrl"),
        (("ValueSet", None), None, "repeated"),
    ],
)
def test_the_rules_of_our_own_find_what_other_checkers_miss(
    path: tuple[Any, ...], value: object, fault: str
) -> None:
    bundle = to_fhir(load("1.1.0"))
    (node,) = resources(bundle, path[0])
    full_urls = [entry["fullUrl"] for entry in bundle["entry"]]
    if path[-1] is None:
        bundle["entry"][0]["fullUrl"] = full_urls[1]
    elif path[-1] == "url":
        node["url"] = full_urls[0]
    else:
        for step in path[1:-1]:
            node = node[step]
        node[path[-1]] = value
    assert any(fault in found for found in own_faults(bundle))


@every_kind
def test_r4b_is_r4(kind: BundleKind) -> None:
    topic = load()
    assert to_fhir(topic, version="R4", kind=kind) == to_fhir(topic, version="R4B", kind=kind)


def test_a_transaction_replaces_each_resource_by_its_id() -> None:
    for entry in to_fhir(load(), kind="transaction")["entry"]:
        resource = entry["resource"]
        url = f"{resource['resourceType']}/{resource['id']}"
        assert {"method": "PUT", "url": url} == entry["request"]
    assert not any("request" in entry for entry in to_fhir(load())["entry"])


@every_topic
@every_version
def test_every_narrative_has_the_disclaimer(topic: Topic, version: FhirVersion) -> None:
    for resource in resources(to_fhir(topic, version=version, kind="document")):
        narratives = [resource["text"], *(s["text"] for s in resource.get("section", ()))]
        for narrative in narratives:
            text = shown(narrative)
            assert topic.disclaimer.short in text or topic.disclaimer.text in text


@every_topic
@every_version
def test_every_resource_names_version_digest_source_review_and_disclaimer(
    topic: Topic, version: FhirVersion
) -> None:
    reviewed = topic.provenance.review_status == "reviewed"
    for resource in resources(to_fhir(topic, version=version)):
        text = shown(resource["text"])
        for needed in (
            f"Content version {topic.version}, language {topic.language}.",
            topic.sha256,
            topic.provenance.article.title,
            topic.provenance.license,
            "Reviewed by A. Clinician" if reviewed else "No clinician has reviewed this text yet.",
            topic.disclaimer.text,
        ):
            assert needed in text
        assert resource["version"] == topic.version
        assert resource["publisher"] == topic.provenance.wording
        assert resource["description"].endswith(topic.disclaimer.text)
        assert (resource["status"], resource["experimental"]) == (
            ("active", False) if reviewed else ("draft", True)
        )


@every_version
def test_search_terms_are_only_in_the_release_file(version: FhirVersion) -> None:
    topic = draft()
    terms, names = {*topic.lookalikes}, {entry.label for entry in topic.entries()}
    for entry in topic.entries():
        terms.update(getattr(entry, "aliases", ()))
    (system,) = resources(to_fhir(topic, version=version), "CodeSystem")
    values = {value for _, value in leaves(system)}
    assert len(terms) > 100
    assert not (terms - names) & values


@every_version
def test_a_released_document_has_the_day_of_its_release(version: FhirVersion) -> None:
    for release in releases:
        bundle = to_fhir(load(release.version), version=version, kind="document")
        day = release.released.isoformat()
        assert f"{day}T00:00:00Z" == bundle["timestamp"]
        assert {day} == {resource["date"] for resource in resources(bundle)}


@every_version
def test_a_draft_has_no_date_but_a_timestamp_from_its_content(version: FhirVersion) -> None:
    bundle = to_fhir(draft(), version=version, kind="document")
    (head, *others) = resources(bundle)
    (mark,) = head["_date"]["extension"]
    assert mark["valueCode"] == "unknown"
    assert not any("date" in resource for resource in (head, *others))
    assert bundle["timestamp"] == "2026-11-30T00:00:00Z"
    bundle = to_fhir(reviewed(), version=version, kind="document")
    assert bundle["timestamp"] == "2027-01-31T00:00:00Z"
    bare = load("1.0.0").model_copy(update={"summary": "In short."})
    bundle = to_fhir(bare, version=version, kind="document")
    assert ("timestamp" not in bundle, bundle["_timestamp"]) == (True, head["_date"])
    assert "1970" not in json.dumps(bundle)


def test_each_bundle_has_an_identifier_of_its_own() -> None:
    made = [
        to_fhir(topic, version=version, kind=kind)["identifier"]["value"]
        for topic in (load("1.0.0"), load("1.1.0"), spanish())
        for version in VERSIONS
        for kind in KINDS
    ]
    assert len(made) == len(set(made))


def test_ids_and_urls_stay_the_same_from_release_to_release() -> None:
    found: list[set[tuple[str, str, str | None]]] = [
        {
            (entry["fullUrl"], entry["resource"]["id"], entry["resource"].get("url"))
            for entry in to_fhir(load(release.version), version="R5", kind="document")["entry"]
        }
        for release in releases
    ]
    for old, new in itertools.pairwise(found):
        assert old <= new
    # Records refer to these: they can never change.
    systems = {r["url"] for r in resources(to_fhir(load()), "CodeSystem")}
    assert systems == {"urn:uuid:b8195995-1f5a-5896-87d5-4aa7605dae1a"}


@pytest.mark.parametrize(
    ("argument", "wrong", "allowed"),
    [
        ("version", "R3", "R4, R4B, R5"),
        ("version", ["R4"], "R4, R4B, R5"),
        ("kind", "Document", "collection, document, transaction"),
        ("kind", None, "collection, document, transaction"),
    ],
)
def test_a_wrong_argument_is_refused_with_the_allowed_ones(
    argument: str, wrong: object, allowed: str
) -> None:
    arguments: Any = {argument: wrong}
    message = f"{argument}: found {wrong!r}, expected one of {allowed}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        to_fhir(load("1.0.0"), **arguments)
