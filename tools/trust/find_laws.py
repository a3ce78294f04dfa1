"""What `find` must do with any text, as checks that take bytes and need no examples.

Whatever makes bytes can drive them: a fuzzer, or a test.
"""

from functools import cache
from itertools import pairwise
from typing import get_args
from unittest.mock import patch

from jerking_info import EngineName, Finder, Mention, load
from jerking_info._terms import Terms
from tests.oracle import APOSTROPHES, HYPHENS, IGNORED, SPACES, brute_force
from tools.trust.laws import hold, seen

ENGINES: tuple[EngineName, ...] = get_args(EngineName)

_LONGEST = 48
"""Characters of a text; trying every term at every place takes its time."""


class _Searched:
    """The newest release's terms, ready for the engines and for brute force."""

    def __init__(self) -> None:
        topic = load()
        self.finders = [Finder(topic, engine) for engine in ENGINES]
        terms = self.finders[0].__getstate__()[1]
        self.forms = [(form.text, form.term.text) for form in Terms(terms).forms]
        words = sorted({word for form, _ in self.forms for word in form.split()})
        letters = sorted({letter for form, _ in self.forms for letter in form})
        special = [*SPACES, *HYPHENS, *APOSTROPHES, *IGNORED, *_SPECIAL]
        self.pieces = [*letters, *special, *(form for form, _ in self.forms), *words]


_SPECIAL = [
    "\r\n", "  ", "\xad\xad", "\u0130", "\u0131", "\u017f", "\u212a", "\xdf", "\u1e9e", "\ufb01",
    "\ufb06", "\u0149", "\xe9", "e\u0301", "\u0301", "\u0307", "\u0323", "\ufe0f", "\U0001f600",
    "\ud800", "\0", "_", "0", ".", ",", "S", "K",
]  # fmt: skip


@cache
def searched() -> _Searched:
    """Return what is searched with, built once."""
    return _Searched()


def text_of(data: bytes) -> str:
    """Return a text: the bytes themselves if the first is even, else a piece for each two."""
    if data[:1] and data[0] % 2 == 0:
        return data[1:].decode("utf-8", "surrogatepass" if _is_utf8(data[1:]) else "replace")
    pieces = searched().pieces
    numbers = (int.from_bytes(data[at : at + 2], "big") for at in range(1, len(data), 2))
    return "".join(pieces[number % len(pieces)] for number in numbers)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def check_text(data: bytes) -> None:
    """Hold `find` and both engines to what brute force finds in a text."""
    text = text_of(data)[:_LONGEST]
    expected = brute_force(searched().forms, text)
    seen["with mentions" if expected else "without"] += 1
    for finder in searched().finders:
        mentions = finder.find(text)
        found = [(mention.start, mention.end, mention.term) for mention in mentions]
        hold(f"{finder.engine} finds what brute force finds", text, true=found == expected)
        _check_spans(text, mentions)


def _check_spans(text: str, mentions: tuple[Mention, ...]) -> None:
    ids = {*(synonym.id for synonym in load().synonyms), *(cause.id for cause in load().causes)}
    for mention in mentions:
        there = text[mention.start : mention.end]
        hold("a mention is what stands there", text, true=there == mention.text)
        hold("a mention has an id of the topic", text, true=mention.id in ids)
    for one, other in pairwise(mentions):
        hold("no mention lies over another", text, true=one.end <= other.start)


def check_texts(data: bytes) -> None:
    """Hold finding in many texts, and in pieces of one, to what `find` gives for each."""
    text = text_of(data)
    cut = 1 + (data[-1] if data else 0) % 40
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)]
    for finder in searched().finders:
        each = [finder.find(piece) for piece in pieces]
        seen["with mentions" if any(each) else "without"] += 1
        at_once = list(finder.find_all(pieces))
        hold("many at once give what each gives", pieces, true=at_once == each)
        whole = finder.find(text)
        # So that borders fall everywhere, and not only once in a hundred thousand characters.
        with patch.multiple("jerking_info._pieces", _BLOCK=2 * cut):
            in_pieces = tuple(finder.find_in_pieces(pieces))
        hold("pieces give what the whole gives", pieces, true=in_pieces == whole)
        _check_spans(text, whole)
