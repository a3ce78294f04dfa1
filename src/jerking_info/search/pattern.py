"""One pattern of the standard library's `re` for many terms: a trie, longest match first."""

import re
from collections.abc import Iterable

from jerking_info.search.terms import SOFT_HYPHEN

__all__ = ("trie_pattern",)


# What is in a word, of folded Latin-1: the faster the class, the faster the search.
# 1 mutant lives: folded text has no capital.
_WORD_IN_LATIN_1 = r"a-z0-9_\xaa\xb2\xb3\xb9\xba\xbc-\xbe\xdf-\xf6\xf8-\xff"

# 2 mutants live: only type checkers look at it.
_Node = dict[str, "_Node"]
"""What may follow a character; the empty string stands for the end of a form."""


def trie_pattern(forms: Iterable[str], *, soft: bool) -> str:
    r"""Write forms as one pattern that finds, where it matches at all, the longest of them.

    Args:
        forms: folded terms; a space stands for a run of white space and hyphens, an
            apostrophe for itself or nothing.
        soft: whether soft hyphens may stand between the characters.

    Returns:
        The pattern. It takes in the character before a form too, so text needs one put
        before it: `re` skips fastest to what is no letter, and a form can only begin after
        that. Beyond Latin-1, that may be a letter all the same. No two branches begin with
        the same character, so the pattern never goes back far, and the first way in which
        it matches is the longest.

    >>> trie_pattern(["tic", "tics", "tic disorder"], soft=False).partition("]")[2]
    'tic(?:s|[\\s\\-]++disorder)?(?!\\w)'
    """
    root: _Node = {}
    for form in forms:
        node = root
        for character in form:
            node = node.setdefault(character, {})
        node[""] = {}
    # 1 mutant lives: nothing matches where (?!) stands, whatever is beside it.
    begun = _begun(_opened(root), soft=soft) if root else "(?!)"
    return rf"[^{_WORD_IN_LATIN_1}]{begun}(?!{_maybe_soft(soft=soft)}\w)"


def _begun(node: _Node, *, soft: bool) -> str:
    """Write one of the characters of a node, and what may follow it."""
    return _either([re.escape(first) + _rest(child, soft=soft) for first, child in node.items()])


def _rest(node: _Node, *, soft: bool) -> str:
    branches: list[str] = []
    maybe_soft = _maybe_soft(soft=soft)
    others = dict(node)
    after = others.pop("'", None)
    # Only where it must be: each time, it doubles what comes after.
    if after and others.keys() & _without_apostrophe(after).keys():
        others, after = _opened(node), None
    # 1 mutant lives: where no soft hyphen is, nothing begins with one.
    if soft and (either := _after_a_soft_hyphen(node)):
        branches.append(f"{SOFT_HYPHEN}{_begun(either, soft=True)}")
    for character, child in others.items():
        if character == " ":
            # Possessive: a long run is read once, and never again with one less.
            branches.append(rf"[\s\-{maybe_soft[:1]}]++{_rest(child, soft=soft)}")
        elif character:
            branches.append(f"{maybe_soft}{re.escape(character)}{_rest(child, soft=soft)}")
    if after:
        branches.append(f"(?:{maybe_soft}')?{_rest(after, soft=soft)}")
    if "" not in others:
        return _either(branches)
    # 1 mutant lives: what holds nothing matches nothing more.
    return f"(?:{'|'.join(branches)})?" if branches else ""


def _after_a_soft_hyphen(node: _Node) -> _Node:
    """Return what may follow a soft hyphen, if a letter may whether that is a space or nothing."""
    opened = _opened(node)
    nothing, space = (
        # 1 mutant lives: with a space after it, it is part of one.
        {first: child for first, child in way.items() if first not in ("", " ")}
        for way in (opened, _opened(opened.get(" ", {})))
    )
    both = nothing.keys() & space.keys()
    # 1 mutant lives: the pattern gets longer.
    return _merged(nothing, space) if both - {"'"} else {}


def _either(branches: list[str]) -> str:
    # 2 mutants live: a group of one matches what the one does.
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]


def _maybe_soft(*, soft: bool) -> str:
    # 1 mutant lives: the soft pattern finds the same, but takes longer.
    return f"{SOFT_HYPHEN}?" if soft else ""


def _opened(node: _Node) -> _Node:
    """Return a node with the ways to go on without an apostrophe beside those with it."""
    if "'" not in node:
        return node
    return _without_apostrophe(node) | {"'": node["'"]}


def _without_apostrophe(node: _Node) -> _Node:
    # 2 mutants live: what they would merge is replaced by `_opened`, which takes long.
    others = {character: child for character, child in node.items() if character != "'"}
    return _merged(others, _without_apostrophe(node["'"])) if "'" in node else others


def _merged(one: _Node, other: _Node) -> _Node:
    both = one.keys() & other.keys()
    return (
        one | other | {character: _merged(one[character], other[character]) for character in both}
    )
