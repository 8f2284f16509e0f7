//! Scenario files as users write them: what they mean, what is told when something is wrong, and the texts made from
//! the declarations.

mod errors;
mod persons;
mod programmes;
mod properties;
mod semantics;
mod texts;

use verona::scenario::{ScenarioError, Study, load};

/// Loads a text with overrides as a user would type them.
fn read(text: &str, overrides: &[&str]) -> Result<Study, ScenarioError> {
    let overrides: Vec<String> = overrides.iter().map(|s| (*s).to_owned()).collect();
    load(text, "firm.toml", &overrides)
}

/// The names of a study's arms.
fn names(study: &Study) -> Vec<&str> {
    study.arms.iter().map(|arm| arm.name.as_str()).collect()
}
