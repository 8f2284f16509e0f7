//! Why there is no answer: one typed error, whose kind a face turns into an exit code, an exception or a message.

use thiserror::Error;

use crate::evidence::claims::FullError;
use crate::experiment::store::StoreError;
use crate::experiment::{Lost, Stopped};
use crate::model::ModelError;
use crate::output::files::directory::DirectoryError;
use crate::scenario::ScenarioError;

/// Why there is no answer. Its words are for the user.
#[derive(Debug, Error)]
pub enum Refused {
    /// What is asked for is not there, or cannot be asked.
    #[error("{0}")]
    Usage(String),
    /// The scenario, experiment, claim file or questionnaire is wrong.
    #[error(transparent)]
    Scenario(#[from] Box<ScenarioError>),
    /// A run directory cannot be used, or its run was interrupted.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A directory of results cannot be made or read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The simulations did not finish.
    #[error("{}", told(.0, matches!(.0, Stopped::Model { .. }), "scenario"))]
    Stopped(#[from] Stopped),
    /// A full run of claims did not go on.
    #[error("{}", told(.0, matches!(**.0, FullError::Model { .. }), "claim file"))]
    Claims(Box<FullError>),
}

/// The kinds of refusal between which a face must tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// What is asked for is not there, or cannot be asked.
    Usage,
    /// What the user wrote is wrong.
    Scenario,
    /// A file or directory cannot be read, written or used.
    Files,
    /// A law of the model was broken.
    Defect,
    /// The work was called off.
    Cancelled,
}

/// The error; of a broken law of the model also that the user's file is not to blame.
fn told(error: &dyn std::fmt::Display, defect: bool, file: &str) -> String {
    match defect {
        true => {
            format!("{error}\nThis is a defect of verona, not of the {file}. Please report it.")
        }
        false => error.to_string(),
    }
}

impl Refused {
    /// Which kind of refusal it is.
    pub fn why(&self) -> Why {
        match self {
            Refused::Usage(_) => Why::Usage,
            Refused::Scenario(_) => Why::Scenario,
            Refused::Store(StoreError::Interrupted) | Refused::Stopped(Stopped::Cancelled) => Why::Cancelled,
            Refused::Store(_)
            | Refused::Directory(_)
            | Refused::Stopped(Stopped::Keep(_) | Stopped::Threads(_)) => Why::Files,
            Refused::Stopped(Stopped::Model { .. }) => Why::Defect,
            Refused::Claims(error) => match **error {
                FullError::Design(_) => Why::Usage,
                FullError::Model { .. } => Why::Defect,
                FullError::Store(_) | FullError::Table(_) => Why::Files,
            },
        }
    }

    /// For an arm and replication in which a law of the model was broken.
    pub fn law(arm: &str, replication: u32, error: ModelError) -> Self {
        Refused::Stopped(Stopped::of(error, arm, replication))
    }

    /// For a life that could not be followed.
    pub fn lost(lost: Lost, arm: &str, replication: u32) -> Self {
        match lost {
            Lost::Model(error) => Refused::law(arm, replication, error),
            Lost::Absent { .. } => Refused::Usage(lost.to_string()),
        }
    }
}

impl From<ScenarioError> for Refused {
    fn from(error: ScenarioError) -> Self {
        Refused::Scenario(Box::new(error))
    }
}

impl From<FullError> for Refused {
    fn from(error: FullError) -> Self {
        match error {
            FullError::Store(error) => Refused::Store(error),
            error => Refused::Claims(Box::new(error)),
        }
    }
}
