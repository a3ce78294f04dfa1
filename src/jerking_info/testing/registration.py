"""Registration of the shapes with Hypothesis, so that `from_type(Topic)` draws content."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from jerking_info import feedback, testing
from jerking_info.content import changes, models

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_STRATEGIES: Mapping[type, str] = {
    models.Topic: "topics",
    models.Synonym: "synonyms",
    models.Cause: "causes",
    models.Example: "examples",
    models.Tip: "tips",
    models.WarningSign: "warning_signs",
    models.Note: "notes",
    models.GlossaryEntry: "glossary_entries",
    models.Coding: "codings",
    models.Reference: "references",
    models.Questions: "questions",
    models.Disclaimer: "disclaimers",
    models.Article: "articles",
    models.Provenance: "provenances",
    models.Release: "releases",
    changes.Change: "changes",
    feedback.Rating: "ratings",
    feedback.Comment: "comments",
}
"""The name of the strategy for each shape."""


def register() -> None:
    """Register all shapes. Hypothesis calls this through the entry point `hypothesis`."""
    from hypothesis.strategies import register_type_strategy

    for shape in _STRATEGIES:
        register_type_strategy(shape, _strategy_for)


def _strategy_for(wanted: type) -> "SearchStrategy[object]":
    # Hypothesis also asks for strategies of superclasses and protocols of the shapes.
    if wanted not in _STRATEGIES:
        return cast("SearchStrategy[object]", NotImplemented)
    # The strategies are loaded here, because Hypothesis registers before it is fully loaded.
    return cast("SearchStrategy[object]", getattr(testing, _STRATEGIES[wanted])())
