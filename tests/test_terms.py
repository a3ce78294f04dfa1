"""How text and terms are folded, and the way back: what the engines share."""

# pyright: reportPrivateUsage=false

from typing import get_args

import pytest

from jerking_info._terms import (
    MentionKind,
    Term,
    Terms,
    _folded,
    goes_on,
    inside_a_word,
    is_word,
    prepare,
)


def terms(*texts: str) -> Terms:
    return Terms(tuple(Term(text, "cause", "stimulant-use") for text in texts))


def test_a_term_names_one_of_three_things() -> None:
    assert get_args(MentionKind) == ("synonym", "cause", "example")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Sudden movements", ["sudden movements", "sudden movement"]),
        ("RLS", ["rls"]),
        ("PLMD", ["plmd", "plmds"]),
        ("caf\xadfeine use", ["caffeine use", "caffeine uses"]),
        ("low -\u2013 potassium", ["low potassium", "low potassiums"]),
        ("x", ["x", "xes"]),
        ("X'", ["x'"]),
        ("-' \u2019", []),
        ("' -' 1 - ' ", ["1"]),
        ("'1 '", ["'1"]),
        ("' 1'", ["1'"]),
        ("", []),
    ],
)
def test_a_term_has_these_forms(text: str, forms: list[str]) -> None:
    assert forms == [form.text for form in terms(text).forms]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("ab", "ab"),
        ("a b", "a b"),
        ("a--\n b", "a b"),
        ("a\xadb", "a b"),
        ("ab c", "ab c"),
        ("abc", "ab'c"),
        ("ab'c", "ab'c"),
        ("ab\xad'c", "ab'c"),
        ("ab\xadc", "ab c"),
        ("a\xadb c", "ab c"),
        ("x\xad y", "x y"),
        ("x \xady", "x y"),
        ("xy", "x'y"),
    ],
)
def test_what_is_found_is_the_first_term_that_may_be_written_so(text: str, term: str) -> None:
    known = terms("a b", "ab", "ab c", "ab'c", "x y", "x'y")
    assert term == known.by_spelling[text].text


def test_only_the_plain_spelling_is_kept() -> None:
    known = terms("muscle jerking")
    for text in ("muscle-jerking", "muscle\xadjerking", "muscle  jerking", "muscle jerking"):
        assert known.by_spelling[text].text == "muscle jerking"
    assert [*known.by_spelling] == ["muscle jerking"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("X \xc9", "x \xe9"),
        ("X\u2e17\u301c", "x--"),
        ("X\u200d\xe9", "x\xe9"),
        ("\u200d\u200dE\u0301X", "\xe9x"),
        ("\u2019\u02bc\u2032'", "''''"),
        ("\u2014\u2212-\u2010", "----"),
        ("a\u200bb", "a b"),
        ("a\xad\xadb", "a\xadb"),
        ("\xad", "\xad"),
        ("\xdf \ufb01 \u0149 \u0130", "ss fi \u0149 i\u0307"),
        ("q\u0301\u0323 \u200d", "q\u0323\u0301 "),
        ("\ufeff", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    prepared = prepare(text)
    assert (folded, "\xad" in folded) == (prepared.folded, prepared.soft)


@pytest.mark.parametrize(
    ("text", "span", "place"),
    [
        ("ab \xe9", (1, 3), (1, 3)),
        ("e\u0301x", (0, 2), (0, 3)),
        ("xe\u0301", (0, 2), (0, 3)),
        ("xe\u0301y", (1, 2), (1, 3)),
        ("xe\u0301y", (2, 3), (3, 4)),
        ("ab\u200dcd", (1, 3), (1, 4)),
        ("ab\u200d\u200dcd", (2, 4), (4, 6)),
        ("\u200d\u200dab", (0, 2), (2, 4)),
        ("ab\u200d\u200d", (0, 2), (0, 2)),
        ("\xdfx \xdf", (0, 2), (0, 1)),
        ("\xdfx \xdf", (2, 6), (1, 4)),
        ("x\u0130y", (1, 4), (1, 3)),
        ("q\u0301x", (0, 3), (0, 3)),
        ("a\xad\xadb", (0, 3), (0, 4)),
        ("\U0001f600 ab", (2, 4), (2, 4)),
    ],
)
def test_a_span_leads_back_to_the_text(
    text: str, span: tuple[int, int], place: tuple[int, int]
) -> None:
    assert place == prepare(text).span(*span)


def test_a_word_is_seen_through_marks_and_soft_hyphens() -> None:
    for before in (" a", " _", " a\xad\u0488"):
        assert inside_a_word(f"{before}x", len(before))
    for before in (" ", " \u0488", " \xad", "'"):
        assert not inside_a_word(f"{before}x", len(before))


def test_a_word_goes_on_with_a_letter_or_a_mark() -> None:
    for after in ("a", "_", "1", "\u0301", "\xada", "\xad\u0301"):
        assert goes_on(f"x{after}", 1)
    for after in ("", " a", "\xad", "\xad ", "'a"):
        assert not goes_on(f"x{after}", 1)


@pytest.mark.parametrize("character", ["a", "\xe9", "1", "\xb2", "_", "\u5b57"])
def test_letters_digits_and_the_underscore_make_words(character: str) -> None:
    assert is_word(character)
    assert not is_word("'")


def test_marks_are_put_into_order_only_where_they_are_as_few_as_a_name_may_have() -> None:
    marks = "\u0307\u0323"  # to put n of them into order takes n * n steps
    assert _folded(f"S{marks * 60}")[0] == "\u1e69"
    assert _folded(f"S{marks * 200}") == f"s{marks * 200}"
    text = f"stress{marks * 200} stress"
    prepared = prepare(text)
    assert prepared.folded == text
    assert prepared.span(len(text) - 6, len(text)) == (len(text) - 6, len(text))


def test_a_span_that_begins_within_a_folded_character_begins_with_it() -> None:
    prepared = prepare("x\ufb03y")
    assert prepared.folded == "xffiy"
    assert [prepared.span(start, start + 1) for start in range(5)] == [
        *[(0, 1), (1, 2), (1, 2), (1, 2)],
        (2, 3),
    ]
