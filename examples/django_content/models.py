"""The tables: the release as JSON, and a row for each of its entries and codes."""

from collections.abc import Iterator

from django.db import models, transaction
from django.db.models import CASCADE, ForeignKey

import jerking_info


class Release(models.Model):
    """A content release: one row, with everything that must accompany its entries."""

    version: "models.CharField[str, str]" = models.CharField(max_length=29)
    language: "models.CharField[str, str]" = models.CharField(max_length=100)
    sha256: "models.CharField[str, str]" = models.CharField(max_length=64)
    content: "models.JSONField[object, object]" = models.JSONField()

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"

    @property
    def topic(self) -> jerking_info.Topic:
        """The release as a `Topic`, checked against every rule."""
        return jerking_info.Topic.model_validate(self.content)


class Entry(models.Model):
    """A cause, tip, warning sign or any other part of a release; cautions are in their tip."""

    release: "ForeignKey[Release, Release]" = ForeignKey(Release, CASCADE)
    position: "models.PositiveSmallIntegerField[int, int]" = models.PositiveSmallIntegerField()
    kind: "models.CharField[str, str]" = models.CharField(max_length=20)
    label: "models.TextField[str, str]" = models.TextField()
    content: "models.JSONField[object, object]" = models.JSONField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.label


class Code(models.Model):
    """A code for an entry."""

    entry: "ForeignKey[Entry, Entry]" = ForeignKey(Entry, CASCADE)
    system: "models.CharField[str, str]" = models.CharField(max_length=120)
    code: "models.CharField[str, str]" = models.CharField(max_length=120)
    match: "models.CharField[str, str]" = models.CharField(max_length=10)

    class Meta:
        indexes = (models.Index(fields=["system", "code"], name="code_lookup"),)

    def __str__(self) -> str:
        return f"{self.system}|{self.code}"


@transaction.atomic
def sync(topic: jerking_info.Topic) -> bool:
    """Bring the tables to a content release, newer or older, all of them or none.

    Returns:
        Whether anything was written.
    """
    if Release.objects.filter(sha256=topic.sha256).exists():
        return False
    Release.objects.all().delete()  # and its entries
    release = Release.objects.create(
        version=topic.version,
        language=topic.language,
        sha256=topic.sha256,
        content=topic.model_dump(mode="json"),
    )
    for position, (kind, entry) in enumerate(_entries(topic)):
        row = Entry.objects.create(
            release=release,
            position=position,
            kind=kind,
            label=entry.label,
            content=entry.model_dump(mode="json"),
        )
        Code.objects.bulk_create(
            Code(entry=row, system=coding.system, code=coding.code, match=coding.match)
            for coding in getattr(entry, "codes", ())
        )
    return True


def _entries(topic: jerking_info.Topic) -> Iterator[tuple[str, jerking_info.Entry]]:
    cautions = [caution for tip in topic.tips for caution in tip.cautions]
    for entry in topic.entries():
        if entry not in cautions and not isinstance(entry, jerking_info.Topic):
            yield type(entry).__name__, entry
