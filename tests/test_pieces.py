"""A text that comes in pieces: wherever it is cut, and how little of it is held."""

# pyright: reportPrivateUsage=false

from collections.abc import Iterator

import pytest

from jerking_info import Topic, load
from jerking_info._pieces import _Border, segments
from jerking_info._terms import Term, Terms, letters_of
from jerking_info.mentions import Finder, Segment, _terms_of

TOPIC = load("1.1.0")
TERMS = Terms(tuple(_terms_of(TOPIC)))
LONGEST = max(len(letters_of(form.text)) for form in TERMS.forms)


def odd_topic() -> Topic:
    """Return a topic whose terms begin and end with what seldom does."""
    [synonym, *_] = TOPIC.synonyms
    odd = ("_x", "(leg)", "a", "b'", "o'c d", "_caffeine a", "'n roll")
    synonyms = (synonym.model_copy(update={"text": text}) for text in odd)
    return TOPIC.model_copy(update={"causes": (), "synonyms": tuple(synonyms)})


ODD = odd_topic()
BEFORE = (
    "",
    "x",
    "(" * 80,
    "x " * 9,
    "tea\xad",
    "restless" + " - " * 9,
    "low",
    "'\xad",
    "\xe9" * 70,
    "caffeine",
    "e\ufb03cient \u1fb7 ",
    "-\u0345",
)
AFTER = (
    "",
    "x",
    "\xad",
    " - - - - - -x",
    "(leg) x",
    " tea" * 9,
    "\xad",
    "-" * 9 + "x",
    "'" * 60,
    "\u0301",
)


@pytest.mark.parametrize("topic", [TOPIC, ODD], ids=["1.1.0", "odd"])
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("length", [1, 5])
def test_no_mention_is_lost_or_found_twice_wherever_a_text_is_cut(
    topic: Topic, before: str, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jerking_info._pieces._BLOCK", 1)
    finder = Finder(topic, "re")
    for term in _terms_of(topic):
        for after in AFTER:
            text = f"{before}{term.text}{after}"
            pieces = (text[at : at + length] for at in range(0, len(text), length))
            assert finder.find(text) == tuple(finder.find_in_pieces(pieces))


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("", 0),
        ("foo", 2),  # a mark may follow, and make another letter of the last
        ("foo ", 4),
        ("fo\u0301\u0323", 1),
        ("foo\u200d", 2),
        ("foo\xad", 4),
        ("foo'", 4),
        ("\u0301" * 1000, 1000 - LONGEST),  # in no term are so many letters and marks
        ("a" * 1000, 998),
        ("(a" * 500, 999),
        ("o-" * 500, 1000),
        ("o\xad" * 500, 1000),
        (" " * 1025, 1025),
        ("-" * 1025, 1025),
        ("foo" + " -" * 1025, 2053),
        ("foo low", 4),
        ("foo l\xado\u200dw", 4),
        ("foo l\xado\u200dw" + " -" * 1025, 4),
        ("foo restless leg", 4),
        ("foo gilles' \u00ad", 4),
        ("foo caffeine", 4),
        ("foo \u1e9e", 4),
        ("foo caffeinex", 4),
        ("foo caffeinexx", 13),
        ("foo caffeine x ", 15),
        ("slow", 1),  # more is held back than must be
    ],
)
def test_what_is_settled_is_as_much_as_can_be(text: str, settled: int) -> None:
    assert settled == _Border(TERMS).settled(text)


@pytest.mark.parametrize(
    ("text", "settled"), [("tee", 2), ("tee '\xad", 4), ("tee ''", 4), ("tee '\xadn rol", 4)]
)
def test_an_apostrophe_that_a_term_may_begin_with_is_held_back(text: str, settled: int) -> None:
    assert settled == _Border(Terms(tuple(_terms_of(ODD)))).settled(text)


def border(*names: str) -> _Border:
    return _Border(Terms(tuple(Term(name, "cause", "stimulant-use") for name in names)))


def test_an_apostrophe_that_no_term_begins_with_is_not() -> None:
    assert border("'n roll").settled("tee '") == 4
    assert border("roll'").settled("tee '") == 5


def test_a_letter_is_read_with_its_marks_however_far_back_it_is() -> None:
    assert border("\xe9a").settled("xxe\u0301------a") == 2


def test_a_topic_without_terms_settles_all_but_a_letter() -> None:
    assert _Border(Terms(())).settled("tea " * 20) == 80
    assert _Border(Terms(())).settled("a" * 100) == 99


@pytest.mark.parametrize(
    ("before", "context"),
    [
        ("", " "),
        ("tea", "_"),
        ("tea ", " "),
        ("\xdf\xad\u200d", "_"),
        ("te\u0301", "_"),
        ("e" + "\u0301" * 100, "_"),
        ("\u0301" * 100, " "),
        ("=\u0338", " "),
        ("tea\u02bc", " "),
        ("\u0130", "_"),
        ("\u0149", "_"),
    ],
)
def test_what_is_before_is_a_letter_or_a_space(before: str, context: str) -> None:
    assert context == _Border(TERMS).context(before)
    # Not "_", "a" or "b", with which terms begin.
    assert context.replace("_", "c") == _Border(Terms(tuple(_terms_of(ODD)))).context(before)


def test_a_mention_belongs_to_the_segment_that_it_begins_in() -> None:
    finder = Finder(TOPIC)
    assert finder.find_in_segment(Segment(0, "tea caffeine", 4, "")) == ()
    [mention] = finder.find_in_segment(Segment(10, "tea caffeine", 5, ""))
    assert mention[:3] == (14, 22, "caffeine")
    [mention] = finder.find_in_segment(Segment(10, "tea caffeine", 5, ""), 13)
    assert mention[:3] == (14, 22, "caffeine")
    assert finder.find_in_segment(Segment(10, "tea caffeine", 5, ""), 15) == ()
    assert finder.find_in_segment(Segment(10, "caffeine", 5, "_")) == ()
    assert finder.find_in_segment(Segment(10, "\u0301caffeine", 9, "_"), 11) == ()
    assert Finder(ODD).find_in_segment(Segment(0, "a(leg).", 7, ""), 1) == ()


@pytest.mark.parametrize(("block", "read"), [(39, 1), (40, 1), (41, 2), (80, 2), (81, 3)])
def test_no_more_is_read_ahead_than_a_block(
    block: int, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jerking_info._pieces._BLOCK", block)
    pieces = iter(["foo " * 10] * 9)
    first = next(segments(TERMS, pieces))
    assert read == 9 - len([*pieces])
    assert (0, "foo " * 10 * read, 40 * read, "") == first


def test_what_does_not_settle_is_seldom_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def settled(_: _Border, text: str) -> int:
        looked.append(len(text))
        return 0

    monkeypatch.setattr("jerking_info._pieces._BLOCK", 4)
    monkeypatch.setattr(_Border, "settled", settled)

    def pieces() -> Iterator[str]:
        yield from "a-" * 50

    assert [*segments(TERMS, pieces())] == [(0, "a-" * 50, 100, "")]
    assert looked == [4, 8, 16, 32, 64]
