//! `verona trace`: the life of one lead, one deal or one person of one replication, as a log to read.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::{estimate, firm, screen};
use crate::answers::Answer;
use crate::answers::trace::{Trace, Whom};
use crate::experiment::estimate::Work;

/// Follow one lead, deal or person through one replication, day by day
///
/// Without --lead, --deal or --person it picks a lead to which a lot happens. Tracing changes no result.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The structure; without it, the scenario's first
    #[arg(long = "structure", alias = "arm", value_name = "NAME")]
    arm: Option<String>,
    /// The replication, numbered from 1 as in compare
    #[arg(long, value_name = "N", default_value = "1", value_parser = |text: &str| firm::plan_number("replications", text))]
    replication: u64,
    /// The lead of this number
    #[arg(long, value_name = "N", group = "subject")]
    lead: Option<u32>,
    /// The deal won as the N-th of this replication
    #[arg(long, value_name = "N", group = "subject")]
    deal: Option<u32>,
    /// A person: a name such as "marketer 3", or a number in the order of people.csv, from 1
    #[arg(long, value_name = "PERSON", group = "subject")]
    person: Option<String>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = Arc::new(firm::one_arm(typed.firm.study_at_rest(None, None)?, typed.arm.as_deref())?);
    let replication = u32::try_from(typed.replication).unwrap_or(u32::MAX);
    let whom = Whom::of(typed.lead, typed.deal, typed.person.clone())?;
    estimate::begin(Work::of_arms(&study.arms, 1).as_ref(), 1)?;
    let answer = Trace { study, replication, whom }.answer()?;
    Ok(write!(out, "{}", answer.text(screen::width()))?)
}
