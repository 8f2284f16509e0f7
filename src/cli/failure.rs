//! Everything that can go wrong with a command, the one message that the user gets, and the exit code.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::evidence::claims::FullError;
use crate::experiment::store::StoreError;
use crate::experiment::{Lost, Stopped};
use crate::model::ModelError;
use crate::output::files::directory::DirectoryError;
use crate::scenario::ScenarioError;

/// The exit codes, as `verona --help` shows them.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    done
  2    the command line cannot be understood, or asks for what is not there
  3    the scenario (file, --set, --arms or --programmes) or a questionnaire is wrong or unfinished; the message says where
  4    a file or the directory of a run cannot be read, written or used
  5    a law of the model was broken: a defect of verona, please report it
  130  interrupted (Ctrl-C); nothing half-written is left behind, and what a sweep had finished is kept";

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The command asks for what is not there.
    Usage(String),
    /// The scenario is wrong.
    Scenario(Box<ScenarioError>),
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        reason: String,
    },
    /// An output directory cannot be made.
    Directory(DirectoryError),
    /// A run directory cannot be used, or its run was interrupted.
    Store(StoreError),
    /// Standard output cannot be written to.
    Print(io::Error),
    /// The experiment did not finish.
    Stopped(Stopped),
    /// A full run of claims did not go on.
    Claims(Box<FullError>),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Usage(_) => 2,
            Failure::Scenario(_) => 3,
            Failure::Read { .. } | Failure::Write { .. } | Failure::Directory(_) | Failure::Print(_) => 4,
            Failure::Store(StoreError::Interrupted) => 130,
            Failure::Store(_) => 4,
            Failure::Stopped(Stopped::Keep(_) | Stopped::Threads(_)) => 4,
            Failure::Stopped(Stopped::Model { .. }) => 5,
            Failure::Stopped(Stopped::Cancelled) => 130,
            Failure::Claims(error) => match **error {
                FullError::Design(_) => 2,
                FullError::Model { .. } => 5,
                FullError::Store(_) | FullError::Table(_) => 4,
            },
        }
    }

    /// Whether the reader of standard output went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Print(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// For an arm and replication in which a law of the model was broken.
    pub fn law(arm: &str, replication: u32, error: ModelError) -> Self {
        Failure::Stopped(Stopped::Model { arm: arm.to_owned(), replication, error })
    }

    /// For a life that could not be followed.
    pub fn lost(lost: Lost, arm: &str, replication: u32) -> Self {
        match lost {
            Lost::Model(error) => Failure::law(arm, replication, error),
            Lost::Absent { .. } => Failure::Usage(lost.to_string()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) => write!(f, "{message}"),
            Failure::Scenario(error) => write!(f, "{error}"),
            Failure::Read { path, error } => {
                write!(f, "cannot read '{}': {error}\n  = help: {}", path.display(), mend(error))
            }
            Failure::Write { path, reason } => write!(f, "cannot write '{}': {reason}", path.display()),
            Failure::Directory(error) => write!(f, "{error}"),
            Failure::Store(StoreError::Interrupted) => {
                write!(f, "interrupted; what was finished is kept, and the same command goes on from there")
            }
            Failure::Store(error) => write!(f, "{error}"),
            Failure::Print(error) => write!(f, "cannot write to standard output: {error}"),
            Failure::Stopped(Stopped::Cancelled) => write!(f, "interrupted; no results were written"),
            Failure::Stopped(error @ Stopped::Model { .. }) => {
                write!(f, "{error}\nThis is a defect of verona, not of the scenario. Please report it.")
            }
            Failure::Stopped(error) => write!(f, "{error}"),
            Failure::Claims(error) => match &**error {
                FullError::Model { .. } => {
                    write!(f, "{error}\nThis is a defect of verona, not of the claim file. Please report it.")
                }
                error => write!(f, "{error}"),
            },
        }
    }
}

/// What to do about a file that cannot be read.
fn mend(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "check the path; without a file the built-in firm or claims are used, and `verona init FILE` writes a firm to start from"
        }
        io::ErrorKind::IsADirectory => "name a file in it, such as scenarios/start-up.toml",
        io::ErrorKind::InvalidData => "expected a text file in UTF-8",
        _ => "name a file that you may read",
    }
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        Failure::Scenario(Box::new(error))
    }
}

impl From<DirectoryError> for Failure {
    fn from(error: DirectoryError) -> Self {
        Failure::Directory(error)
    }
}

impl From<FullError> for Failure {
    fn from(error: FullError) -> Self {
        match error {
            FullError::Store(error) => Failure::Store(error),
            error => Failure::Claims(Box::new(error)),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

impl From<io::Error> for Failure {
    /// Commands write to standard output only; whatever else can fail names its file.
    fn from(error: io::Error) -> Self {
        Failure::Print(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Print(error.into())
    }
}
