//! `verona change`: how a firm fares on its way from one way of working to another, under several programmes, against
//! the same firm without change.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use clap::Args;
use csv::Writer;

use super::experiment;
use super::failure::Failure;
use super::format::Format;
use super::results::Results;
use super::terminal::Terminal;
use super::{draws, estimate, firm, screen};
use crate::answers::Answer;
use crate::answers::change::{Change, Lived};
use crate::experiment::estimate::Work;
use crate::output::tables::rows;
use crate::output::words::next;

/// Simulate a firm under several programmes of change: how deep the dip, when it breaks even, what it is worth
///
/// Every programme lives through the same futures (replications) as the firm without change, so that each path is what
/// the programme does and not luck.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The programmes to simulate, by name, in this order
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    programmes: Option<Vec<String>>,
    #[command(flatten)]
    draws: draws::Typed,
    #[command(flatten)]
    experiment: experiment::Typed,
}

impl Typed {
    fn request(&self) -> Result<Change, Failure> {
        let study = self.firm.study_with(self.experiment.replications)?;
        let mut request = Change::of(study, self.programmes.as_deref(), self.firm.file.is_some())?;
        request.threads = usize::from(self.experiment.threads);
        Ok(request)
    }

    /// The option that chose the programmes, if it was given.
    fn chosen(&self) -> String {
        let names = self.programmes.as_ref();
        names.map(|names| format!("--programmes {}", next::quoted(&names.join(",")))).unwrap_or_default()
    }
}

/// Where rows go as they come: into a directory, and to standard output.
struct Sinks<T: Write> {
    results: Option<(Results, Writer<BufWriter<File>>)>,
    printed: Option<Writer<T>>,
}

impl<T: Write> Sinks<T> {
    fn keep(&mut self, lived: &Lived<'_>) -> io::Result<()> {
        let Lived { replication, arm, result, trajectory } = *lived;
        if let (Some((results, _)), Some(result)) = (&mut self.results, result) {
            results.keep(replication, arm, result)?;
        }
        let Some((differences, path)) = trajectory else { return Ok(()) };
        if let Some((_, writer)) = &mut self.results {
            rows::trajectory(writer, replication, arm, differences, path)?;
        }
        if let Some(writer) = &mut self.printed {
            rows::trajectory(writer, replication, arm, differences, path)?;
        }
        Ok(())
    }

    /// All rows are there; gives back what goes on to be written to.
    fn end(self) -> io::Result<Option<(Results, Writer<BufWriter<File>>)>> {
        self.printed.map_or(Ok(()), |mut printed| printed.flush())?;
        Ok(self.results)
    }
}

/// Does it; rows are written as they come.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let (mut request, asked) = (typed.request()?, &typed.experiment);
    let firms = typed.draws.chosen(&typed.firm, &request.study)?;
    request.draws.clone_from(&firms.asked);
    let results = match asked.results(request.draws.is_some())? {
        None => None,
        Some(mut results) => {
            let trajectories = results.trajectories()?;
            Some((results, trajectories))
        }
    };
    let lives = firms.lives(request.study.base.plan.replications);
    estimate::begin(Work::of_arms(&request.study.change_arms(), lives).as_ref(), request.threads)?;
    let mut sinks = Sinks { results, printed: None };
    if asked.format == Format::Csv {
        sinks.printed = Some(rows::start(&mut *out, &rows::trajectory_columns())?);
    }
    let answer = request.answer(&Terminal::new(), |lived| sinks.keep(lived));
    let mut answer = answer.map_err(|refused| asked.unkept(refused))?;
    let results = sinks.end()?;
    if asked.format == Format::Table {
        answer.look_at_unknowns(firms.fitted(), request.threads, &Terminal::new())?;
    }
    if let Some((mut results, mut trajectories)) = results {
        trajectories.flush()?;
        results.write("change.json", &answer.json()?)?;
        results.write("path.svg", &answer.svg().unwrap_or_default())?;
        let chosen = [typed.chosen(), typed.draws.again(&firms)];
        let again = asked.again("change", &typed.firm, &chosen);
        let (summary, scenario) = (answer.summary_json()?, answer.study.written_out());
        results.commit(&answer.comparison, &firms, &summary, &scenario, &again)?;
    }
    match asked.format {
        Format::Csv => {}
        Format::Json => out.write_all(answer.json()?.as_bytes())?,
        Format::Table => {
            write!(out, "{}", answer.text(screen::width()))?;
            asked.tell(&firms, ", path.svg is the picture", out)?;
            screen::next(&answer.next(&typed.firm.again(), &typed.chosen()), out)?;
        }
    }
    Ok(())
}
