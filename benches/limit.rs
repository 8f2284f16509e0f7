//! The limit: what any program would have to spend that draws a run's random numbers with the same generator and touches
//! each byte of its state once a day, and the engine's time as a multiple of it, for the full and for the reduced model.
//! Then how flat the cost of a person-day is from 8 to 100,000 people, and the state of a firm of 1,000.
//!
//! The draws are counted in the very run that is timed; the limit draws as many, uniform or normal, day by day. Both sides
//! count, so that the counting falls on both. Times are the least of several taken in turn, and on Linux they are the time
//! that the thread spent on a processor: on a shared machine the clock on the wall measures the others.
//!
//! `cargo bench --bench limit --no-default-features --features count`, followed by `-- full reduced flatness state` for some
//! of its parts alone, and `-- flatness undefined` for one structure.

use std::hint::black_box;
use std::time::Instant;
use verona::model::random::count::{self, Counts};
use verona::model::random::{Draws, Purpose};
use verona::model::{Workspace, simulate};
use verona::scenario::presets::{PRESETS, Preset};
use verona::scenario::{Scenario, load};

/// Turns taken of each measurement.
const TURNS: u32 = 4;

/// What one scenario takes.
struct Measured {
    person_days: f64,
    draws: f64,
    normals: f64,
    bytes: usize,
    /// Nanoseconds a person-day.
    limit: f64,
    engine: f64,
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let draw = one_draw();
    println!("one draw: {draw:.2} ns");
    if wanted("full") {
        full(draw);
    }
    if wanted("reduced") {
        reduced(draw);
    }
    if wanted("flatness") {
        flatness(&asked);
    }
    if wanted("state") {
        state();
    }
}

fn full(draw: f64) {
    println!("\nFull model, the default firm under each structure at several sizes");
    header();
    for preset in PRESETS {
        for people in [8, 56, 500, 2_000] {
            row(&format!("{} {people}", preset.name), &measure(&firm(preset.name, people), TURNS), draw);
        }
    }
}

fn reduced(draw: f64) {
    println!("\nReduced model: one hand-over (benches/peers/DECLARATION.md)");
    header();
    for size in ["small", "mid", "large"] {
        let path = format!("benches/peers/one-hand-over-{size}.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let study = load(&text, &path, &[]).unwrap_or_else(|error| panic!("{path}: {error}"));
                let scenario = study.arms.first().map_or(&study.base, |arm| &arm.scenario);
                row(&format!("one hand-over {size}"), &measure(scenario, TURNS), draw);
            }
            Err(error) => println!("{path} cannot be read: {error}"),
        }
    }
}

fn flatness(asked: &[String]) {
    let named = |preset: &&Preset| asked.iter().any(|word| word == preset.name);
    println!("\nFlatness: half a year without warm-up, nanoseconds a person-day");
    println!("{:<12} {:>7} {:>7} {:>8} {:>8} {:>9}", "structure", 8, 1_000, 10_000, 100_000, "most/least");
    for preset in
        PRESETS.iter().filter(|preset| named(preset) || !PRESETS.iter().any(|preset| named(&preset)))
    {
        let mut costs = Vec::new();
        for people in [8, 1_000, 10_000, 100_000] {
            let mut scenario = firm(preset.name, people);
            (scenario.plan.warm_up, scenario.plan.days) = (0, 126);
            costs.push(measure(&scenario, if people > 50_000 { 2 } else { TURNS }).engine);
        }
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let most = costs.iter().copied().fold(0.0, f64::max);
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| format!("{:.0}", costs[i]));
        println!("{:<12} {a:>7} {b:>7} {c:>8} {d:>8} {:>9.2}", preset.name, most / least);
    }
}

fn state() {
    println!(
        "\nState of a firm of 1,000 salespeople and marketers after two and a half years: bytes a head of these"
    );
    let firms: Vec<Vec<(&str, usize)>> = PRESETS
        .iter()
        .map(|preset| {
            let mut workspace = Workspace::default();
            simulate(&firm(preset.name, 1_000), 1, 0, &mut workspace, &mut ()).expect("the laws hold");
            let mut parts = workspace.state_parts().to_vec();
            parts.push(("in all", workspace.state_bytes()));
            parts
        })
        .collect();
    let names: String = PRESETS.iter().map(|preset| format!(" {:>10}", preset.name)).collect();
    println!("{:<16}{names}", "");
    for (place, (name, _)) in firms[0].iter().enumerate() {
        let row: String = firms.iter().map(|parts| format!(" {:>10}", parts[place].1 / 1_000)).collect();
        println!("{name:<16}{row}");
    }
}

/// The default firm under a structure, with two marketers to five salespeople.
fn firm(preset: &str, people: u32) -> Scenario {
    let preset = PRESETS.iter().find(|known| known.name == preset).expect("a structure");
    let mut scenario = Scenario { operating: (preset.choices)(), ..Scenario::default() };
    scenario.firm.marketers = (people * 2 + 3) / 7;
    scenario.firm.salespeople = people - scenario.firm.marketers;
    scenario
}

/// Nanoseconds of one uniform draw among many.
fn one_draw() -> f64 {
    let draws = Draws::new(black_box(1), 0);
    let n = 10_000_000;
    least(TURNS, || {
        let mut sum = 0.0;
        for entity in 0..n {
            sum += draws.uniform(Purpose::Lead, black_box(entity), 0);
        }
        black_box(sum);
    }) / n as f64
}

/// The least nanoseconds that `work` takes in some turns.
fn least(turns: u32, mut work: impl FnMut()) -> f64 {
    let times = (0..turns).map(|_| {
        let (start, worked) = (Instant::now(), on_processor());
        work();
        match (worked, on_processor()) {
            (Some(before), Some(after)) => after - before,
            _ => start.elapsed().as_nanos() as f64,
        }
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Nanoseconds that this thread has spent on a processor, where the system says so (exact to a few milliseconds).
fn on_processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn measure(scenario: &Scenario, turns: u32) -> Measured {
    let mut workspace = Workspace::default();
    let days = scenario.plan.days + scenario.plan.warm_up;
    // Small firms several times over, so that a turn is long enough to be timed.
    let people = u64::from(scenario.firm.salespeople + scenario.firm.marketers).max(1);
    let times = (600_000 / (people * u64::from(days))).clamp(1, 1_000) as u32;
    let run = |replication, workspace: &mut Workspace| {
        simulate(black_box(scenario), 1, replication, workspace, &mut ()).expect("the laws hold")
    };
    let posts = run(0, &mut workspace).people.len();
    count::take();
    (0..times).for_each(|replication| drop(run(replication, &mut workspace)));
    let counts = count::take();
    let bytes = workspace.state_bytes();
    let person_days = posts as f64 * f64::from(days) * f64::from(times);
    let (mut limit, mut engine) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..turns {
        engine = engine.min(least(1, || {
            (0..times).for_each(|replication| drop(black_box(run(replication, &mut workspace))));
        }));
        let mut state = vec![0u64; bytes / 8];
        limit = limit.min(least(1, || at_least(&counts, &mut state, days * times)));
    }
    Measured {
        person_days,
        draws: counts.words as f64,
        normals: counts.normals as f64,
        bytes: bytes / posts.max(1),
        limit: limit / person_days,
        engine: engine / person_days,
    }
}

/// What any program must do: the draws, spread over the days, and all state read and written once a day.
fn at_least(counts: &Counts, state: &mut [u64], days: u32) {
    let draws = Draws::new(black_box(1), 0);
    let mut sum = 0.0;
    // Each name gives one word; those beyond are taken from one stream.
    let uniforms = counts.words - counts.normals;
    let named = |n: u64| n.min(counts.names / 2);
    for day in 0..u64::from(days) {
        let share = |n: u64| (n * (day + 1) / u64::from(days)) - (n * day / u64::from(days));
        let mut rest = draws.stream(Purpose::Lead, u64::MAX, day as u32);
        for entity in 0..share(named(uniforms)) {
            sum += draws.uniform(Purpose::Lead, entity, day as u32);
        }
        for _ in 0..share(uniforms - named(uniforms)) {
            sum += rest.uniform();
        }
        for entity in 0..share(named(counts.normals)) {
            sum += draws.normal(Purpose::Lead, entity, day as u32);
        }
        for _ in 0..share(counts.normals - named(counts.normals)) {
            sum += rest.normal();
        }
        for word in &mut *state {
            *word = word.wrapping_add(1);
        }
        black_box(&mut *state);
    }
    black_box(sum);
}

fn header() {
    println!(
        "{:<22} {:>9} {:>9} {:>9} {:>9} {:>10} {:>8} {:>8}",
        "", "draws", "normals", "B/person", "limit ns", "engine ns", "x limit", "x draw"
    );
}

fn row(name: &str, m: &Measured, draw: f64) {
    println!(
        "{name:<22} {:>9.2} {:>9.2} {:>9} {:>9.1} {:>10.1} {:>8.1} {:>8.1}",
        m.draws / m.person_days,
        m.normals / m.person_days,
        m.bytes,
        m.limit,
        m.engine,
        m.engine / m.limit,
        m.engine / draw
    );
}
