//! The fixed run whose instructions `.ci/instructions` counts: two replications of half a year of the default firm under
//! one structure, in one workspace. A program of its own, without threads, files or a command line, so that little is
//! built for it and nothing but the model is counted. `benches/profile` runs it on other firms as well:
//! `instructions STRUCTURE|SCENARIO [PEOPLE DAYS REPLICATIONS]`.

use verona::model::{Workspace, simulate};
use verona::scenario::presets::preset;
use verona::scenario::{Scenario, load};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let name = words.first().map_or("", String::as_str);
    let number = |place: usize, usual| words.get(place).and_then(|word| word.parse().ok()).unwrap_or(usual);
    let mut scenario = if let Ok(text) = std::fs::read_to_string(name) {
        match load(&text, name, &[]) {
            Ok(study) => study.arms.first().map_or(study.base, |arm| arm.scenario.clone()),
            Err(error) => fail(&error.to_string(), 3),
        }
    } else if let Some(preset) = preset(name) {
        Scenario { operating: (preset.choices)(), ..Scenario::default() }
    } else {
        fail(
            &format!("there is no structure '{name}'; expected: undefined, defined, aligned or integrated"),
            2,
        )
    };
    let people: u32 = number(1, 0);
    if people > 0 {
        scenario.firm.marketers = (people * 2 + 3) / 7;
        scenario.firm.salespeople = people - scenario.firm.marketers;
    }
    (scenario.plan.warm_up, scenario.plan.days) = (0, number(2, 126));
    let mut workspace = Workspace::default();
    for replication in 0..number(3, 2) {
        if let Err(error) = simulate(&scenario, 1, replication, &mut workspace, &mut ()) {
            fail(&error.to_string(), 5);
        }
    }
}

fn fail(words: &str, code: i32) -> ! {
    eprintln!("{words}");
    std::process::exit(code)
}
