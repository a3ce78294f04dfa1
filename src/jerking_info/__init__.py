"""Jerking movements, a health topic as data: its causes, tips, synonyms and disclaimer.

>>> from jerking_info import causes, disclaimer
>>> causes[0].name
'Stress and anxiety'
"""

__version__ = "0.1.0"

# fmt: off
__all__ = (
    "__version__", "topic", "causes", "tips", "synonyms", "disclaimer", "releases",
    "load", "parse", "compare", "apply_changes", "version_step", "find",
    "errors", "feedback", "formats", "testing",
    "Article", "Cause", "CauseId", "Change", "ChangeKind", "CodeSystem", "Coding", "Disclaimer",
    "EngineName", "Entry", "EntryKind", "Example", "ExampleKind", "Finder", "Mention",
    "MentionKind", "Provenance", "Questions", "Reference", "Release", "ReviewStatus", "SkosMatch",
    "Synonym", "SynonymId", "SynonymScope", "Tip", "TipId", "Topic", "TopicId", "VersionStep",
    "WarningLevel", "WarningSign", "WarningSignId", "ContentError", "IntegrityError",
    "JerkingInfoError", "Problem", "UnknownIdError", "UnknownReleaseError",
)

# Type checkers take any constant of this name for true; importing `typing` would cost 10 ms.
TYPE_CHECKING = False  # 1 mutant lives: None is as false
if TYPE_CHECKING:
    from . import errors, feedback, formats, testing
    from .content.changes import Change, ChangeKind, EntryKind, VersionStep
    from .content.changes import apply_changes, compare, version_step
    from .content.releases import load, releases
    from .errors import (
        ContentError, IntegrityError, JerkingInfoError, Problem, UnknownIdError,
        UnknownReleaseError,
    )
    from .content.models import (
        Article, Cause, Coding, Disclaimer, Entry, Example, Provenance, Questions, Reference,
        Release, Synonym, Tip, Topic, WarningSign,
    )
    from .search.finder import EngineName, Finder, Mention, MentionKind, find
    from .content.parsing import parse
    from .content.vocabulary import (
        CauseId, CodeSystem, ExampleKind, ReviewStatus, SkosMatch, SynonymId, SynonymScope, TipId,
        TopicId, WarningLevel, WarningSignId,
    )

    topic: Topic
    causes: tuple[Cause, ...]
    tips: tuple[Tip, ...]
    synonyms: tuple[Synonym, ...]
    disclaimer: Disclaimer
else:  # Hidden from type checkers: a visible `__getattr__` would excuse misspelt names.
    def __getattr__(name):
        from ._lazy import bind

        return bind(name)

def __dir__() -> list[str]:
    return sorted(__all__)
