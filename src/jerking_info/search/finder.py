"""Where a text mentions the topic: its synonyms, its causes, and examples of them.

The rules are written down in `docs/mentions.md`.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import accumulate, chain, islice
from typing import Literal, NamedTuple, NoReturn, cast, get_args

from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import CauseId, SynonymId
from jerking_info.search.engine import BETWEEN, Block, Engine, Found, StandardEngine, building
from jerking_info.search.pieces import Segment, find_in_segment, segments
from jerking_info.search.terms import MentionKind, Term, Terms, plain

__all__ = ("EngineName", "Finder", "Mention", "MentionKind", "Segment", "find")


def __dir__() -> tuple[str, ...]:
    return __all__


_LONGEST_BLOCK = 1 << 18
_GOOD_BLOCK = 1 << 16

EngineName = Literal["re", "ahocorasick_rs"]
"""What finds: the standard library's `re`, or `ahocorasick_rs`, which the extra `fast` brings."""


_State = tuple[EngineName | None, tuple[Term, ...]]


class Mention(NamedTuple):
    """A place in a text at which a term of the topic stands."""

    start: int
    """The offset of the first character in the text."""
    end: int
    """The offset after the last character."""
    text: str
    """What stands there, as it is written: `text[start:end]`."""
    kind: MentionKind
    """Whether the term names the topic, a cause, or an example of a cause."""
    id: SynonymId | CauseId
    """The id of the synonym or of the cause; for an example, of the cause it belongs to."""
    term: str
    """The term as the content writes it: a synonym, a name or an alias."""


class Finder:
    """Finds the terms of a topic in texts.

    It never changes, can be shared between threads, and builds its engine when it first
    finds, once. A pickle of it carries the terms and not the engine.

    >>> from jerking_info import Finder, load
    >>> finder = Finder(load("1.0.0"))
    >>> [mention.term for mention in finder.find("Too much caffeine, or Parkinsons disease?")]
    ['caffeine', "Parkinson's disease"]
    """

    __slots__ = ("_built", "_requested", "_terms")

    _built: Engine
    _requested: EngineName | None
    _terms: tuple[Term, ...]

    def __init__(self, topic: Topic, engine: EngineName | None = None) -> None:
        """Take the terms of a topic.

        Args:
            topic: the content release whose terms to find.
            engine: what finds them; if not given, the fastest that is installed. The
                answers are the same.

        Raises:
            ValueError: if there is no such engine.
            ModuleNotFoundError: if the engine is not installed.
        """
        if engine is not None and engine not in _ENGINES:
            raise ValueError(f"no engine {engine!r}; there are {', '.join(map(repr, _ENGINES))}")
        if engine == "ahocorasick_rs" and not _has_fast_engine():
            raise ModuleNotFoundError(
                "the engine 'ahocorasick_rs' is not installed, or too old: "
                "pip install 'jerking-info[fast]'",
                name="ahocorasick_rs",
            )
        self.__setstate__((engine, tuple(_terms_of(topic))))

    def __getstate__(self) -> _State:
        return self._requested, self._terms

    def __setstate__(self, state: _State) -> None:
        if hasattr(self, "_terms"):
            raise AttributeError("a Finder never changes: it has its terms")
        object.__setattr__(self, "_requested", state[0])
        object.__setattr__(self, "_terms", state[1])

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Finder never changes: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Finder never changes: {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finder):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash(self.__getstate__())

    def __repr__(self) -> str:
        return f"<Finder of {len(self._terms)} terms with {self.engine!r}>"

    @property
    def engine(self) -> EngineName:
        """What finds: the engine that was asked for, or the fastest that is installed."""
        return self._requested or ("ahocorasick_rs" if _has_fast_engine() else "re")

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find where a text mentions the topic.

        Args:
            text: any text.

        Returns:
            The mentions in the order of the text: whole words, leftmost, then longest,
            none over another, with offsets into this very text.

        Raises:
            TypeError: if it is not text.

        >>> from jerking_info import Finder, topic
        >>> Finder(topic).find("Sudden-movements!")[0].id
        'sudden-movements'
        """
        if type(text) is not str:  # 2 mutants live: text that is plain stays as it is
            text = plain(text)
        # 6 mutants live: the same is found either way, in another time and memory.
        if len(text) > _LONGEST_BLOCK and not text.isascii():
            return tuple(self.find_in_pieces(_slices(text)))  # lowered bit by bit
        try:
            engine = self._built
        except AttributeError:  # the first time
            engine = self._matcher()
        return _mentions(text, found) if (found := engine.find(text)) else ()

    def find_all(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """Find where each of many texts mentions the topic, faster if `ahocorasick_rs` finds.

        Args:
            texts: any number of texts; up to 1024 are read ahead.

        Returns:
            What `find` gives, for each text in turn, as it is asked for.

        Raises:
            TypeError: if one of them is not text, after the answers for those before it.

        >>> from jerking_info import Finder, topic
        >>> [len(mentions) for mentions in Finder(topic).find_all(["caffeine", "tea"])]
        [1, 0]
        """
        return chain.from_iterable(self._found_in_blocks(iter(texts)))

    def _found_in_blocks(self, texts: Iterator[str]) -> Iterator[Iterable[tuple[Mention, ...]]]:
        engine = self._matcher()
        at_once, more = 16, True
        while more:
            some: list[str] = []
            try:
                some.extend(islice(texts, at_once))
            except Exception:
                yield map(self.find, some)  # what came before it is not lost
                raise
            more = len(some) == at_once
            if block := _block(some):
                yield _by_text(block, engine.find_in_block(block))
                good = _GOOD_BLOCK * len(some) // (len(block.joined) + 1)
            else:
                yield map(self.find, some)
                good = 1
            at_once = max(1, min(good, 4 * at_once, 1024))

    def find_in_pieces(self, pieces: Iterable[str]) -> Iterator[Mention]:
        """Find where a text that comes in pieces mentions the topic: a file, a stream.

        Args:
            pieces: the text in its order, cut anywhere.

        Returns:
            What `find` gives for the whole text, one mention after the other, while only
            a part of it is held in memory.

        >>> from jerking_info import Finder, topic
        >>> [mention.start for mention in Finder(topic).find_in_pieces(["x caf", "feine"])]
        [2]
        """
        done = 0
        for segment in self.segments(pieces):
            for mention in self.find_in_segment(segment, done):
                done = mention.end
                yield mention

    def segments(self, pieces: Iterable[str]) -> Iterator[Segment]:
        """Cut a text that comes in pieces into segments, to find in several at a time.

        Args:
            pieces: the text in its order, cut anywhere.

        Returns:
            The segments in their order.
        """
        return segments(self._matcher().terms, pieces)

    def find_in_segment(self, segment: Segment, start: int = 0) -> tuple[Mention, ...]:
        """Find where a segment of a text mentions the topic.

        Args:
            segment: one that `segments` gave.
            start: where the last mention of the segments before it ends. Only if that is
                within this segment does it matter.

        Returns:
            The mentions that begin in the segment, with offsets into the whole text.
        """
        return tuple(
            Mention(begin, end, text, term.kind, term.id, term.text)
            for begin, end, text, term in find_in_segment(self._matcher(), segment, start)
        )

    def _matcher(self) -> Engine:
        try:
            return self._built
        except AttributeError:  # the first time
            with building:
                if not hasattr(self, "_built"):
                    object.__setattr__(self, "_built", _build(self.engine, self._terms))
            return self._built


def find(text: str) -> tuple[Mention, ...]:
    """Find where a text mentions the topic, as the newest content release knows it.

    Args:
        text: any text.

    Returns:
        The mentions in the order of the text: whole words, leftmost, then longest, none
        over another, with offsets into this very text. `Finder` does the same with
        another release, and with many texts at once.

    Raises:
        TypeError: if it is not text.

    >>> from jerking_info import find
    >>> for mention in find("Is it RESTLESS LEGS, or too much caffeine?"):
    ...     print(mention.start, mention.end, mention.term, mention.id)
    6 19 restless legs sleep-disorders
    33 41 caffeine stimulant-use
    """
    return _newest().find(text)


@cache
def _newest() -> Finder:
    from jerking_info.content.releases import load

    return Finder(load())


_ENGINES: tuple[EngineName, ...] = get_args(EngineName)


def _has_fast_engine() -> bool:
    try:
        import_module("jerking_info.search.fast_engine")
    except ImportError:  # also of another version, or of something else with its name
        return False  # 1 mutant lives: None is as false
    return True


def _build(engine: EngineName, terms: tuple[Term, ...]) -> Engine:
    if engine == "re":
        return StandardEngine(Terms(terms))
    from jerking_info.search.fast_engine import fast_engine

    return fast_engine(Terms(terms))


def _terms_of(topic: Topic) -> Iterator[Term]:
    """Yield every synonym, cause, example and alias in the order of the content."""
    for synonym in topic.synonyms:
        yield Term(synonym.text, "synonym", synonym.id)
    for cause in topic.causes:
        for name in (cause.name, *cause.aliases):
            yield Term(name, "cause", cause.id)
    for cause in topic.causes:
        for example in cause.examples:
            for name in (example.name, *example.aliases):
                yield Term(name, "example", cause.id)


def _slices(text: str) -> Iterator[str]:
    return (text[at : at + _GOOD_BLOCK] for at in range(0, len(text), _GOOD_BLOCK))


# Past the constructor, which takes longer than all the rest; the laws hold it to the shape.
_new = cast(
    "Callable[[type[Mention], tuple[object, ...]], Mention]",
    tuple.__new__,  # pyright: ignore[reportUnknownMemberType]
)


def _mentions(text: str, found: Iterable[Found]) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    for start, end, (term, kind, id_) in found:
        mentions.append(_new(Mention, (start, end, text[start:end], kind, id_, term)))
    return tuple(mentions)


def _block(texts: list[str]) -> Block | None:
    """Return texts to search in one go: not if they are too long, or one is not quite text."""
    try:
        before = [*accumulate(map(len, texts), initial=0)]
        if before[-1] > _LONGEST_BLOCK:
            return None
        joined = BETWEEN.join(texts)
    except TypeError:
        return None  # which of them, and what it is instead, is for `find` to say
    # What is derived from `str` may count otherwise.
    return Block(joined, before) if len(joined) == before[-1] + len(texts) - 1 else None


def _by_text(block: Block, found: Iterable[Found]) -> list[tuple[Mention, ...]]:
    """Return the mentions in each text of a block."""
    joined, before = block
    mentions: list[tuple[Mention, ...]] = [()] * (len(before) - 1)
    index = begin = finish = 0
    here: list[Mention] = []
    for start, end, (term, kind, id_) in found:
        if start >= finish:  # the first of a text: those of the one before are complete
            mentions[index] = tuple(here)
            here = []
            # Too far at first: more of `BETWEEN` may be before it than before the last one.
            # 1 mutant lives: from farther off, it takes more steps.
            index = bisect_right(before, start - index) - 1
            while before[index] + index > start:
                index -= 1
            begin, finish = before[index] + index, before[index + 1] + index
        text = joined[start:end]
        here.append(_new(Mention, (start - begin, end - begin, text, kind, id_, term)))
    mentions[index] = tuple(here)
    return mentions
