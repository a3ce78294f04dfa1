"""The rules of `find`: both engines give the answers of the oracle, for any text and any terms."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jerking_info import EngineName, Finder, Topic, load
from jerking_info.search.terms import terms_of
from jerking_info.testing import topics
from tests.oracle import APOSTROPHES, HYPHENS, IGNORED, mentions, spellings_of

ENGINES: list[EngineName] = ["re", "ahocorasick_rs"]
every_engine = pytest.mark.parametrize("engine", ENGINES)

LOOKALIKES = ("Parkinson's law", "stress test", "caffeine", "low-low potassium diets", "(RLS)")
TOPIC = load("1.1.0").model_copy(
    update={
        "aliases": ("jerk's", "x " * 90 + "x", "restless legs syndrome or low potassium"),
        "lookalikes": LOOKALIKES,
    }
)
FINDERS = {engine: Finder(TOPIC, engine) for engine in ENGINES}
FORMS = [term.text for term in terms_of(TOPIC)] + list(LOOKALIKES)

SPACES = "\t\n\x1c \x85\xa0\u2003\u2028\u3000"
# fmt: off
HOSTILE = [
    *SPACES, *HYPHENS, *APOSTROPHES, *IGNORED, "\r\n", " " * 8, "-" * 9, "\u200b" * 180,
    "\u200b" * 201, "\u0301" * 201, "İ", "ı", "ſ", "\u212a", "ß", "ẞ", "ﬁ", "ﬆ", "ﬃ", "ŉ", "ΐ",
    "Ϊ\u0301", "ῷ", "\u0345", "é", "E\u0301", "\u0301", "\u0307", "\u0323", "\u0488", "=\u0338",
    "\ufe0f", "❤\ufe0f", "😀", "𝓼", "\ud800", "\0", "_", "0", ".", "(", ")", "?", "“", "कि", "ก็",
    "字", "\u1112\u1161\u11ab",
]
# fmt: on


def pieces_of(forms: list[str]) -> st.SearchStrategy[str]:
    """Draw a spelling of a term with changes, a part of one, or a hostile character."""
    hostile = st.sampled_from(HOSTILE)
    letters = st.sampled_from(sorted({letter for form in forms for letter in form}))
    changes = st.tuples(st.integers(0, 30), hostile | letters | st.just(""))

    def changed(form: str, change: tuple[int, str], *, upper: bool, replaces: bool) -> str:
        at, new = change
        form = form.upper() if upper else form
        return form[:at] + new + form[at + replaces :]

    spelled = st.builds(
        changed, st.sampled_from(forms), changes, upper=st.booleans(), replaces=st.booleans()
    )
    return st.sampled_from(forms) | spelled | hostile | letters | st.just(" ")


def texts_of(forms: list[str]) -> st.SearchStrategy[str]:
    return st.lists(pieces_of(forms), max_size=8).map("".join)


@every_engine
@given(text=texts_of(FORMS))
@example("jerk" + "\xad" * 196 + "\u2019s")
@settings(max_examples=300)
def test_find_gives_the_mentions_of_the_oracle(engine: EngineName, text: str) -> None:
    found = FINDERS[engine].find(text)
    assert mentions(spellings_of(TOPIC), text) == found
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


ODD = st.sampled_from(
    ["a", "b", "'", "’", "-", " ", "(", "/", "\u0301", "\xad", "é", "1", "s", "字"]
)


@every_engine
@given(
    names=st.lists(st.text(ODD, min_size=1, max_size=6), min_size=1, max_size=4),
    text=st.text(ODD | st.sampled_from(["“", "?", "_"]), max_size=16),
    lookalikes=st.integers(0, 2),
)
@settings(max_examples=300)
@example(names=["a b", "b a"], text="xa b a", lookalikes=0)
@example(names=["a’\u0301"], text="\u00e1", lookalikes=0)
def test_find_takes_any_terms(
    engine: EngineName, names: list[str], text: str, lookalikes: int
) -> None:
    topic = TOPIC.model_construct(
        id="a",
        language="en",
        title=names[0],
        aliases=tuple(names[1 + lookalikes :]),
        lookalikes=tuple(names[1 : 1 + lookalikes]),
        synonyms=(),
        causes=(),
    )
    expected = mentions(spellings_of.__wrapped__(topic), text)
    assert expected == Finder(topic, engine).find(text)


@every_engine
@given(topic=topics(), data=st.data())
@settings(max_examples=15)
def test_find_takes_any_topic(engine: EngineName, topic: Topic, data: st.DataObject) -> None:
    text = data.draw(texts_of([term.text for term in terms_of(topic)]))
    finder = Finder(topic, engine)
    assert mentions(spellings_of(topic), text) == finder.find(text)
    again = pickle.loads(pickle.dumps(finder))
    assert (finder, hash(finder), finder.find(text)) == (again, hash(again), again.find(text))


BLOCK = 1 << 16  # characters that `find_in_pieces` searches at a time


@every_engine
@given(
    texts=st.lists(texts_of(FORMS), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 300), max_size=6),
    before=st.integers(0, 1500),
    filler=st.sampled_from([". ", "restless ", "\u200b", "s\u0301", "\u0301"]),
)
@settings(max_examples=20)
def test_find_in_pieces_gives_the_mentions_of_the_whole(
    engine: EngineName, texts: list[str], cuts: list[int], before: int, filler: str
) -> None:
    # The interesting part crosses the end of the first block.
    text = filler * ((BLOCK - before) // len(filler)) + "".join(texts) + filler * 800
    places = [0, *sorted(BLOCK - 150 + cut for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert FINDERS[engine].find(text) == tuple(FINDERS[engine].find_in_pieces(pieces))
