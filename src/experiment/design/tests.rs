//! What holds of every design.

use super::{Design, DesignError, Factor, Generators, Law, Method, Values, points};
use crate::scenario::Scenario;

/// Factors of a range each, and a choice of two.
fn factors(count: usize) -> Vec<Factor> {
    const KEYS: [&str; 6] = [
        "offer.complexity",
        "market.reach",
        "culture.blame",
        "market.good_fit",
        "culture.market_orientation",
        "operating.escalation",
    ];
    let make = |key: &&str| Factor::new(key, None, &Scenario::default()).unwrap();
    KEYS.iter().take(count).map(make).collect()
}

fn design(method: Method, count: usize) -> Design {
    points(method, factors(count), 5).unwrap()
}

fn units(design: &Design) -> Vec<Vec<f64>> {
    design.points().map(|point| point.settings.iter().map(|setting| setting.unit).collect()).collect()
}

#[test]
fn a_full_factorial_has_every_combination_once() {
    let full = design(Method::Full { levels: 3 }, 2);
    assert_eq!(full.len(), 9);
    let mut seen: Vec<Vec<String>> = full.points().map(|point| point.overrides).collect();
    assert_eq!(seen[1], ["offer.complexity=0.05", "market.reach=0.45"]);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 9);
    assert_eq!(design(Method::Full { levels: 4 }, 6).len(), 4_u64.pow(5) * 2, "a flag has two levels");
}

#[test]
fn a_latin_hypercube_has_one_point_in_each_stratum_of_each_factor() {
    let points = units(&design(Method::LatinHypercube { points: 50 }, 6));
    for factor in 0..6 {
        let mut strata: Vec<usize> = points.iter().map(|point| (point[factor] * 50.0) as usize).collect();
        assert_ne!(strata, (0..50).collect::<Vec<_>>(), "factor {factor} is not in order");
        strata.sort_unstable();
        assert_eq!(strata, (0..50).collect::<Vec<_>>());
    }
}

#[test]
fn a_morris_trajectory_changes_one_factor_at_a_time_by_the_same_step() {
    let points = units(&design(Method::Morris { trajectories: 8, levels: 4 }, 5));
    let (mut ups, mut orders) = (0, Vec::new());
    for walk in points.chunks(6) {
        let mut order = Vec::new();
        for pair in walk.windows(2) {
            let moved: Vec<usize> = (0..5).filter(|&f| pair[0][f] != pair[1][f]).collect();
            assert_eq!(moved.len(), 1);
            let step = pair[1][moved[0]] - pair[0][moved[0]];
            assert!((step.abs() - 2.0 / 3.0).abs() < 1e-12);
            ups += usize::from(step > 0.0);
            order.push(moved[0]);
        }
        orders.push(order.clone());
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4], "each factor moves once");
    }
    assert!((8..32).contains(&ups), "steps go both ways: {ups}");
    orders.dedup();
    assert_eq!(orders.len(), 8, "trajectories differ in their order");
}

#[test]
fn one_at_a_time_begins_with_the_firm_as_it_is_and_leaves_all_other_factors() {
    let alone = design(Method::OneAtATime { levels: 5 }, 6);
    assert_eq!(alone.len(), 1 + 5 * 5 + 2);
    assert!(alone.point(0).unwrap().overrides.is_empty());
    assert_eq!(alone.point(1).unwrap().overrides, ["offer.complexity=0.125"]);
    assert!(alone.points().skip(1).all(|point| point.overrides.len() == 1));
    assert_eq!(alone.point(27).unwrap().overrides, ["operating.escalation=true"]);
    assert_eq!(alone.point(28), None);
}

#[test]
fn a_saltelli_block_swaps_one_factor_at_a_time() {
    let points = units(&design(Method::Saltelli { blocks: 4 }, 3));
    assert_eq!(points.len(), 20);
    for block in points.chunks(5) {
        let [a, b] = [&block[0], &block[1]];
        for factor in 0..3 {
            let mixed = &block[2 + factor];
            assert!((0..3).all(|f| mixed[f] == if f == factor { b[f] } else { a[f] }));
        }
    }
}

#[test]
fn designs_that_grow_keep_their_first_points() {
    for (small, large) in [
        (Method::Sobol { points: 8 }, Method::Sobol { points: 80 }),
        (Method::Saltelli { blocks: 2 }, Method::Saltelli { blocks: 9 }),
        (Method::Morris { trajectories: 2, levels: 4 }, Method::Morris { trajectories: 5, levels: 4 }),
    ] {
        let [small, large] = [small, large].map(|method| units(&design(method, 4)));
        assert_eq!(small, large[..small.len()]);
    }
}

#[test]
fn the_seed_decides_what_is_drawn() {
    for method in [
        Method::LatinHypercube { points: 9 },
        Method::Sobol { points: 9 },
        Method::Morris { trajectories: 3, levels: 4 },
    ] {
        let of = |seed| units(&points(method.clone(), factors(3), seed).unwrap());
        assert_eq!(of(5), of(5));
        assert_ne!(of(5), of(6));
    }
}

#[test]
fn a_fraction_sets_each_factor_to_its_ends() {
    let fraction = design(Method::Fractional(Generators::Words(vec!["D=ABC".to_owned()])), 4);
    assert_eq!(fraction.len(), 8);
    let first = fraction.point(0).unwrap();
    assert_eq!(
        first.overrides,
        ["offer.complexity=0.05", "market.reach=0.1", "culture.blame=0", "market.good_fit=0.25"]
    );
    let flags = design(Method::Fractional(Generators::Resolution(4)), 6);
    let high = flags.points().filter(|point| point.settings[5].value == "true").count() as u64;
    assert_eq!(2 * high, flags.len());
}

#[test]
fn every_point_of_every_design_loads() {
    for method in [
        Method::LatinHypercube { points: 20 },
        Method::Fractional(Generators::Resolution(3)),
        Method::Morris { trajectories: 3, levels: 6 },
    ] {
        for point in design(method, 6).points() {
            let loaded = crate::scenario::load(crate::scenario::BUILT_IN, "firm.toml", &point.overrides);
            assert!(loaded.is_ok(), "{}", loaded.unwrap_err());
        }
    }
}

#[test]
fn designs_that_cannot_be_are_told() {
    let fault = |method: Method, factors: Vec<Factor>| points(method, factors, 1).unwrap_err().to_string();
    let one = |key: &str| Factor::new(key, None, &Scenario::default()).unwrap();
    assert!(fault(Method::Sobol { points: 4 }, Vec::new()).contains("the design is empty"));
    assert!(fault(Method::Full { levels: 1 }, factors(1)).contains("expected a whole number from 2"));
    assert!(fault(Method::LatinHypercube { points: 0 }, factors(1)).contains("`points` cannot be 0"));
    assert!(fault(Method::Morris { trajectories: 4, levels: 5 }, factors(1)).contains("an even number"));
    assert!(fault(Method::Full { levels: 100 }, factors(5)).contains("10000000 can be run at most"));
    let twice = vec![one("offer.complexity"), one("offer.complexity")];
    assert!(fault(Method::Sobol { points: 4 }, twice).contains("is there twice"));
    let levels = Values::Levels(vec!["30".to_owned(), "40".to_owned()]);
    let people = Factor::new("firm.salespeople", Some(levels), &Scenario::default()).unwrap();
    assert!(fault(Method::Sobol { points: 4 }, vec![one("firm.size"), people]).contains("is there twice"));
    let three = Values::Levels(["0.1", "0.2", "0.3"].map(str::to_owned).to_vec());
    let three = Factor::new("offer.complexity", Some(three), &Scenario::default()).unwrap();
    let resolution = Method::Fractional(Generators::Resolution(3));
    assert!(fault(resolution, vec![three, one("market.reach")]).contains("this factor has 3"));
    let rows = |rows: &[&[&str]]| Method::Table {
        rows: rows.iter().map(|row| row.iter().map(|&value| value.to_owned()).collect()).collect(),
    };
    assert!(fault(rows(&[&["0.1"], &["x"]]), factors(1)).contains("row 2 of the table"));
    assert!(fault(rows(&[&["0.1", "0.2"]]), factors(1)).contains("it has 2 values for 1 factor"));
    assert_eq!(
        points(rows(&[&["7.0"]]), factors(1), 1),
        Err(DesignError::Row {
            row: 1,
            reason: "factor `offer.complexity`: the level `7.0` does not fit; expected a number from 0 to 1"
                .to_owned()
        })
    );
    let whole = Values::Range { low: 5.0, high: 6.0, law: Law::Uniform };
    let span = Factor::new("firm.span", Some(whole), &Scenario::default()).unwrap();
    assert_eq!(points(Method::Full { levels: 7 }, vec![span], 1).unwrap().len(), 2);
}

/// Of a list of three, levels were met 162, 421 and 617 times; the middle one of five never.
#[test]
fn morris_meets_each_level_of_lists_words_and_whole_numbers_as_often_as_any_other() {
    let listed =
        |levels: &[&str]| Some(Values::Levels(levels.iter().map(|&level| level.to_owned()).collect()));
    let range = |low, high| Some(Values::Range { low, high, law: Law::Uniform });
    for (key, values) in [
        ("offer.complexity", listed(&["0.1", "0.9"])),
        ("offer.complexity", listed(&["0.1", "0.2", "0.9"])),
        ("offer.complexity", listed(&["0.1", "0.2", "0.5", "0.7", "0.9"])),
        ("operating.handover", None),
        ("operating.escalation", None),
        ("firm.span", range(5.0, 7.0)),
        ("operating.meeting_interval", range(1.0, 5.0)),
        ("market.reach", range(0.2, 0.6)),
    ] {
        let factors = vec![Factor::new(key, values, &Scenario::default()).unwrap(), factors(3).remove(2)];
        let found = points(Method::Morris { trajectories: 1_200, levels: 4 }, factors, 3).unwrap();
        let mut met = std::collections::BTreeMap::<String, f64>::new();
        for point in found.points() {
            *met.entry(point.settings[0].value.clone()).or_default() += 1.0;
        }
        let even = 3_600.0 / met.len() as f64;
        assert!(
            met.len() > 1 && met.values().all(|count| (count / even - 1.0).abs() < 0.12),
            "{key} {met:?}"
        );
    }
}

#[test]
fn the_order_in_which_factors_are_written_changes_no_point() {
    for method in [
        Method::LatinHypercube { points: 16 },
        Method::Sobol { points: 16 },
        Method::Saltelli { blocks: 4 },
        Method::Morris { trajectories: 4, levels: 4 },
    ] {
        let sorted = |design: &Design| -> Vec<Vec<String>> {
            let points = design.points().map(|point| {
                let mut overrides = point.overrides;
                overrides.sort();
                overrides
            });
            points.collect()
        };
        let mut turned = factors(4);
        turned.reverse();
        let (one, other) = (design(method.clone(), 4), points(method.clone(), turned, 5).unwrap());
        let (mut one, mut other) = (sorted(&one), sorted(&other));
        // A block has its mixed points in the order of the factors.
        if matches!(method, Method::Saltelli { .. }) {
            one.sort();
            other.sort();
        }
        assert_eq!(one, other, "{method:?}");
    }
}
