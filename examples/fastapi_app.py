"""Serve the content over HTTP, with FastAPI: `python -m examples.fastapi_app [--port PORT]`.

The answers are the models themselves, so that `/openapi.json` describes every field. Each
that shows content has the disclaimer in it. A release never changes: whoever asks for one by
its version may keep the answer for ever. Whoever asks for the newest, or for a page, which
another version of the code may draw otherwise, is told by its tag whether it is still the same.
"""

import argparse
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Annotated, Literal, TypeVar, get_args

from examples.needs import needed_by

with needed_by(__name__):
    import uvicorn
    from fastapi import Depends, FastAPI, Header, Path, Request, Response
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
    from pydantic import BaseModel, ConfigDict
    from starlette.exceptions import HTTPException as StarletteHTTPException

    from jerking_info import (
        Cause,
        CauseId,
        Disclaimer,
        Release,
        Tip,
        TipId,
        Topic,
        UnknownIdError,
        UnknownReleaseError,
        __version__,
        load,
        releases,
    )
    from jerking_info.formats import to_html

NEWEST = "newest"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


class _Answer(BaseModel, frozen=True):
    model_config = ConfigDict(use_attribute_docstrings=True)


class Releases(_Answer, frozen=True):
    """Which content there is."""

    releases: tuple[Release, ...]
    """Every content release, oldest first."""


class _ContentAnswer(_Answer, frozen=True):
    content_version: str
    """The version of the content."""
    content_sha256: str
    """The digest of the content's release file."""
    disclaimer: Disclaimer
    """What to show with it, always."""


class CauseAnswer(_ContentAnswer, frozen=True):
    """A cause, and what may help."""

    cause: Cause
    """The cause."""
    tips: tuple[Tip, ...]
    """The tips that answer it."""


class TipAnswer(_ContentAnswer, frozen=True):
    """A tip, and what it is for."""

    tip: Tip
    """The tip."""
    causes: tuple[Cause, ...]
    """The causes that it answers."""


ProblemType = Literal["unknown-release", "unknown-id", "about:blank"]


class ProblemDetails(_Answer, frozen=True):
    """Why there is no answer, as in RFC 9457."""

    type: ProblemType
    """What sort of problem it is; `about:blank` if the status says it all."""
    title: str
    """The sort of problem, for people."""
    status: int
    """The HTTP status."""
    detail: str
    """What was asked for, and what can be."""


_PROBLEM: dict[str, object] = {
    "description": "There is no such thing.",
    "content": {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}},
}
_CACHING = {
    "ETag": {
        "description": "The digest of the release and the version of the code, quoted.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {
        "description": "`immutable` if data was asked for by its version.",
        "schema": {"type": "string", "enum": [FOR_EVER, ASK_AGAIN]},
    },
}
_RESPONSES: Mapping[int | str, dict[str, object]] = {
    200: {"headers": _CACHING},
    304: {"description": "It is what you have.", "headers": _CACHING},
    404: _PROBLEM,
    "4XX": _PROBLEM | {"description": "It cannot be asked for like this."},
}

app = FastAPI(
    title="jerking-info",
    summary="One health topic, jerking movements, as data.",
    description="It gives no diagnosis. Show the disclaimer wherever you show any of it.",
    version=__version__,
    docs_url=None,  # the page would load its scripts from elsewhere
    redoc_url=None,
)


_Answering = TypeVar("_Answering", bound=Callable[..., object])


def _answers(
    path: str, response_class: type[Response] = JSONResponse
) -> Callable[[_Answering], _Answering]:
    """Answer GET and HEAD at a path with what a function returns."""
    caching = dict(_RESPONSES) if "{version}" in path else {}

    def register(answer: _Answering) -> _Answering:
        for method in ("GET", "HEAD"):  # two routes, as each has an operation id of its own
            app.add_api_route(
                path,
                answer,
                methods=[method],
                responses=caching,
                response_class=response_class,
            )
        return answer

    return register


def _requested(
    response: Response,
    version: Annotated[
        str,
        Path(
            description="The version of a content release, or `newest`.",
            json_schema_extra={"enum": [*(release.version for release in releases), NEWEST]},
        ),
    ],
    _: Annotated[
        str, Header(alias="If-None-Match", description="The tags of the answers that you have.")
    ] = "",
) -> Topic:
    """Return the release that was asked for, and say how long the answer may be kept.

    Raises:
        UnknownReleaseError: if there is no such release.
    """
    topic = load(None if version == NEWEST else version)
    response.headers["ETag"] = f'"{topic.sha256}-{__version__}"'
    response.headers["Cache-Control"] = ASK_AGAIN if version == NEWEST else FOR_EVER
    return topic


@app.middleware("http")
async def _sparing(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Answer 304 to who has the answer, and to nobody if there is none (RFC 9110, 13.2.1)."""
    response = await call_next(request)
    tag = response.headers.get("ETag")
    if not tag or not _have(tag, ", ".join(request.headers.getlist("If-None-Match"))):
        return response
    caching = {name: response.headers[name] for name in _CACHING}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=caching)


def _have(tag: str, if_none_match: str) -> bool:
    """Tell whether a tag is one of a list, however weak (RFC 9110, section 13.1.2)."""
    have = [each.strip() for each in if_none_match.split(",")]  # ours has no comma in it
    return have == ["*"] or tag in (each.removeprefix("W/") for each in have)


Requested = Annotated[Topic, Depends(_requested)]


@app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
def front() -> RedirectResponse:
    """Lead a person to the newest content."""
    return RedirectResponse(f"/releases/{NEWEST}/page")


@_answers("/releases/{version}/page", HTMLResponse)
def page(topic: Requested, response: Response) -> str:
    """Show a content release to a person."""
    response.headers["Cache-Control"] = ASK_AGAIN
    return to_html(topic)


@_answers("/releases")
def listed() -> Releases:
    """List the content releases."""
    return Releases(releases=releases)


@_answers("/releases/{version}")
def content(topic: Requested) -> Topic:
    """Return a content release, whole."""
    return topic


@_answers("/releases/{version}/causes/{cause_id}")
def cause(
    topic: Requested, cause_id: Annotated[CauseId, Path(description="The id of the cause.")]
) -> CauseAnswer:
    """Return a cause, and the tips that answer it."""
    return CauseAnswer(
        content_version=topic.version,
        content_sha256=topic.sha256,
        disclaimer=topic.disclaimer,
        cause=topic.cause(cause_id),
        tips=topic.tips_for(cause_id),
    )


@_answers("/releases/{version}/tips/{tip_id}")
def tip(
    topic: Requested, tip_id: Annotated[TipId, Path(description="The id of the tip.")]
) -> TipAnswer:
    """Return a tip, and the causes that it answers."""
    return TipAnswer(
        content_version=topic.version,
        content_sha256=topic.sha256,
        disclaimer=topic.disclaimer,
        tip=topic.tip(tip_id),
        causes=topic.causes_for(tip_id),
    )


def _problem(
    status: int,
    detail: str,
    type_: ProblemType = "about:blank",
    headers: Mapping[str, str] | None = None,
) -> Response:
    title = HTTPStatus(status).phrase
    details = ProblemDetails(type=type_, title=title, status=status, detail=detail)
    return JSONResponse(
        details.model_dump(), status, dict(headers or {}), media_type="application/problem+json"
    )


@app.exception_handler(UnknownReleaseError)
def _unknown_release(_: Request, error: UnknownReleaseError) -> Response:
    return _problem(HTTPStatus.NOT_FOUND, str(error), "unknown-release")


@app.exception_handler(UnknownIdError)
def _unknown_id(_: Request, error: UnknownIdError) -> Response:
    return _problem(HTTPStatus.NOT_FOUND, str(error), "unknown-id")


@app.exception_handler(RequestValidationError)
def _unknown_to_the_types(request: Request, error: RequestValidationError) -> Response:
    # All that can be wrong with a request is the last id in its path.
    (fault,) = error.errors()
    kind, known = {"cause_id": ("cause", get_args(CauseId)), "tip_id": ("tip", get_args(TipId))}[
        fault["loc"][-1]
    ]
    return _unknown_id(request, UnknownIdError(kind, fault["input"], known))


@app.exception_handler(StarletteHTTPException)
def _refused(_: Request, error: StarletteHTTPException) -> Response:
    # Starlette tells the method of one route only; here, all is read and nothing written.
    allow = {"Allow": "GET, HEAD"} if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else {}
    return _problem(error.status_code, error.detail, headers=allow)


def main() -> None:
    """Serve the content on this machine until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port, 8000 if not given")
    uvicorn.run(app, host="127.0.0.1", port=parser.parse_args().port)


if __name__ == "__main__":
    main()
