"""Tools for the tests of apps: strategies for any valid content, and a check of the disclaimer.

The strategies are Hypothesis's, and need the extra `testing`. Wherever Hypothesis runs, its
`from_type` knows the shapes of the content: `registration` is its plugin.

Read `values`, `strategies`, `registration`; `showing` depends on none of them.

>>> from hypothesis import given, settings, strategies as st
>>> from jerking_info import Topic
>>> from jerking_info.formats import to_html
>>> @settings(max_examples=10)
... @given(st.from_type(Topic))
... def test_the_screen_shows_the_disclaimer(topic: Topic) -> None:
...     assert_shows_disclaimer(to_html(topic), topic)
>>> test_the_screen_shows_the_disclaimer()
"""

from jerking_info._lazy import lazy

# fmt: off
__all__ = (
    "OutputForm", "assert_shows_disclaimer",
    "articles", "causes", "changes", "codings", "comments", "disclaimers", "examples",
    "glossary_entries", "notes", "provenances", "questions", "ratings", "references", "releases",
    "synonyms", "tips", "topics", "warning_signs",
    "days", "digests", "languages", "names", "texts", "urls", "versions",
)
# fmt: on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .showing import OutputForm, assert_shows_disclaimer
    from .strategies import articles, causes, changes, codings, comments, disclaimers, examples
    from .strategies import glossary_entries, notes, provenances, questions, ratings, references
    from .strategies import releases, synonyms, tips, topics, warning_signs
    from .values import days, digests, languages, names, texts, urls, versions
else:  # Hidden from type checkers: a visible `__getattr__` would excuse misspelt names.
    _load, __dir__ = lazy(
        __name__,
        {
            "showing": "OutputForm assert_shows_disclaimer",
            "strategies": (
                "articles causes changes codings comments disclaimers examples glossary_entries "
                "notes provenances questions ratings references releases synonyms tips topics "
                "warning_signs"
            ),
            "values": "days digests languages names texts urls versions",
        },
    )

    def __getattr__(name: str) -> object:
        try:
            return _load(name)
        except ModuleNotFoundError as error:
            if error.name != "hypothesis":
                raise
            # An import statement asks through importlib, which would drop an AttributeError.
            from sys import _getframe

            importing = _getframe(1).f_code.co_name == "_handle_fromlist"
            raise (ImportError if importing else AttributeError)(
                f"{__name__}.{name} needs hypothesis: run pip install 'jerking-info[testing]'",
                name="hypothesis" if importing else name,
            ) from error
