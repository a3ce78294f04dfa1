"""The newest release, as `from jerking_info import topic, causes, ...` gives it."""

from jerking_info.content.models import Cause, Disclaimer, Synonym, Tip, Topic
from jerking_info.content.releases import load

topic: Topic = load()
causes: tuple[Cause, ...] = topic.causes
tips: tuple[Tip, ...] = topic.tips
synonyms: tuple[Synonym, ...] = topic.synonyms
disclaimer: Disclaimer = topic.disclaimer
