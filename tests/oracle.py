"""What `find` must find, the slow way: every term, tried at every place of a text.

It knows nothing of tries, engines or blocks; the rules are those of docs/mentions.md.
"""

import unicodedata
from collections.abc import Iterator, Sequence

SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000"
)
HYPHENS = (
    "-\xad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u058a\u05be\u1400\u1806\u2e17\u2e1a"
    "\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
APOSTROPHES = "'\u2019\u02bc\u2032"
SOFT_HYPHEN = "\xad"
IGNORED = "\u200c\u200d\u200e\u200f\u2060\ufeff"

Cluster = tuple[int, int, str]  # where it begins and ends, and what it is, folded
Form = tuple[str, str]  # how a term may be written, folded, and the term; the best form first


def brute_force(forms: Sequence[Form], text: str) -> list[tuple[int, int, str]]:
    """Return start, end and term of every mention."""
    found: list[tuple[int, int, str]] = []
    clusters, at = clustered(text), 0
    while at < len(clusters):
        ends = [
            (end, -order)
            for order, (form, _) in enumerate(forms)
            for end in ways(form, clusters, at)
            if not (ends_in_word(clusters[:at]) or begins_in_word(clusters[end:]))
        ]
        end, order = max(ends, default=(at + 1, 0))
        if ends:
            found.append((clusters[at][0], clusters[end - 1][1], forms[-order][1]))
        at = end
    return found


def ways(form: str, clusters: list[Cluster], at: int, *, begun: bool = False) -> Iterator[int]:
    """Yield each place up to which the form can be read from here."""
    here = clusters[at][2] if at < len(clusters) else ""
    if not form:
        yield at
    elif form[0] == " ":
        if here and here in SPACES + HYPHENS:
            yield from ways(form, clusters, at + 1, begun=True)
            yield from ways(form[1:], clusters, at + 1, begun=True)
    elif begun and here == SOFT_HYPHEN:
        yield from ways(form, clusters, at + 1, begun=True)
    elif here and form.startswith("'" if here in APOSTROPHES else here):
        yield from ways(form[len(here) :], clusters, at + 1, begun=True)
    if form[:1] == "'":
        yield from ways(form[1:], clusters, at, begun=begun)


def clustered(text: str) -> list[Cluster]:
    """Return each character of a text, with its marks, composed and folded."""
    clusters: list[tuple[int, int, str]] = []
    for at, character in enumerate(text):
        if clusters and is_mark(character):
            start, _, before = clusters.pop()
            clusters.append((start, at + 1, before + character))
        elif character not in IGNORED:
            clusters.append((at, at + 1, character))
    return [(start, end, folded(cluster)) for start, end, cluster in clusters]


def folded(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", cluster)
    return composed if composed == "\u0149" else composed.casefold()


def ends_in_word(clusters: list[Cluster]) -> bool:
    before = [letter for *_, cluster in clusters for letter in cluster if not is_mark(letter)]
    return is_word("".join(before).rstrip(SOFT_HYPHEN)[-1:])


def begins_in_word(clusters: list[Cluster]) -> bool:
    after = "".join(cluster for *_, cluster in clusters).lstrip(SOFT_HYPHEN)[:1]
    return is_word(after) or is_mark(after)


def is_word(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and letter not in APOSTROPHES


def is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] == "M"
