"""Feedback of readers: a `Rating` of the author, a `Comment` on the content.

The page of the source article lets its readers rate the author and add a comment; these are
the shapes for apps that do the same. Each is bound to the exact text that the reader saw. The
package stores and sends nothing, and the shapes have no field for the reader's identity.
"""

from typing import Annotated, Self

from pydantic import Field, JsonValue, ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator

from jerking_info.content import vocabulary as vocab
from jerking_info.content.fields import Digest, Text, Version
from jerking_info.content.models import Example, Shape, Topic
from jerking_info.errors import UnknownIdError

__all__ = ("Comment", "ContentId", "Rating")


_ArticleId = vocab.TopicId | vocab.SynonymId | vocab.CauseId | vocab.TipId
ContentId = _ArticleId | vocab.WarningSignId | vocab.NoteId | vocab.GlossaryId
"""The id of the topic or of any entry."""


def _line_by_line(text: object, check: ValidatorFunctionWrapHandler) -> object:
    """Apply the rules for text to a comment, but allow line breaks."""
    check(text.replace("\n", " ") if isinstance(text, str) else text)
    return text


_CommentText = Annotated[
    Text,
    WrapValidator(_line_by_line),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 2000}),
]


class _Feedback(Shape, frozen=True):
    """The text that feedback is about."""

    content_id: ContentId = Field(description="The id of the topic, or of an entry of it.")
    content_version: Version = Field(description="The content version that the reader saw.")
    content_sha256: Digest = Field(description="The sha256 of the release that the reader saw.")

    def is_on(self, topic: Topic) -> bool:
        """Return whether this is feedback on this exact text, and on an entry that it has.

        Check it before you store feedback from outside.
        """
        exact = (self.content_version, self.content_sha256) == (topic.version, topic.sha256)
        return exact and self.content_id in _ids(topic)

    @classmethod
    def _on(cls, topic: Topic, content_id: ContentId, **said: object) -> Self:
        if content_id not in _ids(topic):
            raise UnknownIdError("content", content_id, _ids(topic))
        said |= {"content_version": topic.version, "content_sha256": topic.sha256}
        return cls.model_validate({"content_id": content_id, **said})

    def _content(self) -> dict[str, JsonValue]:
        return {
            "@type": "CreativeWork",
            "identifier": self.content_id,
            "version": self.content_version,
            "encoding": {
                "@type": "MediaObject",
                "name": f"{self.content_version}.json",
                "encodingFormat": "application/json",
                "sha256": self.content_sha256,
            },
        }

    def _action(self, kind: str, **result: JsonValue) -> dict[str, JsonValue]:
        return {
            "@context": "https://schema.org",
            "@type": kind,
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            "object": self._content(),
            **result,
        }


def _ids(topic: Topic) -> tuple[str, ...]:
    return tuple(entry.id for entry in topic.entries() if not isinstance(entry, Example))


class Rating(_Feedback, frozen=True):
    """A reader's rating of the author, from 1, the worst, to 5, the best."""

    value: int = Field(ge=1, le=5, description="The rating: 1 is the worst, 5 the best.")

    @classmethod
    def of(cls, topic: Topic, value: int, content_id: ContentId = "jerking-movements") -> Self:
        """Rate the author of a topic, or of an entry of it.

        Raises:
            UnknownIdError: if the topic has no entry with that id.
            pydantic.ValidationError: if the value is not a whole number from 1 to 5.

        >>> from jerking_info import topic
        >>> Rating.of(topic, 4).is_on(topic)
        True
        """
        return cls._on(topic, content_id, value=value)

    def to_jsonld(self) -> dict[str, JsonValue]:
        """Return the rating in the terms of schema.org 30.0, as a completed review."""
        scale: dict[str, JsonValue] = {"worstRating": 1, "bestRating": 5}
        review: JsonValue = {
            "@type": "Review",
            "itemReviewed": self._content(),
            "reviewAspect": "author",
            "reviewRating": {"@type": "Rating", "ratingValue": self.value, **scale},
        }
        return self._action("ReviewAction", resultReview=review)


class Comment(_Feedback, frozen=True):
    """A reader's comment."""

    text: _CommentText = Field(description="The comment: text with line breaks (LF).")

    @classmethod
    def of(cls, topic: Topic, text: str, content_id: ContentId = "jerking-movements") -> Self:
        r"""Comment on a topic, or on an entry of it.

        Raises:
            UnknownIdError: if the topic has no entry with that id.
            pydantic.ValidationError: if the text is blank, padded, not NFC, longer than
                2,000 characters, or has control or bidirectional-override characters.

        >>> from jerking_info import load
        >>> Comment.of(load("1.1.0"), "Clear.\nThanks!", "improve-sleep-hygiene").content_version
        '1.1.0'
        """
        return cls._on(topic, content_id, text=text)

    def to_jsonld(self) -> dict[str, JsonValue]:
        """Return the comment in the terms of schema.org 30.0, as a completed action.

        >>> from jerking_info import topic
        >>> Comment.of(topic, "Clear.").to_jsonld()["resultComment"]["text"]
        'Clear.'
        """
        comment: JsonValue = {"@type": "Comment", "about": self._content(), "text": self.text}
        return self._action("CommentAction", resultComment=comment)
