"""The JSON-LD, checked by PyLD, Oxigraph and the vocabulary of schema.org."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, parse

from jerking_info import GlossaryEntry, Note, Topic, WarningSign, load, releases
from jerking_info.formats.jsonld import JsonLd, to_jsonld
from jerking_info.testing import topics
from tests import schema_org
from tests.shipped import on_each_release

LOCAL_CONTEXT = {"@vocab": "http://schema.org/"}


def page_of(topic: Topic, released: date | None = None) -> Any:
    # Through JSON, as clients get it.
    return json.loads(json.dumps(to_jsonld(topic, released=released)))


def graph_of_oxigraph(page: dict[str, Any], context: dict[str, Any]) -> Dataset:
    return canonical(json.dumps(page | {"@context": context}), RdfFormat.JSON_LD)


def graph_of_pyld(page: dict[str, Any], context: dict[str, Any]) -> Dataset:
    def load_locally(url: str, _: object) -> dict[str, Any]:
        assert url == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}

    options = {"format": "application/n-quads", "documentLoader": load_locally}
    return canonical(jsonld.to_rdf(page, options), RdfFormat.N_QUADS)


def canonical(data: str, syntax: RdfFormat) -> Dataset:
    """Return a graph with its blank nodes named by their content."""
    graph = Dataset(parse(data, syntax))
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert len(graph)
    return graph


def texts_of(page: Any) -> list[str]:
    """Return every text in the page."""
    values = [value for node in schema_org.nodes(page) for value in node.values()]
    lists = [item for value in values if isinstance(value, list) for item in value]
    return [text for text in (*values, *lists) if isinstance(text, str)]


def test_the_page_is_about_the_symptom_with_its_synonyms_causes_and_tips(topic: Topic) -> None:
    page = page_of(topic)
    symptom = page["mainEntity"]
    assert page["@type"] == "MedicalWebPage"
    assert symptom["@type"] == "MedicalSymptom"
    assert [s.text for s in topic.synonyms] == symptom["alternateName"]
    assert [(c.id, c.name, c.text) for c in topic.causes] == [
        (c["identifier"], c["name"], c["description"]) for c in symptom["cause"]
    ]
    assert [(t.id, t.title, t.text) for t in topic.tips] == [
        (t["identifier"], t["name"], t["description"]) for t in symptom["possibleTreatment"]
    ]
    assert {c["@type"] for c in symptom["cause"]} == {"MedicalCause"}
    assert {t["@type"] for t in symptom["possibleTreatment"]} == {"MedicalTherapy"}


@given(topics())
@settings(max_examples=30)
def test_aliases_are_keywords_and_never_an_alternate_name(topic: Topic) -> None:
    page = page_of(topic)
    aliases = [alias for entry in topic.entries() for alias in getattr(entry, "aliases", ())]
    assert page.get("keywords", []) == aliases
    named = [node for node in schema_org.nodes(page) if "alternateName" in node]
    assert [node["alternateName"] for node in named] == [[s.text for s in topic.synonyms]]


def test_the_page_has_the_version_the_disclaimer_and_the_provenance(topic: Topic) -> None:
    page = page_of(topic)
    assert page["version"] == topic.version
    assert page["inLanguage"] == "en"
    assert page["encoding"]["sha256"] == topic.sha256
    assert page["usageInfo"]["text"] == topic.disclaimer.text
    assert page["usageInfo"]["abstract"] == topic.disclaimer.short
    assert page["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert page["isBasedOn"]["name"] == topic.provenance.article.title
    assert page["isBasedOn"]["author"]["name"] == "Haroon Rashid"
    assert page["author"]["name"] == "The jerking-info project"
    assert page["creativeWorkStatus"]["termCode"] == "not-reviewed"
    assert "lastReviewed" not in page
    assert "reviewedBy" not in page


def test_an_unknown_license_is_a_name(topic: Topic) -> None:
    provenance = topic.provenance.model_copy(update={"license": "CC0-1.0"})
    page = page_of(topic.model_copy(update={"provenance": provenance}))
    assert page["license"] == {"@type": "CreativeWork", "name": "CC0-1.0"}


def test_a_review_is_in_the_page_once_there_is_one(reviewed: Topic) -> None:
    page = page_of(reviewed)
    assert page["lastReviewed"] == "2026-11-01"
    assert page["expires"] == "2029-11-01"
    assert page["reviewedBy"]["name"] == "A. Clinician, MD"
    assert page["creativeWorkStatus"]["termCode"] == "reviewed"


def test_date_modified_is_the_release_day_or_the_given_day(topic: Topic) -> None:
    (release,) = (release for release in releases if release.version == topic.version)
    assert page_of(topic)["dateModified"] == str(release.released)
    assert page_of(topic, date(2030, 1, 2))["dateModified"] == "2030-01-02"
    assert "dateModified" not in page_of(topic.model_copy(update={"overview": "A draft."}))


@given(topics())
@settings(max_examples=30)
def test_every_text_for_readers_and_every_code_is_in_the_page(topic: Topic) -> None:
    page = page_of(topic)
    texts = texts_of(page)
    expected = [topic.overview, topic.summary, topic.tips_introduction]
    for entry in topic.entries():
        expected += [entry.label, getattr(entry, "text", entry.label)]
        expected += [*getattr(entry, "actions", ()), *getattr(entry, "signs", ())]
        expected += [reference.title for reference in getattr(entry, "references", ())]
    assert {*expected} <= {*texts}
    codes = [code for entry in topic.entries() for code in getattr(entry, "codes", ())]
    found = [node for node in schema_org.nodes(page) if node.get("@type") == "MedicalCode"]
    assert sorted(
        (c.code, c.display, f"SKOS {c.match}Match", c.system, c.version) for c in codes
    ) == sorted(
        (
            node["codeValue"],
            node["name"],
            node["description"],
            node["inCodeSet"]["url"]["@id"],
            node["inCodeSet"]["version"],
        )
        for node in found
    )


def test_a_tip_is_linked_with_its_causes_and_has_its_cautions() -> None:
    topic = load("1.2.0")
    (parts,) = (
        p["hasPart"] for p in page_of(topic)["hasPart"] if p["name"] == topic.questions.tips
    )
    for tip, part in zip(topic.tips, parts, strict=True):
        assert part["position"] == tip.position
        causes = topic.causes_for(tip)
        assert [node["@id"] for node in part["about"]] == [
            f"_:{id_}" for id_ in (tip.id, *(cause.id for cause in causes))
        ]
        assert part["keywords"] == [*tip.actions]
        assert [c["text"] for c in part.get("hasPart", [])] == [c.text for c in tip.cautions]


def test_every_addition_has_its_author_its_review_and_its_references() -> None:
    topic = load("1.2.0")
    additions = [e for e in topic.entries() if isinstance(e, Note | WarningSign | GlossaryEntry)]
    nodes = {
        node["identifier"]: node
        for node in schema_org.nodes(page_of(topic))
        if "creativeWorkStatus" in node
    }
    for entry in additions:
        node = nodes[entry.id]
        assert node["text"] == entry.text
        assert node["author"]["name"] == "The jerking-info project"
        assert node["creativeWorkStatus"]["termCode"] == "not-reviewed"
        assert "No clinician has reviewed" in node["creativeWorkStatus"]["name"]
        assert [page["url"]["@id"] for page in node["citation"]] == [
            r.url for r in entry.references
        ]
    signs = [nodes[sign.id] for sign in topic.warning_signs]
    assert [node["keywords"] for node in signs] == [sign.level for sign in topic.warning_signs]


def test_a_reader_may_rate_the_author_and_add_a_comment(topic: Topic) -> None:
    page = page_of(topic)
    rate, comment = page["potentialAction"]
    assert rate["@type"] == "ReviewAction"
    assert rate["object"] == {"@id": page["isBasedOn"]["author"]["@id"]}
    assert comment["@type"] == "CommentAction"
    assert comment["object"] == {"@id": page["@id"]}


@on_each_release
@given(topic=topics())
@settings(max_examples=30)
def test_any_topic_stays_inside_schema_org(topic: Topic) -> None:
    assert schema_org.violations(page_of(topic)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("disclaimer", "text"),
        ("cause", {"@type": "MedicalCause"}),
        ("version", {"@type": "Person"}),
        ("dateModified", "yesterday"),
        ("license", "CC-BY-4.0"),
        ("potentialAction", {"@type": "RateAction"}),
        ("potentialAction", {"@type": "Review"}),
    ],
)
def test_violations_reports_terms_outside_schema_org(key: str, value: object) -> None:
    page = page_of(load())
    assert schema_org.violations(page | {key: value}) != []


@pytest.mark.parametrize(
    "context",
    [LOCAL_CONTEXT, LOCAL_CONTEXT | {"url": {"@type": "@id"}, "license": {"@type": "@id"}}],
    ids=["without coercion", "with coercion"],
)
@on_each_release
@given(topic=topics())
@settings(max_examples=10)
def test_oxigraph_and_pyld_read_the_same_graph(topic: Topic, context: dict[str, Any]) -> None:
    page = page_of(topic)
    assert graph_of_oxigraph(page, context) == graph_of_pyld(page, context)


def test_iris_are_iris_without_the_help_of_a_context(topic: Topic) -> None:
    graph = graph_of_oxigraph(page_of(topic), LOCAL_CONTEXT)
    for name in ("license", "url", "relevantSpecialty", "about", "object"):
        found = graph.quads_for_predicate(NamedNode(f"http://schema.org/{name}"))
        assert [quad for quad in found if isinstance(quad.object, Literal)] == [], name
    assert [*graph.quads_for_object(NamedNode("http://schema.org/Neurologic"))]


def test_json_ld_is_the_type_of_every_page(topic: Topic) -> None:
    page = to_jsonld(topic)
    assert TypeAdapter(JsonLd).validate_python(page, strict=True) == page


def test_each_call_returns_an_equal_tree_of_its_own(topic: Topic) -> None:
    one, other = to_jsonld(topic), to_jsonld(topic)
    assert json.dumps(one) == json.dumps(other)
    one.clear()
    assert other
