"""FHIR's own rules, such as bdl-10 and cmd-1, checked by `fhircraft` in R4, R4B and R5.

Slow, because `fhircraft` builds a model of every resource of FHIR when it is imported.
"""

import warnings
from typing import Any

import pytest
from pydantic import ValidationError

from jerking_info.formats import to_fhir
from tests.formats.fhir.checks import resources
from tests.formats.fhir.samples import draft

pytestmark = pytest.mark.slow
every_version = pytest.mark.parametrize("version", ["R4", "R4B", "R5"])


def broken_rules(tree: dict[str, Any], version: str) -> list[str]:
    from fhircraft.fhir.resources.datatypes.registry import get_fhir_type

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of the generated models
        try:
            get_fhir_type(tree["resourceType"], version).model_validate(tree)
        except ValidationError as error:
            return [fault["msg"] for fault in error.errors()]
    return []


@every_version
def test_no_rule_of_fhir_is_broken(version: Any) -> None:
    bundle = to_fhir(draft(), version=version, kind="document")
    assert broken_rules(bundle, version) == []
    for resource in resources(bundle):
        assert broken_rules(resource, version) == []


@every_version
def test_broken_rules_are_found(version: Any) -> None:
    composition, _, system, *_ = resources(to_fhir(draft(), version=version, kind="document"))
    composition["section"][0] = {"title": "Empty"}
    system["concept"][1] = system["concept"][0]
    for resource, rule in ((composition, "cmp-1"), (system, "csd-1")):
        assert any(rule in fault for fault in broken_rules(resource, version))
