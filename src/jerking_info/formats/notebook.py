"""The content in notebooks: what Jupyter shows of a topic, a cause or a tip.

It is there as soon as anything of `jerking_info` has been touched; nothing need be loaded.
"""

from collections.abc import Iterator

from jerking_info.content.models import Cause, Tip, Topic
from jerking_info.content.releases import load, releases
from jerking_info.formats import to_html, to_markdown, to_text
from jerking_info.formats.cards import (
    Context,
    entry_to_html,
    entry_to_markdown,
    entry_to_text,
)

__all__ = ("forms",)


def __dir__() -> tuple[str, ...]:
    return __all__


def forms(shown: object) -> dict[str, str]:
    """Return the forms in which a notebook can show a topic, a cause or a tip.

    A single entry does not know the topic that it is part of, and each release has a
    disclaimer of its own. So the entry is looked for in the releases that ship: first the
    very object, as `load` and `jerking_info.topic` give it out; then one that is equal, in
    the newest release that has it, whose disclaimer therefore holds for it. An entry of no
    release is shown with the newest disclaimer, and with a sentence that says so.

    Returns:
        Plain text, Markdown and HTML by their MIME types; nothing for any other object.

    >>> from jerking_info import topic
    >>> sorted(forms(topic.tip("limit-stimulants")))
    ['text/html', 'text/markdown', 'text/plain']
    """
    if isinstance(shown, Topic):
        return {
            "text/plain": to_text(shown),
            "text/markdown": to_markdown(shown),
            "text/html": to_html(shown, fragment=True),
        }
    if isinstance(shown, Cause | Tip):
        context = _context(shown)
        return {
            "text/plain": entry_to_text(shown, context),
            "text/markdown": entry_to_markdown(shown, context),
            "text/html": entry_to_html(shown, context),
        }
    return {}


def _context(shown: Cause | Tip) -> Context:
    newest_first = [load(release.version) for release in reversed(releases)]
    for topic in newest_first:
        if any(entry is shown for entry in _entries(topic)):
            return Context(topic, holds_entry=True)
    for topic in newest_first:
        if shown in _entries(topic):
            return Context(topic, holds_entry=True)
    return Context(newest_first[0], holds_entry=False)


def _entries(topic: Topic) -> Iterator[Cause | Tip]:
    yield from topic.causes
    yield from topic.tips
