"""The engine of the extra `fast`: that it skips nothing, and stays within what makes it fast."""

# pyright: reportPrivateUsage=false

from importlib.util import find_spec

import pytest

from jerking_info import Finder, load
from jerking_info.search.engine import StandardEngine
from jerking_info.search.finder import _block, _terms_of
from jerking_info.search.terms import FOLDED_TO_ASCII, IGNORED, Term, Terms

if not find_spec("ahocorasick_rs"):
    pytest.skip("ahocorasick_rs is not installed", allow_module_level=True)

from jerking_info.search.fast_engine import (
    FastEngine,
    _fewer,
    _opening,
    _patterns,
    _starts,
    fast_engine,
)

TOPIC = load("1.1.0")
FINDER = Finder(TOPIC, "ahocorasick_rs")


def fast(*texts: str) -> FastEngine:
    """Return the engine for some terms."""
    engine = fast_engine(Terms(tuple(Term(text, "cause", "stimulant-use") for text in texts)))
    assert isinstance(engine, FastEngine)
    return engine


def found(engine: FastEngine, text: str) -> list[str]:
    return [term.text for *_, term in engine.find(text)]


def test_the_patterns_of_the_content_are_as_few_and_long_as_is_fast() -> None:
    engine = fast_engine(Terms(tuple(_terms_of(TOPIC))))
    assert isinstance(engine, FastEngine)
    patterns = engine._patterns
    assert (len({*patterns}), min(map(len, patterns))) == (64, 4)
    assert patterns == sorted(patterns)
    # What made them so few: no first word alone, as that may be a common one.
    assert {"anxi", "drug side ", "gilles de ", "hypo", "low blood ", "sleep wake "} < {*patterns}
    assert {"medication  ", "medication s", "idiopathic p", "low magnesiu"} < {*patterns}
    assert {"\0rls", " rls", "'rls"} < {*patterns}


def test_of_too_many_patterns_without_a_common_beginning_all_are_searched() -> None:
    words = [f"{a}{b}{c}x" for a in "bcdfg" for b in "bcdfg" for c in "bcd"]
    assert sorted(words) == _fewer(sorted(words))
    assert words == found(fast(*words), " ".join(words))


def test_what_has_become_one_with_more_is_not_looked_for_again() -> None:
    others = [f"{a}{b}{c}k" for a in "mnopqrstu" for b in "bcdfg" for c in "bc"][:62]
    patterns = sorted(["abcd e1", "abcd e2", "abcdx", "xy z1", "xy z2", *others])
    assert sorted(["abcd", "xy z", *others]) == _fewer(patterns)


def test_terms_that_begin_beyond_ascii_have_the_standard_engine() -> None:
    terms = Terms((Term("\xe9lan", "cause", "stimulant-use"),))
    assert isinstance(fast_engine(terms), StandardEngine)


@pytest.mark.parametrize(
    ("form", "opening"),
    [
        ("stress", "stress"),
        ("low blood potassium", "low blood po"),
        ("parkinson's disease", "parkinson"),
        ("b12/folate", "b12"),
        ("caf\xe9 au lait", "ca"),  # the f might have what follows as a mark
        ("caf\u0301", "ca"),
        ("x'\xe9", "x"),
    ],
)
def test_the_opening_is_what_is_written_in_one_way_only(form: str, opening: str) -> None:
    assert opening == _opening(form)


def test_a_second_separator_and_a_border_make_patterns_of_their_own() -> None:
    openings = {"ab", "abcd", "a b c", "stress", "de fg hi", "x", "xyz"}
    seen = "( a_\1b"  # a letter and an underscore are no borders, nor is what is never searched
    assert _patterns(openings, seen) == [
        " a  ", " ab", " x", "(a  ", "(ab", "(x", "a b  ", "a b c", "de  ", "de fg  ", "de fg hi",
        "stress",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("low blood po", [0, 10]),
        ("low blood  ", [0, 4, 11]),  # where a short term may begin, without its border
        ("drug side ef", [0, 5]),
        ("adverse drug", [0, 8]),
        ("nervous syst", [0]),
        (" rls", [1]),
        ("\0rls", [1]),
        ("a rls bc def", [0, 2]),  # a whole one
    ],
)
def test_a_term_may_begin_within_a_pattern(pattern: str, starts: list[int]) -> None:
    openings = {"low blood po", "blood x", "rls", "side effects", "drug side ef", "pota"}
    assert starts == [*_starts(pattern, openings)]


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (("ab cd efg", "cd"), "ab cd efg ab cd", ["ab cd efg", "cd"]),
        (
            ("drug side effects", "effects of drugs"),
            "drug side effects of drugs",
            ["drug side effects"],
        ),
        (("x-ray burns", "ray burns"), "x ray burns, x. ray  burns", ["x-ray burns", "ray burns"]),
        (("b12/folate lack", "b12"), "b12!folate lack b12/folate-lack", ["b12", "b12/folate lack"]),
    ],
)
def test_what_a_pattern_covers_is_seen(
    terms: tuple[str, ...], text: str, expected: list[str]
) -> None:
    assert expected == found(fast(*terms), text)


@pytest.mark.parametrize("sign", ["", "\xe9", "\u201c", "\u0301"])
def test_many_texts_have_the_mentions_of_each(sign: str) -> None:
    texts = ["caffeine", "tea", f"x {sign}", "", "stress, RLS", "", "", "low  magnesium stress"]
    mentions = [*FINDER.find_all(texts)]
    assert [len(each) for each in mentions] == [1, 0, 0, 0, 2, 0, 0, 2]
    assert mentions == [FINDER.find(text) for text in texts]
    assert [*FINDER.find_all(["", ""])] == [(), ()]


@pytest.mark.parametrize(
    ("texts", "index", "spans"),
    [
        ([*"aaaaaxaaaa"], 5, [(0, 1)]),
        (["a", "x, x", ""], 1, [(0, 1), (3, 4)]),
        (["x", "\u201c"], 0, [(0, 1)]),
    ],
)
def test_of_very_short_texts_each_is_known(
    texts: list[str], index: int, spans: list[tuple[int, int]]
) -> None:
    block = _block(texts)
    assert block is not None
    mentions = [*fast("x").find_in_block(block)]
    assert {index} == {*block.indexes_at(start for start, *_ in mentions)}
    assert spans == [(start - 2 * index, end - 2 * index) for start, end, _ in mentions]


@pytest.mark.parametrize("unusual", [*IGNORED, *FOLDED_TO_ASCII, "\xad", "\xb5"])
@pytest.mark.parametrize("sign", ["", "\u201c"])
def test_unusual_letters_are_seen_in_any_text(unusual: str, sign: str) -> None:
    letters = unusual.casefold() if unusual in {*FOLDED_TO_ASCII, "\xb5"} else ""
    term, text = f"stress x{letters}y", f"{sign} stress x{unusual}y"
    assert [term] == found(fast(term), text)
    block = _block(["tea", text, sign])
    assert block is not None
    [(start, end, _)] = fast(term).find_in_block(block)
    assert (4 + len(sign) + 1, block.joined[start:end]) == (start, text.lstrip(f"{sign} "))


def test_an_unusual_letter_may_be_the_first() -> None:
    for text in ("\u017ftress", "\u201c\u017ftre\u017fs\u201d", "par\u212ainson's disease"):
        assert len(FINDER.find(text)) == 1
        assert [len(mentions) for mentions in FINDER.find_all([text, "\u201c"])] == [1, 0]
