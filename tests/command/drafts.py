"""A draft of the next release with every new field, as an editor may type it."""

import json
from typing import Any

from jerking_info import load

_PAGE = {
    "title": "Muscle twitching",
    "publisher": "MedlinePlus",
    "url": "https://medlineplus.gov/ency/article/003296.htm",
    "accessed": "2026-11-30",
    "read_from": "page",
}
_ADDED = {"added_by": "An editor", "review_status": "not-reviewed", "references": [_PAGE]}


def draft() -> dict[str, Any]:
    """Return the release file of 1.1.0 as a tree, with new fields and as version 1.2.0."""
    tree: dict[str, Any] = json.loads(load("1.1.0").to_json())
    tree["version"] = "1.2.0"
    tree["aliases"] = ["muscle jerk"]
    tree["lookalikes"] = ["stress test"]
    tree["synonyms"][0]["aliases"] = ["uncontrolled movements"]
    tree["tips"][5]["cautions"] = [_note("prescribed-stimulants", "Ask before you stop.")]
    tree["usually_harmless"] = [_note("common-twitches", "A short twitch is common.")]
    tree["for_your_visit"] = [_note("bring-someone", "Bring someone along.")]
    term = {"id": "spasm", "term": "spasm", "text": "A tight muscle that you cannot relax."}
    tree["glossary"] = [term | _ADDED]
    tree["warning_signs"][0] |= {
        "text": "Call an ambulance if someone has a seizure and one of these is true: it is the "
        "first one; it lasts more than 5 minutes.",
        "lead": "Call an ambulance if someone has a seizure and one of these is true:",
        "signs": ["it is the first one", "it lasts more than 5 minutes"],
    }
    return tree


def draft_file() -> str:
    """Return the draft as the text of a release file."""
    return json.dumps(draft(), indent=2, ensure_ascii=False)


def _note(note: str, text: str) -> dict[str, Any]:
    return {"id": note, "text": text, **_ADDED}
