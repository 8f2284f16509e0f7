//! The engine's speed: nanoseconds a person-day beside the cost of one draw of the model's own generator in the same
//! run, so that figures from different machines can be compared. Ends with a table. The goals: at most 100 draws'
//! worth a person-day, and at most 1.5 times between 8 and 2,000 people.

use criterion::{BenchmarkId, Criterion, SamplingMode};
use std::hint::black_box;
use std::time::{Duration, Instant};
use verona::model::random::{Draws, Purpose};
use verona::model::{Workspace, simulate};
use verona::scenario::Scenario;
use verona::scenario::presets::PRESETS;

/// Salespeople and marketers of the firms measured: 8, 56, 500 and 2,000 people before managers.
const FIRMS: [(u32, u32); 4] = [(6, 2), (40, 16), (357, 143), (1_429, 571)];

/// What was measured of one firm under one structure.
struct Row {
    preset: &'static str,
    people: u32,
    /// Nanoseconds a person-day, one for each sample.
    samples: Vec<f64>,
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let draw = measure_draw(&mut criterion);
    let rows = measure_days(&mut criterion);
    criterion.final_summary();
    table(draw, &rows);
}

fn measure_draw(criterion: &mut Criterion) -> Option<f64> {
    let mut samples = Vec::new();
    criterion.bench_function("draw", |bencher| {
        bencher.iter_custom(|iterations| {
            let draws = Draws::new(black_box(1), 0);
            let start = Instant::now();
            for entity in 0..iterations {
                black_box(draws.uniform(Purpose::Lead, black_box(entity), 0));
            }
            let elapsed = start.elapsed();
            samples.push(elapsed.as_nanos() as f64 / iterations as f64);
            elapsed
        });
    });
    median(&mut samples)
}

fn measure_days(criterion: &mut Criterion) -> Vec<Row> {
    let mut group = criterion.benchmark_group("replication");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let mut rows = Vec::new();
    for preset in PRESETS {
        for (salespeople, marketers) in FIRMS {
            let mut scenario = Scenario { operating: (preset.choices)(), ..Scenario::default() };
            scenario.firm.salespeople = salespeople;
            scenario.firm.marketers = marketers;
            let people = salespeople + marketers;
            let mut row = Row { preset: preset.name, people, samples: Vec::new() };
            let mut workspace = Workspace::default();
            let mut replication = 0;
            group.bench_function(BenchmarkId::new(preset.name, people), |bencher| {
                bencher.iter_custom(|iterations| {
                    let mut person_days = 0;
                    let start = Instant::now();
                    for _ in 0..iterations {
                        let result = simulate(black_box(&scenario), 1, replication, &mut workspace, &mut ())
                            .expect("the laws hold");
                        let days = u64::from(scenario.plan.days + scenario.plan.warm_up);
                        person_days += black_box(result).people.len() as u64 * days;
                        replication = (replication + 1) % 16;
                    }
                    let elapsed = start.elapsed();
                    if person_days > 0 {
                        row.samples.push(elapsed.as_nanos() as f64 / person_days as f64);
                    }
                    elapsed
                });
            });
            rows.push(row);
        }
    }
    group.finish();
    rows
}

fn median(samples: &mut [f64]) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied()
}

/// Prints what was measured; a part that was filtered out on the command line is left out.
fn table(draw: Option<f64>, rows: &[Row]) {
    let Some(draw) = draw else { return };
    println!("\none draw: {draw:.2} ns\n");
    println!("{:<12} {:>7} {:>15} {:>17}", "structure", "people", "ns/person-day", "draws/person-day");
    for preset in PRESETS {
        let mut medians = Vec::new();
        for row in rows.iter().filter(|row| row.preset == preset.name) {
            let Some(ns) = median(&mut row.samples.clone()) else { continue };
            println!("{:<12} {:>7} {ns:>15.1} {:>17.1}", row.preset, row.people, ns / draw);
            medians.push(ns);
        }
        let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
        let most = medians.iter().copied().fold(0.0, f64::max);
        if medians.len() > 1 {
            println!("{:<12} {:>7} {:>15.2} (most over least)", "", "flatness", most / least);
        }
    }
}
