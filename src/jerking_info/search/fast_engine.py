"""The engine of the extra `fast`: `ahocorasick_rs` says where a spelling may start.

The pattern of `re` confirms each place, so the answers are the same.
"""

from collections.abc import Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from jerking_info.search.engine import Engine, Found
from jerking_info.search.folding import fold, touches
from jerking_info.search.terms import Term

# Longer beginnings give fewer false hits; with much longer ones the automaton leaves the cache.
_BEGINNING = 12

# The automaton sees white space, hyphens, and the question marks that stand for characters outside
# Latin-1 as spaces. ASCII needs no other folding.
_SPACES = bytes(code for code in range(256) if chr(code).isspace()) + b"-?"
_COMPARABLE = bytes.maketrans(
    ascii_uppercase.encode() + b"`" + _SPACES, ascii_lowercase.encode() + b"'" + b" " * len(_SPACES)
)


class FastEngine(Engine):
    """Finds spellings by their beginnings first, all of them at once."""

    def __init__(self, spellings: Mapping[str, Term | None]) -> None:
        """Build the automaton and the pattern of some folded spellings with single spaces."""
        super().__init__(spellings)
        beginnings: set[bytes] = set()
        for spelling in spellings:
            beginning = _encode(spelling)[:_BEGINNING]
            beginnings.add(beginning)
            for at in range(len(beginning)):
                if beginning[at : at + 1] == b" ":
                    beginnings.add(beginning[:at] + b"  ")  # the text has several
        shortest: list[bytes] = []
        for beginning in sorted(beginnings):
            if not (shortest and beginning.startswith(shortest[-1])):
                shortest.append(beginning)
        self._starts = [_starts(beginning) for beginning in shortest]
        self._hits = BytesAhoCorasick(
            shortest, matchkind=MatchKind.LeftmostFirst, implementation=Implementation.DFA
        ).find_matches_as_indexes

    def find(self, text: str, start: int = 0) -> Sequence[Found]:
        """Find the spellings that start at an offset or later."""
        folded, offsets = (text, None) if text.isascii() else fold(text)
        hits = self._hits(_encode(folded))
        if not hits:
            return ()
        if text.isascii():
            folded, offsets = fold(text)
        at = len(fold(text[:start])[0]) if start else 0
        found: list[Found] = []
        match_at = self._pattern.match
        for number, hit, _ in hits:
            for inside in self._starts[number]:
                if hit + inside >= at and (match := match_at(folded, hit + inside)):
                    at = self._add(found, match, offsets)
        return found


def _encode(text: str) -> bytes:
    """Return ASCII or folded text as one byte for each character."""
    return text.encode("latin-1", "replace").translate(_COMPARABLE)


def _starts(beginning: bytes) -> list[int]:
    """Return where in a beginning a spelling may start: 0 and 4 in `low potassiu`."""
    return [at for at in range(len(beginning)) if not (at and touches(chr(beginning[at - 1])))]
