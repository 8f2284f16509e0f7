//! Which firms fit what a leader knows, and how well.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Answer, Refused, Watch, lines};
#[cfg(feature = "crm")]
use crate::evidence::crm::CrmReport;
use crate::evidence::fit::calibration::{Calibration, calibrate};
use crate::evidence::fit::firm::Open;
use crate::evidence::fit::{Effort, Fit, Goals, Work as Under, as_written, fitted_toml, search};
use crate::experiment::estimate::Work;
use crate::experiment::firms::Firms;
use crate::output::tables::frame::Frame;
use crate::output::tables::records::Records;
use crate::output::tables::table;
use crate::output::words::list::listed;
use crate::output::words::number;
use crate::scenario::facts::{FACTS, Fact, Given, Says};
use crate::scenario::numbers::counted;
use crate::scenario::registry::Value as Setting;
use crate::scenario::{Scenario, Study};

/// What is asked: the firms that meet a study's facts.
#[derive(Debug, Clone)]
pub struct FitFirm {
    /// The firm, with its facts.
    pub study: Arc<Study>,
    /// The text of its file, of which the fitted firm's file is made.
    pub text: String,
    /// Further facts, from an export; they hold where the study says nothing.
    pub more: Vec<Given>,
    /// What was read of the export, in words; empty without one.
    pub read: String,
    /// How much work is done.
    pub effort: Effort,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The firm as its file has it.
    pub study: Arc<Study>,
    /// The firms that fit.
    pub fit: Fit,
    /// The central firm as a scenario file, made from the user's own text.
    pub toml: String,
    /// What was read of the export, in words; empty without one.
    pub read: String,
}

impl FitFirm {
    /// The question about a firm, with the text of its file; with the usual effort.
    pub fn of(study: Arc<Study>, text: String) -> Self {
        Self { study, text, more: Vec::new(), read: String::new(), effort: Effort::USUAL, threads: 0 }
    }

    /// The same with what an export tells, where the study does not say it.
    #[cfg(feature = "crm")]
    #[must_use]
    pub fn with_export(self, export: &CrmReport) -> Self {
        let more = export.computed.iter().map(|computed| computed.given).collect();
        Self { more, read: export.text(), ..self }
    }

    /// The facts that hold, the study's first.
    pub fn facts(&self) -> Vec<Given> {
        let own = &self.study.facts;
        let said = |given: &Given| own.iter().any(|fact| fact.fact.name == given.fact.name);
        own.iter().chain(self.more.iter().filter(|given| !said(given))).copied().collect()
    }

    /// How much is to be simulated: the firms of the first wave are like the file's, those of the others like what the facts say. Nothing
    /// where the question will be refused.
    pub fn work(&self) -> Option<Work> {
        let facts = self.facts();
        // Without a fact to fit nothing is begun.
        if Goals::of(&facts).0.is_empty() {
            return None;
        }
        let open = Open::new(&self.study.base, &facts);
        let all = self.effort.simulations() as f64;
        let first = (self.effort.wave as f64 * f64::from(self.effort.futures)).min(all);
        let begun = Work::of([&open.base], first)?;
        let work = Work::of([&open.as_busy_as(&facts)], all - first)?;
        let (effort, simulations) = (work.effort + begun.effort, work.simulations + begun.simulations);
        Some(Work { effort, simulations, ..work })
    }

    /// Searches.
    ///
    /// # Errors
    /// [`Refused`] when no fact speaks about an outcome, the work was called off, or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Fitted, Refused> {
        let facts = self.facts();
        let goals = Goals::of(&facts);
        if goals.0.is_empty() {
            let shows = FACTS.iter().filter(|fact| matches!(fact.says, Says::Shows(..)));
            let names: Vec<&str> = shows.map(|fact| fact.name).collect();
            return Err(Refused::Usage(format!(
                "{} says nothing that a fit could meet: write what you know of the firm under [facts], such as `win_rate = \"22 %\"`; \
                 what can be fitted is {} (`verona explain facts` tells more)",
                self.study.name,
                listed(&names)
            )));
        }
        let open = Open::new(&self.study.base, &facts);
        let progress = |done, all| watch.progress(done, all);
        let work = Under {
            seed: self.study.base.plan.seed,
            threads: self.threads,
            cancel: watch.cancelled(),
            progress: &progress,
        };
        let fit = search(&open, &goals, self.effort, &work)?;
        let toml = fitted_toml(&self.text, &self.study.name, &fit).ok_or_else(|| {
            Refused::Usage("the scenario is no text that a fitted firm could be written into".to_owned())
        })?;
        Ok(Fitted { study: Arc::clone(&self.study), fit, toml, read: self.read.clone() })
    }
}

impl Fitted {
    /// The central firm.
    pub fn central(&self) -> Scenario {
        as_written(&self.fit)
    }

    /// The firms that fit, as a table.
    pub fn firms(&self) -> Firms {
        self.fit.open.firms(&self.fit.draws)
    }

    fn met(&self) -> usize {
        (0..self.fit.goals.len()).filter(|&fact| self.fit.met(fact)).count()
    }

    /// Why facts are not met, a sentence each.
    pub fn quarrels(&self) -> Vec<String> {
        let name = |fact: usize| self.fit.goals[fact].given.fact.name;
        let one = |quarrel: &crate::evidence::fit::Quarrel| {
            let (goal, shown) = (&self.fit.goals[quarrel.fact], &self.fit.shown[quarrel.fact]);
            let told = goal.given.fact.told(shown.mean);
            // What the luck of the check could explain is no quarrel.
            if (shown.mean - goal.given.value).abs() <= shown.half_width() {
                let shown = Given { fact: goal.given.fact, value: shown.mean, spread: shown.half_width() };
                return format!(
                    "{} is {shown} where {} is meant: the luck of the check covers the difference, which a fit that is not quick tells better.",
                    name(quarrel.fact),
                    goal.given
                );
            }
            match quarrel.with {
                Some(with) => format!(
                    "{} and {} quarrel: no firm shows {} together with {} (the nearest shows {told}). One of the two is measured \
                     otherwise than it is meant here, or the firm works otherwise than the model.",
                    name(quarrel.fact),
                    name(with),
                    goal.given,
                    self.fit.goals[with].given
                ),
                None => format!(
                    "{} is not met ({told} instead of {}), and no other fact alone stands in its way: it lies outside what this model \
                     shows of firms like this one.",
                    name(quarrel.fact),
                    goal.given
                ),
            }
        };
        self.fit.quarrels.iter().map(one).collect()
    }

    /// One row per fact.
    fn facts(&self) -> Records {
        let mut records = Records::new(&[
            ("fact", "its key in [facts]"),
            ("yours", "what the firm says, in the fact's unit; a share is a number in 0 to 1"),
            ("spread", "half of its 95 % interval"),
            ("simulated", "mean over futures of the central firm"),
            ("simulated_half_width", "half of the 95 % interval of that mean"),
            ("plausible_low", "5 % of the plausible firms show less"),
            ("plausible_high", "5 % show more"),
            ("met", "whether the central firm meets it within its spread"),
        ]);
        for (at, goal) in self.fit.goals.iter().enumerate() {
            let (shown, [low, high]) = (&self.fit.shown[at], self.fit.plausible[at]);
            let mut row = vec![json!(goal.given.fact.name)];
            row.extend(
                [goal.given.value, goal.given.spread, shown.mean, shown.half_width(), low, high]
                    .map(Value::from),
            );
            row.push(json!(self.fit.met(at)));
            records.rows.push(row);
        }
        records
    }

    /// One row per plausible firm.
    fn draws(&self) -> Records {
        let firms = self.firms();
        let keys: Vec<String> = firms.keys().iter().map(|key| key.key()).collect();
        let columns: Vec<(&str, &str)> =
            keys.iter().zip(firms.keys()).map(|(name, key)| (name.as_str(), key.about())).collect();
        let mut records = Records::new(&columns);
        for firm in 0..firms.len() {
            let value = |value: &Setting| match value {
                Setting::Number(x) => json!(x),
                Setting::Integer(i) => json!(i),
                _ => Value::Null,
            };
            records.rows.push(firms.row(firm).iter().map(value).collect());
        }
        records
    }

    /// One row per key.
    fn keys(&self) -> Records {
        let mut records = Records::new(&[
            ("key", "the key of the scenario"),
            ("before", "its value in the file"),
            ("fitted", "its value in the central firm"),
            ("low", "5 % of the plausible firms lie below"),
            ("high", "5 % lie above"),
        ]);
        let (central, firms) = (self.central(), self.firms());
        for (at, key) in firms.keys().iter().enumerate() {
            let of = |firm: &Scenario| match firm.get(key.section, key.name) {
                Some(Setting::Number(x)) => json!(x),
                Some(Setting::Integer(i)) => json!(i),
                _ => Value::Null,
            };
            let mut values: Vec<f64> = firms.column(at).collect();
            values.sort_by(f64::total_cmp);
            let quantile = |share: f64| json!(values[(share * (values.len() - 1) as f64 + 0.5) as usize]);
            let row =
                vec![json!(key.key()), of(&self.study.base), of(&central), quantile(0.05), quantile(0.95)];
            records.rows.push(row);
        }
        records
    }
}

/// A number with four significant digits.
fn brief(value: &Value) -> String {
    let Some(value) = value.as_f64() else { return number::NOTHING.to_owned() };
    let digits = if value == 0.0 { 0.0 } else { 3.0 - libm::floor(libm::log10(value.abs())) };
    number::thousands(&format!("{value:.*}", digits.clamp(0.0, 6.0) as usize))
}

impl Answer for Fitted {
    fn verdict(&self) -> String {
        let all = self.fit.goals.len();
        let what = match self.met() {
            met if met == all && all == 1 => "meets its fact within its spread".to_owned(),
            met if met == all => format!("meets all {all} facts within their spread"),
            met => format!("meets {met} of {} within their spread", counted(all, "fact")),
        };
        format!("The fitted firm {what}; {} equally plausible firms were drawn.", self.fit.draws.len())
    }

    fn notes(&self) -> Vec<String> {
        let plan = &self.study.base.plan;
        let names: Vec<&str> = self.fit.open.unknowns.iter().map(|unknown| unknown.name).collect();
        vec![
            format!(
                "Fitted: {}. Yours ± half of a 95 % interval; simulated: the central firm as it works today, over futures of {} working days \
                 that the fit has not seen, seed {}.",
                listed(&names),
                plan.days,
                plan.seed
            ),
            "A plausible firm is a draw from what the facts leave open; its parameters move together, so take whole rows of the table of firms."
                .to_owned(),
        ]
    }

    fn text(&self, width: usize) -> String {
        let mut out = String::new();
        if !self.read.is_empty() {
            lines(&mut out, &self.read);
        }
        let _ = writeln!(out, "{}\n", number::wrapped(&self.verdict(), width, ""));
        let mut rows =
            vec![["fact", "yours", "simulated", "plausible firms (90 %)", ""].map(str::to_owned).to_vec()];
        for (at, goal) in self.fit.goals.iter().enumerate() {
            let (fact, shown, [low, high]) = (goal.given.fact, &self.fit.shown[at], self.fit.plausible[at]);
            rows.push(vec![
                fact.name.to_owned(),
                goal.given.to_string(),
                Given { fact, value: shown.mean, spread: shown.half_width() }.to_string(),
                format!("{} to {}", fact.told(low), fact.told(high)),
                if self.fit.met(at) { "✓ met" } else { "✗ not met" }.to_owned(),
            ]);
        }
        lines(&mut out, &table::words(&rows, width));
        for sentence in self.quarrels() {
            let _ = writeln!(out, "\n{}", number::wrapped(&sentence, width, ""));
        }
        let mut rows =
            vec![["key", "before", "fitted", "plausible firms (90 %)"].map(str::to_owned).to_vec()];
        for row in &self.keys().rows {
            let [before, fitted, low, high] = [1, 2, 3, 4].map(|at| brief(&row[at]));
            let key = row[0].as_str().unwrap_or_default().to_owned();
            rows.push(vec![key, before, fitted, format!("{low} to {high}")]);
        }
        out.push('\n');
        lines(&mut out, &table::words(&rows, width));
        for note in self.notes() {
            let _ = writeln!(out, "{}", number::wrapped(&note, width, ""));
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let (facts, keys) = (self.facts(), self.keys());
        let whole = json!({
            "scenario": self.study.name,
            "met": self.met(),
            "facts": facts.objects(),
            "keys": keys.objects(),
            "quarrels": self.quarrels(),
            "fitted": self.toml,
            "draws": { "keys": self.draws().columns.iter().map(|column| &column.name).collect::<Vec<_>>(), "rows": self.draws().rows },
            "read": self.read,
            "meanings": { "facts": facts.meanings(), "keys": keys.meanings() },
        });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![
            ("facts", Frame::of(&self.facts(), &[])),
            ("keys", Frame::of(&self.keys(), &[])),
            ("draws", Frame::of(&self.draws(), &[])),
        ]
    }
}

/// What is asked: whether the fit is right, for synthetic firms like this one.
#[derive(Debug, Clone)]
pub struct Calibrate {
    /// The firm that synthetic ones are like, whose facts say which are known of them.
    pub study: Arc<Study>,
    /// Synthetic firms.
    pub firms: usize,
    /// How much work each fit does.
    pub effort: Effort,
    /// Threads to use; 0 means one per processor core.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Calibrated {
    /// What was found.
    pub found: Calibration,
}

impl Calibrate {
    /// Fits synthetic firms.
    ///
    /// # Errors
    /// [`Refused`] when no fact can be fitted, the work was called off, or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Calibrated, Refused> {
        let shows = self.study.facts.iter().filter(|given| matches!(given.fact.says, Says::Shows(..)));
        let facts: Vec<&'static Fact> = shows.map(|given| given.fact).collect();
        if facts.is_empty() {
            return Err(Refused::Usage("the file has no [facts] that a fit could meet".to_owned()));
        }
        let progress = |done, all| watch.progress(done, all);
        let work = Under {
            seed: self.study.base.plan.seed,
            threads: self.threads,
            cancel: watch.cancelled(),
            progress: &progress,
        };
        Ok(Calibrated { found: calibrate(&self.study.base, &facts, self.firms, self.effort, &work)? })
    }
}

impl Calibrated {
    fn records(&self) -> Records {
        let mut records = Records::new(&[
            ("unknown", "what was not known of the synthetic firms"),
            ("coverage", "share of firms whose 90 % interval held the truth"),
            ("distance", "largest distance of the ranks of the truth from uniform"),
            ("limit", "distance that one in a hundred sets of uniform ranks exceeds"),
        ]);
        for (at, name) in self.found.unknowns.iter().enumerate() {
            let (distance, limit) = self.found.distance(at);
            records.rows.push(vec![
                json!(name),
                json!(self.found.coverage_of(at)),
                json!(distance),
                json!(limit),
            ]);
        }
        records
    }
}

impl Answer for Calibrated {
    fn verdict(&self) -> String {
        format!(
            "In {} synthetic firms, intervals of 90 % held the truth in {:.1} % of the cases.",
            self.found.cases.len(),
            100.0 * self.found.coverage()
        )
    }

    fn text(&self, width: usize) -> String {
        let mut rows = vec![
            ["unknown", "coverage of 90 %", "ranks from uniform", "1 % limit"].map(str::to_owned).to_vec(),
        ];
        for (at, name) in self.found.unknowns.iter().enumerate() {
            let (distance, limit) = self.found.distance(at);
            let coverage = format!("{:.0} %", 100.0 * self.found.coverage_of(at));
            rows.push(vec![(*name).to_owned(), coverage, format!("{distance:.3}"), format!("{limit:.3}")]);
        }
        format!("{}\n\n{}\n", number::wrapped(&self.verdict(), width, ""), table::words(&rows, width))
    }

    fn json(&self) -> serde_json::Result<String> {
        let records = self.records();
        let whole = json!({
            "firms": self.found.cases.len(),
            "coverage": self.found.coverage(),
            "unknowns": records.objects(),
            "meanings": records.meanings(),
        });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("calibration", Frame::of(&self.records(), &[]))]
    }
}
