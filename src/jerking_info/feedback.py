"""What a reader may send back: a `Rating` of the author, a `Comment` on the content.

The page that the facts come from lets its readers rate the author and add a comment; these
are the shapes for apps that do so, too. Each is bound to the exact text that the reader
saw. The package stores and sends nothing, and the shapes have no room for who the reader
is: that is the host app's to decide.
"""

from typing import Annotated, Self

from pydantic import (
    Field,
    JsonValue,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from jerking_info.content.fields import Digest, Text, Version
from jerking_info.content.models import Shape, Topic
from jerking_info.content.vocabulary import CauseId, SynonymId, TipId, TopicId, WarningSignId
from jerking_info.errors import UnknownIdError

__all__ = ("Comment", "ContentId", "Rating")


def __dir__() -> tuple[str, ...]:
    return __all__


ContentId = TopicId | SynonymId | CauseId | TipId | WarningSignId
"""What feedback can be on: the topic as a whole, or any entry of it."""

_WORST, _BEST = 1, 5
_LONGEST_COMMENT = 2000


def _line_by_line(text: object, check: ValidatorFunctionWrapHandler) -> object:
    """Hold a comment to the laws of text, but let its lines break."""
    check(text.replace("\n", " ") if isinstance(text, str) else text)
    return text


_CommentText = Annotated[
    Text,
    WrapValidator(_line_by_line),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": _LONGEST_COMMENT}),
]


class _Feedback(Shape, frozen=True):
    """What all feedback says: which text it is on."""

    content_id: ContentId
    """The id of the topic, or of the entry of it, that the feedback is on."""
    content_version: Version
    """The version of the content that the reader saw."""
    content_sha256: Digest
    """The sha256 of the release file that the reader saw."""

    def is_on(self, topic: Topic) -> bool:
        """Tell whether this is feedback on this very text and on something that it has.

        A host app that gets feedback from outside asks this before it keeps any.
        """
        return (
            self.content_id in _ids(topic)
            and self.content_version == topic.version
            and self.content_sha256 == topic.sha256
        )

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


class Rating(_Feedback, frozen=True):
    """How a reader rates the author, from 1, the worst, to 5, the best."""

    value: Annotated[int, Field(ge=_WORST, le=_BEST)]
    """The rating: 1 is the worst, 5 the best."""

    @classmethod
    def of(cls, topic: Topic, value: int, content_id: ContentId = "jerking-movements") -> Self:
        """Rate the author of a topic, or of an entry of it.

        Raises:
            UnknownIdError: if the topic has nothing with that id.
            pydantic.ValidationError: if the value is not a whole number from 1 to 5.

        >>> from jerking_info import topic
        >>> Rating.of(topic, 4).is_on(topic)
        True
        """
        return cls(
            content_id=_known(content_id, topic),
            content_version=topic.version,
            content_sha256=topic.sha256,
            value=value,
        )

    def to_jsonld(self) -> dict[str, JsonValue]:
        """Write the rating in the terms of schema.org 30.0: a review that has been given.

        >>> from jerking_info import topic
        >>> Rating.of(topic, 4).to_jsonld()["resultReview"]["reviewRating"]["ratingValue"]
        4
        """
        content = self._content()
        return {
            "@context": "https://schema.org",
            "@type": "ReviewAction",
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            "object": content,
            "resultReview": {
                "@type": "Review",
                "itemReviewed": content,
                "reviewAspect": "author",
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": self.value,
                    "worstRating": _WORST,
                    "bestRating": _BEST,
                },
            },
        }


class Comment(_Feedback, frozen=True):
    """What a reader has to say, in their own words."""

    text: _CommentText
    """The comment: the laws of the content's own texts, but lines may end, with LF."""

    @classmethod
    def of(cls, topic: Topic, text: str, content_id: ContentId = "jerking-movements") -> Self:
        r"""Comment on a topic, or on an entry of it.

        Raises:
            UnknownIdError: if the topic has nothing with that id.
            pydantic.ValidationError: if the text is blank, padded, not NFC, longer than
                2,000 characters, or holds control or bidirectional-override characters.

        >>> from jerking_info import load
        >>> Comment.of(load("1.1.0"), "Clear.\nThanks!", "improve-sleep-hygiene").content_version
        '1.1.0'
        """
        return cls(
            content_id=_known(content_id, topic),
            content_version=topic.version,
            content_sha256=topic.sha256,
            text=text,
        )

    def to_jsonld(self) -> dict[str, JsonValue]:
        """Write the comment in the terms of schema.org 30.0: one that has been made.

        >>> from jerking_info import topic
        >>> Comment.of(topic, "Clear.").to_jsonld()["resultComment"]["text"]
        'Clear.'
        """
        content = self._content()
        return {
            "@context": "https://schema.org",
            "@type": "CommentAction",
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            "object": content,
            "resultComment": {"@type": "Comment", "about": content, "text": self.text},
        }


def _ids(topic: Topic) -> tuple[ContentId, ...]:
    return (
        topic.id,
        *(synonym.id for synonym in topic.synonyms),
        *(cause.id for cause in topic.causes),
        *(tip.id for tip in topic.tips),
        *(sign.id for sign in topic.warning_signs),
    )


def _known(content_id: ContentId, topic: Topic) -> ContentId:
    if content_id not in _ids(topic):
        raise UnknownIdError("content", content_id, _ids(topic))
    return content_id
