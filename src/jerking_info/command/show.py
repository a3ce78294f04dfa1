"""`show`, `causes`, `tips` and `signs`: the content as text."""

import argparse
from difflib import get_close_matches
from itertools import chain

from jerking_info.command.arguments import read_topic
from jerking_info.command.terminal import RED, YELLOW, columns, report, show
from jerking_info.content.models import Cause, Entry, Example, Synonym, Topic
from jerking_info.content.vocabulary import CODE_SYSTEMS
from jerking_info.errors import JerkingInfoError
from jerking_info.formats.phrases import phrases
from jerking_info.formats.text import to_text
from jerking_info.search.finder import Finder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `show`; the other commands are words themselves."""
    command = parser.get_default("command")
    if command == "show":
        parser.add_argument("words", metavar="WORD", nargs="*", help="an id, a code or a phrase")
    else:
        parser.set_defaults(words=[command])


def run(options: argparse.Namespace) -> int:
    """Show the whole topic, one of its lists, or the named entries."""
    topic = read_topic(options.content)
    word = " ".join(options.words)
    lists: dict[str, tuple[Entry, ...] | None] = {
        "": None,
        "causes": topic.causes,
        "tips": topic.tips,
        "signs": topic.warning_signs,
    }
    only = lists[word] if word in lists else _named(topic, word)
    if only == ():
        raise JerkingInfoError(f"content {topic.version} has no warning signs")
    levels = phrases(topic.language).levels
    text = to_text(topic, columns(), only=only, codes=False)
    show(text, {levels["emergency"]: RED, levels["urgent"]: YELLOW})
    return 0


def _named(topic: Topic, word: str) -> tuple[Entry, ...] | None:
    """Return the entries with an id, a code or a name; `None` for the topic as a whole."""
    names = {entry: (getattr(entry, "id", ""), entry.label) for entry in topic.entries()}
    named = [e for e, own in names.items() if word.casefold() in map(str.casefold, own)]
    found = named or _by_code(topic, word) or _by_name(topic, word)
    if not found:
        aliases = [getattr(entry, "aliases", ()) for entry in names]
        words = {*chain(*names.values(), *aliases)}
        close = get_close_matches(word, sorted(words), cutoff=0.75)
        meant = f" Did you mean {' or '.join(map(repr, close))}?" if close else ""
        raise JerkingInfoError(
            f"nothing matches {word!r}.{meant} "
            "The commands causes, tips and signs show everything there is."
        )
    if isinstance(found[0], Topic | Synonym):
        return None
    entries: list[Entry] = []
    for entry in found:
        if isinstance(entry, Cause | Example):
            entries += topic.causes_for(entry)
            entries += (tip for tip in topic.tips_for(entry) if tip.applies_to)
        else:
            entries.append(entry)
    return tuple(dict.fromkeys(entries))


def _by_code(topic: Topic, word: str) -> list[Entry]:
    matches = [m for system in CODE_SYSTEMS for m in topic.by_code(system, word, broader=True)]
    if matches and matches[0].broader:
        report(f"no entry has the code {word}; these have its category {matches[0].coding.code}")
    return [match.entry for match in matches]


def _by_name(topic: Topic, word: str) -> list[Entry]:
    """Return the causes that a text mentions, or the topic if it mentions nothing else."""
    mentions = Finder(topic).find(word)
    named = [mention for mention in mentions if mention.kind in ("cause", "example")]
    causes: list[Entry] = [cause for mention in named for cause in topic.causes_for(mention)]
    return causes or ([topic] if mentions else [])
