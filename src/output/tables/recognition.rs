//! Whether the questionnaire recognises simulated firms for the structures that they are, as text and as JSON. A miss
//! is printed as a miss.

use std::fmt::Write as _;

use serde::Serialize;

use super::diagnosis::{neat, scale};
use super::json::{self, About, Ordered, SummaryFigures};
use super::table;
use crate::evidence::Summary;
use crate::evidence::diagnosis::profile::place;
use crate::evidence::diagnosis::simulated::{Kin, MAPPINGS, Reading, Sheet, recognised};
use crate::output::words::list::listed;
use crate::output::words::number::NOTHING;
use crate::scenario::numbers::counted;
use crate::scenario::presets::PRESETS;

/// One arm: what it is, and what its replications answered.
#[derive(Debug, Clone)]
pub struct Arm {
    /// The name.
    pub name: String,
    /// The structure that it is or is nearest to.
    pub kin: Kin,
    /// The programme of change that it goes through, if any: it ends as something else than it began.
    pub programme: Option<String>,
    /// The answers, replication by replication.
    pub sheets: Vec<Sheet>,
}

impl Arm {
    fn summary(&self, score: impl Fn(&Sheet) -> f64) -> Summary {
        Summary::of(self.sheets.iter().map(score))
    }

    /// The mean score over the replications; NaN without any answer.
    pub fn score(&self) -> f64 {
        self.summary(Sheet::firm).mean
    }

    /// Whether the mean score lies in the band of what the arm is.
    pub fn recognised(&self) -> bool {
        recognised(self.score(), self.kin.preset)
    }

    fn share_recognised(&self) -> f64 {
        let hits = self.sheets.iter().filter(|sheet| recognised(sheet.firm(), self.kin.preset)).count();
        hits as f64 / self.sheets.len() as f64
    }

    fn is(&self) -> String {
        let name = PRESETS[self.kin.preset].name;
        let mut text = match self.kin.changed {
            0 => name.to_owned(),
            n => format!("{name}, {} changed", counted(n, "choice")),
        };
        if let Some(programme) = &self.programme {
            let _ = write!(text, ", then {programme}");
        }
        text
    }

    fn looks_like(&self) -> &'static str {
        let score = self.score();
        if score.is_nan() { NOTHING } else { PRESETS[place(score)].name }
    }
}

/// The answer in one sentence or two.
pub fn sentence(arms: &[Arm]) -> String {
    let hits = arms.iter().filter(|arm| arm.recognised()).count();
    let mut text = match (hits, arms.len()) {
        (1, 1) => format!("{} is recognised for what it is.", arms[0].name),
        (0, 1) => String::new(),
        (0, n) => format!("None of {n} structures is recognised for what it is."),
        (hits, n) if hits == n => format!("All {n} structures are recognised for what they are."),
        (1, n) => format!("1 of {n} structures is recognised for what it is."),
        (hits, n) => format!("{hits} of {n} structures are recognised for what they are."),
    };
    let misses: Vec<String> = arms
        .iter()
        .filter(|arm| !arm.recognised())
        .map(|arm| match arm.score() {
            score if score.is_nan() => format!("{} could not be scored", arm.name),
            score => format!("{} looks {} ({})", arm.name, arm.looks_like(), neat(score)),
        })
        .collect();
    if !misses.is_empty() {
        let misses: Vec<&str> = misses.iter().map(String::as_str).collect();
        let _ = write!(text, "{}Missed: {}.", if text.is_empty() { "" } else { " " }, listed(&misses));
    }
    text
}

/// The whole answer as a person reads it.
pub fn text(arms: &[Arm], about: About<'_>, seed: u64, width: usize) -> String {
    let replications = arms.first().map_or(0, |arm| arm.sheets.len());
    let mut out = format!(
        "{}\n\n{}: {} of the 20 statements answered by the simulated firm itself, mean of {replications} \
         replications of {} working days after {} of warm-up, seed {seed}.\n\n",
        sentence(arms),
        about.scenario,
        MAPPINGS.len(),
        about.days,
        about.warm_up,
    );
    let scores: Vec<(&str, f64)> = arms.iter().map(|arm| (arm.name.as_str(), arm.score())).collect();
    out.push_str(&scale(&scores));
    out.push('\n');
    let mut rows = vec![words(&[
        "structure",
        "is",
        "score",
        "sales",
        "marketing",
        "from outcomes alone",
        "looks",
        "recognised",
        "replications",
    ])];
    for arm in arms {
        let mean = |score: fn(&Sheet) -> f64| shown(arm.summary(score).mean);
        rows.push(vec![
            arm.name.clone(),
            arm.is(),
            mean(Sheet::firm),
            mean(|sheet| sheet.score(0)),
            mean(|sheet| sheet.score(1)),
            mean(Sheet::came_about),
            arm.looks_like().to_owned(),
            if arm.recognised() { "yes" } else { "MISS" }.to_owned(),
            format!("{:.0} %", 100.0 * arm.share_recognised()),
        ]);
    }
    out.push_str(&table::words(&rows, width));
    out.push_str(
        "  Scores are scaled to 20-100: 20-39, 40-59, 60-79, 80-100 are the bands. The last column is the share of\n  \
         replications that are recognised each alone.\n",
    );
    if let Some(rising) = rising(arms) {
        let _ = writeln!(
            out,
            "  The scores of the unchanged structures {} from the loosest to the tightest.",
            if rising { "rise" } else { "do NOT rise" }
        );
    }
    out.push('\n');
    out.push_str("What each statement was answered with (sales / marketing)\n");
    let mut rows = vec![words(&["statement"])];
    rows[0].extend(arms.iter().map(|arm| arm.name.clone()));
    rows[0].push("read off (sales / marketing)".to_owned());
    for (at, mapping) in MAPPINGS.iter().enumerate() {
        let mut row = vec![mapping.key.to_owned()];
        row.extend(arms.iter().map(|arm| {
            let mean = |function: usize| shown(arm.summary(|sheet| sheet.0[at][function]).mean);
            format!("{} / {}", mean(0), mean(1))
        }));
        row.push(if mapping.sales.what == mapping.marketing.what {
            mapping.sales.what.to_owned()
        } else {
            format!("{} / {}", mapping.sales.what, mapping.marketing.what)
        });
        rows.push(row);
    }
    out.push_str(&table::words(&rows, width));
    out.push_str(
        "  How a quantity becomes an answer is an assumption, declared statement by statement; --format json tells\n  \
         each. What begins with operating. is set, not come about.\n",
    );
    out
}

/// Whether the scores of arms that are structures, unchanged, rise in the order of the structures; `None` with fewer
/// than two.
fn rising(arms: &[Arm]) -> Option<bool> {
    let mut pure: Vec<&Arm> =
        arms.iter().filter(|arm| arm.kin.changed == 0 && arm.programme.is_none()).collect();
    pure.sort_by_key(|arm| arm.kin.preset);
    (pure.len() > 1).then(|| {
        pure.windows(2)
            .all(|pair| pair[0].kin.preset == pair[1].kin.preset || pair[0].score() < pair[1].score())
    })
}

fn words(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

fn shown(x: f64) -> String {
    if x.is_nan() { NOTHING.to_owned() } else { format!("{x:.1}") }
}

#[derive(Serialize)]
struct ArmFigures<'a> {
    structure: &'static str,
    choices_changed: usize,
    programme: Option<&'a str>,
    score: SummaryFigures,
    sales: f64,
    marketing: f64,
    outcomes_alone: f64,
    looks: Option<&'static str>,
    recognised: bool,
    share_recognised: f64,
    statements: Ordered<&'static str, Answer>,
}

#[derive(Serialize)]
struct Answer {
    sales: f64,
    marketing: f64,
}

#[derive(Serialize)]
struct ReadingFigures {
    what: &'static str,
    set: bool,
    anchors: &'static [(f64, f64)],
}

impl From<&Reading> for ReadingFigures {
    fn from(reading: &Reading) -> Self {
        Self { what: reading.what, set: reading.set, anchors: reading.anchors }
    }
}

#[derive(Serialize)]
struct MappingFigures {
    sales: ReadingFigures,
    marketing: ReadingFigures,
    why: &'static str,
}

#[derive(Serialize)]
struct Object<'a> {
    version: &'static str,
    scenario: &'a str,
    seed: u64,
    replications: usize,
    days: u32,
    warm_up: u32,
    sentence: String,
    arms: Ordered<&'a str, ArmFigures<'a>>,
    mappings: Ordered<&'static str, MappingFigures>,
}

fn figures(arm: &Arm) -> ArmFigures<'_> {
    ArmFigures {
        structure: PRESETS[arm.kin.preset].name,
        choices_changed: arm.kin.changed,
        programme: arm.programme.as_deref(),
        score: arm.summary(Sheet::firm).into(),
        sales: arm.summary(|sheet| sheet.score(0)).mean,
        marketing: arm.summary(|sheet| sheet.score(1)).mean,
        outcomes_alone: arm.summary(Sheet::came_about).mean,
        looks: (!arm.score().is_nan()).then(|| arm.looks_like()),
        recognised: arm.recognised(),
        share_recognised: arm.share_recognised(),
        statements: Ordered(
            MAPPINGS
                .iter()
                .enumerate()
                .map(|(at, mapping)| {
                    let mean = |function: usize| arm.summary(|sheet| sheet.0[at][function]).mean;
                    (mapping.key, Answer { sales: mean(0), marketing: mean(1) })
                })
                .collect(),
        ),
    }
}

/// The same as one JSON object, with every mapping.
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn object(arms: &[Arm], about: About<'_>, seed: u64) -> serde_json::Result<String> {
    let mappings = MAPPINGS.iter().map(|mapping| {
        let figures = MappingFigures {
            sales: (&mapping.sales).into(),
            marketing: (&mapping.marketing).into(),
            why: mapping.why,
        };
        (mapping.key, figures)
    });
    json::pretty(&Object {
        version: env!("CARGO_PKG_VERSION"),
        scenario: about.scenario,
        seed,
        replications: arms.first().map_or(0, |arm| arm.sheets.len()),
        days: about.days,
        warm_up: about.warm_up,
        sentence: sentence(arms),
        arms: Ordered(arms.iter().map(|arm| (arm.name.as_str(), figures(arm))).collect()),
        mappings: Ordered(mappings.collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::diagnosis::simulated::COUNT;

    fn arm(name: &str, preset: usize, answer: f64) -> Arm {
        let sheets = vec![Sheet([[answer; 2]; COUNT]); 3];
        Arm { name: name.to_owned(), kin: Kin { preset, changed: 0 }, programme: None, sheets }
    }

    #[test]
    fn misses_are_named_with_what_they_look_like() {
        let arms = [arm("loose", 0, 1.5), arm("tight", 3, 3.5), arm("none", 1, f64::NAN)];
        assert_eq!(
            sentence(&arms),
            "1 of 3 structures is recognised for what it is. Missed: tight looks aligned (70) and none could not be scored."
        );
        assert_eq!(sentence(&arms[..1]), "loose is recognised for what it is.");
        assert_eq!(sentence(&arms[1..2]), "Missed: tight looks aligned (70).");
    }
}
