//! What a page asks after a first answer: files, reports, maps, lives, films, changes, diagnoses.

mod change;
mod diagnosis;
mod film;
mod life;
mod plane;
mod report;
mod told;

use serde::Deserialize;
use serde_json::json;
use verona::answers::Answer;

use crate::answer;
use crate::message::{Engine, Future, Reply, arm, seed, senseless};

/// What a page may ask besides [`crate::message::Ask`].
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    /// The scenario as a file that says every value in force.
    Written { study: u32 },
    /// What an answer rests on, in the words of the command.
    Notes { study: u32, replications: u32, looks: Vec<u32>, look: usize },
    /// Futures as `outcomes.csv`.
    Csv { study: u32, replications: u32 },
    /// The same as the page of `verona report`; numbers of outcomes, then of months by arm, replication, month, series.
    Report { study: u32, replications: u32, months: u32 },
    /// The answer of `verona change` from what was simulated; see [`change`] for the numbers.
    Change { study: u32, replications: u32, months: u32, wanted: change::Wanted },
    /// The firms of a map.
    Points { map: plane::Asked },
    /// The answer of `verona map` from what was simulated: numbers by point, arm, replication; NaN where there is none yet.
    Map { map: plane::Asked },
    /// The life of a lead, a deal or a person.
    Life { study: u32, arm: usize, replication: u32, subject: life::Asked },
    /// A firm day by day.
    Film(Future),
    /// What happened from one day to another, in words.
    Words {
        study: u32,
        arm: usize,
        replication: u32,
        #[serde(default)]
        change: bool,
        from: u32,
        to: u32,
    },
    /// Where a firm stands by what its people answer to the statements.
    Diagnose { sales: Vec<u8>, marketing: Vec<u8> },
}

impl Engine {
    /// Answers it.
    pub fn more(&mut self, text: &[u8], numbers: Vec<f64>) -> Reply {
        match serde_json::from_slice(text).map_err(|_| senseless())? {
            Ask::Written { study } => {
                Ok((json!({ "text": self.kept(study)?.study.written_out() }), Vec::new()))
            }
            Ask::Notes { study, replications, looks, look } => {
                let study = &self.kept(study)?.study;
                let compared = answer::looked(study, &numbers, replications, &looks, look)?;
                Ok((json!({ "notes": compared.notes() }), Vec::new()))
            }
            Ask::Csv { study, replications } => report::csv(&self.kept(study)?.study, &numbers, replications),
            Ask::Report { study, replications, months } => {
                report::compared(&self.kept(study)?.study, &numbers, replications, months)
            }
            Ask::Change { study, replications, months, wanted } => {
                change::answer(self.kept(study)?, &numbers, replications, months, wanted)
            }
            Ask::Points { map } => plane::points(&map),
            Ask::Map { map } => plane::map(&map, numbers),
            Ask::Life { study, arm, replication, subject } => {
                life::life(&self.kept(study)?.study, arm, replication, &subject)
            }
            Ask::Film(future) => {
                let (kept, workspace) = (self.studies.get(&future.study), &mut self.workspace);
                film::film(arm(kept, &future)?, seed(kept), future.replication, workspace)
            }
            Ask::Words { study, arm: place, replication, change, from, to } => {
                let future = Future { study, arm: place, replication, change };
                let (kept, workspace) = (self.studies.get(&future.study), &mut self.workspace);
                film::words(arm(kept, &future)?, seed(kept), future.replication, from..=to, workspace)
            }
            Ask::Diagnose { sales, marketing } => diagnosis::answer(&sales, &marketing),
        }
    }
}
