//! How often the intervals of Sobol' indices hold the truth, on functions whose indices are known.

use super::{Indices, Responses};
use crate::evidence::statistics::draws::Stream;
use crate::experiment::design::{RANDOMISATIONS, Sobol};

/// A function of the unit cube with its first-order and total indices and its variance.
struct Known {
    name: &'static str,
    of: fn(&[f64]) -> f64,
    first: Vec<f64>,
    total: Vec<f64>,
    variance: f64,
}

/// Chance in units of the function's variance: what each point has of its own in each replication, and a slope of the first
/// factor that all points share in a replication.
#[derive(Clone, Copy)]
struct Chance {
    replications: usize,
    own: f64,
    slopes: f64,
}

const QUIET: Chance = Chance { replications: 1, own: 0.0, slopes: 0.0 };
const LOUD: Chance = Chance { replications: 4, own: 1.0, slopes: 0.0 };

fn ishigami(u: &[f64]) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|i| (2.0 * u[i] - 1.0) * std::f64::consts::PI);
    libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
}

/// The weights of the g-function (Saltelli and Sobol' 1995).
const WEIGHTS: [f64; 4] = [0.0, 1.0, 4.5, 9.0];

fn g(u: &[f64]) -> f64 {
    u.iter().zip(WEIGHTS).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

fn linear(u: &[f64]) -> f64 {
    u[0] + 2.0 * u[1] + 3.0 * u[2]
}

fn known() -> Vec<Known> {
    let parts: Vec<f64> = WEIGHTS.iter().map(|a| 1.0 / 3.0 / ((1.0 + a) * (1.0 + a))).collect();
    let variance = parts.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
    let total = parts.iter().map(|v| v * (variance + 1.0) / (1.0 + v) / variance).collect();
    let squares: Vec<f64> = [1.0, 4.0, 9.0].iter().map(|c| c / 14.0).collect();
    vec![
        Known {
            name: "Ishigami",
            of: ishigami,
            first: vec![0.313_905_2, 0.442_411_1, 0.0],
            total: vec![0.557_588_9, 0.442_411_1, 0.243_683_7],
            variance: 13.844_588,
        },
        Known { name: "g", of: g, first: parts.iter().map(|v| v / variance).collect(), total, variance },
        Known { name: "linear", of: linear, first: squares.clone(), total: squares, variance: 14.0 / 12.0 },
    ]
}

/// The share of experiments whose interval holds each index: first orders, then totals.
fn coverage(known: &Known, blocks: u64, chance: Chance, experiments: u64) -> Vec<f64> {
    let k = known.first.len();
    let mut held = vec![0.0; 2 * k];
    for experiment in 0..experiments {
        let sobol = Sobol::shifted(2 * k, 1_000 + experiment, RANDOMISATIONS);
        let mut stream = Stream::new((77 * experiment + blocks) << 20);
        let steep = (12.0 * chance.slopes * known.variance).sqrt();
        let slopes: Vec<f64> = (0..chance.replications).map(|_| steep * stream.normal()).collect();
        let spread = (chance.own * known.variance).sqrt();
        let mut values = Vec::new();
        for block in 0..blocks {
            for place in 0..k + 2 {
                let from_b = |f: usize| place == 1 || place == f + 2;
                let u: Vec<f64> =
                    (0..k).map(|f| sobol.coordinate(block, if from_b(f) { k + f } else { f })).collect();
                let truth = (known.of)(&u);
                for slope in &slopes {
                    let own = if spread > 0.0 { spread * stream.normal() } else { 0.0 };
                    values.push(truth + own + slope * (u[0] - 0.5));
                }
            }
        }
        let found = Indices::of(&Responses::new(chance.replications, values), k);
        for (i, index) in found.factors.iter().enumerate() {
            for (at, estimate, truth) in
                [(i, index.first, known.first[i]), (k + i, index.total, known.total[i])]
            {
                let holds = estimate.low <= truth + 1e-9 && truth <= estimate.high + 1e-9;
                held[at] += f64::from(u8::from(holds));
            }
        }
    }
    held.into_iter().map(|count| count / experiments as f64).collect()
}

/// At 8 blocks the interval of the smaller first-order index held the truth in 27 of 60 seeds; at 256 it was 35 times too wide.
#[test]
fn intervals_of_indices_hold_the_truth_in_93_to_98_of_100_experiments_with_and_without_chance() {
    for known in known() {
        for chance in [QUIET, LOUD] {
            for (blocks, experiments) in [(32, 300), (64, 300), (256, 300)] {
                let found = coverage(&known, blocks, chance, experiments);
                let middle = found.iter().sum::<f64>() / found.len() as f64;
                println!("{} {blocks} {} {found:.3?} {middle:.3}", known.name, chance.replications);
                // All indices of a function together: a standard error of half a point, or of 1.3 where they hang together.
                assert!((0.93..=0.98).contains(&middle), "{} {blocks} {found:?}", known.name);
                assert!(found.iter().all(|&share| share > 0.89), "{} {blocks} {found:?}", known.name);
            }
        }
    }
}

/// Of 16 blocks each stands alone, and the rare ones that decide a skewed index may be missing: the answer says so.
#[test]
fn intervals_of_indices_of_16_blocks_hold_the_truth_in_most_experiments_and_the_blocks_are_said_to_be_few() {
    for known in known() {
        for chance in [QUIET, LOUD] {
            let found = coverage(&known, 16, chance, 300);
            println!("{} 16 {} {found:.3?}", known.name, chance.replications);
            assert!(found.iter().all(|&share| share > 0.84), "{} {found:?}", known.name);
        }
        let k = known.first.len();
        let flat = |blocks: usize| Indices::of(&Responses::new(1, vec![0.0; blocks * (k + 2)]), k).few();
        assert!(flat(16) && !flat(32));
    }
}

/// Points were resampled and replications were not: total indices came out at -0.098 to -0.021.
#[test]
fn what_differs_from_future_to_future_at_all_points_alike_widens_the_intervals() {
    let known = known().remove(2);
    // Two thirds of the first factor's own slope.
    let found = coverage(&known, 128, Chance { replications: 16, own: 0.2, slopes: 0.03 }, 300);
    println!("{found:.3?}");
    assert!(found.iter().all(|&share| share > 0.91), "{found:?}");
}

#[test]
#[ignore = "a minute in release mode: the figures of docs/methods/statistics.md"]
fn the_table_of_coverage() {
    for known in known() {
        for chance in [QUIET, LOUD] {
            for (blocks, experiments) in [(16, 2_000), (32, 2_000), (64, 2_000), (256, 1_000), (1_024, 400)] {
                let found = coverage(&known, blocks, chance, experiments);
                let (first, total) = found.split_at(found.len() / 2);
                println!(
                    "{} {blocks} {} first {first:.3?} total {total:.3?}",
                    known.name, chance.replications
                );
            }
        }
    }
}
