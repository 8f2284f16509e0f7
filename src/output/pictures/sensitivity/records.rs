//! The figures of an analysis of sensitivity as a table for machines.

use serde_json::json;

use super::AnalysisView;
use crate::evidence::sensitivity::{Alone, Found, Groups, Indices, Screening};
use crate::output::tables::records::{Records, number, value};

/// The table, as the design's method allows.
pub(super) fn of(report: &AnalysisView<'_>) -> Records {
    match report.found {
        Found::Alone(found) => alone(report, found),
        Found::Screening(found) => screening(report, found),
        Found::Indices(found) => indices(report, found),
        Found::Groups(found) => groups(report, found),
    }
}

fn alone(report: &AnalysisView<'_>, found: &Alone) -> Records {
    let mut records = Records::new(&[
        ("factor", "the key that is varied"),
        ("value", "its value; empty for the firm as it is"),
        ("mean", "mean of what is asked over replications, in the outcome's unit"),
        ("ci_low", "lower end of the 95 % interval of the mean"),
        ("ci_high", "upper end of the interval"),
        ("change", "mean of what it is more than in the firm as it is, future by future"),
        ("change_low", "lower end of the 95 % interval of the change"),
        ("change_high", "upper end of the interval"),
        ("turns", "whether the outcome clearly both rises and falls over the factor's levels"),
    ]);
    let base = &found.base;
    records.rows.push(vec![
        json!("(none)"),
        json!(null),
        number(base.mean),
        number(base.ci_low),
        number(base.ci_high),
        number(0.0),
        json!(null),
        json!(null),
        json!(null),
    ]);
    for (at, swing) in found.factors.iter().enumerate() {
        for level in &swing.levels {
            let (outcome, change) = (&level.outcome, &level.change);
            records.rows.push(vec![
                json!(report.name(at)),
                value(&level.value),
                number(outcome.mean),
                number(outcome.ci_low),
                number(outcome.ci_high),
                number(change.mean),
                number(change.ci_low),
                number(change.ci_high),
                json!(swing.turns),
            ]);
        }
    }
    records
}

fn screening(report: &AnalysisView<'_>, found: &Screening) -> Records {
    let mut records = Records::new(&[
        ("factor", "the key that is varied"),
        (
            "mu_star",
            "mean magnitude of the elementary effects, each as over the factor's whole range in its own unit, in the outcome's unit",
        ),
        ("mu_star_low", "lower end of its 95 % bootstrap interval"),
        ("mu_star_high", "upper end of the interval"),
        ("mu", "mean elementary effect"),
        ("mu_low", "lower end of its 95 % bootstrap interval"),
        ("mu_high", "upper end of the interval"),
        ("sigma", "standard deviation of the elementary effects, chance included"),
        ("error", "standard error that chance gives one elementary effect"),
        ("effects", "elementary effects that could be measured"),
    ]);
    for (at, factor) in found.factors.iter().enumerate() {
        let (star, mu) = (factor.mu_star, factor.mu);
        let figures =
            [star.value, star.low, star.high, mu.value, mu.low, mu.high, factor.sigma, factor.error];
        let mut row = vec![json!(report.name(at))];
        row.extend(figures.map(number));
        row.push(json!(factor.effects.len()));
        records.rows.push(row);
    }
    records
}

fn indices(report: &AnalysisView<'_>, found: &Indices) -> Records {
    let mut records = Records::new(&[
        ("factor", "the key that is varied"),
        ("first", "first-order index: share of variance that the factor explains alone, chance taken out"),
        ("first_low", "lower end of its 95 % interval"),
        ("first_high", "upper end of the interval"),
        ("total", "total index: share of variance that goes with the factor, alone or together with others"),
        ("total_low", "lower end of its 95 % interval"),
        ("total_high", "upper end of the interval"),
    ]);
    for (at, index) in found.factors.iter().enumerate() {
        let (first, total) = (index.first, index.total);
        let figures = [first.value, first.low, first.high, total.value, total.low, total.high];
        let mut row = vec![json!(report.name(at))];
        row.extend(figures.map(number));
        records.rows.push(row);
    }
    records
}

fn groups(report: &AnalysisView<'_>, found: &Groups) -> Records {
    let mut records = Records::new(&[
        ("factor", "the key that is varied"),
        ("from", "the lowest value of the group of points"),
        ("to", "the highest value of the group"),
        ("points", "points in the group"),
        ("mean", "mean of what is asked over these points, in the outcome's unit"),
        (
            "share",
            "share of the variance between points that the factor's groups explain, less what they would by chance",
        ),
        ("share_low", "lower end of its 95 % bootstrap interval"),
        ("share_high", "upper end of the interval"),
    ]);
    for (at, effect) in found.factors.iter().enumerate() {
        for group in &effect.groups {
            records.rows.push(vec![
                json!(report.name(at)),
                value(&group.from),
                value(&group.to),
                json!(group.points),
                number(group.mean),
                number(effect.share.value),
                number(effect.share.low),
                number(effect.share.high),
            ]);
        }
    }
    records
}
