"""Answers to Infobutton requests, in the form in which MedlinePlus Connect gives them.

An electronic health record sends a code of a problem list (HL7 Context-Aware Knowledge
Retrieval, URL-based) and shows the feed that it gets back. See `examples/infobutton_app.py`.
"""

import re
from contextlib import suppress
from typing import Any, Literal, cast, overload
from urllib.parse import quote
from xml.etree.ElementTree import Element

from jerking_info.content.codes import code_system
from jerking_info.content.models import Entry, Example, Synonym, Topic
from jerking_info.content.releases import release_of, releases
from jerking_info.errors import UnknownIdError
from jerking_info.formats.html import to_html
from jerking_info.formats.markup import element, serialized
from jerking_info.formats.outline import short_name
from jerking_info.formats.phrases import TERMINOLOGIES, phrases

Feed = dict[str, Any]
"""A node of the feed as JSON: `_value` is its text, other texts are attributes in XML."""

# A web address without a fragment, in the characters of RFC 3986.
_url = re.compile(r"(?ai)https?://([\w.-]+)(:\d+)?([/?]([!$&-;=?-Z_~]|%[\da-f]{2})*)?").fullmatch
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@overload
def to_infobutton(
    topic: Topic,
    system: str,
    code: str | int,
    *,
    base_url: str,
    language: str = "en",
    form: Literal["json"] = "json",
    display_name: str = "",
) -> Feed: ...


@overload
def to_infobutton(
    topic: Topic,
    system: str,
    code: str | int,
    *,
    base_url: str,
    language: str = "en",
    form: Literal["atom"],
    display_name: str = "",
) -> str: ...


def to_infobutton(  # noqa: PLR0913 (the parameters of a request)
    topic: Topic,
    system: str,
    code: str | int,
    *,
    base_url: str,
    language: str = "en",
    form: Literal["json", "atom"] = "json",
    display_name: str = "",
) -> Feed | str:
    """Return the feed that answers an Infobutton request for a code.

    Args:
        topic: the content.
        system: the terminology, by its OID or any name that `Topic.by_code` accepts.
        code: the code. An ICD-10-CM code without a match falls back to its category.
        base_url: the address at which you publish `to_html(topic)`.
        language: the language of the reader, as a BCP 47 tag.
        form: `json`, or `atom` for an XML document.
        display_name: the name of the code in the request, which the feed repeats.

    Returns:
        At most three entries, closest match first; none if the topic does not have the
        code, the terminology is unknown, or the topic is in another language. `updated` is
        the topic's release day, or that of the newest release if the topic is no release.

    Raises:
        ValueError: if `base_url` is no encoded address or has a fragment, or `form` is unknown.

    >>> from jerking_info import topic
    >>> page = "https://clinic.example/jerking-movements"
    >>> answer = to_infobutton(topic, "2.16.840.1.113883.6.90", "G25.81", base_url=page)
    >>> [entry["link"][0]["href"] for entry in answer["feed"]["entry"]]
    ['https://clinic.example/jerking-movements#sleep-disorders']
    """
    if form not in ("json", "atom"):
        raise ValueError(f"form: found {form!r}, expected 'json' or 'atom'")
    address = _url(base_url)
    if address is None:
        expected = "an encoded address without a fragment, such as https://a.b/c"
        raise ValueError(f"base_url: found {base_url!r}, expected {expected}")
    tag = f"tag:{address[1].lower()},{releases[0].released.year}:"
    updated = {"_value": f"{(release_of(topic) or releases[-1]).released}T00:00:00Z"}
    name, found = system, list[Entry]()
    with suppress(UnknownIdError):  # a terminology without codes here, such as that of medicines
        name = TERMINOLOGIES[code_system(system)]
        if re.split("[-_]", language.strip().lower())[0] == topic.language.partition("-")[0]:
            matches = topic.by_code(system, code, broader=True)
            found = [topic if isinstance(m.entry, Synonym) else m.entry for m in matches]
    searched = {
        "mainSearchCriteria.v.c": str(code),
        "mainSearchCriteria.v.cs": system,
        "mainSearchCriteria.v.dn": display_name,
        "informationRecipient": "PAT",
    }
    subtitle = phrases(topic.language).infobutton.format(system=name, code=code)
    feed: Feed = {
        "title": {"type": "text", "_value": topic.title},
        "updated": updated,
        "id": {"_value": f"{tag}{topic.id}?{quote(f'{system}|{code}', errors='replace')}"},
        "author": {"name": {"_value": topic.provenance.wording}},
        "subtitle": {"type": "text", "_value": subtitle},
        "category": [{"scheme": scheme, "term": term} for scheme, term in searched.items()],
        "entry": [
            _entry(topic, entry, base_url, tag, updated) for entry in [*dict.fromkeys(found)][:3]
        ],
    }
    if form == "json":
        return {"feed": {"base": base_url, "lang": topic.language, **feed}}
    attributes = {"xml:base": base_url, "xml:lang": topic.language}
    tree = _element("feed", {"xmlns": "http://www.w3.org/2005/Atom", **attributes, **feed})
    document = f'<?xml version="1.0" encoding="utf-8"?>\n{serialized(tree, xhtml=True)}\n'
    return _NOT_IN_XML.sub("\ufffd", document)


def _entry(topic: Topic, entry: Entry, base_url: str, tag: str, updated: Feed) -> Feed:
    """Return an entry with the tips for it, their cautions and the disclaimer."""
    # The page has no anchor for an example, but one for its cause.
    anchor = topic.causes_for(entry)[0] if isinstance(entry, Example) else entry
    path = (topic.id, anchor.id, getattr(entry, "id", entry.label))
    only = dict.fromkeys((entry, anchor, *topic.tips_for(entry)))
    summary = to_html(topic, fragment=True, only=only, codes=False)
    if topic.warning_signs:
        heading, id_ = phrases(topic.language).warning_signs, f"{topic.id}-warning-signs"
        link = element("p", element("a", heading, href=f"{base_url}#{id_}"))
        summary += f"{serialized(link)}\n"
    return {
        "title": {"_value": short_name(topic, entry) or entry.label, "type": "text"},
        "link": [{"href": f"{base_url}#{anchor.id}", "rel": "alternate"}],
        "id": {"_value": tag + "/".join(map(quote, dict.fromkeys(path)))},
        "updated": updated,
        "summary": {"type": "html", "_value": summary},
    }


def _element(tag: str, node: Feed) -> Element:
    """Return a node of the feed as an element of Atom."""
    attributes: dict[str, str] = {}
    children: list[Element | str] = []
    for name, value in node.items():
        if name == "_value":
            children.append(str(value))
        elif isinstance(value, str):
            attributes[name] = value
        else:
            parts = cast("list[Feed]", [value] if isinstance(value, dict) else value)
            children += (_element(name, part) for part in parts)
    return element(tag, *children, attributes=attributes)
