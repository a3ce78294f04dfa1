"""The Django example, with the real Django: a JSON column gives the release back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jerking_info import load
from jerking_info.testing import assert_shows_disclaimer

pytest.importorskip("django", reason="needs jerking-info[examples]")

LOOK_UP = """
import django; django.setup()
from examples.django_content.models import Code, Entry, Release
from jerking_info import Tip, load
release = Release.objects.get()
assert release.topic == load(release.version) and release.sha256 == release.topic.sha256
code = Code.objects.get(system__endswith="icd-10-cm", code="R25.3")
print(code.entry.label, code.match, Entry.objects.filter(kind="Tip").count())
tips = [Tip.model_validate(entry.content) for entry in Entry.objects.filter(kind="Tip")]
assert tuple(tips) == release.topic.tips
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "CONTENT_DATABASE": str(tmp_path / "content.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "examples.django_content.settings",
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_tables_follow_a_release_up_and_down(environment: dict[str, str]) -> None:
    for version in ("1.0.0", "1.1.0", "1.0.0"):
        shown = run(environment, "-m", "examples.django_content", version)
        assert shown.startswith(f"content {version} written\n")
        assert_shows_disclaimer(shown, load(version), form="text")
    again = run(environment, "-m", "examples.django_content", "1.0.0")
    assert again.startswith("content 1.0.0 was there already\n")


def test_json_column_and_codes_give_the_content_back(environment: dict[str, str]) -> None:
    shown = run(environment, "-m", "examples.django_content")
    newest = load()
    assert all(sign.text in shown for sign in newest.warning_signs)
    assert all(caution.text in shown for tip in newest.tips for caution in tip.cautions)
    assert run(environment, "-c", LOOK_UP).startswith("twitching movements")


def test_unknown_release_is_an_error(environment: dict[str, str]) -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run(environment, "-m", "examples.django_content", "9.9.9")
    assert "9.9.9" in raised.value.stderr


def test_migrations_are_complete(environment: dict[str, str]) -> None:
    run(environment, "-m", "django", "makemigrations", "--check", "--dry-run")
