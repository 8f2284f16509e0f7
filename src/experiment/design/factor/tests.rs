//! What holds of factors.

use super::{Factor, Law, Values};
use crate::scenario::Scenario;

fn factor(key: &str, values: Option<Values>) -> Result<Factor, String> {
    Factor::new(key, values, &Scenario::default()).map_err(|error| error.to_string())
}

fn levels(levels: &[&str]) -> Option<Values> {
    Some(Values::Levels(levels.iter().map(|&level| level.to_owned()).collect()))
}

fn range(low: f64, high: f64, law: Law) -> Option<Values> {
    Some(Values::Range { low, high, law })
}

#[test]
fn without_values_a_factor_takes_the_plausible_range_by_magnitude_where_that_is_wide() {
    let plain = factor("offer.complexity", None).unwrap();
    assert_eq!(plain.values(), &Values::Range { low: 0.05, high: 0.8, law: Law::Uniform });
    assert!(factor("market.speed", None).unwrap().logarithmic());
    assert_eq!(factor("operating.escalation", None).unwrap().levels(9, [0.0, 1.0]).len(), 2);
    assert_eq!(factor("operating.handover", None).unwrap().value(0.99), "\"pod\"");
    assert!(factor("offer.deal_value", None).unwrap_err().contains("no plausible range"));
}

#[test]
fn the_size_of_a_firm_keeps_the_proportion_of_its_functions() {
    let size = factor("firm.size", None).unwrap();
    assert_eq!(size.overrides("7").unwrap(), ["firm.salespeople=5", "firm.marketers=2"]);
    assert_eq!(size.overrides("56").unwrap(), ["firm.salespeople=40", "firm.marketers=16"]);
}

#[test]
fn a_factor_of_one_arm_is_written_as_arms_are() {
    for key in ["arms.aligned.joint_reward", "arms.aligned.operating.joint_reward"] {
        let one = factor(key, range(0.0, 0.5, Law::Uniform)).unwrap();
        assert_eq!(one.overrides(&one.value(0.5)).unwrap(), ["arms.aligned.joint_reward=0.25"]);
    }
    let one = factor("arms.\"my arm\".market.reach", None).unwrap();
    assert_eq!(one.overrides("0.4").unwrap(), ["arms.\"my arm\".market.reach=0.4"]);
}

#[test]
fn whole_numbers_are_rounded_and_each_level_comes_once() {
    let span = factor("firm.span", range(5.0, 7.0, Law::Uniform)).unwrap();
    let found: Vec<String> = span.levels(9, [0.0, 1.0]).into_iter().map(|(_, level)| level).collect();
    assert_eq!(found, ["5", "6", "7"]);
}

#[test]
fn numbers_are_written_without_needless_digits() {
    let complexity = factor("offer.complexity", range(0.1, 0.4, Law::Uniform)).unwrap();
    assert_eq!(complexity.value(2.0 / 3.0), "0.3");
}

#[test]
fn what_cannot_be_a_factor_is_told_with_what_would_do() {
    for (found, expected) in [
        (factor("offer.complexty", None), "did you mean `offer.complexity`?"),
        (factor("complexity", None), "did you mean `offer.complexity`?"),
        (factor("operating.preset", None), "structures are no factor"),
        (factor("plan.seed", None), "the same at every point"),
        (factor("arms.aligned.plan.days", None), "the plan is the same for all structures"),
        (factor("", None), "expected a key of the scenario"),
        (
            factor("offer.complexity", levels(&["2.0"])),
            "the level `2.0` does not fit; expected a number from 0 to 1",
        ),
        (factor("operating.handover", levels(&["pood"])), "expected one of \"pool\""),
        (factor("offer.complexity", levels(&[])), "it has no level"),
        (factor("offer.complexity", levels(&["0.1", "0.1"])), "is there twice"),
        (factor("operating.handover", range(0.0, 1.0, Law::Uniform)), "it has no range"),
        (factor("offer.complexity", range(0.5, 0.5, Law::Uniform)), "does not rise"),
        (factor("offer.complexity", range(0.5, f64::NAN, Law::Uniform)), "does not rise"),
        (factor("offer.complexity", range(0.5, 1.5, Law::Uniform)), "goes beyond what is legal"),
        (factor("firm.span", range(2.5, 8.0, Law::Uniform)), "no whole numbers"),
        (factor("offer.complexity", range(0.0, 1.0, Law::LogUniform)), "needs a range above 0"),
        (
            factor("offer.complexity", range(0.0, 1.0, Law::Triangular { mode: 2.0 })),
            "the mode 2 lies outside",
        ),
        (factor("offer.complexity", range(0.0, 1.0, Law::Normal { mean: 90.0, sd: 1.0 })), "next to nothing"),
        (factor("firm.size", levels(&["0"])), "expected a whole number from 1 to 100000"),
    ] {
        let message = found.unwrap_err();
        assert!(message.contains(expected), "{message} does not say {expected}");
    }
}

/// Over 5..7 a Latin hypercube of 512 points gave 128, 256 and 128: the ends were rounded to half as often.
#[test]
fn each_whole_number_of_a_range_weighs_as_much_as_any_other_and_the_ends_are_met() {
    for (key, low, high) in
        [("firm.span", 5.0, 7.0), ("operating.meeting_interval", 1.0, 5.0), ("firm.size", 4.0, 8.0)]
    {
        let found = factor(key, range(low, high, Law::Uniform)).unwrap();
        let count = (high - low) as usize + 1;
        let values: Vec<String> =
            (0..1_000 * count).map(|i| found.value((i as f64 + 0.5) / (1_000 * count) as f64)).collect();
        for value in low as u32..=high as u32 {
            assert_eq!(values.iter().filter(|v| **v == value.to_string()).count(), 1_000, "{key} {value}");
        }
        assert_eq!((found.value(0.0), found.value(1.0)), (format!("{low}"), format!("{high}")));
    }
    // By order of magnitude, what lies about 1 of 1..4 is half of the way.
    let by_magnitude = factor("firm.size", range(1.0, 4.0, Law::LogUniform)).unwrap();
    let ones = (0..900).filter(|i| by_magnitude.value((f64::from(*i) + 0.5) / 900.0) == "1").count();
    assert!((ones as f64 / 900.0 - libm::log(3.0) / libm::log(9.0)).abs() < 0.01, "{ones}");
}

#[test]
fn a_grid_over_whole_numbers_still_begins_and_ends_at_its_ends() {
    let size = factor("firm.size", range(8.0, 120.0, Law::LogUniform)).unwrap();
    let found: Vec<String> = size.levels(7, [0.0, 1.0]).into_iter().map(|(_, level)| level).collect();
    assert_eq!(found, ["8", "13", "20", "31", "49", "76", "120"]);
}

#[test]
fn zero_written_twice_in_two_ways_is_one_level() {
    for (a, b) in [("0", "0.0"), ("0.5", "5e-1"), ("1", "1.0")] {
        let message = factor("offer.complexity", levels(&[a, b])).unwrap_err();
        assert!(message.contains("are one and the same"), "{message}");
    }
    let message = factor("operating.handover", levels(&["\"pod\"", "'pod'"])).unwrap_err();
    assert!(message.contains("one and the same"), "{message}");
}

#[test]
fn the_way_from_value_to_value_is_counted_in_the_factors_own_unit() {
    let near = |found: f64, known: f64| assert!((found - known).abs() < 1e-12, "{found} is not {known}");
    let complexity = factor("offer.complexity", range(0.1, 0.5, Law::Uniform)).unwrap();
    near(complexity.way("0.2", "0.4"), 0.5);
    let size = factor("firm.size", range(10.0, 1_000.0, Law::LogUniform)).unwrap();
    near(size.way("100", "10"), -0.5);
    let listed = factor("offer.complexity", levels(&["0.5", "0.1", "0.2"])).unwrap();
    near(listed.way("0.1", "0.2"), 0.25);
    let words = factor("operating.handover", None).unwrap();
    let (first, last) = (words.value(0.0), words.value(1.0));
    assert_eq!((words.way(&first, &last), words.way(&last, &first)), (1.0, -1.0));
    assert_eq!(factor("operating.escalation", None).unwrap().way("true", "false"), -1.0);
}

#[test]
fn cells_are_read_as_other_programs_write_them_and_else_the_kind_is_named() {
    let span = factor("firm.span", None).unwrap();
    for text in ["4", "4.0", "4.0e+00", " 4 ", "4."] {
        assert_eq!(span.cell(text, false).unwrap(), "4", "{text}");
    }
    assert!(span.cell("4.5", false).unwrap_err().to_string().contains("expected a whole number from"));
    let huge = span.cell("99999999999999999999", false).unwrap_err().to_string();
    assert!(huge.contains("expected a whole number from"), "{huge}");
    let complexity = factor("offer.complexity", None).unwrap();
    for (text, comma, value) in [
        ("0.30", false, "0.30"),
        (".5", false, "0.5"),
        ("0,5", true, "0.5"),
        ("5E-01", false, "5E-01"),
        ("1.", false, "1"),
    ] {
        assert_eq!(complexity.cell(text, comma).unwrap(), value);
    }
    for text in ["0,5", "x", "", "nan", "inf"] {
        let message = complexity.cell(text, false).unwrap_err().to_string();
        assert!(message.contains("expected a number from 0 to 1"), "{message}");
    }
    let flag = factor("operating.escalation", None).unwrap();
    for text in ["TRUE", "True", "true", "1", "1.0"] {
        assert_eq!(flag.cell(text, false).unwrap(), "true");
    }
    assert_eq!(flag.cell("FALSE", false).unwrap(), "false");
    assert!(flag.cell("maybe", false).unwrap_err().to_string().contains("expected true or false"));
    assert_eq!(factor("operating.handover", None).unwrap().cell("pod", false).unwrap(), "pod");
}
