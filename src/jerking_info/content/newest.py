"""The newest release, as `from jerking_info import topic, causes, ...` gives it."""

from jerking_info.content.releases import load

topic = load()
causes = topic.causes
tips = topic.tips
synonyms = topic.synonyms
disclaimer = topic.disclaimer
