"""`from_type` draws the content, and a host's own draws stay as they were."""

import subprocess
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jerking_info import Tip, Topic, testing


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout


@dataclass
class Screen:
    """A shape of an app, with content inside."""

    topic: Topic
    tip: Tip | None


@given(st.builds(Screen))
@settings(max_examples=5)
def test_types_of_an_app_are_drawn_with_content_inside(screen: Screen) -> None:
    assert isinstance(screen.topic, Topic)


HOST = """
from collections.abc import Hashable
from typing import Protocol, runtime_checkable
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel

@runtime_checkable
class Hashing(Protocol):
    def __hash__(self): ...

class Base(BaseModel):
    name: str

class Derived(Base):
    size: int

for thing in object, Hashable, BaseModel, Hashing, Base, Derived, Base | None:
    drawn = []
    test = settings(max_examples=30, derandomize=True, database=None)(
        given(st.from_type(thing))(lambda x: drawn.append(repr(type(x))))
    )
    try: test()
    except Exception as error: print(type(error))
    print(thing, drawn)
"""


def test_draws_of_a_host_stay_as_they_were() -> None:
    without_plugins = f"import os; os.environ['HYPOTHESIS_NO_PLUGINS'] = '1'\n{HOST}"
    used = f"from jerking_info.testing import topics; topics()\n{HOST}"
    assert run(HOST) == run(used) == run(without_plugins)


def test_strategy_that_an_app_registers_stays() -> None:
    code = (
        "from hypothesis import strategies; from jerking_info import Topic\n"
        "strategies.register_type_strategy(Topic, strategies.just('mine'))\n"
        "from jerking_info.testing import topics; from jerking_info.feedback import Rating\n"
        "print(strategies.from_type(Topic))"
    )
    assert run(code) == "just('mine')\n"


def test_strategies_load_when_first_used() -> None:
    loaded = "import sys; print([n for n in sys.modules if n in ('pydantic', 'hypothesis')])"
    assert run(f"import jerking_info.testing; {loaded}") == "[]\n"
    code = "import sys, hypothesis; print('jerking_info.testing.strategies' in sys.modules)"
    assert run(code) == "False\n"


MISSING = "import sys; sys.modules['hypothesis'] = None\n"


@pytest.mark.parametrize(
    "code",
    [
        "import jerking_info.testing as kit; print(hasattr(kit, 'topics'), hasattr(kit, 'texts'))",
        "import inspect; print('topics' in dict(inspect.getmembers(jerking_info.testing)), False)",
        "import pydoc; pydoc.render_doc(jerking_info.testing); print(False, False)",
    ],
)
def test_probes_without_hypothesis_do_not_raise(code: str) -> None:
    assert run(f"{MISSING}import jerking_info.testing; {code}") == "False False\n"


def test_names_without_hypothesis_name_the_extra() -> None:
    said = "jerking_info.testing.topics needs hypothesis: run pip install 'jerking-info[testing]'"
    code = (
        f"{MISSING}import jerking_info\n"
        "try: from jerking_info.testing import topics\n"
        "except ImportError as error: print(error.name, error)\n"
        "try: jerking_info.testing.topics\n"
        "except AttributeError as error: print(error.name, error)\n"
    )
    assert run(code) == f"hypothesis {said}\ntopics {said}\n"


def test_other_missing_modules_are_reported_as_such() -> None:
    code = (
        "import sys; sys.modules['jerking_info.feedback'] = None\n"
        "try: from jerking_info.testing import topics\n"
        "except ModuleNotFoundError as error: print(error.name)\n"
    )
    assert run(f"import os; os.environ['HYPOTHESIS_NO_PLUGINS'] = '1'; {code}") == (
        "jerking_info.feedback\n"
    )


def test_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'jerking_info\.testing' has no attribute 'topik'"):
        _ = testing.topik  # type: ignore[attr-defined]  # pyright: ignore
