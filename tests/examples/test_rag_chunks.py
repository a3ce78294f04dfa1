"""The retrieval example: the right chunk comes first, and keeps its disclaimer."""

import subprocess
import sys

import pytest

from jerking_info import load
from jerking_info.testing import assert_shows_disclaimer

pytest.importorskip("langchain_core", reason="needs jerking-info[examples]")
pytest.importorskip("rank_bm25", reason="needs jerking-info[examples]")

from examples.rag_chunks import TopicRetriever, documents

TOPIC = load("1.1.0")


@pytest.mark.parametrize(
    ("question", "chunk"),
    [
        ("Does anxiety make muscles tense?", "cause/stress-and-anxiety"),
        ("Why do I kick in my sleep?", "cause/sleep-disorders"),
        ("How do I limit my stimulant intake, such as caffeine?", "tip/limit-stimulants"),
    ],
)
def test_questions_find_their_chunk(question: str, chunk: str) -> None:
    found = TopicRetriever(documents=documents(TOPIC)).invoke(question)
    assert f"jerking-movements/{chunk}" in [document.id for document in found]
    for document in found:
        assert_shows_disclaimer(document.page_content, TOPIC, form="text", short=True)


def test_prompt_ends_with_the_disclaimer() -> None:
    command = [sys.executable, "-m", "examples.rag_chunks", "Why", "coffee?"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert_shows_disclaimer(done.stdout, load(), form="text")
    assert "Question: Why coffee?" in done.stdout
