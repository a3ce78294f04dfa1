"""Explanations of mutants that live, and what is said where they do not fit."""

import pytest

from tools.mutants import Mutant
from tools.mutation import ROOT, explanations, faults, files_that_hold, main, modules


def test_an_explanation_is_of_its_line_or_of_the_next_that_is_code() -> None:
    source = """
x = 1  # 1 mutant lives: reason
# A comment.
# 2 mutants live: a reason that
# takes two lines
y = 2
# 12 mutants
"""
    assert explanations(source) == {2: 1, 6: 2}


def test_several_explanations_of_a_line_add_up() -> None:
    assert explanations("# 1 mutant lives: a\n# 2 mutants live: b\nx  # 1 mutant lives: c") == {
        3: 4
    }


def test_survivors_and_explanations_must_be_as_many() -> None:
    one, other = Mutant(1, "x -> y", ""), Mutant(1, "y -> z", "")
    assert list(faults([], {})) == []
    assert list(faults([one], {1: 1})) == []
    assert list(faults([one], {})) == ["1: x -> y: no test fails"]
    told = ["1: x -> y: no test fails", "1: y -> z: no test fails"]
    assert list(faults([one, other], {1: 1})) == told
    assert list(faults([one], {1: 2, 3: 1})) == [
        "1: 2 survivors are explained, but there are 1",
        "3: 1 survivors are explained, but there are 0",
    ]


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="only a checkout has src")
def test_every_module_has_tests_of_its_own() -> None:
    assert {"models", "formats.html", "__init__", "formats.__init__"} <= {*modules()}
    for module in modules():
        files = files_that_hold(module)
        assert all((ROOT / file).is_file() for file in files)
        assert {*files} - {"tests/test_surface.py"} or module == "__init__"
    assert "tests/laws/test_html.py" in files_that_hold("formats.html")


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="only a checkout has src")
def test_a_module_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["models", "nothing"])
    assert "no module nothing; there are __init__, __main__" in capsys.readouterr().err
