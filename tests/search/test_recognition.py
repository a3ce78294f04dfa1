"""How well `find` recognizes the topic in messages, on tests/data/recognition.jsonl.

The rows are sentences by patients and professionals, labeled by hand. Each names its source and
license; docs/recognition.md credits them.
"""

import json
from pathlib import Path

import pytest

from jerking_info import find

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "recognition.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]

Span = tuple[int, int]


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def recall_and_precision(kind: str) -> tuple[float, float]:
    """Return the share of labeled spans that are found, and of found spans that are right.

    A mention that touches only a span labeled `near`, such as a cramp or a tremor, does not count.
    """
    labeled = recalled = said = right = 0
    for row in ROWS:
        found = [
            (mention.start, mention.end)
            for mention in find(row["text"])
            if (mention.kind == "topic") == (kind == "topic")
        ]
        wanted = [(start, end) for start, end, label, _ in row["spans"] if label == kind]
        near = [(start, end) for start, end, label, _ in row["spans"] if label == "near"]
        labeled += len(wanted)
        recalled += sum(any(overlap(span, each) for each in found) for span in wanted)
        for span in found:
            is_right = any(overlap(span, each) for each in wanted)
            right += is_right
            said += is_right or not any(overlap(span, each) for each in near)
    return recalled / labeled, right / said


@pytest.mark.parametrize(
    ("kind", "recall", "precision"), [("topic", 46 / 49, 0.92), ("cause", 48 / 51, 1.0)]
)
def test_find_recognizes_what_people_write(kind: str, recall: float, precision: float) -> None:
    assert recall_and_precision(kind) >= (recall, 0)
    assert recall_and_precision(kind)[1] >= precision


def test_every_sentence_may_be_redistributed() -> None:
    assert {row["license"] for row in ROWS} <= {"CC-BY-4.0", "CC0-1.0", "MIT"}
    assert all(row["source"] for row in ROWS)
