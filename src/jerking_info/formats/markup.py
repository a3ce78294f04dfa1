"""HTML and XHTML as a tree, so that no text can become markup."""

import json
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from pydantic import JsonValue

# Elements followed by a line break in the output, so that two versions can be compared.
_BLOCKS = frozenset(
    {"article", "body", "dd", "details", "div", "dl", "figcaption", "figure", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "head", "li", "link", "main", "meta", "nav", "ol", "p", "script"}
    | {"section", "style", "summary", "title", "ul"}
)


def element(
    tag: str, *children: Element | str, attributes: Mapping[str, str] | None = None, **more: str
) -> Element:
    """Build an element with its children in order.

    Args:
        tag: the element's name.
        children: elements, and texts as a reader sees them.
        attributes: attributes that may be empty, or have names such as `xml:lang`.
        more: all others; empty ones are left out. `class_` is `class`, `aria_label` is
            `aria-label`.

    >>> print(serialized(element("p", "1 < 2", element("br"), "&", class_="sum")))
    <p class="sum">1 &lt; 2<br>&amp;</p>
    """
    named = {name: text for name, text in more.items() if text} | dict(attributes or {})
    parent = Element(tag, {k.removesuffix("_").replace("_", "-"): v for k, v in named.items()})
    for child in children:
        if isinstance(child, Element):
            parent.append(child)
            if child.tag in _BLOCKS:
                child.tail = "\n"
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + child
        else:
            parent.text = (parent.text or "") + child
    return parent


def data_block(tree: JsonValue) -> Element:
    """Build a script element with JSON-LD: data, which no browser runs."""
    text = json.dumps(tree, ensure_ascii=False)
    # JSON-LD 1.1, section 7.2: neither `</script` nor `<!--` may be inside.
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return element("script", text, type="application/ld+json")


def serialized(tree: Element, *, xhtml: bool = False) -> str:
    """Write a tree as HTML, or as XHTML."""
    return tostring(tree, encoding="unicode", method="xml" if xhtml else "html")
