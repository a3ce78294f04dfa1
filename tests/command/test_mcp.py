"""`jerking-info mcp`: a session of the official client over standard input and output."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from jerking_info import (
    Cause,
    CauseId,
    Synonym,
    SynonymId,
    Tip,
    TipId,
    Topic,
    WarningSign,
    WarningSignId,
    load,
    releases,
)
from jerking_info.command.main import main

pytest.importorskip("mcp", reason="mcp is not installed: pip install 'jerking-info[mcp]'")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import TextResourceContents

TOPIC = load()
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "llm-developer.md"
START, END = "<!-- transcript -->", "<!-- end of transcript -->"
LONGEST_ANSWER = 4_000  # bytes
PADDED = ("caf" + "\u200b" * 180 + "feine ", "restless" + "\x0b" * 8 + "legs ")

Session = Callable[[ClientSession], Awaitable[Any]]


def in_session(use: Session, *arguments: str) -> Any:
    async def run() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "jerking_info", "mcp", *arguments],
            env=dict(os.environ),  # so that coverage is measured there, too
        )
        async with stdio_client(command) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return await use(session)

    return asyncio.run(run())


def call(*calls: tuple[str, dict[str, Any]], arguments: tuple[str, ...] = ()) -> list[Any]:
    async def use(session: ClientSession) -> list[Any]:
        return [await session.call_tool(name, given) for name, given in calls]

    results: list[Any] = in_session(use, *arguments)
    return results


def test_the_server_offers_four_typed_tools_and_every_release() -> None:
    async def use(session: ClientSession) -> None:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert [*tools] == ["find_mentions", "explain", "look_up_code", "when_to_get_help"]
        assert all(tool.output_schema and tool.description for tool in tools.values())
        ids = tools["explain"].input_schema["properties"]["id"]["enum"]
        kinds = (CauseId, TipId, SynonymId, WarningSignId)
        assert set(ids) == {id_ for kind in kinds for id_ in get_args(kind)}
        resources = (await session.list_resources()).resources
        assert len(resources) == len(releases)
        for resource, release in zip(resources, releases, strict=True):
            (content,) = (await session.read_resource(resource.uri)).contents
            assert isinstance(content, TextResourceContents)
            assert content.mime_type == "text/markdown"
            assert release.sha256 in content.text
            assert load(release.version).disclaimer.text in content.text

    in_session(use)


def test_every_answer_is_short_and_carries_the_notice(topic: Topic) -> None:
    kinds = Cause | Tip | Synonym | WarningSign
    ids = [entry.id for entry in topic.entries() if isinstance(entry, kinds)]
    codings = [code for entry in topic.entries() for code in getattr(entry, "codes", ())]
    results = call(
        *(("explain", {"id": id_, "codes": codes}) for id_ in ids for codes in (False, True)),
        *(("find_mentions", {"text": text * 99}) for text in ("My eyelid twitches. ", *PADDED)),
        *(("look_up_code", {"system": code.system, "code": code.code}) for code in codings),
        *(("when_to_get_help", {"level": level}) for level in ("emergency", "urgent", "routine")),
        arguments=("--content", topic.version),
    )
    for result in results:
        assert len(result.content[0].text.encode()) < LONGEST_ANSWER
        if result.is_error:
            assert "no warning signs" in result.content[0].text
            continue
        notice = result.structured_content["notice"]
        assert notice["disclaimer"] == topic.disclaimer.short
        assert "when_to_get_help" in notice["when_to_get_help"] or not topic.warning_signs
        assert (notice["version"], notice["sha256"]) == (topic.version, topic.sha256)
        assert notice["review_status"] == "not-reviewed"


def test_an_entry_is_explained_with_its_cautions_and_codes_only_if_asked() -> None:
    tip, plain, coded = call(
        ("explain", {"id": "limit-stimulants"}),
        ("explain", {"id": "stimulant-use"}),
        ("explain", {"id": "stimulant-use", "codes": True}),
    )
    for caution in TOPIC.tip("limit-stimulants").cautions:
        assert caution.text in tip.structured_content["markdown"]
    assert plain.structured_content["codes"] == []
    assert plain.structured_content["markdown"] == coded.structured_content["markdown"]
    assert "SNOMED CT" not in plain.structured_content["markdown"]
    codes = coded.structured_content["codes"]
    assert "stimulant-use: ICD-10-CM F15.90 (close)" in codes
    assert "caffeine: SNOMED CT 255641001 (exact)" in codes


def test_mentions_have_offsets_and_ids() -> None:
    text = "My eyelid twitches after too much caffeine"
    (result,) = call(("find_mentions", {"text": text}))
    found = result.structured_content["mentions"]
    assert [(text[m["start"] : m["end"]], m["kind"]) for m in found][-1] == ("caffeine", "example")
    for answer in call(
        *(("find_mentions", {"text": text * 25}) for text in ("caffeine ", *PADDED))
    ):
        many = answer.structured_content
        assert len(many["mentions"]) + many["more"] == 25


def test_codes_are_looked_up_by_category_and_never_by_likeness() -> None:
    parkinson, tremor, unknown = call(
        ("look_up_code", {"system": "2.16.840.1.113883.6.90", "code": "G20.B9"}),
        ("look_up_code", {"system": "icd-10-cm", "code": "R25.1"}),
        ("look_up_code", {"system": "icd-9", "code": "333.1"}),
    )
    first = parkinson.structured_content["entries"][0]
    assert (first["name"], first["broader"]) == ("Parkinson's disease", True)
    assert first["causes"] == ["neurological-disorders"]
    assert tremor.structured_content["entries"] == []
    assert unknown.is_error
    assert "there are 'icd-10-cm'" in unknown.content[0].text


def test_another_release_can_be_served() -> None:
    signs, later = call(
        ("when_to_get_help", {}),
        ("explain", {"id": "stroke-signs"}),
        arguments=("--content", "1.1.0"),
    )
    assert signs.structured_content["notice"]["version"] == "1.1.0"
    assert later.is_error
    assert "'stroke-signs'" in later.content[0].text


def test_a_release_without_warning_signs_says_so() -> None:
    signs, tip, later = call(
        ("when_to_get_help", {}),
        ("explain", {"id": "limit-stimulants"}),
        ("explain", {"id": "stroke-signs"}),
        arguments=("--content", "1.0.0"),
    )
    assert signs.is_error
    assert "no warning signs" in signs.content[0].text
    assert "no warning signs" in tip.structured_content["notice"]["when_to_get_help"]
    assert "'limit-stimulants'" in later.content[0].text
    assert "'jerking-movements'" not in later.content[0].text  # the tool refuses the topic's id


def test_a_missing_sdk_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp"]) == 2
    assert "pip install 'jerking-info[mcp]'" in capsys.readouterr().err


def test_the_transcript_of_the_guide_is_what_the_server_answers(
    request: pytest.FixtureRequest,
) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("find_mentions", {"text": "Why does my eyelid twitch after coffee?"}),
        ("explain", {"id": "improve-sleep-hygiene"}),
        ("look_up_code", {"system": "ICD10CM", "code": "R25.3"}),
        ("when_to_get_help", {"level": "routine"}),
    ]
    lines = []
    for (name, given), result in zip(calls, call(*calls), strict=True):
        lines += [f"> {name}({json.dumps(given)})", result.content[0].text, ""]
    transcript = "\n".join(lines).rstrip()
    guide = GUIDE.read_text(encoding="utf-8")
    before, rest = guide.split(START, 1)
    after = rest.split(END, 1)[1]
    written = f"{before}{START}\n\n```text\n{transcript}\n```\n\n{END}{after}"
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(written, encoding="utf-8")
    assert guide == written
