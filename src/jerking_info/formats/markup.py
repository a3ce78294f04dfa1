"""Elements of HTML as a tree, so that no text of the content can become markup."""

import json
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from pydantic import JsonValue

__all__ = ("Element", "data_block", "element", "serialized")


def __dir__() -> tuple[str, ...]:
    return __all__


# What ends its line in the source, so that two versions of a page can be compared.
_ENDS_LINE = frozenset(
    {"body", "details", "div", "figcaption", "figure", "footer", "head", "header", "li"}
    | {"h1", "h2", "h3", "h4", "link", "main", "meta", "nav", "ol", "p", "script", "section"}
    | {"style", "summary", "svg", "title", "ul"}
)


def element(
    tag: str,
    *children: Element | str | None,
    attributes: Mapping[str, str] | None = None,
    **more: str,
) -> Element:
    """Build an element from its children, in order; `None` stands for no child.

    Args:
        tag: the element's name.
        children: elements and texts, each text as a reader shall see it.
        attributes: those whose name is not a Python name, such as `aria-labelledby`.
        more: all others; `class_` is `class`.

    >>> print(serialized(element("p", "1 < 2", element("br"), "&", class_="sum")))
    <p class="sum">1 &lt; 2<br>&amp;</p>
    """
    named = {name.removesuffix("_"): value for name, value in more.items()}
    parent = Element(tag, named | dict(attributes or {}))
    last: Element | None = None
    for child in (child for child in children if child is not None):
        if isinstance(child, Element):
            parent.append(child)
            last = child
            if child.tag in _ENDS_LINE:
                child.tail = "\n"
        elif last is None:
            parent.text = (parent.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return parent


def data_block(tree: JsonValue) -> Element:
    r"""Build a script element that holds JSON-LD: data, which no browser runs.

    A script ends at the first `</script`, whatever it holds, and `<!--` can keep it from
    ending; so no `<` is left in it (JSON-LD 1.1, section 7.2).

    >>> print(serialized(data_block({"name": "</script>"})))
    <script type="application/ld+json">{"name": "\u003c/script\u003e"}</script>
    """
    text = json.dumps(tree, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return element("script", text, type="application/ld+json")


def serialized(tree: Element) -> str:
    """Write a tree as HTML."""
    return tostring(tree, encoding="unicode", method="html")
