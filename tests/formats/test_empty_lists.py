"""No form announces a list that is empty."""

from collections.abc import Callable
from functools import partial

import pytest

from jerking_info import Topic
from jerking_info.formats import to_html, to_markdown, to_text

_FORMS = {
    "text": to_text,
    "markdown": to_markdown,
    "page": to_html,
    "fragment": partial(to_html, fragment=True),
}


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS)
def test_an_empty_list_is_not_announced(form: Callable[[Topic], str], terse: Topic) -> None:
    told = form(terse)

    assert terse.causes[0].name in told
    assert terse.tips[0].title in told
    for label in ("Examples:", "What may help:", "To do or to ask for:"):
        assert label not in told
