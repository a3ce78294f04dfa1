"""Find mentions in a Spark data frame: `python -m examples.spark_mentions [FILE]`.

`mapInArrow` hands each worker whole batches of rows. A worker gets a pickle of the finder,
which holds the terms, and builds the engine once. Of this project, workers need only
jerking-info itself; the command runs two of them on this machine, and needs Java.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator

from examples.needs import end, needed_by

with needed_by(__name__):
    import pyarrow as pa
    from pyspark import cloudpickle
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql import types as t

    from examples import arrow_mentions
    from examples.messages import MESSAGES, file_of_command_line, print_rows
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

# So that workers need not be able to import the examples.
cloudpickle.register_pickle_by_value(arrow_mentions)  # type: ignore[no-untyped-call]


def with_mentions(texts: DataFrame, column: str = "text", into: str = "mentions") -> DataFrame:
    """Return the rows with one more column: a list of mentions for each text, empty for a null.

    Args:
        texts: the rows.
        column: the column of strings to search.
        into: the name of the new column.

    Raises:
        ValueError: if there is a column of that name already, in any case.
    """
    if into.casefold() in (name.casefold() for name in texts.columns):
        raise ValueError(f"there is a column {into!r} already: give another name as `into`")
    finder = Finder(load())
    at = texts.columns.index(column)

    def find(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch.append_column(into, arrow_mentions.mentions_of(batch.column(at), finder))

    schema = t.StructType([*texts.schema.fields, t.StructField(into, t.ArrayType(MENTION))])
    # mapInArrow takes no columns with dots or backticks in their names: they are numbered for it.
    return texts.toDF(*map(str, range(len(texts.columns)))).mapInArrow(find, schema)


def local_session(workers: int = 2) -> SparkSession:
    """Start Spark on this machine alone, reachable from nowhere else."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        end("needs Java 17 or newer on the PATH, which Spark runs on and pip cannot install")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(f"local[{workers}]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def main() -> None:
    """Print each text with its mentions."""
    file = file_of_command_line(__doc__)
    session = local_session()
    try:
        if file:
            texts = session.read.parquet(str(file)).select("text")
        else:
            texts = session.createDataFrame([(text,) for text in MESSAGES], "text string")
        rows = with_mentions(texts).toLocalIterator(prefetchPartitions=True)
        print_rows(row.asDict(recursive=True) for row in rows)
    finally:
        session.stop()


if __name__ == "__main__":
    main()
