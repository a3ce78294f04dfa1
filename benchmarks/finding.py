"""How fast terms are found: in one text, in many, and in the worst."""

from collections.abc import Callable, Iterable
from functools import partial
from operator import ne
from typing import Any, get_args

from benchmarks.finders import Find, finders, limits
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
    known = finders(topic) | limits(topic)
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
    """Print how fast each finds in many messages: one call each, and `find_all`.

    How often a term stands in them decides it, so there are messages of which every sixth
    has one, and of which every 27th has one.
    """
    print("## Many messages of 200 characters (MB/s)\n")
    topic = load()
    known = finders(topic)
    rows: dict[str, list[object]] = {}
    others = dict.fromkeys(known, 0)
    columns: list[str] = []
    for terms, accented in ((0.005, 0.0), (0.005, 0.1), (0.001, 0.0), (0.001, 0.1)):
        texts = messages(words(topic, size, terms=terms, accented=accented))
        answers = {name: [_spans(find(text)) for text in texts] for name, find in known.items()}
        own = next(found for name, found in answers.items() if "jerking-info" in name)
        for name, found in answers.items():
            others[name] += sum(map(ne, found, own))
        share = sum(map(bool, own)) / len(own)
        columns.append(f"{'accented' if accented else 'ASCII'}, {share:.0%} with a term")
        runs: dict[str, Callable[[], object]] = {
            name: partial(_each, find, texts) for name, find in known.items()
        }
        for engine in get_args(EngineName):
            runs[f"**`find_all`**, `{engine}`"] = partial(_all, Finder(topic, engine), texts)
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        for name, taken in seconds(runs).items():
            rows.setdefault(name, [name]).append(megabytes / taken)
    table(
        ["engine", *columns, "messages with other answers"],
        [
            [f"{name}, a call for each" if name in others else name, *row[1:], others.get(name, 0)]
            for name, row in rows.items()
        ],
    )


def _spans(found: Iterable[Any]) -> list[tuple[int, int]]:
    """Return where mentions begin and end: a peer may name the term first."""
    return [item[1:3] if isinstance(item[0], str) else item[:2] for item in found]


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
