//! How the firm fares on its way from one way of working to another, under several programmes, against the same firm
//! without change.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::draws::{Draws, drawn};
use super::glimpse::{glimpse, programme};
use super::{Answer, Refused, Watch, about, futures, lines, settings};
use crate::evidence::unknowns::Unsure;
use crate::evidence::{FirmMeans, MONTH, Paths, too_short};
use crate::experiment::firms::Firms;
use crate::experiment::lives::{Drawn, EACH, run_firms};
use crate::experiment::{Comparison, run_arms};
use crate::model::{Month, Replication};
use crate::output::pictures::{path, svg};
use crate::output::tables::frame::Frame;
use crate::output::tables::{frames, json, json_change, programmes, table};
use crate::output::words::change::{ChangeView, horizon, money};
use crate::output::words::lives::Lives;
use crate::output::words::{next, number, unsure};
use crate::scenario::numbers::counted;
use crate::scenario::{Arm, Study};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Change {
    /// The firm and its programmes, with the plan.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Whether to keep the differences month by month of every replication.
    pub trajectories: bool,
    /// Firms that could all be this one; without them, the file's own.
    pub draws: Option<Drawn>,
}

/// One result as it comes; over firms, that of a firm, which is the mean of its futures.
#[derive(Debug)]
pub struct Lived<'a> {
    /// The number of the replication or the firm.
    pub replication: u32,
    /// The arm: no change, or a programme.
    pub arm: &'a str,
    /// The result; none over firms, of whose futures none is kept.
    pub result: Option<&'a Replication>,
    /// Of a programme: the months less those of no change, and the path (the difference in profit, added up).
    pub trajectory: Option<(&'a [Month], &'a [f64])>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Changed {
    /// What was simulated.
    pub study: Arc<Study>,
    /// The arms: no change, then the programmes.
    pub arms: Vec<Arm>,
    /// Every outcome of every replication.
    pub comparison: Comparison,
    /// What is told of the programmes.
    pub report: ChangeView,
    /// Over firms, what is known of the best programme's lead.
    pub unsure: Option<Unsure>,
    answer: Vec<String>,
    /// A first look at what is not known about the firm, in words for readers.
    unknown: Option<String>,
    trajectories: Option<Frame>,
}

impl Change {
    /// The question about a study, or about those of its programmes only. `own` says that the scenario is the user's, for
    /// the words of the refusal where it has no programme.
    ///
    /// # Errors
    /// [`Refused`] where there is no such programme, or the counted days are too few for a path.
    pub fn of(study: Study, programmes: Option<&[String]>, own: bool) -> Result<Self, Refused> {
        study.require_programmes(own)?;
        let study = match programmes {
            Some(names) => study.select_programmes(names)?,
            None => study,
        };
        match too_short(study.base.plan.days) {
            Some(why) => Err(Refused::Usage(why)),
            None => Ok(Self { study: Arc::new(study), threads: 0, trajectories: false, draws: None }),
        }
    }

    /// Simulates all programmes against no change. `each` is given every result in a fixed order, and may keep what it
    /// wants; over firms, the path of every firm under every programme.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, a law of the model was broken, or `each` could not keep a result.
    pub fn answer(
        &self,
        watch: &dyn Watch,
        mut each: impl FnMut(&Lived<'_>) -> io::Result<()>,
    ) -> Result<Changed, Refused> {
        let arms = self.study.change_arms();
        let settings = settings(&self.study, self.threads);
        let lives = match &self.draws {
            Some(drawn) => drawn.firms.len() * EACH as usize,
            None => settings.replications.len(),
        };
        let all = (arms.len() * lives) as u64;
        let mut paths = Paths::new(arms.len().saturating_sub(1));
        let over_firms = self.draws.is_some();
        let mut means = FirmMeans::new(arms.len().saturating_sub(1), EACH);
        let mut kept = self.trajectories.then(programmes::trajectories);
        let named: Vec<_> = arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        watch.progress(0, all);
        let keep = |replication: u32, arm: usize, result: &Replication| {
            paths.add(arm, result);
            let name = named[arm].0;
            let mut lived = Lived { replication, arm: name, result: Some(result), trajectory: None };
            let Some(programme) = arm.checked_sub(1) else {
                return if over_firms { Ok(()) } else { each(&lived) };
            };
            let (differences, path) = (paths.differences(&result.months), paths.latest(programme));
            let firm;
            let (differences, path) = match over_firms {
                false => (differences.as_slice(), path),
                true => match means.take(programme, &differences, path) {
                    None => return Ok(()),
                    Some(whole) => {
                        firm = whole;
                        (lived.replication, lived.result) = (replication.div_ceil(EACH), None);
                        (firm.0.as_slice(), firm.1.as_slice())
                    }
                },
            };
            if let Some(frame) = &mut kept {
                programmes::add(frame, lived.replication, name, differences, path);
            }
            lived.trajectory = Some((differences, path));
            each(&lived)
        };
        let progress = |done| watch.progress(done, all);
        let comparison = match &self.draws {
            None => run_arms(&named, &settings, watch.cancelled(), progress, keep)?,
            Some(drawn) => {
                run_firms(&named, &drawn.firms, EACH, &settings, watch.cancelled(), progress, keep)?
            }
        };
        if let Some(drawn) = &self.draws {
            let each = EACH as usize;
            let study = Arc::clone(&self.study);
            let firms = comparison.averaged(each);
            let mut found = Changed::with(study, firms, &paths.averaged(each), Lives::Firms);
            found.counts_firms(&comparison, drawn);
            return Ok(Changed { trajectories: kept, ..found });
        }
        Ok(Changed { trajectories: kept, ..Changed::of(Arc::clone(&self.study), comparison, &paths) })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The programmes, by name; without it, all.
    pub programmes: Option<Vec<String>>,
    /// Whether the scenario is the user's own, for the words of a refusal.
    pub own: bool,
    /// Firms that could all be this one.
    pub draws: Option<Draws>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Change::of`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Changed, Refused> {
    let draws = drawn(options.draws.as_ref(), &study)?;
    let asked = Change::of(Study::clone(&study), options.programmes.as_deref(), options.own)?;
    Change { threads, trajectories: true, draws, ..asked }.answer(watch, |_| Ok(()))
}

impl Changed {
    /// From replications that were simulated elsewhere: of the study's [`Study::change_arms`], with their paths.
    pub fn of(study: Arc<Study>, comparison: Comparison, paths: &Paths) -> Self {
        Self::with(study, comparison, paths, Lives::Futures)
    }

    fn with(study: Arc<Study>, comparison: Comparison, paths: &Paths, lives: Lives) -> Self {
        let arms = study.change_arms();
        let report = ChangeView::of(&arms, &comparison, paths, lives);
        let answer = report.answer(&comparison);
        Self { study, arms, comparison, report, unsure: None, answer, unknown: None, trajectories: None }
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
        let (None, Some(pair)) = (&self.unsure, programme(&self.comparison)) else { return Ok(()) };
        let arms: Vec<&Arm> = self.arms.iter().collect();
        let found = glimpse(&self.study, &arms, &self.comparison, pair, fitted, threads, watch)?;
        let names = pair.map(|arm| self.comparison.arms[arm].as_str());
        self.unknown = found.map(|found| unsure::line(names, &found, &number::profit_unit()));
        Ok(())
    }

    /// Says of the best programme in how many firms it pays, and what is luck and what is not known.
    fn counts_firms(&mut self, lives: &Comparison, drawn: &Drawn) {
        let Some(pair) = programme(&self.comparison) else { return };
        let found = Unsure::of(lives, drawn, EACH as usize, pair, None);
        let names = pair.map(|arm| self.comparison.arms[arm].as_str());
        let unit = number::profit_unit();
        self.answer.insert(0, unsure::verdict(names, &found, &unit));
        self.answer.extend([unsure::spread(&found, &unit), unsure::measure(&found, &unit)]);
        self.unsure = Some(found);
    }

    /// An object with what is known over firms, where the run was over firms.
    fn with_firms(&self, text: String) -> serde_json::Result<String> {
        json::with_firms(text, self.unsure.as_ref(), &self.comparison.arms)
    }

    /// Every outcome of every arm, as a comparison's JSON object.
    ///
    /// # Errors
    /// As [`Answer::json`].
    pub fn summary_json(&self) -> serde_json::Result<String> {
        self.with_firms(json::comparison(&self.comparison, about(&self.study), &self.verdict(), None)?)
    }

    /// What to try next: commands with their reasons. `firm` is what was typed to choose the firm, `programmes` what chose
    /// the programmes.
    pub fn next(&self, firm: &str, programmes: &str) -> Vec<(String, String)> {
        next::after_change(&self.report, &self.study.base, firm, programmes)
    }

    /// How the table is to be read.
    fn legend(&self) -> String {
        let one = self.report.lives.future();
        format!(
            "Each against no change in the same {one}s, mean ± half of its 95 % interval. dip: the lowest point of the mean \
             path, with its month. breaks even: days from the first step until the mean path is at zero for good; median: the \
             same over the single {one}s that get there, and how many do. value: the path's end after {}; {} clearly not \
             zero. pays in: the {one}s that end above zero, with the 95 % interval of that share. time spent: on the change \
             itself, sessions and roles. costs more: everything spent more than without change.",
            horizon(self.report.months),
            table::BEST,
        )
    }
}

impl Answer for Changed {
    fn verdict(&self) -> String {
        self.answer.join(" ")
    }

    fn text(&self, width: usize) -> String {
        let Self { study, arms, comparison, report, answer, .. } = self;
        let plan = &study.base.plan;
        let mut out = String::new();
        for sentence in answer.iter().chain(&self.unknown) {
            lines(&mut out, &number::wrapped(sentence, width.min(120), ""));
        }
        let _ = writeln!(
            out,
            "\n{}: {} of {} working days after {} of warm-up, seed {}. {}.\n",
            study.name,
            match report.lives {
                Lives::Firms => format!("{} firms, each the mean of {EACH} futures", report.replications),
                Lives::Futures => futures(report.replications),
            },
            plan.days,
            plan.warm_up,
            comparison.seed,
            counted(report.heads, "person")
        );
        for arm in arms.iter().filter(|arm| !arm.about.is_empty()) {
            let line = format!("{}: {}", arm.name, arm.about);
            lines(&mut out, &number::wrapped(&line, width.min(100), "  "));
        }
        let _ = writeln!(out, "\n{}", table::change(report, width));
        let _ = writeln!(out, "{}\n", number::wrapped(&self.legend(), width.min(100), "  "));
        for price in report.prices().into_iter().chain(report.roles()) {
            lines(&mut out, &number::wrapped(&price, width.min(100), "  "));
        }
        let rest = plan.days % MONTH;
        if rest > 0 {
            let _ = writeln!(
                out,
                "  Paths are made of whole months: the last {rest} working days are not in them.\n"
            );
        }
        let _ = writeln!(
            out,
            "Profit less that without change, added up ({}): ● mean, ▒ half of the {}s, ░ 8 in 10",
            number::unit(money()),
            report.lives.future()
        );
        lines(&mut out, &path::pictures(report, width.min(100)));
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let (seed, about) = (self.comparison.seed, about(&self.study));
        self.with_firms(json_change::change(&self.report, seed, about, &self.verdict())?)
    }

    fn svg(&self) -> Option<String> {
        Some(svg::paths(&self.report, &self.study.name))
    }

    /// With the trajectories first, where they were kept.
    fn tables(&self) -> Vec<(&'static str, Frame)> {
        let kept = self.trajectories.iter().map(|frame| ("trajectories", frame.clone()));
        kept.chain([
            ("programmes", programmes::programmes(&self.report)),
            ("paths", programmes::paths(&self.report)),
            ("outcomes", frames::outcomes(&self.comparison)),
            ("summary", frames::summary(&self.comparison)),
        ])
        .collect()
    }
}
