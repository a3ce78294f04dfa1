"""The chunks: complete, safe to show by themselves, and stable across releases."""

import hashlib
import pickle
from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given, settings

from jerking_info import Example, Note, Synonym, Topic, load, releases
from jerking_info.formats import to_chunks
from jerking_info.formats.chunks import Chunk
from jerking_info.testing import topics


def by_id(topic: Topic) -> dict[str, Chunk]:
    return {chunk.id: chunk for chunk in to_chunks(topic)}


@given(topics())
@settings(max_examples=25)
def test_every_chunk_has_the_disclaimer_the_version_and_the_pointer(topic: Topic) -> None:
    for chunk in to_chunks(topic):
        assert chunk.text.endswith(f"\n{topic.disclaimer.short}")
        assert ("Some signs need medical help at once." in chunk.text) == bool(topic.warning_signs)
        assert chunk.disclaimer == topic.disclaimer.text
        assert (chunk.content_version, chunk.content_sha256) == (topic.version, topic.sha256)
        assert chunk.text_sha256 == hashlib.sha256(chunk.text.encode()).hexdigest()
        assert chunk.language == topic.language
        assert chunk.review_status in ("reviewed", "not-reviewed")
        assert chunk.source


@given(topics())
@settings(max_examples=25)
def test_every_entry_is_in_a_chunk_with_its_codes_and_search_terms(topic: Topic) -> None:
    chunks = to_chunks(topic)
    texts = "\n".join(chunk.text for chunk in chunks)
    codes = {code for chunk in chunks for code in chunk.codes}
    terms = {term for chunk in chunks for term in chunk.search_terms}
    for entry in topic.entries():
        expected = [entry.label, *getattr(entry, "actions", ()), *getattr(entry, "signs", ())]
        if not getattr(entry, "signs", ()):
            expected.append(getattr(entry, "text", entry.label))
        missing = [text for text in expected if text.strip() not in texts]
        assert missing == ([entry.label] if getattr(entry, "signs", ()) else [])
        assert {f"{code.system}|{code.code}" for code in getattr(entry, "codes", ())} <= codes
        assert {*getattr(entry, "aliases", ())} <= terms
    assert topic.tips_introduction in texts
    assert topic.summary in texts


@given(topics())
@settings(max_examples=25)
def test_a_tip_is_in_one_chunk_with_its_cautions(topic: Topic) -> None:
    chunks = by_id(topic)
    for tip in topic.tips:
        chunk = chunks[f"{topic.id}/tip/{tip.id}"]
        for caution in tip.cautions:
            assert caution.text in chunk.text
            assert f"{topic.id}/note/{caution.id}" not in chunks
        assert chunk.related_ids == tuple(cause.id for cause in topic.causes_for(tip))


@given(topics())
@settings(max_examples=25)
def test_ids_are_unique_and_name_the_kind_and_the_entry(topic: Topic) -> None:
    ids = [chunk.id for chunk in to_chunks(topic)]
    assert len({*ids}) == len(ids)
    shown = [e for e in topic.entries() if not isinstance(e, Topic | Synonym | Example | Note)]
    assert {entry.id for entry in shown} <= {id_.rpartition("/")[2] for id_ in ids}


def test_a_new_release_keeps_every_id() -> None:
    for old, new in pairwise(releases):
        assert {*by_id(load(old.version))} <= {*by_id(load(new.version))}


def test_a_chunk_is_short_enough_for_small_embedding_models(topic: Topic) -> None:
    # They read 256 word pieces: some 190 English words.
    assert max(len(chunk.text.split()) for chunk in to_chunks(topic)) < 190


def test_a_chunk_reads_like_this() -> None:
    chunk = by_id(load("1.2.0"))["jerking-movements/tip/limit-stimulants"]
    first, *_, pointer, disclaimer = chunk.text.splitlines()
    assert first == "Limit stimulant intake"
    assert pointer.startswith("Some signs need medical help at once.")
    assert disclaimer == load("1.2.0").disclaimer.short
    assert "\nBe careful:\n- If a doctor prescribed your stimulant" in chunk.text
    assert "[" not in chunk.text


def test_a_warning_sign_says_who_added_it_and_not_the_article() -> None:
    chunk = by_id(load("1.2.0"))["jerking-movements/warning-sign/dangerous-seizure"]
    assert chunk.text.startswith("Call an ambulance\n")
    assert chunk.source.startswith("Added by The jerking-info project.")
    assert "article" not in chunk.source


def test_chunks_are_frozen_hashable_and_equal_each_time() -> None:
    chunks = to_chunks(load())
    with pytest.raises(FrozenInstanceError):
        chunks[0].text = ""  # type: ignore[misc]
    assert len({*chunks}) == len(chunks)
    assert pickle.loads(pickle.dumps(chunks)) == chunks == to_chunks(load())


def test_langchain_takes_a_chunk_with_its_metadata() -> None:
    documents = pytest.importorskip(
        "langchain_core.documents", reason="langchain-core is not installed"
    )
    for chunk in to_chunks(load()):
        assert {type(value) for value in chunk.metadata.values()} == {str}
        document = documents.Document(id=chunk.id, page_content=chunk.text, metadata=chunk.metadata)
        assert document.metadata["disclaimer"] == load().disclaimer.text
        assert {"id", "text"} & {*chunk.metadata} == set()
