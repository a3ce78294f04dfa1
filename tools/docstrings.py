"""A docstring as Markdown: its sections as fields, its examples as code, its names as links."""

import re
from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc

Link = Callable[[str], str | None]
"""What a name in backticks links to: the full name of something documented, or nothing."""

_FIELDS = {"Args": "param", "Returns": "returns", "Yields": "yields", "Raises": "raises"}
_HEADING = re.compile(rf"({'|'.join(_FIELDS)}):")
_NAMED = re.compile(r"(\S+): (.*)", re.DOTALL)
_CODE = re.compile(r"(?<!`)`([A-Za-z_][\w.]*)`(?!`)")


def markdown(docstring: str, link: Link) -> str:
    r"""Write a docstring as Markdown that MyST reads.

    Args:
        docstring: in the style of Google, its words in Markdown.
        link: what the names in it stand for.

    >>> print(markdown("Do it.\n\nArgs:\n    way: how.\n\n>>> 1\n1", lambda name: None))
    Do it.
    <BLANKLINE>
    :param way: how.
    <BLANKLINE>
    ```pycon
    >>> 1
    1
    ```
    """
    return "\n\n".join(_block(block, link) for block in _blocks(cleandoc(docstring)))


def first_sentence(docstring: str) -> str:
    """Return the line that a docstring begins with."""
    return cleandoc(docstring).partition("\n\n")[0]


def linked(text: str, link: Link) -> str:
    """Make the names in backticks that are documented into links to where they are.

    >>> linked("a `Topic`, no `null`", {"Topic": "jerking_info.Topic"}.get)
    'a {py:obj}`Topic <jerking_info.Topic>`, no `null`'
    """

    def role(code: re.Match[str]) -> str:
        target = link(code[1])
        return f"{{py:obj}}`{code[1]} <{target}>`" if target else code[0]

    return _CODE.sub(role, text)


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs; a section with all that stands indented under it is one."""
    block: list[str] = []
    for paragraph in re.split(r"\n{2,}", text):
        if block and not paragraph.startswith(" "):
            yield "\n\n".join(block)
            block = []
        block.append(paragraph)
    yield "\n\n".join(block)


def _block(block: str, link: Link) -> str:
    heading, _, below = block.partition("\n")
    if section := _HEADING.fullmatch(heading):
        return "\n".join(_fields(_FIELDS[section[1]], cleandoc("\n" + below), link))
    if block.startswith(">>> "):
        return f"```pycon\n{block}\n```"
    return linked(block, link)


def _fields(field: str, text: str, link: Link) -> Iterable[str]:
    if field in ("returns", "yields"):
        yield _field(field, text, link)
        return
    for item in re.split(r"\n(?! )", text):
        named = _NAMED.fullmatch(item)
        if not named:
            raise ValueError(f"in a docstring: found {item!r}, expected 'name: what it is'")
        yield _field(f"{field} {named[1]}", named[2], link)


def _field(name: str, text: str, link: Link) -> str:
    return f":{name}: {linked(' '.join(text.split()), link)}"
