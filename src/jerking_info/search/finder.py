"""Where a text mentions a topic: `find` and `Finder`. The rules are in `docs/mentions.md`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import import_module
from typing import Literal, NamedTuple, TypeAlias, get_args

from jerking_info.content.models import Topic
from jerking_info.content.vocabulary import CauseId, SynonymId, TopicId
from jerking_info.search.engine import Engine
from jerking_info.search.folding import LONGEST
from jerking_info.search.terms import MentionKind, Term, spellings_of, terms_of

EngineName = Literal["re", "ahocorasick_rs"]
"""The standard library's `re`, or `ahocorasick_rs`, which the extra `fast` installs."""

_BLOCK = 1 << 16  # characters to search at a time, where a text comes in pieces
# No rule looks further than the longest mention, ignored characters, a mark, and those again.
_MARGIN = 5 * LONGEST

_Vocabulary: TypeAlias = tuple[tuple[Term, ...], tuple[str, ...], str]
"""The terms of a topic, its lookalikes and its language."""


class Mention(NamedTuple):
    """A place in a text that names the topic, a cause, or an example of a cause."""

    start: int
    """The offset of the first character in the text."""
    end: int
    """The offset after the last character."""
    text: str
    """The matched part of the text: `text[start:end]`."""
    kind: MentionKind
    """The kind of entry that the term names."""
    id: TopicId | SynonymId | CauseId
    """The id of the topic, the synonym or the cause; for an example, of its cause."""
    term: str
    """The term as the content writes it: a title, a synonym, a name or an alias."""


@dataclass(frozen=True, init=False, repr=False)
class Finder:
    """Finds the terms of one topic in texts.

    You can share it between threads and send it to other processes: it never changes, and a
    pickle of it is small. The first search builds its engine.

    >>> from jerking_info import Finder, load
    >>> finder = Finder(load("1.0.0"))
    >>> [mention.term for mention in finder.find("Too much caffeine, or Parkinsons disease?")]
    ['caffeine', "Parkinson's disease"]
    """

    _requested: EngineName | None
    _vocabulary: _Vocabulary

    def __init__(self, topic: Topic, engine: EngineName | None = None) -> None:
        """Take the terms and lookalikes of a topic.

        Args:
            topic: the content to find.
            engine: the engine to use; by default the fastest installed. Answers are the same.

        Raises:
            ValueError: if there is no such engine.
            ModuleNotFoundError: if the engine is not installed.
        """
        engines = get_args(EngineName)
        if engine not in (None, *engines):
            raise ValueError(f"no engine {engine!r}; choose one of {', '.join(engines)}")
        if engine == "ahocorasick_rs" and not _has_fast_engine():
            raise ModuleNotFoundError(
                "the engine 'ahocorasick_rs' is missing or cannot be loaded: "
                "pip install 'jerking-info[fast]'",
                name="ahocorasick_rs",
            )
        vocabulary = (tuple(terms_of(topic)), topic.lookalikes, topic.language)
        object.__setattr__(self, "_requested", engine)
        object.__setattr__(self, "_vocabulary", vocabulary)

    def __getstate__(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __repr__(self) -> str:
        return f"<Finder of {len(self._vocabulary[0])} terms with {self.engine!r}>"

    @property
    def engine(self) -> EngineName:
        """The engine in use: the requested one, or the fastest installed."""
        return self._requested or ("ahocorasick_rs" if _has_fast_engine() else "re")

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find where a text mentions the topic.

        Returns:
            The mentions in the order of the text. None overlaps another.

        Raises:
            TypeError: if it is not a `str`.

        >>> from jerking_info import Finder, topic
        >>> Finder(topic).find("Sudden-movements!")[0].id
        'sudden-movements'
        """
        if type(text) is not str:
            text = _plain(text)
        mentions: list[Mention] = []
        engine: Engine = self.__dict__.get("_engine") or self._built()
        for start, end, term in engine.find(text):
            if term is not None:
                # The constructor takes a fifth of the time where terms are dense.
                facts = (start, end, text[start:end], *term)
                mentions.append(tuple.__new__(Mention, facts))  # pyright: ignore[reportUnknownMemberType]
        return tuple(mentions)

    def find_all(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """Find where each of many texts mentions the topic.

        Returns:
            The result of `find` for each text, one by one.

        Raises:
            TypeError: if one of them is not a `str`, when its turn comes.

        >>> from jerking_info import Finder, topic
        >>> [len(mentions) for mentions in Finder(topic).find_all(["caffeine", "tea"])]
        [1, 0]
        """
        return map(self.find, texts)

    def find_in_pieces(self, pieces: Iterable[str]) -> Iterator[Mention]:
        """Find where a text that comes in pieces mentions the topic: a file, a stream.

        Args:
            pieces: the text in order, cut anywhere. Some 65,000 characters are searched at a
                time, so memory does not grow with the text.

        Returns:
            The result of `find` for the whole text, one mention after the other.

        Raises:
            TypeError: if a piece is not a `str`.

        >>> from jerking_info import Finder, topic
        >>> [mention.start for mention in Finder(topic).find_in_pieces(["x caf", "feine"])]
        [2]
        """
        text = ""
        offset = start = 0  # where the text in memory starts, and where to continue in it
        for block in _blocks(pieces):
            text += block
            settled = len(text) - _MARGIN
            for begin, end, term in self._built().find(text, start):
                if begin >= settled:
                    break
                if term is not None:
                    yield Mention(offset + begin, offset + end, text[begin:end], *term)
                start = end
            start = max(start, settled)
            done = max(0, start - _MARGIN)
            text, offset, start = text[done:], offset + done, start - done

    def _built(self) -> Engine:
        # Not a cached property: in Python 3.11, a fork could inherit its lock in the locked state.
        engine: Engine | None = self.__dict__.get("_engine")
        if engine is None:
            engine = self.__dict__["_engine"] = _engine_of(self.engine, self._vocabulary)
        return engine


def find(text: str) -> tuple[Mention, ...]:
    """Find where a text mentions the topic, by the terms of the newest content.

    A mention is not a diagnosis, and "no caffeine" mentions caffeine.

    Args:
        text: any text.

    Returns:
        The mentions in the order of the text, with offsets into it. None overlaps another.

    Raises:
        TypeError: if it is not a `str`.

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


def _has_fast_engine() -> bool:
    try:
        import_module("jerking_info.search.fast_engine")
    except ImportError:
        return False
    return True


@lru_cache(maxsize=16)
def _engine_of(name: EngineName, vocabulary: _Vocabulary) -> Engine:
    spellings = spellings_of(*vocabulary)
    if name == "re":
        return Engine(spellings)
    from jerking_info.search.fast_engine import FastEngine

    return FastEngine(spellings)


def _plain(text: object) -> str:
    """Return a plain `str`, because a subclass may override its length or slicing."""
    if not isinstance(text, str):
        raise TypeError(f"find takes str, not {type(text).__name__}")
    return str.__str__(text)


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces joined to blocks worth a search, with a margin of spaces at the end."""
    block = ""
    for piece in map(_plain, pieces):
        block += piece
        if len(block) >= _BLOCK:
            yield block
            block = ""
    yield block + " " * _MARGIN


# The public home: pickles name it.
Finder.__module__ = Mention.__module__ = "jerking_info"
