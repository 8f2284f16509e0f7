//! Programmes of change as one JSON object. Numbers are JSON numbers; what could not be measured is `null`.

use serde::Serialize;

use super::json::{About, Ordered, PairedFigures, SummaryFigures, pretty};
use crate::evidence::{Share, Summary};
use crate::output::words::change::{ChangeView, Told};
use crate::output::words::marks::Mark;

#[derive(Serialize)]
struct ChangeObject<'a> {
    version: &'static str,
    scenario: &'a str,
    seed: u64,
    replications: usize,
    days: u32,
    warm_up: u32,
    months: usize,
    heads: usize,
    verdict: &'a str,
    programmes: Ordered<&'a str, ProgrammeObject<'a>>,
    units: Ordered<&'static str, &'static str>,
}

#[derive(Serialize)]
struct ProgrammeObject<'a> {
    about: &'a str,
    steps: Vec<StepObject<'a>>,
    dip: DipObject,
    break_even: BreakEvenObject,
    value_per_head: PairedFigures,
    value: f64,
    pays: ShareFigures,
    hours_per_head: SummaryFigures,
    cost_per_head: PairedFigures,
    path: Vec<PointObject>,
}

#[derive(Serialize)]
struct StepObject<'a> {
    day: u32,
    until: u32,
    kind: &'static str,
    what: &'a str,
}

#[derive(Serialize)]
struct DipObject {
    month: Option<usize>,
    mean: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    mean_of_minima: f64,
}

#[derive(Serialize)]
struct BreakEvenObject {
    days_of_mean: Option<u32>,
    median_days: f64,
    share: ShareFigures,
}

#[derive(Serialize)]
struct ShareFigures {
    n: usize,
    count: usize,
    share: f64,
    ci_low: f64,
    ci_high: f64,
}

impl From<Share> for ShareFigures {
    fn from(s: Share) -> Self {
        Self { n: s.n, count: s.count, share: s.share, ci_low: s.low, ci_high: s.high }
    }
}

#[derive(Serialize)]
struct PointObject {
    month: usize,
    mean: f64,
    ci_low: f64,
    ci_high: f64,
    p10: f64,
    p25: f64,
    p50: f64,
    p75: f64,
    p90: f64,
}

/// Programmes of change against no change: the same figures as the table, and every path with its bands.
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn change(report: &ChangeView, seed: u64, about: About<'_>, verdict: &str) -> serde_json::Result<String> {
    let programmes = report.programmes.iter().map(|told| (told.name.as_str(), programme(told, report.heads)));
    pretty(&ChangeObject {
        version: env!("CARGO_PKG_VERSION"),
        scenario: about.scenario,
        seed,
        replications: report.replications,
        days: about.days,
        warm_up: about.warm_up,
        months: report.months,
        heads: report.heads,
        verdict,
        programmes: Ordered(programmes.collect()),
        units: Ordered(vec![
            ("dip", "money per head"),
            ("break_even", "working days from the first step"),
            ("value_per_head", "money per head over all months"),
            ("value", "money over all months"),
            ("hours_per_head", "hours per head over the counted days"),
            ("cost_per_head", "money per head over the counted days, more than without change"),
            ("path", "money per head, cumulated, at each month's end"),
        ]),
    })
}

fn programme(told: &Told, heads: usize) -> ProgrammeObject<'_> {
    let trajectory = &told.trajectory;
    let dip = trajectory.dip.map(|dip| dip.at);
    let step = |mark: &'_ Mark| if mark.change { "change" } else { "measure" };
    let points = (1..).zip(&trajectory.months).map(|(month, band)| {
        let Summary { mean, ci_low, ci_high, p10, p50, p90, .. } = band.all;
        PointObject { month, mean, ci_low, ci_high, p10, p25: band.p25, p50, p75: band.p75, p90 }
    });
    ProgrammeObject {
        about: &told.about,
        steps: told
            .marks
            .iter()
            .map(|mark| StepObject { day: mark.day, until: mark.until, kind: step(mark), what: &mark.what })
            .collect(),
        dip: DipObject {
            month: trajectory.dip.map(|dip| dip.month),
            mean: dip.map(|at| at.mean),
            ci_low: dip.map(|at| at.ci_low),
            ci_high: dip.map(|at| at.ci_high),
            mean_of_minima: trajectory.mean_of_minima,
        },
        break_even: BreakEvenObject {
            days_of_mean: trajectory.break_even,
            median_days: trajectory.break_even_median,
            share: trajectory.breaking_even.into(),
        },
        value_per_head: trajectory.value.into(),
        value: trajectory.value.mean * heads as f64,
        pays: trajectory.pays.into(),
        hours_per_head: told.hours.into(),
        cost_per_head: told.cost.into(),
        path: points.collect(),
    }
}
