//! The fixed run whose instructions `.ci/instructions` counts: two replications of half a year of the default firm under
//! one structure, in one workspace. A program of its own, without threads, files or a command line, so that little is
//! built for it and nothing but the model is counted.

use verona::model::{Workspace, simulate};
use verona::scenario::Scenario;
use verona::scenario::presets::preset;

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some(preset) = preset(&name) else {
        eprintln!("there is no structure '{name}'; expected: undefined, defined, aligned or integrated");
        std::process::exit(2);
    };
    let mut scenario = Scenario { operating: (preset.choices)(), ..Scenario::default() };
    (scenario.plan.warm_up, scenario.plan.days) = (0, 126);
    let mut workspace = Workspace::default();
    for replication in 0..2 {
        if let Err(error) = simulate(&scenario, 1, replication, &mut workspace, &mut ()) {
            eprintln!("{error}");
            std::process::exit(5);
        }
    }
}
