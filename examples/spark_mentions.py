"""Find mentions in a Spark data frame: `python -m examples.spark_mentions [FILE.parquet]`.

Workers receive a small pickle of the finder and whole batches of rows; they need
jerking-info, but not this file. The command runs two workers on this machine, and needs Java 17. A
mention is a word and not a finding: with the disclaimer, show where the warning signs are.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import types as t

from jerking_info import Finder, load

MENTION = t.StructType(
    [
        t.StructField("start", t.LongType()),
        t.StructField("end", t.LongType()),
        t.StructField("text", t.StringType()),
        t.StructField("kind", t.StringType()),
        t.StructField("id", t.StringType()),
        t.StructField("term", t.StringType()),
    ]
)
TEXTS = ["My RLS got worse.", "Could low potassium cause it?", None, "I sleep well."]


def with_mentions(frame: DataFrame, column: str = "text", into: str = "mentions") -> DataFrame:
    """Return a frame with one more column: a list of mentions per text, empty for a null."""
    finder = Finder(load())
    at = frame.columns.index(column)

    def find(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        struct = [(n, pa.int64() if n in ("start", "end") else pa.string()) for n in MENTION.names]
        for batch in batches:
            found = finder.find_all(text or "" for text in batch.column(at).to_pylist())
            rows = [[mention._asdict() for mention in mentions] for mentions in found]
            yield batch.append_column(into, pa.array(rows, pa.list_(pa.struct(struct))))

    schema = t.StructType([*frame.schema.fields, t.StructField(into, t.ArrayType(MENTION))])
    return frame.mapInArrow(find, schema)


def local_session() -> SparkSession:
    """Start Spark with two workers on this machine."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]")
    builder = builder.config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def main() -> None:
    """Print each text with its mentions as a line of JSON, and the disclaimer at the end."""
    session = local_session()
    if sys.argv[1:]:
        frame = session.read.parquet(sys.argv[1])
    else:
        frame = session.createDataFrame([(text,) for text in TEXTS], "text string")
    for row in with_mentions(frame).select("text", "mentions").toLocalIterator():
        print(json.dumps(row.asDict(recursive=True)))
    print(load().disclaimer.short, "Warning signs: jerking-info signs", file=sys.stderr)
    session.stop()


if __name__ == "__main__":
    main()
