//! `verona ablate`: which claims die, and which are born, when a mechanism of the model is switched off; or which outcomes move.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{claims, estimate, firm, screen};
use crate::answers::ablate::{Ablate, chosen};
use crate::answers::weigh::Weigh;
use crate::evidence::claims::simulations;
use crate::experiment::estimate::Work;
use crate::experiment::store::write_named;
use crate::scenario::Study;

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
    firm: Vec<PathBuf>,
    /// Also write what moves and what moves nothing as a page of Markdown
    #[arg(long, value_name = "FILE", conflicts_with = "only")]
    page: Option<PathBuf>,
}

impl Typed {
    /// The firms whose outcomes are looked at: the files, else those that come with Verona and have no programmes of change.
    fn firms(&self) -> Result<Vec<Arc<Study>>, Failure> {
        firm::these_or_ready_made(&self.firm, self.replications, self.claims.seed)
    }

    /// The command that makes the page.
    fn again(&self) -> String {
        let mut words = format!("verona ablate --outcomes --replications {}", self.replications);
        self.firm.iter().for_each(|path| words += &format!(" --firm {}", path.display()));
        words + " --page FILE"
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let book = Arc::new(typed.claims.book(&typed.claims.text()?)?);
    let replications = u32::try_from(typed.replications).unwrap_or(u32::MAX);
    let threads = usize::from(typed.claims.threads);
    if typed.outcomes || !typed.firm.is_empty() || typed.page.is_some() {
        let mechanisms = chosen(&book, typed.mechanisms.as_deref())?;
        let firms = typed.firms()?;
        let times = f64::from(replications) * (1.0 + mechanisms.len() as f64);
        let scenarios = firms.iter().flat_map(|firm| firm.arms.iter().map(|arm| &arm.scenario));
        estimate::begin(Work::of(scenarios, times).as_ref(), threads)?;
        let request = Weigh { book, mechanisms, firms, threads };
        let answer = request.answer(&Terminal::new())?;
        if let Some(page) = &typed.page {
            write_named(page, answer.page(&typed.again()).as_bytes())
                .map_err(|error| Failure::Write { path: page.clone(), reason: error.to_string() })?;
        }
        return screen::show(&answer, typed.claims.format, out);
    }
    let mechanisms = chosen(&book, typed.mechanisms.as_deref())?.len() as f64;
    // Of all cells of the book those that are needed.
    let needed = simulations(&book, &book.needed(false)) as f64 / (book.cells.len() as f64).max(1.0);
    let times = f64::from(replications) * (1.0 + mechanisms) * needed;
    estimate::begin(Work::of(book.cells.iter().map(|cell| &cell.scenario), times).as_ref(), threads)?;
    let request = Ablate::of(book, typed.mechanisms.as_deref(), replications, threads)?;
    let answer = request.answer(&Terminal::new())?;
    screen::show(&answer, typed.claims.format, out)
}
