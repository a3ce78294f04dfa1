"""The laws that `python -m tools.trust fuzz` drives: they hold, and can be broken."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from jerking_info import ContentError, Finder, Problem, parse

fuzzing = pytest.importorskip("tools.trust.fuzzing", reason="only a checkout has the tools")
pytest.importorskip("ahocorasick_rs", reason="both engines are held to the same laws")
find_laws = pytest.importorskip("tools.trust.find_laws")
parse_laws = pytest.importorskip("tools.trust.parse_laws")
BrokenLawError = pytest.importorskip("tools.trust.laws").BrokenLawError


@pytest.mark.parametrize("law", fuzzing.LAWS)
def test_a_law_holds_for_some_of_what_fuzzing_starts_from(law: str) -> None:
    chosen = random.Random(law).sample([*fuzzing.seeds(law)], 6)
    for seed in chosen:
        fuzzing._check(law)(seed)


def test_fuzzing_starts_from_files_that_are_accepted_and_from_all_that_are_known_to_be_not() -> (
    None
):
    assert any(map(accepted, fuzzing.seeds("parse-bytes")))
    assert not all(map(accepted, fuzzing.seeds("parse-bytes")))
    assert accepted(parse_laws.edited(b""))
    assert not accepted(parse_laws.edited(b"\xff\x01\x00"))


def test_an_input_is_a_text_or_tells_how_to_make_one() -> None:
    assert find_laws.text_of(b"\0caf\xc3\xa9 \xed\xa0\x80") == "caf\xe9 \ud800"
    assert find_laws.text_of(b"\0\xff") == "\ufffd"
    made = {find_laws.text_of(seed) for seed in fuzzing.seeds("find") if seed[0] == 1}
    assert {"\u200b", "\ud800", "restless legs", "'"} <= made


def accepted(raw: bytes) -> bool:
    try:
        parse(raw)
    except ContentError:
        return False
    return True


def parse_but(change: Callable[[Any], object]) -> Callable[[bytes | str], object]:
    """Return a `parse` that does something to the file first."""

    def broken(raw: bytes | str) -> object:
        tree = json.loads(raw)
        change(tree)
        return parse(json.dumps(tree))

    return broken


def refuse(raw: bytes | str) -> object:
    raise ContentError((Problem("file", "a\nb", "c"),) if isinstance(raw, bytes) else ())


FILE = parse_laws.small_file()


@pytest.mark.parametrize(
    ("broken", "file", "law"),
    [
        (parse_but(lambda tree: tree.update(title="Another")), FILE, "nothing of a file is lost"),
        (
            parse_but(lambda tree: tree.pop("colour", 0)),
            FILE.replace(b'"title"', b'"colour": "x", "title"', 1),
            "the JSON Schema accepts",
        ),
        (
            parse_but(lambda tree: tree),
            FILE.replace(b'"title"', b'"title": "x", "title"', 1),
            "no key is accepted twice",
        ),
        (refuse, FILE, "printable lines"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_parse_that_breaks_a_law_is_caught(
    broken: object, file: bytes, law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse_laws, "parse", broken)
    with pytest.raises(BrokenLawError, match=law):
        parse_laws.check_bytes(file)


@pytest.mark.parametrize(
    ("check", "law"),
    [("check_text", "re finds what brute force finds"), ("check_texts", "many at once")],
)
def test_a_find_that_breaks_a_law_is_caught(
    check: str, law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Finder, "find", lambda *_: ())
    with pytest.raises(BrokenLawError, match=law):
        getattr(find_laws, check)(b"\0too much caffeine")
