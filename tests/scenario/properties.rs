//! Laws of reading scenarios: nothing panics, every legal value loads and comes back exactly, places lie in the text.

use proptest::prelude::*;
use verona::scenario::error::{MOST_PROBLEMS, Place};
use verona::scenario::programme::{KINDS, Programme};
use verona::scenario::registry::{Parameter, Takes, Value};
use verona::scenario::{BUILT_IN, Scenario, Study, canonical, explain, load, parameters, starter};

/// Loads, and checks what holds for every result.
fn load_safely(text: &str, overrides: &[String]) {
    match load(text, "any.toml", overrides) {
        Ok(study) => {
            assert!(!study.arms.is_empty());
            let back = load(&canonical(&study.base), "canonical", &[]).expect("canonical text loads");
            assert_eq!(back.base, study.base);
            let back = load(&study.canonical, "canonical", &[]).expect("canonical text loads");
            let programmes = |study: &Study| -> Vec<Programme> {
                study.programmes.iter().map(|arm| arm.scenario.programme.clone()).collect()
            };
            assert_eq!(programmes(&back), programmes(&study));
            assert_eq!(back.canonical, study.canonical);
        }
        Err(error) => {
            assert!(!error.problems.is_empty() && error.problems.len() <= MOST_PROBLEMS);
            for problem in &error.problems {
                if let Place::Text { line, column, span, width, .. } = &problem.place {
                    assert!(text.get(span.clone()).is_some(), "{span:?} lies in the text");
                    assert!(*line >= 1 && *column >= 1 && *width >= 1);
                    assert!(*line <= text.matches('\n').count() + 1);
                }
            }
            let told = error.to_string();
            assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
        }
    }
}

/// A file with a programme of everything.
const PROGRAMME: &str = "operating.preset = \"defined\"\n[programmes.p]\nvalues = 0.5\n\
    [[programmes.p.change]]\nday = 42\nphase = 20\nto = \"aligned\"\njoint_reward = 0.3\n\
    [[programmes.p.change]]\nday = 70\nsystem = 0.8\n\
    [[programmes.p.measure]]\nkind = \"problem_solving\"\nday = 42\ndays = 126\nhours = 4.0\nshare = 0.5\n\
    [[programmes.p.measure]]\nkind = \"enablement_unit\"\nday = 0\ndays = 504\npeople = 3\nscales = true\n\
    [arms.x]\npreset = \"undefined\"\nprogramme = \"p\"\n";

/// A legal value of a parameter: `at` in 0 to 1 says where in its range, or which of its words.
fn legal(parameter: &Parameter, at: f64) -> Value {
    let [low, high] = parameter.legal;
    let x = (low + at * (high - low)).clamp(low, high);
    match parameter.kind {
        Takes::Number => Value::Number(x),
        Takes::Integer => Value::Integer(x.round() as i64),
        Takes::Flag => Value::Flag(at > 0.5),
        Takes::Choice(words) => {
            let i = ((at * words.len() as f64) as usize).min(words.len() - 1);
            Value::Word(words[i].to_owned())
        }
    }
}

#[test]
fn every_parameter_loads_at_both_ends_of_its_legal_range_and_no_further() {
    for p in parameters() {
        for at in [0.0, 1.0] {
            let value = legal(p, at);
            let text = format!("[{}]\n{} = {value}\n", p.section, p.name);
            let study = load(&text, "x", &[]).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(study.base.get(p.section, p.name), Some(value.clone()), "{}", p.key());
            let set = format!("{}={}", p.key(), value.to_string().replace('"', ""));
            let study = load("", "x", &[set]).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(study.base.get(p.section, p.name), Some(value), "{}", p.key());
        }
        let span = (p.legal[1] - p.legal[0]).max(1.0);
        for beyond in [p.legal[0] - span, p.legal[1] + span] {
            let written = match p.kind {
                Takes::Number => format!("{beyond:?}"),
                Takes::Integer if beyond.abs() < 9e18 => format!("{beyond}"),
                Takes::Integer | Takes::Flag | Takes::Choice(_) => continue,
            };
            let text = format!("[{}]\n{} = {written}\n", p.section, p.name);
            let error = load(&text, "x", &[]).expect_err("it is out of range").to_string();
            assert!(error.contains("out of range") && error.contains(&p.key()), "{error}");
        }
    }
}

#[test]
fn every_default_is_legal_and_within_its_plausible_range() {
    for p in parameters() {
        let number = match (p.default)() {
            Value::Number(x) => x,
            Value::Integer(i) => i as f64,
            Value::Flag(_) | Value::Word(_) => continue,
        };
        assert!(p.legal[0] <= number && number <= p.legal[1], "{} has a legal default", p.key());
        if let Some([low, high]) = p.plausible {
            assert!(low <= number && number <= high, "{} has a plausible default", p.key());
            assert!(p.legal[0] <= low && high <= p.legal[1], "{} has a legal plausible range", p.key());
        }
        assert!(
            !p.about().is_empty() && !p.source.is_empty() && !p.unit.is_empty(),
            "{} is described",
            p.key()
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        load_safely(&text, &[]);
        load_safely("", std::slice::from_ref(&text));
        let _ = explain(&text);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        load_safely(&String::from_utf8_lossy(&bytes), &[]);
    }

    #[test]
    fn no_text_of_tomls_own_characters_makes_it_panic(text in "[a-c\\[\\]{}=.,\"'#0-9\n\r\t _+:\\\\-]{0,60}") {
        load_safely(&text, &[]);
        load_safely("", std::slice::from_ref(&text));
    }

    #[test]
    fn no_change_to_a_good_file_makes_it_panic(
        which in 0_usize..4,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..3, any::<char>()), 1..6),
    ) {
        let uncommented = starter().replace("\n# ", "\n");
        let mut text: Vec<char> = [BUILT_IN, &starter(), &uncommented, PROGRAMME][which].chars().collect();
        for (at, what, c) in changes {
            let at = at.index(text.len().max(1)).min(text.len().saturating_sub(1));
            match what {
                0 => text.insert(at, c),
                1 if !text.is_empty() => text[at] = c,
                _ if !text.is_empty() => { text.remove(at); }
                _ => {}
            }
        }
        load_safely(&text.into_iter().collect::<String>(), &[]);
    }

    #[test]
    fn no_value_in_the_place_of_another_makes_it_panic(
        at in any::<prop::sample::Index>(),
        value in prop_oneof![
            Just("nan".to_owned()), Just("[1, {a = 2}]".to_owned()), Just("{}".to_owned()), Just("\"\"".to_owned()),
            Just("12:30:00".to_owned()), any::<i64>().prop_map(|i| i.to_string()),
            any::<f64>().prop_map(|x| format!("{x:?}").replace("NaN", "nan")), "[a-z]{1,9}".prop_map(|w| format!("\"{w}\"")),
        ],
        arm in any::<bool>(),
    ) {
        let all: Vec<&Parameter> = parameters().collect();
        let p = all[at.index(all.len())];
        let table = if arm { format!("arms.x.{}", p.section) } else { p.section.to_owned() };
        load_safely(&format!("[{table}]\n{} = {value}\n", p.name), &[]);
        load_safely("", &[format!("{}={value}", p.key())]);
    }

    #[test]
    fn a_scenario_of_any_legal_values_comes_back_exactly_from_its_canonical_text(
        places in proptest::collection::vec(0.0_f64..=1.0, parameters().count()),
    ) {
        let mut scenario = Scenario::default();
        for (p, at) in parameters().zip(places) {
            scenario.set(p.section, p.name, &legal(p, at)).expect("a legal value");
        }
        // Regular meetings without any agenda are the one thing that legal values can make and no file may say.
        scenario.operating.agenda_conflict = 1.0;
        let text = canonical(&scenario);
        let back = load(&text, "canonical", &[]).expect("canonical text loads");
        prop_assert_eq!(&back.base, &scenario);
        prop_assert_eq!(canonical(&back.base), text);
    }

    #[test]
    fn a_programme_of_any_days_doses_and_choices_is_told_off_or_comes_back_exactly(
        changes in proptest::collection::vec((0_u32..520, 0_u32..60, 0_usize..5, 0.0_f64..=1.0), 0..5),
        measures in proptest::collection::vec(
            (0_usize..KINDS.len(), 0_u32..520, 1_u32..520, 0.0_f64..120.0, 0.0_f64..=1.0, 0_u32..60), 0..5),
    ) {
        let mut text = "operating.preset = \"defined\"\n[programmes.p]\n".to_owned();
        let to = ["undefined", "defined", "aligned", "integrated"];
        for (day, phase, which, x) in changes {
            text += &format!("[[programmes.p.change]]\nday = {day}\nphase = {phase}\n");
            text += &to.get(which).map_or(format!("system = {x:?}\n"), |to| format!("to = \"{to}\"\n"));
        }
        for (kind, day, days, hours, share, people) in measures {
            let kind = KINDS[kind];
            text += &format!("[[programmes.p.measure]]\nkind = \"{}\"\nday = {day}\ndays = {days}\n", kind.name);
            text += &format!("hours = {hours:?}\n");
            text += &if kind.role { format!("people = {people}\n") } else { format!("share = {share:?}\n") };
        }
        load_safely(&text, &[]);
        load_safely(&text, &["plan.days=2000".to_owned()]);
    }
}
