//! How the firm fares under each arm, side by side, with the uncertainty of every number, and which arm is best.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::draws::{Draws, drawn};
use super::glimpse::glimpse;
use super::{Answer, Refused, Watch, about, futures, lines, settings};
use crate::evidence::choice::Choice;
use crate::evidence::unknowns::Unsure;
use crate::evidence::{Looks, Paired, Summary};
use crate::experiment::firms::Firms;
use crate::experiment::lives::{Drawn, EACH, run_firms};
use crate::experiment::{Comparison, run_until};
use crate::model::Replication;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::pictures::picture;
use crate::output::tables::frame::Frame;
use crate::output::tables::{frames, json, table};
use crate::output::words::lives::Lives;
use crate::output::words::reasons::{self, Reason};
use crate::output::words::{choice, next, number, sentence, unsure};
use crate::scenario::{Arm, Study};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The firm and the arms to compare, with the plan.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Whether to keep the monthly series.
    pub months: bool,
    /// Whether to keep one row per person.
    pub people: bool,
    /// Firms that could all be this one; without them, the file's own.
    pub draws: Option<Drawn>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What was simulated.
    pub study: Arc<Study>,
    /// Every outcome of every replication.
    pub comparison: Comparison,
    /// What they say of profit per head, and why they ended.
    pub choice: Choice,
    /// What is known of the lead over firms that could all be this one, and whether they were fitted to facts.
    pub unsure: Option<(Unsure, bool)>,
    /// What its replications are.
    lives: Lives,
    verdict: String,
    kept: Vec<(&'static str, Frame)>,
}

/// At how many replications to look at a study's comparison: where they go on until it is decided, more than once.
pub fn looks(study: &Study) -> Looks {
    Looks::of(study.base.plan.replications, study.base.plan.at_most)
}

/// What a look at so many replications says; with a reason to stop, they are enough.
fn look(comparison: &Comparison, looks: &Looks) -> Choice {
    let done = comparison.replications.len();
    let at = looks.numbers().iter().position(|&number| number as usize == done);
    Choice::of(comparison, looks, at.unwrap_or(0))
}

impl Compare {
    /// Simulates all arms until the lead is clear or the plan's replications are used up. `each` is given every result
    /// (replication, position of the arm) in a fixed order, and may keep what it wants.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, a law of the model was broken, or `each` could not keep a result.
    pub fn answer(
        &self,
        watch: &dyn Watch,
        mut each: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    ) -> Result<Compared, Refused> {
        if let Some(drawn) = &self.draws {
            return self.over_firms(drawn, watch, each);
        }
        let looks = looks(&self.study);
        let arms: Vec<_> = self.study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let all = arms.len() as u64 * u64::from(looks.numbers().last().copied().unwrap_or(0));
        let mut months = self.months.then(frames::months);
        let mut people = self.people.then(frames::people);
        let mut last = None;
        watch.progress(0, all);
        let comparison = run_until(
            &arms,
            &settings(&self.study, self.threads),
            looks.numbers(),
            watch.cancelled(),
            |done| watch.progress(done, all),
            |replication, arm, result| {
                if let Some(frame) = &mut months {
                    frames::add_months(frame, replication, arms[arm].0, &result.months);
                }
                if let Some(frame) = &mut people {
                    frames::add_people(frame, replication, arms[arm].0, &result.people);
                }
                each(replication, arm, result)
            },
            |comparison| {
                let choice = look(comparison, &looks);
                let enough = choice.stop.is_some();
                if !enough {
                    let n = comparison.replications.len();
                    let said = sentence::headline(comparison, &choice.verdict, Lives::Futures);
                    watch.so_far(&format!("After {n} futures: {said}"));
                }
                last = Some(choice);
                enough
            },
        )?;
        let choice = last.unwrap_or_else(|| look(&comparison, &looks));
        let kept = [("months", months), ("people", people)];
        let kept = kept.into_iter().filter_map(|(name, frame)| Some((name, frame?))).collect();
        Ok(Compared::with(Arc::clone(&self.study), comparison, choice, kept))
    }

    /// The same over firms that could all be this one: a value a firm, the mean of its futures.
    fn over_firms(
        &self,
        drawn: &Drawn,
        watch: &dyn Watch,
        each: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    ) -> Result<Compared, Refused> {
        let arms: Vec<_> = self.study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let all = (arms.len() * drawn.firms.len()) as u64 * u64::from(EACH);
        watch.progress(0, all);
        let progress = |done| watch.progress(done, all);
        let settings = settings(&self.study, self.threads);
        let lives = run_firms(&arms, &drawn.firms, EACH, &settings, watch.cancelled(), progress, each)?;
        let firms = lives.averaged(EACH as usize);
        let choice = look(&firms, &Looks::of(drawn.firms.len() as u32, 0));
        let mut found = Compared::with(Arc::clone(&self.study), firms, choice, Vec::new());
        found.lives = Lives::Firms;
        if let (Some(leader), Some(nearest)) = (found.choice.leader(), found.choice.nearest()) {
            let today = self.study.today();
            let today = found.comparison.arms.iter().position(|arm| Some(arm.as_str()) == today);
            let other = today.filter(|&today| today != leader).unwrap_or(nearest);
            let unsure = Unsure::of(&lives, &drawn.firms, EACH as usize, [leader, other], None);
            let names = [leader, other].map(|arm| found.comparison.arms[arm].as_str());
            let told = unsure::verdict(names, &unsure, drawn.fitted, &unit());
            let leads = sentence::verdict(&found.comparison, &found.choice.verdict, Lives::Firms);
            found.verdict = format!("{told} {leads}");
            found.unsure = Some((unsure, drawn.fitted));
        }
        Ok(found)
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether the plan's most replications were asked for: they hold also where they are below the usual number.
    pub capped: bool,
    /// Keep the monthly series.
    pub months: bool,
    /// Keep one row per person.
    pub people: bool,
    /// Firms that could all be this one.
    pub draws: Option<Draws>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Compare::answer`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Compared, Refused> {
    let Options { capped, months, people, draws } = options;
    let plan = &study.base.plan;
    let usual = Looks::usual_within(plan.replications, plan.at_most);
    let study = if capped { Arc::new(Study::clone(&study).with_replications(usual)) } else { study };
    let draws = drawn(draws.as_ref(), &study)?;
    Compare { study, threads, months, people, draws }.answer(watch, |_, _, _| Ok(()))
}

/// What follows an amount of profit.
fn unit() -> String {
    number::unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize])
}

impl Compared {
    /// From replications that were simulated elsewhere, all of those up to one of the [`looks`].
    pub fn of(study: Arc<Study>, comparison: Comparison) -> Self {
        let choice = look(&comparison, &looks(&study));
        Self::with(study, comparison, choice, Vec::new())
    }

    fn with(
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
        if let (None, Some(leader), Some(nearest)) =
            (&self.unsure, self.choice.leader(), self.choice.nearest())
        {
            let arms: Vec<&Arm> = self.study.arms.iter().collect();
            let pair = [leader, nearest];
            let found = glimpse(&self.study, &arms, &self.comparison, pair, fitted, threads, watch)?;
            self.unsure = found.map(|found| (found, fitted.is_some()));
        }
        Ok(())
    }

    /// What is not known about the firm, in sentences.
    fn unknowns(&self) -> Vec<String> {
        let Some((found, fitted)) = &self.unsure else { return Vec::new() };
        let names = found.arms.map(|arm| self.comparison.arms[arm].as_str());
        match found.components.is_some() {
            true => vec![unsure::spread(found, &unit()), unsure::measure(found, &unit())],
            false => vec![unsure::line(names, found, *fitted, &unit())],
        }
    }

    /// Whether these replications are enough: the lead is clear, or it no longer matters, or the plan is used up.
    pub fn is_enough(&self) -> bool {
        self.choice.stop.is_some()
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
        let unit = number::unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize]);
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
        match &self.unsure {
            // A first look is for readers; only what was asked for is in the object.
            Some((found, fitted)) if found.components.is_some() => {
                let mut object: serde_json::Value = serde_json::from_str(&text)?;
                object["firms"] = json_of(found, *fitted, &self.comparison.arms);
                Ok(serde_json::to_string_pretty(&object)? + "\n")
            }
            _ => Ok(text),
        }
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

/// Both uncertainties as JSON.
pub(super) fn json_of(found: &Unsure, fitted: bool, arms: &[String]) -> serde_json::Value {
    let worth = found.worth.iter().map(|worth| {
        serde_json::json!({
            "key": worth.key.key(), "worth": worth.evppi, "correlation": worth.correlation, "stands_out": worth.stands_out,
        })
    });
    serde_json::json!({
        "firms": found.firms,
        "fitted": fitted,
        "arm": arms[found.arms[0]],
        "less": arms[found.arms[1]],
        "mean": found.mean,
        "ahead": { "share": found.ahead.share, "ci_low": found.ahead.low, "ci_high": found.ahead.high },
        "bad_tenth": found.bad_tenth,
        "luck": found.luck,
        "unknown": found.unknown,
        "together": found.together(),
        "unknowns": worth.collect::<Vec<_>>(),
    })
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
        let _ = writeln!(out, "  and {} more structures", changed.len() - MOST);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{Compare, Compared};
    use crate::answers::{Answer, Refused, Unwatched, Watch};
    use crate::experiment::Stopped;
    use crate::scenario::{BUILT_IN, load};

    fn request(plan: &[&str]) -> Compare {
        let short = ["plan.days=42", "plan.warm_up=0"].iter().chain(plan).map(|&set| set.to_owned());
        let study = load(BUILT_IN, "test", &short.collect::<Vec<_>>()).unwrap();
        Compare { study: Arc::new(study), threads: 2, months: false, people: false, draws: None }
    }

    #[test]
    fn an_answer_made_from_what_workers_brought_is_the_same() {
        let request = request(&["plan.replications=3", "plan.at_most=0"]);
        let whole = request.answer(&Unwatched::default(), |_, _, _| Ok(())).unwrap();
        let brought = Compared::of(Arc::clone(&request.study), whole.comparison.clone());
        assert!(brought.is_enough());
        assert_eq!(brought.json().unwrap(), whole.json().unwrap());
        assert_eq!(brought.text(100), whole.text(100));
    }

    #[test]
    fn over_firms_the_verdict_counts_them_and_the_spread_is_split() {
        let request = request(&["firm.salespeople=6", "firm.marketers=3"]);
        let firms = crate::experiment::plausible::plausible(&request.study.base, 10, 1);
        let draws = Some(super::Drawn { firms: Arc::new(firms), fitted: true });
        let found = Compare { draws, ..request }.answer(&Unwatched::default(), |_, _, _| Ok(())).unwrap();
        assert!(found.verdict().contains("of the 10 firms that fit your facts"), "{}", found.verdict());
        let (unsure, _) = found.unsure.as_ref().unwrap();
        assert_eq!((unsure.firms, found.comparison.replications.len()), (10, 10));
        let split = unsure.luck * unsure.luck + unsure.unknown * unsure.unknown;
        assert!((unsure.together() * unsure.together() - split).abs() < 1e-6 * split);
        let json: serde_json::Value = serde_json::from_str(&found.json().unwrap()).unwrap();
        assert_eq!(json["firms"]["firms"], 10);
    }

    #[test]
    fn replications_go_on_from_look_to_look_and_the_watch_is_told_of_all() {
        struct Told(AtomicBool, std::sync::Mutex<Vec<(u64, u64)>>);
        impl Watch for Told {
            fn cancelled(&self) -> &AtomicBool {
                &self.0
            }
            fn progress(&self, done: u64, all: u64) {
                self.1.lock().unwrap().push((done, all));
                self.0.store(done >= 5, Ordering::Relaxed);
            }
        }
        let told = Told(AtomicBool::new(false), std::sync::Mutex::default());
        let request = request(&["plan.replications=1", "plan.at_most=4"]);
        let refused = request.answer(&told, |_, _, _| Ok(())).unwrap_err();
        assert!(matches!(refused, Refused::Stopped(Stopped::Cancelled)), "{refused}");
        // Four arms: the first look ends with four simulations, and one replication decides nothing.
        let told = told.1.into_inner().unwrap();
        assert_eq!(told, (0..=5).map(|done| (done, 16)).collect::<Vec<_>>());
    }
}
