//! What an analysis of sensitivity says in words: the answer, what was run, and how to read the picture.

use super::{AnalysisView, ends};
use crate::evidence::sensitivity::{Alone, ENOUGH_BLOCKS, Found, Noise, Screening};
use crate::output::words::list::listed;
use crate::output::words::number::{self, grouped, percent};
use crate::scenario::numbers::counted;

/// How far a random error of standard deviation 1 is from 0 on average.
const MEAN_ERROR: f64 = 0.797_884_560_802_865_4;

/// Factors named in the sentence.
const NAMED: usize = 3;

impl AnalysisView<'_> {
    /// The answer in a sentence or two.
    pub fn sentence(&self) -> String {
        if let Some(nothing) = self.nothing() {
            return nothing;
        }
        let asked = self.question.words();
        let order = self.order();
        match self.found {
            Found::Alone(found) => self.alone_sentence(found, &order),
            Found::Screening(found) => {
                let style = self.style(&found.factors.iter().map(|f| f.mu_star.value).collect::<Vec<_>>());
                let told: Vec<String> = order
                    .iter()
                    .take(NAMED)
                    .map(|&at| format!("{} ({})", self.name(at), style.show(found.factors[at].mu_star.value)))
                    .collect();
                let quiet = order.iter().filter(|&&at| within_chance(found, at)).count();
                let quiet = match quiet {
                    0 => String::new(),
                    1 => format!(" 1 factor of {} does no more than chance would.", order.len()),
                    n => format!(" {n} factors of {} do no more than chance would.", order.len()),
                };
                format!(
                    "Over the whole space these factors move {asked} most, by mean magnitude: {}.{quiet}",
                    told.join(", ")
                )
            }
            Found::Indices(found) => {
                if found.sd.is_nan() {
                    return format!("No factor moves {asked} by more than chance.");
                }
                let told: Vec<String> = order
                    .iter()
                    .take(NAMED)
                    .map(|&at| {
                        let index = &found.factors[at];
                        let (total, first) =
                            (percent(index.total.value), percent(index.first.value.max(0.0)));
                        format!("{} ({total}, alone {first})", self.name(at))
                    })
                    .collect();
                let alone: f64 = found.factors.iter().map(|index| index.first.value).sum();
                let few = match found.few() {
                    true => format!(
                        " With {} the 95 % intervals hold less often than they say: take {ENOUGH_BLOCKS} or more.",
                        counted(found.blocks, "block")
                    ),
                    false => String::new(),
                };
                format!(
                    "Of the variance of {asked}, most goes with {}. All factors alone explain {}; the rest comes of \
                     their acting together.{few}",
                    told.join(", "),
                    percent(alone.clamp(0.0, 1.0))
                )
            }
            Found::Groups(found) => {
                let told: Vec<String> = order
                    .iter()
                    .take(NAMED)
                    .map(|&at| {
                        format!("{} ({})", self.name(at), percent(found.factors[at].share.value.max(0.0)))
                    })
                    .collect();
                format!(
                    "Of the variance of {asked} between points, most is explained by {}.",
                    told.join(", ")
                )
            }
        }
    }

    /// What there is to say where nothing was measured, or nothing moves the outcome; `None` where there is an answer.
    pub fn nothing(&self) -> Option<String> {
        let asked = self.question.words();
        let noise = self.found.noise();
        let count = |points: usize| grouped(points as u64);
        let all = count(noise.all);
        if noise.measured == 0 {
            return Some(format!("Nothing can be said of {asked}: it was measured at 0 of {all} points."));
        }
        let blocks = match self.found {
            Found::Alone(_) => usize::MAX,
            Found::Indices(found) => found.blocks,
            _ => noise.points,
        };
        if blocks < 2 {
            let what = if matches!(self.found, Found::Indices(_)) {
                "; a whole block of points is needed twice"
            } else {
                ""
            };
            return Some(format!(
                "Nothing can be said of {asked}: it was measured in every replication at {} of {all} points{what}.",
                count(noise.points)
            ));
        }
        let measured = match noise.measured == noise.all {
            true => "every point".to_owned(),
            false => format!("all of the {} points of {all} where it was measured", count(noise.measured)),
        };
        let same = format!("{} is the same at {measured}; none of these factors moves it.", capital(&asked));
        (!noise.moved).then_some(same)
    }

    fn alone_sentence(&self, found: &Alone, order: &[usize]) -> String {
        let asked = self.question.words();
        let style = self.style(&ends(found));
        // One replication cannot tell; then the widest bars are named all the same, and the note says so.
        let moving: Vec<usize> =
            order.iter().copied().filter(|&at| found.factors[at].moves.unwrap_or(true)).collect();
        if moving.is_empty() {
            return format!("No factor, moved alone, moves {asked} by more than chance can.");
        }
        let told: Vec<String> = moving
            .iter()
            .take(NAMED)
            .map(|&at| {
                let swing = &found.factors[at];
                format!("{} ({} to {})", self.name(at), style.show(swing.least), style.show(swing.most))
            })
            .collect();
        let turning = moving.iter().filter(|&&at| {
            let outcomes = || found.factors[at].levels.iter().map(|level| &level.outcome);
            outcomes().any(|outcome| outcome.ci_high < 0.0) && outcomes().any(|outcome| outcome.ci_low > 0.0)
        });
        let turning: Vec<&str> = turning.map(|&at| self.name(at)).collect();
        let turns = match (&self.question.less, turning.len()) {
            (None, _) => String::new(),
            (Some(_), 0) => " None of them clearly turns its sign.".to_owned(),
            (Some(_), 1..=4) => format!(" Its sign clearly turns over the range of {}.", listed(&turning)),
            (Some(_), many) => format!(" Its sign clearly turns over the ranges of {many} factors."),
        };
        let most = match moving.len() {
            1 => "one factor moves".to_owned(),
            n if n <= NAMED => format!("{n} factors move"),
            n => format!("{n} factors of {} move", order.len()),
        };
        let most_of = if moving.len() > NAMED { ", most" } else { "" };
        format!("Moved alone, {most} {asked} by more than chance{most_of}: {}.{turns}", told.join(", "))
    }

    /// What was run, and how much of it is chance.
    pub fn note(&self) -> String {
        let points = counted(self.design.len(), "point");
        let replications = counted(self.replications, "replication");
        let unit = match self.found {
            Found::Alone(_) | Found::Screening(_) => {
                format!("Unit: {}. ", number::unit(self.question.measure()))
            }
            Found::Indices(_) | Found::Groups(_) => String::new(),
        };
        let chance = chance(self.found.noise(), self.replications);
        let words =
            format!("{points}, {replications} of each, the same futures at every point. {unit}{chance}");
        words.trim_end().to_owned()
    }

    /// How to read the table and the picture.
    pub fn legend(&self) -> &'static str {
        match self.found {
            Found::Alone(_) if self.question.less.is_some() => {
                "○ 10th, ● 90th percentile of each factor (or its first and last level); │ the firm as it is, ┊ no \
                 difference; ~ clearly rises and falls."
            }
            Found::Alone(_) => {
                "○ 10th, ● 90th percentile of each factor (or its first and last level); │ the firm as it is; ~ \
                 clearly rises and falls."
            }
            Found::Screening(_) => {
                "Bars: mu*, the mean magnitude of what the factor changes over its whole range, with its 95 % interval."
            }
            Found::Indices(_) => {
                "Bars: total index, the share of variance that goes with the factor; ● first order, alone; ┄ 95 % \
                 interval."
            }
            Found::Groups(_) => {
                "Bars: share of the variance between points that the factor explains, with its 95 % interval."
            }
        }
    }
}

/// Whether a factor's effects are no larger than chance alone would make them.
pub(super) fn within_chance(found: &Screening, at: usize) -> bool {
    let factor = &found.factors[at];
    factor.mu_star.low <= MEAN_ERROR * factor.error && !(factor.mu.low > 0.0 || factor.mu.high < 0.0)
}

/// The part of chance, in words.
fn chance(noise: Noise, replications: usize) -> String {
    if noise.share.is_nan() {
        return match replications {
            1 => "One replication cannot tell chance from effect.".to_owned(),
            _ => String::new(),
        };
    }
    format!("Of the variance between points, {} is chance.", percent(noise.share))
}

/// Words with a capital first letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
