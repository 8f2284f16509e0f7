"""Scenarios: read, changed, compared, pickled; and what is said of those that are wrong."""

import pickle
import warnings

import numpy as np
import pytest
from conftest import ROOT

import verona_lab as lab
from verona_lab import Scenario

WRONG = "[firm]\nsalespeople = -3\n\n[offer]\ncomplexty = 0.3\n"


def test_the_message_of_a_wrong_file_is_that_of_the_command_line(verona, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG)
    with pytest.raises(lab.ScenarioError) as caught:
        Scenario.load(path)
    assert f"error: {caught.value}\n" == verona("compare", path, fails=3)
    problems = caught.value.problems
    assert [problem["key"] for problem in problems] == ["firm.salespeople", "offer.complexty"]
    assert (problems[1]["line"], problems[1]["help"]) == (5, "did you mean `offer.complexity`?")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("change", "typed"),
    [
        (lambda s: s.set("firm.salespeple", 40), "firm.salespeple=40"),
        (lambda s: s.set("firm.salespeople", 2.5), "firm.salespeople=2.5"),
        (lambda s: s.set("culture.blame", 1.5), "culture.blame=1.5"),
        (lambda s: s.set("culture.blame", float("nan")), "culture.blame=nan"),
        (lambda s: s.set("operating.handover", "by pigeon"), 'operating.handover="by pigeon"'),
        (lambda s: s.set("operating.escalation", 1), "operating.escalation=1"),
    ],
)
def test_the_message_of_a_wrong_override_is_that_of_the_command_line(verona, change, typed):
    with pytest.raises(lab.ScenarioError) as caught:
        change(Scenario.load())
    assert f"error: {caught.value}\n" == verona("compare", "--set", typed, fails=3)


def test_the_message_of_an_unknown_arm_is_that_of_the_command_line(verona):
    with pytest.raises(lab.ScenarioError) as caught:
        lab.compare(arms=["alinged"])
    assert f"error: {caught.value}\n" == verona("compare", "--structures", "alinged", fails=3)


def test_a_change_without_programmes_says_how_to_write_one(verona):
    with pytest.raises(lab.ScenarioError) as caught:
        lab.change()
    assert f"error: {caught.value}\n" == verona("change", fails=3)
    own = Scenario("name = 'mine'\n")
    with pytest.raises(lab.ScenarioError, match="write one in the file, such as"):
        lab.change(own)


def test_scenarios_do_not_change_and_setting_gives_another():
    firm = Scenario.load()
    larger = firm.set("firm.salespeople", 60)
    assert (firm["firm.salespeople"], larger["firm.salespeople"]) == (40, 60)
    assert firm != larger and larger == firm.with_({"firm.salespeople": 60}) == firm.with_(firm={"salespeople": 60})
    assert hash(larger) == hash(firm.with_({"firm.salespeople": 60}))
    with pytest.raises(TypeError, match=r"scenario = scenario\.set\('firm\.salespeople', 40\)"):
        firm["firm.salespeople"] = 40


def test_a_scenario_is_loaded_from_a_path_text_or_nothing():
    path = ROOT / "scenarios" / "start-up.toml"
    by_path, by_text = Scenario.load(str(path)), Scenario.load(path.read_text())
    assert by_path["firm.salespeople"] == by_text["firm.salespeople"]
    assert by_path == Scenario.ready_made("start-up")
    assert Scenario.load().name == "mid-market"


def test_presets_set_how_the_firm_works_today():
    firm = Scenario.load().preset("aligned")
    assert firm["operating.handover"] == "flexible"
    assert firm.value("operating.handover", arm="defined") == "threshold"
    with pytest.raises(lab.UsageError, match="there is no structure 'x': there are"):
        firm.value("operating.handover", arm="x")


def test_numbers_of_numpy_are_numbers():
    firm = Scenario.load().with_({"firm.salespeople": np.int64(9), "culture.blame": np.float32(0.5)})
    assert (firm["firm.salespeople"], firm["culture.blame"]) == (9, 0.5)
    assert firm.set("culture.blame", np.float64(0.25))["culture.blame"] == 0.25
    assert firm.set("operating.escalation", np.bool_(True)).value("operating.escalation") is True
    assert firm.planned(replications=np.int32(3)).replications == 3


def test_values_of_a_wrong_type_are_refused_by_name():
    with pytest.raises(TypeError, match=r"firm\.salespeople cannot be set to a value of type numpy\.ndarray"):
        Scenario.load().set("firm.salespeople", np.array([1.0, 2.0]))
    with pytest.raises(TypeError, match="replications takes a whole number, not 2.5"):
        lab.compare(replications=2.5)
    with pytest.raises(TypeError, match="seed takes a whole number, not True"):
        lab.compare(seed=True)
    with pytest.raises(lab.UsageError, match="from a path or from scenario text, not from int"):
        lab.compare(7)
    with pytest.raises(TypeError, match="arms takes names, not 3"):
        lab.compare(arms=["aligned", 3])


def test_a_missing_key_is_a_key_error_that_names_the_nearest():
    with pytest.raises(KeyError, match="did you mean `firm.salespeople`"):
        Scenario.load()["firm.salespeple"]


def test_a_missing_file_is_an_os_error_that_says_what_there_is():
    with pytest.raises(FileNotFoundError) as caught:
        Scenario.load("nowhere.toml")
    assert "start-up" in caught.value.__notes__[0]


def test_a_scenario_survives_pickling():
    firm = Scenario.load().set("firm.salespeople", 12).planned(replications=2, seed=9)
    again = pickle.loads(pickle.dumps(firm))
    assert again == firm and (again.seed, again.replications, again.toml) == (9, 2, firm.toml)


def test_every_file_of_scenarios_is_ready_made():
    assert lab.ready_made() == sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml") if _is_firm(path))


def _is_firm(path):
    try:
        Scenario.load(path)
    except lab.ScenarioError:
        return False
    return True


def test_a_magnitude_that_no_firm_has_is_warned_of_and_once_only():
    with pytest.warns(UserWarning, match="was it meant in thousands"):
        firm = Scenario("[money]\nsalesperson_salary = 75\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        firm.set("firm.salespeople", 30)
        Scenario.load()
