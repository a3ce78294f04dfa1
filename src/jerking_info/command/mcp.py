"""`mcp`: the content as tools and resources for language-model hosts, over standard input."""

import argparse
from collections.abc import Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel, Field
from pydantic_core import to_json

from jerking_info import __version__
from jerking_info.command.arguments import read_topic
from jerking_info.content import vocabulary as vocab
from jerking_info.content.models import CodeMatch, Entry, Topic
from jerking_info.content.releases import load, releases
from jerking_info.errors import UnknownIdError
from jerking_info.formats.markdown import to_markdown
from jerking_info.formats.outline import short_name, with_its_parts
from jerking_info.formats.phrases import TERMINOLOGIES, phrases
from jerking_info.search.finder import Finder, Mention
from jerking_info.search.terms import MentionKind

EntryId: TypeAlias = Literal[vocab.CauseId, vocab.TipId, vocab.SynonymId, vocab.WarningSignId]

_INSTRUCTIONS = (
    "Patient information on one symptom, jerking movements. Quote it as it is, with its cautions "
    "and its disclaimer, and mention when to get help. It is not a diagnosis: do not infer one "
    "from a mention or a code, and add no medical fact of your own."
)
_SIGNS = "Some signs need help at once: the tool when_to_get_help lists them."
_NO_SIGNS = "This release has no warning signs; a newer one has them."


class Notice(BaseModel):
    """The facts that must accompany every answer."""

    disclaimer: str
    when_to_get_help: str
    version: str = Field(description="The content release.")
    sha256: str = Field(description="The digest of the release.")
    review_status: vocab.ReviewStatus = Field(description="Whether a clinician has reviewed it.")


class FoundMention(BaseModel):
    """A place in the text that mentions the topic, a cause or an example of one."""

    start: int
    end: int
    text: str
    kind: MentionKind
    id: str = Field(description="An id for the tool `explain`, or the topic's own id.")


class Mentions(BaseModel):
    """The mentions in a text. A mention is not a diagnosis, and may be negated."""

    mentions: list[FoundMention]
    more: int = Field(description="The number of further mentions, left out for brevity.")
    notice: Notice


class Explanation(BaseModel):
    """An entry in Markdown, with its cautions and the disclaimer."""

    markdown: str
    codes: list[str] = Field(description="If asked for. The resources have their full names.")
    notice: Notice


class CodedEntry(BaseModel):
    """An entry for a code of a health record."""

    id: str | None = Field(description="The entry's id; null for an example of a cause.")
    name: str
    causes: list[vocab.CauseId] = Field(
        description="Its causes; none for the topic itself and for warning signs."
    )
    code: str = Field(description="The code that matched.")
    match: vocab.SkosMatch = Field(description="Only `exact` means the same as the entry.")
    broader: bool = Field(description="Whether the code is a category of the requested one.")


class CodedEntries(BaseModel):
    """The entries for a code, closest first; none if the content does not have it."""

    entries: list[CodedEntry]
    notice: Notice


class WarningSigns(BaseModel):
    """The signs that need help, at one level of urgency."""

    level: vocab.WarningLevel
    action: str = Field(description="What to do if any one of the signs is there.")
    signs: list[str]
    other_levels: list[vocab.WarningLevel]
    notice: Notice


_LONGEST_ANSWER = 4_000  # bytes
_MOST_MENTIONS = 20


def run(options: argparse.Namespace) -> int:
    """Serve four tools, and the Markdown of each release, until standard input is closed."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.server.mcpserver.resources import TextResource
    except ImportError:
        raise ImportError("the server needs mcp: run pip install 'jerking-info[mcp]'") from None

    topic = read_topic(options.content)
    app = MCPServer("jerking-info", version=__version__, instructions=_INSTRUCTIONS)
    finder = Finder(topic)
    notice = Notice(
        disclaimer=topic.disclaimer.short,
        when_to_get_help=_SIGNS if topic.warning_signs else _NO_SIGNS,
        version=topic.version,
        sha256=topic.sha256,
        review_status=topic.provenance.review_status,
    )

    @app.tool()
    def find_mentions(text: str) -> Mentions:
        """Find where a text mentions jerking movements, their causes or examples of a cause."""
        return _mentions(finder.find(text), notice)

    @app.tool()
    def explain(id: EntryId, codes: bool = False) -> Explanation:  # noqa: A002, FBT001, FBT002
        """Explain a cause, tip, synonym or warning sign, with cautions, in Markdown."""
        try:
            entry = topic.entry(id)
        except UnknownIdError as error:  # an older release has fewer entries
            raise ToolError(str(error)) from error
        markdown = to_markdown(topic, only=entry, codes=False)
        return Explanation(markdown=markdown, codes=_codes(entry) if codes else [], notice=notice)

    @app.tool()
    def look_up_code(system: str, code: str | int) -> CodedEntries:
        """Look up a code of ICD-10-CM, SNOMED CT, MeSH, HPO or Mondo, by its name or OID."""
        try:
            matches = topic.by_code(system, code, broader=True)
        except UnknownIdError as error:
            raise ToolError(str(error)) from error
        return CodedEntries(entries=[_coded(topic, match) for match in matches], notice=notice)

    @app.tool()
    def when_to_get_help(level: vocab.WarningLevel = "emergency") -> WarningSigns:
        """List the warning signs at one level of urgency, by default the emergencies."""
        if not topic.warning_signs:
            raise ToolError(_NO_SIGNS)
        levels = phrases(topic.language).levels
        return WarningSigns(
            level=level,
            action=levels[level],
            signs=[sign.text for sign in topic.warning_signs if sign.level == level],
            other_levels=[other for other in levels if other != level],
            notice=notice,
        )

    for release in releases:
        app.add_resource(
            TextResource(
                uri=f"jerking-info://{release.language}/{release.version}.md",
                name=f"jerking-info {release.version}",
                description=f"The whole content release {release.version}, with sources and codes.",
                mime_type="text/markdown",
                text=to_markdown(load(release.version, language=release.language)),
            )
        )
    app.run("stdio")
    return 0


def _mentions(found: Sequence[Mention], notice: Notice) -> Mentions:
    """Return as many mentions as fit in an answer, because their text can be padded."""
    shown = [FoundMention.model_validate(m, from_attributes=True) for m in found[:_MOST_MENTIONS]]
    answer = Mentions(mentions=shown, more=len(found) - len(shown), notice=notice)
    while len(to_json(answer, indent=2)) >= _LONGEST_ANSWER:
        answer.mentions.pop()
        answer.more += 1
    return answer


def _codes(entry: Entry) -> list[str]:
    """List the codes of an entry and its examples, without their long names."""
    return [
        f"{getattr(part, 'id', part)}: {TERMINOLOGIES[code.system]} {code.code} ({code.match})"
        for part in with_its_parts(entry)
        for code in getattr(part, "codes", ())
    ]


def _coded(topic: Topic, match: CodeMatch) -> CodedEntry:
    causes = topic.causes_for(match.entry)
    return CodedEntry(
        id=getattr(match.entry, "id", None),
        name=short_name(topic, match.entry) or match.entry.label,
        causes=[cause.id for cause in causes] if causes != topic.causes else [],
        code=match.coding.code,
        match=match.coding.match,
        broader=match.broader,
    )
