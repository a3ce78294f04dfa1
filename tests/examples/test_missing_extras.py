"""What the examples with a framework say where it is not installed: one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("example", "blocked"), [("fastapi_app", "uvicorn"), ("django_content", "django")]
)
def test_a_missing_extra_is_said_in_one_sentence(example: str, blocked: str) -> None:
    code = (
        f"import runpy, sys; sys.modules[{blocked!r}] = None; "
        f"runpy.run_module('examples.{example}', run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    sentence = f"this example needs {blocked}: pip install 'jerking-info[examples]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence)
