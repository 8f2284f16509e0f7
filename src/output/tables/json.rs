//! Comparisons and runs as one JSON object each; programmes of change in `json_change`. Numbers are JSON numbers; what could not be measured is `null`.

use serde::{Serialize, Serializer};

use crate::evidence::choice::{Choice, saving};
use crate::evidence::unknowns::Unsure;
use crate::evidence::{Ahead, Level, Paired, Stop, Summary, Verdict};
use crate::experiment::Comparison;
use crate::model::Month;
use crate::model::outcome::{Measure, OUTCOMES, SERIES};

/// What the objects say about the scenario besides its results.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// Working days simulated and counted.
    pub days: u32,
    /// Working days simulated before counting starts.
    pub warm_up: u32,
}

/// An object whose keys keep their order.
pub(super) struct Ordered<K, V>(pub(super) Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Ordered<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[derive(Serialize)]
pub(super) struct SummaryFigures {
    n: usize,
    mean: f64,
    sd: f64,
    ci_low: f64,
    ci_high: f64,
    p10: f64,
    p50: f64,
    p90: f64,
}

impl From<Summary> for SummaryFigures {
    fn from(s: Summary) -> Self {
        let Summary { n, mean, sd, ci_low, ci_high, p10, p50, p90 } = s;
        Self { n, mean, sd, ci_low, ci_high, p10, p50, p90 }
    }
}

#[derive(Serialize)]
pub(super) struct PairedFigures {
    n: usize,
    mean: f64,
    ci_low: f64,
    ci_high: f64,
    share_positive: f64,
}

impl From<Paired> for PairedFigures {
    fn from(p: Paired) -> Self {
        Self { n: p.n, mean: p.mean, ci_low: p.ci_low, ci_high: p.ci_high, share_positive: p.share_positive }
    }
}

#[derive(Serialize)]
struct CompareObject<'a> {
    version: &'static str,
    scenario: &'a str,
    seed: u64,
    replications: usize,
    days: u32,
    warm_up: u32,
    arms: &'a [String],
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<FindingObject<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceObject<'a>>,
    outcomes: Ordered<&'static str, Ordered<&'a str, SummaryFigures>>,
    paired: Ordered<&'static str, Ordered<String, PairedFigures>>,
    units: Ordered<&'static str, &'static str>,
}

#[derive(Serialize)]
struct RunObject<'a> {
    version: &'static str,
    scenario: &'a str,
    arm: &'a str,
    seed: u64,
    replications: usize,
    days: u32,
    warm_up: u32,
    outcomes: Ordered<&'static str, SummaryFigures>,
    months: Ordered<&'static str, Vec<f64>>,
    units: RunUnits,
}

#[derive(Serialize)]
struct RunUnits {
    outcomes: Ordered<&'static str, &'static str>,
    months: Ordered<&'static str, &'static str>,
}

#[derive(Serialize)]
struct ChoiceObject<'a> {
    stopping: StoppingObject<'a>,
    choice: Ordered<&'a str, ArmObject>,
    information: InformationObject,
}

/// The verdict as data, for those who word it themselves.
#[derive(Serialize)]
struct FindingObject<'a> {
    kind: &'static str,
    leader: Option<&'a str>,
    over: Vec<MarginObject<'a>>,
}

/// The leader's lead over another arm.
#[derive(Serialize)]
struct MarginObject<'a> {
    other: &'a str,
    #[serde(flatten)]
    margin: PairedFigures,
}

fn finding<'a>(comparison: &'a Comparison, verdict: &Verdict) -> FindingObject<'a> {
    let name = |arm: usize| comparison.arms[arm].as_str();
    let over = |ahead: &Ahead| MarginObject { other: name(ahead.other), margin: ahead.margin.into() };
    let bare = |kind| FindingObject { kind, leader: None, over: Vec::new() };
    match verdict {
        Verdict::Leads { leader, runner_up } => {
            FindingObject { kind: "leads", leader: Some(name(*leader)), over: vec![over(runner_up)] }
        }
        Verdict::TooClose { leader, rivals } => FindingObject {
            kind: "too close",
            leader: Some(name(*leader)),
            over: rivals.iter().map(over).collect(),
        },
        Verdict::Identical => bare("identical"),
        Verdict::TooFew => bare("too few"),
        Verdict::Alone => bare("alone"),
        Verdict::NoDirection => bare("no direction"),
    }
}

#[derive(Serialize)]
struct StoppingObject<'a> {
    reason: &'static str,
    looks: &'a [u32],
    indifference_zone: f64,
    tail_of_one: f64,
    tail_of_leader: f64,
    adjusted_lead: Option<AdjustedObject>,
}

/// The lead over the runner-up, allowing for its having ended the run.
#[derive(Serialize)]
struct AdjustedObject {
    estimate: f64,
    ci_low: f64,
    ci_high: f64,
}

#[derive(Serialize)]
struct ArmObject {
    probability_best: Option<f64>,
    expected_loss: Option<f64>,
    regret_mean: f64,
    regret_p95: f64,
    regret_max: f64,
    pairing: Option<PairingObject>,
}

#[derive(Serialize)]
struct PairingObject {
    with: String,
    correlation: f64,
    saving: f64,
    ci_low: f64,
    ci_high: f64,
}

#[derive(Serialize)]
struct InformationObject {
    future: f64,
    means: Option<f64>,
}

fn choice_object<'a>(comparison: &'a Comparison, choice: &'a Choice) -> ChoiceObject<'a> {
    let leader = choice.leader();
    let arm = |(arm, name): (usize, &'a String)| {
        let other = if Some(arm) == leader { choice.nearest() } else { leader };
        let pairing = other.and_then(|other| {
            let found = saving(comparison, arm, other)?;
            Some(PairingObject {
                with: comparison.arms[other].clone(),
                correlation: found.correlation,
                saving: found.saving,
                ci_low: found.saving_low,
                ci_high: found.saving_high,
            })
        });
        let (standing, regret) = (choice.standing.as_ref(), &choice.regrets[arm]);
        let object = ArmObject {
            probability_best: standing.map(|standing| standing.best[arm]),
            expected_loss: standing.map(|standing| standing.loss[arm]),
            regret_mean: regret.mean,
            regret_p95: regret.p95,
            regret_max: regret.max,
            pairing,
        };
        (name.as_str(), object)
    };
    ChoiceObject {
        stopping: StoppingObject {
            reason: choice.stop.map_or("open", Stop::name),
            looks: choice.looks.numbers(),
            indifference_zone: choice.zone,
            tail_of_one: choice.level.tail(1),
            tail_of_leader: choice.level.tail(comparison.arms.len().saturating_sub(1)),
            adjusted_lead: choice.adjusted.map(|lead| AdjustedObject {
                estimate: lead.estimate,
                ci_low: lead.low,
                ci_high: lead.high,
            }),
        },
        choice: Ordered(comparison.arms.iter().enumerate().map(arm).collect()),
        information: InformationObject {
            future: choice.value_of_luck(),
            means: leader.zip(choice.standing.as_ref()).map(|(leader, standing)| standing.loss[leader]),
        },
    }
}

/// A comparison: every outcome by arm, and every ordered pair of arms; and what a choice between them rests on, where one
/// has been looked for. Intervals of pairs hold for one pair, and at all looks together.
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn comparison(
    comparison: &Comparison,
    about: About<'_>,
    verdict: &str,
    choice: Option<&Choice>,
) -> serde_json::Result<String> {
    let level = choice.map_or_else(Level::fixed, |choice| choice.level.clone());
    let arms = &comparison.arms;
    let by_arm = |outcome: usize| {
        Ordered(
            arms.iter()
                .enumerate()
                .map(|(arm, name)| (name.as_str(), Summary::of(comparison.values(arm, outcome)).into()))
                .collect(),
        )
    };
    let by_pair = |outcome: usize| {
        let pairs =
            (0..arms.len()).flat_map(|a| (0..arms.len()).map(move |b| (a, b))).filter(|(a, b)| a != b);
        Ordered(
            pairs
                .map(|(a, b)| {
                    let paired = Paired::with_tail(comparison.differences(a, b, outcome), level.tail(1));
                    (format!("{}-{}", arms[a], arms[b]), paired.into())
                })
                .collect(),
        )
    };
    pretty(&CompareObject {
        version: env!("CARGO_PKG_VERSION"),
        scenario: about.scenario,
        seed: comparison.seed,
        replications: comparison.replications.len(),
        days: about.days,
        warm_up: about.warm_up,
        arms,
        verdict,
        finding: choice.map(|choice| finding(comparison, &choice.verdict)),
        choice: choice.map(|choice| choice_object(comparison, choice)),
        outcomes: each(OUTCOMES, by_arm),
        paired: each(OUTCOMES, by_pair),
        units: units(OUTCOMES),
    })
}

/// One value for each declared measure, by its name and in the order of declaration.
fn each<V>(measures: &[Measure], value: impl Fn(usize) -> V) -> Ordered<&'static str, V> {
    Ordered(measures.iter().enumerate().map(|(place, measure)| (measure.name, value(place))).collect())
}

/// The unit of each declared measure.
fn units(measures: &[Measure]) -> Ordered<&'static str, &'static str> {
    each(measures, |place| measures[place].unit)
}

/// One arm's run: every outcome, and the monthly series (their means over the replications).
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn run(comparison: &Comparison, about: About<'_>, months: &[Month]) -> serde_json::Result<String> {
    let series = |position: usize| months.iter().map(|month| month[position]).collect();
    pretty(&RunObject {
        version: env!("CARGO_PKG_VERSION"),
        scenario: about.scenario,
        arm: &comparison.arms[0],
        seed: comparison.seed,
        replications: comparison.replications.len(),
        days: about.days,
        warm_up: about.warm_up,
        outcomes: each(OUTCOMES, |outcome| Summary::of(comparison.values(0, outcome)).into()),
        months: each(SERIES, series),
        units: RunUnits { outcomes: units(OUTCOMES), months: units(SERIES) },
    })
}

pub(super) fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n")
}

/// An object with what is known of its lead over firms; as it is where that was not asked for: a first look is for readers.
///
/// # Errors
/// None that data can cause.
pub fn with_firms(text: String, found: Option<&Unsure>, arms: &[String]) -> serde_json::Result<String> {
    let Some(found) = found.filter(|found| found.components.is_some()) else { return Ok(text) };
    let mut object: serde_json::Value = serde_json::from_str(&text)?;
    let worth = found.worth.iter().map(|worth| {
        serde_json::json!({
            "key": worth.key.key(), "worth": worth.evppi, "correlation": worth.correlation, "stands_out": worth.stands_out,
        })
    });
    object["firms"] = serde_json::json!({
        "firms": found.firms,
        "fitted": found.fitted,
        "arm": arms[found.arms[0]],
        "less": arms[found.arms[1]],
        "mean": found.mean,
        "ahead": { "share": found.ahead.share, "ci_low": found.ahead.low, "ci_high": found.ahead.high },
        "bad_tenth": found.bad_tenth,
        "luck": found.luck,
        "unknown": found.unknown,
        "together": found.together(),
        "unknowns": worth.collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}
