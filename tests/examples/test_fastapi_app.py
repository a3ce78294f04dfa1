"""The FastAPI example: its answers carry everything that must accompany content."""

from typing import Any

import pytest

from jerking_info import Topic, load, parse
from jerking_info.testing import assert_shows_disclaimer

pytest.importorskip("fastapi", reason="needs jerking-info[examples]")
schemathesis = pytest.importorskip("schemathesis", reason="needs jerking-info[examples]")

from fastapi.testclient import TestClient  # noqa: E402

from examples.fastapi_app import app  # noqa: E402

NEWEST = load()
client = TestClient(app)


def get(path: str, **query: str) -> Any:
    return client.get(f"/releases/newest/{path}", params=query or None).json()


def test_release_is_served_whole() -> None:
    answer = client.get(f"/releases/{NEWEST.version}")
    assert parse(answer.content) == NEWEST == Topic.model_validate(answer.json())
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert client.get("/releases").json()[-1]["sha256"] == NEWEST.sha256


def test_page_shows_the_disclaimer() -> None:
    page = client.get("/")
    assert page.url.path == "/releases/newest/page"
    assert_shows_disclaimer(page.text, NEWEST)


@pytest.mark.parametrize("entry_id", ["stimulant-use", "limit-stimulants", "muscle-jerking"])
def test_entry_has_its_causes_and_tips(entry_id: str) -> None:
    answer = get(f"entries/{entry_id}")
    assert answer["entry"]["id"] == entry_id
    assert [tip["id"] for tip in answer["tips"]] == [tip.id for tip in NEWEST.tips_for(entry_id)]
    assert [cause["id"] for cause in answer["causes"]] == [
        cause.id for cause in NEWEST.causes_for(entry_id)
    ]


@pytest.mark.parametrize("path", ["entries/limit-stimulants", "codes?system=mesh&code=D002110"])
def test_content_comes_with_cautions_warning_signs_and_disclaimer(path: str) -> None:
    answer = get(path)
    context = answer["context"]
    assert context["disclaimer"] == NEWEST.disclaimer.model_dump()
    assert len(context["warning_signs"]) == len(NEWEST.warning_signs)
    for tip in answer.get("tips") or answer["matches"][0]["tips"]:
        assert len(tip["cautions"]) == len(NEWEST.tip(tip["id"]).cautions)


def test_codes_lead_to_entries() -> None:
    (match,) = get("codes", system="ICD10CM", code="g2581")["matches"]
    assert (match["label"], match["broader"]) == ("restless legs syndrome", False)
    assert [cause["id"] for cause in match["causes"]] == ["sleep-disorders"]
    assert get("codes", system="icd-10-cm", code="R25.1")["matches"] == []
    icd = {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "R25.3"}
    concept = client.post("/releases/newest/codes", json={"coding": [icd]}).json()
    assert concept["matches"][0]["label"] == "twitching movements"


@pytest.mark.parametrize(
    ("path", "close"),
    [
        ("/releases/9.9.9", "1.1.0"),
        ("/releases/newest/entries/limit-stimulant", "limit-stimulants"),
        ("/releases/newest/codes?system=icd-9&code=1", "icd-10-cm"),
    ],
)
def test_unknown_names_are_problems(path: str, close: str) -> None:
    answer = client.get(path)
    assert answer.status_code == answer.json()["status"] == 404
    assert close in answer.json()["detail"]
    assert answer.headers["Content-Type"] == "application/problem+json"


schema = schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.filterwarnings("ignore")  # schemathesis's own
@schema.parametrize()  # type: ignore[untyped-decorator]
def test_server_keeps_to_its_own_description(case: Any) -> None:
    response = case.call()
    checks = (schemathesis.checks.not_a_server_error,)
    case.validate_response(response, checks=checks)
