//! Simulates on behalf of a command: progress, Ctrl-C, and the files of an output directory.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use csv::Writer;

use super::failure::Failure;
use super::progress::Progress;
use super::shown;
use crate::experiment::{Comparison, Settings, Stopped, run_until};
use crate::model::Replication;
use crate::output::files::directory::{Directory, DirectoryError};
use crate::output::tables::{dictionary, rows};
use crate::scenario::Arm;

/// Set by Ctrl-C, and by a polite request to end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What Ctrl-C sets, once there is somebody to look at it; pressed again, it ends the program at once.
pub fn interruptible() -> &'static AtomicBool {
    // Without a handler (there can be but one) Ctrl-C still ends the program, only less tidily.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = writeln!(
            shown::err(),
            "stopping within a working day of each simulation; press again to stop at once"
        );
    });
    &INTERRUPTED
}

/// Runs all arms. Ctrl-C stops inside the simulations; pressed again, at once.
pub fn simulate(
    arms: &[Arm],
    settings: &Settings,
    keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
) -> Result<Comparison, Stopped> {
    let number = u32::try_from(settings.replications.len()).unwrap_or(u32::MAX);
    simulate_until(arms, settings, &[number], keep, |_| true)
}

/// Runs all arms up to each look in turn, until `enough` says so.
pub fn simulate_until(
    arms: &[Arm],
    settings: &Settings,
    looks: &[u32],
    keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    enough: impl FnMut(&Comparison) -> bool,
) -> Result<Comparison, Stopped> {
    let interrupted = interruptible();
    let arms: Vec<_> = arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let most = looks.last().copied().unwrap_or(0) as usize;
    let mut progress = Progress::new((arms.len() * most) as u64);
    run_until(&arms, settings, looks, interrupted, |done| progress.show(done), keep, enough)
}

/// An output directory while the simulation runs.
pub struct Results {
    path: PathBuf,
    directory: Directory,
    outcomes: Writer<BufWriter<File>>,
    months: Writer<BufWriter<File>>,
    people: Writer<BufWriter<File>>,
}

impl Results {
    /// Starts the files.
    pub fn create(path: PathBuf, replace: bool) -> Result<Self, Failure> {
        let mut directory = Directory::create(&path, replace)?;
        let mut start = |name: &str, columns: &[rows::Column]| -> Result<_, DirectoryError> {
            rows::start(directory.file(name)?, columns)
                .map_err(|error| DirectoryError::Io { path: path.join(name), error })
        };
        let outcomes = start("outcomes.csv", &rows::outcome_columns())?;
        let months = start("months.csv", &rows::month_columns())?;
        let people = start("people.csv", &rows::person_columns())?;
        Ok(Self { path, directory, outcomes, months, people })
    }

    /// Writes the rows of one replication of one arm.
    pub fn keep(&mut self, replication: u32, arm: &str, result: &Replication) -> io::Result<()> {
        rows::outcomes(&mut self.outcomes, replication, arm, &result.outcomes)?;
        rows::months(&mut self.months, replication, arm, &result.months)?;
        rows::people(&mut self.people, replication, arm, &result.people)
    }

    /// Starts one more file.
    pub fn file(&mut self, name: &str) -> Result<BufWriter<File>, Failure> {
        Ok(self.directory.file(name)?)
    }

    /// Writes one more file.
    pub fn write(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let mut file = self.directory.file(name)?;
        let done = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        Ok(done.map_err(|error| DirectoryError::Io { path: self.path.join(name), error })?)
    }

    /// Writes the rest, with a dictionary of `files`, and moves everything into place.
    pub fn commit(
        mut self,
        summary: &str,
        scenario: &str,
        command: &str,
        files: &[(&str, &str)],
    ) -> Result<(), Failure> {
        let io = |error: io::Error| DirectoryError::Io { path: self.path.clone(), error };
        for rows in [&mut self.outcomes, &mut self.months, &mut self.people] {
            rows.flush().map_err(io)?;
        }
        let scenario = format!(
            "# Every value in force, then what each arm changes: running this file gives the same results again. Written by verona {} for\n# {command}\n\n{scenario}",
            env!("CARGO_PKG_VERSION"),
            // A file's name may hold a line break; a comment may not.
            command = command.replace(char::is_control, " "),
        );
        self.write("summary.json", summary)?;
        self.write("scenario.toml", &scenario)?;
        let io = |error: io::Error| DirectoryError::Io { path: self.path.clone(), error };
        let mut page = self.directory.file("dictionary.md")?;
        dictionary::write_markdown(&mut page, files).and_then(|()| page.flush()).map_err(io)?;
        dictionary::write_csv(self.directory.file("dictionary.csv")?, files).map_err(io)?;
        Ok(self.directory.commit()?)
    }

    /// A row could not be written.
    pub fn failed(path: PathBuf, stopped: Stopped) -> Failure {
        match stopped {
            Stopped::Keep(error) => DirectoryError::Io { path, error }.into(),
            other => Failure::Stopped(other),
        }
    }
}
