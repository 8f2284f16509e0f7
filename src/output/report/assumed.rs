//! What was assumed: values that differ from the defaults, what each arm is, what was varied, and the defaults with their
//! sources.

use super::Told;
use super::page::{Block, Cell, Section, Table};
use crate::experiment::design::{Factor, Law, Values};
use crate::scenario::numbers::counted;
use crate::scenario::{parameter, parameters};

impl Told<'_> {
    pub(super) fn assumed(&self) -> Section {
        let mut blocks = Vec::new();
        let base = &self.run.study.base;
        let words = |text: &str| Cell::Words(text.to_owned());
        let mut changed = Table {
            head: ["key", "here", "default", "unit", "meaning"].map(str::to_owned).to_vec(),
            ..Table::default()
        };
        let mut defaults = Table {
            head: ["key", "value", "unit", "where it comes from"].map(str::to_owned).to_vec(),
            ..Table::default()
        };
        let mut assumed = 0;
        for parameter in parameters().filter(|parameter| parameter.section != "plan") {
            let Some(value) = base.get(parameter.section, parameter.name) else { continue };
            let default = (parameter.default)();
            if value == default {
                assumed += u64::from(parameter.source.contains("assumption"));
                defaults.rows.push(vec![
                    words(&parameter.key()),
                    words(&value.to_string()),
                    words(parameter.unit),
                    words(parameter.source),
                ]);
            } else {
                changed.rows.push(vec![
                    words(&parameter.key()),
                    words(&value.to_string()),
                    words(&default.to_string()),
                    words(parameter.unit),
                    words(parameter.about()),
                ]);
            }
        }
        let (own, kept) = (changed.rows.len() as u64, defaults.rows.len() as u64);
        let differ = match own {
            0 => "No value of this firm differs from the defaults".to_owned(),
            1 => "One value of this firm differs from the defaults, as the table below says".to_owned(),
            _ => format!(
                "{} of this firm differ from the defaults, as the table below says",
                counted(own, "value")
            ),
        };
        let other = if own == 0 { "" } else { "other " };
        blocks.push(Block::Words(format!(
            "{differ}. Of the {other}{kept}, {assumed} are assumptions; the rest have a source or are choices."
        )));
        if let Some(design) = self.run.design {
            let mut table = Table {
                head: ["factor", "varied over", "unit", "in the firm"].map(str::to_owned).to_vec(),
                caption: "What was varied, and over which values. Ranges are plausible ones, not measured ones, unless the \
                          experiment says otherwise."
                    .to_owned(),
                ..Table::default()
            };
            for factor in design.factors() {
                let of_firm = factor
                    .key()
                    .split_once('.')
                    .filter(|(section, name)| parameter(section, name).is_some())
                    .and_then(|(section, name)| base.get(section, name))
                    .map_or(String::new(), |value| value.to_string());
                table.rows.push(vec![
                    words(factor.key()),
                    words(&varied(factor)),
                    words(factor.unit()),
                    words(&of_firm),
                ]);
            }
            blocks.push(Block::Table(table));
        }
        let arms: Vec<Vec<Cell>> = self
            .run
            .study
            .arms
            .iter()
            .filter(|arm| self.futures.arms.contains(&arm.name))
            .map(|arm| {
                let own = if arm.overrides.is_empty() { "–".to_owned() } else { arm.overrides.join("; ") };
                vec![words(&arm.name), words(&arm.about), words(&own)]
            })
            .collect();
        if !arms.is_empty() {
            blocks.push(Block::Table(Table {
                head: ["structure", "what it is", "what differs from its preset and the firm"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: arms,
                caption:
                    "Structures differ in operating choices only; the firm and its market are the same in all."
                        .to_owned(),
            }));
        }
        if own > 0 {
            changed.caption = "Values that differ from the defaults.".to_owned();
            if changed.rows.len() > 40 {
                blocks.push(Block::Long(format!("All {own} values that differ from the defaults"), changed));
            } else {
                blocks.push(Block::Table(changed));
            }
        }
        blocks.push(Block::Long(format!("All {kept} defaults in force, and where they come from"), defaults));
        Section { id: "assumed", title: "What was assumed".to_owned(), blocks }
    }
}

/// The values of a factor, in words.
fn varied(factor: &Factor) -> String {
    match factor.values() {
        Values::Levels(levels) => {
            let shown: Vec<&str> = levels.iter().take(12).map(|level| level.trim_matches('"')).collect();
            let more = if levels.len() > shown.len() {
                format!(" and {} more", levels.len() - shown.len())
            } else {
                String::new()
            };
            format!("{}{more}", shown.join(", "))
        }
        Values::Range { low, high, law } => {
            let how = match law {
                Law::Uniform => "evenly".to_owned(),
                Law::LogUniform => "evenly by order of magnitude".to_owned(),
                Law::Triangular { mode } => format!("triangular about {mode}"),
                Law::Normal { mean, sd } => format!("normal, mean {mean}, standard deviation {sd}"),
            };
            format!("{low} to {high}, {how}")
        }
    }
}
