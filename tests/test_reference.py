"""The reference: every public name is documented, once, and nothing else is."""

import importlib
import re

import pytest

import jerking_info

reference = pytest.importorskip("tools.reference", reason="only a checkout has the tools")
source_names = pytest.importorskip("tools.source_names")

PUBLIC = (
    "jerking_info",
    *(f"jerking_info.{name}" for name in ("errors", "feedback", "formats", "testing")),
)
INSIDE = (
    "jerking_info.changes",
    "jerking_info.formats.fhir",
    "jerking_info.formats.fhir_elements",
    "jerking_info.formats.html",
    "jerking_info.formats.jsonld",
    "jerking_info.formats.tables",
    "jerking_info.mentions",
    "jerking_info.values",
)
"""Homes of the types that public functions take and return."""


def markers() -> list[re.Match[str]]:
    pages = sorted(reference.PAGES.glob("*.md"))
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return [marker for text in texts for marker in reference.MARKER.finditer(text)]


@pytest.mark.parametrize("module", PUBLIC)
def test_every_public_name_is_documented(module: str) -> None:
    documented = set(reference.documented().values())
    objects = {id(_value(name)) for name in documented}
    missing = [
        name
        for name in importlib.import_module(module).__all__
        # The errors, for one, are documented where they are imported from most.
        if f"{module}.{name}" not in documented
        and id(getattr(importlib.import_module(module), name)) not in objects
    ]
    assert missing == []


def test_every_module_that_is_public_is_among_those_tested() -> None:
    modules = {
        f"jerking_info.{name}"
        for name in jerking_info.__all__
        if isinstance(getattr(jerking_info, name), type(re))
    }
    assert modules == set(PUBLIC) - {"jerking_info"}


def test_whatever_is_documented_can_be_imported_from_where_it_says() -> None:
    for name in set(reference.documented().values()):
        module, _, last = name.rpartition(".")
        assert last in importlib.import_module(module).__all__, name
        assert module in {*PUBLIC, *INSIDE}


def test_every_marker_gives_documentation() -> None:
    assert markers()
    for marker in markers():
        assert "```" in reference.reference(marker)


def test_a_class_shows_its_fields_and_methods_with_types_that_are_links() -> None:
    shown = _reference("jerking_info Topic")
    assert ":canonical: jerking_info.models.Topic" in shown
    assert "{py:attribute} causes\n:type: tuple[jerking_info.Cause, ...]" in shown
    assert "{py:property} sha256\n:type: str" in shown
    assert "{py:method} tips_for(cause_id: jerking_info.CauseId)" in shown
    assert "tuple[jerking_info.Entry, ...]" in shown  # quoted in the source
    assert "_obey_the_laws" not in shown


def test_a_class_shows_what_its_private_base_brings() -> None:
    shown = _reference("jerking_info.feedback Rating")
    assert "{py:attribute} content_id\n:type: jerking_info.feedback.ContentId" in shown
    assert ":classmethod:" in shown
    assert "model_rebuild" not in shown


def test_an_error_shows_the_builtin_that_catches_it() -> None:
    assert "Bases: {py:obj}`JerkingInfoError" in _reference("jerking_info IntegrityError")
    assert "`ValueError`" in _reference("jerking_info IntegrityError")


def test_of_an_annotated_type_the_type_is_shown() -> None:
    assert "{py:attribute} position\n:type: int" in _reference("jerking_info Tip")
    assert ":canonical: str\n" in _reference("jerking_info.values Name")
    assert ":type: jerking_info.values.Text" in _reference("jerking_info.feedback Comment")


def test_a_composite_strategy_is_called_without_what_hypothesis_draws_with() -> None:
    shown = _reference("jerking_info.testing tips")
    assert "tips(" in shown
    assert "draw" not in shown
    assert "-> st.SearchStrategy[jerking_info.Tip]" in shown


def test_a_name_that_nothing_documents_is_refused() -> None:
    with pytest.raises(LookupError, match="nothing says what PATIENCE of m is"):
        reference._described(
            source_names.Definition("m", source_names.ast.parse("PATIENCE = 1").body[0], ""),
            "PATIENCE",
            lambda _: None,
        )
    with pytest.raises(LookupError, match=r"jerking_info has no causess"):
        _reference("jerking_info causess")


def _reference(what: str) -> str:
    marker = reference.MARKER.fullmatch(f"<!-- reference: {what} -->")
    assert marker
    shown: str = reference.reference(marker)
    return shown


def _value(name: str) -> object:
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last)
