//! Canonical text: every value in force, always written the same way. Equal scenarios give equal text.

use std::fmt::Write as _;

use super::file::Arm;
use super::presets::PRESETS;
use super::registry::Parameter;
use super::{SECTIONS, Scenario, wording};

/// A scenario as a scenario file that names every key. Loading it gives the scenario back, exactly, as the base.
pub fn canonical(scenario: &Scenario) -> String {
    let mut text = String::from("written_out = true\n");
    for (name, _, parameters) in SECTIONS {
        let _ = writeln!(text, "\n[{name}]");
        if *name == "operating" {
            let _ = writeln!(text, "preset = \"{}\"", PRESETS[0].name);
        }
        for parameter in *parameters {
            write_line(&mut text, scenario, parameter);
        }
    }
    text
}

fn write_line(text: &mut String, scenario: &Scenario, parameter: &Parameter) {
    if let Some(value) = scenario.get(parameter.section, parameter.name) {
        let _ = writeln!(text, "{} = {}", parameter.name, wording::toml(&value));
    }
}

/// The base in full, and of each arm, in order, what differs from the base.
pub(super) fn study(base: &Scenario, arms: &[Arm]) -> String {
    let mut text = canonical(base);
    for arm in arms {
        let _ = writeln!(text, "\n[arms.\"{}\"]", arm.name);
        for (_, _, parameters) in SECTIONS {
            for parameter in *parameters {
                let value = arm.scenario.get(parameter.section, parameter.name);
                if let Some(value) =
                    value.filter(|v| Some(v) != base.get(parameter.section, parameter.name).as_ref())
                {
                    let _ = writeln!(text, "{} = {}", parameter.key(), wording::toml(&value));
                }
            }
        }
    }
    text
}
