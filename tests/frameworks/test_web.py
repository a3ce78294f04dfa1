"""Web frameworks take and give every model, with their usual JSON handling."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from jerking_info import Cause, GlossaryEntry, Note, Release, Synonym, Tip, Topic, WarningSign, load
from jerking_info.feedback import Comment, Rating

SHAPES: list[type[BaseModel]] = [
    *(Topic, Cause, Tip, Synonym, WarningSign, Note, GlossaryEntry, Release, Rating, Comment)
]
NEWEST = load()
_few = settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])


def echo_by_fastapi(shape: Any) -> Any:
    fastapi = pytest.importorskip("fastapi", reason="needs jerking-info[examples]")
    from fastapi.testclient import TestClient

    app = fastapi.FastAPI()

    def echo(body: Any) -> Any:
        return body

    echo.__annotations__ = {"body": shape, "return": shape}
    app.post("/")(echo)
    return TestClient(app)


def echo_by_litestar(shape: Any) -> Any:
    litestar = pytest.importorskip("litestar", reason="needs jerking-info[examples]")
    from litestar.testing import TestClient

    def echo(data: Any) -> Any:
        return data

    echo.__annotations__ = {"data": shape, "return": shape}
    return TestClient(litestar.Litestar([litestar.post("/", status_code=200)(echo)]))


@pytest.mark.parametrize("echo_of", [echo_by_fastapi, echo_by_litestar])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.filterwarnings("ignore")  # the frameworks' own
def test_framework_takes_and_gives_every_model(shape: type[BaseModel], echo_of: Any) -> None:
    client = echo_of(shape)

    @_few
    @given(st.from_type(shape))
    def takes_and_gives(drawn: BaseModel) -> None:
        answer = client.post("/", json=drawn.model_dump(mode="json"))
        assert answer.status_code == 200, answer.text
        assert shape.model_validate(answer.json()) == drawn

    takes_and_gives()


@pytest.mark.parametrize("position", ["1", 1.0, True, None])
@pytest.mark.filterwarnings("ignore")
def test_fastapi_refuses_conversions(position: object) -> None:
    # Litestar asks pydantic to convert, against the models' own configuration.
    body = NEWEST.tips[0].model_dump(mode="json") | {"position": position}
    assert echo_by_fastapi(Tip).post("/", json=body).status_code == 422


@pytest.mark.filterwarnings("ignore")
def test_openapi_documents_describe_every_field() -> None:
    described = echo_by_fastapi(Topic).get("/openapi.json").json()["components"]["schemas"]
    assert described["Tip"]["properties"]["cautions"]["description"]
