"""Databases, caches, notebooks and stopped clocks: each in a process like an app's."""

import os
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings

from jerking_info import Tip, Topic, load
from jerking_info.testing import topics


def run(code: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=os.environ | environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


@given(topics())
@settings(max_examples=5)
def test_sqlalchemy_json_column_gives_topics_back(topic: Topic) -> None:
    sa = pytest.importorskip("sqlalchemy", reason="needs jerking-info[examples]")
    engine = sa.create_engine("sqlite://")
    table = sa.Table("content", sa.MetaData(), sa.Column("topic", sa.JSON))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), {"topic": topic.model_dump(mode="json")})
        stored = connection.execute(sa.select(table.c.topic)).scalar_one()
    engine.dispose()
    assert Topic.model_validate(stored) == topic
    assert Tip.model_validate(stored["tips"][0]) == topic.tips[0]


def test_first_touch_with_a_stopped_clock_gives_real_days() -> None:
    pytest.importorskip("freezegun", reason="needs jerking-info[examples]")
    code = """
        import datetime, freezegun
        days = {datetime.date}  # which freezegun does not look into
        with freezegun.freeze_time("2031-01-01"):
            from jerking_info import compare, load, parse, releases, topic
            from jerking_info.formats import to_fhir, to_html, to_tables
            first = to_html(topic), str(to_fhir(topic)), parse(topic.to_json())
            page = topic.references[0]
            parsed = first[2].references[0]
            assert {type(page.accessed), type(releases[0].released), type(parsed.accessed)} == days
            rows = to_tables(topic).references
            assert type(topic).model_validate(topic.model_dump()) == topic
        assert first == (to_html(topic), str(to_fhir(topic)), topic)
        assert rows[0]["accessed"] == page.accessed.isoformat()
        assert to_tables(topic).references == rows and compare(topic, first[2]) == ()
        print("2031" in "".join(map(str, first[:2])))
    """
    assert run(code) == "False\n"


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("pickle", "import pickle; print(pickle.dumps(shown).hex())"),
        ("joblib", "import joblib; print(joblib.hash(shown))"),
        ("dask.tokenize", "from dask.tokenize import tokenize; print(tokenize(shown))"),
    ],
)
def test_cache_keys_are_equal_in_all_processes(module: str, code: str) -> None:
    pytest.importorskip(module, reason="needs jerking-info[examples]")
    code = f"from jerking_info import load; topic = load(); shown = [topic, topic.tips[0]]; {code}"
    keys = {run(code, PYTHONHASHSEED=seed) for seed in ("0", "1", "2")}
    assert len(keys) == 1


@pytest.mark.filterwarnings("ignore")  # Jupyter's own
def test_notebook_shows_a_card_for_an_entry_from_a_pickle() -> None:
    nbformat = pytest.importorskip("nbformat", reason="needs jerking-info[examples]")
    nbclient = pytest.importorskip("nbclient", reason="needs jerking-info[examples]")
    pytest.importorskip("ipykernel", reason="needs jerking-info[examples]")
    import pickle

    topic = load()
    shown = [topic.causes[0], topic.tips[0], topic]
    cells = [
        nbformat.v4.new_code_cell(f"import pickle; pickle.loads({pickle.dumps(each)!r})")
        for each in shown
    ]
    cells.append(nbformat.v4.new_code_cell("import jerking_info.content.releases as r; r.load()"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    for cell, each in zip(notebook.cells, [*shown, topic], strict=True):
        (output,) = cell.outputs
        assert each.label in output.data["text/html"]
        assert topic.disclaimer.short in output.data["text/html"]
        assert topic.disclaimer.short in output.data["text/markdown"]
