"""A made-up language: every word of every form is from the content or the catalog."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup

from jerking_info import Finder, Topic, load
from jerking_info.formats import to_chunks, to_fhir, to_html, to_infobutton, to_markdown, to_text
from jerking_info.formats.notebook import mimebundle
from jerking_info.formats.phrases import CATALOGS, ENGLISH, TERMINOLOGIES, Phrases
from tests.formats.fhir.checks import leaves

LETTERS = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωάέ"
MADE_UP = str.maketrans(LETTERS + LETTERS.upper(), GREEK + GREEK.upper())
NOT_LANGUAGE = {
    *("id", "version", "language", "url", "accessed", "license", "kind", "scope", "level", "code"),
    *("display", "system", "match", "review_status", "read_from", "applies_to"),
}


def translated(value: Any) -> Any:
    """Replace every letter outside of `{placeholders}`, in any container."""
    if isinstance(value, str):
        parts = re.split(r"(\{[^}]*\})", value)
        return "".join(p if p.startswith("{") else p.translate(MADE_UP) for p in parts)
    if isinstance(value, dict):
        return {
            key: item if key in NOT_LANGUAGE else translated(item) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(translated(item) for item in value)
    return value


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> Topic:
    words = {name: translated_phrase(value) for name, value in ENGLISH._asdict().items()}
    monkeypatch.setitem(CATALOGS, "qaa", Phrases(**words))
    tree = translated(load().model_dump(mode="json")) | {"language": "qaa", "lookalikes": []}
    return Topic.model_validate(tree)


def translated_phrase(value: Any) -> Any:
    """Translate the values of a mapping, and keep its keys."""
    if isinstance(value, dict):
        return {key: translated(item) for key, item in value.items()}
    return translated(value)


def visible(html: str) -> str:
    """Return the text of a page but for the parts in English, such as displays of codes."""
    page = BeautifulSoup(html, "html5lib")
    for part in page.select("style, script, [lang=en]"):
        part.decompose()
    return page.get_text(" ")


def english_words(text: str, topic: Topic) -> set[str]:
    """Return the words that are neither addresses, nor names of codes, licenses or digests."""
    text = re.sub(r"https?:\S+", " ", text)
    names = {*TERMINOLOGIES.values(), topic.provenance.license, topic.sha256, topic.id, "qaa"}
    for entry in topic.entries():
        names.add(getattr(entry, "id", ""))
        for coding in getattr(entry, "codes", ()):
            names |= {coding.code, coding.display, coding.version}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ") if name else text
    return set(re.findall(r"[A-Za-z]{2,}", text)) - {"sha"}


def plain_markdown(topic: Topic) -> str:
    return unescape(to_markdown(topic)).replace("\\", "")


FORMS: dict[str, Callable[[Topic], str]] = {
    "text": lambda topic: to_text(topic, 2000),
    "markdown": plain_markdown,
    "html": lambda topic: visible(to_html(topic)),
    "card": lambda topic: visible(to_html(topic, only=[*topic.entries()][1:])),
    "notebook": lambda topic: visible(mimebundle(topic)["text/html"]),
    "fhir document": lambda topic: " ".join(
        visible(narrative)
        for path, narrative in leaves(to_fhir(topic, kind="document")["entry"][:2])
        if path.endswith(".div")
    ),
    "chunks": lambda topic: "\n".join(chunk.text for chunk in to_chunks(topic)),
}


@pytest.mark.parametrize("form", FORMS)
def test_no_form_adds_a_word_of_its_own(form: str, topic: Topic) -> None:
    assert english_words(FORMS[form](topic), topic) == set()


def test_ids_of_chunks_do_not_depend_on_the_language(topic: Topic) -> None:
    assert [chunk.id.split("/")[-1] for chunk in to_chunks(topic)] == [
        chunk.id.split("/")[-1] for chunk in to_chunks(load())
    ]


def test_infobutton_answers_in_the_language_of_the_content_only(topic: Topic) -> None:
    answers = {
        language: to_infobutton(
            topic, "icd-10-cm", "G25.81", base_url="https://a.example", language=language
        )
        for language in ("qaa", "en")
    }
    assert len(answers["qaa"]["feed"]["entry"]) == 1
    assert answers["en"]["feed"]["entry"] == []
    summary = answers["qaa"]["feed"]["entry"][0]["summary"]["_value"]
    assert english_words(visible(summary), topic) == set()


def test_plurals_are_found_in_english_only() -> None:
    english = load()
    other = english.model_copy(update={"language": "qaa"})
    assert Finder(english).find("sleep disorder")
    assert Finder(other).find("sleep disorders")
    assert not Finder(other).find("sleep disorder")
