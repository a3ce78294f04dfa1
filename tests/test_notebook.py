"""Notebooks show topics, causes and tips as they are, and never without a disclaimer."""

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from IPython.core.formatters import DisplayFormatter
from markdown_it import MarkdownIt

from jerking_info import (
    Cause,
    Disclaimer,
    Tip,
    Topic,
    causes,
    load,
    notebook,
    parse,
    releases,
    tips,
    topic,
)
from jerking_info.formats import to_html, to_markdown, to_text
from jerking_info.testing import topics
from tests.trials import trials

TOPICS = [load(release.version) for release in releases]
every_release = pytest.mark.parametrize("release", TOPICS, ids=lambda topic: topic.version)


def entries(topic: Topic) -> list[Cause | Tip]:
    return [*topic.causes, *topic.tips]


def shown(thing: object) -> dict[str, str]:
    """Return what IPython sends to a notebook to show a thing."""
    formatter = DisplayFormatter()
    formatter.active_types = ["text/plain", "text/markdown", "text/html"]
    bundle, _ = formatter.format(thing)  # type: ignore[no-untyped-call]
    return dict(bundle)


@every_release
def test_a_topic_shows_all_of_itself(release: Topic) -> None:
    assert shown(release) == {
        "text/plain": to_text(release),
        "text/markdown": to_markdown(release),
        "text/html": to_html(release, fragment=True),
    }


@every_release
def test_a_single_entry_shows_the_short_disclaimer_and_what_it_is_part_of(release: Topic) -> None:
    for entry in entries(release):
        for form in shown(entry).values():
            flat = " ".join(form.split())
            assert entry.text in flat.replace("\\", "")
            assert release.disclaimer.short in flat
            assert f"Content version {release.version}, language en, licence CC-BY-4.0." in flat
            assert release.sha256 in flat
            assert release.provenance.article.author in flat


def test_an_entry_names_what_answers_it() -> None:
    assert "What may help: 6. Limit stimulant intake; 7." in shown(causes[5])["text/plain"]
    assert "<b>For: </b>Stimulant use</p>" in shown(tips[5])["text/html"]
    assert "<b>For any cause: </b>Stress and anxiety; " in shown(tips[6])["text/html"]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_a_copy_of_an_entry_shows_what_the_entry_shows(copied: object) -> None:
    assert callable(copied)
    assert shown(copied(causes[2])) == shown(causes[2])
    assert shown(parse(topic.to_json()).causes[2]) == shown(causes[2])


def test_an_entry_shows_the_disclaimer_of_its_own_release(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (
        topic.model_copy(
            update={
                "version": version,
                "disclaimer": Disclaimer(text=version, short=f"Said in {version}."),
                "tips": tuple(copy.deepcopy(tip) for tip in topic.tips),
            }
        )
        for version in ("8.0.0", "9.0.0")
    )
    monkeypatch.setattr(notebook, "releases", (old, new))
    monkeypatch.setattr(notebook, "load", {"8.0.0": old, "9.0.0": new}.get)

    assert "Said in 8.0.0." in shown(old.tips[0])["text/plain"]
    assert "Said in 9.0.0." in shown(new.tips[0])["text/plain"]
    # A copy could be of either: both have this very text, and the newer one's word holds.
    assert "Said in 9.0.0." in shown(copy.deepcopy(old.tips[0]))["text/plain"]


def test_an_entry_of_no_release_says_that_the_disclaimer_is_borrowed() -> None:
    stranger = causes[0].model_copy(update={"name": "Something else"})

    for form in shown(stranger).values():
        flat = " ".join(form.split())
        assert topic.disclaimer.short in flat
        assert "This entry is in no content release that comes with jerking-info" in flat
        assert f"is that of content version {topic.version}, sha256 {topic.sha256}." in flat
        assert "Haroon" not in flat


def test_plain_paragraphs_stand_one_empty_line_apart_even_where_one_fills_its_last_line() -> None:
    full = causes[0].model_copy(update={"text": "x" * 80})

    paragraphs = shown(full)["text/plain"].split("\n\n")
    assert paragraphs[:2] == [full.name, full.text]
    assert paragraphs[2].startswith("Examples: ")


@given(topics())
@trials(15)
def test_no_entry_becomes_markup(topic: Topic) -> None:
    for entry in entries(topic):
        forms = shown(entry)
        name = entry.name if isinstance(entry, Cause) else entry.title
        inline = [
            "".join(child.content for child in token.children or ())
            for token in MarkdownIt("commonmark").parse(forms["text/markdown"])
            if token.type == "inline"
        ]
        assert inline[0].endswith(name)
        assert inline[1] == entry.text
        assert "<script" not in forms["text/html"]


def test_single_forms_are_those_of_the_whole() -> None:
    for thing in (topic, causes[0], tips[0]):
        assert thing._repr_html_() == shown(thing)["text/html"]
        assert thing._repr_markdown_() == shown(thing)["text/markdown"]


def test_only_topics_causes_and_tips_have_forms() -> None:
    assert notebook.forms(topic.disclaimer) == {}
    assert all(notebook.forms(entry) for entry in (topic, causes[0], tips[0]))
    assert {type(entry) for entry in (causes[0], tips[0])} == {Cause, Tip}


def test_reading_the_content_loads_no_form_of_it() -> None:
    code = (
        "import sys; from jerking_info import topic; topic.causes[0].name\n"
        "assert not [name for name in sys.modules if name.startswith('jerking_info.formats.')]\n"
        "assert '<h2' in topic._repr_html_()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_models_alone_have_no_forms() -> None:
    code = (
        "from jerking_info.content.releases import load\n"
        "assert load().causes[0]._repr_mimebundle_() == {}\n"
        "assert load()._repr_html_() is None\n"
        "assert load()._repr_markdown_() is None"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
