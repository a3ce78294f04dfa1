"""Jerking movements, a health topic as data: its causes, tips, synonyms and disclaimer.

>>> from jerking_info import causes, disclaimer
>>> causes[0].name
'Stress and anxiety'
"""

from ._lazy import lazy

__version__ = "0.1.0"

# fmt: off
__all__ = (
    "__version__", "topic", "causes", "tips", "synonyms", "disclaimer", "releases",
    "load", "parse", "compare", "apply_changes", "version_step", "find",
    "errors", "feedback", "formats", "testing",
    "Article", "Cause", "CauseId", "Change", "ChangeKind", "CodeMatch", "CodeSystem", "Coding",
    "Disclaimer", "EngineName", "Entry", "EntryKind", "Example", "ExampleKind", "Finder",
    "GlossaryEntry", "GlossaryId", "Mention", "MentionKind", "Note", "NoteId", "Provenance",
    "Questions", "ReadFrom", "Reference", "Release", "ReviewStatus", "SkosMatch", "Synonym",
    "SynonymId", "SynonymScope", "Tip", "TipId", "Topic", "TopicId", "VersionStep", "WarningLevel",
    "WarningSign", "WarningSignId", "ContentError", "IntegrityError", "JerkingInfoError",
    "Problem", "UnknownIdError", "UnknownReleaseError",
)
# fmt: on

# Type checkers treat any constant of this name as true; importing `typing` would cost 10 ms.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import errors, feedback, formats, testing
    from .content.changes import Change, ChangeKind, EntryKind, VersionStep
    from .content.changes import apply_changes, compare, version_step
    from .content.models import Article, Cause, CodeMatch, Coding, Disclaimer, Entry, Example
    from .content.models import GlossaryEntry, Note, Provenance, Questions, Reference, Release
    from .content.models import Synonym, Tip, Topic, WarningSign
    from .content.newest import causes, disclaimer, synonyms, tips, topic
    from .content.parsing import parse
    from .content.releases import load, releases
    from .content.vocabulary import CauseId, CodeSystem, ExampleKind, GlossaryId, NoteId, ReadFrom
    from .content.vocabulary import ReviewStatus, SkosMatch, SynonymId, SynonymScope, TipId, TopicId
    from .content.vocabulary import WarningLevel, WarningSignId
    from .errors import ContentError, IntegrityError, JerkingInfoError, Problem, UnknownIdError
    from .errors import UnknownReleaseError
    from .search.finder import EngineName, Finder, Mention, find
    from .search.terms import MentionKind
else:  # Hidden from type checkers: a visible `__getattr__` would excuse misspelt names.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "": "errors feedback formats testing",
            "errors": (
                "ContentError IntegrityError JerkingInfoError Problem UnknownIdError "
                "UnknownReleaseError"
            ),
            "content.vocabulary": (
                "CauseId CodeSystem ExampleKind GlossaryId NoteId ReadFrom ReviewStatus SkosMatch "
                "SynonymId SynonymScope TipId TopicId WarningLevel WarningSignId"
            ),
            "content.models": (
                "Article Cause CodeMatch Coding Disclaimer Entry Example GlossaryEntry Note "
                "Provenance Questions Reference Release Synonym Tip Topic WarningSign"
            ),
            "content.parsing": "parse",
            "content.releases": "load releases",
            "content.newest": "causes disclaimer synonyms tips topic",
            "content.changes": (
                "Change ChangeKind EntryKind VersionStep apply_changes compare version_step"
            ),
            "search.finder": "EngineName Finder Mention find",
            "search.terms": "MentionKind",
        },
    )
