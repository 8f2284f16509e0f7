//! What a scenario file means: which arms there are and what holds in each.

use verona::scenario::operating::{Handover, Operating};
use verona::scenario::presets::{PRESETS, preset};
use verona::scenario::{Arm, BUILT_IN, Scenario, Study, load};

use crate::{names, read};

const FOUR: [&str; 4] = ["undefined", "defined", "aligned", "integrated"];

fn good(text: &str, overrides: &[&str]) -> Study {
    read(text, overrides).unwrap_or_else(|error| panic!("{error}"))
}

fn arm<'s>(study: &'s Study, name: &str) -> &'s Arm {
    study.arms.iter().find(|arm| arm.name == name).expect("the arm is there")
}

fn pure(name: &str) -> Operating {
    (preset(name).expect("a preset").choices)()
}

#[test]
fn an_empty_file_is_the_default_firm_under_the_four_structures() {
    let study = good("", &[]);
    assert_eq!(study.base, Scenario::default());
    assert_eq!(names(&study), FOUR);
    assert_eq!(study.name, "firm");
    assert_eq!(study.about, "");
    for arm in &study.arms {
        assert_eq!(arm.scenario, Scenario { operating: pure(&arm.name), ..Scenario::default() });
        assert!(arm.overrides.is_empty());
        assert!(!arm.about.is_empty());
    }
}

#[test]
fn the_built_in_firm_loads_and_tells_what_it_stands_for() {
    let study = load(BUILT_IN, "built-in", &[]).expect("it loads");
    assert_eq!(study.name, "mid-market");
    assert!(study.about.starts_with("A mid-market firm"), "{}", study.about);
    assert!(!study.about.contains('#') && !study.about.contains("verona compare"), "{}", study.about);
    assert_eq!(names(&study), FOUR);
}

#[test]
fn every_ready_made_firm_loads() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut firms = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).expect("a text");
            let study = load(&text, &path.to_string_lossy(), &[]).unwrap_or_else(|error| panic!("{error}"));
            assert!(!study.about.is_empty(), "{} says what it stands for", path.display());
            firms += 1;
        }
    }
    assert!(firms > 0);
}

#[test]
fn without_a_preset_operating_choices_hold_in_every_arm() {
    let study = good("[operating]\njoint_reward = 0.3\n", &[]);
    assert_eq!(names(&study), FOUR);
    for arm in &study.arms {
        assert_eq!(
            arm.scenario.operating,
            Operating { joint_reward: 0.3, ..pure(&arm.name) },
            "{} keeps the rest of its preset",
            arm.name
        );
        assert_eq!(arm.overrides, ["operating.joint_reward = 0.3"]);
    }
    assert_eq!(study.base.operating.joint_reward, 0.3);
}

#[test]
fn with_a_preset_operating_choices_tell_how_the_firm_works_today() {
    let study = good("[operating]\npreset = \"defined\"\njoint_reward = 0.3\n", &[]);
    assert_eq!(names(&study), ["today", "undefined", "defined", "aligned", "integrated"]);
    let today = Operating { joint_reward: 0.3, ..pure("defined") };
    assert_eq!(study.base.operating, today);
    assert_eq!(arm(&study, "today").scenario.operating, today);
    assert_eq!(arm(&study, "today").overrides, ["operating.joint_reward = 0.3"]);
    for name in FOUR {
        assert_eq!(arm(&study, name).scenario.operating, pure(name));
        assert!(arm(&study, name).overrides.is_empty());
    }
}

#[test]
fn a_firm_that_works_by_a_pure_preset_has_no_arm_of_its_own() {
    for text in
        ["[operating]\npreset = \"aligned\"\n", "[operating]\npreset = \"aligned\"\njoint_reward = 0.0\n"]
    {
        let study = good(text, &[]);
        assert_eq!(names(&study), FOUR);
        assert_eq!(study.base.operating, pure("aligned"));
    }
}

#[test]
fn today_can_be_compared_by_name_even_when_it_is_a_pure_preset() {
    let study = good("compare = [\"today\", \"undefined\"]\n[operating]\npreset = \"aligned\"\n", &[]);
    assert_eq!(names(&study), ["today", "undefined"]);
    assert_eq!(study.arms[0].scenario.operating, pure("aligned"));
}

#[test]
fn a_named_arm_starts_from_its_preset_and_its_choices_win_over_those_of_all() {
    let text = "[operating]\njoint_reward = 0.3\nsystem = 0.7\n\
                [arms.mine]\nabout = \"Ours\"\npreset = \"defined\"\njoint_reward = 0.1\n\
                [arms.mine.culture]\nblame = 0.9\n";
    let study = good(text, &[]);
    assert_eq!(names(&study), ["undefined", "defined", "aligned", "integrated", "mine"]);
    let mine = arm(&study, "mine");
    assert_eq!(mine.about, "Ours");
    assert_eq!(mine.scenario.operating, Operating { joint_reward: 0.1, system: 0.7, ..pure("defined") });
    assert_eq!(mine.scenario.culture.blame, 0.9);
    assert_eq!(
        mine.overrides,
        ["culture.blame = 0.9", "operating.system = 0.7", "operating.joint_reward = 0.1"]
    );
    assert_eq!(arm(&study, "defined").scenario.culture.blame, 0.3, "an arm's culture is its own");
}

#[test]
fn a_named_arm_without_a_preset_starts_from_today() {
    let text = "[operating]\npreset = \"defined\"\njoint_reward = 0.3\n[arms.more]\nsystem = 0.9\n\
                [arms.other]\npreset = \"aligned\"\nsystem = 0.9\n";
    let study = good(text, &[]);
    let more = Operating { joint_reward: 0.3, system: 0.9, ..pure("defined") };
    assert_eq!(arm(&study, "more").scenario.operating, more);
    let other = Operating { system: 0.9, ..pure("aligned") };
    assert_eq!(
        arm(&study, "other").scenario.operating,
        other,
        "today's changes are not those of another preset"
    );
    let loose = good("[arms.loose]\nsystem = 0.9\n", &[]);
    assert_eq!(arm(&loose, "loose").scenario.operating, Operating { system: 0.9, ..pure("undefined") });
}

#[test]
fn compare_selects_and_orders_the_arms() {
    let study = good("compare = [\"mine\", \"defined\"]\n[arms.mine]\nsystem = 0.9\n", &[]);
    assert_eq!(names(&study), ["mine", "defined"]);
    let others: Vec<&str> = study.others.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(others, ["undefined", "aligned", "integrated"]);
}

#[test]
fn arms_can_be_selected_by_name_also_those_that_the_file_leaves_out() {
    let study = good("compare = [\"defined\"]\n", &[]);
    let before = study.canonical.clone();
    let study = study.select(&["integrated".to_owned(), " defined ".to_owned()]).expect("both are there");
    assert_eq!(names(&study), ["integrated", "defined"]);
    assert_ne!(study.canonical, before);
}

#[test]
fn overrides_win_over_everything_in_every_arm() {
    let text = "[operating]\npreset = \"defined\"\njoint_reward = 0.3\nsystem = 0.7\n[firm]\nmarketers = 3\n\
                [arms.mine]\njoint_reward = 0.4\n[arms.mine.firm]\nmarketers = 4\n";
    let study = good(text, &["operating.joint_reward=0.5", "firm.marketers=9", "operating.handover=pod"]);
    assert_eq!(names(&study), ["today", "undefined", "defined", "aligned", "integrated", "mine"]);
    for arm in &study.arms {
        assert_eq!(arm.scenario.operating.joint_reward, 0.5, "{}", arm.name);
        assert_eq!(arm.scenario.operating.handover, Handover::Pod, "{}", arm.name);
        assert_eq!(arm.scenario.firm.marketers, 9, "{}", arm.name);
    }
    assert_eq!(study.base.firm.marketers, 9);
}

#[test]
fn today_is_no_arm_of_its_own_when_an_override_leaves_nothing_of_its_difference() {
    let text = "[operating]\npreset = \"defined\"\njoint_reward = 0.3\n";
    assert_eq!(names(&good(text, &["operating.joint_reward=0.5"])), FOUR);
}

#[test]
fn an_override_can_be_whatever_a_line_of_the_file_can_be() {
    let study = good("", &["operating.preset=aligned", "plan.seed=7", "name=our firm", "plan.days = 5"]);
    assert_eq!(study.base.operating, pure("aligned"));
    assert_eq!((study.base.plan.seed, study.base.plan.days), (7, 5));
    assert_eq!(study.name, "our firm");
    let study =
        good("[arms.mine]\nsystem = 0.9\n", &["arms.mine.joint_reward=0.2", "arms.mine.culture.blame=0.1"]);
    assert_eq!(arm(&study, "mine").scenario.operating.joint_reward, 0.2);
    assert_eq!(arm(&study, "mine").scenario.culture.blame, 0.1);
    assert_eq!(arm(&study, "defined").scenario.operating.joint_reward, 0.0);
    let study = good("", &["arms.new.preset=defined", "arms.new.joint_reward=0.2"]);
    assert_eq!(arm(&study, "new").scenario.operating, Operating { joint_reward: 0.2, ..pure("defined") });
}

#[test]
fn of_two_overrides_of_one_key_the_later_wins_and_an_arms_own_wins_over_that_of_all() {
    let study = good("", &["firm.salespeople=3", "firm.salespeople=5"]);
    assert_eq!(study.base.firm.salespeople, 5);
    let study = good("[arms.a]\n", &["arms.a.system=0.8", "operating.system=0.7"]);
    assert_eq!(arm(&study, "a").scenario.operating.system, 0.8);
    assert_eq!(arm(&study, "defined").scenario.operating.system, 0.7);
}

#[test]
fn dotted_keys_inline_tables_and_whole_numbers_for_numbers_are_fine() {
    let study = good("firm.salespeople = 7\noffer = { complexity = 1, deal_value = 5_000 }\n", &[]);
    assert_eq!(study.base.firm.salespeople, 7);
    assert_eq!(study.base.offer.complexity, 1.0);
    assert_eq!(study.base.offer.deal_value, 5000.0);
}

#[test]
fn the_header_comments_first_paragraph_describes_the_firm_unless_about_does() {
    let about = |text: &str| good(text, &[]).about;
    assert_eq!(about("# Two lines\n# of words.\n#\n# More.\n[firm]\n"), "Two lines of words.");
    assert_eq!(about("\u{feff}\r\n#  One.\r\n\r\n# More.\r\n"), "One.");
    assert_eq!(about("# Comment.\nabout = \"Said.\"\n"), "Said.");
    assert_eq!(about("[firm]\n# Not a header.\n"), "");
}

#[test]
fn equal_studies_have_equal_canonical_text_whatever_their_files_look_like() {
    let plain = good("[offer]\ncomplexity = 0.5\n[firm]\nsalespeople = 9\n", &[]);
    let other = good("# Words.\nfirm.salespeople = 0x9\nname = \"x\"\noffer.complexity = 5e-1", &[]);
    assert_eq!(plain.canonical, other.canonical);
    assert_eq!(good("market.speed = -0.0\n", &[]).canonical, good("market.speed = 0\n", &[]).canonical);
    let mut seen = std::collections::BTreeSet::new();
    for (text, set) in [
        ("", ""),
        ("", "firm.salespeople=9"),
        ("", "plan.seed=2"),
        ("", "operating.system=0.7"),
        ("compare = [\"defined\"]", "name=x"),
        ("compare = [\"defined\", \"aligned\"]", "name=x"),
        ("compare = [\"aligned\", \"defined\"]", "name=x"),
        ("[arms.a]\n", "name=x"),
        ("[arms.a]\n", "arms.a.culture.blame=0.9"),
    ] {
        let set: Vec<&str> = Some(set).into_iter().filter(|set| !set.is_empty()).collect();
        assert!(seen.insert(good(text, &set).canonical), "{text} {set:?} differs from all before");
    }
}

#[test]
fn a_file_that_is_written_out_may_hold_moot_choices_but_no_meetings_without_agenda() {
    let moot = "written_out = true\n[operating]\nhandover = \"pool\"\nscreening_bar = 0.3\n";
    assert_eq!(good(moot, &[]).base.operating.screening_bar, 0.3);
    assert!(
        read("written_out = true\n[operating]\nmeeting_interval = 5\nagenda_conflict = 0\n", &[]).is_err()
    );
    assert!(read("written_out = 1\n", &[]).is_err());
}

#[test]
fn preset_names_are_the_four_of_the_literature() {
    assert_eq!(PRESETS.map(|preset| preset.name), FOUR);
}

#[test]
fn an_arm_that_bears_the_name_of_a_structure_is_that_structure_changed() {
    let text = "[arms.defined]\njoint_reward = 0.3\n[arms.defined.culture]\nblame = 0.9\n";
    for study in
        [good(text, &[]), good("", &["arms.defined.joint_reward=0.3", "arms.defined.culture.blame=0.9"])]
    {
        assert_eq!(names(&study), FOUR, "in its usual place, and once");
        let changed = arm(&study, "defined");
        assert_eq!(changed.scenario.operating, Operating { joint_reward: 0.3, ..pure("defined") });
        assert_eq!(changed.overrides, ["culture.blame = 0.9", "operating.joint_reward = 0.3"]);
        assert_eq!(arm(&study, "aligned").scenario.operating, pure("aligned"));
        assert_ne!(study.base.culture.blame, 0.9);
    }
    let same = good("[arms.defined]\npreset = \"defined\"\nabout = \"Ours.\"\n", &[]);
    assert_eq!(arm(&same, "defined").scenario, arm(&good("", &[]), "defined").scenario);
    assert_eq!(arm(&same, "defined").about, "Ours.");
}

#[test]
fn a_firm_that_works_as_a_structure_pure_is_an_arm_of_its_own_once_that_structure_is_changed() {
    let study = good("[operating]\npreset = \"defined\"\n[arms.defined]\njoint_reward = 0.3\n", &[]);
    assert_eq!(names(&study), ["today", "undefined", "defined", "aligned", "integrated"]);
}

#[test]
fn a_study_written_out_is_the_same_study_with_the_same_arms_to_the_bit() {
    for (text, overrides) in [
        ("", &[][..]),
        ("name = 'The \"best\" firm'\nabout = 'a\\b'\ncompare = [\"aligned\", \"defined\"]\n", &[]),
        ("[operating]\npreset = \"aligned\"\njoint_reward = 0.1\n", &["plan.seed=7", "plan.replications=3"]),
        ("[operating]\nsystem = 0.123456789012345\n", &["arms.defined.joint_reward=0.3"]),
        (
            "[arms.\"our own\"]\npreset = \"integrated\"\nhandover = \"pool\"\n[arms.\"our own\".culture]\nblame = 0.7\n",
            &["operating.rules=0.4", "arms.aligned.offer.complexity=0.9"],
        ),
        ("[arms.twin]\n[arms.more]\nabout = \"x\"\nsystem = 1\n", &["firm.salespeople=0"]),
    ] {
        let study = good(text, overrides);
        let again = good(&study.written_out(), &[]);
        assert_eq!((&again.name, &again.about), (&study.name, &study.about), "{text}");
        assert_eq!(again.base, study.base, "{text}");
        assert_eq!(names(&again), names(&study), "{text}");
        for (one, other) in study.arms.iter().zip(&again.arms) {
            assert!(one.scenario == other.scenario, "{text}: {}", one.name);
            assert!(one.about == other.about || one.name == "today", "{text}: {}", one.name);
        }
        assert_eq!(again.canonical, study.canonical, "{text}");
        assert_eq!(good(&study.canonical, &[]).canonical, study.canonical, "{text}");
    }
}

/// Arms of these names came back as missing, as 7 and as 2024.
#[test]
fn names_that_readers_of_tables_lose_are_refused_with_the_reason() {
    for name in ["NA", "null", "NaN", "None", "007", "2024", "1.5", "1e5", "+A", "True", "inf", ".5"] {
        let text = format!("[arms.\"{name}\"]\npreset = \"aligned\"\n");
        let error = load(&text, "firm.toml", &[]).unwrap_err().to_string();
        assert!(
            error.contains("take it for a number, for a missing value or for a formula"),
            "{name}: {error}"
        );
    }
    for name in ["Nadia", "arm 7", "B2B", "none of it", "A+B", "plan 2024"] {
        let text = format!("[arms.\"{name}\"]\npreset = \"aligned\"\n");
        assert!(load(&text, "firm.toml", &[]).is_ok(), "{name}");
    }
}

/// A number of twenty digits after `--set` was told to be a text.
#[test]
fn whole_numbers_beyond_64_bits_are_told_to_be_too_large() {
    let huge = "99999999999999999999";
    let set = [format!("firm.salespeople={huge}")];
    let message = load("", "firm.toml", &set).unwrap_err().to_string();
    assert!(message.contains(&format!("`{huge}` is too large")), "{message}");
    let text = format!("[firm]\nsalespeople = {huge}\n");
    let message = load(&text, "firm.toml", &[]).unwrap_err().to_string();
    assert!(message.contains("too large"), "{message}");
}
