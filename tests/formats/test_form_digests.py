"""No form of a release changes by accident; `python -m tools.form_digests` is for what is meant."""

import pytest

from tools.form_digests import digests, pinned

DIGESTS = digests()


def test_the_digests_are_those_of_all_forms_in_their_order() -> None:
    assert [*pinned()] == [*DIGESTS]
    assert len({*pinned().values()}) == len(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_a_form_is_what_it_was(name: str) -> None:
    assert DIGESTS[name]() == pinned()[name]
