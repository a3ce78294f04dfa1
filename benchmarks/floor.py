"""The floor of a first touch: the newest content file, read with bare pydantic models.

The shapes are those of the package, without its rules, errors and digests. Run as a script, it does
the work of an app without the package: build the models, read the file.
"""

import sys
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Coding(_Frozen):
    system: str
    version: str
    code: str
    display: str
    match: str


class Reference(_Frozen):
    title: str
    publisher: str
    url: str
    accessed: date
    read_from: str | None = None


class Note(_Frozen):
    id: str
    text: str
    added_by: str
    review_status: str
    references: tuple[Reference, ...]


class GlossaryEntry(Note):
    term: str


class WarningSign(Note):
    level: str
    lead: str | None = None
    signs: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()


class Questions(_Frozen):
    causes: str
    tips: str


class Synonym(_Frozen):
    id: str
    text: str
    scope: str
    aliases: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()


class Example(_Frozen):
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()


class Cause(_Frozen):
    id: str
    name: str
    text: str
    examples: tuple[Example, ...]
    aliases: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()
    references: tuple[Reference, ...] = ()


class Tip(_Frozen):
    id: str
    position: int
    title: str
    text: str
    actions: tuple[str, ...]
    applies_to: tuple[str, ...]
    cautions: tuple[Note, ...] = ()
    codes: tuple[Coding, ...] = ()
    references: tuple[Reference, ...] = ()


class Disclaimer(_Frozen):
    text: str
    short: str


class Article(_Frozen):
    title: str
    author: str
    credential: str
    affiliation: str
    collection: str


class Provenance(_Frozen):
    article: Article
    wording: str
    review_status: str
    reviewer: str | None
    last_reviewed: date | None
    next_review_due: date | None
    license: str


class Topic(_Frozen):
    id: str
    version: str
    language: str
    title: str
    questions: Questions
    overview: str
    aliases: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    synonyms: tuple[Synonym, ...]
    causes: tuple[Cause, ...]
    tips_introduction: str
    tips: tuple[Tip, ...]
    summary: str
    disclaimer: Disclaimer
    provenance: Provenance
    codes: tuple[Coding, ...] = ()
    references: tuple[Reference, ...] = ()
    warning_signs: tuple[WarningSign, ...] = ()
    usually_harmless: tuple[Note, ...] = ()
    for_your_visit: tuple[Note, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


if __name__ == "__main__":
    Topic.model_validate_json(Path(sys.argv[1]).read_bytes())
