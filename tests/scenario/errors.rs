//! What a user is told, word for word, and everything that must be told.

use verona::scenario::error::{Fault, Place};
use verona::scenario::{ScenarioError, explain};

use crate::read;

fn bad(text: &str, overrides: &[&str]) -> ScenarioError {
    match read(text, overrides) {
        Ok(_) => panic!("this loads, and should not: {text} {overrides:?}"),
        Err(error) => error,
    }
}

#[test]
fn an_unknown_key_is_shown_in_its_line_with_the_key_that_was_meant() {
    assert_eq!(
        bad("[firm]\n  salesmen = 40 # many\n", &[]).to_string(),
        "firm.toml:2:3: there is no key `salesmen` in [firm]
  |
2 |   salesmen = 40 # many
  |   ^^^^^^^^
  = help: did you mean `firm.salespeople`?"
    );
}

#[test]
fn a_key_that_was_once_is_answered_with_what_took_its_place() {
    assert_eq!(
        bad("[accounts]\nkey_accounts = 6\n", &[]).to_string(),
        "firm.toml:2:1: there is no key `key_accounts` in [accounts]
  |
2 | key_accounts = 6
  | ^^^^^^^^^^^^
  = help: did you mean `operating.key_account_share`?"
    );
}

#[test]
fn a_number_out_of_range_is_told_its_range_and_unit() {
    assert_eq!(
        bad("# A firm.\n\n[operating]\njoint_reward = 30\n", &[]).to_string(),
        "firm.toml:4:16: `operating.joint_reward` cannot be 30, which is out of range
  |
4 | joint_reward = 30
  |                ^^
  = expected: a number from 0 to 1 (share)
  = help: a share is a fraction of one: write 0.3 for 30 %"
    );
}

#[test]
fn a_value_of_the_wrong_type_is_told_what_is_expected() {
    assert_eq!(
        bad("[firm]\nsalespeople = 40.0\n", &[]).to_string(),
        "firm.toml:2:15: `firm.salespeople` cannot be the number 40.0
  |
2 | salespeople = 40.0
  |               ^^^^
  = expected: a whole number from 0 to 100,000 (people)
  = help: write 40 without the decimal point"
    );
    assert_eq!(
        bad("[operating]\nhandover = \"tresholt\"\n", &[]).to_string(),
        "firm.toml:2:12: `operating.handover` cannot be the text \"tresholt\"
  |
2 | handover = \"tresholt\"
  |            ^^^^^^^^^^
  = expected: one of \"pool\", \"threshold\", \"flexible\", \"pod\"
  = help: did you mean \"threshold\"?"
    );
}

#[test]
fn text_that_is_not_toml_is_shown_where_it_stops_being_so() {
    assert_eq!(
        bad("[operating]\nhandover = pool\n", &[]).to_string(),
        "firm.toml:2:12: this is not valid TOML: a value is a number, true, false, or text in quotes
  |
2 | handover = pool
  |            ^^^^
  = help: put words in quotes: `handover = \"pool\"`"
    );
}

#[test]
fn choices_that_contradict_each_other_are_told_with_the_reason() {
    assert_eq!(
        bad("[operating]\nhandover = \"pool\"\n\nscreening_bar = 0.3\n", &[]).to_string(),
        "firm.toml:4:17: `operating.screening_bar` contradicts `handover = \"pool\"` on line 2: \
         a bar screens scored leads, and a pool scores none
  |
4 | screening_bar = 0.3
  |                 ^^^
  = help: set screening_bar = 0, or choose handover = \"threshold\""
    );
}

#[test]
fn an_override_is_shown_as_it_was_typed() {
    assert_eq!(
        bad("", &["firm.salesmen=3", "offer.complexity=30%", "plan.days"]).to_string(),
        "--set firm.salesmen=3: there is no key `salesmen` in [firm]
  = help: did you mean `firm.salespeople`?

--set offer.complexity=30%: `offer.complexity` cannot be the text \"30%\"
  = expected: a number from 0 to 1 (share)
  = help: a share is a fraction of one: write 0.3

--set plan.days: expected a key, an equals sign and a value
  = help: write it as key=value, such as --set firm.salespeople=40"
    );
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_text_ten_at_most() {
    let error = bad("[frim]\n[firm]\nspan = 1\nmarketers = \"16\"\n[culture]\nblam = 0\n", &["x=1"]);
    let keys: Vec<&str> = error.problems.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(keys, ["frim", "firm.span", "firm.marketers", "culture.blam", "x"]);
    let many: String = (0..25).map(|i| format!("unknown{i} = {i}\n")).collect();
    let error = bad(&many, &[]);
    assert_eq!((error.problems.len(), error.untold), (10, 15));
    assert!(error.to_string().ends_with("\n\nand 15 more problems"));
}

/// A text, and pieces that the message must have.
const TOLD: &[(&str, &[&str])] = &[
    ("[firm]\nblame = 0.3\n", &["2:1", "did you mean `culture.blame`"]),
    ("salespeople = 3\n", &["1:1", "no key or section `salespeople`", "did you mean `firm.salespeople`?"]),
    ("preset = \"defined\"\n", &["did you mean `operating.preset`?"]),
    ("[operating]\nprest = \"defined\"\n", &["did you mean `operating.preset`?"]),
    ("[plan]\nhorizon = 10\n", &["did you mean `plan.days`?"]),
    ("[cultur]\nblame = 1\n", &["no section `cultur`", "did you mean `culture`?"]),
    ("[zzzzzz]\n", &["no section `zzzzzz`", "the sections are firm, offer"]),
    ("[firm]\nzzzzzz = 1\n", &["no key `zzzzzz` in [firm]", "verona explain firm"]),
    ("firm = 3\n", &["`firm` cannot be the number 3", "the section [firm]"]),
    ("[[firm]]\n", &["`firm` cannot be a list of tables", "single brackets"]),
    (
        "[firm.salespeople]\n",
        &["`firm.salespeople` cannot be a table", "a whole number from 0 to 100,000 (people)"],
    ),
    ("[firm]\nsalespeople = [1]\n", &["cannot be a list"]),
    ("[firm]\nsalespeople = 1979-05-27\n", &["cannot be a date or time"]),
    ("[firm]\nsalespeople = -1\n", &["cannot be -1, which is out of range", "from 0 to 100,000"]),
    ("[firm]\nsalespeople = 100_001\n", &["cannot be 100001, which is out of range"]),
    ("[firm]\nsalespeople = 7.5\n", &["write 7 or 8"]),
    ("[firm]\nsalespeople = \"7\"\n", &["cannot be the text \"7\"", "write 7 without quotes"]),
    ("[firm]\nsalespeople = true\n", &["cannot be true"]),
    ("[offer]\ncomplexity = nan\n", &["cannot be nan (not a number), which is out of range"]),
    ("[offer]\ncomplexity = -inf\n", &["cannot be -inf, which is out of range"]),
    ("[offer]\ncomplexity = \"0,3\"\n", &["write a decimal point: 0.3"]),
    ("[offer]\ncomplexity = 0,3\n", &["write a decimal point: `complexity = 0.3`"]),
    ("[offer]\ncomplexity = 30 %\n", &["write `complexity = 0.3`"]),
    ("[offer]\ndeal_value = 60,000\n", &["write `deal_value = 60000` for thousands"]),
    ("[offer]\ncomplexity: 0.3\n", &["write `complexity = 0.3`"]),
    ("[offer]\ncomplexity\n", &["a line is either a section"]),
    ("[operating]\nescalation = yes\n", &["write `escalation = true`"]),
    ("[operating]\nescalation = \"no\"\n", &["true or false", "write false, without quotes"]),
    ("[operating]\nescalation = 1\n", &["write true"]),
    ("[operating]\npreset = \"algned\"\n", &["`operating.preset` cannot be", "did you mean \"aligned\"?"]),
    ("[plan]\nseed = -1\n", &["cannot be -1", "from 0 to 9,223,372,036,854,775,807"]),
    ("[plan]\nseed = 9223372036854775808\n", &["this whole number is too large"]),
    ("[firm]\nspan = 4\nspan = 5\n", &["3:1", "was there before", "keep one of the two"]),
    ("[firm]\n[offer]\n[firm]\n", &["3:2", "was there before"]),
    ("name = 3\n", &["`name` cannot be the number 3", "text in quotes"]),
    ("compare = []\n", &["no structure to simulate"]),
    ("compare = \"defined\"\n", &["`compare` cannot be the text", "a list of structures"]),
    ("compare = [1]\n", &["put names in quotes"]),
    ("compare = [\"today\"]\n", &["no structure `today`", "[operating], with `preset"]),
    (
        "compare = [\"defind\"]\n",
        &["no structure `defind`", "one of undefined, defined", "did you mean `defined`?"],
    ),
    ("compare = [\"defined\", \"defined\"]\n", &["1:23", "`defined` is named twice"]),
    (
        "[arms.defined]\npreset = \"aligned\"\n",
        &["2:1", "changes the structure defined and starts from it", "give the structure a name of its own"],
    ),
    ("[arms.defined]\njoint_rewrd = 1\n", &["did you mean `arms.defined.joint_reward`?"]),
    ("[arms.well-led]\n", &["a structure cannot be named `well-led`", "with a hyphen", "write `well_led`"]),
    ("[arms.\"a-b,c\"]\n", &["a structure cannot be named `a-b,c`", "use up to 40 letters"]),
    ("[arms.today]\n", &["a structure cannot be named `today`", "[operating]"]),
    ("[arms.\"a,b\"]\n", &["a structure cannot be named `a,b`"]),
    ("[arms.\"\"]\n", &["a structure cannot be named ``"]),
    ("[arms.a]\n[arms.a]\n", &["was there before"]),
    ("[arms.a.plan]\ndays = 3\n", &["the plan is the same for all structures", "move it to [plan]"]),
    ("[arms.a.operating]\nsystem = 1\n", &["write them directly in [arms.a]"]),
    (
        "[arms.a]\njoint_rewrd = 1\n",
        &["no key `joint_rewrd` in [arms.a]", "did you mean `arms.a.joint_reward`?"],
    ),
    ("[arms.a]\nsalespeople = 1\n", &["did you mean `arms.a.firm.salespeople`?"]),
    (
        "[arms.a.culture]\nblam = 1\n",
        &["no key `blam` in [arms.a.culture]", "did you mean `arms.a.culture.blame`?"],
    ),
    ("[arms.a.culture]\nblame = 2\n", &["`arms.a.culture.blame` cannot be 2"]),
    ("\u{feff}salesmen = 3\n", &["firm.toml:1:1", "1 | salesmen = 3\n  | ^^^^^^^^\n"]),
    ("x = 'k\u{fc}hl' # \u{7}", &["1:14", "\u{fffd}"]),
];

#[test]
fn every_kind_of_mistake_is_told_with_its_place_and_how_to_mend_it() {
    for (text, pieces) in TOLD {
        let told = bad(text, &[]).to_string();
        for piece in *pieces {
            assert!(told.contains(piece), "{piece:?} is missing for {text:?}:\n{told}");
        }
        assert!(told.starts_with("firm.toml:"), "{told}");
    }
}

/// Choices written in one place that cannot both hold, and the key that is pointed at.
const CONTRADICTORY: &[(&str, &str)] = &[
    ("[operating]\nhandover = \"pool\"\nscreening_bar = 0.1\n", "operating.screening_bar"),
    ("[operating]\nservice_level = 2\nhandover = \"pool\"\n", "operating.handover"),
    ("[operating]\nhandover = \"flexible\"\npod_minimum_deal = 5\n", "operating.pod_minimum_deal"),
    (
        "[arms.a]\npreset = \"integrated\"\nhandover = \"pool\"\npod_minimum_deal = 5\n",
        "operating.pod_minimum_deal",
    ),
    ("[operating]\nmeeting_interval = 5\nagenda_conflict = 0\n", "operating.agenda_conflict"),
    ("[operating]\nmeeting_hours = 2.5\n[firm]\nday_hours = 3\n", "firm.day_hours"),
    ("[firm]\noverhead = 0.9\n[arms.a]\nmeeting_hours = 2\n", "operating.meeting_hours"),
    ("[plan]\ndays = 25_200\nwarm_up = 1\n", "plan.warm_up"),
];

#[test]
fn each_contradiction_is_told_once() {
    for (text, key) in CONTRADICTORY {
        let error = bad(text, &[]);
        assert_eq!(error.problems.len(), 1, "{error}");
        assert_eq!(error.problems[0].key, *key, "{error}");
        assert!(matches!(error.problems[0].fault, Fault::Contradiction { .. }), "{error}");
        assert!(error.problems[0].help.is_some());
    }
}

#[test]
fn a_presets_leftover_or_a_choice_overridden_from_the_command_line_is_no_contradiction() {
    for (text, overrides) in [
        ("[operating]\npreset = \"defined\"\nhandover = \"pool\"\n", &[][..]),
        ("[operating]\nhandover = \"pool\"\n", &[]),
        ("[operating]\nscreening_bar = 0.5\n", &[]),
        ("[operating]\nscreening_bar = 0.5\n[arms.a]\nhandover = \"pool\"\n", &[]),
        ("[operating]\nhandover = \"threshold\"\nscreening_bar = 0.5\n", &["operating.handover=pool"]),
        ("[operating]\nhandover = \"pool\"\nscreening_bar = 0.5\n", &["operating.screening_bar=0"]),
        ("[operating]\nagenda_planning = 1\nmeeting_interval = 0\n", &[]),
        ("[operating]\nhandover = \"pod\"\npod_minimum_deal = 5\n", &[]),
        ("[offer]\nsteps_small = 8\nsteps_large = 1\n", &[]),
        ("[firm]\nday_hours = 1\n", &[]),
        ("[operating]\nmeeting_hours = 8\n", &[]),
    ] {
        if let Err(error) = read(text, overrides) {
            panic!("{text:?} {overrides:?} is told off:\n{error}");
        }
    }
    let error = bad("", &["operating.handover=pool", "operating.service_level=1"]);
    assert!(matches!(error.problems[0].fault, Fault::Contradiction { .. }), "{error}");
}

#[test]
fn overrides_that_make_no_sense_are_told() {
    for (text, piece) in [
        ("", "expected a key, an equals sign and a value"),
        ("=3", "`` is not a key"),
        ("firm..span=3", "`firm..span` is not a key"),
        ("firm.span=", "the value is missing"),
        ("firm.span='3", "is not a value"),
        ("compare=[a,b]", "write --structures a,b"),
        ("arms.x.system=0.5", "to make a structure, name its preset: --set arms.x.preset=defined"),
        ("arms.defind.system=0.5", "did you mean `arms.defined`?"),
        ("arms.defined.preset=aligned", "changes the structure defined"),
        ("arms.my-way.preset=aligned", "write `my_way`"),
        ("arms=3", "`arms` cannot be the number 3"),
        ("operating.handover=pol", "did you mean \"pool\"?"),
        ("firm=3", "`firm` cannot be the number 3"),
    ] {
        let error = bad("", &[text]);
        assert!(error.to_string().contains(piece), "{piece:?} is missing:\n{error}");
        assert!(
            matches!(&error.problems[0].place, Place::Option { option: "--set", text: typed } if typed == text)
        );
    }
    let error = bad("[arms.mine]\n", &["arms.mien.system=0.5"]);
    assert!(error.to_string().contains("did you mean `arms.mine`?"), "{error}");
}

#[test]
fn selecting_arms_that_do_not_exist_is_told_with_those_that_do() {
    let study = read("", &[]).expect("it loads");
    let error = study.clone().select(&["defind".to_owned(), "aligned".to_owned(), "aligned".to_owned()]);
    assert_eq!(
        error.expect_err("there is no such arm").to_string(),
        "--structures defind,aligned,aligned: there is no structure `defind`
  = expected: one of undefined, defined, aligned, integrated
  = help: did you mean `defined`?

--structures defind,aligned,aligned: the structure `aligned` is named twice
  = help: name each structure once"
    );
    assert!(study.select(&[]).is_err());
}

#[test]
fn more_arms_than_a_comparison_can_have_are_told() {
    let arms = |n: usize| (0..n).map(|i| format!("[arms.a{i}]\n")).collect::<String>();
    assert_eq!(read(&arms(60), &[]).expect("60 arms and the four structures").arms.len(), 64);
    for n in [61, 64, 65, 10_000] {
        let error = bad(&arms(n), &[]);
        assert!(matches!(error.problems[0].fault, Fault::TooManyArms { limit: 64, .. }), "{error}");
    }
    let few = format!("compare = [\"a3\"]\n{}", arms(64));
    assert_eq!(read(&few, &[]).expect("one arm is compared").arms.len(), 1);
}

#[test]
fn a_text_too_long_or_too_deep_is_told_and_not_read() {
    let long = "#".repeat((1 << 20) + 1);
    assert!(bad(&long, &[]).to_string().contains("1048577 bytes; a scenario has 1048576 at most"));
    for deep in [
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", "{a=".repeat(50_000)),
        format!("{}x = 1", "a.".repeat(50_000)),
        format!("[{}x]", "a.".repeat(50_000)),
    ] {
        let told = bad(&deep, &[]).to_string();
        assert!(told.len() < 1_000, "the message stays short: {} bytes", told.len());
    }
}

#[test]
fn a_long_line_is_cut_around_the_mistake() {
    let text = format!("compare = [{}\"nobody\", \"defined\"]\n", " ".repeat(300));
    let told = bad(&text, &[]).to_string();
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.iter().all(|line| line.len() < 120), "{told}");
    let at = lines[3].find('^').expect("a caret");
    assert_eq!(&lines[2][at..at + 8], "\"nobody\"");
}

#[test]
fn explaining_what_does_not_exist_names_what_does() {
    let error = explain("firm.salesmen").expect_err("there is no such key");
    assert_eq!(
        error.to_string(),
        "explain firm.salesmen: there is no key or section `firm.salesmen`\n  = help: did you mean `firm.salespeople`?"
    );
    for (key, piece) in [
        ("cultur", "did you mean `culture`?"),
        ("frim.salespeople", "did you mean `firm.salespeople`?"),
        ("operatin.handover", "did you mean `operating.handover`?"),
        ("", "the sections are"),
        ("salespeple", "did you mean `firm.salespeople`?"),
        ("firm.blame", "did you mean `culture.blame`"),
    ] {
        let told = explain(key).expect_err("there is no such key").to_string();
        assert!(told.contains(piece), "{piece:?} is missing for {key:?}:\n{told}");
    }
}
