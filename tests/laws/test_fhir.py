"""The laws of the FHIR forms: any valid topic, however hostile, is told in valid FHIR."""

import base64
import io
import json
import tarfile
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jerking_info import Topic, parse
from jerking_info.formats import to_fhir, to_fhir_package
from jerking_info.formats.fhir.bundle import BundleKind, FhirVersion
from jerking_info.formats.fhir.resource import as_markdown
from jerking_info.testing import texts, topics
from tests.fhir_faults import faults
from tests.fhir_resource_rules import shown
from tests.trials import trials

versions = st.sampled_from(get_args(FhirVersion))
kinds = st.sampled_from(get_args(BundleKind))


def resource(bundle: Any, resource_type: str) -> Any:
    resources = [entry["resource"] for entry in bundle["entry"]]
    return next(each for each in resources if each["resourceType"] == resource_type)


@trials(60)
@given(topics(), versions, kinds)
def test_any_topic_gives_a_bundle_without_a_fault(
    topic: Topic, version: FhirVersion, kind: BundleKind
) -> None:
    assert faults(to_fhir(topic, version, kind), topic, version) == []


@trials(40)
@given(topics(), versions, kinds)
def test_any_topic_comes_back_from_its_bundle(
    topic: Topic, version: FhirVersion, kind: BundleKind
) -> None:
    bundle = json.loads(json.dumps(to_fhir(topic, version, kind)))
    raw = base64.b64decode(resource(bundle, "Library")["content"][0]["data"])
    assert topic.to_json() == raw
    assert topic == parse(raw)


@trials(40)
@given(topics(), versions)
def test_every_text_is_shown_as_it_was_written(topic: Topic, version: FhirVersion) -> None:
    sections = resource(to_fhir(topic, version, "document"), "Composition")["section"]
    text = "\n".join(section["title"] + shown(section) for section in sections)
    entries = [
        topic.overview,
        topic.summary,
        topic.tips_introduction,
        topic.disclaimer.text,
        topic.questions.tips,
        *(synonym.text for synonym in topic.synonyms),
        *(part for cause in topic.causes for part in (cause.name, cause.text, *cause.aliases)),
        *(example.name for cause in topic.causes for example in cause.examples),
        *(part for tip in topic.tips for part in (tip.title, tip.text, *tip.actions)),
        *(part for sign in topic.warning_signs for part in (sign.text, sign.added_by)),
    ]
    for written in entries:
        assert written in text


@trials(40)
@given(topics(), versions)
def test_an_entry_keeps_its_name_and_its_text_as_a_concept(
    topic: Topic, version: FhirVersion
) -> None:
    concepts = resource(to_fhir(topic, version), "CodeSystem")["concept"]
    told = {(concept["display"], concept.get("definition")) for concept in concepts}
    assert {(cause.name, cause.text) for cause in topic.causes} <= told
    assert {(tip.title, tip.text) for tip in topic.tips} <= told
    assert {(e.name, None) for cause in topic.causes for e in cause.examples} <= told


@given(st.sampled_from(["", "- ", "+ ", "1. ", "23) ", "# ", "=", "> ", "---", "~~~"]), texts())
def test_markdown_gives_the_text_back(start: str, text: str) -> None:
    (_, inline, _) = MarkdownIt("gfm-like", {"linkify": False}).parse(as_markdown(start + text))
    assert [start + text] == [token.content for token in inline.children or () if token.content]


@trials(20)
@given(topics(), versions)
def test_any_topic_gives_a_package_that_opens(topic: Topic, version: FhirVersion) -> None:
    package = to_fhir_package(topic, version)
    assert package == to_fhir_package(topic, version)
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as tar:
        names = [member.name for member in tar]
        trees = [json.load(stream) for name in names if (stream := tar.extractfile(name))]
    assert len(names) == len(set(names)) == len(trees)
