//! Canonical text: every value in force, always written the same way. Equal scenarios give equal text.

use std::fmt::Write as _;

use super::persons;
use super::presets::{PRESETS, preset};
use super::programme::texts;
use super::registry::Parameter;
use super::study::{Arm, Study};
use super::written::TODAY;
use super::{SECTIONS, Scenario, parameters, wording};

/// A scenario as a scenario file that names every key. Loading it gives the scenario back, exactly, as the base; a
/// programme of change stands in it as the only one, `programmes.programme`.
pub fn canonical(scenario: &Scenario) -> String {
    let mut text = firm(scenario);
    if !scenario.programme.is_empty() {
        texts::write(&mut text, "programme", None, &[&scenario.programme]);
    }
    text
}

fn firm(scenario: &Scenario) -> String {
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
    persons::write(&mut text, &scenario.persons);
    text
}

fn write_line(text: &mut String, scenario: &Scenario, parameter: &Parameter) {
    if let Some(value) = scenario.get(parameter.section, parameter.name) {
        let _ = writeln!(text, "{} = {}", parameter.name, wording::toml(&value));
    }
}

/// What a study compares, without names and descriptions: the base in full, and of each arm what differs from where
/// it starts. Loading it gives the same base and the same arms, exactly.
pub(super) fn study(base: &Scenario, arms: &[Arm], programmes: &[Arm]) -> String {
    compared(base, arms, programmes, false)
}

/// The same with the firm's name and all descriptions, for people.
pub(super) fn written_out(study: &Study) -> String {
    let mut text = String::new();
    for (key, words) in [("name", &study.name), ("about", &study.about)] {
        if !words.is_empty() {
            let _ = writeln!(text, "{key} = {}", wording::quoted(words));
        }
    }
    text + &compared(&study.base, &study.arms, &study.programmes, true)
}

fn compared(base: &Scenario, arms: &[Arm], programmes: &[Arm], described: bool) -> String {
    let names: Vec<String> = arms.iter().map(|arm| wording::quoted(&arm.name)).collect();
    let mut text = format!("compare = [{}]\n{}", names.join(", "), firm(base));
    for arm in arms {
        write_arm(&mut text, base, arm, described);
    }
    for programme in programmes {
        // What a change of structure changes depends on where an arm starts, so all that it changes in any is written.
        let used = arms.iter().filter(|arm| arm.programme == programme.programme);
        let forms: Vec<_> =
            std::iter::once(programme).chain(used).map(|arm| &arm.scenario.programme).collect();
        let about = Some(programme.about.as_str()).filter(|_| described);
        texts::write(&mut text, &programme.name, about, &forms);
    }
    text
}

/// A structure starts from its preset, so a pure one needs no lines at all; any other arm starts from the base.
fn write_arm(text: &mut String, base: &Scenario, arm: &Arm, described: bool) {
    let structure = preset(&arm.name);
    let start = match structure {
        Some(preset) => Scenario { operating: (preset.choices)(), ..base.clone() },
        None => base.clone(),
    };
    if arm.name == TODAY || (structure.is_some() && arm.scenario == start) {
        return;
    }
    let _ = writeln!(text, "\n[arms.{}]", wording::quoted(&arm.name));
    if described && !arm.about.is_empty() {
        let _ = writeln!(text, "about = {}", wording::quoted(&arm.about));
    }
    if let Some(programme) = &arm.programme {
        let _ = writeln!(text, "programme = {}", wording::quoted(programme));
    }
    for parameter in parameters() {
        let value = arm.scenario.get(parameter.section, parameter.name);
        if let Some(value) =
            value.filter(|v| Some(v) != start.get(parameter.section, parameter.name).as_ref())
        {
            // An arm's operating choices stand in the arm itself.
            let key =
                if parameter.section == "operating" { parameter.name.to_owned() } else { parameter.key() };
            let _ = writeln!(text, "{key} = {}", wording::toml(&value));
        }
    }
}
