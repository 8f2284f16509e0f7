//! `verona trace`: the life of one lead, one deal or one person of one replication, as a log to read.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use super::firm;
use crate::experiment::{Subject, follow, people};
use crate::output::tables::rows::names;
use crate::output::words::life;
use crate::scenario::Scenario;

/// Tell the life of one lead, deal or person of one replication, day by day
///
/// Without --lead, --deal or --person it picks a lead that shows much. Tracing changes no result.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The arm; without it, the scenario's first
    #[arg(long, value_name = "NAME")]
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
    let study = firm::one_arm(typed.firm.study()?, typed.arm.as_deref())?;
    let arm = &study.arms[0];
    let seed = study.base.plan.seed;
    let replication = u32::try_from(typed.replication).unwrap_or(u32::MAX);
    let subject = subject(typed, &arm.name, &arm.scenario, seed, replication)?;
    let picked = subject == Subject::Instructive;
    let life = follow(&arm.scenario, seed, replication, subject)
        .map_err(|lost| Failure::lost(lost, &arm.name, replication))?;
    let names = names(&life.people);
    write!(out, "{}", life::heading(&study, replication, &life, &names, picked))?;
    write!(out, "{}", life::text(&life, &names))?;
    Ok(())
}

/// Whom the user means.
fn subject(
    typed: &Typed,
    arm: &str,
    scenario: &Scenario,
    seed: u64,
    replication: u32,
) -> Result<Subject, Failure> {
    if let Some(lead) = typed.lead {
        return Ok(Subject::Lead(lead));
    }
    if let Some(deal) = typed.deal {
        return Ok(Subject::Deal(deal));
    }
    let Some(person) = &typed.person else { return Ok(Subject::Instructive) };
    let people =
        people(scenario, seed, replication).map_err(|error| Failure::law(arm, replication, error))?;
    life::person(&names(&people), person).map_err(Failure::Usage)
}
