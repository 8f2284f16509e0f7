//! The files of an output directory, while the simulation runs and after it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use csv::Writer;

use super::draws::Chosen;
use super::failure::Failure;
use crate::answers::Refused;
use crate::answers::report::FIRMS_FILE;
use crate::experiment::{Comparison, Stopped};
use crate::model::Replication;
use crate::output::files::directory::{Directory, DirectoryError};
use crate::output::tables::dictionary::{self, Kept};
use crate::output::tables::rows;

/// An output directory while the simulation runs.
pub struct Results {
    path: PathBuf,
    directory: Directory,
    outcomes: Writer<BufWriter<File>>,
    /// Months and people; none over firms, of which a row is the mean of several futures.
    lives: Option<[Writer<BufWriter<File>>; 2]>,
    /// Whether there are paths of programmes.
    change: bool,
}

impl Results {
    /// Starts the files; `over_firms`, those of a run that keeps one row a firm: the mean of its futures.
    pub fn create(path: PathBuf, replace: bool, over_firms: bool) -> Result<Self, Failure> {
        // Set before there is anything that an interruption would have to clear away.
        super::terminal::interruptible();
        let mut directory = Directory::create(&path, replace)?;
        let mut start = |name: &str, columns: &[rows::Column]| -> Result<_, DirectoryError> {
            rows::start(directory.file(name)?, columns)
                .map_err(|error| DirectoryError::Io { path: path.join(name), error })
        };
        let outcomes = start("outcomes.csv", &rows::outcome_columns())?;
        let lives = match over_firms {
            true => None,
            false => Some([
                start("months.csv", &rows::month_columns())?,
                start("people.csv", &rows::person_columns())?,
            ]),
        };
        Ok(Self { path, directory, outcomes, lives, change: false })
    }

    /// Writes the rows of one replication of one structure; over firms, there are none.
    pub fn keep(&mut self, replication: u32, arm: &str, result: &Replication) -> io::Result<()> {
        let Some([months, people]) = &mut self.lives else { return Ok(()) };
        rows::outcomes(&mut self.outcomes, replication, arm, &result.outcomes)?;
        rows::months(months, replication, arm, &result.months)?;
        rows::people(people, replication, arm, &result.people)
    }

    /// Starts the file of the paths of programmes.
    pub fn trajectories(&mut self) -> Result<Writer<BufWriter<File>>, Failure> {
        self.change = true;
        Ok(rows::start(self.directory.file("trajectories.csv")?, &rows::trajectory_columns())?)
    }

    /// Writes one more file.
    pub fn write(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let mut file = self.directory.file(name)?;
        let done = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        Ok(done.map_err(|error| DirectoryError::Io { path: self.path.join(name), error })?)
    }

    /// Writes the rest, with a dictionary, and moves everything into place.
    pub fn commit(
        mut self,
        comparison: &Comparison,
        firms: &Chosen,
        summary: &str,
        scenario: &str,
        command: &str,
    ) -> Result<(), Failure> {
        let over_firms = self.lives.is_none();
        let io = |error: io::Error| DirectoryError::Io { path: self.path.clone(), error };
        if over_firms {
            for (at, replication) in comparison.replications.clone().enumerate() {
                for (arm, outcomes) in comparison.arms.iter().zip(&comparison.outcomes) {
                    rows::outcomes(&mut self.outcomes, replication, arm, &outcomes[at]).map_err(io)?;
                }
            }
        }
        for rows in std::iter::once(&mut self.outcomes).chain(self.lives.iter_mut().flatten()) {
            rows.flush().map_err(io)?;
        }
        let scenario = format!(
            "# Every value in force, then what each structure changes: running this file gives the same results again. Written by verona {} for\n# {command}\n\n{scenario}",
            env!("CARGO_PKG_VERSION"),
            // A file's name may hold a line break; a comment may not.
            command = command.replace(char::is_control, " "),
        );
        if let Some(firms) = firms.kept() {
            self.write(FIRMS_FILE, &firms.csv())?;
        }
        self.write("summary.json", summary)?;
        self.write("scenario.toml", &scenario)?;
        let io = |error: io::Error| DirectoryError::Io { path: self.path.clone(), error };
        let kept = Kept { change: self.change, over_firms, firms: firms.kept().is_some() };
        let files = &dictionary::files(kept);
        let mut page = self.directory.file("dictionary.md")?;
        dictionary::write_markdown(&mut page, files).and_then(|()| page.flush()).map_err(io)?;
        dictionary::write_csv(self.directory.file("dictionary.csv")?, files).map_err(io)?;
        Ok(self.directory.commit()?)
    }

    /// A row could not be written, or something else was in the way.
    pub fn failed(path: PathBuf, refused: Refused) -> Failure {
        match refused {
            Refused::Stopped(Stopped::Keep(error)) => DirectoryError::Io { path, error }.into(),
            other => other.into(),
        }
    }
}
