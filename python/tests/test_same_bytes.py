"""Same seed, same bytes as the command line."""

import pytest
from conftest import ROOT

import verona_lab as lab

SMALL = {"replications": 3, "days": 63, "seed": 7}
TYPED = ("--days", 63, "--seed", 7)


def test_a_comparison_is_that_of_the_command_line_to_the_byte(verona):
    answer = lab.compare(**SMALL)
    typed = ("compare", "--replications", 3, *TYPED)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv")
    assert verona(*typed).startswith(answer.verdict)


def test_a_comparison_goes_on_until_it_is_decided_as_on_the_command_line(verona):
    firm = lab.Scenario.load().set("plan.replications", 4)
    answer = lab.compare(firm, at_most=16, days=63)
    typed = ("compare", "--set", "plan.replications=4", "--at-most", 16, "--days", 63)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert 4 <= answer.replications <= 16 and len(answer.wide) == 4 * answer.replications
    said = " ".join(verona(*typed).split())
    assert all(sentence in said for sentence in answer.basis)
    with pytest.raises(lab.UsageError, match="replications and at_most exclude each other"):
        lab.compare(replications=4, at_most=8)


def test_arms_overrides_and_files_mean_the_same_as_typed_ones(verona):
    scenario = lab.Scenario.load(ROOT / "scenarios" / "start-up.toml")
    scenario = scenario.set("offer.complexity", 0.8).with_(culture={"blame": 0.6})
    answer = lab.compare(scenario, ["aligned", "defined"], **SMALL)
    typed = ("--structures", "aligned,defined", "--set", "offer.complexity=0.8", "--set", "culture.blame=0.6")
    assert answer.to_json() == verona(
        "compare", "scenarios/start-up.toml", *typed, "--replications", 3, *TYPED, "--format", "json"
    )


def test_months_and_people_are_the_files_of_an_output_directory(verona, tmp_path):
    answer = lab.compare(months=True, people=True, **SMALL)
    verona("compare", "--replications", 3, *TYPED, "--out", tmp_path / "out")
    for name in ("outcomes", "months", "people"):
        assert getattr(answer, name).to_csv() == (tmp_path / "out" / f"{name}.csv").read_text()


def test_a_run_is_that_of_the_command_line_to_the_byte(verona):
    for arm, typed in ((None, ()), ("aligned", ("--structure", "aligned"))):
        answer = lab.run(arm=arm, **SMALL)
        typed = ("run", *typed, "--replications", 3, *TYPED)
        assert answer.to_json() == verona(*typed, "--format", "json")
        assert answer.to_csv() == verona(*typed, "--format", "csv")


def test_a_change_is_that_of_the_command_line_to_the_byte(verona, tmp_path):
    answer = lab.change(lab.Scenario.ready_made("defined-to-aligned"), replications=2)
    typed = ("change", "scenarios/defined-to-aligned.toml", "--replications", 2)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv", "--out", tmp_path / "out")
    assert answer.svg == (tmp_path / "out" / "path.svg").read_text()


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        ({}, ()),
        ({"deal": 2, "arm": "defined"}, ("--deal", 2, "--structure", "defined")),
        ({"person": "marketer 3", "replication": 2}, ("--person", "marketer 3", "--replication", 2)),
    ],
)
def test_a_life_is_that_of_the_command_line_to_the_byte(verona, asked, typed):
    assert lab.trace(days=63, seed=7, **asked).text == verona("trace", *typed, *TYPED)


def test_results_do_not_depend_on_the_number_of_threads():
    one, two = (lab.compare(threads=threads, **SMALL) for threads in (1, 2))
    assert one.to_json() == two.to_json() and one.outcomes == two.outcomes



def test_an_analysis_of_sensitivity_is_that_of_the_command_line_to_the_byte(verona):
    file = "scenarios/experiments/first-look.toml"
    asked = {"outcome": "trust", "difference": ("aligned", "defined")}
    answer = lab.sensitivity(ROOT / file, **asked)
    typed = ("sensitivity", file, "--outcome", "trust", "--difference", "aligned,defined")
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv")
    assert answer.factors.shape[0] == len(answer.to_csv().splitlines()) - 1 and "<svg" in answer._repr_html_()
    with pytest.raises(lab.UsageError, match="did you mean `trust`"):
        lab.sensitivity(ROOT / file, "trusst")
    with pytest.raises(lab.UsageError, match="there is no structure `integrated` here; there are defined, aligned"):
        lab.sensitivity(ROOT / file, arm="integrated")


def test_the_parquet_files_of_a_sweep_hold_the_rows_of_its_csv_files(verona, tmp_path):
    import polars as pl

    verona("sweep", "scenarios/experiments/first-look.toml", "--out", tmp_path / "run")
    for name in ("points", "results"):
        rows, columns = (pl.read_csv(tmp_path / f"run/{name}.csv"), pl.read_parquet(tmp_path / f"run/{name}.parquet"))
        assert columns.equals(rows) and len(columns) > 0


CLAIMS = "claims/example.toml"


def test_claims_are_those_of_the_command_line_to_the_byte(verona):
    answer = lab.reproduce(ROOT / CLAIMS, replications=11, seed=3)
    typed = ("reproduce", "--claims", CLAIMS, "--replications", 11, "--seed", 3)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv")
    rows = [test for claim in answer.to_dict()["claims"] for test in claim["tests"]]
    assert [{**row, "judged": str(row["judged"]).lower()} for row in rows] == list(answer.effects.rows())
    assert " ".join(verona(*typed).split()).startswith(answer.verdict)
    assert str(answer).split() == verona(*typed).split()
    assert (answer.replications, answer.seed, answer.is_full) == (11, 3, False)
    one = lab.reproduce(ROOT / CLAIMS, only="delay", replications=11, seed=3)
    assert one.claims["claim"] == ["delay"] and one.to_dict()["claims"] == answer.to_dict()["claims"][1:]


def test_a_full_run_of_claims_is_that_of_the_command_line_to_the_byte_and_is_made_once(verona, tmp_path):
    claims = (ROOT / CLAIMS).read_text().replace("days = 252\nwarm_up = 63", "days = 42\nwarm_up = 0")
    file = tmp_path / "mine.toml"
    file.write_text(claims)
    counts = {"replications": 10, "draws": 3, "draw_replications": 2, "ablation_replications": 10}
    asked = {"claims": file, "out": tmp_path / "run", **counts}
    assert lab.reproduce(shard=(1, 2), **asked) is None
    answer = lab.reproduce(shard=(0, 2), **asked)
    typed = ("reproduce", "--claims", file, *(word for name, n in counts.items() for word in (f"--{name.replace('_', '-')}", n)))
    whole = verona(*typed, "--out", tmp_path / "theirs", "--format", "json", "--page", tmp_path / "page.md", "--date", "2026-11-22")
    assert answer.to_json() == whole == (tmp_path / "page.json").read_text()
    assert (tmp_path / "run/values.csv").read_bytes() == (tmp_path / "theirs/values.csv").read_bytes()
    assert answer.is_full and "share of draws" in answer._repr_html_()
    assert (len(answer.robustness), len(answer.ablations)) == (4, 2)
    assert answer.robustness["draws"] == [3] * 4

    # A finished run is read, by either; nothing is simulated.
    told = []
    again = lab.reproduce(**asked, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)] and again.to_json() == whole
    assert verona(*typed, "--out", tmp_path / "run", "--format", "csv") == again.to_csv()
    with pytest.raises(lab.StoreError, match="holds another run"):
        lab.reproduce(**{**asked, "draws": 4})

    parts = [tmp_path / "a", tmp_path / "b"]
    for part, folder in enumerate(parts):
        assert lab.reproduce(**{**asked, "out": folder}, shard=(part, 2)) is None
    assert lab.reproduce(**{**asked, "out": tmp_path / "merged"}, merge=parts).to_json() == whole


def test_claims_that_cannot_be_tested_are_refused_with_the_words_of_the_command_line(verona, tmp_path):
    said = verona("reproduce", "--only", "C77", fails=2)
    with pytest.raises(lab.UsageError) as refused:
        lab.reproduce(only="C77")
    assert str(refused.value) in said and "there is no claim 'C77'; there are C1, C2," in str(refused.value)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text((ROOT / CLAIMS).read_text().replace('outcome = "trust"', 'outcome = "trusst"'))
    with pytest.raises(lab.ScenarioError) as refused:
        lab.reproduce(wrong)
    assert str(refused.value) in verona("reproduce", "--claims", wrong, fails=3) and refused.value.problems[0]["line"]
    with pytest.raises(FileNotFoundError) as refused:
        lab.reproduce(tmp_path / "none.toml")
    assert "without a file tests the claims" in refused.value.__notes__[0]
    for asked, words in (
        ({"replications": 0}, "replications cannot be 0: expected a whole number from 1 to"),
        ({"seed": 1 << 70}, "seed cannot be 1180591620717411303424"),
        ({"out": tmp_path, "draws": -1}, "draws cannot be -1: expected a whole number from 0 to 100000"),
        ({"out": tmp_path, "draw_replications": 0}, "draw_replications cannot be 0: expected a whole number from 1"),
        ({"out": tmp_path, "shard": (2, 2)}, "there is no shard 2 of 2: shards are counted from 0"),
        ({"draws": 10}, "are of the full run: say with out in which directory it lies"),
        ({"only": []}, "no claim is named; there are C1"),
    ):
        with pytest.raises(lab.UsageError, match=words):
            lab.reproduce(**asked)
    few = lab.reproduce(ROOT / CLAIMS, replications=3)
    assert set(few.claims["verdict"]) == {"no verdict"} and "No verdict is given on fewer than 10" in str(few)


def test_a_map_is_that_of_the_command_line_to_the_byte(verona, tmp_path):
    asked = {"x": ("firm.size", 8, 60), "levels": (3, 2), "replications": 4}
    typed = ("map", "--x", "firm.size=8..60", "--levels", "3x2", "--replications", 4)
    firm = lab.Scenario.load().with_({"plan.days": 63, "plan.warm_up": 21})
    answer = lab.map(firm, **asked)
    typed = (*typed, "--set", "plan.days=63", "--set", "plan.warm_up=21", "--out", tmp_path / "map")
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv") == answer.cells.to_csv()
    assert answer.svg == (tmp_path / "map/map.svg").read_text() and answer.svg in answer._repr_html_()
    assert set(str(answer).split()) <= set(verona(*typed).split())
    assert answer.experiment.points == 6 and answer.experiment.factors == ["offer.complexity", "firm.size"]


def test_a_response_is_that_of_the_command_line_to_the_byte(verona, tmp_path):
    typed = ("response", "--x", "operating.meeting_interval=1..60", "--levels", 3, "--replications", 3)
    typed = (*typed, "--set", "plan.days=63", "--set", "plan.warm_up=21", "--out", tmp_path / "response")
    firm = lab.Scenario.load().with_({"plan.days": 63, "plan.warm_up": 21})
    answer = lab.response(firm, x=("operating.meeting_interval", 1, 60), levels=3, replications=3)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert answer.to_csv() == verona(*typed, "--format", "csv") == answer.responses.to_csv()
    assert answer.svg == (tmp_path / "response/response.svg").read_text()
    assert len(answer.to_dict()["readings"]) == 5 and answer.experiment.points == 3
    with pytest.raises(lab.ScenarioError, match="no named person `Max`"):
        lab.response(x="person.Max.blame=0,1")


def test_a_map_of_a_file_keeps_its_ranges_and_arms(verona):
    file = "scenarios/experiments/size-and-complexity.toml"
    words = {"x": "firm.size", "y": "offer.complexity", "levels": (2, 2), "replications": 2, "seed": 5, "outcome": "trust"}
    typed = ("map", file, "--levels", "2x2", "--replications", 2, "--seed", 5, "--outcome", "trust")
    answer = lab.map(ROOT / file, **words)
    assert answer.to_json() == verona(*typed, "--format", "json")
    assert lab.map(lab.Experiment.load(ROOT / file), **words).to_csv() == answer.to_csv()
    two = lab.map(ROOT / file, ["aligned", "defined"], **words)
    assert two.to_csv() == verona(*typed, "--structures", "aligned,defined", "--format", "csv")


def test_a_map_that_cannot_be_made_is_refused_with_the_words_of_the_command_line(verona):
    for asked, typed, words in (
        ({"x": "firm.sise"}, ("--x", "firm.sise"), "firm.sise"),
        ({"x": "firm.size=8"}, ("--x", "firm.size=8"), "expected a key and a range, such as firm.size=8..240"),
        ({"levels": (1, 7)}, ("--levels", "1x7"), "expected two whole numbers from 2 to 60, such as 7x7"),
        ({"outcome": "wins"}, ("--outcome", "wins"), "there is no outcome `wins`"),
        ({"arms": "aligned"}, ("--structures", "aligned"), "a map needs two or more structures to compare"),
    ):
        with pytest.raises(lab.UsageError, match=words) as refused:
            lab.map(**asked)
        assert str(refused.value).split(": expected")[-1] in verona("map", *typed, fails=2)
    with pytest.raises(lab.ScenarioError, match="nobody"):
        lab.map(arms=["aligned", "nobody"])
    with pytest.raises(TypeError, match="levels takes two whole numbers"):
        lab.map(levels="7x7")
