"""The notebook holds what its cells give now, and nothing of the machine that ran it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jerking_info import Cause, Topic, disclaimer, topic

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "examples" / "tour.ipynb"
NOTEBOOK = json.loads(TOUR.read_text(encoding="utf-8"))
CODE: list[dict[str, Any]] = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "examples.tour", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def needs_jupyter() -> None:
    for module in ("nbclient", "ipykernel", "pandas"):
        needs = f"{module} is not installed: pip install 'jerking-info[examples]'"
        pytest.importorskip(module, reason=needs)


def test_the_outputs_are_what_the_cells_give_now() -> None:
    needs_jupyter()
    done = run("--check")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_other_outputs_are_written_over(tmp_path: Path) -> None:
    needs_jupyter()
    stale = tmp_path / "stale.ipynb"
    text = TOUR.read_text(encoding="utf-8")
    stale.write_text(text.replace("jerking-movements: R25 is broad", "x"), encoding="utf-8")
    assert stale.read_text(encoding="utf-8") != text
    assert run(str(stale)).returncode == 0
    assert stale.read_bytes() == TOUR.read_bytes()


@pytest.mark.filterwarnings("ignore")  # Jupyter's own
def test_other_outputs_are_said_and_left_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_jupyter()
    from examples import tour

    def fewer(notebook: Any) -> Any:
        del notebook.cells[-1]
        return notebook

    monkeypatch.setattr(tour, "run", fewer)
    monkeypatch.setattr(sys, "argv", ["tour", "--check"])
    before = TOUR.read_bytes()
    assert tour.main() == 1
    assert capsys.readouterr().err == (
        "tour.ipynb is not what it gives now: python -m examples.tour\n"
    )
    assert TOUR.read_bytes() == before


def test_each_cell_was_run_in_turn_and_none_failed() -> None:
    assert [cell["execution_count"] for cell in CODE] == list(range(1, len(CODE) + 1))
    kinds = {output["output_type"] for cell in CODE for output in cell["outputs"]}
    assert kinds == {"execute_result", "stream"}
    assert {o["name"] for c in CODE for o in c["outputs"] if "name" in o} == {"stdout"}


def test_nothing_of_the_machine_is_in_it() -> None:
    text = TOUR.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|Users|tmp|work|usr|opt)/|[A-Z]:\\\\|site-packages", text)
    assert " at 0x" not in text
    assert NOTEBOOK["metadata"] == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    assert {json.dumps(cell["metadata"]) for cell in NOTEBOOK["cells"]} == {"{}"}


def test_entries_are_shown_with_their_disclaimer() -> None:
    shown: dict[str, Cause | Topic] = {
        "show-cause": topic.cause("sleep-disorders"),
        "show-topic": topic,
    }
    for cell in CODE:
        if entry := shown.pop(cell["id"], None):
            (output,) = cell["outputs"]
            forms = {mime: "".join(lines) for mime, lines in output["data"].items()}
            assert forms == entry._repr_mimebundle_()
            assert disclaimer.short in forms["text/html"]
    assert not shown


def test_the_first_lines_tell_the_commands() -> None:
    assert NOTEBOOK["cells"][0]["source"][0].rstrip().endswith("`jupyter lab examples/tour.ipynb`")
    source = (ROOT / "examples" / "tour.py").read_text(encoding="utf-8")
    assert "`python -m examples.tour [--check] [FILE]`" in source.splitlines()[0]


@pytest.mark.parametrize("blocked", ["nbformat", "nbclient", "ipykernel", "pandas"])
def test_a_missing_extra_is_said_in_one_sentence(blocked: str) -> None:
    needs_jupyter()
    code = (
        f"import runpy, sys; sys.modules[{blocked!r}] = None; "
        "runpy.run_module('examples.tour', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    sentence = f"this example needs {blocked}: pip install 'jerking-info[examples]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence)


def test_a_file_that_there_is_not_is_said(tmp_path: Path) -> None:
    needs_jupyter()
    done = run(str(tmp_path / "none.ipynb"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no file" in done.stderr
