"""One regular expression for all spellings: a trie, so that a text is read once."""

import re
from collections.abc import Iterable
from typing import TypeAlias

Trie: TypeAlias = dict[str, "Trie"]

_SPACE = r"[\s\-]{1,8}+"  # rule 2 of `docs/mentions.md`


def trie_pattern(spellings: Iterable[str]) -> str:
    r"""Return a pattern that matches the longest spelling at a place.

    >>> trie_pattern(["low iron", "lower"])
    'low(?:[\\s\\-]{1,8}+iron|er)'
    """
    root: Trie = {}
    for spelling in spellings:
        node = root
        for character in spelling:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern_of(root) if root else "(?!)"  # which matches nothing


def _pattern_of(node: Trie) -> str:
    branches = [
        (_SPACE if character == " " else re.escape(character)) + _pattern_of(child)
        for character, child in node.items()
        if character
    ]
    inside = "|".join(branches)
    if "" in node:
        return f"(?:{inside})?" if branches else ""
    return f"(?:{inside})" if len(branches) > 1 else inside
