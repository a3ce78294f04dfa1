"""The engine of the extra `fast`: an automaton over bytes, many texts in one scan.

The automaton sees the terms as they are mostly written. Whatever else could be a term (two
spaces, a no-break space, a soft hyphen, a ligature) it only watches for, and leaves the
text in which that stands to the standard engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick, Implementation

from jerking_info._engines import Found, StandardEngine
from jerking_info._terms import (
    APOSTROPHES,
    IGNORED,
    SOFT_HYPHEN,
    Terms,
    is_mark,
    is_word,
    prepare,
    separated,
)

__all__ = ("FastEngine",)


def __dir__() -> tuple[str, ...]:
    return __all__


_ASCII = 0x7F  # the last byte that is a character by itself
_LATER = range(0x80, 0xC0)  # the bytes with which a character beyond ASCII goes on

# Bytes as the automaton sees them: ASCII in lower case, each separator as a space. What is
# beyond ASCII stays as it is: no term that the automaton finds has any of it.
_SEEN = bytes(
    ord(" " if chr(byte).isspace() or chr(byte) == "-" else chr(byte).lower())
    for byte in range(_ASCII + 1)
) + bytes(range(_ASCII + 1, 0x100))

_WORD = frozenset(byte for byte in range(_ASCII + 1) if is_word(chr(byte)))

# What is written for ASCII now and then. A separator that is not one space begins with two, or
# with the first byte of one beyond ASCII; letters may be the long s, ligatures and so on.
_FIRST_BYTES = [bytes([first]) for first in b"\xc2\xd6\xe1\xe2\xe3\xef\xf0"]
_UNUSUAL = {
    " ": [b"  ", *_FIRST_BYTES, *(b" " + first for first in _FIRST_BYTES)],
    "k": ["\u212a".encode()],
    "s": ["\u017f".encode()],
    ";": ["\u037e".encode()],
    "`": ["\u1fef".encode()],
    "ss": ["\xdf".encode(), "\u1e9e".encode()],
    "st": ["\ufb05".encode(), "\ufb06".encode()],
    "ff": ["\ufb00".encode()],
    "fi": ["\ufb01".encode()],
    "fl": ["\ufb02".encode()],
    "ffi": ["\ufb03".encode()],
    "ffl": ["\ufb04".encode()],
}

_NUL = "\0"  # between texts: in no term, no letter, and absent from what people write

_Hit = tuple[int, int, int]


class FastEngine:
    """The automaton of `ahocorasick_rs`, with the standard engine for what is unusual."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        plain = {
            written: terms.term_of(form.text.replace("'", "") if dropped else form.text)
            for form in terms.forms
            if _plain_part(form.text) == form.text
            for written, dropped in _written(form.text)
        }
        ignored = {character.encode() for character in (*IGNORED, SOFT_HYPHEN)}
        watched: dict[bytes, set[bytes]] = {}
        for form in terms.forms:
            _watch(form.text, watched)
        self._terms = tuple(plain.values())
        self._number = len(self._terms)
        self._first_watched = len(plain) + len(ignored)
        # What begins with anything but plain ASCII gives nothing to watch for.
        self._is_of_use = watched.pop(b"", None) is None
        self._next_words = tuple(map(tuple, watched.values()))
        self._scan = BytesAhoCorasick(
            [*plain, *ignored, *watched], implementation=Implementation.DFA
        ).find_matches_as_indexes

    @cached_property
    def _standard(self) -> StandardEngine:
        return StandardEngine(self.terms)

    def find(self, text: str) -> list[Found]:
        """Find the terms in one text."""
        if not self._is_of_use:
            return self._standard.find(text)
        raw = text.encode("utf-8", "surrogatepass").translate(_SEEN)
        if not (hits := self._scan(raw, overlapping=True)):
            return []
        found = self._sifted(raw, hits, 0)
        return self._standard.find(text) if found is None else found

    def find_in_block(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found]]]:
        """Yield the index of each text that has terms, and what was found in it."""
        raw = _NUL.join(texts).encode("utf-8", "surrogatepass").translate(_SEEN)
        if not self._is_of_use or raw.count(0) != len(texts) - 1:
            for index, text in enumerate(texts):
                if found := self.find(text):
                    yield index, found
            return
        for index, begin, hits in _by_text(raw, self._scan(raw, overlapping=True)):
            sifted = self._sifted(raw, hits, begin)
            if found := self._standard.find(texts[index]) if sifted is None else sifted:
                yield index, found

    def _sifted(self, raw: bytes, hits: Iterable[_Hit], begin: int) -> list[Found] | None:
        """Return the whole words, leftmost, then longest; None if the text is unusual.

        Args:
            raw: the bytes that the automaton saw.
            hits: what it found in the text.
            begin: where the text begins in the bytes.
        """
        words: list[tuple[int, int, int]] = []
        number, word, size = self._number, _WORD, len(raw)
        for pattern, start, end in hits:
            before = raw[start - 1] if start > begin else 0
            if pattern >= number:
                if self._is_unusual(raw, pattern, before, end):
                    return None
            elif before not in word:
                after = raw[end] if end < size else 0
                if after not in word:
                    if before <= _ASCII >= after:
                        words.append((start, -end, pattern))
                    elif (whole := _is_whole(raw, start, end, begin)) is None:
                        return None
                    elif whole:
                        words.append((start, -end, pattern))
        return self._placed(raw, sorted(words), begin) if words else []

    def _placed(self, raw: bytes, words: Iterable[tuple[int, int, int]], begin: int) -> list[Found]:
        """Return the words that lie over none before them, with the offsets of the text."""
        found: list[Found] = []
        done, offset = begin, 0
        for start, minus_end, pattern in words:
            if start >= done:
                offset += _length(raw, done, start)
                done = -minus_end
                length = _length(raw, start, done)
                found.append((offset, offset + length, self._terms[pattern]))
                offset += length
        return found

    def _is_unusual(self, raw: bytes, pattern: int, before: int, end: int) -> bool:
        """Tell whether what is no term by itself may be part of one."""
        if pattern < self._first_watched:
            # What is ignored matters only in a term, which has ASCII before it.
            return 0 < before <= _ASCII
        return before not in _WORD and self._goes_on(raw, end, pattern)

    def _goes_on(self, raw: bytes, end: int, pattern: int) -> bool:
        """Tell whether a term may go on after what was watched for: False if it cannot."""
        last = raw[end - 1]
        if last <= _ASCII:
            rest = raw[end : end + 80].lstrip(b" ")[:3]
            next_words = self._next_words[pattern - self._first_watched]
            return not rest or not rest.isascii() or rest.startswith(next_words)
        return last in _LATER or _may_separate(raw, end)


def _may_separate(raw: bytes, end: int) -> bool:
    """Tell whether the character whose first byte ends here separates, or is no character."""
    stop = end
    while stop < len(raw) and raw[stop] in _LATER:  # a byte that goes on with it
        stop += 1
    character = raw[end - 1 : stop].decode("utf-8", "surrogatepass")
    folded = prepare(character).folded
    return not folded or folded == SOFT_HYPHEN or not separated(folded).strip()


def _by_text(raw: bytes, hits: Iterable[_Hit]) -> Iterator[tuple[int, int, list[_Hit]]]:
    """Yield index, beginning and hits of each text that has any; hits come by their end."""
    index = begin = finish = 0
    group: list[_Hit] = []
    for hit in hits:
        if hit[2] > finish or not finish:
            if group:
                yield index, begin, group
                group = []
            index += raw.count(0, begin, hit[1])
            begin = raw.rfind(0, begin, hit[1]) + 1 or begin
            finish = raw.find(0, hit[2])
            if finish < 0:
                finish = len(raw)
        group.append(hit)
    if group:
        yield index, begin, group


def _length(raw: bytes, start: int, end: int) -> int:
    """Return how many characters some bytes are."""
    part = raw[start:end]
    return end - start if part.isascii() else len(part.decode("utf-8", "surrogatepass"))


def _is_whole(raw: bytes, start: int, end: int, begin: int) -> bool | None:
    """Tell whether a term beside something beyond ASCII is a whole word; None if it is hard."""
    at = start - 1
    while at > begin and raw[at] in _LATER:  # a byte that goes on with a character
        at -= 1
    before = raw[max(at, begin) : start].decode("utf-8", "surrogatepass")
    stop = end + 1
    while stop < len(raw) and raw[stop] in _LATER:
        stop += 1
    after = raw[end:stop].decode("utf-8", "surrogatepass")
    for character in before + after:
        if is_mark(character) or character in IGNORED or character == SOFT_HYPHEN:
            return None
        if is_word(character) and character not in APOSTROPHES:
            return False
    return True


def _plain_part(form: str) -> str:
    """Return what a form begins with that is ASCII with one apostrophe at most."""
    for at, character in enumerate(form):
        if character == "'" and "'" in form[:at]:
            return form[: form.index("'")]
        if not character.isascii():
            # It may also be written as the letter before it, with a mark.
            return form[: max(at - 1, 0)].partition("'")[0]
    return form


def _written(form: str) -> Iterator[tuple[bytes, bool]]:
    """Yield how a form is written, and whether its apostrophe is left out."""
    if "'" not in form:
        yield form.encode(), False
        return
    for apostrophe in ("", *APOSTROPHES):
        yield form.replace("'", apostrophe).encode(), not apostrophe


def _watch(form: str, watched: dict[bytes, set[bytes]]) -> None:
    """Note how a form may begin that is written in an unusual way, and how it then goes on."""
    part = _plain_part(form)
    if part != form:
        watched.setdefault(part.encode(), set()).add(b"")
    for at in range(len(part)):
        for length in (1, 2, 3):
            if others := _UNUSUAL.get(part[at : at + length]):
                next_word = part[at + length : at + length + 3]
                next_word = next_word if next_word.isalnum() else next_word[:1].strip("'")
                for opening, _ in _written(part[:at]):
                    for other in others:
                        watched.setdefault(opening + other, set()).add(next_word.encode())
