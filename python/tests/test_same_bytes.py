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
    typed = ("--arms", "aligned,defined", "--set", "offer.complexity=0.8", "--set", "culture.blame=0.6")
    assert answer.to_json() == verona(
        "compare", "scenarios/start-up.toml", *typed, "--replications", 3, *TYPED, "--format", "json"
    )


def test_months_and_people_are_the_files_of_an_output_directory(verona, tmp_path):
    answer = lab.compare(months=True, people=True, **SMALL)
    verona("compare", "--replications", 3, *TYPED, "--out", tmp_path / "out")
    for name in ("outcomes", "months", "people"):
        assert getattr(answer, name).to_csv() == (tmp_path / "out" / f"{name}.csv").read_text()


def test_a_run_is_that_of_the_command_line_to_the_byte(verona):
    for arm, typed in ((None, ()), ("aligned", ("--arm", "aligned"))):
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
        ({"deal": 2, "arm": "defined"}, ("--deal", 2, "--arm", "defined")),
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
    with pytest.raises(lab.UsageError, match="there is no arm `integrated` here; there are defined, aligned"):
        lab.sensitivity(ROOT / file, arm="integrated")
