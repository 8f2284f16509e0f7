//! `verona ablate`: which claims die, and which are born, when a mechanism of the model is switched off.

use std::io::Write;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::progress::Progress;
use super::{claims, firm, screen};
use crate::evidence::claims::{Ablation, judge, simulations};
use crate::output::tables::{claims as told, claims_records};
use crate::output::words::number;

/// Switch off one mechanism of the model after another, and tell which claims die and which are born
///
/// The whole model and the model without a mechanism live through the same replications, at the base firm of the claim
/// file.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    claims: claims::Typed,
    /// Only these mechanisms, by name
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    mechanisms: Option<Vec<String>>,
    /// Simulated futures of each firm
    #[arg(long, value_name = "N", default_value = "16", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let book = typed.claims.book(&typed.claims.text()?)?;
    let mut chosen = Vec::new();
    let can = |at: &usize| !book.mechanisms[*at].off.is_empty();
    match &typed.mechanisms {
        None => chosen.extend((0..book.mechanisms.len()).filter(can)),
        Some(names) => {
            for name in names {
                match book.mechanisms.iter().position(|mechanism| mechanism.name == name.trim()) {
                    Some(at) if can(&at) => chosen.push(at),
                    Some(at) => {
                        let left = &book.mechanisms[at].left;
                        return Err(Failure::Usage(format!("'{name}' cannot be switched off: {left}")));
                    }
                    None => {
                        let all = (0..book.mechanisms.len()).filter(can);
                        let all: Vec<&str> = all.map(|at| book.mechanisms[at].name.as_str()).collect();
                        let all = all.join(", ");
                        return Err(Failure::Usage(format!(
                            "there is no mechanism '{name}'; there are {all}"
                        )));
                    }
                }
            }
        }
    }
    if chosen.is_empty() {
        return Err(Failure::Usage("the claim file names no mechanism that can be switched off".to_owned()));
    }
    let replications = u32::try_from(typed.replications).unwrap_or(u32::MAX);
    let settings = typed.claims.settings(&book, replications);
    let slots = book.needed(false);
    let each = simulations(&book, &slots) as u64 * typed.replications;
    let mut progress = Progress::new(each * (chosen.len() as u64 + 1));
    let mut judged = |imposed: &[_], before: u64| -> Result<Vec<_>, Failure> {
        let sample = claims::simulate(&book, &slots, imposed, &settings, &mut progress, before)?;
        Ok(book.claims.iter().map(|claim| judge(&book, claim, &sample)).collect())
    };
    let whole = judged(&[], 0)?;
    let mut ablations = Vec::new();
    for (done, &mechanism) in chosen.iter().enumerate() {
        let claims = judged(&book.mechanisms[mechanism].off, each * (done as u64 + 1))?;
        ablations.push(Ablation { mechanism, claims });
    }
    drop(progress);
    match typed.claims.format {
        Format::Json => {
            out.write_all(claims_records::ablations_json(&book, &whole, &ablations)?.as_bytes())?
        }
        Format::Csv => claims_records::ablations_csv(&book, &whole, &ablations, &mut *out)?,
        Format::Table => {
            let width = screen::width();
            let what = format!(
                "{}: {replications} replications, seed {}. In the whole model: {}.",
                book.name,
                book.plan.seed,
                told::count(&whole)
            );
            writeln!(out, "{}\n", number::wrapped(&what, width, ""))?;
            writeln!(out, "{}", told::ablations(&book, &whole, &ablations, width))?;
            let missing = told::missing(&book, width);
            if typed.mechanisms.is_none() && !missing.is_empty() {
                writeln!(out, "Not switched off:\n{missing}")?;
            }
        }
    }
    Ok(())
}
