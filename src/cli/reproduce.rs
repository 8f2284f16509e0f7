//! `verona reproduce`: the registered claims, each with effect, interval and verdict; and in a full run, how robust they
//! are and what carries them.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{claims, estimate, firm, screen, shown};
use crate::answers::Answer;
use crate::answers::reproduce::{Fully, Reproduce, work};
use crate::evidence::claims::{Book, Counts, FEWEST, QUICK};
use crate::experiment::store::{Shard, write_named};
use crate::output::tables::claims::too_few_ablations;

/// Test every claim of the framework, or of a claim file of your own, and say which hold
///
/// Without --out the base firm alone is tested. With --out DIR the full run is made there: the base firm, the model without
/// each mechanism, and draws of all parameters over their plausible ranges. It takes about an hour on two idle cores,
/// can be interrupted at any time, and resumes when the same command is given again.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    claims: claims::Typed,
    /// The base firm only, in some minutes on two cores; this is also what is done without --out
    #[arg(long, conflicts_with = "out")]
    quick: bool,
    /// Simulated futures of the base firm [default: 40, in a full run 240]
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: Option<u64>,
    /// Make the full run in this directory, or resume it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Draws of the parameters in the full run
    #[arg(long, value_name = "N", default_value = "200", requires = "out", value_parser = clap::value_parser!(u32).range(Counts::DRAWS))]
    draws: u32,
    /// Simulated futures of each draw
    #[arg(long, value_name = "N", default_value = "4", requires = "out", value_parser = clap::value_parser!(u32).range(Counts::OF_A_DRAW))]
    draw_replications: u32,
    /// Simulated futures of the model without each mechanism; 0 for none
    #[arg(long, value_name = "N", default_value = "16", requires = "out", value_parser = clap::value_parser!(u32).range(Counts::OF_AN_ABLATION))]
    ablation_replications: u32,
    /// Do only this share of the full run, such as 0/4 for the first of four
    #[arg(long, value_name = "I/N", requires = "out")]
    shard: Option<Shard>,
    /// First merge the shards in these directories into DIR
    #[arg(long, value_name = "DIR,..", value_delimiter = ',', requires = "out", conflicts_with = "shard")]
    merge: Option<Vec<PathBuf>>,
    /// Also write what the finished run says as a page of Markdown, and beside it the JSON of --format json
    #[arg(long, value_name = "FILE", requires = "out", requires = "date", value_parser = page)]
    page: Option<PathBuf>,
    /// The date to print on the page; Verona reads no clock
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<String>,
}

/// A date as it is written.
fn date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, digits: usize| {
        text.parse::<u32>().ok().filter(|_| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let valid = match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|m| (1..=12).contains(&m))
                && number(day, 2).is_some_and(|d| (1..=31).contains(&d))
        }
        _ => false,
    };
    if valid { Ok(text.to_owned()) } else { Err("expected a date such as 2026-07-31".to_owned()) }
}

/// A page of Markdown, beside which there is room for a file of JSON of the same name.
fn page(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension().is_some_and(|ending| ending == "json") {
        true => {
            Err("expected a file of Markdown, such as claims.md: claims.json is written beside it".to_owned())
        }
        false => Ok(path),
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let book = Arc::new(typed.claims.book(&typed.claims.text()?)?);
    let threads = usize::from(typed.claims.threads);
    let number =
        |usual: u32| typed.replications.map_or(usual, |number| u32::try_from(number).unwrap_or(u32::MAX));
    let answer = match &typed.out {
        None => {
            estimate::begin(work(&book, f64::from(number(QUICK))).as_ref(), threads)?;
            Reproduce { book, replications: number(QUICK), threads }.answer(&Terminal::new())?
        }
        Some(dir) => {
            let counts = Counts {
                base: number(Counts::default().base),
                ablation: typed.ablation_replications,
                draws: typed.draws,
                draw: typed.draw_replications,
            };
            let shard = typed.shard.unwrap_or(Shard::WHOLE);
            let merged = typed.merge.clone().unwrap_or_default();
            let request = Fully { book, counts, dir: dir.clone(), shard, merged, threads };
            let begun = request.begin()?;
            if !begun.is_finished() {
                if (1..FEWEST as u32).contains(&counts.ablation) {
                    let _ = writeln!(shown::err(), "warning: {}", too_few_ablations(counts.ablation));
                }
                estimate::begin(begun.work().as_ref(), threads)?;
            }
            let Some(answer) = begun.answer(&Terminal::new())? else {
                writeln!(
                    out,
                    "Shard {shard} is done. The claims are judged when all shards lie in '{}', or with --merge.",
                    dir.display()
                )?;
                return Ok(());
            };
            answer
        }
    };
    if let (Some(path), Some(date), Some(report)) = (&typed.page, &typed.date, &answer.full) {
        let files = [
            (path.clone(), report.page(date, &again(typed, &answer.book))),
            (path.with_extension("json"), answer.json()?),
        ];
        for (path, text) in files {
            write_named(&path, text.as_bytes())
                .map_err(|error| Failure::Write { path, reason: error.to_string() })?;
        }
    }
    screen::show(&answer, typed.claims.format, out)
}

/// The command that makes the page again.
fn again(typed: &Typed, book: &Book) -> String {
    let mut words = vec!["verona reproduce --out DIR".to_owned()];
    words.extend(typed.claims.file.as_ref().map(|file| format!("--claims {}", file.display())));
    words.extend(typed.claims.only.as_ref().map(|only| format!("--only {}", only.join(","))));
    words.extend(typed.claims.seed.map(|_| format!("--seed {}", book.plan.seed)));
    words.extend(typed.replications.map(|n| format!("--replications {n}")));
    words.push(format!("--draws {} --draw-replications {}", typed.draws, typed.draw_replications));
    words.push(format!("--ablation-replications {}", typed.ablation_replications));
    words.push("--page FILE --date DATE".to_owned());
    words.join(" ")
}
