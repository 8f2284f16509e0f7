//! Claims and their verdicts as text to read.

use super::table;
use crate::evidence::claims::{
    Ablation, Book, Counts, FEWEST, Fate, Finding, Judgement, Part, Test, Unit, Verdict, carriers, fate,
};
use crate::output::words::number::{self, NOTHING};
use crate::scenario::numbers::counted;

/// A number with so many digits after the point; what rounds to zero has no sign.
fn digits(x: f64, decimals: usize) -> String {
    if !x.is_finite() {
        return NOTHING.to_owned();
    }
    let text = format!("{x:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// The unit of a test in words.
pub fn unit(test: &Test) -> String {
    match &test.unit {
        Unit::Points => "points".to_owned(),
        Unit::PercentOfRival => "% of the rival".to_owned(),
        Unit::Own { words, .. } => words.clone(),
    }
}

/// The threshold of a test, such as `> 5 points`; a dash for what is only told.
pub fn threshold(test: &Test) -> String {
    match test.threshold.filter(|_| test.judged) {
        Some(threshold) => {
            let sign = if threshold.above { ">" } else { "<" };
            format!("{sign} {} {}", format!("{}", threshold.value).replace('-', "−"), unit(test))
        }
        None => "told, not judged".to_owned(),
    }
}

/// An effect with its interval, such as `6.12 [4.93, 7.31]`, to two digits of the interval's half-width.
pub fn effect(part: &Part) -> String {
    let [low, high] = part.interval;
    let half = (high - low) / 2.0;
    let size = if half > 0.0 { half } else { part.mean.abs() };
    let decimals =
        if size > 0.0 { (1.0 - libm::floor(libm::log10(size))).clamp(0.0, 6.0) as usize } else { 0 };
    if part.n < 2 {
        return digits(part.mean, decimals);
    }
    format!("{} [{}, {}]", digits(part.mean, decimals), digits(low, decimals), digits(high, decimals))
}

/// How many claims have each verdict, in words.
pub fn count(judgements: &[Judgement]) -> String {
    let told = Verdict::ALL.into_iter().filter_map(|verdict| {
        let count = judgements.iter().filter(|judgement| judgement.verdict == verdict).count();
        (count > 0).then(|| match verdict {
            Verdict::TooFew => format!("{count} without a verdict"),
            verdict => format!("{count} {}", verdict.words()),
        })
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What was tested and what came of it, in a sentence or two; `what` says how much was simulated.
pub fn headline(book: &Book, judgements: &[Judgement], what: &str) -> String {
    let claims = counted(book.claims.len(), "claim");
    format!("{}: {claims}, {}. {what}, seed {}.", book.name, count(judgements), book.plan.seed)
}

/// How much was simulated of the base firm alone.
pub fn of_the_base_firm(simulations: usize, replications: u32) -> String {
    format!(
        "{} in each of {}",
        counted(simulations, "different simulation"),
        counted(replications, "replication")
    )
}

/// How much was simulated in a full run.
pub fn of_a_full_run(counts: Counts) -> String {
    format!(
        "{} of the base firm, {} of the parameters",
        counted(counts.base, "replication"),
        counted(counts.draws, "draw")
    )
}

/// All that the base firm says, as a person reads it.
pub fn whole(book: &Book, judgements: &[Judgement], replications: u32, what: &str, width: usize) -> String {
    let headline = number::wrapped(&headline(book, judgements, what), width, "");
    let mut out = format!("{headline}\n\n{}", text(book, judgements, width));
    for words in legend(replications) {
        out.push_str(&number::wrapped(&words, width, ""));
        out.push('\n');
    }
    out
}

/// Claims and tests as a person reads them.
pub fn text(book: &Book, judgements: &[Judgement], width: usize) -> String {
    let mut out = String::new();
    for (claim, judgement) in book.claims.iter().zip(judgements) {
        let head = format!("{}  {}: {}", claim.id, judgement.verdict.words().to_uppercase(), claim.statement);
        out.push_str(&number::wrapped(&head, width, ""));
        out.push_str(&format!(
            "\n{}\n",
            number::wrapped(&format!("Source: {}", claim.source), width, "    ")
        ));
        let mut rows = Vec::new();
        for (test, found) in claim.tests.iter().zip(&judgement.tests) {
            rows.extend(lines(test, found));
        }
        for line in table::words(&rows, width.saturating_sub(4)).lines() {
            out.push_str(&format!("    {line}\n"));
        }
        out.push('\n');
    }
    out
}

/// The rows of one test: name, rival, effect, threshold, verdict.
fn lines(test: &Test, found: &Finding) -> Vec<Vec<String>> {
    let row = |part: &Part| {
        let against = part.rival.as_ref().map_or_else(String::new, |rival| format!(", against {rival}"));
        let verdict = part.verdict.map_or("", Verdict::words);
        let threshold = if test.judged { threshold(test) } else { unit(test) };
        vec![format!("{}{against}", test.name), effect(part), threshold, verdict.to_owned()]
    };
    found.parts.iter().map(row).collect()
}

/// What stands below the text: how to read it.
pub fn legend(replications: u32) -> Vec<String> {
    let mut told = vec![
        "Effect [95 % interval over paired replications]. A point is 1/100 of the base firm's mean revenue per head."
            .to_owned(),
        "Supported: the interval lies beyond the threshold. Weaker than claimed: short of it. No effect: equivalent to \
         zero. Reversed: short of it and on the other side of zero. Else too close to call. A claim is supported when all \
         its judged tests are, and fails with the test that fails most clearly, with intervals that are 95 % for all its \
         comparisons together."
            .to_owned(),
    ];
    if (replications as usize) < FEWEST {
        told.push(format!(
            "No verdict is given on fewer than {FEWEST} replications, and there are {replications}: add --replications."
        ));
    }
    told
}

/// Says that ablations had too few replications for a verdict.
pub fn too_few_ablations(replications: u32) -> String {
    format!(
        "No verdict is given on fewer than {FEWEST} replications, and each ablation has {replications}: give \
         --ablation-replications {FEWEST} or more."
    )
}

/// What dies and what is born without each mechanism, as a person reads it.
pub fn ablations(book: &Book, whole: &[Judgement], ablations: &[Ablation], width: usize) -> String {
    let mut rows = vec![vec!["switched off".to_owned(), "dies".to_owned(), "is born".to_owned()]];
    for ablation in ablations {
        let of = |wanted: Fate| {
            let fates = whole.iter().zip(&ablation.claims).zip(&book.claims);
            let ids: Vec<String> = fates
                .filter(|((whole, without), _)| fate(whole.verdict, without.verdict) == wanted)
                .map(|((_, without), claim)| match wanted {
                    Fate::Dies => format!("{} ({})", claim.id, without.verdict.words()),
                    _ => claim.id.clone(),
                })
                .collect();
            if ids.is_empty() { NOTHING.to_owned() } else { ids.join(", ") }
        };
        let name = book.mechanisms[ablation.mechanism].name.clone();
        rows.push(vec![name, of(Fate::Dies), of(Fate::Born)]);
    }
    let mut out = table::words(&rows, width);
    out.push_str("\n\n");
    let carried = carriers(book, whole, ablations);
    for ((claim, carried), judgement) in book.claims.iter().zip(&carried).zip(whole) {
        if judgement.verdict == Verdict::Supported {
            let names: Vec<&str> = carried.iter().map(|&at| book.mechanisms[at].name.as_str()).collect();
            let by = if names.is_empty() { "no single mechanism".to_owned() } else { names.join(", ") };
            out.push_str(&number::wrapped(&format!("{} is carried by {by}.", claim.id), width, ""));
            out.push('\n');
        }
    }
    out
}

/// The mechanisms that no parameter switches off, as a person reads it; empty without any.
pub fn missing(book: &Book, width: usize) -> String {
    let missing = book.mechanisms.iter().filter(|mechanism| mechanism.off.is_empty());
    let lines = missing.map(|m| number::wrapped(&format!("{}: {}", m.name, m.left), width, "  "));
    lines.collect::<Vec<_>>().join("\n")
}
