"""Every model through web frameworks, a JSON column and a hash of joblib, with the real thing."""

import pickle
import subprocess
import sys
from typing import Any

import pytest
from pydantic import BaseModel

from jerking_info import releases, topic
from jerking_info.feedback import Comment, Rating

pytestmark = pytest.mark.filterwarnings("default")  # frameworks warn about their own code

SAMPLES: tuple[BaseModel, ...] = (
    *(topic, topic.causes[0], topic.causes[0].examples[0], topic.tips[1], topic.synonyms[0]),
    *(topic.warning_signs[0], topic.for_your_visit[0], topic.glossary[0], topic.codes[0]),
    *(topic.references[0], topic.questions, topic.disclaimer, topic.provenance),
    *(topic.provenance.article, releases[0], Rating.of(topic, 4), Comment.of(topic, "a\nb")),
)
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)


@each_sample
def test_fastapi_takes_and_gives_every_model(sample: BaseModel) -> None:
    fastapi = pytest.importorskip("fastapi")
    client = pytest.importorskip("fastapi.testclient")

    def echo(body: Any) -> Any:
        return body

    echo.__annotations__ = {"body": type(sample), "return": type(sample)}
    app = fastapi.FastAPI()
    app.post("/")(echo)
    answer = client.TestClient(app).post("/", json=sample.model_dump(mode="json"))

    assert type(sample).model_validate(answer.json()) == sample
    assert client.TestClient(app).get("/openapi.json").status_code == 200


@each_sample
def test_litestar_takes_and_gives_every_model(sample: BaseModel) -> None:
    litestar = pytest.importorskip("litestar")
    testing = pytest.importorskip("litestar.testing")

    async def echo(data: Any) -> Any:
        return data

    echo.__annotations__ = {"data": type(sample), "return": type(sample)}
    with testing.TestClient(litestar.Litestar([litestar.post("/")(echo)])) as client:
        answer = client.post("/", json=sample.model_dump(mode="json"))

    assert type(sample).model_validate(answer.json()) == sample


@each_sample
def test_a_json_column_gives_back_every_model(sample: BaseModel) -> None:
    sql = pytest.importorskip("sqlalchemy")
    engine, metadata = sql.create_engine("sqlite://"), sql.MetaData()
    table = sql.Table("content", metadata, sql.Column("body", sql.JSON))
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), [{"body": sample.model_dump(mode="json")}])
        (body,) = connection.execute(sql.select(table)).one()

    assert type(sample).model_validate(body) == sample


def test_joblib_hashes_are_the_same_in_every_process() -> None:
    pytest.importorskip("joblib")
    code = "import joblib, jerking_info as j; print(joblib.hash((j.topic, j.Finder(j.topic))))"
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "012"
    }

    assert len(hashes) == 1
    assert pickle.loads(pickle.dumps(SAMPLES)) == SAMPLES
