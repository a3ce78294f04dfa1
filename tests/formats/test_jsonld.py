import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from jerking_info import Cause, Entry, Tip, Topic, WarningSign, load, releases
from jerking_info.formats.jsonld import JsonLd, to_jsonld
from jerking_info.testing import topics
from tests import schema_org
from tests.trials import trials

# rdflib 7 warns of its own parser for JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

VERSIONS = [release.version for release in releases]
LOCAL_CONTEXT = {"@vocab": "http://schema.org/"}


@pytest.fixture(params=VERSIONS)
def topic(request: pytest.FixtureRequest) -> Topic:
    return load(request.param)


def page_of(topic: Topic, released: date | None = None) -> Any:
    # Through JSON, as everybody else gets it.
    return json.loads(json.dumps(to_jsonld(topic, released=released)))


def graph_of_rdflib(page: dict[str, Any], context: dict[str, Any]) -> Any:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    return rdflib.Graph().parse(data=json.dumps(page | {"@context": context}), format="json-ld")


def graph_of_pyld(page: dict[str, Any], context: dict[str, Any]) -> Any:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    jsonld = pytest.importorskip("pyld", reason="PyLD is not installed").jsonld

    def load_locally(url: str, _: object) -> dict[str, Any]:
        assert url == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}

    quads = jsonld.to_rdf(page, {"format": "application/n-quads", "documentLoader": load_locally})
    return rdflib.Graph().parse(data=quads, format="nt")


def assert_same_graph(page: dict[str, Any], context: dict[str, Any]) -> None:
    one, other = canonical(graph_of_rdflib(page, context)), canonical(graph_of_pyld(page, context))
    assert one
    assert one == other


def canonical(graph: Any) -> list[str]:
    """Return a graph's triples with its blank nodes named by what they say (URDNA2015).

    It is a tenth of the work of rdflib's own comparison, which tries their permutations.
    """
    jsonld = pytest.importorskip("pyld", reason="PyLD is not installed").jsonld
    quads = "application/n-quads"
    wanted = {"algorithm": "URDNA2015", "inputFormat": quads, "format": quads}
    normalized: str = jsonld.normalize(graph.serialize(format="nt"), wanted)
    return normalized.splitlines()


def test_the_page_is_about_the_symptom_with_all_its_names_causes_and_tips(topic: Topic) -> None:
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
    assert {t["@type"] for t in symptom["possibleTreatment"]} == {
        "LifestyleModification",
        "MedicalTherapy",
    }


def test_the_page_says_which_content_it_is_and_what_must_be_said_with_it(topic: Topic) -> None:
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


def test_a_licence_that_has_no_address_here_is_told_by_its_name(topic: Topic) -> None:
    told = topic.provenance.model_copy(update={"license": "CC0-1.0"})
    page = page_of(topic.model_copy(update={"provenance": told}))
    assert page["license"] == {"@type": "CreativeWork", "name": "CC0-1.0"}


def test_a_review_shows_once_there_is_one(topic: Topic) -> None:
    reviewed = topic.provenance.model_copy(
        update={
            "review_status": "reviewed",
            "reviewer": "A. Clinician, MD",
            "last_reviewed": date(2027, 1, 2),
            "next_review_due": date(2030, 1, 2),
        }
    )
    page = page_of(topic.model_copy(update={"provenance": reviewed}))
    assert page["lastReviewed"] == "2027-01-02"
    assert page["expires"] == "2030-01-02"
    assert page["reviewedBy"]["name"] == "A. Clinician, MD"
    assert page["creativeWorkStatus"]["termCode"] == "reviewed"


def test_the_day_of_the_release_is_shown_if_it_is_told(topic: Topic) -> None:
    assert page_of(topic, date(2026, 11, 22))["dateModified"] == "2026-11-22"
    assert "dateModified" not in page_of(topic)


def test_every_code_is_shown_with_its_system_version_and_how_close_it_is(topic: Topic) -> None:
    examples = [example for cause in topic.causes for example in cause.examples]
    coded: tuple[Entry, ...] = (topic, *topic.synonyms, *topic.causes, *examples, *topic.tips)
    expected = [
        (coding.code, coding.display, f"SKOS {coding.match}Match", coding.system, coding.version)
        for entry in coded
        for coding in entry.codes
    ]
    shown = [
        (
            node["codeValue"],
            node["name"],
            node["description"],
            node["inCodeSet"]["url"]["@id"],
            node["inCodeSet"]["version"],
        )
        for node in schema_org.nodes(page_of(topic))
        if node.get("@type") == "MedicalCode"
    ]
    assert sorted(expected) == sorted(shown)


def test_every_reference_is_shown(topic: Topic) -> None:
    read_more: tuple[Topic | Cause | Tip | WarningSign, ...]
    read_more = (topic, *topic.causes, *topic.tips, *topic.warning_signs)
    expected = [
        (reference.title, reference.publisher, reference.url)
        for entry in read_more
        for reference in entry.references
    ]
    shown = [
        (node["name"], node["publisher"]["name"], node["url"]["@id"])
        for node in schema_org.nodes(page_of(topic))
        if node.get("@type") == "WebPage"
    ]
    assert sorted(expected) == sorted(shown)


def test_each_part_links_a_tip_with_the_causes_that_it_answers(topic: Topic) -> None:
    parts = page_of(topic)["hasPart"][-1]["hasPart"]
    for tip, part in zip(topic.tips, parts, strict=True):
        assert part["position"] == tip.position
        assert [node["@id"] for node in part["about"]] == [
            f"_:tip-{tip.id}",
            *(f"_:cause-{cause.id}" for cause in topic.causes_for(tip.id)),
        ]
        assert part["keywords"] == [*tip.actions]


def test_each_warning_sign_says_who_added_it_and_that_nobody_reviewed_it(topic: Topic) -> None:
    shown = [part for part in page_of(topic)["hasPart"] if "creativeWorkStatus" in part]
    assert [sign.text for sign in topic.warning_signs] == [part["text"] for part in shown]
    for part in shown:
        assert part["author"]["name"] == "The jerking-info project"
        assert part["creativeWorkStatus"] == {
            "@type": "DefinedTerm",
            "termCode": "not-reviewed",
            "name": "No clinician has reviewed this",
        }


def test_a_reader_may_rate_the_author_and_add_a_comment(topic: Topic) -> None:
    page = page_of(topic)
    rate, comment = page["potentialAction"]
    assert rate["@type"] == "ReviewAction"
    assert rate["object"] == {"@id": page["isBasedOn"]["author"]["@id"]}
    assert comment["@type"] == "CommentAction"
    assert comment["object"] == {"@id": page["@id"]}


def test_every_release_stays_inside_schema_org(topic: Topic) -> None:
    assert schema_org.violations(page_of(topic, date(2026, 11, 22))) == []


@given(topics())
@trials(50)
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
def test_the_judge_sees_what_is_outside_schema_org(key: str, value: object) -> None:
    page = page_of(load())
    assert schema_org.violations(page | {key: value}) != []


@pytest.mark.parametrize(
    "context",
    [LOCAL_CONTEXT, LOCAL_CONTEXT | {"url": {"@type": "@id"}, "license": {"@type": "@id"}}],
    ids=["without coercion", "with coercion"],
)
def test_rdflib_and_pyld_read_the_same_graph(topic: Topic, context: dict[str, Any]) -> None:
    assert_same_graph(page_of(topic), context)


@given(topics())
@trials(15)
def test_rdflib_and_pyld_read_the_same_graph_of_any_topic(topic: Topic) -> None:
    assert_same_graph(page_of(topic), LOCAL_CONTEXT)


def test_iris_are_iris_without_the_help_of_a_context(topic: Topic) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    schema = rdflib.Namespace("http://schema.org/")
    graph = graph_of_rdflib(page_of(topic), LOCAL_CONTEXT)
    for name in ("license", "url", "relevantSpecialty", "about", "object"):
        values = [*graph.objects(None, schema[name])]
        assert [v for v in values if isinstance(v, rdflib.Literal)] == [], name
    assert (None, schema.relevantSpecialty, schema.Neurologic) in graph


def test_the_declared_type_takes_every_page(topic: Topic) -> None:
    page = to_jsonld(topic)
    assert TypeAdapter(JsonLd).validate_python(page, strict=True) == page


def test_the_same_topic_gives_the_same_text_and_a_tree_of_its_own(topic: Topic) -> None:
    one, other = to_jsonld(topic), to_jsonld(topic)
    assert json.dumps(one) == json.dumps(other)
    one.clear()
    assert other
