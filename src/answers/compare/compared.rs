//! A comparison as words, text, JSON and tables.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Compared, look, looks};
use crate::answers::glimpse::{glimpse, leaders};
use crate::answers::{Answer, Refused, Watch, about, futures, lines};
use crate::evidence::choice::Choice;
use crate::evidence::{Paired, Summary};
use crate::experiment::Comparison;
use crate::experiment::firms::Firms;
use crate::experiment::lives::EACH;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::pictures::picture;
use crate::output::tables::frame::Frame;
use crate::output::tables::{frames, json, table};
use crate::output::words::lives::Lives;
use crate::output::words::reasons::{self, Reason};
use crate::output::words::{choice, next, number, sentence, unsure};
use crate::scenario::numbers::counted;
use crate::scenario::{Arm, Study};

impl Compared {
    /// From replications that were simulated elsewhere, all of those up to one of the [`looks`].
    pub fn of(study: Arc<Study>, comparison: Comparison) -> Self {
        let choice = look(&comparison, &looks(&study));
        Self::with(study, comparison, choice, Vec::new())
    }

    pub(super) fn with(
        study: Arc<Study>,
        comparison: Comparison,
        choice: Choice,
        kept: Vec<(&'static str, Frame)>,
    ) -> Self {
        let verdict = sentence::headline(&comparison, &choice.verdict, Lives::Futures);
        Self { study, comparison, choice, unsure: None, lives: Lives::Futures, verdict, kept }
    }

    /// Adds a first look at what is not known about the firm: at firms that fit its facts, where there are such.
    ///
    /// # Errors
    /// As [`glimpse`].
    pub fn look_at_unknowns(
        &mut self,
        fitted: Option<&Firms>,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<(), Refused> {
        let pair = leaders(&self.study, &self.comparison, &self.choice);
        if let (None, Some(pair)) = (&self.unsure, pair) {
            let arms: Vec<&Arm> = self.study.arms.iter().collect();
            self.unsure = glimpse(&self.study, &arms, &self.comparison, pair, fitted, threads, watch)?;
        }
        Ok(())
    }

    /// What is not known about the firm, in sentences.
    fn unknowns(&self) -> Vec<String> {
        let Some(found) = &self.unsure else { return Vec::new() };
        let names = found.arms.map(|arm| self.comparison.arms[arm].as_str());
        let unit = number::profit_unit();
        match found.components.is_some() {
            true => vec![unsure::spread(found, &unit), unsure::measure(found, &unit)],
            false => vec![unsure::line(names, found, &unit)],
        }
    }

    /// What to try next: commands with their reasons. `firm` is what was typed to choose the firm, `arms` what chose the
    /// arms.
    pub fn next(&self, firm: &str, arms: &str) -> Vec<(String, String)> {
        next::suggestions(&self.comparison, &self.choice.verdict, self.lives, &self.study.base, firm, arms)
    }

    /// The biggest reasons why the leader is ahead of the arm that comes nearest; none where nobody leads.
    pub fn reasons(&self) -> Vec<Reason> {
        match (self.choice.leader(), self.choice.nearest()) {
            (Some(leader), Some(nearest)) => reasons::biggest(&self.comparison, leader, nearest),
            _ => Vec::new(),
        }
    }

    fn reasons_text(&self, width: usize) -> String {
        let (Some(leader), Some(nearest)) = (self.choice.leader(), self.choice.nearest()) else {
            return String::new();
        };
        let found = self.reasons();
        if found.is_empty() {
            return String::new();
        }
        let arms = &self.comparison.arms;
        let profits = self.comparison.differences(leader, nearest, Outcome::ProfitPerHead as usize);
        let half = Paired::with_tail(profits, self.choice.level.tail(arms.len() - 1));
        let half = (half.ci_high - half.ci_low) / 2.0;
        let unit = number::profit_unit();
        let mut out = String::new();
        let head = format!(
            "Why {} and not {}: the biggest reasons, {unit}, of means over the {}s. `verona why` takes it apart exactly.",
            arms[leader],
            arms[nearest],
            self.lives.future()
        );
        lines(&mut out, &number::wrapped(&head, width.min(120), ""));
        for reason in found {
            let amount = reasons::amount(reason.money, half);
            let told = number::wrapped(&reason.words, width.min(120), "             ");
            lines(&mut out, &format!("  {amount:>9}  {}", told.trim_start()));
        }
        out.push('\n');
        out
    }

    /// Profit per head of each arm, and of each less the leader, as pictures.
    fn pictures(&self, width: usize) -> String {
        let Self { comparison, choice, .. } = self;
        let arms = comparison.arms.len();
        let measure = &OUTCOMES[Outcome::ProfitPerHead as usize];
        let summaries: Vec<Summary> =
            (0..arms).map(|arm| Summary::of(comparison.values_of(arm, Outcome::ProfitPerHead))).collect();
        let title = format!(
            "Profit per head ({}): ● mean, ━ its 95 % interval, ┄ 8 in 10 {}s",
            measure.unit,
            self.lives.future()
        );
        let mut out = String::new();
        lines(&mut out, &number::wrapped(&title, width, ""));
        lines(&mut out, &picture::arms(&comparison.arms, measure, &summaries, width));
        if let Some(leader) = choice.leader() {
            let paired = |arm| {
                let differences = comparison.differences(arm, leader, Outcome::ProfitPerHead as usize);
                (arm, Paired::with_tail(differences, choice.level.tail(arms - 1)))
            };
            let others: Vec<(usize, Paired)> = (0..arms).filter(|&arm| arm != leader).map(paired).collect();
            let name = &comparison.arms[leader];
            lines(&mut out, &format!("The same, paired: each structure less {name}; │ no difference"));
            lines(&mut out, &picture::differences(&comparison.arms, measure, &others, width));
        }
        out
    }
}

impl Answer for Compared {
    fn verdict(&self) -> String {
        self.verdict.clone()
    }

    /// Why the replications ended, how sure the leader is, what pairing saved.
    fn notes(&self) -> Vec<String> {
        let lives = self.lives;
        let basis = [
            // How many firms there are was asked for, and more of them would tell what is not known no better.
            (lives == Lives::Futures).then(|| choice::stopped(&self.comparison, &self.choice)),
            choice::worth(&self.comparison, &self.choice, lives),
        ];
        let paired = choice::paired(&self.comparison, &self.choice).filter(|_| lives == Lives::Futures);
        basis.into_iter().flatten().chain(paired).chain(self.unknowns()).collect()
    }

    fn text(&self, width: usize) -> String {
        let Self { study, comparison, choice, verdict, .. } = self;
        let (plan, lives) = (&study.base.plan, self.lives);
        let mut out = format!("{verdict}\n\n");
        let what = format!(
            "{}: {} of {} working days after {} of warm-up, seed {}.",
            study.name,
            match lives {
                Lives::Firms => {
                    format!("{} firms, each the mean of {EACH} futures", comparison.replications.len())
                }
                Lives::Futures => futures(comparison.replications.len()),
            },
            plan.days,
            plan.warm_up,
            comparison.seed
        );
        for words in std::iter::once(what).chain(self.notes()) {
            let _ = writeln!(out, "{}\n", number::wrapped(&words, width, ""));
        }
        let changed = changes(study, width);
        if !changed.is_empty() {
            lines(&mut out, &changed);
        }
        lines(&mut out, &table::outcomes(comparison, table::MAIN, &choice.level, width));
        let legend = [
            format!(
                "Mean ± half of its 95 % interval over the {}s. ↑ more is better, ↓ less is better. Money is in the file's currency.",
                lives.replication()
            ),
            format!(
                "{} clearly the best structure: paired 95 % intervals of its lead over every other leave out zero, corrected \
                 for the number of structures{}.",
                table::BEST,
                if choice.looks.numbers().len() > 1 { " and of looks" } else { "" },
            ),
        ];
        for words in legend {
            lines(&mut out, &number::wrapped(&words, width, "  "));
        }
        out.push('\n');
        out += &self.pictures(width);
        out + &self.reasons_text(width)
    }

    fn json(&self) -> serde_json::Result<String> {
        let text = json::comparison(&self.comparison, about(&self.study), &self.verdict, Some(&self.choice))?;
        json::with_firms(text, self.unsure.as_ref(), &self.comparison.arms)
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        let mut tables = vec![
            ("outcomes", frames::outcomes(&self.comparison)),
            ("wide", frames::wide(&self.comparison)),
            ("summary", frames::summary(&self.comparison)),
            ("paired", frames::paired(&self.comparison, &self.choice.level)),
        ];
        tables.extend(self.kept.iter().cloned());
        tables
    }
}

/// What arms differ in from the structures from which they start, where they do; of many, the first.
fn changes(study: &Study, width: usize) -> String {
    const MOST: usize = 8;
    let changed: Vec<&Arm> = study.arms.iter().filter(|arm| !arm.overrides.is_empty()).collect();
    let mut out = String::new();
    for arm in changed.iter().take(MOST) {
        let mut words: Vec<&str> = arm.overrides.iter().take(MOST).map(String::as_str).collect();
        let more = format!("and {} more", arm.overrides.len().saturating_sub(MOST));
        if arm.overrides.len() > MOST {
            words.push(&more);
        }
        let line = format!("{} is changed: {}", arm.name, words.join(", "));
        lines(&mut out, &number::wrapped(&line, width, "  "));
    }
    if changed.len() > MOST {
        let _ = writeln!(out, "  and {}", counted(changed.len() - MOST, "more structure"));
    }
    out
}
