"""How Hypothesis comes to know the shapes: at no cost for whoever does not use it."""

import subprocess
import sys

import pytest


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


KNOWN = """
from hypothesis.strategies._internal.types import _global_type_lookup
print(*sorted(t.__name__ for t in _global_type_lookup if t.__module__.startswith("jerking_info")))
"""
MODELS = (
    *("Article", "Cause", "Coding", "Disclaimer", "Example", "Provenance", "Questions"),
    *("Reference", "Release", "Synonym", "Tip", "Topic", "WarningSign"),
)
FEEDBACK = ("Comment", "Rating")


def known(imports: str) -> list[str]:
    return run(f"{imports}\n{KNOWN}").split()


@pytest.mark.parametrize(
    ("home", "shapes"),
    [
        ("from jerking_info import Topic", MODELS),
        ("from jerking_info.content.models import Topic", MODELS),
        ("from jerking_info import Change", (*MODELS, "Change")),
        ("from jerking_info.content.changes import Change", (*MODELS, "Change")),
        ("from jerking_info import feedback", (*MODELS, *FEEDBACK)),
        ("from jerking_info.feedback import Rating", (*MODELS, *FEEDBACK)),
        ("import jerking_info.testing.strategies", (*MODELS, "Change", *FEEDBACK)),
        ("from jerking_info.testing import topics", (*MODELS, "Change", *FEEDBACK)),
    ],
)
def test_the_shapes_are_known_whichever_is_imported_first(
    home: str, shapes: tuple[str, ...]
) -> None:
    assert known(f"import hypothesis; {home}") == sorted(shapes)
    assert known(f"{home}; import hypothesis") == sorted(shapes)


@pytest.mark.parametrize(
    ("imports", "shapes"),
    [
        ("import jerking_info.testing.strategies", (*MODELS, "Change", *FEEDBACK)),
        (
            "from jerking_info import Change, feedback; import jerking_info.testing.strategies",
            (*MODELS, "Change", *FEEDBACK),
        ),
        ("from jerking_info import Topic; import hypothesis, jerking_info.testing", MODELS),
    ],
)
def test_without_plugins_importing_what_tests_with_them_is_enough(
    imports: str, shapes: tuple[str, ...]
) -> None:
    code = "import os; os.environ['HYPOTHESIS_NO_PLUGINS'] = '1'\n"
    assert known(code + imports) == sorted(shapes)


def test_what_an_app_registers_for_a_shape_stays() -> None:
    code = (
        "from hypothesis import strategies; from jerking_info import Topic\n"
        "strategies.register_type_strategy(Topic, strategies.just('mine'))\n"
        "from jerking_info.testing import topics; from jerking_info.feedback import Rating\n"
        "print(strategies.from_type(Topic))"
    )
    assert run(code) == "just('mine')\n"


LOADED = """
import sys
print([name for name in ("pydantic", "hypothesis", "jerking_info.testing.strategies")
       if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("imports", "loaded"),
    [
        ("import hypothesis; from jerking_info import CauseId", ["hypothesis"]),
        ("import hypothesis; from jerking_info import Topic", ["pydantic", "hypothesis"]),
        ("from jerking_info import *", ["pydantic"]),
        ("import jerking_info.testing", []),
    ],
)
def test_nobody_pays_for_what_is_not_used(imports: str, loaded: list[str]) -> None:
    assert run(imports + LOADED) == f"{loaded}\n"


MISSING = "import sys; sys.modules['hypothesis'] = None\n"


def test_all_else_works_without_hypothesis() -> None:
    code = "from jerking_info import *\nimport jerking_info\n"
    code += "print(testing.__name__, all(hasattr(jerking_info, n) for n in jerking_info.__all__))"
    assert run(MISSING + code) == "jerking_info.testing True\n"


@pytest.mark.parametrize("name", ["topics", "texts"])
def test_a_strategy_without_hypothesis_names_the_extra(name: str) -> None:
    code = (
        f"try: from jerking_info.testing import {name}\n"
        "except ImportError as error: print(error, '|', error.name)\n"
    )
    assert run(MISSING + code) == (
        f"jerking_info.testing.{name} needs hypothesis: "
        "run pip install 'jerking-info[testing]' | hypothesis\n"
    )


def test_another_missing_module_is_not_taken_for_hypothesis() -> None:
    code = (
        "import sys; sys.modules['jerking_info.feedback'] = None\n"
        "try: from jerking_info.testing import topics\n"
        "except ModuleNotFoundError as error: print(error.name)\n"
    )
    assert run(code) == "jerking_info.feedback\n"


def test_a_misspelt_name_is_an_attribute_error() -> None:
    from jerking_info import testing

    said = r"^module 'jerking_info\.testing' has no attribute 'topic'$"
    with pytest.raises(AttributeError, match=said) as raised:
        testing.topic  # type: ignore[attr-defined]  # noqa: B018
    assert (raised.value.name, raised.value.obj) == ("topic", testing)  # so Python suggests
