"""The server, asked over HTTP: its answers equal the content, and may be kept as they say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jerking_info import Cause, Tip, Topic, __version__, load, parse, releases
from jerking_info.testing import assert_shows_disclaimer

httpx = pytest.importorskip("httpx", reason="httpx: pip install 'jerking-info[examples]'")
pytest.importorskip("fastapi", reason="fastapi: pip install 'jerking-info[examples]'")
pytest.importorskip("uvicorn", reason="uvicorn: pip install 'jerking-info[examples]'")

ROOT = Path(__file__).parents[2]
VERSIONS = [release.version for release in releases]
NEWEST = load()
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start the example as its first line tells, on any free port, and give its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "examples.fastapi_app", "--port", "0"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        env=os.environ | {"NO_COLOR": "1"},
    ) as process:
        assert process.stderr
        said = []
        for line in process.stderr:
            said.append(line)
            if address := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                yield address[1]
                break
        else:
            pytest.fail("".join(said))
        process.terminate()
        process.stderr.read()


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[Any]:
    with httpx.Client(base_url=server) as client:
        yield client


@pytest.fixture(scope="module")
def openapi(client: Any) -> Any:
    return client.get("/openapi.json").json()


@pytest.mark.parametrize("version", VERSIONS)
def test_each_release_is_answered_whole(client: Any, version: str) -> None:
    answer = client.get(f"/releases/{version}")
    assert answer.headers["content-type"] == "application/json"
    assert parse(answer.text) == load(version)


def test_the_newest_release_is_answered_by_that_name(client: Any) -> None:
    assert parse(client.get("/releases/newest").text) == NEWEST


def test_the_releases_are_listed_with_their_digests(client: Any) -> None:
    listed = client.get("/releases").json()["releases"]
    assert listed == [release.model_dump(mode="json") for release in releases]


@pytest.mark.parametrize("version", VERSIONS)
def test_each_cause_comes_with_its_tips_and_the_disclaimer(client: Any, version: str) -> None:
    topic = load(version)
    for cause in topic.causes:
        answer = client.get(f"/releases/{version}/causes/{cause.id}").json()
        assert Cause.model_validate_json(json.dumps(answer["cause"])) == cause
        tips = [Tip.model_validate_json(json.dumps(tip)) for tip in answer["tips"]]
        assert tuple(tips) == topic.tips_for(cause.id)
        assert_says_which_content(answer, topic)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_tip_comes_with_its_causes_and_the_disclaimer(client: Any, version: str) -> None:
    topic = load(version)
    for tip in topic.tips:
        answer = client.get(f"/releases/{version}/tips/{tip.id}").json()
        assert Tip.model_validate_json(json.dumps(answer["tip"])) == tip
        causes = [Cause.model_validate_json(json.dumps(cause)) for cause in answer["causes"]]
        assert tuple(causes) == topic.causes_for(tip.id)
        assert_says_which_content(answer, topic)


def assert_says_which_content(answer: Any, topic: Topic) -> None:
    assert answer["disclaimer"] == topic.disclaimer.model_dump()
    assert (answer["content_version"], answer["content_sha256"]) == (topic.version, topic.sha256)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_for_people_shows_the_disclaimer(client: Any, version: str) -> None:
    page = client.get(f"/releases/{version}/page")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert_shows_disclaimer(page.text, load(version), form="html")


def test_a_browser_is_led_to_the_newest_page(client: Any) -> None:
    page = client.get("/", follow_redirects=True)
    assert (page.status_code, page.url.path) == (200, "/releases/newest/page")
    assert_shows_disclaimer(page.text, NEWEST, form="html")


PATHS = ("", "/page", "/causes/stimulant-use", "/tips/limit-stimulants")
each_path = pytest.mark.parametrize("path", PATHS)


@each_path
@pytest.mark.parametrize("version", [*VERSIONS, "newest"])
def test_only_data_that_is_asked_for_by_its_version_may_be_kept_for_ever(
    client: Any, version: str, path: str
) -> None:
    answer = client.get(f"/releases/{version}{path}")
    asked_again = version == "newest" or path == "/page"
    assert answer.headers["cache-control"] == (ASK_AGAIN if asked_again else FOR_EVER)
    digest = load(None if version == "newest" else version).sha256
    assert answer.headers["etag"] == f'"{digest}-{__version__}"'


@each_path
@pytest.mark.parametrize("version", [VERSIONS[0], "newest"])
def test_head_says_what_get_says(client: Any, version: str, path: str) -> None:
    got = client.get(f"/releases/{version}{path}")
    head = client.head(f"/releases/{version}{path}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers[header] == got.headers[header]


TAG = f'"{NEWEST.sha256}-{__version__}"'
HAVE = [[TAG], [f"W/{TAG}"], [f'"a", W/"b,c" ,{TAG}'], [f'W/"a",W/{TAG}'], ["*"], ['"a"', TAG]]
HAVE_NOT = [
    ['"a"'], [TAG.strip('"')], [f'"{load("1.0.0").sha256}-{__version__}"'], [""], [TAG[:-1]],
    ['"*"'], [], [f"{TAG}x"], [f"x{TAG}"], [f'"{NEWEST.sha256}-0.0.1"'],
]  # fmt: skip


@each_path
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("tags", HAVE, ids=str)
def test_who_has_it_is_told_so(client: Any, tags: list[str], method: str, path: str) -> None:
    headers = [("If-None-Match", tag) for tag in tags]
    answer = client.request(method, f"/releases/newest{path}", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer.headers["etag"], answer.headers["cache-control"]) == (TAG, ASK_AGAIN)
    assert "content-type" not in answer.headers


@pytest.mark.parametrize("tags", HAVE_NOT, ids=str)
def test_who_has_something_else_is_answered(client: Any, tags: list[str]) -> None:
    headers = [("If-None-Match", tag) for tag in tags]
    answer = client.get("/releases/newest", headers=headers)
    assert (answer.status_code, answer.headers["etag"]) == (200, TAG)


MISSES = {
    "/releases/9.9.9": (
        "unknown-release",
        "no content release '9.9.9'; there are '1.0.0', '1.1.0' (a newer jerking-info ",
    ),
    "/releases/9.9.9/causes/stimulant-use": ("unknown-release", "no content release '9.9.9'"),
    "/releases/newest/causes/stimulants": (
        "unknown-id",
        "no cause 'stimulants' (did you mean 'stimulant-use'?); there are 'stress-and-anxiety', ",
    ),
    "/releases/newest/tips/stimulant-use": ("unknown-id", "no tip 'stimulant-use'"),
    "/releases/newest/causes/%00": ("unknown-id", "no cause '\\x00'"),
    "/nothing": ("about:blank", "Not Found"),
}


@pytest.mark.parametrize("path", MISSES)
def test_a_miss_is_a_problem_that_says_what_there_is(client: Any, path: str) -> None:
    answer = client.get(path)
    type_, detail = MISSES[path]
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem.pop("detail").startswith(detail)
    assert problem == {"type": type_, "title": "Not Found", "status": 404}
    assert client.head(path).status_code == 404


@pytest.mark.parametrize("path", MISSES)
def test_nobody_has_what_there_is_not(client: Any, path: str) -> None:
    for tag in (TAG, "*"):
        answer = client.get(path, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.json()["type"]) == (404, MISSES[path][0])


def test_nothing_can_be_written(client: Any) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/releases/newest")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert answer.headers["content-type"] == "application/problem+json"


def test_openapi_describes_every_field_and_every_parameter(openapi: Any) -> None:
    fields = list(_properties(openapi))
    assert [place for place, field in fields if not field.get("description")] == []
    assert len(fields) > 60
    for operations in openapi["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert all(parameter["description"] for parameter in operation.get("parameters", ()))


def _properties(tree: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(tree, list):
        for index, child in enumerate(tree):
            yield from _properties(child, f"{place}/{index}")
    elif isinstance(tree, dict):
        if tree.get("type") == "object" or "properties" in tree:
            for name, field in tree.get("properties", {}).items():
                yield f"{place}/{name}", field
        for name, child in tree.items():
            yield from _properties(child, f"{place}/{name}")


def test_openapi_says_of_the_models_what_their_schema_says(openapi: Any) -> None:
    schemas = openapi["components"]["schemas"]
    own = Topic.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    for name, schema in own.pop("$defs").items():
        assert schemas[name] == schema
    assert schemas["Topic"] == own


def test_openapi_knows_each_version_and_each_id(openapi: Any) -> None:
    operation = openapi["paths"]["/releases/{version}/causes/{cause_id}"]["get"]
    allowed = {p["name"]: p["schema"].get("enum") for p in operation["parameters"]}
    assert allowed["version"] == [*VERSIONS, "newest"]
    assert allowed["cause_id"] == [cause.id for cause in NEWEST.causes]


def test_schemathesis_finds_nothing(server: str, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="schemathesis: pip install 'jerking-info[examples]'")
    command = [str(Path(sys.executable).with_name("st")), "run", f"{server}/openapi.json"]
    options = ["--checks=all", "--max-examples=5", "--generation-deterministic", "--no-color"]
    done = subprocess.run(
        [*command, *options], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 selected / 10 total" in done.stdout
    assert "No issues found" in done.stdout


def test_the_first_line_tells_the_command() -> None:
    source = (ROOT / "examples" / "fastapi_app.py").read_text(encoding="utf-8")
    assert "`python -m examples.fastapi_app [--port PORT]`" in source.splitlines()[0]
