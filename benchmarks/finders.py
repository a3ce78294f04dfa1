"""What is compared: this package and its peers, each as a function from text to spans."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from jerking_info import Finder, Topic
from jerking_info.search.terms import Terms

Find = Callable[[str], Any]


def finders(topic: Topic) -> dict[str, Find]:
    """Return what is installed, by name; the floor first, then this package, then peers.

    Each gets the same phrases: the terms as the content writes them, and all their forms
    with a plain space, with and without the apostrophe. Only this package also finds other
    spaces, hyphens and so on.
    """
    phrases = _phrases(topic)
    alternation = "|".join(map(re.escape, phrases))
    naive = re.compile(rf"\b(?:{alternation})\b", re.IGNORECASE)
    lowered = re.compile(rf"\b(?:{alternation})\b")
    found: dict[str, Find] = {
        "`re`, `IGNORECASE` alternation": lambda t: [m.span() for m in naive.finditer(t)],
        "`re`, alternation on lowered text": lambda t: [
            m.span() for m in lowered.finditer(t.lower())
        ],
        "**jerking-info**, `re`": Finder(topic, "re").find,
    }
    if find_spec("ahocorasick_rs"):
        found["**jerking-info[fast]**, `ahocorasick_rs`"] = Finder(topic, "ahocorasick_rs").find
    for module, build in _PEERS:
        if find_spec(module):
            found[build.__doc__ or module] = build(phrases)
    return found


def limits(topic: Topic) -> dict[str, Find]:
    """Return what a finder can hardly beat, by name: each does only a part of the work."""
    found: dict[str, Find] = {
        "a limit: `str.lower`": str.lower,
        "a limit: `bytes.find` of a pair that is not there": lambda t: t.encode().find(b"\0\1"),
    }
    if find_spec("ahocorasick_rs"):
        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        automaton = BytesAhoCorasick(
            [phrase.encode() for phrase in _phrases(topic)],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.DFA,
        )
        found["a limit: ahocorasick_rs on bytes, also within words"] = lambda t: (
            automaton.find_matches_as_indexes(t.lower().encode())
        )
    return found


def _phrases(topic: Topic) -> list[str]:
    terms = Finder(topic)._terms
    forms = [*(form.text for form in Terms(terms).forms), *(term.text.lower() for term in terms)]
    return sorted({*forms, *(form.replace("'", "") for form in forms)}, key=len, reverse=True)


def _whole(text: str, start: int, end: int) -> bool:
    return not (
        (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
        or (end < len(text) and (text[end].isalnum() or text[end] == "_"))
    )


def _flashtext2(phrases: list[str]) -> Find:
    """flashtext2"""
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for phrase in phrases:
        processor.add_keyword(phrase)
    return processor.extract_keywords_with_span


def _pyahocorasick(phrases: list[str]) -> Find:
    """pyahocorasick"""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, len(phrase))
    automaton.make_automaton()

    def find(text: str) -> Any:
        lowered = text.lower()
        ends = automaton.iter_long(lowered)
        return [(e - n + 1, e + 1) for e, n in ends if _whole(lowered, e - n + 1, e + 1)]

    return find


def _daachorse(phrases: list[str]) -> Find:
    """daachorse"""
    import daachorse

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
        phrases, daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )

    def find(text: str) -> Any:
        lowered = text.lower()
        return [(s, e) for s, e, _ in automaton.find(lowered) if _whole(lowered, s, e)]

    return find


def _ahocorasick_rs(phrases: list[str], **how: Any) -> Find:
    """ahocorasick_rs on `str`"""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest, **how)

    def find(text: str) -> Any:
        lowered = text.lower()
        hits = automaton.find_matches_as_indexes(lowered)
        return [(s, e) for _, s, e in hits if _whole(lowered, s, e)]

    return find


def _ahocorasick_rs_dfa(phrases: list[str]) -> Find:
    """ahocorasick_rs on `str`, DFA"""
    from ahocorasick_rs import Implementation

    return _ahocorasick_rs(phrases, implementation=Implementation.DFA)


def _hyperscan(phrases: list[str]) -> Find:
    """hyperscan"""
    import hyperscan

    database = hyperscan.Database()
    database.compile(
        expressions=[re.escape(phrase).encode() for phrase in phrases],
        flags=hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST,
    )
    word = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")

    def find(text: str) -> Any:
        spans: list[tuple[int, int]] = []
        raw = text.encode()
        database.scan(raw, match_event_handler=lambda _, s, e, *__: spans.append((s, e)))
        offset = at = done = 0
        found: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if (start and raw[start - 1] in word) or (end < len(raw) and raw[end] in word):
                continue
            if start < done:
                continue
            done = end
            if len(raw) == len(text):
                found.append((start, end))
            else:
                offset += len(raw[at:start].decode())
                at = start
                found.append((offset, offset + len(raw[start:end].decode())))
        return found

    return find


def _re2(phrases: list[str]) -> Find:
    """google-re2"""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.longest_match = True
    pattern = re2.compile(rf"\b(?:{'|'.join(map(re2.escape, phrases))})\b", options)
    return lambda text: [match.span() for match in pattern.finditer(text)]


def _regex(phrases: list[str]) -> Find:
    """`regex` named list"""
    import regex

    pattern = regex.compile(r"\b\L<phrases>\b", regex.IGNORECASE, phrases=phrases)
    return lambda text: [match.span() for match in pattern.finditer(text)]


_PEERS: tuple[tuple[str, Callable[[list[str]], Find]], ...] = (
    ("regex", _regex),
    ("flashtext2", _flashtext2),
    ("ahocorasick", _pyahocorasick),
    ("ahocorasick_rs", _ahocorasick_rs),
    ("ahocorasick_rs", _ahocorasick_rs_dfa),
    ("re2", _re2),
    ("daachorse", _daachorse),
    ("hyperscan", _hyperscan),
)
