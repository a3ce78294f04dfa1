"""The building blocks that every form renders."""

from typing import Literal, NamedTuple


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: str
    url: str
    """A web address, or `#` and the id of a section or an item."""


class Quote(NamedTuple):
    """A text in another language than the rest."""

    text: str
    language: str
    """A BCP 47 tag."""


Inline = str | Link | Quote


class Paragraph(NamedTuple):
    """A paragraph of texts and links, in order."""

    parts: tuple[Inline, ...]
    role: Literal["text", "disclaimer", "quiet"] = "text"


class Item(NamedTuple):
    """An item of a list."""

    parts: tuple[Inline, ...]
    id: str = ""
    term: str = ""
    """The term that the item explains."""


ListKind = Literal["bullets", "numbers", "inline", "cautions", "terms", "fill-in"]


class Listing(NamedTuple):
    """A list, perhaps with a label above it; `inline` lists are short enough for one line."""

    items: tuple[Item, ...]
    kind: ListKind = "bullets"
    label: str = ""


class Section(NamedTuple):
    """A part of the text with a heading, or without one where the title is empty."""

    title: str
    blocks: "tuple[Block, ...]"
    id: str = ""
    role: str = ""
    """`first`, `causes`, `tips`, `folded`, the level of warning signs, or nothing."""
    number: str = ""
    """The number before the title."""


Block = Paragraph | Listing | Section
