"""How fast terms are found: in prose, in messages, in hard texts and in pieces."""

import re
import tracemalloc
from collections.abc import Iterator
from functools import partial

from benchmarks.finders import BASE, FAST, FLOOR, Find, finders
from benchmarks.measures import seconds, shown, table
from benchmarks.texts import messages, prose
from jerking_info import EngineName, Finder, topic
from jerking_info.search.engine import Engine
from jerking_info.search.fast_engine import FastEngine
from jerking_info.search.terms import spellings_of, terms_of

_ENGINES: dict[str, EngineName] = {BASE: "re", FAST: "ahocorasick_rs"}
_HARD = (" ", "-", "'", "a", "restless ", "low ")


def speed(size: int, rounds: int) -> None:
    """Print how fast each engine and peer is, and the budgets that follow from it."""
    print("## Finding\n")
    text = prose(topic, size)
    plain = Finder(topic, "re")
    without = [message for message in messages(text) if not plain.find(message)][:200]
    dense = messages(prose(topic, 40_000, terms=0.1))
    known = finders(topic)
    # The floor is slow, so a part of the text is enough to measure it.
    texts = {name: text[: size // 20] if name == FLOOR else text for name in known}
    in_prose = seconds({name: partial(find, texts[name]) for name, find in known.items()}, rounds)
    in_messages = [
        seconds({name: partial(_each, find, some) for name, find in known.items()}, rounds)
        for some in (without, dense)
    ]
    rates = {name: in_prose[name].rate(len(texts[name]) / 1e6) for name in known}
    table(
        ["engine", "prose, MB/s", "times the floor", "message without, µs", "dense message, µs"],
        [
            [
                name,
                rate,
                rate.median / rates[FLOOR].median,
                in_messages[0][name].per(len(without) / 1e6),
                in_messages[1][name].per(len(dense) / 1e6),
            ]
            for name, rate in rates.items()
        ],
    )
    print(f"{FAST} reads prose {shown(rates[FAST].median / rates[BASE].median)} times as fast.\n")


def _each(find: Find, texts: list[str]) -> None:
    for text in texts:
        find(text)


def hard_texts(size: int, rounds: int) -> None:
    """Print the time per character of texts that are slow where care is not taken."""
    print("## Hard texts (time per character, prose = 1)\n")
    texts = {"prose": prose(topic, size)}
    texts |= {repr(unit): unit * (size // len(unit)) for unit in _HARD}
    rows: list[list[object]] = []
    for name, engine in _ENGINES.items():
        find = Finder(topic, engine).find
        times = seconds({each: partial(find, text) for each, text in texts.items()}, rounds)
        rows.append([name, *(each.median / times["prose"].median for each in times.values())])
    table(["engine", *texts], rows)


def building(rounds: int) -> None:
    """Print how long it takes to build an engine."""
    print("## Building an engine\n")
    spellings = spellings_of(terms_of(topic), topic.lookalikes)

    def build(engine: type[Engine]) -> None:
        re.purge()
        engine(spellings)

    times = seconds({BASE: partial(build, Engine), FAST: partial(build, FastEngine)}, rounds)
    table(["engine", "ms"], [[name, each.per(1e-3)] for name, each in times.items()])


def memory(megabytes: int) -> None:
    """Print the peak memory of a text in pieces, as it grows."""
    print("## A text in pieces (peak MB of Python's memory)\n")
    units = {"prose": prose(topic, 1000), "spaces": " " * 1000, "one letter": "a" * 1000}
    units |= {"soft hyphens": "\xad" * 1000, "first words": "restless " * 111}
    rows: list[list[object]] = []
    for name, unit in units.items():
        rows.append([name, *(_peak(unit, length) for length in (megabytes, 4 * megabytes))])
    table(["text", f"{megabytes} MB", f"{4 * megabytes} MB"], rows)


def _peak(unit: str, megabytes: int) -> float:
    def pieces() -> Iterator[str]:
        for _ in range(megabytes * 1_000_000 // len(unit)):
            yield unit

    finder = Finder(topic, "re")
    finder.find("")
    tracemalloc.start()
    for _ in finder.find_in_pieces(pieces()):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6
