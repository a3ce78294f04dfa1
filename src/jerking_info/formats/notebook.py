"""The content as notebooks show it: a topic, or a card of any of its entries."""

from jerking_info.content.models import Entry, Topic
from jerking_info.content.releases import load, releases
from jerking_info.formats.html import to_html
from jerking_info.formats.markdown import to_markdown
from jerking_info.formats.text import to_text


def mimebundle(shown: Entry) -> dict[str, str]:
    """Return the forms in which a notebook can show a topic or an entry, by MIME type.

    An entry does not know its topic, and each release has its own disclaimer. The card is
    that of the newest release with an equal entry, so it does not depend on where the
    object comes from. An entry of no release gets the newest disclaimer and says so.

    >>> from jerking_info import topic
    >>> sorted(mimebundle(topic.tips[0]))
    ['text/html', 'text/markdown', 'text/plain']
    """
    topic, only = (shown, None) if isinstance(shown, Topic) else (_topic_of(shown), shown)
    return {
        "text/plain": to_text(topic, only=only, codes=False),
        "text/markdown": to_markdown(topic, only=only, codes=False),
        "text/html": to_html(topic, only=only, codes=False, fragment=True),
    }


def _topic_of(entry: Entry) -> Topic:
    topics = [load(release.version, language=release.language) for release in reversed(releases)]
    return next((topic for topic in topics if entry in topic.entries()), topics[0])
