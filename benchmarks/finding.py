"""How fast terms are found: in one text, in many, and in the worst."""

from collections.abc import Callable
from functools import partial
from typing import get_args

from benchmarks.finders import Find, finders
from benchmarks.measures import seconds, table
from benchmarks.texts import messages, words
from jerking_info import EngineName, Finder, load


def _each(find: Find, texts: list[str]) -> None:
    for text in texts:
        find(text)


def _all(finder: Finder, texts: list[str]) -> None:
    for _ in finder.find_all(texts):
        pass


def mentions(size: int) -> None:
    """Print how fast each finds in one text, and in one message."""
    print("## One text (MB/s of UTF-8), and one message of 200 characters (\u00b5s)\n")
    topic = load()
    texts = {
        "ASCII": words(topic, size),
        "accented": words(topic, size, accented=0.1),
        "dense": words(topic, size, terms=0.1),
    }
    some = messages(texts["ASCII"])[:500]
    known = finders(topic)
    columns = {
        name: seconds({n: partial(f, text) for n, f in known.items()})
        for name, text in texts.items()
    }
    single = seconds({n: partial(_each, f, some) for n, f in known.items()})
    floor = next(iter(known))
    rows = [
        [name]
        + [len(texts[column].encode()) / 1e6 / times[name] for column, times in columns.items()]
        + [single[name] / len(some) * 1e6, columns["ASCII"][floor] / columns["ASCII"][name]]
        for name in known
    ]
    table(["engine", *texts, "message", "times the floor, ASCII"], rows)


def corpus(size: int) -> None:
    """Print how fast each finds in many messages: one call each, and `find_all`."""
    print("## Many messages of 200 characters (MB/s)\n")
    topic = load()
    known = finders(topic)
    rows: dict[str, list[object]] = {}
    for accented in (0.0, 0.1):
        texts = messages(words(topic, size, accented=accented))
        runs: dict[str, Callable[[], object]] = {
            f"{name}, a call for each": partial(_each, f, texts) for name, f in known.items()
        }
        for engine in get_args(EngineName):
            finder = Finder(topic, engine)
            runs[f"**`find_all`**, `{engine}`"] = partial(_all, finder, texts)
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        for name, taken in seconds(runs).items():
            rows.setdefault(name, [name]).append(megabytes / taken)
    table(["engine", "ASCII", "accented"], rows.values())


def degenerate(size: int) -> None:
    """Print the time per byte of texts that are quadratic where care is not taken."""
    print(f"## Degenerate texts of {size / 1e6:g} MB (time per byte, plain text = 1)\n")
    topic = load()
    texts = {"plain": words(topic, size)}
    texts |= {repr(unit): unit * (size // len(unit)) for unit in ("'", " ", "restless legs ", "a")}
    rows = []
    for engine in get_args(EngineName):
        find = Finder(topic, engine).find
        times = seconds({name: partial(find, text) for name, text in texts.items()}, 3)
        rows.append([engine, *(taken / times["plain"] for taken in times.values())])
    table(["engine", *texts], rows)
