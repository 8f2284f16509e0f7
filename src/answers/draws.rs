//! Firms that could all be the one that a file describes, as a face hands them over.

use std::sync::Arc;

use serde::Deserialize;

use super::Refused;
use crate::experiment::firms::Firms;
use crate::experiment::lives::{Drawn, first};
use crate::experiment::plausible::plausible;
use crate::scenario::Study;

/// The word that stands for firms drawn from what the file leaves open.
pub const PLAUSIBLE: &str = "plausible";

/// Which firms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draws {
    /// The text of a table such as `verona fit` writes; without it, firms drawn from what the file leaves open.
    pub table: Option<String>,
    /// The table's label in messages.
    #[serde(default)]
    pub origin: String,
    /// How many at most.
    pub firms: usize,
}

impl Draws {
    /// The first so many firms of the table, or so many plausible ones.
    ///
    /// # Errors
    /// [`Refused::Scenario`] where the table is wrong.
    pub fn of(&self, study: &Study) -> Result<Drawn, Refused> {
        let Some(text) = &self.table else {
            let firms = plausible(&study.base, self.firms, study.base.plan.seed);
            return Ok(Drawn { firms: Arc::new(firms), fitted: false });
        };
        let firms = Firms::read(text, &self.origin)?;
        Ok(Drawn { firms: Arc::new(first(&firms, self.firms)), fitted: true })
    }
}

/// The firms, where some are asked for.
pub(super) fn drawn(draws: Option<&Draws>, study: &Study) -> Result<Option<Drawn>, Refused> {
    draws.map(|draws| draws.of(study)).transpose()
}
