"""`assert_shows_disclaimer`: the outputs that pass, and those that don't."""

import subprocess
import sys
from html import escape
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jerking_info import Release, Topic, load, releases, testing
from jerking_info.formats import to_html, to_markdown, to_text
from jerking_info.testing import OutputForm, assert_shows_disclaimer

topic = load("1.1.0")
TEXT = topic.disclaimer.text
SHORT = topic.disclaimer.short
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


# (output, form, whether it shows the disclaimer)
OUTPUTS: dict[str, tuple[str, OutputForm, bool]] = {
    "text": (f"Causes\n\n{TEXT}\n", "text", True),
    "wrapped text": (fill(TEXT, 30, initial_indent="  ", subsequent_indent="  "), "text", True),
    "soft hyphens": (TEXT.replace("management", "manage\u00adment"), "text", True),
    "nothing": ("", "text", False),
    "the short form": (SHORT, "text", False),
    "the start": (TEXT[:-20], "text", False),
    "the end": (TEXT[20:], "text", False),
    "another word": (TEXT.replace("See a", "See no"), "text", False),
    "a paragraph": (f"<h1>Causes</h1><p>{TEXT}</p>", "html", True),
    "wrapped html": (f"<p>\n{fill(TEXT, 30)}</p>", "html", True),
    "tags inside": (f"<p>{TEXT.replace('health', '<b>he<i>al</i>th</b>')}", "html", True),
    "line breaks": (f"<p>{TEXT.replace('. ', '.<br>')}", "html", True),
    "entities": (f"<p>{TEXT.replace('You', '&#89;ou').replace(' ', '&nbsp;')}", "html", True),
    "a comment inside": (f"<p>{TEXT.replace('You', '<!-- x -->You')}", "html", True),
    "hidden words inside": (f"<p>{TEXT.replace('You', '<i hidden>x</i>You')}", "html", True),
    "an open details": (f"<details open><p>{TEXT}</p></details>", "html", True),
    "a summary": (f"<details><summary>{TEXT}</summary>x</details>", "html", True),
    "a textarea": (f"<textarea>{TEXT}</textarea>", "html", True),
    "once hidden, once shown": (f"<p hidden>{TEXT}<p>{TEXT}</p>", "html", True),
    "after a hidden cell": (f"<table><tr><td hidden>x<td>{TEXT}</table>", "html", True),
    "escaped markup": (f"<pre>&lt;p hidden&gt;{TEXT}</pre>", "html", True),
    "pale but visible": (f"<p style='opacity: .5; background: transparent'>{TEXT}", "html", True),
    "an ellipsis": (f"<p>{TEXT[:100]}&hellip;</p>", "html", False),
    "words between": (f"<p>{TEXT[:100]} (more) {TEXT[100:]}</p>", "html", False),
    "a comment": (f"<p>Causes</p><!-- {TEXT} -->", "html", False),
    "an open comment": (f"<p>Causes</p><!-- {TEXT}", "html", False),
    "a script": (f"<p>Causes</p><script>const text = '{TEXT}'</script>", "html", False),
    "a style sheet": (f"<style>/* {TEXT} */</style><p>Causes</p>", "html", False),
    "a template": (f"<template><p>{TEXT}</p></template>", "html", False),
    "a noscript": (f"<noscript>{TEXT}</noscript>", "html", False),
    "a video": (f"<video>{TEXT}</video>", "html", False),
    "an SVG description": (f"<svg><desc>{TEXT}</desc></svg>", "html", False),
    "a title": (f"<!DOCTYPE html><title>{TEXT}</title><p>Causes</p>", "html", False),
    "metadata": (f'<html><head><meta name="d" content="{TEXT}"></head></html>', "html", False),
    "an attribute": (f'<p title="{TEXT}">Causes</p>', "html", False),
    "an unfinished tag": (f'<p title="{TEXT}', "html", False),
    "an image": (f'<img alt="{TEXT}" src="x.png">', "html", False),
    "a hidden paragraph": (f"<P HIDDEN>{TEXT}</P>", "html", False),
    "a hidden section": (f"<div hidden><section><p>{TEXT}</p></section></div>", "html", False),
    "hidden until found": (f"<div hidden=until-found>{TEXT}</div>", "html", False),
    "a popover": (f"<div popover>{TEXT}</div>", "html", False),
    "hidden from screen readers": (f'<div aria-hidden="TRUE">{TEXT}</div>', "html", False),
    "a closed details": (f"<details><summary>Legal</summary>{TEXT}</details>", "html", False),
    "a hidden details": (f"<details hidden><summary>{TEXT}</summary></details>", "html", False),
    "a closed dialog": (f"<dialog>{TEXT}</dialog>", "html", False),
    "no display": (f"<div style='color: red; DISPLAY : none'>{TEXT}</div>", "html", False),
    "no display, commented": (f"<p style='display:/*x*/none !important'>{TEXT}", "html", False),
    "no visibility": (f"<div style='visibility:hidden;'>{TEXT}</div>", "html", False),
    "no content visibility": (f"<p style='content-visibility:hidden'>{TEXT}", "html", False),
    "no opacity": (f"<p style='opacity: 0.0'>{TEXT}", "html", False),
    "negative opacity": (f"<p style='opacity: -1'>{TEXT}", "html", False),
    "no size": (f"<p style='font-size: 0px'>{TEXT}", "html", False),
    "no colour": (f"<p style='color: transparent'>{TEXT}", "html", False),
    "off the screen": (f"<p style='position:absolute; left:-9999px'>{TEXT}", "html", False),
    "clipped": (f"<p style='position:absolute; clip: rect(0, 0, 0, 0)'>{TEXT}", "html", False),
    "clipped by a path": (f"<p style='clip-path: inset(50%)'>{TEXT}", "html", False),
    "no height": (f"<p style='height:0; overflow:hidden'>{TEXT}", "html", False),
    "one pixel": (f"<p style='overflow: hidden; width: 1px; height: 1px'>{TEXT}", "html", False),
    "no font": (f"<p style='font: 0/0 a'>{TEXT}", "html", False),
    "an alpha of 0": (f"<p style='color: rgba(0, 0, 0, 0.0)'>{TEXT}", "html", False),
    "a hexadecimal alpha of 0": (f"<p style='color: #0000'>{TEXT}", "html", False),
    "no scale": (f"<p style='transform: scale(0)'>{TEXT}", "html", False),
    "an opacity filter": (f"<p style='filter: opacity(0)'>{TEXT}", "html", False),
    "hidden in mail": (f"<p style='mso-hide: all'>{TEXT}", "html", False),
    "no display in SVG": (f"<svg><text display='none'>{TEXT}</text></svg>", "html", False),
    "an SVG gradient": (f"<svg><linearGradient>{TEXT}</linearGradient></svg>", "html", False),
    "an SVG text": (f"<svg><text>{TEXT}</text></svg>", "html", True),
    "an image in its style": (
        f"<p style='background: url({'data:;' * 20_000}); color: #111'>{TEXT}", "html", True
    ),
    "black and small": (f"<p style='font: 0.9em/1 a; color: rgb(0, 0, 0)'>{TEXT}", "html", True),
    "moved": (f"<p style='transform: scale(0.9); left: -4px; color: #f00'>{TEXT}", "html", True),
    "cut off": (f"<p style='width: 100%; height: 9em; overflow: hidden'>{TEXT}", "html", True),
    "after an XML declaration": (
        f"<?xml version='1.0'?>\n<p>a\n\n    <div hidden>\n{TEXT}</div>", "html", False
    ),
    "after a byte order mark": (f"\ufeff<p>a\n\n    <div hidden>\n{TEXT}</div>", "html", False),
    "front matter": (f"---\ndisclaimer: {TEXT}\n---\n# Causes\n", "markdown", False),
    "between rules": (f"---\n{TEXT}\n\n---\n\n# Causes\n", "markdown", True),
    "a Markdown comment": (f"# Causes\n\n[//]: # ({TEXT})\n", "markdown", False),
    "the title of a link": (f'[Causes](https://a.example.org "{TEXT}")', "markdown", False),
    "an image in Markdown": (f"![{TEXT}](x.png)", "markdown", False),
    "the title of a definition": (f'[a]\n\n[a]: <#a>\n"{TEXT}"\n\nMore', "markdown", False),
    "a quote": ("> " + fill(TEXT, 30).replace("\n", "\n> "), "markdown", True),
    "a list": (f"# Causes\n\n- one\n- {TEXT}\n", "markdown", True),
    "emphasis": (f"**{TEXT}**", "markdown", True),
    "a link": (f"[{TEXT}](https://a.example.org)", "markdown", True),
    "a table": (f"| a |\n|---|\n| {TEXT} |\n", "markdown", True),
    "strikethrough": (f"~~old~~ {TEXT}", "markdown", True),
    "a block of code": (f"```\n<!-- {TEXT} -->\n```", "markdown", True),
    "a tag in Markdown": (f"# Causes\n\n**{TEXT[:50]}**<b>{TEXT[50:]}</b>", "markdown", True),
    "a comment in Markdown": (f"# Causes\n\n<!-- {TEXT} -->\n", "markdown", False),
    "hidden amid Markdown": (f"Causes <span hidden>{TEXT}</span> tips", "markdown", False),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTPUTS)
def test_disclaimer_passes_only_where_readers_see_it(name: str) -> None:
    output, form, shown = OUTPUTS[name]
    assert shows(output, form=form) == shown
    assert shows(output) == shown


def test_text_is_read_literally() -> None:
    assert shows(f"<!-- {TEXT} -->", form="text")
    assert not shows(f"**{TEXT[:50]}**{TEXT[50:]}", form="text")
    assert not shows(escape(TRICKY), with_disclaimer(TRICKY), form="text")


def test_html_that_looks_like_a_file_name_is_read_without_a_warning() -> None:
    assert shows("ask.html", with_disclaimer("ask.html"), form="html")


@pytest.mark.parametrize("form", [None, "text", "markdown", "html"])
def test_short_form_passes_where_allowed(form: OutputForm | None) -> None:
    assert_shows_disclaimer(SHORT, topic, form=form, short=True)
    assert_shows_disclaimer(TEXT, topic, form=form, short=True)
    with pytest.raises(AssertionError):
        assert_shows_disclaimer(SHORT[:-5], topic, form=form, short=True)


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("Ask your doctor.", "not the whole text"),
        (SHORT, "only the short form, which short=True accepts"),
        (f"<!-- {TEXT} -->", "only where readers don't see it"),
    ],
)
def test_message_names_the_finding_and_the_fix(output: str, found: str) -> None:
    with pytest.raises(AssertionError) as raised:
        assert_shows_disclaimer(output, topic)
    assert str(raised.value) == (
        "the output does not show the disclaimer of content 1.1.0\n"
        f"  expected: {TEXT!r}\n"
        f"  found: {found}\n"
        "  what to do: show topic.disclaimer.text, unabridged, wherever you show any content"
    )
    assert raised.traceback[-1].frame.f_locals["__tracebackhide__"] is True


@pytest.mark.parametrize("release", releases, ids=lambda release: release.version)
def test_forms_of_every_release_show_the_disclaimer(release: Release) -> None:
    topic = load(release.version)
    outputs: dict[OutputForm, str] = {
        "text": to_text(topic),
        "markdown": to_markdown(topic),
        "html": to_html(topic),
    }
    for form, output in outputs.items():
        assert_shows_disclaimer(output, topic)
        assert_shows_disclaimer(output, topic, form=form)


@given(testing.topics())
@settings(max_examples=15)
def test_forms_of_any_topic_show_the_disclaimer(topic: Topic) -> None:
    assert_shows_disclaimer(to_text(topic), topic, form="text")
    assert_shows_disclaimer(to_markdown(topic), topic, form="markdown")
    assert_shows_disclaimer(to_html(topic, fragment=True), topic)


_hiding = st.sampled_from(["<p hidden>{}</p>", "<i title='{}'></i>", "<script>{}</script>"])


@given(testing.texts(), _hiding, st.sampled_from([None, "html", "markdown"]))
def test_hidden_disclaimers_never_pass(text: str, hiding: str, form: OutputForm | None) -> None:
    text = f"See a doctor. {text}"  # so that it is not a part of the markup itself
    assert not shows(hiding.format(escape(text)), with_disclaimer(text), form)


def test_html_and_markdown_name_the_extra_they_need() -> None:
    program = """
import sys
sys.modules["bs4"] = sys.modules["markdown_it"] = None
from jerking_info import topic
from jerking_info.testing import assert_shows_disclaimer
assert_shows_disclaimer(topic.disclaimer.text, topic)
for form in "html", "markdown":
    try: assert_shows_disclaimer("Causes", topic, form=form)
    except ImportError as error: print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    needed = "run pip install 'jerking-info[testing]'\n"
    assert done.stdout == f"HTML and Markdown are read by packages of an extra: {needed}" * 2
