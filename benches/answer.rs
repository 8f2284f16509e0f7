//! Time to an answer: from a comparison of the four structures at the base firm to a decided verdict, as
//! `verona compare` makes it, against what a careful user would do without common random numbers and without looking
//! more than once, at equal confidence.
//!
//! The naive comparison gives every arm a seed of its own and one number of replications, fixed beforehand: the fewest
//! with which the interval of the leader's difference to the runner-up is expected to be as narrow as the one with which
//! the paired comparison stopped, given the spread that was found. Both correct for three comparisons at once; only the
//! paired one must also correct for its looks, so that everything else favours the naive one. A pilot that a real user
//! would need to learn the spread is not charged. Both run with the same threads, on the clock of the wall.
//!
//! `cargo bench --bench answer`, or `cargo bench --bench answer -- THREADS`.

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use verona::evidence::choice::Choice;
use verona::evidence::{LEVEL, Looks, Summary, Verdict, two_sided_t};
use verona::experiment::{Comparison, Settings, run_arms, run_until};
use verona::model::outcome::Outcome;
use verona::scenario::{BUILT_IN, Scenario, Study, load};

/// Comparisons made, each with a seed of its own.
const SEEDS: u64 = 3;

fn main() {
    let threads = std::env::args().filter_map(|typed| typed.parse().ok()).next().unwrap_or(1);
    let study = load(BUILT_IN, "mid-market.toml (built in)", &[]).expect("the built-in firm is legal");
    println!("{threads} thread(s); profit per head, leader less runner-up");
    println!(
        "{:>4}  {:>28}  {:>28}  {:>5}",
        "seed", "paired: n, ± half, seconds", "naive: n, ± half, seconds", "ratio"
    );
    for seed in 1..=SEEDS {
        let (paired, choice, quick) = until_decided(&study, seed, threads);
        let Verdict::Leads { leader, runner_up, .. } = &choice.verdict else {
            println!(
                "{seed:>4}  undecided after {} replications: no answer to be timed",
                paired.replications.len()
            );
            continue;
        };
        let half = (runner_up.margin.ci_high - runner_up.margin.ci_low) / 2.0;
        let (a, b) = (spread(&paired, *leader), spread(&paired, runner_up.other));
        let count = needed(a, b, half, study.arms.len() - 1);
        let (reached, decided, slow) = independent(&study, seed, threads, count, *leader, runner_up.other);
        let naive =
            format!("{count}, ±{reached:.0}, {slow:.2} s{}", if decided { "" } else { ", undecided" });
        let paired = format!("{}, ±{half:.0}, {quick:.2} s", paired.replications.len());
        println!("{seed:>4}  {paired:>28}  {naive:>28}  {:>5.1}", slow / quick);
    }
}

/// As `verona compare` does it, without the writing.
fn until_decided(study: &Study, seed: u64, threads: usize) -> (Comparison, Choice, f64) {
    let plan = &study.base.plan;
    let looks = Looks::of(plan.replications, plan.at_most);
    let settings = Settings { seed, replications: 1..plan.replications + 1, threads };
    let arms: Vec<(&str, &Scenario)> =
        study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let start = Instant::now();
    let mut choices = Vec::new();
    let comparison = run_until(
        &arms,
        &settings,
        looks.numbers(),
        &AtomicBool::new(false),
        |_| (),
        |_, _, _| Ok(()),
        |comparison| {
            choices.push(Choice::of(comparison, &looks, choices.len()));
            choices.last().is_some_and(|choice| choice.stop.is_some())
        },
    );
    let comparison = comparison.expect("nothing is written");
    let choice = choices.pop().expect("there is at least one look");
    (comparison, choice, start.elapsed().as_secs_f64())
}

/// Every arm with draws of its own; the half-width reached between two arms, whether it decides, and seconds.
fn independent(study: &Study, seed: u64, threads: usize, count: u32, a: usize, b: usize) -> (f64, bool, f64) {
    let start = Instant::now();
    let arms: Vec<Comparison> = (1..)
        .zip(&study.arms)
        .map(|(own, arm)| {
            let settings = Settings { seed: seed * 1_000 + own, replications: 1..count + 1, threads };
            let arms = [(arm.name.as_str(), &arm.scenario)];
            run_arms(&arms, &settings, &AtomicBool::new(false), |_| (), |_, _, _| Ok(()))
                .expect("nothing is written")
        })
        .collect();
    let summary = |arm: usize| Summary::of(arms[arm].values_of(0, Outcome::ProfitPerHead));
    let (x, y) = (summary(a), summary(b));
    let half = half_width(x.sd, y.sd, count, study.arms.len() - 1);
    (half, (x.mean - y.mean).abs() > half, start.elapsed().as_secs_f64())
}

/// Standard deviation over the replications.
fn spread(comparison: &Comparison, arm: usize) -> f64 {
    Summary::of(comparison.values_of(arm, Outcome::ProfitPerHead)).sd
}

/// Half of the interval of a difference between two independent means of `n` each, for several comparisons at once.
fn half_width(a: f64, b: f64, n: u32, comparisons: usize) -> f64 {
    let tail = (1.0 - LEVEL) / comparisons as f64;
    two_sided_t(tail, f64::from(2 * n - 2)) * ((a * a + b * b) / f64::from(n)).sqrt()
}

/// The fewest replications with which the interval is at most so wide.
fn needed(a: f64, b: f64, half: f64, comparisons: usize) -> u32 {
    (2..1_000_000).find(|&n| half_width(a, b, n, comparisons) <= half).expect("a width that can be reached")
}
