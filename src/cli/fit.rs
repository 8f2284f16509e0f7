//! `verona fit`: the firms that meet what a leader knows.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;

use super::failure::Failure;
use super::format::Format;
use super::terminal::Terminal;
use super::{estimate, firm, new_file, screen};
use crate::answers::fit::{Calibrate, FitFirm};
use crate::evidence::crm::{self, CrmReport, Export, Known, Mapping};
use crate::evidence::fit::Effort;
use crate::experiment::estimate::Work;
use crate::output::words::next::quoted;
use crate::scenario::Study;

/// Find the firms that meet what you know of yours
///
/// Reads the facts in the scenario file, in a leader's words (`verona explain facts`), and those that an export of your own system
/// tells (--crm), and searches the parameters that they speak about. Writes the central firm as NAME.fitted.toml, ready to run, and
/// equally plausible firms as NAME.draws.csv. Of an export it keeps numbers only: no name, no address, no text.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario file with [facts]
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// An export of deals: CSV or Excel, from HubSpot, Salesforce, Pipedrive, Zoho, Dynamics or a table of your own
    #[arg(long, value_name = "DEALS")]
    crm: Option<PathBuf>,
    /// An export of leads
    #[arg(long, value_name = "LEADS", requires = "crm")]
    leads: Option<PathBuf>,
    /// An export of activities: the first one of a lead answers it
    #[arg(long, value_name = "ACTIVITIES", requires = "leads")]
    activities: Option<PathBuf>,
    /// Which columns are what, where headers do not say it: NAME.crm.toml of an earlier reading, corrected
    #[arg(long, value_name = "MAPPING", requires = "crm")]
    mapping: Option<PathBuf>,
    /// The day on which the export was made, as YYYY-MM-DD; without it, the last day in it
    #[arg(long, value_name = "DAY", requires = "crm", value_parser = a_day)]
    as_of: Option<i64>,
    /// Read the export, tell its facts, write the mapping, and fit nothing
    #[arg(long, requires = "crm")]
    read: bool,
    /// Where to write the fitted firm; without it, beside FILE
    #[arg(long, value_name = "PATH")]
    fitted: Option<PathBuf>,
    /// Where to write the table of plausible firms; without it, beside FILE
    #[arg(long, value_name = "PATH")]
    draws: Option<PathBuf>,
    /// Plausible firms to draw
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(10..=10_000))]
    firms: u32,
    /// A rougher fit in a fifth of the time
    #[arg(long)]
    quick: bool,
    /// Replace files that are there
    #[arg(long)]
    replace: bool,
    /// Seed of all random draws: the same seed gives the same firms, to the byte
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("seed", text))]
    seed: Option<u64>,
    /// Instead: fit so many synthetic firms of which the same facts are known, and tell how often the truth is found
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    calibrate: Option<u32>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: tables to read, one JSON object, or one CSV row per fact
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let text = firm::read(&typed.file)?;
    let overrides: Vec<String> = typed.seed.iter().map(|seed| format!("plan.seed={seed}")).collect();
    let study = Arc::new(firm::load(&text, &typed.file.display().to_string(), &overrides)?);
    let threads = usize::from(typed.threads);
    let usual = if typed.quick { Effort::QUICK } else { Effort::USUAL };
    if let Some(firms) = typed.calibrate {
        let effort = Effort { check: 0, ..usual };
        let simulations = f64::from(firms) * effort.simulations() as f64;
        estimate::begin(Work::of(std::iter::once(&study.base), simulations).as_ref(), threads)?;
        let request = Calibrate { study, firms: firms as usize, effort, threads };
        return screen::show(&request.answer(&Terminal::new())?, typed.format, out);
    }
    let mut request = FitFirm::of(Arc::clone(&study), text);
    if let Some(deals) = &typed.crm {
        let report = export(typed, deals, &study)?;
        let mapping = typed.file.with_extension("crm.toml");
        if typed.mapping.is_none() {
            new_file::replace(&mapping, report.mapping())?;
        }
        if typed.read {
            out.write_all(report.text().as_bytes())?;
            return Ok(());
        }
        request = request.with_export(&report);
    }
    let [fitted, draws] = [(&typed.fitted, "fitted.toml"), (&typed.draws, "draws.csv")]
        .map(|(path, ending)| path.clone().unwrap_or_else(|| typed.file.with_extension(ending)));
    if !typed.replace {
        for path in [&fitted, &draws, &draws.with_extension("parquet")] {
            new_file::check(path, "fit without --replace")?;
        }
    }
    let effort = Effort { draws: typed.firms as usize, ..usual };
    let request = FitFirm { effort, threads, ..request };
    estimate::begin(request.work().as_ref(), threads)?;
    let answer = request.answer(&Terminal::new())?;
    place(&fitted, answer.toml.as_bytes(), typed.replace)?;
    place(&draws, answer.firms().csv().as_bytes(), typed.replace)?;
    #[cfg(feature = "parquet")]
    {
        let path = draws.with_extension("parquet");
        let columns = crate::output::files::parquet::firms(&answer.firms())
            .map_err(|error| Failure::Write { path: path.clone(), reason: error.to_string() })?;
        place(&path, &columns, typed.replace)?;
    }
    screen::show(&answer, typed.format, out)?;
    if typed.format == Format::Table {
        let [fitted, draws] = [&fitted, &draws].map(|path| quoted(&path.display().to_string()));
        let name = typed.file.display().to_string();
        writeln!(
            out,
            "\nWrote {fitted}, the central firm, and {draws}, firms that fit {} alike. Then:",
            quoted(&name)
        )?;
        writeln!(out, "  verona compare {fitted}")?;
    }
    Ok(())
}

/// Reads the export.
fn export(typed: &Typed, deals: &Path, study: &Study) -> Result<CrmReport, Failure> {
    let mapping = match &typed.mapping {
        Some(path) => Mapping::read(&firm::read(path)?, &path.display().to_string())?,
        None => Mapping::default(),
    };
    let open = |path: &Path| -> Result<Export<File>, Failure> {
        let source = File::open(path).map_err(|error| Failure::Read { path: path.to_owned(), error })?;
        Ok(Export { origin: path.display().to_string(), source })
    };
    let today = Timestamp::now().as_second().div_euclid(86_400);
    let known = Known { as_of: typed.as_of, today: Some(today), ..Known::of(study) };
    let [leads, activities] =
        [&typed.leads, &typed.activities].map(|path| path.as_deref().map(open).transpose());
    Ok(crm::read(open(deals)?, leads?, activities?, &mapping, known).map_err(Box::new)?)
}

/// A day after `--as-of`.
fn a_day(text: &str) -> Result<i64, String> {
    crm::cells::moment(text)
        .filter(|moment| !moment.is_open())
        .and_then(|moment| moment.day(crm::cells::Order::DayFirst))
        .ok_or_else(|| "expected a day such as 2024-12-31".to_owned())
}

fn place(path: &Path, text: &[u8], replace: bool) -> Result<(), Failure> {
    match replace {
        true => new_file::replace(path, text),
        false => new_file::write(path, text, "fit without --replace"),
    }
}
