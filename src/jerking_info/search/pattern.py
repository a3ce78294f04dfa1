"""One regular expression for all spellings: a trie, so that a text is read once."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

Trie: TypeAlias = dict[str, "Trie"]

_SPACE = r"[\s\-]{1,8}+"  # rule 2 of `docs/mentions.md`


def pattern_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of the longest spelling at a place, for ASCII a whole word."""
    words: Trie = {}
    others: Trie = {}
    for spelling in spellings:
        # `\b` is faster than a look-behind, but only finds the start of an ASCII word.
        node = words if re.match(r"(?a:\w)", spelling) else others
        for character in spelling:
            node = node.setdefault(character, {})
        node[""] = {}
    patterns = [r"(?!)"]  # matches nothing
    if words:
        patterns = [rf"(?a:\b){_branches(words)}(?a:(?!\w))"]
    if others:
        patterns.append(rf"(?a:(?<!\w)){_branches(others)}(?a:(?!\w))")
    return re.compile("|".join(patterns))


def _branches(node: Trie) -> str:
    branches = [
        _escaped(character) + _branches(child) for character, child in node.items() if character
    ]
    inside = "|".join(branches)
    if len(branches) > 1 or ("" in node and len(inside) > 1):
        inside = f"(?:{inside})"
    return f"{inside}?" if "" in node and branches else inside


@cache
def _escaped(character: str) -> str:
    return _SPACE if character == " " else re.escape(character)
