//! What a firm's own system exports, read for facts: deals, leads and activities of HubSpot, Salesforce, Pipedrive, Zoho and Dynamics, and
//! plain tables.
//!
//! 1. *Tables* (`table`): text in any usual encoding and with any usual separator, or a workbook, row by row; memory does not grow with text.
//! 2. *Columns* ([`roles`]): known by their headers, or by a mapping that was written before ([`mapping`]).
//! 3. *Cells* ([`cells`]): dates and sums of money are decided by the column, never by the cell.
//! 4. *Facts* (`deals`, `leads`): open deals are censored, their close date being a forecast; win rate and cycle are survival
//!    estimates with competing risks ([`survival`]). Recordings that begin late are found and said.
//!
//! Nothing that stands in a cell leaves this module but numbers, dates and counts: no name, no address, no text. Errors name the file,
//! the line and the column, never what stands there.

pub mod cells;
mod columns;
mod dates;
mod deal;
mod deals;
mod error;
mod head;
mod leads;
pub mod mapping;
mod report;
pub mod roles;
pub mod survival;
mod table;

use std::io::{Read, Seek};

use crate::scenario::Study;

pub use error::CrmError;
pub use mapping::{Mapping, TableMapping};
pub use report::{Computed, CrmReport, LeftOut, TableRead};

/// A file of an export: what it is called in messages, and its bytes.
pub struct Export<R> {
    /// The label, such as a path.
    pub origin: String,
    /// The bytes.
    pub source: R,
}

/// What is known beside the files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The day on which the export was made, in days since 1970-01-01; without it, the last day in it.
    pub as_of: Option<i64>,
    /// Today; what lies after it is left out.
    pub today: Option<i64>,
    /// Salespeople; without it, the owners found.
    pub salespeople: Option<f64>,
}

impl Known {
    /// What the facts of a study say.
    pub fn of(study: &Study) -> Self {
        let salespeople = study.facts.iter().find(|given| given.fact.name == "salespeople");
        Self { salespeople: salespeople.map(|given| given.value), ..Self::default() }
    }
}

/// Reads exports and works out the facts.
///
/// # Errors
/// [`CrmError`] with file, line and column, and how to mend it.
pub fn read<R: Read + Seek>(
    deals: Export<R>,
    leads: Option<Export<R>>,
    activities: Option<Export<R>>,
    mapping: &Mapping,
    known: Known,
) -> Result<CrmReport, CrmError> {
    let mut report = CrmReport::default();
    let leads = leads.map(|export| leads::read(export, &mapping.leads, known, &mut report)).transpose()?;
    let activities = activities
        .map(|export| leads::activities(export, &mapping.activities, known, &mut report))
        .transpose()?;
    let deals = deals::read(deals, &mapping.deals, known, leads.as_ref(), &mut report)?;
    deals::facts(&deals, known, &mut report);
    if let Some(leads) = &leads {
        leads::facts(leads, &deals, activities.as_deref(), known, &mut report);
    }
    Ok(report)
}

/// A short number for what identifies a row, which says nothing of it.
fn fingerprint(text: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::hash::DefaultHasher::new();
    for part in text.split_whitespace() {
        part.to_lowercase().hash(&mut hasher);
    }
    hasher.finish()
}
