"""Whether an output shows the disclaimer: what is seen through, and what is not let pass."""

import re
import subprocess
import sys
from html import escape
from textwrap import fill
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Topic, load, releases, testing
from jerking_info.command.export import export
from jerking_info.formats import to_html, to_markdown, to_text
from jerking_info.formats.markdown import escaped
from jerking_info.testing import OutputForm, assert_shows_disclaimer
from jerking_info.testing.showing import _letters
from tests.trials import trials

topic = load("1.1.0")
TEXT = topic.disclaimer.text
SHORT = topic.disclaimer.short
FORMS: tuple[OutputForm, ...] = get_args(OutputForm)
TRICKY = "Don't 1. *stop* <b>& ask</b> a `doctor` [now](x) \\ or_else #1 | -->"


def with_disclaimer(text: str) -> Topic:
    disclaimer = topic.disclaimer.model_copy(update={"text": text})
    return topic.model_copy(update={"disclaimer": disclaimer})


def shows(output: str, topic: Topic = topic, form: OutputForm | None = None) -> bool:
    try:
        assert_shows_disclaimer(output, topic, form=form)
    except AssertionError:
        return False
    return True


SHOWN: dict[str, tuple[str, OutputForm]] = {
    "text": (f"Causes\n\n{TEXT}\n", "text"),
    "wrapped text": (fill(TEXT, 30, initial_indent="  ", subsequent_indent="  "), "text"),
    "text with hyphens that do not show": (TEXT.replace("management", "manage\u00adment"), "text"),
    "a paragraph": (f"<h1>Causes</h1><p>{TEXT}</p>", "html"),
    "wrapped html": (f"<p>\n{fill(TEXT, 30)}</p>", "html"),
    "tags inside": (TEXT.replace("healthcare", "<b>health<i>care</i></b>"), "html"),
    "line breaks": (TEXT.replace(". ", ".<br>"), "html"),
    "entities": (f"<p>{TEXT.replace('You', '&#89;ou').replace(' ', '&nbsp;')}</p>", "html"),
    "a comment inside": (TEXT.replace("You", "<!-- x -->You"), "html"),
    "something hidden inside": (TEXT.replace("You", "<i hidden>x</i>You"), "html"),
    "an open details": (f"<details open><p>{TEXT}</p></details>", "html"),
    "shown twice, once hidden": (f"<p hidden>{TEXT}</p><p>{TEXT}</p>", "html"),
    "a quote in Markdown": ("> " + fill(TEXT, 30).replace("\n", "\n> "), "markdown"),
    "a list in Markdown": (f"# Causes\n\n- one\n- {TEXT}\n", "markdown"),
    "emphasis in Markdown": (f"**{TEXT}**", "markdown"),
    "a link in Markdown": (f"[{TEXT}](https://a.example.org)", "markdown"),
    "a table in Markdown": (f"| a |\n|---|\n| {TEXT} |\n", "markdown"),
    "a block of code in Markdown": (f"```\n<!-- {TEXT} -->\n```", "markdown"),
    "markup shown as text": (f"<pre>&lt;p hidden&gt;{TEXT}</pre>", "html"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_passes_where_the_disclaimer_is_shown(name: str) -> None:
    output, form = SHOWN[name]
    assert_shows_disclaimer(output, topic)
    assert_shows_disclaimer(output, topic, form=form)


NOT_SHOWN: dict[str, tuple[str, OutputForm]] = {
    "nothing": ("", "text"),
    "other text": ("Causes: stress. Ask your doctor.", "text"),
    "the short form": (SHORT, "text"),
    "the start": (TEXT[:-20], "text"),
    "the end": (TEXT[20:], "html"),
    "cut by an ellipsis": (f"<p>{TEXT[:100]}&hellip;</p>", "html"),
    "other words between": (f"<p>{TEXT[:100]} (more on page 2) {TEXT[100:]}</p>", "html"),
    "another word": (TEXT.replace("See a", "See no"), "text"),
    "a comment": (f"<p>Causes</p><!-- {TEXT} -->", "html"),
    "a script": (f"<p>Causes</p><script>const text = '{TEXT}'</script>", "html"),
    "a style": (f"<style>/* {TEXT} */</style><p>Causes</p>", "html"),
    "a template": (f"<template><p>{TEXT}</p></template>", "html"),
    "a title": (f"<!DOCTYPE html><title>{TEXT}</title><p>Causes</p>", "html"),
    "metadata": (f'<html><head><meta name="d" content="{TEXT}"></head></html>', "html"),
    "an attribute": (f'<p title="{TEXT}">Causes</p>', "html"),
    "an image's text": (f'<img alt="{TEXT}" src="x.png">', "html"),
    "a data block": (f'<script type="application/ld+json">{{"a":"{TEXT}"}}</script>', "html"),
    "a hidden paragraph": (f"<p hidden>{TEXT}</p>", "html"),
    "a hidden section": (f"<div hidden><section><p>{TEXT}</p></section></div>", "html"),
    "no display": (f"<div style='color: red; display:none'>{TEXT}</div>", "html"),
    "no visibility": (f"<div style='visibility:hidden'>{TEXT}</div>", "html"),
    "hidden from screen readers": (f'<div aria-hidden="true">{TEXT}</div>', "html"),
    "a noscript": (f"<noscript>{TEXT}</noscript>", "html"),
    "a closed details": (f"<details><summary>Legal</summary>{TEXT}</details>", "html"),
    "a comment amid text": (f"Causes <!-- {TEXT} --> tips", "html"),
    "hidden amid text": (f"Causes <span hidden>{TEXT}</span> tips", "html"),
    "a comment in Markdown": (f"# Causes\n\n<!-- {TEXT} -->\n", "markdown"),
    "Markdown's own comment": (f"# Causes\n\n[//]: # ({TEXT})\n", "markdown"),
    "a link's title in Markdown": (f'[Causes](https://a.example.org "{TEXT}")', "markdown"),
    "an image in Markdown": (f"![{TEXT}](x.png)", "markdown"),
    "a definition in Markdown": (f'[Causes]\n\n[causes]: <#a>\n"{TEXT}"\n\nMore', "markdown"),
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_it_fails_where_the_disclaimer_is_not_shown(name: str) -> None:
    output, form = NOT_SHOWN[name]
    assert not shows(output)
    assert not shows(output, form=form)


@pytest.mark.parametrize("output", [f"<!-- {TEXT}", f"<div hidden>{TEXT}", f"<p title='{TEXT}"])
def test_marks_that_are_never_closed_are_text_unless_the_form_is_said(output: str) -> None:
    assert shows(output)
    assert shows(output, form="text")
    assert not shows(output, form="html")


@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "\n<HTML lang=en>", "<html><body>"])
def test_a_page_is_read_as_html_whatever_is_closed(start: str) -> None:
    assert shows(f"{start}<p>{TEXT}")
    assert not shows(f"{start}<div hidden>{TEXT}</body></html>")
    assert not shows(f"{start}<!-- {TEXT}")


def test_text_is_text_once_the_form_is_said() -> None:
    assert shows(f"<!DOCTYPE html><!-- {TEXT}", form="text")
    assert shows(f"<!-- {TEXT} -->", form="text")
    assert not shows(f"**{TEXT[:50]}**{TEXT[50:]}", form="text")
    assert not shows(escape(TRICKY), with_disclaimer(TRICKY), form="text")


def test_the_short_form_passes_where_it_is_allowed() -> None:
    for form in (None, *FORMS):
        assert_shows_disclaimer(SHORT, topic, form=form, short=True)
        assert_shows_disclaimer(TEXT, topic, form=form, short=True)
        with pytest.raises(AssertionError):
            assert_shows_disclaimer(SHORT, topic, form=form)
        with pytest.raises(AssertionError):
            assert_shows_disclaimer(SHORT[:-5], topic, form=form, short=True)
    with pytest.raises(AssertionError):
        assert_shows_disclaimer(f"<!-- {SHORT} -->", topic, short=True)


@pytest.mark.parametrize(
    "text", ["![See a doctor][", "](a) See a doctor", "[a]: doctor", "<!--See a doctor-->"]
)
def test_a_disclaimer_that_is_markup_itself_is_shown_by_text(text: str) -> None:
    assert shows(f"Causes\n\n{text}\n\nTips\n", with_disclaimer(text))


def test_what_is_hidden_within_what_is_hidden_is_hidden() -> None:
    assert not shows(f"Causes <p hidden><i hidden>{TEXT}</i> {TEXT}</p> <b hidden>{TEXT}</b>")
    assert shows(f"Causes <p hidden>{TEXT}</p> {TEXT} <!-- {TEXT} -->")
    # Nor are the ends of what is around it put together.
    assert not shows(f"{TEXT[:50]} <!-- {TEXT} --> x {TEXT[50:]}")


def test_escapes_are_seen_through() -> None:
    tricky = with_disclaimer(TRICKY)
    outputs = {
        f"# Causes\n\n{escaped(TRICKY)}\n": {"markdown"},
        f"<p>{escape(TRICKY)}</p>": {"html", "markdown"},  # of which HTML is a part
        f"Causes\n\n{TRICKY}\n": {"text"},
    }
    for output, forms in outputs.items():
        assert shows(output, tricky)
        assert {form for form in FORMS if shows(output, tricky, form)} == forms


FOUND = {
    "": "nothing of it",
    "Ask your doctor.": "nothing of it",
    SHORT: "only the short form, which short=True would let pass",
    f"<p>{TEXT[:120]}...</p>": f"only its start, up to {TEXT[50:120]!r}",
    f"<!-- {TEXT} -->": "only in a comment, where a reader does not see it",
    f"<script>'{TEXT}'</script>": "only in <script>, where a reader does not see it",
    f"<div hidden><p class=a>{TEXT[:40]}<b>{TEXT[40:]}</b></div>": (
        "only in <div hidden>, where a reader does not see it"
    ),
    f"<p title='{TEXT}'></p>": (
        "only in the attribute title of <p>, where a reader does not see it"
    ),
    f"[//]: # ({TEXT})": "only where a reader does not see it",
}


@pytest.mark.parametrize("output", FOUND)
def test_the_message_says_what_is_missing_and_what_to_do(output: str) -> None:
    with pytest.raises(AssertionError) as raised:
        assert_shows_disclaimer(output, topic)
    assert str(raised.value) == (
        "the output does not show the disclaimer of content 1.1.0\n"
        f"  expected: {TEXT[:70] + '...'!r}\n"
        f"  found: {FOUND[output]}\n"
        "  what to do: show topic.disclaimer.text, whole, wherever any of the content is shown"
    )


def finding(output: str, topic: Topic = topic) -> str:
    with pytest.raises(AssertionError) as raised:
        assert_shows_disclaimer(output, topic)
    (found,) = re.findall("found: (.*)", str(raised.value))
    return str(found)


def test_a_short_disclaimer_is_told_whole() -> None:
    for text in ("Ask.", "a" * 70):
        with pytest.raises(AssertionError, match=f"expected: '{re.escape(text)}'"):
            assert_shows_disclaimer("", with_disclaimer(text))


def test_a_start_is_told_from_a_quarter_on() -> None:
    asked = with_disclaimer("abcd" * 5)
    assert finding("abcda", asked) == "only its start, up to 'abcda'"
    assert finding("abcd", asked) == "nothing of it"


def test_what_one_way_to_read_shows_is_told() -> None:
    stars = topic.disclaimer.model_copy(update={"short": "Ask *now*."})
    starred = topic.model_copy(update={"disclaimer": stars})
    assert finding(r"Ask \*now\*.", starred) == (
        "only the short form, which short=True would let pass"
    )
    half = TEXT[: len(TEXT) // 2]
    assert finding(f"{half[:30]}<b>{half[30:]}</b>") == f"only its start, up to {half[-70:]!r}"


def test_the_traceback_of_pytest_ends_where_it_was_called() -> None:
    with pytest.raises(AssertionError) as raised:
        assert_shows_disclaimer("", topic)
    assert raised.traceback[-1].frame.f_locals["__tracebackhide__"] is True


@pytest.mark.parametrize("version", [release.version for release in releases])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_forms_of_every_release_show_it(version: str, form: OutputForm) -> None:
    output = export(form, version).decode()
    assert_shows_disclaimer(output, load(version))
    assert_shows_disclaimer(output, load(version), form=form)


@given(testing.topics(), st.integers(20, 100))
@trials(25)
def test_the_forms_of_any_topic_show_it(any_topic: Topic, width: int) -> None:
    outputs: dict[OutputForm, str] = {
        "text": to_text(any_topic, width),
        "markdown": to_markdown(any_topic),
        "html": to_html(any_topic, fragment=True),
    }
    for form, output in outputs.items():
        assert shows(output, any_topic)
        assert shows(output, any_topic, form)


_hiding = st.sampled_from(
    ["<p hidden>{}</p>", "<i title='{}'></i>", "<script>{}</script>", "<title>{}</title>"]
)


@given(testing.texts(), _hiding, st.sampled_from([None, "html", "markdown"]))
def test_no_disclaimer_passes_that_is_hidden(
    text: str, hiding: str, form: OutputForm | None
) -> None:
    text = f"See a doctor. {text}"  # so that it is no part of the markup itself
    assert not shows(hiding.format(escape(text)), with_disclaimer(text), form)


@given(testing.texts(), st.sampled_from([None, *FORMS]), st.data())
def test_no_disclaimer_passes_that_lacks_a_letter(
    text: str, form: OutputForm | None, data: st.DataObject
) -> None:
    letters = _letters(text)
    without = data.draw(st.integers(0, len(letters) - 1))
    output = letters[:without] + letters[without + 1 :]
    assert not shows(output, with_disclaimer(text), form)


MISSING = "import sys; sys.modules['hypothesis'] = sys.modules['markdown_it'] = None\n"
PROGRAM = """
from jerking_info import topic
from jerking_info.testing import assert_shows_disclaimer
assert_shows_disclaimer(topic.disclaimer.text, topic)
assert_shows_disclaimer(f"<p>{topic.disclaimer.text}</p>", topic, form="html")
try: assert_shows_disclaimer("<h1>Causes</h1>", topic)
except AssertionError as error: print(str(error).splitlines()[2])
try: assert_shows_disclaimer("Causes", topic, form="html")
except AssertionError as error: print(str(error).splitlines()[2])
try: assert_shows_disclaimer("# Causes", topic, form="markdown")
except ImportError as error: print(error, '|', error.name)
"""


def test_text_and_html_need_no_extra_and_markdown_names_it() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", MISSING + PROGRAM],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "  found: nothing of it (not read as Markdown: that needs the extra testing)\n"
        "  found: nothing of it\n"
        "Markdown is read by markdown-it-py: run pip install 'jerking-info[testing]'"
        " | markdown_it\n"
    )
