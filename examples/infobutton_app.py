"""Answer Infobutton requests as MedlinePlus Connect does: `python infobutton_app.py [PORT]`.

`/service` returns the feed for a code, `/application` redirects to the page, and `/` is the page.
Copy this file: it is a WSGI application, so gunicorn, mod_wsgi and other servers run it.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

from jerking_info import Topic, topic
from jerking_info.formats import to_html, to_infobutton

_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(\.[A-Za-z_$][\w$]{0,63}){0,5}", re.ASCII)

StartResponse = Callable[[str, list[tuple[str, str]]], object]


class InfobuttonApp:
    """A WSGI application that answers requests for one topic.

    Args:
        topic: the content.
        base_url: the address of this application, ending with a slash.
    """

    def __init__(self, topic: Topic, base_url: str) -> None:
        self.topic = topic
        self.base_url = base_url

    def __call__(
        self, environ: dict[str, object], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        query = parse_qs(str(environ.get("QUERY_STRING", "")), keep_blank_values=True)
        parameters = {name: values[0] for name, values in query.items()}
        routes = {"/": self.page, "/service": self.service, "/application": self.application}
        route = routes.get(str(environ.get("PATH_INFO") or "/"), not_found)
        method = environ.get("REQUEST_METHOD", "GET")
        if method not in ("GET", "HEAD"):
            route = not_allowed
        status, content_type, body, headers = route(parameters)
        fixed = [
            ("Content-Type", f"{content_type}; charset=utf-8"),
            ("X-Content-Type-Options", "nosniff"),
            ("Access-Control-Allow-Origin", "*"),
        ]
        start_response(status, [*fixed, *headers.items()])
        return [] if method == "HEAD" else [body.encode()]

    def page(self, parameters: dict[str, str]) -> "Response":  # noqa: ARG002
        """Return the handout that the feed links to."""
        return "200 OK", "text/html", to_html(self.topic), {}

    def service(self, parameters: dict[str, str]) -> "Response":
        """Return the feed for a code: XML by default, JSON, or JSON in a callback."""
        if "mainSearchCriteria.v.c" not in parameters:
            return bad_request("mainSearchCriteria.v.c: missing, expected a code")
        form = parameters.get("knowledgeResponseType", "text/xml").lower()
        if form == "text/xml":
            atom = to_infobutton(self.topic, form="atom", **self.request(parameters))
            return "200 OK", "text/xml", atom, {}
        answer = json.dumps(to_infobutton(self.topic, **self.request(parameters)))
        if form == "application/json":
            return "200 OK", form, answer, {}
        if form == "application/javascript":
            callback = parameters.get("callback", "")
            if not _CALLBACK.fullmatch(callback):
                return bad_request("callback: expected the name of a JavaScript function")
            return "200 OK", form, f"/**/{callback}({answer});", {}
        return bad_request(
            "knowledgeResponseType: expected text/xml, application/json or application/javascript"
        )

    def application(self, parameters: dict[str, str]) -> "Response":
        """Redirect to the part of the page for a code, or to its beginning."""
        answer = to_infobutton(self.topic, **self.request(parameters))
        links = [entry["link"][0]["href"] for entry in answer["feed"]["entry"]]
        return "302 Found", "text/plain", "", {"Location": (links or [self.base_url])[0]}

    def request(self, parameters: dict[str, str]) -> dict[str, Any]:
        """Return the arguments of `to_infobutton` for the parameters of a request."""
        return {
            "system": parameters.get("mainSearchCriteria.v.cs", ""),
            "code": parameters.get("mainSearchCriteria.v.c", ""),
            "display_name": parameters.get("mainSearchCriteria.v.dn", ""),
            "language": parameters.get("informationRecipient.languageCode.c") or "en",
            "base_url": self.base_url,
        }


Response = tuple[str, str, str, dict[str, str]]
"""The status, the content type, the body and more headers."""


def bad_request(reason: str) -> Response:
    """Return an answer for a request that is wrong."""
    return "400 Bad Request", "text/plain", reason, {}


def not_found(parameters: dict[str, str]) -> Response:  # noqa: ARG001
    """Return an answer for an unknown path."""
    return "404 Not Found", "text/plain", "paths: /service, /application, /", {}


def not_allowed(parameters: dict[str, str]) -> Response:  # noqa: ARG001
    """Return an answer for another method than GET and HEAD."""
    return "405 Method Not Allowed", "text/plain", "GET and HEAD only", {"Allow": "GET, HEAD"}


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    with make_server(
        "127.0.0.1", port, InfobuttonApp(topic, f"http://127.0.0.1:{port}/")
    ) as server:
        print(
            f"http://127.0.0.1:{port}/service?mainSearchCriteria.v.c=G25.81"
            "&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90"
        )
        server.serve_forever()
