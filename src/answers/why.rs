//! Why one way of working brings more than another: by operating choice, by money, by what happened to leads, by hours, and a
//! life that shows it.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Refused, Watch, lines};
use crate::evidence::{Paired, why};
use crate::experiment::walk::{self, Choice};
use crate::experiment::{Life, Stopped, Subject, each, follow};
use crate::model::outcome::{HOURS, MONEY, Measure, OUTCOMES, Outcome};
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::rows::names;
use crate::output::tables::table;
use crate::output::words::number;
use crate::output::words::why as words;
use crate::scenario::Study;

/// How many parts of a list are told; tables for programs have all.
const MOST: usize = 10;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// The firm; its first two arms are compared, the second against the first.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Futures; without it, as many as intervals need, fewer where there are many choices.
    pub replications: Option<u32>,
    /// The outcome that is taken apart by choice, as a position in [`OUTCOMES`].
    pub outcome: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Reasoned {
    /// What was asked.
    pub asked: Reasons,
    /// The choices in which the two differ.
    pub choices: Vec<Choice>,
    /// The futures.
    pub futures: Vec<why::Future>,
    /// One prospect's two lives, with the replication.
    pub example: Option<(u32, why::Parting, [Life; 2])>,
}

impl Reasons {
    /// The question about the first two arms of a study.
    ///
    /// # Errors
    /// [`Refused::Usage`] where there are no two arms, or they do not differ, or there is no such outcome.
    pub fn of(study: Arc<Study>, outcome: Option<&str>) -> Result<Self, Refused> {
        let [first, second, ..] = study.arms.as_slice() else {
            return Err(Refused::Usage(
                "name two ways of working to compare, such as defined aligned".to_owned(),
            ));
        };
        if walk::choices(&first.scenario, &second.scenario).is_empty() {
            return Err(Refused::Usage(format!(
                "{} and {} do not differ in any choice",
                first.name, second.name
            )));
        }
        let all: Vec<usize> = (0..OUTCOMES.len()).collect();
        let outcome = crate::experiment::samples::kept(outcome, &all).map_err(Refused::Usage)?;
        Ok(Self { study, threads: 0, replications: None, outcome })
    }

    /// How many choices differ.
    pub fn choices(&self) -> usize {
        match self.study.arms.as_slice() {
            [first, second, ..] => walk::choices(&first.scenario, &second.scenario).len(),
            _ => 0,
        }
    }

    /// How many futures are lived.
    pub fn futures(&self) -> u32 {
        self.replications.unwrap_or_else(|| why::futures(self.choices(), self.study.base.plan.replications))
    }

    /// Lives all futures of both, and of the steps between them.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Reasoned, Refused> {
        let [first, second, ..] = self.study.arms.as_slice() else {
            return Err(Refused::Usage("name two ways of working to compare".to_owned()));
        };
        let plan = &self.study.base.plan;
        let choices = walk::choices(&first.scenario, &second.scenario);
        let replications: Vec<u32> = (1..self.futures().saturating_add(1)).collect();
        let all = replications.len() as u64;
        watch.progress(0, all);
        let (seed, cancel) = (plan.seed, watch.cancelled());
        let futures = each(
            replications.len(),
            self.threads,
            cancel,
            |done| watch.progress(done, all),
            |workspace, at| {
                let replication = replications[at];
                let mut end = |arm: &crate::scenario::Arm| {
                    walk::end(&arm.scenario, seed, replication, workspace, cancel)
                        .map_err(|error| Stopped::of(error, &arm.name, replication))
                };
                let (a, b) = (end(first)?, end(second)?);
                let steps = walk::walk(
                    [&first.scenario, &second.scenario],
                    [&a.outcomes, &b.outcomes],
                    &choices,
                    &why::order(choices.len(), seed, replication),
                    seed,
                    replication,
                    workspace,
                    cancel,
                )?;
                Ok(why::Future {
                    ends: [a.outcomes, b.outcomes],
                    steps,
                    money: std::array::from_fn(|part| b.parts[part] - a.parts[part]),
                    hours: std::array::from_fn(|part| b.hours[part] - a.hours[part]),
                    mechanism: why::mechanism(&a, &b),
                    partings: why::parting(&a, &b),
                })
            },
        )?;
        let better = why::whole(&futures, Outcome::ProfitPerHead as usize).mean >= 0.0;
        let example = match why::example(&futures, better) {
            None => None,
            Some((at, parting)) => {
                let replication = replications[at];
                let life = |arm: &crate::scenario::Arm, lead| {
                    follow(&arm.scenario, seed, replication, Subject::Lead(lead))
                        .map_err(|lost| Refused::lost(lost, &arm.name, replication))
                };
                Some((
                    replication,
                    parting,
                    [life(first, parting.leads[0])?, life(second, parting.leads[1])?],
                ))
            }
        };
        Ok(Reasoned { asked: self.clone(), choices, futures, example })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Futures.
    pub replications: Option<u32>,
    /// The outcome that is taken apart by choice.
    pub outcome: Option<String>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Reasons::of`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Reasoned, Refused> {
    let asked = Reasons::of(study, options.outcome.as_deref())?;
    Reasons { threads, replications: options.replications, ..asked }.answer(watch)
}

impl Reasoned {
    fn arms(&self) -> [&str; 2] {
        [0, 1].map(|at| self.asked.study.arms[at].name.as_str())
    }

    fn measure(&self) -> &'static Measure {
        &OUTCOMES[self.asked.outcome]
    }

    /// The second less the first.
    pub fn whole(&self) -> Paired {
        why::whole(&self.futures, self.asked.outcome)
    }

    /// Whether profit per head is taken apart, which has cash in it.
    fn is_profit(&self) -> bool {
        self.asked.outcome == Outcome::ProfitPerHead as usize
    }

    fn values(&self, choice: &Choice, arm: usize) -> String {
        let scenario = &self.asked.study.arms[arm].scenario;
        match choice.keys.as_slice() {
            [] => self.asked.study.arms[arm].programme.clone().unwrap_or_else(|| "none".to_owned()),
            _ => {
                let values = choice.values(scenario);
                let shown = |value: &crate::scenario::registry::Value| value.to_string().replace('"', "");
                values.iter().map(shown).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// What each choice adds, the largest first.
    pub fn by_choice(&self) -> Vec<(usize, Paired)> {
        let mut found: Vec<(usize, Paired)> =
            why::by_choice(&self.futures, self.asked.outcome).into_iter().enumerate().collect();
        found.sort_by(|a, b| b.1.mean.abs().total_cmp(&a.1.mean.abs()));
        found
    }

    fn choices_table(&self, width: usize) -> String {
        let (arms, measure) = (self.arms(), self.measure());
        let cash = why::by_choice(&self.futures, Outcome::CashPerHead as usize);
        let mut head = vec!["choice".to_owned(), arms[0].to_owned(), arms[1].to_owned(), "adds".to_owned()];
        if self.is_profit() {
            head.push("of it cash".to_owned());
        }
        let mut rows = vec![head];
        for (at, adds) in self.by_choice() {
            let choice = &self.choices[at];
            let mark = if adds.decided() { format!(" {}", table::BEST) } else { String::new() };
            let mut row = vec![
                choice.name.clone(),
                self.values(choice, 0),
                self.values(choice, 1),
                words::signed(&adds, measure) + &mark,
            ];
            if self.is_profit() {
                row.push(words::signed(&cash[at], measure));
            }
            rows.push(row);
        }
        table::words(&rows, width)
    }

    fn parts(
        &self,
        names: impl Fn(usize) -> String,
        parts: &[Paired],
        measure: &Measure,
        width: usize,
    ) -> String {
        let whole = Paired::of(parts.iter().map(|part| part.mean.abs()));
        let most = parts.iter().map(|part| part.mean.abs()).fold(0.0, f64::max);
        let whole = Paired { mean: most, ..whole };
        let mut found: Vec<(usize, &Paired)> =
            parts.iter().enumerate().filter(|(_, part)| words::counts(part, &whole)).collect();
        found.sort_by(|a, b| b.1.mean.abs().total_cmp(&a.1.mean.abs()));
        found.truncate(MOST);
        let rows: Vec<Vec<String>> =
            found.iter().map(|(at, part)| vec![names(*at), words::signed(part, measure)]).collect();
        let told: f64 = found.iter().map(|(_, part)| part.mean).sum();
        let rest: f64 = parts.iter().map(|part| part.mean).sum::<f64>() - told;
        let mut out =
            if rows.is_empty() { "  nothing differs\n".to_owned() } else { table::words(&rows, width) };
        if found.len() < parts.len() && rest.abs() > 0.0 {
            let style = number::Style::of(measure, std::iter::once(most), std::iter::once(most / 20.0));
            let _ = writeln!(out, "  all others: {}", style.show(rest));
        }
        out
    }

    fn example_text(&self) -> Option<String> {
        let (replication, parting, lives) = self.example.as_ref()?;
        let arms = self.arms();
        let names = [names(&lives[0].people), names(&lives[1].people)];
        let won = usize::from(why::whole(&self.futures, Outcome::ProfitPerHead as usize).mean >= 0.0);
        Some(format!(
            "A life that shows it: one prospect of replication {replication}, won under {} (lead {}) and lost under {} (lead {})\n{}",
            arms[won],
            parting.leads[won],
            arms[1 - won],
            parting.leads[1 - won],
            words::parted(arms, [&lives[0], &lives[1]], [&names[0], &names[1]], parting.leads),
        ))
    }
}

impl Answer for Reasoned {
    fn verdict(&self) -> String {
        let cash = self.is_profit().then(|| why::cash(&self.futures));
        words::verdict(self.arms(), &self.whole(), cash.as_ref(), self.measure())
    }

    fn notes(&self) -> Vec<String> {
        let (n, choices) = (self.futures.len(), self.choices.len());
        vec![
            format!(
                "By choice it is an average over orders: {n} futures, each with an order of its own in which the {choices} choices \
                 are made, and the same backwards; other orders would move a figure within its interval. The figures add up to \
                 the difference exactly."
            ),
            "By money and by hours it is exact: the books and the ledger of hours of the same futures. By lead it is exact lead by \
             lead: a lead on which the customer decides under both counts with its value times the difference in chance, shared \
             among the terms of the odds in proportion; a lead that only one of them brings to a decision, with its value times \
             its chance, under what became of it in the other."
                .to_owned(),
        ]
    }

    fn text(&self, width: usize) -> String {
        let [first, second] = self.arms();
        let plan = &self.asked.study.base.plan;
        let running = width.min(120);
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), running, ""));
        let _ = writeln!(
            out,
            "{}: {} futures of {} working days after {} of warm-up, seed {}. Everything is {second} less {first}.\n",
            self.asked.study.name,
            self.futures.len(),
            plan.days,
            plan.warm_up,
            plan.seed
        );
        let unit = number::unit(self.measure());
        let _ = writeln!(
            out,
            "By operating choice: what each adds ({unit}), averaged over the orders in which they can be made"
        );
        lines(&mut out, &self.choices_table(width));
        let _ = writeln!(
            out,
            "By money ({}): margin of what comes in, costs, and customer equity, which is a valuation",
            number::unit(words::profit())
        );
        let money = why::by_money(&self.futures);
        lines(&mut out, &self.parts(|at| MONEY[at].to_owned(), &money, words::profit(), width));
        let _ = writeln!(
            out,
            "By lead: the {} of new business, by what happened to each lead",
            words::signed(&money[0], words::profit())
        );
        lines(
            &mut out,
            &self.parts(
                |at| words::mechanism(at).to_owned(),
                &why::by_mechanism(&self.futures),
                words::profit(),
                width,
            ),
        );
        let _ = writeln!(out, "By hours per head per day");
        let hours = &OUTCOMES[Outcome::ConflictHours as usize];
        lines(&mut out, &self.parts(|at| HOURS[at].to_owned(), &why::by_hours(&self.futures), hours, width));
        if let Some(example) = self.example_text() {
            lines(&mut out, &example);
        }
        for note in self.notes() {
            let _ = writeln!(out, "{}\n", number::wrapped(&note, running, ""));
        }
        let legend = format!(
            "± is half of a 95 % interval, which holds for all lines of its list together. {} clearly not zero.",
            table::BEST
        );
        lines(&mut out, &number::wrapped(&legend, running, ""));
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let figures = |paired: &Paired| json!({ "mean": paired.mean, "ci_low": finite(paired.ci_low), "ci_high": finite(paired.ci_high) });
        let plan = &self.asked.study.base.plan;
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "scenario": self.asked.study.name,
            "seed": plan.seed,
            "days": plan.days,
            "warm_up": plan.warm_up,
            "replications": self.futures.len(),
            "arms": self.arms(),
            "outcome": self.measure().name,
            "verdict": self.verdict(),
            "difference": figures(&self.whole()),
            "cash": figures(&why::cash(&self.futures)),
            "parts": self.table().objects(),
            "example": self.example.as_ref().map(|(replication, parting, _)| json!({
                "replication": replication, "leads": parting.leads, "text": self.example_text(),
            })),
            "notes": self.notes(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("parts", self.table())]
    }
}

fn finite(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { Value::Null }
}

impl Reasoned {
    /// One row per part of a difference.
    fn table(&self) -> Frame {
        let mut frame = Frame::new(vec![
            column("by", "", "choice, money, lead or hours", Holds::Text),
            column(
                "part",
                "",
                "the choice, the cause of money, what happened to leads, or what hours went to",
                Holds::Text,
            ),
            column("from", "", "of a choice, its value in the first structure", Holds::Text),
            column("to", "", "of a choice, its value in the second structure", Holds::Text),
            column("unit", "", "unit of the figures", Holds::Text),
            column(
                "mean",
                "as the unit says",
                "second structure less first, mean over futures",
                Holds::Numbers,
            ),
            column(
                "ci_low",
                "as the unit says",
                "lower end of the interval, 95 % for all parts of the kind together",
                Holds::Numbers,
            ),
            column("ci_high", "as the unit says", "upper end of the interval", Holds::Numbers),
        ]);
        let mut add = |by: &str, part: &str, values: Option<[String; 2]>, unit: &str, found: &Paired| {
            let value = |at: usize| values.as_ref().map_or(Datum::Missing, |values| Datum::Text(&values[at]));
            frame.row([
                Datum::Text(by),
                Datum::Text(part),
                value(0),
                value(1),
                Datum::Text(unit),
                Datum::Number(found.mean),
                Datum::Number(found.ci_low),
                Datum::Number(found.ci_high),
            ]);
        };
        for (at, adds) in self.by_choice() {
            let choice = &self.choices[at];
            let values = [self.values(choice, 0), self.values(choice, 1)];
            add("choice", &choice.name, Some(values), self.measure().unit, &adds);
        }
        let profit = words::profit().unit;
        for (name, found) in MONEY.iter().zip(why::by_money(&self.futures)) {
            add("money", name, None, profit, &found);
        }
        for (name, found) in why::MECHANISMS.iter().zip(why::by_mechanism(&self.futures)) {
            add("lead", name, None, profit, &found);
        }
        for (name, found) in HOURS.iter().zip(why::by_hours(&self.futures)) {
            add("hours", name, None, "hours per head per day", &found);
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Reasons;
    use crate::answers::{Answer, Unwatched};
    use crate::scenario::{BUILT_IN, Study, load};

    fn study(arms: &[&str]) -> Arc<Study> {
        let set =
            ["plan.days=63", "plan.warm_up=21", "firm.salespeople=8", "firm.marketers=4"].map(str::to_owned);
        let names: Vec<String> = arms.iter().map(|&arm| arm.to_owned()).collect();
        Arc::new(load(BUILT_IN, "test", &set).unwrap().select(&names).unwrap())
    }

    #[test]
    fn choices_and_money_add_up_to_the_difference_and_threads_change_nothing() {
        let asked =
            Reasons { replications: Some(3), ..Reasons::of(study(&["defined", "aligned"]), None).unwrap() };
        let found = asked.answer(&Unwatched::default()).unwrap();
        let whole = found.whole().mean;
        let by_choice: f64 = found.by_choice().iter().map(|(_, adds)| adds.mean).sum();
        let by_money: f64 = crate::evidence::why::by_money(&found.futures).iter().map(|part| part.mean).sum();
        assert!(
            (by_choice - whole).abs() < 1e-6 && (by_money - whole).abs() < 1e-6,
            "{whole} {by_choice} {by_money}"
        );
        let again = Reasons { threads: 2, ..asked }.answer(&Unwatched::default()).unwrap();
        assert_eq!(again.json().unwrap(), found.json().unwrap());
        assert!(found.text(100).contains("By operating choice"));
    }

    #[test]
    fn one_arm_and_two_that_do_not_differ_are_refused() {
        assert!(Reasons::of(study(&["defined"]), None).is_err());
        let twice = load(BUILT_IN, "test", &["arms.twin.preset=defined".to_owned()]).unwrap();
        let twice = twice.select(&["defined".to_owned(), "twin".to_owned()]).unwrap();
        assert!(Reasons::of(Arc::new(twice), None).unwrap_err().to_string().contains("do not differ"));
        assert!(Reasons::of(study(&["defined", "aligned"]), Some("profit_per_hed")).is_err());
    }
}
