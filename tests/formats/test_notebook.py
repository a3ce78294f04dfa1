"""Notebooks show topics and entries as cards, and never without a disclaimer."""

import pickle
import subprocess
import sys
from pathlib import Path

from IPython.core.formatters import DisplayFormatter

from jerking_info import Topic, load, parse
from jerking_info.formats import to_html, to_markdown, to_text


def _shown(thing: object) -> dict[str, str]:
    """Return the output that IPython sends to a notebook."""
    formatter = DisplayFormatter()
    formatter.active_types = ["text/plain", "text/markdown", "text/html"]
    bundle, _ = formatter.format(thing)  # type: ignore[no-untyped-call]
    return dict(bundle)


def test_a_topic_shows_all_of_itself(topic: Topic) -> None:
    assert _shown(topic) == {
        "text/plain": to_text(topic, codes=False),
        "text/markdown": to_markdown(topic, codes=False),
        "text/html": to_html(topic, codes=False, fragment=True),
    }
    assert topic._repr_html_() == _shown(topic)["text/html"]  # hosts that know only this method


def test_every_entry_shows_the_short_disclaimer_of_its_release() -> None:
    topic = load()
    for entry in topic.entries():
        for form in _shown(entry).values():
            assert topic.disclaimer.short in " ".join(form.split())


def test_an_entry_of_an_older_release_shows_the_newest_disclaimer_that_is_its_own() -> None:
    tip = load("1.0.0").tips[0]
    shown = " ".join(_shown(tip)["text/plain"].split())

    assert tip.text in shown
    assert load("1.1.0" if tip in load("1.1.0").tips else "1.0.0").disclaimer.short in shown
    assert load().disclaimer.short not in shown


def test_the_card_does_not_depend_on_where_the_object_comes_from(topic: Topic) -> None:
    cause = topic.causes[0]
    copies = [pickle.loads(pickle.dumps(cause)), parse(topic.to_json()).causes[0]]

    assert [_shown(copy) for copy in copies] == [_shown(cause)] * 2


def test_a_fresh_kernel_shows_the_card_of_a_pickle(tmp_path: Path) -> None:
    cause = load().causes[0]
    file = tmp_path / "cause.pickle"
    file.write_bytes(pickle.dumps(cause))
    program = (
        "import pickle, sys; cause = pickle.load(open(sys.argv[1], 'rb'));"
        "sys.stdout.buffer.write(cause._repr_mimebundle_()['text/html'].encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], check=True, capture_output=True
    )

    assert done.stdout.decode() == _shown(cause)["text/html"]


def test_an_entry_of_no_release_shows_a_disclaimer_and_says_so() -> None:
    tip = load().tips[0].model_copy(update={"text": "Rest."})
    for form in _shown(tip).values():
        assert load().disclaimer.short in " ".join(form.split())
        assert "in content version 1.2.0, so its source" in " ".join(form.replace("\\", "").split())
