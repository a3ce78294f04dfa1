"""The page on scale says what was measured, and computes what it computes from that."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from benchmarks import scale
from jerking_info import EngineName

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
UNITS = {"hours": 3600, "minutes": 60, "seconds": 1}


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, but for its head."""
    _, _, below = text.partition(f"## {heading}\n")
    section = below.partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def seconds(duration: str) -> float:
    number, unit = duration.split()
    return float(number) * UNITS[unit]


def command(engine: str, text: str = PAGE) -> list[list[str]]:
    return [row[1:] for row in rows(text, "The command") if row[0] == f"`{engine}`"]


def terabytes(text: str) -> list[float]:
    """Return the seconds that a core takes, by each of two commands at once."""
    largest = [command(engine, text)[-1] for engine in ("ahocorasick_rs", "re")]
    return [1e6 / (float(size) / float(taken) / 2) for size, _, _, taken, _ in largest]


@pytest.mark.parametrize("engine", get_args(EngineName))
def test_the_page_shows_each_size_in_one_process_and_in_two(engine: str) -> None:
    assert [int(row[0]) for row in command(engine)] == [1, 10, 100, 1000] == list(scale.SIZES)
    assert all(float(cell) > 0 for row in command(engine) for cell in row[1:])


@pytest.mark.parametrize("engine", get_args(EngineName))
def test_the_memory_of_the_command_does_not_grow_with_the_file(engine: str) -> None:
    peaks = [float(row[-1]) for row in command(engine)]
    assert max(peaks) < 1.5 * min(peaks)


def test_the_page_shows_how_the_share_of_terms_matters() -> None:
    shares = [float(row[0].strip("%")) / 100 for row in rows(PAGE, "More to find")]
    assert shares == pytest.approx(scale.TERMS)


def test_a_terabyte_is_computed_from_the_figures_of_the_page() -> None:
    alone = terabytes(PAGE)
    spark = {row[0]: float(row[1].replace(" ", "")) for row in rows(PAGE, "Inside engines")}
    alone.append(5e9 / (spark["Spark, 2 workers"] / 2))
    computed = rows(PAGE, "1 TB, computed")
    assert [int(row[0]) for row in computed] == list(scale.CORES)
    for cores, *durations in computed:
        expected = [taken / int(cores) for taken in alone]
        assert [seconds(duration) for duration in durations] == pytest.approx(expected, rel=0.02)


def test_the_computed_table_follows_from_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    scale.print_terabyte({"re": 100.0}, 50_000.0)
    printed = capsys.readouterr().out
    assert rows(printed, "1 TB, computed") == [
        ["1", "2.78 hours", "27.8 hours"],
        ["2", "1.39 hours", "13.9 hours"],
        ["16", "10.4 minutes", "1.74 hours"],
        ["64", "2.6 minutes", "26 minutes"],
        ["256", "39.1 seconds", "6.51 minutes"],
    ]
    scale.print_terabyte({"re": 100.0, "x": 200.0}, 0.0)
    printed = capsys.readouterr().out
    assert "Spark" not in printed
    assert rows(printed, "1 TB, computed")[0] == ["1", "2.78 hours", "1.39 hours"]


def test_a_page_is_written_between_its_marks_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- measured -->\nold\n<!-- end -->\nb\n", encoding="utf-8")

    def print_tables(sizes: tuple[int, ...], rows: int) -> None:
        print(f"{sizes} \\1 {rows}\n")

    monkeypatch.setattr(scale, "print_tables", print_tables)
    monkeypatch.setattr(sys, "argv", ["scale", "--quick", "--write", str(page)])
    scale.main()
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- measured -->\n\n(1,) \\1 5000\n\n<!-- end -->\nb\n"
    )


def test_the_command_of_the_page_measures_the_command_and_the_engines() -> None:
    needs = "is not installed: pip install 'jerking-info[examples]'"
    for module in ("pyspark", "polars", "duckdb"):
        pytest.importorskip(module, reason=f"{module} {needs}")
    if not shutil.which("java"):
        pytest.skip("Spark needs java on the PATH")
    assert "python -m benchmarks.scale --write docs/scale.md" in PAGE
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", "--quick"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert [row[:2] for row in rows(done.stdout, "The command")] == (
        [["`ahocorasick_rs`", "1"], ["`re`", "1"]]
    )
    assert [row[0] for row in rows(done.stdout, "Inside engines")] == (
        [row[0] for row in rows(PAGE, "Inside engines")]
    )
    computed = rows(done.stdout, "1 TB, computed")
    assert len(computed) == len(scale.CORES)
    told = [seconds(cell) for cell in computed[0][1:3]]
    assert told == pytest.approx(terabytes(done.stdout), rel=0.02)
    assert [row[0] for row in rows(done.stdout, "More to find")] == (
        [row[0] for row in rows(PAGE, "More to find")]
    )
    assert re.search(r"and from [\d ]+ rows per second of each of two Spark workers", done.stdout)
