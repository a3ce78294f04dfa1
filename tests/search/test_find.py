"""`find` and `Finder`: facts about the rules of docs/mentions.md that people rely on."""

import copy
import importlib.util
import pickle
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any, Literal

import pytest

from jerking_info import EngineName, Finder, Mention, Topic, find, load, topic
from tests.oracle import APOSTROPHES, HYPHENS, IGNORED, mentions, spellings_of

ENGINES: list[EngineName] = ["re", "ahocorasick_rs"]
every_engine = pytest.mark.parametrize("engine", ENGINES)


def topic_of(*aliases: str, lookalikes: tuple[str, ...] = ()) -> Topic:
    """Return the topic with these terms beside the title."""
    return topic.model_copy(
        update={"aliases": aliases, "lookalikes": lookalikes, "synonyms": (), "causes": ()}
    )


def found(engine: EngineName, text: str, *aliases: str) -> list[str]:
    finder = Finder(topic_of(*aliases) if aliases else topic, engine)
    return [mention.text for mention in finder.find(text)]


@every_engine
@pytest.mark.parametrize("version", ["1.0.0", "1.1.0", "1.2.0"])
def test_every_term_is_found_with_its_entry(version: str, engine: EngineName) -> None:
    content = load(version)
    expected: list[tuple[Any, Any, str]] = []
    expected += [("topic", content.id, text) for text in (content.title, *content.aliases)]
    for synonym in content.synonyms:
        expected += [("topic", synonym.id, text) for text in (synonym.text, *synonym.aliases)]
    for cause in content.causes:
        expected += [("cause", cause.id, text) for text in (cause.name, *cause.aliases)]
        for each in cause.examples:
            expected += [("example", cause.id, text) for text in (each.name, *each.aliases)]
    finder = Finder(content, engine)
    for kind, id_, term in expected:
        [mention] = finder.find(f"({term.upper()})")
        assert mention == Mention(1, 1 + len(term), term.upper(), kind, id_, term)


def test_find_uses_the_newest_release() -> None:
    text = "what causes jerking movements and PLMD?"
    assert Finder(load()).find(text) == find(text)
    assert [mention.id for mention in find(text)] == ["jerking-movements", "sleep-disorders"]


@every_engine
@pytest.mark.parametrize("beside", ["", "\u201c"])
def test_any_character_of_latin_1_beside_a_term(engine: EngineName, beside: str) -> None:
    finder = Finder(content := topic_of("restless legs", "RLS"), engine)
    for character in map(chr, range(0x100)):
        for term in ("restless legs", "RLS"):
            text = f"{character}{term} {term}{character}{beside}{term}"
            assert mentions(spellings_of(content), text) == finder.find(text)


@every_engine
@pytest.mark.parametrize("space", [*HYPHENS, "\t", "\r\n", "\xa0", "\u2003", " \u2014 ", " " * 8])
def test_a_space_matches_up_to_8_spaces_and_hyphens(engine: EngineName, space: str) -> None:
    assert found(engine, f"low{space}iron", "low-iron") == [f"low{space}iron"]


@every_engine
@pytest.mark.parametrize("other", ["", ".", ", ", " " * 9, "\u200b", " x "])
def test_a_space_matches_nothing_else(engine: EngineName, other: str) -> None:
    assert found(engine, f"low{other}iron", "low iron") == []


@every_engine
@pytest.mark.parametrize("apostrophe", ["", *APOSTROPHES])
def test_apostrophes_match_each_other_and_none(engine: EngineName, apostrophe: str) -> None:
    text = f"a{apostrophe}b{apostrophe}c"
    assert found(engine, text, "a'b\u2019c") == [text]


@every_engine
def test_apostrophes_are_left_out_all_or_none(engine: EngineName) -> None:
    assert found(engine, "ab'c a'bc a''b'c", "a'b'c") == []


@every_engine
@pytest.mark.parametrize("ignored", [*IGNORED, "\xad" * 194])
def test_ignored_characters_count_as_not_there(engine: EngineName, ignored: str) -> None:
    text = f"{ignored}str{ignored}ess{ignored}"
    assert found(engine, text, "stress") == [f"str{ignored}ess"]
    assert found(engine, f"stress{ignored}ed de{ignored}stress", "stress") == []


@every_engine
def test_a_mention_has_at_most_200_characters(engine: EngineName) -> None:
    assert found(engine, "str" + "\xad" * 195 + "ess", "stress") == []
    assert found(engine, "a b c" + "\xad" * 196 + "d", "a b", "a b cd") == ["a b"]
    assert found(engine, "x" * 200, "x" * 200) == ["x" * 200]
    assert found(engine, "x" * 201, "x" * 201) == []


@every_engine
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u0130\u0130 STRESS", (3, 9)),
        ("\U0001f600 \xdf \ufb01 stre\u1e9e", (6, 11)),
        ("e\u0301 \u017ftress", (3, 9)),
        ("\ud800\0 stress", (3, 9)),
        ("\u200b\xad stress\u200b, \xad", (3, 9)),
    ],
)
def test_offsets_are_those_of_the_given_text(
    engine: EngineName, text: str, expected: tuple[int, int]
) -> None:
    [mention] = Finder(topic_of("stress"), engine).find(text)
    assert expected == (mention.start, mention.end)


@every_engine
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_text_are_the_same(
    engine: EngineName, form: Literal["NFC", "NFD"]
) -> None:
    terms = ["caf\xe9", "\ud55c\uad6d", "\u1fb3\u0301x"]
    text = unicodedata.normalize(form, " ".join(terms))
    assert [unicodedata.normalize(form, term) for term in terms] == found(engine, text, *terms)


@every_engine
@pytest.mark.parametrize(
    "text", ["stress\u0301", "stress\u0488", "e\u0301stress", "\u201c\u0301stress", "\u5b57stress"]
)
def test_letters_and_marks_beside_a_term_make_another_word(engine: EngineName, text: str) -> None:
    assert found(engine, text, "stress") == []


@every_engine
@pytest.mark.parametrize(
    ("term", "other"),
    [
        ("low irons", "low iron"), ("anxiety", "anxieties"), ("Tics", "tic"), ("EEG", "EEGs"),
        ("boxes", "box"), ("stress", "stresses"), ("bodies", "body"), ("day", "days"),
    ],
)  # fmt: skip
def test_the_last_word_is_found_in_its_other_number(
    engine: EngineName, term: str, other: str
) -> None:
    assert found(engine, other, term) == [other]


@pytest.mark.parametrize(
    ("term", "other"), [("RLS", "RLSs"), ("Parkinson's", "Parkinson'ss"), ("basis", "basi")]
)
def test_some_words_have_no_other_number(term: str, other: str) -> None:
    assert found("re", other, term) == []


@every_engine
def test_own_words_win_over_plurals_and_the_title_over_all(engine: EngineName) -> None:
    content = topic_of("tic", "jerking movements", lookalikes=("tics", "jerking movement"))
    terms = [each.term for each in Finder(content, engine).find("tic tics jerking movements")]
    assert terms == ["tic", "Jerking movements"]


@every_engine
def test_a_term_that_is_no_word_is_found(engine: EngineName) -> None:
    assert found(engine, "a (b) (b)c, x(b) \u5b57 \u5b57\u5b57", "(b)", "\u5b57") == [
        "(b)",
        "\u5b57",
    ]
    assert found(engine, "- \u0301", "-", "\u0301") == []


@every_engine
def test_long_texts_of_hard_characters_end_soon(engine: EngineName) -> None:
    finder = Finder(topic, engine)
    for unit in (" ", "-", "'", "a", "restless ", "\u200b", "\u0301", "\u0323\u0301", "s\u0301"):
        assert finder.find(unit * 100_000) == ()


@every_engine
def test_a_finder_is_a_value(engine: EngineName) -> None:
    finder = Finder(topic, engine)
    finder.find("stress")
    for other in (Finder(topic, engine), pickle.loads(pickle.dumps(finder)), copy.copy(finder)):
        assert (finder, hash(finder), finder.engine) == (other, hash(other), engine)
        assert finder.find("stress") == other.find("stress")
    assert finder != Finder(load("1.0.0"), engine)
    assert len(pickle.dumps(finder)) < 20_000
    assert repr(finder).startswith("<Finder of ")
    with pytest.raises(AttributeError):
        finder.engine = "re"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


@every_engine
def test_threads_share_a_finder(engine: EngineName) -> None:
    finder = Finder(topic_of("stress", str(engine)), engine)
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(finder.find, ["stress"] * 64))
    assert len(results) == 1


def test_find_all_is_lazy_and_finds_in_each() -> None:
    texts = iter(["stress", "tea", "caffeine"])
    each = Finder(topic).find_all(texts)
    assert next(each) == find("stress")
    assert next(texts) == "tea"
    assert [*each] == [find("caffeine")]


@every_engine
def test_find_in_pieces_gives_offsets_into_the_whole(engine: EngineName) -> None:
    finder = Finder(topic, engine)
    text = "a stress test, str\xadess. " * 9_000
    pieces = [text[at : at + 999] for at in range(0, len(text), 999)]
    assert finder.find(text) == tuple(finder.find_in_pieces(pieces))
    assert len(finder.find(text)) == 9_000


class Loud(str):
    """A `str` that prints, counts and cuts in its own way."""

    __slots__ = ()

    def __str__(self) -> str:
        return "loud"

    def __len__(self) -> int:
        return 3

    def __getitem__(self, _: object) -> str:
        return "x"


def test_a_subclass_of_str_is_read_as_its_characters() -> None:
    [mention] = find(Loud("too much stress"))
    assert (type(mention.text), mention.text) == (str, "stress")
    assert [mention] == [*Finder(topic).find_in_pieces([Loud("too much str"), Loud("ess")])]


@pytest.mark.parametrize("text", [b"stress", None, 1])
def test_only_str_is_text(text: object) -> None:
    with pytest.raises(TypeError, match=f"find takes str, not {type(text).__name__}"):
        find(text)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="find takes str"):
        list(Finder(topic).find_in_pieces([text]))  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def test_an_unknown_engine_is_an_error() -> None:
    with pytest.raises(ValueError, match="no engine 'x'; choose one of re, ahocorasick_rs"):
        Finder(topic, "x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("module", [None, ModuleType("ahocorasick_rs")])
def test_without_a_working_extra_the_engine_is_re(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType | None
) -> None:
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", module)
    monkeypatch.delitem(sys.modules, "jerking_info.search.fast_engine", raising=False)
    finder = Finder(topic)
    assert (finder.engine, len(finder.find("stress"))) == ("re", 1)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'jerking-info\[fast\]'"):
        Finder(topic, "ahocorasick_rs")


def test_the_engine_is_loaded_at_the_first_search() -> None:
    code = (
        "import sys, jerking_info; jerking_info.causes; import jerking_info as j;"
        "assert 'jerking_info.search.finder' not in sys.modules; f = j.Finder(j.topic, 're');"
        "f.find('x'); assert 'ahocorasick_rs' not in sys.modules"
    )
    assert importlib.util.find_spec("ahocorasick_rs")
    subprocess.run([sys.executable, "-c", code], check=True)
