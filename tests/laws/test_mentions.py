"""The laws of `find`: the same answers as brute force, whichever engine finds them."""

# pyright: reportPrivateUsage=false

import pickle
from importlib.util import find_spec

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jerking_info import Topic, load, releases
from jerking_info.search.finder import EngineName, Finder, Mention
from jerking_info.search.terms import Terms
from jerking_info.testing import topics
from tests.oracle import APOSTROPHES, HYPHENS, IGNORED, SPACES, brute_force
from tests.trials import trials

ENGINES: list[EngineName] = ["re"]
if find_spec("ahocorasick_rs"):
    ENGINES.append("ahocorasick_rs")

TOPICS = [load(release.version) for release in releases]
FINDERS = {(topic.version, engine): Finder(topic, engine) for topic in TOPICS for engine in ENGINES}


def forms_of(finder: Finder) -> list[tuple[str, str]]:
    return [(form.text, form.term.text) for form in Terms(finder._terms).forms]


FORMS = {topic.version: forms_of(Finder(topic)) for topic in TOPICS}

# ruff: noqa: RUF001
SPECIAL = [
    *SPACES, *HYPHENS, *APOSTROPHES, *IGNORED, "\r\n", "  ", "--", "\xad\xad", "İ", "ı", "ſ", "K",
    "ß", "ẞ", "ﬁ", "ﬆ", "ﬃ", "ŉ", "ΐ", "Ϊ\u0301", "ῷ", "\u0345", "é", "É", "e\u0301", "\u0301",
    "\u0307", "\u0323", "\ufe0f", "❤\ufe0f", "😀", "𝓼", "\ud800", "\0", "_", "0", ".", ",", "(",
    ")", "\u201c", "\u201d", "कि", "ก็", "字",
]  # fmt: skip


@st.composite
def spellings(draw: st.DrawFn, forms: list[str]) -> str:
    """Draw a term as somebody may have written it, or almost."""
    written: list[str] = []
    for character in draw(st.sampled_from(forms)):
        if character == " ":
            usual = [" ", "-", "\xa0", "\n", "  ", "\xad", " -" * 9]
            written.append(draw(st.sampled_from([*usual, *SPECIAL])))
        elif character == "'":
            written.append(draw(st.sampled_from(["", *APOSTROPHES])))
        else:
            written.append(draw(st.sampled_from([character, character, character.upper()])))
    for _ in range(draw(st.integers(0, 2))):
        written.insert(draw(st.integers(0, len(written))), draw(st.sampled_from(SPECIAL)))
    return "".join(written)


def texts(forms: list[str]) -> st.SearchStrategy[str]:
    """Draw text made of the terms, their own characters, and whatever looks like them."""
    letters = st.sampled_from(sorted({c for form in forms for c in form}))
    piece = spellings(forms) | st.sampled_from([*SPECIAL, *forms, " ", " "]) | letters
    return st.lists(piece, max_size=9).map("".join)


def answers(mentions: tuple[Mention, ...]) -> list[tuple[int, int, str]]:
    return [(mention.start, mention.end, mention.term) for mention in mentions]


NEWEST = TOPICS[-1].version
NEWEST_TEXTS = texts([form for form, _ in FORMS[NEWEST]])


@pytest.mark.parametrize("engine", ENGINES)
@given(NEWEST_TEXTS)
@example("restless\xadlegs syn\xaddrome")
@example("\u0130 low  potassium\u0301 stre\xdf")
@trials(300)
def test_any_text_is_searched_as_by_brute_force(engine: EngineName, text: str) -> None:
    mentions = FINDERS[NEWEST, engine].find(text)
    assert brute_force(FORMS[NEWEST], text) == answers(mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize("engine", ENGINES)
@given(topics(), st.data())
@trials(25)
def test_any_topic_is_found_as_by_brute_force(
    engine: EngineName, topic: Topic, data: st.DataObject
) -> None:
    finder = Finder(topic, engine)
    forms = forms_of(finder)
    text = data.draw(texts([form for form, _ in forms] or ["stress"]))
    assert brute_force(forms, text) == answers(finder.find(text))


ODD = st.sampled_from(
    ["a", "b", "'", "\u2019", "-", " ", "(", ")", "/", "\u0301", "\u0323", "\xad", "é", "1"]
)


def finder_of(names: list[str], engine: EngineName) -> Finder:
    [synonym, *_] = TOPICS[0].synonyms
    synonyms = tuple(synonym.model_copy(update={"text": name}) for name in names)
    return Finder(TOPICS[0].model_copy(update={"synonyms": synonyms, "causes": ()}), engine)


@pytest.mark.parametrize("engine", ENGINES)
@given(
    st.lists(st.text(ODD, min_size=1, max_size=6), min_size=1, max_size=3),
    st.text(ODD | st.just("\u201c"), max_size=14),
)
@example(["y'"], "y\xad y")
@example(["\u0301"], "/\u0301")
@example(["1-'"], "1--1")
@example(["''-1"], "-1")
@example(["b' b"], "b\xadb")
@example(["1"], "1\u03011")
@example(["111\xe1"], "111a\u0301")
@example(["a 'b' 1"], "a\xadb\xad1")
@example(["a b", "ab 1"], "a\xadb 1")
@example(["ab", "a b 1"], "a\xadb 1")
@example(["a'b 1", "a b"], "a\xadb 1")
@example(["a b", "a 'b 1"], "a\xad'b 1")
@example(["a b", "ab 1 b"], "a\xadb 1\xadb")
@example(["a", "a b", "ab"], "a\xad")
@example(["a 'b", "a'b 1"], "a\xad'b 1")
@example(["a'", "a b", "ab"], "a\xad'b")
@trials(200)
def test_any_term_is_found_as_by_brute_force(
    engine: EngineName, names: list[str], text: str
) -> None:
    finder = finder_of(names, engine)
    expected = brute_force(forms_of(finder), text)
    assert expected == answers(finder.find(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jerking_info.search.pieces._BLOCK", 1)
        assert expected == answers(tuple(finder.find_in_pieces(text)))
    assert [expected] * 2 == [answers(found) for found in finder.find_all([text, text])]


SOFTLY = {" ": [" ", "-", "\xad", " \xad"], "'": ["", "'", "\xad'"]}


@pytest.mark.parametrize("engine", ENGINES)
@given(
    st.lists(st.text(st.sampled_from("aab' "), min_size=2, max_size=7), min_size=2, max_size=4),
    st.data(),
)
@trials(150)
def test_soft_hyphens_are_spaces_or_nothing_as_by_brute_force(
    engine: EngineName, names: list[str], data: st.DataObject
) -> None:
    finder = finder_of(names, engine)
    forms = forms_of(finder)
    some = data.draw(st.lists(st.sampled_from([form for form, _ in forms] or ["a"]), max_size=2))
    written = (
        data.draw(st.sampled_from(SOFTLY.get(letter, [letter, f"\xad{letter}"])))
        for letter in " ".join(some)
    )
    text = "".join(written) + data.draw(st.sampled_from(["", "\xad", "\xada", "'a", " b"]))
    assert brute_force(forms, text) == answers(finder.find(text))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("version", FORMS)
@given(st.data())
@trials(50)
def test_many_texts_at_once_give_what_each_gives(
    version: str, engine: EngineName, data: st.DataObject
) -> None:
    finder = FINDERS[version, engine]
    drawn = data.draw(st.lists(texts([form for form, _ in FORMS[version]]), max_size=40))
    assert [finder.find(text) for text in drawn] == list(finder.find_all(iter(drawn)))


@pytest.mark.parametrize("engine", ENGINES)
@given(st.lists(NEWEST_TEXTS, max_size=12), st.integers(1, 60), st.integers(1, 80))
@trials(150)
def test_a_text_in_pieces_gives_what_the_whole_gives(
    engine: EngineName, drawn: list[str], length: int, block: int
) -> None:
    text = "".join(drawn)
    finder = FINDERS[NEWEST, engine]
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    with pytest.MonkeyPatch.context() as patch:
        # So that borders fall everywhere, and not only once in a hundred thousand characters.
        patch.setattr("jerking_info.search.pieces._BLOCK", block)
        assert finder.find(text) == tuple(finder.find_in_pieces(pieces))


@pytest.mark.parametrize("engine", ENGINES)
@given(topics())
@trials(10)
def test_a_pickled_finder_is_equal_and_finds_the_same(engine: EngineName, topic: Topic) -> None:
    finder = Finder(topic, engine)
    again = pickle.loads(pickle.dumps(finder))
    assert (finder, hash(finder), finder.engine) == (again, hash(again), again.engine)
    text = " ".join(synonym.text for synonym in topic.synonyms)
    assert finder.find(text) == again.find(text)
