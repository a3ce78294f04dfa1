"""The facts of the page that compares the package with its peers."""

import pytest

peers = pytest.importorskip("benchmarks.peers", reason="only a checkout has the benchmarks")
FILE, *_, OURS = peers.PEERS


def test_a_file_can_be_altered_by_any_caller_and_the_content_cannot() -> None:
    assert [peers._output(peer.altered) for peer in (FILE, OURS)] == ["yes", "no"]


def test_a_miss_names_itself_in_the_content() -> None:
    found = [peers.what_a_miss_gives(peer) for peer in (FILE, OURS)]
    assert found == ["`KeyError`", "`UnknownIdError`"]


def test_a_misspelt_id_is_a_type_error_and_a_misspelt_key_is_not() -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    assert [peers.sees_misspelling(peer) for peer in (FILE, OURS)] == ["no", "yes"]


def test_each_peer_names_a_distribution_or_none() -> None:
    assert peers._closure("a JSON file") == set()
    assert {"jerking-info", "pydantic", "importlib-resources"} <= peers._closure("jerking-info")
    assert "hypothesis" not in peers._closure("jerking-info")  # only an extra wants it
