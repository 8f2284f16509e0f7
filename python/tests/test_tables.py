"""Tables: what Arrow readers see of them."""

import pickle
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT

import verona_lab as lab


@pytest.fixture(scope="module")
def answer():
    return lab.compare(replications=2, days=42, months=True, people=True)


def test_arrow_readers_see_the_same_values(answer):
    import duckdb

    values = answer.outcomes.column("value")
    frame = answer.outcomes
    table = pa.table(frame)
    assert table.column("value").to_pylist() == values
    assert pl.DataFrame(answer.outcomes)["value"].to_list() == values
    assert answer.outcomes.to_polars()["value"].to_list() == values
    assert pd.DataFrame.from_arrow(answer.outcomes)["arm"].tolist() == answer.outcomes["arm"]
    assert answer.outcomes.to_pandas().shape == answer.outcomes.shape
    assert duckdb.sql("select count(*), count(value) from frame").fetchall() == [
        (len(values), sum(value is not None for value in values))
    ]
    assert pa.record_batch(answer.outcomes).num_rows == len(values)


def test_numbers_are_handed_over_without_a_copy(answer):
    def address():
        return pa.table(answer.outcomes).column("replication").chunk(0).buffers()[-1].address

    assert address() == address()
    assert pl.DataFrame(answer.outcomes)["replication"].to_numpy(allow_copy=False).ctypes.data == address()


def test_memory_outlives_the_table_it_came_from():
    table = pa.table(lab.compare(replications=1, days=21).outcomes)
    assert table.column("outcome").to_pylist()[0] == "profit_per_head"


def test_what_could_not_be_measured_is_null():
    wide = pl.DataFrame(lab.compare(arms="undefined", replications=1, days=5).wide)
    assert wide.null_count().sum_horizontal()[0] > 0
    assert all(not wide[name].is_nan().any() for name in wide.columns if wide[name].dtype == pl.Float64)


def test_every_column_says_its_unit_and_meaning(answer):
    schema = pa.schema(answer.wide)
    assert schema.field("win_rate").metadata[b"unit"] == b"share"
    for table in (answer.outcomes, answer.wide, answer.summary, answer.paired, answer.months, answer.people):
        assert all(column.meaning for column in table.columns)
    assert [column.unit for column in answer.people.columns if column.name.startswith("hours_")][0] == "hours"


def test_tables_have_the_shape_that_the_documentation_says(answer):
    arms, outcomes = len(answer.arms), len([1 for row in lab.outcomes().rows() if row["kind"] == "outcome"])
    assert answer.outcomes.shape == (2 * arms * outcomes, 4)
    assert answer.wide.shape == (2 * arms, 2 + outcomes)
    assert len(answer.summary) == arms * outcomes
    assert len(answer.paired) == arms * (arms - 1) * outcomes


def test_a_missing_column_is_a_key_error_that_names_those_there_are(answer):
    with pytest.raises(KeyError, match="there is no column 'values': there are replication, arm, outcome, value"):
        answer.outcomes["values"]


def test_results_survive_pickling_to_the_bit(answer):
    again = pickle.loads(pickle.dumps(answer))
    assert again.to_json() == answer.to_json() and again.scenario == answer.scenario
    for name in ("outcomes", "wide", "summary", "paired", "months", "people"):
        mine, theirs = getattr(answer, name), getattr(again, name)
        assert mine == theirs and pa.schema(mine).equals(pa.schema(theirs), check_metadata=True)


def test_claims_maps_and_sensitivity_survive_pickling_and_every_column_has_its_meaning():
    claims = lab.reproduce(ROOT / "claims/example.toml", only="delay", replications=2)
    plane = lab.map(lab.Scenario.load().planned(days=21), levels=(2, 2), replications=2)
    found = lab.sensitivity(ROOT / "scenarios/experiments/first-look.toml")
    for result, tables in ((claims, ("claims", "effects")), (plane, ("cells",)), (found, ("factors",))):
        again = pickle.loads(pickle.dumps(result))
        assert again.to_json() == result.to_json() and again.to_csv() == result.to_csv()
        for name in tables:
            table = getattr(result, name)
            assert getattr(again, name) == table and all(column.meaning for column in table.columns)
            assert "the value of this factor" not in [column.meaning for column in table.columns]
    kinds = {column.name: column.kind for column in claims.effects.columns}
    assert (kinds["rival"], kinds["n"], kinds["effect"], kinds["below"]) == ("text", "count", "number", "number")
    assert claims.effects["rival"] == [None] and claims.effects["judged"] == ["true"]
    assert pl.DataFrame(plane.cells)["best"].dtype == pl.String


def test_notebooks_show_results_as_escaped_html(answer):
    assert answer.verdict in answer._repr_html_() and "<td>profit_per_head</td>" in answer._repr_html_()
    assert "20 of " in answer.outcomes._repr_html_()
    scenario = lab.Scenario("name = '<b>'\n")
    assert "&lt;b&gt;" in scenario._repr_html_() and "<b><b>" not in scenario._repr_html_()
    assert "<svg" in lab.change(lab.Scenario.ready_made("defined-to-aligned"), replications=1)._repr_html_()


def test_nothing_else_needs_to_be_installed():
    code = (
        "import sys\n"
        "for name in ('numpy', 'pandas', 'polars', 'pyarrow', 'ray', 'distributed', 'IPython'): sys.modules[name] = None\n"
        "import verona_lab as lab\n"
        "answer = lab.compare(replications=1, days=21)\n"
        "assert len(list(answer.outcomes.rows())) == len(answer.outcomes) > 0\n"
        "try: answer.outcomes.to_polars()\n"
        "except lab.MissingExtra as error: print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("this needs polars, which is not installed: pip install polars.")
