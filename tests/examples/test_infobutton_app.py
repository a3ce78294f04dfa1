"""The Infobutton example, asked as health records ask MedlinePlus Connect."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import feedparser
import pytest

from examples.infobutton_app import InfobuttonApp
from jerking_info import load
from jerking_info.testing import assert_shows_disclaimer

PAGE = "https://clinic.example/"
ICD_10_CM, SNOMED_CT = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96"
RLS = {"mainSearchCriteria.v.cs": ICD_10_CM, "mainSearchCriteria.v.c": "G25.81"}


def get(
    path: str, parameters: dict[str, str], method: str = "GET"
) -> tuple[str, dict[str, str], str]:
    """Return status, headers and body; the validator checks the application against WSGI."""
    environ: dict[str, Any] = {"SCRIPT_NAME": "", "PATH_INFO": path}
    environ |= {"QUERY_STRING": urlencode(parameters), "REQUEST_METHOD": method}
    setup_testing_defaults(environ)
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        started[:] = [status, dict(headers)]

    app: Any = validator(InfobuttonApp(load(), PAGE))
    with closing(app(environ, start_response)) as chunks:
        body = b"".join(chunks)
    return started[0], started[1], body.decode()


@pytest.mark.parametrize(
    ("system", "code", "anchors"),
    [
        (ICD_10_CM, "G25.81", ["sleep-disorders"]),
        (ICD_10_CM, "R25.3", ["jerking-movements"]),
        (ICD_10_CM, "G20.B1", ["neurological-disorders"]),
        (SNOMED_CT, "32914008", ["sleep-disorders"]),
        (ICD_10_CM, "Z00.0", []),
    ],
)
def test_service_answers_a_code_in_every_form(system: str, code: str, anchors: list[str]) -> None:
    request = {"mainSearchCriteria.v.cs": system, "mainSearchCriteria.v.c": code}
    links = [f"{PAGE}#{anchor}" for anchor in anchors]

    status, headers, body = get("/service", request)
    feed = feedparser.parse(body.encode())
    assert (status, headers["Content-Type"]) == ("200 OK", "text/xml; charset=utf-8")
    assert (feed.bozo, [entry.link for entry in feed.entries]) == (False, links)
    terms = {tag.scheme: tag.term for tag in feed.feed.tags}
    assert terms["mainSearchCriteria.v.c"] == code

    status, headers, body = get("/service", request | {"knowledgeResponseType": "application/json"})
    entries = json.loads(body)["feed"]["entry"]
    assert (status, headers["Content-Type"]) == ("200 OK", "application/json; charset=utf-8")
    assert [entry["link"][0]["href"] for entry in entries] == links
    for entry in entries:
        assert_shows_disclaimer(entry["summary"]["_value"], load(), form="html", short=True)

    status, headers, script = get(
        "/service",
        request | {"knowledgeResponseType": "application/javascript", "callback": "my.show"},
    )
    assert headers["Content-Type"] == "application/javascript; charset=utf-8"
    assert script == f"/**/my.show({body});"

    status, headers, _ = get("/application", request)
    assert (status, headers["Location"]) == ("302 Found", [*links, PAGE][0])


def test_the_page_has_the_anchors_of_the_answers() -> None:
    status, headers, body = get("/", {})
    assert (status, headers["Content-Type"]) == ("200 OK", "text/html; charset=utf-8")
    assert 'id="sleep-disorders"' in body
    assert 'id="jerking-movements-warning-signs"' in body
    assert_shows_disclaimer(body, load())


def test_another_language_gets_an_empty_feed_and_the_whole_page() -> None:
    spanish = RLS | {"informationRecipient.languageCode.c": "es"}
    assert feedparser.parse(get("/service", spanish)[2].encode()).entries == []
    assert get("/application", spanish)[1]["Location"] == PAGE


def test_the_feed_repeats_the_display_name() -> None:
    _, _, body = get("/service", RLS | {"mainSearchCriteria.v.dn": "<b>Beine</b>"})
    terms = {tag.scheme: tag.term for tag in feedparser.parse(body.encode()).feed.tags}
    assert terms["mainSearchCriteria.v.dn"] == "<b>Beine</b>"


@pytest.mark.parametrize(
    "callback", ["", "alert(1)//", "a b", "a\n", "1a", "a.", "\u00e4", "x" * 999]
)
def test_a_callback_must_be_the_name_of_a_function(callback: str) -> None:
    script = {"knowledgeResponseType": "application/javascript", "callback": callback}
    status, headers, body = get("/service", RLS | script)
    assert status == "400 Bad Request"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert body == "callback: expected the name of a JavaScript function"


@pytest.mark.parametrize("method", ["HEAD", "POST", "DELETE"])
def test_only_get_is_answered_with_a_feed(method: str) -> None:
    status, headers, body = get("/service", RLS, method)
    if method == "HEAD":
        assert (status, headers, body) == (*get("/service", RLS)[:2], "")
    else:
        assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "request_", "status"),
    [
        ("/service", {}, "400 Bad Request"),
        ("/service", RLS | {"knowledgeResponseType": "image/png"}, "400 Bad Request"),
        ("/other", RLS, "404 Not Found"),
    ],
)
def test_a_wrong_request_is_refused(path: str, request_: dict[str, str], status: str) -> None:
    assert get(path, request_)[0] == status


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Write no log."""


@pytest.fixture
def server() -> Iterator[str]:
    with make_server("127.0.0.1", 0, InfobuttonApp(load(), PAGE), handler_class=_Quiet) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("form", ["application/json", "text/xml"])
def test_a_client_of_medlineplus_connect_reads_the_answers(server: str, form: str) -> None:
    reason = "tooluniverse is not installed"
    client = pytest.importorskip("tooluniverse.medlineplus_tool", reason=reason)
    endpoint = (
        f"{server}/service?mainSearchCriteria.v.cs={{cs}}&mainSearchCriteria.v.c={{c}}"
        "&informationRecipient.languageCode.c={language}&knowledgeResponseType={format}"
        "&mainSearchCriteria.v.dn={dn}"
    )
    tool = client.MedlinePlusRESTTool(
        {
            "name": "MedlinePlus_connect_lookup_by_code",
            "fields": {"endpoint": endpoint},
            "parameter": {"properties": {}},
        }
    )
    asked = {"cs": ICD_10_CM, "c": "G25.81", "dn": quote("legs"), "language": "en", "format": form}
    answer = tool.run(asked)
    assert "restless legs syndrome" in json.dumps(answer)
    assert f"{PAGE}#sleep-disorders" in json.dumps(answer)
