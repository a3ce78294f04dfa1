"""The chunks lose nothing of the content, keep their ids, and are found when asked for."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from examples.rag_chunks import Chunk, chunks
from jerking_info import Topic, compare, load, releases
from jerking_info.testing import topics
from tests.trials import trials

ROOT = Path(__file__).parents[2]
VERSIONS = [release.version for release in releases]
OLD, NEW = load("1.0.0"), load("1.1.0")

needs = "is not installed: pip install 'jerking-info[examples]'"


def texts_in(tree: object) -> Iterator[str]:
    """Yield every text and number in plain lists and objects."""
    match tree:
        case dict():
            for value in tree.values():
                yield from texts_in(value)
        case list() | tuple():
            for value in tree:
                yield from texts_in(value)
        case None:
            pass
        case _:
            yield str(tree)


def everything(chunk: Chunk) -> str:
    return "\n".join([chunk.id, chunk.text, *map(str, chunk.metadata.values())])


def by_id(topic: Topic) -> dict[str, Chunk]:
    return {chunk.id: chunk for chunk in chunks(topic)}


def test_no_two_chunks_have_one_id() -> None:
    for version in VERSIONS:
        assert len(by_id(load(version))) == len(chunks(load(version)))


def assert_nothing_is_lost(topic: Topic) -> None:
    found = by_id(topic)
    own = {f"cause/{cause.id}": cause.model_dump(mode="json") for cause in topic.causes}
    own |= {f"tip/{tip.id}": tip.model_dump(mode="json") for tip in topic.tips}
    own |= {f"warning-sign/{s.id}": s.model_dump(mode="json") for s in topic.warning_signs}
    for name, entry in own.items():
        chunk = everything(found[f"{topic.id}/{name}"])
        assert [text for text in texts_in(entry) if text not in chunk] == []
    whole = "\n".join(map(everything, found.values()))
    assert [text for text in texts_in(topic.model_dump(mode="json")) if text not in whole] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_of_the_content_is_lost(version: str) -> None:
    assert_nothing_is_lost(load(version))


@trials(15)
@given(topics())
def test_nothing_of_any_content_is_lost(topic: Topic) -> None:
    assert_nothing_is_lost(topic)
    for chunk in chunks(topic):
        assert_what_must_be_said_stands_with(chunk, topic)


def assert_what_must_be_said_stands_with(chunk: Chunk, topic: Topic) -> None:
    metadata = chunk.metadata
    assert metadata["content_version"] == topic.version
    assert metadata["content_sha256"] == topic.sha256
    assert metadata["text_sha256"] == hashlib.sha256(chunk.text.encode()).hexdigest()
    assert metadata["language"] == topic.language
    assert metadata["disclaimer"] == topic.disclaimer.text
    assert metadata["disclaimer_short"] == topic.disclaimer.short
    assert metadata["license"] == topic.provenance.license
    if metadata["kind"] == "warning-sign":
        (sign,) = (sign for sign in topic.warning_signs if sign.id == metadata["entry_id"])
        assert metadata["source"].startswith(f"Added by {sign.added_by};")
        assert metadata["review"] == sign.review_status
    else:
        assert topic.provenance.article.author in metadata["source"]
        assert metadata["review"].startswith(topic.provenance.review_status)
    assert {type(value) for value in metadata.values()} == {str, int}


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_but_labels_is_added_to_the_texts(version: str) -> None:
    topic = load(version)
    labels = ("Also known as: ", "Examples: ", "To do or to ask for: ", "; also known as ",
              "When to get help: ")  # fmt: skip
    known = sorted({*texts_in(topic.model_dump(mode="json"))}, key=len, reverse=True)
    for chunk in chunks(topic):
        rest = chunk.text
        for text in (*labels, *known):
            rest = rest.replace(text, "")
        assert not re.search(r"\w", rest), rest


@pytest.mark.parametrize("version", VERSIONS)
def test_no_text_is_longer_than_models_embed(version: str) -> None:
    # Small models read 256 word pieces: some 190 English words.
    assert max(len(chunk.text.split()) for chunk in chunks(load(version))) < 190


def test_a_new_release_keeps_every_id() -> None:
    assert set(by_id(OLD)) < set(by_id(NEW))


def test_only_texts_that_changed_have_another_digest() -> None:
    old, new = by_id(OLD), by_id(NEW)
    changed = {
        id_ for id_ in old if old[id_].metadata["text_sha256"] != new[id_].metadata["text_sha256"]
    }
    assert changed == {
        f"jerking-movements/cause/{change.steps[1]}"
        for change in compare(OLD, NEW)
        if "aliases" in change.steps
    }
    assert changed


@trials(15)
@given(topics(), topics())
def test_the_id_and_text_of_an_entry_depend_on_no_other(first: Topic, second: Topic) -> None:
    mixed = by_id(first.model_copy(update={"causes": second.causes, "version": second.version}))
    alone, other = by_id(first), by_id(second)
    for id_, chunk in mixed.items():
        expected = (other if chunk.metadata["kind"] == "cause" else alone)[id_]
        assert (chunk.text, chunk.metadata["text_sha256"]) == (
            expected.text,
            expected.metadata["text_sha256"],
        )


def test_the_same_content_gives_the_same_chunks() -> None:
    assert chunks(NEW) == chunks(NEW.model_copy(deep=True))


QUESTIONS = {
    "My legs are restless at night. Is it RLS?": "cause/sleep-disorders",
    "Can hypokalemia make my muscles jerk?": "cause/electrolyte-imbalances",
    "Is this Parkinson's disease?": "cause/neurological-disorders",
    "Should I think about cutting down caffeine?": "tip/limit-stimulants",
    "Do acupuncture or massage help?": "tip/consider-alternative-therapies",
    "How can I sleep better, with a calming routine before bed?": "tip/improve-sleep-hygiene",
    "He has a seizure for the first time. An ambulance?": "warning-sign/dangerous-seizure",
    "Adverse drug reaction": "cause/medication-side-effects",
    "meditation or yoga against stress": "tip/manage-stress-triggers",
    "foods with potassium and magnesium": "tip/maintain-balanced-diet",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_retriever_finds_the_chunk_that_answers(question: str) -> None:
    bm25 = pytest.importorskip("rank_bm25", reason=f"rank-bm25 {needs}")

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    all_chunks = chunks(NEW)
    ranking = bm25.BM25Okapi([words(chunk.text) for chunk in all_chunks])
    best = ranking.get_top_n(words(question), all_chunks, n=2)
    assert f"jerking-movements/{QUESTIONS[question]}" in [chunk.id for chunk in best]


def test_a_vector_store_takes_the_chunks_and_a_new_release_writes_over_them() -> None:
    pytest.importorskip("langchain_core", reason=f"langchain-core {needs}")
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_core.vectorstores import InMemoryVectorStore

    class Letters(Embeddings):
        """Each text as how often it has each pair of letters: poor, but no download."""

        def embed_query(self, text: str) -> list[float]:
            vector = [0.0] * 512
            for at in range(len(text) - 1):
                pair = text[at : at + 2].casefold().encode()
                vector[int(hashlib.sha256(pair).hexdigest()[:4], 16) % 512] += 1
            return vector

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [self.embed_query(text) for text in texts]

    store = InMemoryVectorStore(Letters())
    for topic in (OLD, NEW):
        documents = [
            Document(id=chunk.id, page_content=chunk.text, metadata={**chunk.metadata})
            for chunk in chunks(topic)
        ]
        assert store.add_documents(documents) == [chunk.id for chunk in chunks(topic)]
    assert len(store.store) == len(chunks(NEW))
    for chunk in chunks(NEW):
        (found,) = store.similarity_search(chunk.text, k=1)
        assert (found.id, found.page_content, found.metadata) == (
            chunk.id,
            chunk.text,
            chunk.metadata,
        )


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "examples.rag_chunks", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def as_json(topic: Topic) -> list[Any]:
    return [{"id": c.id, "text": c.text, "metadata": c.metadata} for c in chunks(topic)]


def test_the_command_that_the_first_line_tells_prints_the_chunks() -> None:
    source = (ROOT / "examples" / "rag_chunks.py").read_text(encoding="utf-8")
    assert "`python -m examples.rag_chunks [VERSION]`" in source.splitlines()[0]
    for arguments, topic in [([], load()), (["1.0.0"], OLD)]:
        lines = run(*arguments).stdout.splitlines()
        assert [json.loads(line) for line in lines] == as_json(topic)


def test_a_release_that_there_is_not_is_said() -> None:
    done = run("9.9.9")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no content release '9.9.9'; there are '1.0.0', '1.1.0'" in done.stderr
