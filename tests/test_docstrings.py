"""Docstrings as Markdown."""

import pytest

docstrings = pytest.importorskip("tools.docstrings", reason="only a checkout has the tools")

DOCSTRING = """Load a release, or `null`.

    Args:
        version: the release, such as `"1.0.0"`;
            the newest if not given.
        sha256: the digest.

    Returns:
        The `Topic`,
        frozen.

    Raises:
        IntegrityError: if it is another text.

    The rules are those of `docs/x.md`.

    >>> load("1.0.0").title
    'Jerking movements'
    """


def test_a_docstring_becomes_paragraphs_fields_and_code() -> None:
    links = {"Topic": "jerking_info.Topic"}
    assert docstrings.markdown(DOCSTRING, links.get) == (
        "Load a release, or `null`.\n\n"
        ':param version: the release, such as `"1.0.0"`; the newest if not given.\n'
        ":param sha256: the digest.\n\n"
        ":returns: The {py:obj}`Topic <jerking_info.Topic>`, frozen.\n\n"
        ":raises IntegrityError: if it is another text.\n\n"
        "The rules are those of `docs/x.md`.\n\n"
        "```pycon\n>>> load(\"1.0.0\").title\n'Jerking movements'\n```"
    )


def test_a_section_with_several_paragraphs_is_one_field() -> None:
    text = "Do.\n\nReturns:\n    One.\n\n    Two.\n\nEnd."
    assert docstrings.markdown(text, {}.get) == "Do.\n\n:returns: One. Two.\n\nEnd."


def test_an_argument_without_a_word_on_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"found 'version', expected 'name: what it is'"):
        docstrings.markdown("Do.\n\nArgs:\n    version", {}.get)
