//! Programmes of change: what they mean, and what is told when one is not possible.

use verona::scenario::operating::{Handover, Operating, Reporting};
use verona::scenario::presets::preset;
use verona::scenario::programme::{Change, KINDS, Measure, MeasureKind, Programme};
use verona::scenario::registry::{Section, Value};
use verona::scenario::{NO_CHANGE, Scenario, ScenarioError, Study, explain, reference_markdown};

use crate::{names, read};

const FAST: &str = r#"
[operating]
preset = "defined"

[programmes.fast]
about = "All at once"
leadership = 0.8
  [[programmes.fast.change]]
  day = 42
  to = "aligned"
  joint_reward = 0.3
  [[programmes.fast.measure]]
  kind = "problem_solving"
  day = 42
  days = 126
  hours = 4
  share = 0.5
  cost = 5_000

[programmes.slow]
  [[programmes.slow.measure]]
  kind = "enablement_unit"
  day = 0
  days = 504
  people = 3
  exclusive = true
"#;

fn good(text: &str, overrides: &[&str]) -> Study {
    read(text, overrides).unwrap_or_else(|error| panic!("{error}"))
}

fn bad(text: &str, overrides: &[&str]) -> ScenarioError {
    match read(text, overrides) {
        Ok(_) => panic!("this loads, and should not: {text} {overrides:?}"),
        Err(error) => error,
    }
}

/// A programme of these lines in a firm that works as defined today.
fn of(lines: &str) -> String {
    let lines =
        lines.replace("CHANGE", "[[programmes.p.change]]").replace("MEASURE", "[[programmes.p.measure]]");
    format!("[operating]\npreset = \"defined\"\n[programmes.p]\n{lines}")
}

fn only(study: &Study) -> &Programme {
    &study.programmes[0].scenario.programme
}

#[test]
fn a_programme_is_an_arm_that_begins_as_the_firm_works_today() {
    let study = good(FAST, &[]);
    let made: Vec<&str> = study.programmes.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(made, ["fast", "slow"], "in the order of the file");
    let fast = &study.programmes[0];
    assert_eq!(fast.about, "All at once");
    assert_eq!(fast.scenario, Scenario { programme: fast.scenario.programme.clone(), ..study.base.clone() });
    assert_eq!(
        fast.scenario.programme.measures,
        [Measure {
            kind: MeasureKind::ProblemSolving,
            day: 42,
            days: 126,
            hours: 4.0,
            share: 0.5,
            people: 0,
            cost: 5_000.0,
            exclusive: false,
            scales: false,
        }]
    );
    assert_eq!((fast.scenario.programme.leadership, fast.scenario.programme.values), (0.8, 0.0));
    let unit = &study.programmes[1].scenario.programme.measures[0];
    assert_eq!(
        (unit.kind, unit.people, unit.exclusive, unit.scales),
        (MeasureKind::EnablementUnit, 3, true, false)
    );
}

#[test]
fn a_comparison_does_not_grow_by_programmes_and_change_puts_no_change_first() {
    let study = good(FAST, &[]);
    assert_eq!(names(&study), ["undefined", "defined", "aligned", "integrated"]);
    assert!(study.arms.iter().all(|arm| arm.scenario.programme.is_empty()));
    let arms = study.change_arms();
    let order: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(order, [NO_CHANGE, "fast", "slow"]);
    assert_eq!(arms[0].scenario, study.base);
    assert_eq!(good("", &[]).change_arms().len(), 1);
}

#[test]
fn a_change_holds_exactly_the_choices_that_differ_from_those_in_force_before() {
    let study = good(FAST, &[]);
    let pure = |name| (preset(name).expect("a preset").choices)();
    let target = Operating { joint_reward: 0.3, ..pure("aligned") };
    let change = &only(&study).changes[0];
    let mut state = pure("defined");
    for (name, value) in &change.choices {
        assert_ne!(state.get(name).as_ref(), Some(value), "{name} differs");
        state.set(name, value).expect("a legal value");
    }
    assert_eq!(state, target, "and nothing else is needed");
    let later = good(
        &of(
            "CHANGE\nday = 90\nto = \"aligned\"\nsystem = 0.1\nCHANGE\nday = 10\nphase = 20\ncounterparts = true\nkey_account_share = 0.1\n",
        ),
        &[],
    );
    let changes = &only(&later).changes;
    assert_eq!((changes[0].day, changes[1].day), (10, 90), "in the order of their days");
    assert_eq!(
        changes[0],
        Change {
            day: 10,
            phase: 20,
            asked: 0.0,
            choices: vec![("counterparts", Value::Flag(true)), ("key_account_share", Value::Number(0.1))],
        }
    );
    let again: Vec<&str> = changes[1].choices.iter().map(|(name, _)| *name).collect();
    for name in ["counterparts", "key_account_share", "system"] {
        assert!(!again.contains(&name), "{name} is in force already");
    }
    assert!(again.contains(&"handover"));
}

#[test]
fn an_arm_can_go_through_a_programme_from_where_it_starts() {
    let text = format!("{FAST}[arms.loose]\npreset = \"undefined\"\nprogramme = \"fast\"\n");
    let study = good(&text, &[]);
    let loose = study.arms.iter().find(|arm| arm.name == "loose").expect("it is there");
    assert_eq!(loose.scenario.operating.handover, Handover::Pool, "before the change");
    assert_eq!(loose.programme.as_deref(), Some("fast"));
    assert!(loose.overrides.contains(&"programme = fast".to_owned()), "{:?}", loose.overrides);
    let meets = |programme: &Programme| {
        programme.changes[0].choices.iter().any(|(name, _)| *name == "meeting_interval")
    };
    assert!(meets(&loose.scenario.programme), "undefined meets ad hoc, aligned every month");
    assert!(!meets(only(&study)), "defined meets every month already");
}

#[test]
fn settings_of_a_programme_can_be_set_for_a_run() {
    let study = good(FAST, &["programmes.fast.leadership=0.5", "programmes.slow.about=Ours"]);
    assert_eq!(only(&study).leadership, 0.5);
    assert_eq!(study.programmes[1].about, "Ours");
    let arm = good(FAST, &["arms.x.preset=aligned", "arms.x.programme=slow"]);
    assert_eq!(arm.arms.last().and_then(|arm| arm.programme.as_deref()), Some("slow"));
    for (set, piece) in [
        ("programmes.fsat.leadership=0.5", "did you mean `fast`?"),
        ("programmes.fast.leadership=5", "cannot be 5, which is out of range"),
        ("programmes.fast.change=3", "--set programmes.fast.leadership=0.5"),
        ("programmes.fast.measure.day=3", "stand in its file"),
        ("arms.defined.programme=fsat", "did you mean `fast`?"),
    ] {
        let told = bad(FAST, &[set]).to_string();
        assert!(told.starts_with("--set ") && told.contains(piece), "{piece:?} is missing:\n{told}");
    }
}

#[test]
fn programmes_come_back_exactly_from_a_study_written_out() {
    let twice = of(
        "values = 0.25\nCHANGE\nday = 0\nphase = 3\nto = \"undefined\"\nCHANGE\nday = 4\njoint_planning = 1\n\
                    MEASURE\nkind = \"liaison\"\nday = 503\ndays = 1\nhours = 0.123456789\npeople = 56\n",
    );
    let inline = "operating.preset = \"aligned\"\n[programmes.\"a.b\"]\nchange = [{ day = 1, system = 1 }]\n";
    let arms = format!(
        "{FAST}[arms.loose]\npreset = \"undefined\"\nprogramme = \"fast\"\n[arms.aligned]\nprogramme = \"slow\"\n"
    );
    for text in [FAST, &twice, inline, &arms] {
        let study = good(text, &["plan.seed=7"]);
        let again = good(&study.written_out(), &[]);
        assert_eq!(again.programmes, study.programmes, "{}", study.written_out());
        assert_eq!(again.base, study.base);
        assert_eq!(names(&again), names(&study));
        for (one, other) in study.arms.iter().zip(&again.arms) {
            assert!(one.scenario == other.scenario, "{}\n{}", one.name, study.written_out());
        }
        assert_eq!(again.canonical, study.canonical);
        assert_eq!(good(&study.canonical, &[]).canonical, study.canonical);
        let alone = verona::scenario::canonical(&study.programmes[0].scenario);
        assert_eq!(only(&good(&alone, &[])), only(&study));
    }
}

#[test]
fn equal_programmes_have_equal_canonical_text_and_others_another() {
    let spelled = of("CHANGE\nday = 5\nto = \"defined\"\nreporting = \"joint\"\n");
    let plain = of("CHANGE\nreporting = \"joint\"\nrules = 0.85\nphase = 0\nday = 5\n");
    assert_eq!(good(&spelled, &[]).canonical, good(&plain, &[]).canonical);
    let before = good(&plain, &[]).canonical;
    for other in [plain.replace("day = 5", "day = 6"), plain.replace("phase = 0", "phase = 1")] {
        assert_ne!(good(&other, &[]).canonical, before);
    }
    assert_ne!(good(&plain, &["programmes.p.values=0.1"]).canonical, before);
}

#[test]
fn a_change_after_the_last_day_is_told_with_the_horizon() {
    assert_eq!(
        bad(&of("CHANGE\nday = 600\nto = \"aligned\"\n"), &[]).to_string(),
        "firm.toml:5:7: `programmes.p.change.day` cannot be 600: the last day of the plan is 503
  |
5 | day = 600
  |       ^^^
  = expected: 503 at most
  = help: begin earlier, take less time, or lengthen plan.days, which is 504"
    );
}

#[test]
fn overlapping_changes_of_one_choice_are_told_with_the_other_and_the_choice() {
    assert_eq!(
        bad(&of("CHANGE\nday = 0\nphase = 60\njoint_reward = 0.3\nCHANGE\nday = 30\njoint_reward = 0.5\nsystem = 1\n"), &[])
            .to_string(),
        "firm.toml:9:7: `programmes.p.change` overlaps the change on line 4: both change `joint_reward`, and that one \
         goes on from day 0 to day 60
  |
9 | day = 30
  |       ^^
  = help: let it begin on day 61 or later, or shorten the other's phase"
    );
}

#[test]
fn a_dose_larger_than_the_hours_that_exist_is_told_with_the_day_and_the_hours_left() {
    assert_eq!(
        bad(
            &of("MEASURE\nkind = \"others_eyes\"\nday = 0\ndays = 100\nhours = 60\n\
                 MEASURE\nkind = \"problem_solving\"\nday = 42\ndays = 126\nhours = 60\nshare = 0.5\n"),
            &[]
        )
        .to_string(),
        "firm.toml:13:9: `programmes.p.measure.hours` cannot be 60: on day 42 participants would spend 5.71 hours with \
         the measure on line 4, and a day has 5.36 beside overhead
   |
13 | hours = 60
   |         ^^
   = help: at most 52.56 hours a month are left here, or move one of them"
    );
}

#[test]
fn a_measure_for_people_that_do_not_exist_is_told_with_those_that_do() {
    let liaison = of("MEASURE\nkind = \"liaison\"\nday = 0\ndays = 10\nhours = 4\npeople = 57\n");
    assert_eq!(
        bad(&liaison, &[]).to_string(),
        "firm.toml:9:10: `programmes.p.measure.people` cannot be 57, an intervention on people that do not exist: \
         the firm has 40 salespeople and 16 marketers
  |
9 | people = 57
  |          ^^
  = help: write a number from 1 to 56"
    );
    let told = bad(&liaison.replace("57", "4"), &["firm.marketers=0"]).to_string();
    assert!(told.contains("cannot be \"liaison\"") && told.contains("and 0 marketers"), "{told}");
}

/// Lines of a programme, and pieces that the message must have.
const TOLD: &[(&str, &[&str])] = &[
    ("", &["3:13", "`programmes.p` lacks a change or a measure", "[[programmes.p.change]]"]),
    ("leadrship = 1\n", &["did you mean `programmes.p.leadership`?"]),
    ("changes = []\n", &["did you mean `programmes.p.change`?"]),
    ("leadership = 50\n", &["a number from 0 to 1 (share)", "write 0.5 for 50 %"]),
    ("[programmes.p.change]\nday = 1\n", &["cannot be a table", "double brackets"]),
    ("change = [1]\n", &["cannot be the number 1", "double brackets"]),
    ("CHANGE\n", &["4:1", "`programmes.p.change` lacks `day`", "add a line such as `day = 42`"]),
    ("CHANGE\nday = 1\n", &["changes nothing: it names no operating choice", "to = \"aligned\""]),
    ("CHANGE\nday = 1\nto = \"defined\"\n", &["4:1", "changes nothing: all its choices hold before day 1"]),
    ("CHANGE\nday = 1\nto = \"alined\"\n", &["programmes.p.change.to", "did you mean \"aligned\"?"]),
    ("CHANGE\nday = 1\npreset = \"aligned\"\n", &["did you mean `programmes.p.change.to`?"]),
    ("CHANGE\nday = 1\njoint_rewrd = 1\n", &["did you mean `programmes.p.change.joint_reward`?"]),
    ("CHANGE\nday = 1\nzzzzzzzz = 1\n", &["`verona explain programmes.change` lists"]),
    ("CHANGE\nday = 1\njoint_reward = 2\n", &["`programmes.p.change.joint_reward` cannot be 2"]),
    ("CHANGE\nday = -1\nsystem = 1\n", &["cannot be -1, which is out of range"]),
    ("CHANGE\nday = \"first\"\nsystem = 1\n", &["cannot be the text \"first\"", "a whole number"]),
    (
        "CHANGE\nday = 440\nphase = 64\nsystem = 1\n",
        &["programmes.p.change.phase", "reach to day 504", "expected: 63 at most"],
    ),
    (
        "CHANGE\nday = 9\nsystem = 1\nCHANGE\nday = 9\nsystem = 0.9\n",
        &["overlaps the change on line 4: both change `system`, and on the same day, 9"],
    ),
    (
        "CHANGE\nday = 9\nagenda_conflict = 0\nagenda_boundary = 0\nagenda_planning = 0\nagenda_training = 0\n",
        &["cannot hold: regular meetings need an agenda"],
    ),
    (
        "CHANGE\nday = 9\nhandover = \"pool\"\nscreening_bar = 0.3\n",
        &["a bar screens scored leads, and a pool scores none"],
    ),
    (
        "MEASURE\n",
        &[
            "`programmes.p.measure` lacks `kind`",
            "lacks `day`",
            "lacks `days`",
            "add a line such as `days = 126`",
        ],
    ),
    (
        "MEASURE\nkind = \"liason\"\nday = 0\ndays = 9\n",
        &["cannot be the text \"liason\"", "did you mean \"liaison\"?"],
    ),
    ("MEASURE\nkind = \"liaison\"\nday = 0\ndays = 9\n", &["lacks `hours`", "lacks `people`"]),
    (
        "MEASURE\nkind = \"liaison\"\nday = 0\ndays = 9\nhours = 1\npeople = 2\nshare = 1\n",
        &["10:1", "liaison is a role", "write `people = 4`"],
    ),
    (
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 9\npeople = 2\n",
        &["co_location is no role", "write `share"],
    ),
    (
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 9\nexclusive = true\n",
        &["only enablement_unit can be exclusive", "take this line out"],
    ),
    (
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 9\nscales = true\n",
        &["only enablement_unit has a headcount that scales"],
    ),
    (
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 9\nshare = 0\n",
        &["cannot be 0, an intervention on people that do not exist"],
    ),
    (
        "MEASURE\nkind = \"enablement_unit\"\nday = 0\ndays = 9\npeople = 57\n",
        &["no larger than both functions"],
    ),
    (
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 505\n",
        &["measure.days", "reach to day 504", "504 at most"],
    ),
    ("MEASURE\nkind = \"co_location\"\nstart = 0\ndays = 9\n", &["did you mean `programmes.p.measure.day`?"]),
    (
        "MEASURE\nkind = \"job_rotation\"\nday = 0\ndays = 9\nhours = 113\nshare = 0.1\n",
        &["participants would spend 5.38 hours, and a day has 5.36", "at most 112.56 hours a month fit"],
    ),
    ("[programmes.a-b]\n", &["a programme cannot be named `a-b`", "write `a_b`"]),
    ("[programmes.\"no change\"]\n", &["that is the firm without a programme"]),
    ("[arms.x]\nprogramme = \"q\"\n", &["there is no programme `q`", "one of p"]),
    ("[arms.x]\nprogrames = \"p\"\n", &["did you mean `arms.x.programme`?"]),
    (
        "CHANGE\nday = 9\nto = \"aligned\"\n[arms.aligned]\nprogramme = \"p\"\n",
        &["(this is so in the structure `aligned`)"],
    ),
];

#[test]
fn every_kind_of_mistake_in_a_programme_is_told_with_its_place_and_how_to_mend_it() {
    for (lines, pieces) in TOLD {
        let told = bad(&of(lines), &[]).to_string();
        for piece in *pieces {
            assert!(told.contains(piece), "{piece:?} is missing for {lines:?}:\n{told}");
        }
        assert!(told.starts_with("firm.toml:") && told.contains("help:"), "{told}");
    }
    let told = bad("[programmes.p]\n[[programmes.p.change]]\nday = 1\nsystem = 1\n", &[]).to_string();
    assert!(told.contains("`operating` lacks `preset`") && told.contains("preset = \"defined\""), "{told}");
    let told = bad("[programs]\n", &[]).to_string();
    assert!(told.contains("did you mean `programmes`?"), "{told}");
}

#[test]
fn what_is_merely_next_to_a_limit_is_no_mistake() {
    for lines in [
        "CHANGE\nday = 503\nsystem = 1\n",
        "CHANGE\nday = 0\nphase = 503\nsystem = 1\n",
        "CHANGE\nday = 9\nphase = 5\nsystem = 1\nCHANGE\nday = 15\nsystem = 0.9\nCHANGE\nday = 9\nrules = 1\n",
        "CHANGE\nday = 9\nto = \"undefined\"\n",
        "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 504\n",
        "MEASURE\nkind = \"others_eyes\"\nday = 0\ndays = 9\nhours = 112.5\n",
        "MEASURE\nkind = \"others_eyes\"\nday = 0\ndays = 9\nhours = 100\nMEASURE\nkind = \"job_rotation\"\nday = 9\ndays = 9\nhours = 100\n",
        "MEASURE\nkind = \"others_eyes\"\nday = 0\ndays = 9\nhours = 60\nshare = 0.5\nMEASURE\nkind = \"job_rotation\"\nday = 0\ndays = 9\nhours = 60\nshare = 0.5\n",
        "MEASURE\nkind = \"liaison\"\nday = 0\ndays = 9\nhours = 0\npeople = 1\n",
    ] {
        good(&of(lines), &[]);
    }
}

#[test]
fn an_overload_is_told_on_the_day_it_begins_also_when_the_measure_for_all_comes_later() {
    let part = "MEASURE\nkind = \"others_eyes\"\nday = 3\ndays = 100\nhours = 60\nshare = 0.2\n";
    let all = "MEASURE\nkind = \"problem_solving\"\nday = 42\ndays = 126\nhours = 60\n";
    for text in [format!("{part}{all}"), format!("{all}{part}")] {
        let error = bad(&of(&text), &[]);
        assert_eq!(error.problems.len(), 1, "{error}");
        assert!(error.to_string().contains("on day 42 participants would spend 5.71 hours"), "{error}");
    }
}

#[test]
fn more_programmes_or_parts_than_there_may_be_are_told() {
    let programmes: String = (0..17).map(|i| format!("[programmes.p{i}]\n")).collect();
    assert!(bad(&programmes, &[]).to_string().contains("there are 17 programmes; there can be 16 at most"));
    let changes: String = (0..33).map(|i| format!("CHANGE\nday = {i}\nsystem = 0.{i:02}\n")).collect();
    let told = bad(&of(&changes), &[]).to_string();
    assert!(told.contains("there are 33 changes in one programme; there can be 32 at most"), "{told}");
    let measures = "MEASURE\nkind = \"co_location\"\nday = 0\ndays = 9\n".repeat(33);
    assert!(bad(&of(&measures), &[]).to_string().contains("33 measures in one programme"));
}

#[test]
fn programmes_their_parts_and_every_kind_of_measure_are_explained() {
    for kind in KINDS {
        let text = explain(kind.name).expect("it is declared");
        assert!(text.contains(kind.about) && text.contains(kind.source), "{text}");
        let (_, example) = text.split_once("[[programmes.step.measure]]\n").expect("an example");
        good(&of(&format!("MEASURE\n{example}")), &[]);
        assert!(reference_markdown().contains(&format!("| `{}` | {} |", kind.name, kind.about)));
    }
    for key in ["programmes", "programmes.change", "programmes.measure"] {
        let text = explain(key).expect("it is declared");
        let (_, example) = text.split_once("In a file:\n").expect("an example");
        let example = example.split("\n\n").next().expect("the lines of the example");
        good(&format!("operating.preset = \"defined\"\n{example}"), &[]);
        assert!(text.starts_with(&format!("{key}\n")), "{text}");
    }
    assert!(explain("programmes.measure").expect("it is declared").contains("problem_solving"));
    assert!(
        explain("programmes.fast.change.day").expect("a key of a change").starts_with("programmes.change\n")
    );
    let told = explain("liason").expect_err("there is no such kind").to_string();
    assert!(told.contains("did you mean `liaison`?"), "{told}");
    assert!(!explain("reporting").expect("a choice").contains("measure"), "{:?}", Reporting::Joint);
}
