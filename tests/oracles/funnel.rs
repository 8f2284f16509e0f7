//! The funnel without coordination, blame and learning: independent chances one after the other, so that wins are a thinned
//! Poisson process, and of a number of decisions a binomial one.

use crate::firms::{CAPTURED, Sample, queue, watch};
use libm::exp;

#[test]
fn wins_of_a_funnel_without_people_problems_are_poisson() {
    let mut firm = queue(4.0, 0.25);
    (firm.market.good_fit, firm.closing.false_alarm) = (0.4, 0.1);
    (firm.price.authority, firm.price.typical) = (0.0, 0.0);
    (firm.closing.detect_novice, firm.closing.detect_veteran, firm.closing.misfit) = (0.8, 0.8, 1.0);
    (firm.offer.win_small, firm.offer.win_large, firm.plan.days) = (0.5, 0.5, 63);
    let misfit = 1.0 / (1.0 + exp(1.0));
    let chance = 0.4 * 0.9 * 0.5 + 0.6 * 0.2 * misfit;
    let mean = 6.0 * 63.0 * 4.0 * 0.25 * CAPTURED * chance;
    let mut wins = Sample::default();
    for replication in 0..400 {
        let events = watch(&firm, replication).1;
        wins.0.push(
            events.iter().filter(|e| e.what.word() == "won" && e.day >= firm.plan.warm_up).count() as f64
        );
    }
    wins.assert_mean("wins", mean, 0.01);
    // The variance of a Poisson sample's variance over its mean is about 2 / n.
    let fano = wins.variance() / wins.mean();
    assert!((fano - 1.0).abs() < 4.0 * libm::sqrt(2.0 / wins.n()), "variance {fano} times the mean");
}

#[test]
fn every_stage_of_the_funnel_is_binomial() {
    let mut firm = queue(4.0, 0.25);
    (firm.market.good_fit, firm.closing.false_alarm) = (0.4, 0.1);
    (firm.price.authority, firm.price.typical) = (0.0, 0.0);
    (firm.closing.detect_novice, firm.closing.detect_veteran, firm.closing.misfit) = (0.8, 0.8, 1.0);
    (firm.offer.win_small, firm.offer.win_large) = (0.5, 0.5);
    let (mut good, mut leads, mut qualified, mut worked, mut won) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for replication in 0..30 {
        for event in watch(&firm, replication).1 {
            match event.what.word() {
                "captured" | "found" => {
                    leads += 1.0;
                    good += if event.what.note() == "sales-worthy" { 1.0 } else { 0.0 };
                }
                "worked" => worked += 1.0,
                "qualified" => qualified += 1.0,
                "won" => won += 1.0,
                _ => {}
            }
        }
    }
    let pass = 0.4 * 0.9 + 0.6 * 0.2;
    let win = (0.4 * 0.9 * 0.5 + 0.6 * 0.2 / (1.0 + exp(1.0))) / pass;
    for (stage, part, whole, p) in
        [("good", good, leads, 0.4), ("qualified", qualified, worked, pass), ("won", won, qualified, win)]
    {
        let error = libm::sqrt(p * (1.0 - p) / whole);
        assert!(
            (part / whole - p).abs() < 4.0 * error,
            "{stage}: {} for {p}, standard error {error}",
            part / whole
        );
    }
}
