"""The same topic gives the same bytes, whatever the order of hashing and the locale."""

import os
import subprocess
import sys

import pytest

_CODE = """
import sys
from jerking_info import load, releases
from jerking_info.formats import to_html, to_markdown, to_text

for topic in (load(release.version) for release in releases):
    forms = (to_text(topic), to_markdown(topic), to_html(topic), to_html(topic, fragment=True))
    sys.stdout.buffer.write("".join(forms).encode())
"""


def _bytes(**environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", _CODE],
        capture_output=True,
        env=os.environ | environment,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "tr_TR.UTF-8"}],
    ids=lambda environment: next(iter(environment)),
)
def test_pages_and_texts_depend_on_the_topic_alone(environment: dict[str, str]) -> None:
    expected = _bytes(PYTHONHASHSEED="0")

    assert len(expected) > 100_000
    assert _bytes(**environment) == expected
