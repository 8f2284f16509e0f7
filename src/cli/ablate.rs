//! `verona ablate`: which claims die, and which are born, when a mechanism of the model is switched off; or which outcomes move.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{claims, firm, screen};
use crate::answers::ablate::{Ablate, chosen};
use crate::answers::weigh::Weigh;
use crate::scenario::{self, Study};

/// Switch off the mechanisms of the model one at a time, and say which claims fall and which appear
///
/// The whole model and the model without a mechanism live through the same replications, at the base firm of the claim
/// file. With --outcomes or --firm: which outcomes of a firm move, and by how much.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    claims: claims::Typed,
    /// Only these mechanisms, by name
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    mechanisms: Option<Vec<String>>,
    /// Simulated futures of each firm
    #[arg(long, value_name = "N", default_value = "16", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
    /// Tell which outcomes move instead, at the ready-made firms
    #[arg(long, conflicts_with = "only")]
    outcomes: bool,
    /// Tell which outcomes move at this firm (repeatable)
    #[arg(long, value_name = "FILE", conflicts_with = "only")]
    firm: Vec<std::path::PathBuf>,
}

impl Typed {
    /// The firms whose outcomes are looked at: the files, else those that come with Verona and have no programmes of change.
    fn firms(&self) -> Result<Vec<Arc<Study>>, Failure> {
        let mut overrides = vec![format!("plan.replications={}", self.replications)];
        overrides.extend(self.claims.seed.map(|seed| format!("plan.seed={seed}")));
        let load = |text: &str, origin: &str| Ok(Arc::new(scenario::load(text, origin, &overrides)?));
        if self.firm.is_empty() {
            let all: Result<Vec<_>, Failure> =
                scenario::ready_made().iter().map(|(name, text)| load(text, name)).collect();
            let changes = |study: &Arc<Study>| {
                study.arms.iter().any(|arm| arm.scenario.programme != Default::default())
                    || !study.programmes.is_empty()
            };
            return Ok(all?.into_iter().filter(|study| !changes(study)).collect());
        }
        self.firm.iter().map(|path| load(&firm::read(path)?, &path.display().to_string())).collect()
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let book = Arc::new(typed.claims.book(&typed.claims.text()?)?);
    let replications = u32::try_from(typed.replications).unwrap_or(u32::MAX);
    let threads = usize::from(typed.claims.threads);
    if typed.outcomes || !typed.firm.is_empty() {
        let mechanisms = chosen(&book, typed.mechanisms.as_deref())?;
        let request = Weigh { book, mechanisms, firms: typed.firms()?, threads };
        return screen::show(&request.answer(&Terminal::new())?, typed.claims.format, out);
    }
    let request = Ablate::of(book, typed.mechanisms.as_deref(), replications, threads)?;
    let answer = request.answer(&Terminal::new())?;
    screen::show(&answer, typed.claims.format, out)
}
