//! The reasons as words, text, JSON and a table.

use std::fmt::Write as _;

use serde_json::json;

use super::Reasoned;
use crate::answers::{Answer, lines};
use crate::evidence::{Paired, why};
use crate::experiment::walk::Choice;
use crate::model::outcome::{HOURS, MONEY, Measure, OUTCOMES, Outcome};
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::rows::names;
use crate::output::tables::table;
use crate::output::words::number;
use crate::output::words::why as words;
use crate::scenario::numbers::counted;

/// How many parts of a list are told; tables for programs have all.
const MOST: usize = 10;

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
                "By choice it is an average over orders: {}, each with an order of its own in which {} are made, and the same backwards; other orders would move a figure within its interval. The figures add up to \
                 the difference exactly.",
                counted(n, "future"),
                counted(choices, "choice")
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
            "{}: {} of {} working days after {} of warm-up, seed {}. Everything is {second} less {first}.\n",
            self.asked.study.name,
            counted(self.futures.len(), "future"),
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
        let figures = |paired: &Paired| json!({ "mean": paired.mean, "ci_low": paired.ci_low, "ci_high": paired.ci_high });
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
