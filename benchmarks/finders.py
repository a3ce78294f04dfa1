"""This package and its peers, each as a function from text to its findings."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from jerking_info import Finder, Topic
from jerking_info.search.terms import spellings_of, terms_of

Find = Callable[[str], Any]

FLOOR = "`re`, alternation with `IGNORECASE`"
BASE = "**jerking-info**"
FAST = "**jerking-info[fast]**"


def finders(topic: Topic) -> dict[str, Find]:
    """Return the installed ones by name: the floor first, then this package, then peers.

    All get the same spellings. Only this package also finds other spaces, hyphens and so on.
    """
    spellings = sorted(spellings_of(terms_of(topic), topic.lookalikes), key=len, reverse=True)
    naive = re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b", re.IGNORECASE)
    found: dict[str, Find] = {
        FLOOR: lambda text: [match.span() for match in naive.finditer(text)],
        BASE: Finder(topic, "re").find,
    }
    if find_spec("ahocorasick_rs"):
        found[FAST] = Finder(topic, "ahocorasick_rs").find
    for name, (module, build) in _PEERS.items():
        if find_spec(module):
            found[name] = build(spellings)
    return found


def _flashtext2(spellings: list[str]) -> Find:
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for spelling in spellings:
        processor.add_keyword(spelling)
    return processor.extract_keywords_with_span


def _spacy(spellings: list[str]) -> Find:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    language.max_length = 100_000_000
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("term", [language.make_doc(spelling) for spelling in spellings])
    return lambda text: matcher(language.make_doc(text))


def _pyahocorasick(spellings: list[str]) -> Find:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for spelling in spellings:
        automaton.add_word(spelling, len(spelling))
    automaton.make_automaton()

    def find(text: str) -> list[tuple[int, int]]:
        lowered = text.lower()
        spans = ((end - size + 1, end + 1) for end, size in automaton.iter_long(lowered))
        return [span for span in spans if _is_whole(lowered, *span)]

    return find


def _daachorse(spellings: list[str]) -> Find:
    import daachorse

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
        spellings, daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )

    def find(text: str) -> list[tuple[int, int]]:
        lowered = text.lower()
        spans = ((start, end) for start, end, _ in automaton.find(lowered))
        return [span for span in spans if _is_whole(lowered, *span)]

    return find


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


_PEERS: dict[str, tuple[str, Callable[[list[str]], Find]]] = {
    "flashtext2": ("flashtext2", _flashtext2),
    "spaCy PhraseMatcher, `LOWER`": ("spacy", _spacy),
    "pyahocorasick": ("ahocorasick", _pyahocorasick),
    "daachorse": ("daachorse", _daachorse),
}
