"""The tables: a row for each entry of the content, by the names that the content has for it."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import CASCADE, UniqueConstraint

_T = TypeVar("_T", bound=models.Model)

# The fields by what they hold, so that type checkers know it without a plugin.


def _name(*, key: bool = False) -> "models.CharField[str, str]":
    return models.CharField(max_length=120, primary_key=key)


def _text() -> "models.TextField[str, str]":
    return models.TextField()


def _names() -> "models.JSONField[list[str], list[str]]":
    return models.JSONField()


def _position() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField()


def _name_or_null() -> "models.CharField[str | None, str | None]":
    return models.CharField(max_length=120, null=True)


def _key() -> "models.CharField[str, str]":
    """Make the field for what `compare` knows an entry by: two names and a mark between."""
    return models.CharField(max_length=241)


def _unique_keys(table: str, *bearers: str) -> tuple[UniqueConstraint, ...]:
    return tuple(
        UniqueConstraint(fields=[bearer, "key"], name=f"one_{table}_of_{bearer}")
        for bearer in bearers
    )


def _bearer(table: type[_T]) -> "models.ForeignKey[_T | None, _T | None]":
    return models.ForeignKey(table, CASCADE, null=True)


def _day() -> "models.DateField[date, date]":
    return models.DateField()


def _day_or_null() -> "models.DateField[date | None, date | None]":
    return models.DateField(null=True)


class Topic(models.Model):
    """The topic itself: one row, with the disclaimer that belongs to every other."""

    id = _name(key=True)
    version = _name()
    sha256 = _name()
    language = _text()
    title = _name()
    questions_causes = _name()
    questions_tips = _name()
    overview = _text()
    tips_introduction = _text()
    summary = _text()
    disclaimer_text = _text()
    disclaimer_short = _name()
    provenance_article_title = _name()
    provenance_article_author = _name()
    provenance_article_credential = _name()
    provenance_article_affiliation = _name()
    provenance_article_collection = _name()
    provenance_wording = _name()
    provenance_review_status = _name()
    provenance_reviewer = _name_or_null()
    provenance_last_reviewed = _day_or_null()
    provenance_next_review_due = _day_or_null()
    provenance_license = _name()

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class _Entry(models.Model):
    id = _name(key=True)
    topic: "models.ForeignKey[Topic, Topic]" = models.ForeignKey(Topic, CASCADE)
    position = _position()

    class Meta:
        abstract = True
        ordering = ("position",)

    def __str__(self) -> str:
        return self.id


class Synonym(_Entry):
    """Another term for the topic."""

    text = _name()
    scope = _name()


class Cause(_Entry):
    """Something that can cause jerking movements."""

    name = _name()
    text = _text()
    aliases = _names()


class Example(models.Model):
    """A named example of a cause."""

    cause: "models.ForeignKey[Cause, Cause]" = models.ForeignKey(Cause, CASCADE)
    position = _position()
    name = _name()
    kind = _name()
    aliases = _names()

    class Meta:
        ordering = ("position",)
        constraints = (UniqueConstraint(fields=["cause", "name"], name="one_example"),)

    def __str__(self) -> str:
        return self.name


class Tip(_Entry):
    """Something that may help: whatever the cause, if it applies to none of them."""

    title = _name()
    text = _text()
    actions = _names()
    applies_to: "models.ManyToManyField[Cause, models.Model]" = models.ManyToManyField(Cause)


class WarningSign(_Entry):
    """When to get help: an addition of the project, which says whether it was reviewed."""

    level = _name()
    text = _text()
    added_by = _name()
    review_status = _name()


class Coding(models.Model):
    """A code for an entry: for the one that is told."""

    topic = _bearer(Topic)
    synonym = _bearer(Synonym)
    cause = _bearer(Cause)
    example = _bearer(Example)
    tip = _bearer(Tip)
    position = _position()
    key = _key()
    system = _name()
    version = _name()
    code = _name()
    display = _name()
    match = _name()

    class Meta:
        ordering = ("position",)
        constraints = _unique_keys("coding", "topic", "synonym", "cause", "example", "tip")

    def __str__(self) -> str:
        return self.key


class Reference(models.Model):
    """A page to read more on an entry: on the one that is told."""

    topic = _bearer(Topic)
    cause = _bearer(Cause)
    tip = _bearer(Tip)
    warning_sign = _bearer(WarningSign)
    position = _position()
    key = _key()
    title = _name()
    publisher = _name()
    url: "models.CharField[str, str]" = models.CharField(max_length=500)
    accessed = _day()

    class Meta:
        ordering = ("position",)
        constraints = _unique_keys("reference", "topic", "cause", "tip", "warning_sign")

    def __str__(self) -> str:
        return self.key
