"""How the content shows itself in notebooks, without knowing any form of itself.

Notebooks ask an object for its forms by methods of fixed names
(https://ipython.readthedocs.io/en/stable/config/integrating.html). The models have these
methods from `Displayed`; the forms are handed in with `show_with` by whoever loads the
content, so that no arrow leads from the models to the formats.
"""

from collections.abc import Callable, Mapping

__all__ = ("Displayed", "show_with")


def __dir__() -> tuple[str, ...]:
    return __all__


_Forms = Callable[[object], Mapping[str, str]]
_handed_in: list[_Forms] = []


def show_with(forms: _Forms) -> None:
    """Say where objects get the forms that they show themselves in.

    Args:
        forms: what makes an object's forms, by their MIME types, when one is first shown.
    """
    _handed_in[:] = [forms]


class Displayed:
    """What notebooks show in HTML, in Markdown and as text for people."""

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002 (what a notebook would rather have: only a hint)
        exclude: object = None,  # noqa: ARG002
    ) -> dict[str, str]:
        return {mime: text for forms in _handed_in for mime, text in forms(self).items()}

    def _repr_html_(self) -> str | None:
        return self._repr_mimebundle_().get("text/html")

    def _repr_markdown_(self) -> str | None:
        return self._repr_mimebundle_().get("text/markdown")
