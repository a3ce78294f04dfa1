"""`find` and `Finder`, rule by rule of docs/mentions.md."""

# pyright: reportPrivateUsage=false

import copy
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import ANY

import pytest

from jerking_info import Topic, find, load, releases
from jerking_info.search.engine import Block, Engine, Found
from jerking_info.search.finder import EngineName, Finder, Mention, _newest, _terms_of
from jerking_info.search.terms import _COMMON, _RARE, FOLDED_TO_ASCII, Terms, _folded, forms_of
from tests.laws.test_mentions import ENGINES, FORMS, answers
from tests.oracle import APOSTROPHES, HYPHENS, IGNORED, SPACES, brute_force

TOPIC = load("1.0.0")
every_engine = pytest.mark.parametrize("finder", [Finder(TOPIC, engine) for engine in ENGINES])
every_release = pytest.mark.parametrize("topic", [load(release.version) for release in releases])


def terms(finder: Finder, text: str) -> list[str]:
    return [mention.term for mention in finder.find(text)]


@every_release
@pytest.mark.parametrize("engine", ENGINES)
def test_every_synonym_cause_example_and_alias_is_found(topic: Topic, engine: EngineName) -> None:
    finder = Finder(topic, engine)
    expected: list[tuple[str, str, str]] = [
        ("synonym", synonym.id, synonym.text) for synonym in topic.synonyms
    ]
    for cause in topic.causes:
        expected += [("cause", cause.id, name) for name in (cause.name, *cause.aliases)]
        for example in cause.examples:
            names = (example.name, *example.aliases)
            expected += [("example", cause.id, name) for name in names]
    for kind, id_, term in expected:
        for text in (term, term.upper(), f"({term})"):
            [mention] = finder.find(text)
            assert (kind, id_, term) == (mention.kind, mention.id, mention.term)
    assert len(expected) == len([*_terms_of(topic)])


def test_find_knows_the_newest_release() -> None:
    text = "caffeine and sudden movements"
    assert find(text) == Finder(load()).find(text) != ()
    assert _newest() is _newest()


@every_engine
def test_a_word_that_the_content_does_not_have_is_no_term(finder: Finder) -> None:
    assert terms(finder, "spasm spasms jerking movements tea") == []


@every_engine
@pytest.mark.parametrize("space", [*SPACES, *HYPHENS, "\r\n", " \u2014 ", "\n\n\n", "-\n  "])
def test_a_space_matches_white_space_and_hyphens(finder: Finder, space: str) -> None:
    [mention] = finder.find(f"x muscle{space}jerking.")
    assert (2, 2 + 13 + len(space)) == (mention.start, mention.end)


@every_engine
@pytest.mark.parametrize("rest", ["", " caf\xadfeine"])
def test_a_space_matches_nothing_else(finder: Finder, rest: str) -> None:
    text = f"muscle?jerking muscle.jerking muscle, jerking musclejerking{rest}"
    assert terms(finder, text) == ["caffeine"] * bool(rest)


@every_engine
@pytest.mark.parametrize("apostrophe", ["", *APOSTROPHES])
def test_an_apostrophe_matches_its_variants_and_nothing(finder: Finder, apostrophe: str) -> None:
    for broken in ("", "\xad"):  # in two lines perhaps
        text = f"PARKINSON{broken}{apostrophe}S DISEASE"
        assert terms(finder, text) == ["Parkinson's disease"]


@every_engine
@pytest.mark.parametrize("nothing", [*IGNORED, "\xad", "\u200d\xad\ufeff", "\xad\xad"])
def test_what_is_not_seen_is_looked_through(finder: Finder, nothing: str) -> None:
    assert terms(finder, f"caf{nothing}feine") == ["caffeine"]
    assert terms(finder, f"caffeine{nothing}d de{nothing}caffeine") == []
    text = f"{nothing}caffeine{nothing} tea"
    assert [mention.text for mention in finder.find(text)] == ["caffeine"]


@every_engine
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u0130\u0130 caffeine", (3, 11)),
        ("\U0001f600\U0001d4d0 caffeine", (3, 11)),
        ("e\u0301te\u0301 caffeine", (6, 14)),
        ("\ufb01\xdf\u1e9e caffeine", (4, 12)),
        ("\ud800 caffeine", (2, 10)),
        ("ca\ufb00eine", (0, 7)),
        ("low \u017ftre\u1e9e", (4, 9)),
    ],
)
def test_offsets_are_those_of_the_text(
    finder: Finder, text: str, expected: tuple[int, int]
) -> None:
    [mention] = finder.find(text)
    assert expected == (mention.start, mention.end)
    assert text[mention.start : mention.end] == mention.text


@every_engine
@pytest.mark.parametrize(
    "text",
    [
        "distress", "stressed", "stress_", "_stress", "stress1", "1stress", "\xe9stress",
        "stress\xe9", "stress\u0488",
        "stress\u0301", "e\u0301stress", "\u5b57stress", "stress\u0915", "\u0915\u093fstress",
        "tw\u0130tching movements",
    ],
)  # fmt: skip
def test_only_whole_words_are_found(finder: Finder, text: str) -> None:
    assert terms(finder, text) == []


@every_engine
@pytest.mark.parametrize("beyond", ["", " \u201c"])
@pytest.mark.parametrize("term", ["stress", "restless legs"])
def test_whatever_of_latin_1_stands_beside_a_term(finder: Finder, term: str, beyond: str) -> None:
    texts = [
        text
        for character in map(chr, range(0x100))
        for text in (f"{character}{term}{beyond}", f"{term}{character}{beyond}")
    ]
    forms = [(form.text, form.term.text) for form in Terms(finder._terms).forms]
    expected = [brute_force(forms, text) for text in texts]
    assert expected == [answers(finder.find(text)) for text in texts]
    assert expected == [answers(mentions) for mentions in finder.find_all(texts)]


@every_engine
@pytest.mark.parametrize(
    "text", ["stress's", "\u201cstress\u201d", "\u2764\ufe0fstress", "(stress)", "a-stress-b"]
)
def test_what_is_no_letter_ends_a_word(finder: Finder, text: str) -> None:
    assert terms(finder, text) == ["stress"]


@every_engine
def test_the_leftmost_then_longest_term_is_found(finder: Finder) -> None:
    assert terms(finder, "stress and anxiety") == ["Stress and anxiety"]
    assert terms(finder, "stress and anxietyx") == ["stress"]
    assert terms(finder, "stress and anxiety\u0301") == ["stress"]
    assert terms(finder, "stress and anxiety\u0488") == ["stress"]  # no letter that has it
    assert terms(finder, "sudden movements\u0301, \u0142") == []  # nor is it a plural
    assert terms(finder, "stress\xad\u0301 stress\xad \u0142") == ["stress"]
    assert terms(finder, "stress  and, anxiety") == ["stress", "anxiety"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("medication sudden movements", ["sudden movements"]),
        ("drug side effects", ["drug side effects"]),
        ("adverse drug  side effects of drug", ["drug side effects"]),
        ("central nervous  system disorders", ["nervous system disorder"]),
        ("tourette's dis caffeine", ["Tourette's", "caffeine"]),
        ("low low  blood low-blood\n\npotassium", ["low blood potassium"]),
    ],
)
def test_what_begins_like_a_term_hides_none(
    engine: EngineName, text: str, expected: list[str]
) -> None:
    finder = Finder(load("1.1.0"), engine)
    assert expected == terms(finder, text)
    assert expected == terms(finder, f"{text} \u2019")
    assert expected * 99 == terms(finder, f"{text}. " * 99)


@every_engine
def test_the_last_word_is_found_in_plural_and_singular(finder: Finder) -> None:
    text = "sudden movement, anxieties, stresses, amphetamine, Tourette syndromes"
    expected = ["sudden movements", "anxiety", "stress", "amphetamines", "Tourette syndrome"]
    assert expected == terms(finder, text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("movements", ["movement"]), ("movement", ["movements"]), ("therapies", ["therapy"]),
        ("boxes", ["box"]), ("box", ["boxes"]), ("losses", ["loss"]), ("loss", ["losses"]),
        ("day", ["days"]), ("myoclonus", ["myoclonuses"]), ("analysis", ["analysises"]),
        ("ties", ["tie"]), ("flies", ["fly"]), ("soliloquies", ["soliloquy"]), ("gas", ["gases"]),
        ("tics", ["tic"]), ("tic", ["tics"]), ("diseases", ["disease"]), ("tourette's", []),
        ("a1", []), ("\xe9", []), ("y", ["ys"]),
    ],
)  # fmt: skip
def test_plurals_and_singulars_are_regular(word: str, expected: list[str]) -> None:
    assert expected == list(forms_of(word))
    assert [f"low {form}" for form in expected] == list(forms_of(f"low {word}"))


def test_an_abbreviation_has_no_singular() -> None:
    assert list(forms_of("rls", abbreviation=True)) == []
    assert list(forms_of("plmd", abbreviation=True)) == ["plmds"]


def test_the_content_comes_before_its_plurals() -> None:
    cause = TOPIC.causes[0]
    example = cause.examples[0].model_copy(update={"name": "tics"})
    other = example.model_copy(update={"name": "tic"})
    causes = (cause.model_copy(update={"examples": (example, other)}),)
    finder = Finder(TOPIC.model_copy(update={"causes": causes}))
    assert terms(finder, "tic tics") == ["tic", "tics"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        # An apostrophe that may be nothing makes two ways to the same letters.
        (["xa'b c", "xab d"], "xab c, xa\u2019b c, XA'B\nC", ["xa'b c"] * 3),
        (["xa'b c", "xab d"], "xab d, xa'b d", ["xab d"]),
        (["xa'b c", "xab"], "xab c, xab", ["xa'b c", "xab"]),
        # What differs by a space is told apart by it.
        (["muscletic", "muscle tic"], "muscle tic, muscletic", ["muscle tic", "muscletic"]),
        # What ends like another term is found once, as the longer.
        (["vitamin b", "b"], "vitamin b", ["vitamin b"]),
        (["vitamin b", "b"], "\xe9 vitamin b", ["vitamin b"]),
        (["st. vitus"], "st. vitus, sta vitus", ["st. vitus"]),
        # A mark may stand on what a term can do without.
        (["legs'"], "legs'\u0301", ["legs'"]),
    ],
)
def test_terms_that_almost_look_alike_are_told_apart(
    engine: EngineName, names: list[str], text: str, expected: list[str]
) -> None:
    synonyms = tuple(TOPIC.synonyms[0].model_copy(update={"text": name}) for name in names)
    finder = Finder(TOPIC.model_copy(update={"synonyms": synonyms, "causes": ()}), engine)
    assert expected == terms(finder, text)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_term_may_have_many_apostrophes(engine: EngineName) -> None:
    name = "'".join("abcdefghij" * 4)
    synonym = TOPIC.synonyms[0].model_copy(update={"text": name})
    finder = Finder(TOPIC.model_copy(update={"synonyms": (synonym,), "causes": ()}), engine)
    assert [name] * 2 == terms(finder, " ".join((name, name.replace("'", ""))))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("term", ["\u0301\u0301", "\u0301b"])
def test_a_mark_begins_no_word_but_at_the_beginning_of_a_text(
    engine: EngineName, term: str
) -> None:
    synonym = TOPIC.synonyms[0].model_copy(update={"text": term})
    finder = Finder(TOPIC.model_copy(update={"synonyms": (synonym,)}), engine)
    for text, expected in {term: 1, f"\t{term}": 0, f"a {term}": 0}.items():
        assert expected == len(finder.find(text))
        assert expected == len([*finder.find_in_pieces(text)])


@every_engine
def test_many_texts_that_only_begin_like_terms_have_none(finder: Finder) -> None:
    assert [*finder.find_all(["low potash", "muscle  ", "sleep disorderly"] * 99)] == [()] * 297


@every_engine
def test_many_texts_may_each_have_several(finder: Finder) -> None:
    texts = ["caffeine, stress and sudden movements", "tea", "stress"] * 99
    assert [len(mentions) for mentions in finder.find_all(texts)] == [3, 0, 1] * 99


@every_engine
@pytest.mark.parametrize("run", [1, 1025, 300_000])
def test_a_term_may_go_on_however_far_away(finder: Finder, run: int) -> None:
    pieces = ["tea, muscle", " " * run, "jerking"]
    [mention] = finder.find_in_pieces(pieces)
    assert (5, 5 + 6 + run + 7) == (mention.start, mention.end)
    assert (mention,) == finder.find("".join(pieces))


@every_engine
def test_a_long_text_beyond_ascii_has_each_mention_where_it_is(finder: Finder) -> None:
    text = "\xe9 caffeine " * 30_000
    starts = [mention.start for mention in finder.find(text)]
    assert starts == [*range(2, len(text), 11)]


def test_letters_that_fold_to_ascii_are_those_of_unicode() -> None:
    folded = {character: _folded(character) for character in map(chr, range(0x80, 0x110000))}
    letters = {character for character, text in folded.items() if text.isalnum() and text.isascii()}
    assert letters == set(FOLDED_TO_ASCII)
    # Of what folds to more, no more than the first character is in ASCII.
    assert not any(
        text[1:2].isascii() for text in folded.values() if text[1:2] and not text.isascii()
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tremor \u03bc", "Tremor \xb5"), ("caf\xe9 stress", "CAFE\u0301 STRESS"),
        ("\xe9clair", "\xc9CLAIR"), ("\xe9clair", "e\u0301clair"), ("tic \u01f0", "tic \u01f0"),
        ("tic;toc", "tic\u037etoc"), ("\u03bc\u0390x", "\u039c\u03aa\u0301X"),
        ("\u1fe7", "\u03a5\u0308\u0342"), ("\u03b9\u0308\u0301", "\u03aa\u0301"),
    ],
)  # fmt: skip
def test_a_term_may_have_any_letters(engine: EngineName, name: str, text: str) -> None:
    synonym = TOPIC.synonyms[0].model_copy(update={"text": name})
    finder = Finder(TOPIC.model_copy(update={"synonyms": (synonym,)}), engine)
    for padded in (text, f"caffeine {text}.", f"\u201c{text}\u201d"):
        assert name in terms(finder, padded)


def test_hyphens_are_those_of_unicode() -> None:
    dashes = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Pd"}
    known = {character for character, meant in {**_COMMON, **_RARE}.items() if meant == "-"}
    assert dashes <= known | {"-"}


@every_engine
@pytest.mark.parametrize(
    "unit", ["'", " ", "restless legs ", "a", "stress\xad", "muscle  ", "\xe9", "e\u0301"]
)
def test_long_runs_end(finder: Finder, unit: str) -> None:
    text = unit * (400_000 // len(unit))
    expected = text.count("stress") if "\xad" not in unit else 0
    assert expected == len(finder.find(text))
    assert expected == sum(1 for _ in finder.find_in_pieces([text]))


def test_a_mention_is_immutable_and_hashable() -> None:
    mention = Mention(0, 8, "CAFFEINE", "example", "stimulant-use", "caffeine")
    assert {mention: 1}[pickle.loads(pickle.dumps(mention))] == 1
    with pytest.raises(AttributeError):
        mention.start = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def test_a_finder_never_changes() -> None:
    finder = Finder(TOPIC)
    changes: dict[str, Callable[[], None]] = {
        "'engine' cannot be set": lambda: setattr(finder, "engine", "re"),
        "'_terms' cannot be set": lambda: setattr(finder, "_terms", ()),
        "'new' cannot be set": lambda: setattr(finder, "new", 1),
        "'_terms' cannot be deleted": lambda: delattr(finder, "_terms"),
        "it has its terms": lambda: finder.__init__(load("1.1.0")),  # type: ignore[misc]
    }
    for said, change in changes.items():
        with pytest.raises(AttributeError, match=f"^a Finder never changes: {said}$"):
            change()
    assert finder == copy.deepcopy(finder) != Finder(TOPIC, "re")
    assert finder != "a finder"
    assert finder == ANY  # what knows better is asked, too
    assert hash(finder) != hash(Finder(TOPIC, "re"))
    assert f"<Finder of 24 terms with '{finder.engine}'>" == repr(finder)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pickle_carries_the_terms_and_no_engine(engine: EngineName) -> None:
    finder = Finder(TOPIC, engine)
    before = pickle.dumps(finder)
    finder.find("caffeine")
    assert before == pickle.dumps(finder)
    assert len(before) < 4000
    assert finder.find("caffeine") == pickle.loads(before).find("caffeine")


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_that_find_first_at_once_build_one_engine(engine: EngineName) -> None:
    finder = Finder(TOPIC, engine)
    with ThreadPoolExecutor(8) as pool:
        built = {id(engine) for engine in pool.map(Finder._matcher, [finder] * 64)}
        found = set(pool.map(finder.find, ["caffeine"] * 64))
    assert (len(built), len(found)) == (1, 1)


def test_an_engine_that_another_thread_built_meanwhile_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finder, built = Finder(TOPIC), Finder(TOPIC)._matcher()

    @contextmanager
    def waiting() -> Iterator[None]:
        object.__setattr__(finder, "_built", built)
        yield

    monkeypatch.setattr("jerking_info.search.finder.building", waiting())
    assert finder._matcher() is built


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_built_only_when_something_is_to_be_found(engine: EngineName) -> None:
    finder = Finder(TOPIC, engine)
    assert not hasattr(finder, "_built")
    next(finder.find_all(["tea"]))
    assert hasattr(finder, "_built")


def test_an_engine_can_be_asked_and_forced() -> None:
    assert Finder(TOPIC).engine == ENGINES[-1]
    assert [*ENGINES] == [Finder(TOPIC, engine).engine for engine in ENGINES]
    for engine, kind in zip(ENGINES, ("StandardEngine", "FastEngine"), strict=False):
        assert kind == type(Finder(TOPIC, engine)._matcher()).__name__
    with pytest.raises(
        ValueError, match=r"^no engine 'flashtext'; there are 're', 'ahocorasick_rs'$"
    ):
        Finder(TOPIC, "flashtext")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("other", [None, ModuleType("ahocorasick_rs")], ids=["none", "old"])
def test_without_the_extra_the_default_is_re_and_the_other_is_refused(
    monkeypatch: pytest.MonkeyPatch, other: ModuleType | None
) -> None:
    monkeypatch.delitem(sys.modules, "jerking_info.search.fast_engine", raising=False)
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", other)
    assert Finder(TOPIC).engine == "re"
    assert terms(Finder(TOPIC), "caffeine") == ["caffeine"]
    with pytest.raises(ModuleNotFoundError) as error:
        Finder(TOPIC, "ahocorasick_rs")
    said = (
        "the engine 'ahocorasick_rs' is not installed, or too old: pip install 'jerking-info[fast]'"
    )
    assert (said, "ahocorasick_rs") == (str(error.value), error.value.name)


@pytest.mark.parametrize("text", [None, b"caffeine", 1])
def test_what_is_not_text_is_refused(text: object) -> None:
    with pytest.raises(TypeError, match=f"^find takes str, not {type(text).__name__}$"):
        Finder(TOPIC).find(text)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


class Shouted(str):
    """Text that says something else than it is."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.upper()

    def __format__(self, _: str) -> str:
        return "nothing"

    def __getitem__(self, _: object) -> str:
        return "?"

    def replace(self, *_: object) -> str:
        return f"much longer than {self!r}"


@every_engine
@pytest.mark.parametrize("text", ["stress", "\u201cstress\u201d, Parkinson\u2019s disease \xe9"])
def test_what_is_derived_from_str_is_searched_as_the_text_that_it_is(
    finder: Finder, text: str
) -> None:
    expected = finder.find(text)
    assert expected
    assert expected == finder.find(Shouted(text)) == tuple(finder.find_in_pieces([Shouted(text)]))
    assert [expected, ()] == [*finder.find_all([Shouted(text), ""])]
    assert {str} == {type(mention.text) for mention in finder.find(Shouted(text))}


class Short(str):
    """Text that counts otherwise than it is."""

    __slots__ = ()

    def __len__(self) -> int:
        return 3


@every_engine
def test_what_is_derived_from_str_may_count_as_it_likes(finder: Finder) -> None:
    texts = [Short("too much caffeine"), Short("stress")]
    assert [finder.find(str.__str__(text)) for text in texts] == [*finder.find_all(texts)]


@every_engine
def test_what_has_ended_is_not_asked_for_more(finder: Finder) -> None:
    asked = iter([["caffeine"], [], ["stress"]])

    class Again:
        """An iterator that goes on after its end."""

        def __init__(self) -> None:
            self.texts = iter(next(asked))

        def __iter__(self) -> Iterator[str]:
            return self

        def __next__(self) -> str:
            try:
                return next(self.texts)
            except StopIteration:
                self.texts = iter(next(asked))
                raise

    assert [len(found) for found in finder.find_all(Again())] == [1]
    assert next(asked) == ["stress"]


@every_engine
@pytest.mark.parametrize("no_text", [None, b"", 0])
def test_a_piece_that_is_not_text_is_refused(finder: Finder, no_text: object) -> None:
    pieces: list[Any] = ["caf", no_text, "feine"]
    with pytest.raises(TypeError, match=f"^find takes str, not {type(no_text).__name__}$"):
        tuple(finder.find_in_pieces(pieces))


@every_engine
@pytest.mark.parametrize("no_text", [None, b"caffeine", 1, ["caffeine"]])
def test_of_many_the_one_that_is_not_text_is_refused_and_no_other(
    finder: Finder, no_text: object
) -> None:
    texts: list[Any] = ["caffeine", "tea", no_text, "stress", *["x"] * 20, "stress"]
    mentions = finder.find_all(texts)
    assert [len(next(mentions)), len(next(mentions))] == [1, 0]
    with pytest.raises(TypeError, match=f"^find takes str, not {type(no_text).__name__}$"):
        next(mentions)
    assert [1, *[0] * 20, 1] == [len(found) for found in mentions]


@every_engine
@pytest.mark.parametrize("count", [0, 5, 16, 100])
def test_what_comes_before_an_error_of_the_iterable_is_found(finder: Finder, count: int) -> None:
    def texts() -> Iterator[str]:
        yield from ["caffeine"] * count
        raise LookupError("no more")

    mentions = finder.find_all(texts())
    assert [len(next(mentions)) for _ in range(count)] == [1] * count
    with pytest.raises(LookupError, match=r"^no more$"):
        next(mentions)
    assert [*mentions] == []


class Watched:
    """An engine that notes how many texts it is given at once."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.terms = engine, engine.terms
        self.noted: list[int] = []

    def find(self, text: str) -> Iterable[Found]:
        self.noted.append(1)
        return self.engine.find(text)

    def find_in_block(self, block: Block) -> Iterable[Found]:
        self.noted.append(len(block.before) - 1)
        return self.engine.find_in_block(block)


@every_engine
@pytest.mark.parametrize(
    ("texts", "at_once"),
    [
        (["caffeine"] * 3000, [16, 64, 256, 1024, 1024, 616]),
        (["caffeine" + " " * 92] * 2000, [16, 64, 256, 648, 648, 368]),  # 64 Ki characters
        (["caffeine" + " " * 8183] * 40, [16, *[8] * 3]),
        (["caffeine" + " " * 16_376] * 20, [16, 3, 1]),  # 256 Ki at the most
        (["caffeine" + " " * 16_377] * 25, [*[1] * 16, 1, 3, 3, 2]),
        (["caffeine" + " " * 70_000] * 3, [3]),
        (["caffeine" + " " * 70_000] * 18, [*[1] * 16, 1, 1]),
    ],
)
def test_as_many_texts_are_searched_at_once_as_is_fast(
    finder: Finder, texts: list[str], at_once: list[int]
) -> None:
    finder = copy.copy(finder)
    watched = Watched(finder._matcher())
    object.__setattr__(finder, "_built", watched)
    assert [len(mentions) for mentions in finder.find_all(texts)] == [1] * len(texts)
    assert at_once == watched.noted


@every_engine
def test_many_texts_are_read_no_further_than_a_little_ahead(finder: Finder) -> None:
    texts = iter(["caffeine"] * 100_000)
    mentions = finder.find_all(texts)
    assert [len(next(mentions)) for _ in range(20)] == [1] * 20
    assert sum(1 for _ in texts) > 99_000


@every_engine
def test_of_long_texts_fewer_are_read_ahead(finder: Finder) -> None:
    texts = iter(["caffeine" + " " * 10_000] * 100)
    mentions = finder.find_all(texts)
    assert [len(next(mentions)) for _ in range(20)] == [1] * 20
    assert sum(1 for _ in texts) >= 78


@every_engine
def test_many_texts_may_hold_anything(finder: Finder) -> None:
    texts = ["\0caffeine\0", "", "caffeine " * 40_000, "caf\xadfeine", "\ud800caffeine", "x"]
    assert [len(found) for found in finder.find_all(texts)] == [1, 0, 40_000, 1, 1, 0]
    assert [len(found) for found in finder.find_all(texts[:2] + texts[3:4])] == [1, 0, 1]


@every_engine
@pytest.mark.parametrize(
    "sign", ["\u201c", "\u0105", "\u03b1", "\U0001f600", "\ufb01", "\xb5", "\xad", "?"]
)
def test_many_texts_are_found_whatever_is_in_one_of_them(finder: Finder, sign: str) -> None:
    texts = [f"{sign} x", "tea", f"x {sign}", "", "caffeine", f"muscle {sign} x", "stress, stress"]
    texts += [f"{sign} caffeine", f"muscle\u2014jerking {sign}", f"{sign}. low magnesium", "x"]
    found = list(finder.find_all(texts))
    assert [len(mentions) for mentions in found] == [0, 0, 0, 0, 1, 0, 2, 1, 1, 1, 0]
    assert [finder.find(text) for text in texts] == found
    for text, mentions in zip(texts, found, strict=True):
        assert all(text[start:end] == shown for start, end, shown, *_ in mentions)


def test_a_topic_without_terms_has_no_mentions() -> None:
    bare = TOPIC.model_copy(update={"causes": (), "synonyms": ()})
    for engine in ENGINES:
        assert Finder(bare, engine).find("caffeine") == ()


def test_a_pattern_is_built_without_waste() -> None:
    assert len(Terms(tuple(_terms_of(load()))).forms) < 400


def test_mentions_needs_no_content() -> None:
    code = "import sys, jerking_info.search.finder; print('jerking_info.content.releases' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("between", [" ", "  ", ", ", "'", "?", "\xa0-", "\u2014", "\u201c.\n"])
def test_every_term_is_found_beside_a_short_one(between: str) -> None:
    topic = load("1.1.0")
    names = [term.text for term in _terms_of(topic)]
    text = f"{between}rls{between}".join(names)
    expected = brute_force(FORMS["1.1.0"], text)
    assert len(expected) >= len(names)
    for engine in ENGINES:
        found = Finder(topic, engine).find(text)
        assert expected == [(mention.start, mention.end, mention.term) for mention in found]


# Of terms of all lengths: some begin alike, some are short, some have several words.
WORDS = [
    f"{first}{vowel}{last}"
    for first in "bcdfg"
    for vowel in "aeiou"
    for last in ("b", "lmn", "lmnopq", "lmn opq rst", "lmno/x")
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["(tic)", "/tic/", "tic.", ".tic", "x' (y)"])
@pytest.mark.parametrize("between", ["", " ", "\xad", "\u201c", "x"])
def test_terms_that_end_in_no_letter_are_found_side_by_side(
    engine: EngineName, name: str, between: str
) -> None:
    [synonym, *_] = TOPIC.synonyms
    synonyms = tuple(synonym.model_copy(update={"text": text}) for text in (name, "tea"))
    topic = TOPIC.model_copy(update={"causes": (), "synonyms": synonyms})
    finder = Finder(topic, engine)
    text = between.join([name, name, name])
    forms = [(form.text, form.term.text) for form in Terms(finder._terms).forms]
    expected = brute_force(forms, text)
    assert expected == answers(finder.find(text))
    assert expected == answers(tuple(finder.find_in_pieces(text)))
    assert [expected, expected] == [answers(found) for found in finder.find_all([text, text])]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("count", [1, 12, 22, 40, 70, len(WORDS)])
@pytest.mark.parametrize("step", [1, 3])
def test_any_number_of_terms_is_found(engine: EngineName, count: int, step: int) -> None:
    [synonym, *_] = TOPIC.synonyms
    chosen = (WORDS * step)[: count * step : step]
    synonyms = tuple(synonym.model_copy(update={"text": word}) for word in chosen)
    finder = Finder(TOPIC.model_copy(update={"causes": (), "synonyms": synonyms}), engine)
    text = ", ".join(WORDS)
    forms = [(form.text, form.term.text) for form in Terms(finder._terms).forms]
    expected = [term for *_, term in brute_force(forms, text)]
    assert set(chosen) == set(expected)
    assert expected == terms(finder, text)
    assert expected == terms(finder, f"{text} {'and so on ' * 1000}")
    assert expected == [found[0].term for found in finder.find_all(WORDS) if found]
