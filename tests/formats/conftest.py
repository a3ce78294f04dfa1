import pytest

from jerking_info import Topic
from tests.formats import variants


@pytest.fixture
def reviewed() -> Topic:
    return variants.reviewed()


@pytest.fixture
def bare() -> Topic:
    return variants.bare()


@pytest.fixture
def terse() -> Topic:
    return variants.terse()
