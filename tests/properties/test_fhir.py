"""Any valid topic, however hostile, becomes valid FHIR that loses nothing."""

import base64
import json
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Topic, WarningSign
from jerking_info.formats import to_fhir, to_fhir_package
from jerking_info.formats.fhir import BundleKind, FhirVersion
from jerking_info.testing import topics
from tests.formats.fhir.checks import faults, resources, shown

versions = st.sampled_from(get_args(FhirVersion))
kinds = st.sampled_from(get_args(BundleKind))


@given(topics(), versions, kinds)
def test_every_bundle_is_valid(topic: Topic, version: FhirVersion, kind: BundleKind) -> None:
    bundle = to_fhir(topic, version=version, kind=kind)
    assert faults(bundle, version) == []
    assert bundle == to_fhir(topic, version=version, kind=kind)
    (system,) = resources(bundle, "CodeSystem")
    assert len(system["concept"]) == sum(1 for _ in topic.entries())
    assert to_fhir_package(topic, version) == to_fhir_package(topic, version)


@given(topics(), versions, kinds)
def test_the_release_file_comes_back_from_its_bundle(
    topic: Topic, version: FhirVersion, kind: BundleKind
) -> None:
    bundle = json.loads(json.dumps(to_fhir(topic, version=version, kind=kind)))
    (library,) = resources(bundle, "Library")
    assert topic.to_json() == base64.b64decode(library["content"][0]["data"])


@given(topics(), versions)
def test_every_text_is_shown_as_it_was_written(topic: Topic, version: FhirVersion) -> None:
    (head, *others) = resources(to_fhir(topic, version=version, kind="document"))
    text = "\n".join(shown(part["text"]) for part in (head, *head["section"]))
    for entry in topic.entries():
        if isinstance(entry, WarningSign):
            assert all(part in text for part in (entry.lead or entry.text, *entry.signs))
        else:
            assert entry.label in text
    assert all(tip.text in text for tip in topic.tips)
    for resource in others:
        assert topic.disclaimer.text in shown(resource["text"])
