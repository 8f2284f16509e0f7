//! Everything that can go wrong with a command, the one message that the user gets, and the exit code.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::answers::{Refused, Why};
use crate::evidence::crm::CrmError;
use crate::experiment::Stopped;
use crate::experiment::store::StoreError;
use crate::output::tables::sweep::Nothing;

/// The exit codes, as `verona --help` shows them.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    done
  2    the command line cannot be understood, or asks for what is not there
  3    the scenario (file, --set, --structures or --programmes) or a questionnaire is wrong or unfinished; the message says where
  4    a file or the directory of a run cannot be read, written or used
  5    a law of the model was broken: a defect of verona, please report it
  130  interrupted (Ctrl-C); nothing half-written is left behind, and what a sweep had finished is kept";

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// There is no answer.
    #[error("{}", refused(.0))]
    Refused(Refused),
    /// No point of an experiment could be simulated.
    #[error("{0}")]
    Nothing(Nothing),
    /// An export of a firm's own system cannot be used.
    #[error(transparent)]
    Export(#[from] Box<CrmError>),
    /// A file cannot be read.
    #[error("cannot read '{}': {error}\n  = help: {}", path.display(), mend(path, error))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write '{}': {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        reason: String,
    },
    /// Standard output cannot be written to. Commands write there only; whatever else can fail names its file.
    #[error("cannot write to standard output: {0}")]
    Print(#[from] io::Error),
}

/// Why there is no answer, in words; of what was called off, also what became of it.
fn refused(refused: &Refused) -> String {
    match refused {
        Refused::Store(StoreError::Interrupted) => {
            "interrupted; what was finished is kept, and the same command goes on from there".to_owned()
        }
        Refused::Stopped(Stopped::Cancelled) => "interrupted; no results were written".to_owned(),
        other => other.to_string(),
    }
}

/// What was to be kept went to standard output.
pub fn printing(refused: Refused) -> Failure {
    match refused {
        Refused::Stopped(Stopped::Keep(error)) => Failure::Print(error),
        other => other.into(),
    }
}

impl Failure {
    /// For a command that asks for what is not there.
    pub fn usage(message: impl Into<String>) -> Self {
        Failure::Refused(Refused::Usage(message.into()))
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Nothing(_) | Failure::Export(_) => 3,
            Failure::Read { .. } | Failure::Write { .. } | Failure::Print(_) => 4,
            Failure::Refused(refused) => match refused.why() {
                Why::Usage => 2,
                Why::Scenario => 3,
                Why::Files => 4,
                Why::Defect => 5,
                Why::Cancelled => 130,
            },
        }
    }

    /// Whether the reader of standard output went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Print(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What to do about a file that cannot be read.
fn mend(path: &Path, error: &io::Error) -> &'static str {
    let firm = path.extension().is_none_or(|ending| ending == "toml");
    match error.kind() {
        io::ErrorKind::NotFound if !firm => "check the path",
        io::ErrorKind::NotFound => {
            "check the path; without a file the built-in firm or claims are used, and `verona init FILE` writes a firm to start from"
        }
        io::ErrorKind::IsADirectory => "name a file in it, such as scenarios/start-up.toml",
        io::ErrorKind::InvalidData => "expected a text file in UTF-8",
        _ => "name a file that you may read",
    }
}

impl<E: Into<Refused>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Refused(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Print(error.into())
    }
}
