//! `verona change`: how a firm fares on its way from one way of working to another, under several programmes, against
//! the same firm without change.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use clap::Args;
use csv::Writer;

use super::experiment::{self, Format};
use super::failure::{Failure, printing};
use super::results::Results;
use super::terminal::Terminal;
use super::{draws, estimate, firm, screen};
use crate::answers::change::{Change, Changed, Lived};
use crate::answers::report::FIRMS_FILE;
use crate::answers::{Answer, Refused};
use crate::experiment::estimate::Work;
use crate::experiment::lives::{Drawn, EACH};
use crate::output::tables::{dictionary, rows};
use crate::output::words::{next, number};

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
        request.draws = self.draws.drawn(&request.study)?;
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
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let (answer, beside) = changed(typed, out)?;
    match typed.experiment.format {
        Format::Csv => {}
        Format::Json => out.write_all(answer.json()?.as_bytes())?,
        Format::Table => {
            write!(out, "{}", answer.text(screen::width()))?;
            if let Some((_, name)) = &beside {
                writeln!(out, "{}\n", number::wrapped(&draws::found(name), screen::width(), ""))?;
            }
            if let Some(directory) = &typed.experiment.out {
                let directory = directory.display();
                writeln!(
                    out,
                    "All results are in {directory}, path.svg is the picture; dictionary.md there explains every column.\n"
                )?;
            }
            screen::next(&answer.next(&typed.firm.again(), &typed.chosen()), out)?;
        }
    }
    Ok(())
}

/// Simulates; rows are written as they come. With the firms that were found beside the file, and where.
fn changed(typed: &Typed, out: &mut impl Write) -> Result<(Changed, Option<(Drawn, String)>), Failure> {
    let request = typed.request()?;
    let beside = match request.draws {
        Some(_) => None,
        None => draws::beside(&typed.firm)?,
    };
    let results = match &typed.experiment.out {
        None => None,
        Some(directory) => {
            let (directory, force) = (directory.clone(), typed.experiment.force);
            let mut results = match &request.draws {
                Some(_) => Results::over_firms(directory, force)?,
                None => Results::create(directory, force)?,
            };
            let file = results.file("trajectories.csv")?;
            Some((results, rows::start(file, &rows::trajectory_columns())?))
        }
    };
    let lives = request.draws.as_ref().map(|drawn| EACH * drawn.firms.len() as u32);
    let replications = lives.unwrap_or(request.study.base.plan.replications);
    let work = Work::of_arms(&request.study.change_arms(), replications);
    estimate::begin(work.as_ref(), request.threads)?;
    let printed = match typed.experiment.format {
        Format::Csv => Some(rows::start(out, &rows::trajectory_columns())?),
        Format::Table | Format::Json => None,
    };
    let mut sinks = Sinks { results, printed };
    let mut answer = request
        .answer(&Terminal::new(), |lived| sinks.keep(lived))
        .map_err(|refused| unkept(typed, refused))?;
    if let Some(printed) = &mut sinks.printed {
        printed.flush()?;
    }
    let fitted = beside.as_ref().map(|(drawn, _)| drawn);
    if typed.experiment.format == Format::Table {
        answer.look_at_unknowns(fitted.map(|drawn| &*drawn.firms), request.threads, &Terminal::new())?;
    }
    if let Some((results, trajectories)) = sinks.results {
        write(typed, &answer, [request.draws.as_ref(), fitted], results, trajectories)?;
    }
    Ok((answer, beside))
}

/// A row could not be written: to the directory, or else to standard output.
fn unkept(typed: &Typed, refused: Refused) -> Failure {
    match &typed.experiment.out {
        Some(path) => Results::failed(path.clone(), refused),
        None => printing(refused),
    }
}

/// Writes the files that need all replications, with the firms of a run over firms, or those found beside the file.
fn write(
    typed: &Typed,
    answer: &Changed,
    [drawn, beside]: [Option<&Drawn>; 2],
    mut results: Results,
    mut trajectories: Writer<BufWriter<File>>,
) -> Result<(), Failure> {
    trajectories.flush()?;
    results.write("change.json", &answer.json()?)?;
    results.write("path.svg", &answer.svg().unwrap_or_default())?;
    let chosen = [Some(typed.chosen()), drawn.and_then(|drawn| typed.draws.again(drawn.firms.len()))];
    let chosen: Vec<String> = chosen.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    let again = experiment::again("change", &typed.firm, &chosen.join(" "), &typed.experiment);
    if let Some(firms) = drawn.or(beside).filter(|firms| firms.fitted) {
        results.write(FIRMS_FILE, &firms.firms.csv())?;
    }
    let files = match (drawn, beside) {
        (Some(drawn), _) => {
            results.keep_firms(&answer.comparison)?;
            dictionary::change_files_over_firms(drawn.fitted)
        }
        (None, Some(_)) => [&dictionary::change_files()[..], &[dictionary::FIRMS]].concat(),
        (None, None) => dictionary::change_files(),
    };
    results.commit(&answer.summary_json()?, &answer.study.written_out(), &again, &files)
}
