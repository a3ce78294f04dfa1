"""What an app tests itself with against this content: any valid content, not just today's.

The strategies are Hypothesis's and need the extra `testing`. `from_type` knows the shapes
of the content wherever Hypothesis runs: this package registers them with it.

>>> from hypothesis import given, settings, strategies as st
>>> from jerking_info import Topic
>>> from jerking_info.formats import to_html
>>> @settings(max_examples=10)
... @given(st.from_type(Topic))
... def test_the_screen_shows_the_disclaimer(topic: Topic) -> None:
...     assert_shows_disclaimer(to_html(topic), topic)
>>> test_the_screen_shows_the_disclaimer()
"""

from jerking_info.testing.registration import meet_hypothesis

__all__ = (
    "OutputForm",
    "articles",
    "assert_shows_disclaimer",
    "causes",
    "changes",
    "codings",
    "comments",
    "days",
    "digests",
    "disclaimers",
    "examples",
    "languages",
    "names",
    "provenances",
    "questions",
    "ratings",
    "references",
    "releases",
    "synonyms",
    "texts",
    "tips",
    "topics",
    "urls",
    "versions",
    "warning_signs",
)

TYPE_CHECKING = False  # 1 mutant lives: None is as false
if TYPE_CHECKING:
    from jerking_info.testing.showing import OutputForm, assert_shows_disclaimer
    from jerking_info.testing.strategies import (
        articles,
        causes,
        changes,
        codings,
        comments,
        disclaimers,
        examples,
        provenances,
        questions,
        ratings,
        references,
        releases,
        synonyms,
        tips,
        topics,
        warning_signs,
    )
    from jerking_info.testing.values import (
        days,
        digests,
        languages,
        names,
        texts,
        urls,
        versions,
    )
else:  # hidden from type checkers, as in `jerking_info` itself

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from jerking_info.testing import showing as home

        if name not in ("OutputForm", "assert_shows_disclaimer"):
            try:
                from jerking_info.testing import strategies as home  # has the values, too
            except ModuleNotFoundError as error:
                if error.name != "hypothesis":
                    raise
                raise ImportError(
                    f"{__name__}.{name} needs hypothesis: run pip install 'jerking-info[testing]'",
                    name="hypothesis",
                ) from error
        globals()[name] = value = getattr(home, name)
        return value


def __dir__() -> tuple[str, ...]:
    return __all__


meet_hypothesis()
