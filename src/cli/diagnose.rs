//! `verona diagnose`: where a firm stands between the four structures, by what sales and marketing answer, or by what
//! a simulated firm does.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::terminal::Terminal;
use super::{estimate, firm, format, interview, new_file, screen, shown};
use crate::answers::diagnose::{Diagnosed, InFirm, Recognise};
use crate::evidence::diagnosis::answers::{self, Answers};
use crate::evidence::diagnosis::start;
use crate::experiment::estimate::Work;
use crate::output::words::next::quoted;

/// Find out where a firm stands between the four structures, and what to try next
///
/// Sales and marketing answer twenty statements separately: here one by one, or in a file. With --simulated
/// a scenario's simulated firm answers ten of them itself, as a check that each structure is recognised.
#[derive(Debug, Args)]
pub struct Typed {
    /// The answer file; without it, Verona asks the statements. With --simulated, the scenario file
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write an empty answer file to fill in; an existing file is never overwritten
    #[arg(
        long, value_name = "PATH", num_args = 0..=1, default_missing_value = "answers.toml",
        conflicts_with_all = ["file", "out", "save", "simulated", "format"]
    )]
    template: Option<PathBuf>,
    /// Also write a scenario to start from, with programmes of change for `verona change`
    #[arg(long, value_name = "PATH", conflicts_with = "simulated")]
    out: Option<PathBuf>,
    /// The firm's own scenario file: it is run through the model before anything is recommended, and --out keeps it
    #[arg(long, value_name = "SCENARIO", conflicts_with_all = ["simulated", "template"])]
    firm: Option<PathBuf>,
    /// Also write the answers given here into an answer file
    #[arg(long, value_name = "PATH", conflicts_with_all = ["file", "simulated"])]
    save: Option<PathBuf>,
    /// Let the simulated firm of a scenario answer ten of the statements itself
    #[arg(long)]
    simulated: bool,
    /// The structures to look at, by name; without it, all that the scenario compares
    #[arg(long = "structures", aliases = ["arm", "arms"], value_name = "A,B,..", value_delimiter = ',', requires = "simulated")]
    arm: Option<Vec<String>>,
    /// Simulated futures of each structure [default: 20]
    #[arg(long, value_name = "N", requires = "simulated", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: Option<u64>,
    /// Change any value of the scenario, such as --set offer.complexity=0.8 (repeatable)
    #[arg(long, value_name = "KEY=VALUE", requires = "simulated")]
    set: Vec<String>,
    /// Seed of all random draws: the same seed gives the same results, to the byte
    #[arg(long, value_name = "N", requires = "simulated", value_parser = |text: &str| firm::plan_number("seed", text))]
    seed: Option<u64>,
    /// Working days to simulate and count, after warm-up
    #[arg(long, value_name = "N", requires = "simulated", value_parser = |text: &str| firm::plan_number("days", text))]
    days: Option<u64>,
    /// Threads to use; without it, one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", requires = "simulated")]
    threads: Option<u16>,
    /// What to print: text to read, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How to print a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text to read.
    Table,
    /// One JSON object.
    Json,
}

impl From<Format> for format::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Json => Self::Json,
        }
    }
}

/// Replications without --replications: scores are means of many people, and settle soon.
const REPLICATIONS: u64 = 20;

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    if let Some(path) = &typed.template {
        return template(path, out);
    }
    if typed.simulated {
        return simulated(typed, out);
    }
    for path in [&typed.out, &typed.save].into_iter().flatten() {
        new_file::check(path, "diagnose")?;
    }
    let answers = given(typed.file.as_deref())?;
    if let Some(path) = &typed.save {
        new_file::write(path, answers::file(Some(&answers)), "diagnose")?;
    }
    if let Some(file) = &typed.firm {
        return in_firm(typed, file, answers, out);
    }
    if let Some(path) = &typed.out {
        new_file::write(path, start::scenario(&answers), "diagnose")?;
    }
    screen::show(&Diagnosed(answers), typed.format.into(), out)?;
    if typed.format == Format::Table { next(typed, out) } else { Ok(()) }
}

/// With the firm's own file.
fn in_firm(typed: &Typed, file: &Path, answers: Answers, out: &mut impl Write) -> Result<(), Failure> {
    let firm = firm::Typed { file: Some(file.to_owned()), set: Vec::new(), seed: None, days: None };
    let threads = usize::from(typed.threads.unwrap_or(0));
    let request = InFirm { answers, study: firm.study()?, threads };
    let work = Work::of(std::iter::once(&request.study.base), request.simulations()?);
    estimate::begin(work.as_ref(), threads)?;
    let answer = request.answer(&Terminal::new())?;
    if let Some(path) = &typed.out {
        let text = start::beside(&firm::read(file)?, &answer.answers, answer.to());
        let text = text.ok_or_else(|| Failure::usage("the firm's file cannot be written on".to_owned()))?;
        new_file::write(path, &text, "diagnose")?;
    }
    screen::show(&answer, typed.format.into(), out)?;
    if typed.format == Format::Table {
        let file = quoted(&file.display().to_string());
        let next = match &typed.out {
            Some(path) => (
                "compare the programmes in it".to_owned(),
                format!("verona change {}", quoted(&path.display().to_string())),
            ),
            None => {
                ("try single choices too, and people and pay".to_owned(), format!("verona levers {file}"))
            }
        };
        writeln!(out)?;
        screen::next(&[next], out)?;
    }
    Ok(())
}

fn template(path: &Path, out: &mut impl Write) -> Result<(), Failure> {
    new_file::write(path, answers::file(None), "diagnose")?;
    let shown = quoted(&path.display().to_string());
    writeln!(
        out,
        "Wrote {shown}. Put in the answers of sales and of marketing, then:\n  verona diagnose {shown}"
    )?;
    Ok(())
}

/// The answers: from a file, a terminal or a pipe.
fn given(file: Option<&Path>) -> Result<Answers, Failure> {
    match file {
        Some(path) => Ok(answers::read(&firm::read(path)?, &path.display().to_string())?),
        None => {
            let input = io::stdin();
            let person = input.is_terminal();
            interview::ask(&mut input.lock(), person, &mut shown::err())
        }
    }
}

fn next(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "\nWhat to try next")?;
    match (&typed.out, &typed.file) {
        (Some(path), _) => {
            let shown = quoted(&path.display().to_string());
            writeln!(
                out,
                "  verona change {shown}\n      compare the programmes in it, once its firm is yours"
            )?;
        }
        (None, Some(file)) => {
            let file = quoted(&file.display().to_string());
            writeln!(
                out,
                "  verona diagnose {file} --firm FIRM.toml\n      run your own firm through the model before you follow the book's advice above, which knows nothing of it\n  verona diagnose {file} --out start.toml\n      without a file of your firm: a scenario to start from, with the moves as programmes"
            )?;
        }
        (None, None) => writeln!(
            out,
            "  verona diagnose --template\n      keep the answers in a file, from which --out writes a scenario to start from"
        )?,
    }
    Ok(())
}

fn simulated(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let firm =
        firm::Typed { file: typed.file.clone(), set: typed.set.clone(), seed: typed.seed, days: typed.days };
    let mut study = firm.study_with(Some(typed.replications.unwrap_or(REPLICATIONS)))?;
    if let Some(names) = &typed.arm {
        study = study.select(names)?;
    }
    let threads = usize::from(typed.threads.unwrap_or(0));
    estimate::begin(Work::of_arms(&study.arms, study.base.plan.replications).as_ref(), threads)?;
    let answer = Recognise { study: Arc::new(study), threads }.answer(&Terminal::new())?;
    screen::show(&answer, typed.format.into(), out)
}
