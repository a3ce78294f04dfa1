"""Mentions in a Spark data frame: `mapInArrow` hands each worker whole batches of rows.

Each worker gets a pickle of the finder, which holds the terms, and builds the engine once.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame

from examples.arrow_mentions import mentions_of
from jerking_info import Finder, load

_MENTION = "struct<start:long,end:long,text:string,kind:string,id:string,term:string>"


def with_mentions(texts: DataFrame, column: str = "text") -> DataFrame:
    """Return the rows with one more column, `mentions`."""
    finder = Finder(load())

    def find(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch.append_column("mentions", mentions_of(batch[column], finder))

    columns = ", ".join(f"`{field.name}` {field.dataType.simpleString()}" for field in texts.schema)
    return texts.mapInArrow(find, f"{columns}, mentions array<{_MENTION}>")
