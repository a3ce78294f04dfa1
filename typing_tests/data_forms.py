"""Read by type checkers only: wrong names of forms, tables and entries are type errors."""

from typing import assert_type

from jerking_info import topic
from jerking_info.feedback import Comment, Rating
from jerking_info.formats import to_jsonld, to_tables
from jerking_info.formats.tables import Row

tables = to_tables(topic)
assert_type(tables.tip_causes, tuple[Row, ...])
assert_type(tables["codes"], tuple[Row, ...])
tables["code"]  # type: ignore[index]  # pyright: ignore[reportArgumentType]
tables.causes = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]

to_jsonld(topic, released="2026-11-22")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

assert_type(Rating.of(topic, 4), Rating)
assert_type(Comment.of(topic, "Clear.", "improve-sleep-hygiene"), Comment)
Rating.of(topic, 4, "sleep")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Rating.of(topic, "4")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Rating.of(topic, 4).value = 5  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
