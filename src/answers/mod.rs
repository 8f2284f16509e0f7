//! Answers: one module a question, each a request, an answer, and nothing else. No terminal, no file, no thread of its own:
//! the command line, Python and the browser ask here, and only translate what they were asked and what comes back.
//!
//! A request is a struct of plain values. Its method `answer` takes somebody who waits ([`Watch`]: is told how far the work
//! is, and may call it off) and gives the question's own answer, which knows how to give itself ([`Answer`]) as words, as
//! text for a width, as JSON and as tables for programs. What was refused is one [`Refused`].
//!
//! A question in the list `questions!` below is asked by its name too ([`ask()`]): it has `Options`, plain values that serde
//! reads, and a function `ask`. So Python needs no Rust of its own for it.
//!
//! Where the replications are simulated elsewhere, as a browser's workers do, the answer is made from what they brought:
//! [`compare::Compared::of`], [`change::Changed::of`].

pub mod ablate;
#[macro_use]
mod ask;
pub mod change;
pub mod compare;
pub mod diagnose;
pub mod draws;
pub mod explain;
pub mod fit;
pub mod glimpse;
pub mod levers;
pub mod map;
pub mod merge;
pub mod outcomes;
pub mod patterns;
mod refused;
pub mod report;
pub mod reproduce;
pub mod response;
pub mod run;
pub mod sampled;
pub mod schema;
pub mod search;
pub mod sensitivity;
pub mod sweep;
pub mod trace;
mod watch;
pub mod weigh;
pub mod why;

pub use ask::{Subject, planned};
pub use refused::{Refused, Why};
pub use watch::{Unwatched, Watch};

use std::io;
use std::sync::Arc;

use crate::experiment::Settings;
use crate::output::tables::frame::Frame;
use crate::output::tables::json::About;
use crate::scenario::Study;

questions! { compare, change, run, sensitivity, map, response, levers, why, trace, reproduce }

/// What every answer can give.
pub trait Answer {
    /// The answer in a sentence, or a sentence each.
    fn verdict(&self) -> String;

    /// What it rests on, a sentence or paragraph each.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// The answer as a person reads it, in lines of at most so many columns where tables and pictures can help it.
    fn text(&self, width: usize) -> String;

    /// One JSON object.
    ///
    /// # Errors
    /// None that data can cause; the serialiser's own are passed on.
    fn json(&self) -> serde_json::Result<String>;

    /// The rows that the command line prints as CSV.
    ///
    /// # Errors
    /// Those of writing.
    fn csv(&self, to: &mut dyn io::Write) -> io::Result<()> {
        match self.tables().first() {
            Some((_, frame)) => frame.csv(to),
            None => Ok(()),
        }
    }

    /// A picture in text, where there is one by itself.
    fn picture(&self, _width: usize) -> Option<String> {
        None
    }

    /// A picture as SVG that needs nothing else, where there is one.
    fn svg(&self) -> Option<String> {
        None
    }

    /// Tables for programs, by name.
    fn tables(&self) -> Vec<(&'static str, Frame)>;
}

/// The settings of a study's experiment, with replications numbered from 1: "replication 1 of 60" is what a person counts.
pub fn settings(study: &Study, threads: usize) -> Settings {
    let plan = &study.base.plan;
    Settings { seed: plan.seed, replications: 1..plan.replications + 1, threads }
}

/// What JSON says of the scenario.
fn about(study: &Arc<Study>) -> About<'_> {
    let plan = &study.base.plan;
    About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up }
}

/// How many futures, as a text's head says it.
fn futures(replications: usize) -> String {
    match replications {
        1 => "1 replication (simulated future)".to_owned(),
        n => format!("{n} replications (simulated futures)"),
    }
}

/// A column of lines, each ended.
fn lines(out: &mut String, words: &str) {
    out.push_str(words);
    out.push('\n');
}
