"""Mentions as an Arrow column: what the other examples hand to Python, and take from it."""

import pyarrow as pa

from jerking_info import Finder

MENTION = pa.struct(
    [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("id", pa.string()),
        ("term", pa.string()),
    ]
)


def mentions_of(texts: pa.Array | pa.ChunkedArray, finder: Finder) -> pa.Array:
    """Return a list of mentions for each text, an empty one for a null."""
    found = finder.find_all(text or "" for text in texts.to_pylist())
    rows = [[mention._asdict() for mention in mentions] for mentions in found]
    return pa.array(rows, pa.list_(MENTION))
