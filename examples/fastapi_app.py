"""Serve the content over HTTP, with FastAPI: `python -m examples.fastapi_app`.

The answers are the models themselves, so `/openapi.json` describes every field. Each answer with
content carries the disclaimer and the warning signs, and each tip its cautions.
"""

from typing import Annotated

import uvicorn
from fastapi import Body, Depends, FastAPI, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, JsonValue

from jerking_info import (
    Cause,
    CodeMatch,
    Coding,
    Disclaimer,
    Release,
    Synonym,
    Tip,
    Topic,
    UnknownIdError,
    UnknownReleaseError,
    WarningSign,
    __version__,
    load,
    releases,
)
from jerking_info.formats import to_html

app = FastAPI(
    title="jerking-info",
    summary="One health topic, jerking movements, as data.",
    description="It gives no diagnosis. Show the disclaimer wherever you show any content.",
    version=__version__,
    docs_url=None,  # the page would load its scripts from elsewhere
    redoc_url=None,
)


class Context(BaseModel):
    """The texts to show with any content."""

    content_version: str
    content_sha256: str
    disclaimer: Disclaimer
    warning_signs: tuple[WarningSign, ...]


class EntryAnswer(BaseModel):
    """An entry, the causes and the tips that belong to it."""

    context: Context
    entry: Cause | Tip | Synonym | WarningSign
    causes: tuple[Cause, ...]
    tips: tuple[Tip, ...]


class Match(BaseModel):
    """An entry for a code, by its label, with the tips for it."""

    label: str
    coding: Coding
    broader: bool
    causes: tuple[Cause, ...]
    tips: tuple[Tip, ...]


class CodeAnswer(BaseModel):
    """The entries for a code, closest first."""

    context: Context

    matches: tuple[Match, ...]


class Problem(BaseModel):
    """The reason why there is no answer, as in RFC 9457."""

    title: str
    status: int
    detail: str


def _requested(
    response: Response,
    version: Annotated[str, Path(description="A content release, or `newest`.")],
) -> Topic:
    topic = load(None if version == "newest" else version)
    # A release never changes.
    keep = "no-cache" if version == "newest" else "max-age=31536000, immutable"
    response.headers["Cache-Control"] = f"public, {keep}"
    response.headers["ETag"] = f'"{topic.sha256}-{__version__}"'
    return topic


Requested = Annotated[Topic, Depends(_requested)]
NOT_FOUND: dict[int | str, dict[str, object]] = {404: {"model": Problem}}


@app.get("/", include_in_schema=False)
def front() -> RedirectResponse:
    """Send people to the newest content."""
    return RedirectResponse("/releases/newest/page")


@app.get("/releases")
def listed() -> tuple[Release, ...]:
    """List the content releases."""
    return releases


@app.get("/releases/{version}", responses=NOT_FOUND)
def content(topic: Requested) -> Topic:
    """Return a whole content release."""
    return topic


@app.get("/releases/{version}/page", response_class=HTMLResponse, responses=NOT_FOUND)
def page(topic: Requested) -> str:
    """Show a content release to people."""
    return to_html(topic)


@app.get("/releases/{version}/entries/{entry_id}", responses=NOT_FOUND)
def entry(topic: Requested, entry_id: str) -> EntryAnswer:
    """Return a cause, tip, synonym or warning sign, with its causes and tips."""
    found = topic.entry(entry_id)
    return EntryAnswer(
        context=_context(topic),
        entry=found,
        causes=topic.causes_for(found),
        tips=topic.tips_for(found),
    )


@app.get("/releases/{version}/codes", responses=NOT_FOUND)
def codes(
    topic: Requested,
    system: Annotated[str, Query(description="A URI, an OID or a short name: `icd-10-cm`.")],
    code: str,
    *,
    broader: bool = False,
) -> CodeAnswer:
    """Return the entries for a code of a health record; none is an empty list."""
    return _answer(topic, topic.by_code(system, code, broader=broader))


@app.post("/releases/{version}/codes")
def concept(topic: Requested, concept: Annotated[dict[str, JsonValue], Body()]) -> CodeAnswer:
    """Return the entries for a FHIR CodeableConcept, Coding or Condition."""
    return _answer(topic, topic.by_concept(concept))


def _answer(topic: Topic, found: tuple[CodeMatch, ...]) -> CodeAnswer:
    matches = tuple(
        Match(
            label=match.entry.label,
            coding=match.coding,
            broader=match.broader,
            causes=topic.causes_for(match.entry),
            tips=topic.tips_for(match.entry),
        )
        for match in found
    )
    return CodeAnswer(context=_context(topic), matches=matches)


def _context(topic: Topic) -> Context:
    return Context(
        content_version=topic.version,
        content_sha256=topic.sha256,
        disclaimer=topic.disclaimer,
        warning_signs=topic.warning_signs,
    )


@app.exception_handler(UnknownReleaseError)
@app.exception_handler(UnknownIdError)
def _not_found(_: Request, error: Exception) -> Response:
    problem = Problem(title="Not Found", status=404, detail=str(error))
    return JSONResponse(problem.model_dump(), 404, media_type="application/problem+json")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
