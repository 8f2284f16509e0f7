//! `verona reproduce`: the registered claims, each with effect, interval and verdict; and in a full run, how robust they
//! are and what carries them.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::progress::Progress;
use super::{claims, firm, results, screen};
use crate::evidence::claims::{Book, Counts, Judgement, QUICK, advance, base, gather, open, simulations};
use crate::experiment::store::{Shard, merge, write_named};
use crate::output::tables::claims_page::Report;
use crate::output::tables::{claims as told, claims_records};

/// Test every claim of the framework, or of a claim file of your own, and say which hold
///
/// Without --out the base firm alone is tested. With --out DIR the full run is made there: the base firm, the model without
/// each mechanism, and draws of all parameters over their plausible ranges. It takes about 40 minutes on two idle cores, can
/// be cut at any time, and goes on where it was when the same command is given again.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    claims: claims::Typed,
    /// The base firm only, in under two minutes on two cores; this is also what is done without --out
    #[arg(long, conflicts_with = "out")]
    quick: bool,
    /// Simulated futures of the base firm [default: 40, in a full run 240]
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: Option<u64>,
    /// Make the full run in this directory, or go on with it
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
    /// The date that the page bears; Verona reads no clock
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
    let book = typed.claims.book(&typed.claims.text()?)?;
    match &typed.out {
        Some(dir) => whole(typed, &book, dir, out),
        None => quick(typed, &book, out),
    }
}

/// The base firm alone.
fn quick(typed: &Typed, book: &Book, out: &mut impl Write) -> Result<(), Failure> {
    let count = u32::try_from(typed.replications.unwrap_or(u64::from(QUICK))).unwrap_or(u32::MAX);
    let settings = typed.claims.settings(book, count);
    let cells = simulations(book, &book.needed(true));
    let mut progress = Progress::new(cells as u64 * u64::from(count));
    let judgements = base(book, &settings, results::interruptible(), |done| progress.show(done));
    drop(progress);
    let judgements = judgements.map_err(Failure::Stopped)?;
    show(typed, book, &judgements, count, &told::of_the_base_firm(cells, count), None, out)
}

/// The full run.
fn whole(typed: &Typed, book: &Book, dir: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let counts = Counts {
        base: u32::try_from(typed.replications.unwrap_or(u64::from(Counts::default().base)))
            .unwrap_or(u32::MAX),
        ablation: typed.ablation_replications,
        draws: typed.draws,
        draw: typed.draw_replications,
    };
    if let Some(shards) = &typed.merge {
        merge(dir, shards)?;
    }
    let full = open(book, counts, dir)?;
    let stop = results::interruptible();
    let mut bar: Option<Progress> = None;
    let shard = typed.shard.unwrap_or(Shard::WHOLE);
    let done = advance(book, &full, shard, usize::from(typed.claims.threads), stop, |done, all| {
        bar.get_or_insert_with(|| Progress::new(all)).show(done);
    })?;
    drop(bar);
    if !done {
        writeln!(
            out,
            "Shard {shard} is done. The claims are judged when all shards lie in '{}', or with --merge.",
            dir.display()
        )?;
        return Ok(());
    }
    let records = gather(book, &full)?;
    let report = Report::of(book, counts, &records);
    if let (Some(path), Some(date)) = (&typed.page, &typed.date) {
        let figures = claims_records::json(book, &report.whole, counts.base, Some(&report))?;
        let files =
            [(path.clone(), report.page(date, &again(typed, book))), (path.with_extension("json"), figures)];
        for (path, text) in files {
            write_named(&path, text.as_bytes())
                .map_err(|error| Failure::Write { path, reason: error.to_string() })?;
        }
    }
    show(typed, book, &report.whole, counts.base, &told::of_a_full_run(counts), Some(&report), out)
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

fn show(
    typed: &Typed,
    book: &Book,
    judgements: &[Judgement],
    count: u32,
    what: &str,
    full: Option<&Report<'_>>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    match typed.claims.format {
        Format::Json => out.write_all(claims_records::json(book, judgements, count, full)?.as_bytes())?,
        Format::Csv => claims_records::csv(book, judgements, &mut *out)?,
        Format::Table => {
            let width = screen::width();
            write!(out, "{}", told::whole(book, judgements, count, what, width))?;
            if let Some(report) = full {
                write!(out, "\n{}", report.text(width))?;
            }
        }
    }
    Ok(())
}
