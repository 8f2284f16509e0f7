//! The ranking of levers as words, text, JSON and a table.

use std::fmt::Write as _;

use serde_json::json;

use super::Ranked;
use crate::answers::{Answer, lines};
use crate::evidence::Pays;
use crate::evidence::levers::Found;
use crate::experiment::levers::START;
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::table;
use crate::output::words::levers as words;
use crate::output::words::number::{self, percent};
use crate::scenario::TODAY;
use crate::scenario::calendar::MONTH;
use crate::scenario::numbers::counted;

impl Ranked {
    /// Whether the file says how the firm works today; else it is taken to be of the loosest structure.
    pub fn knows_today(&self) -> bool {
        let study = &self.asked.study;
        study.arms.iter().chain(&study.others).any(|arm| arm.name == TODAY)
    }

    /// Months that paths are made of.
    pub(super) fn months(&self) -> u32 {
        self.asked.study.base.plan.days / MONTH
    }

    /// One row per move, below the heads.
    pub(in crate::answers) fn rows(&self) -> Vec<Vec<String>> {
        let head = ["move", "brings", "of it cash", "pays in", "dip", "breaks even", "worst tenth"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for found in &self.found {
            let Found { lever, pulled, .. } = found;
            let path = &pulled.trajectory;
            let half = (path.value.ci_high - path.value.ci_low) / 2.0;
            let mark = match path.verdict() {
                Pays::Yes | Pays::No => format!(" {}", table::BEST),
                _ => String::new(),
            };
            rows.push(vec![
                lever.name.clone(),
                format!("{} ± {}{mark}", words::money(path.value.mean, half), words::money(half, half)),
                words::money(pulled.cash.mean, half),
                percent(path.pays.share),
                path.dip.map_or_else(
                    || "none".to_owned(),
                    |dip| format!("{} in month {}", words::money(dip.at.mean, half), dip.month),
                ),
                match path.break_even {
                    None => "never".to_owned(),
                    Some(0) => "at once".to_owned(),
                    Some(days) => counted(days, "day"),
                },
                words::money(pulled.worst_tenth, half),
            ]);
        }
        rows
    }
}

impl Answer for Ranked {
    fn verdict(&self) -> String {
        words::verdict(&self.found, self.months())
    }

    fn notes(&self) -> Vec<String> {
        let meanings = words::meanings(&self.found, &self.asked.study.base);
        let mut out = vec![meanings, words::wrong(&self.found), words::basis(&self.found, &self.dropped)];
        out.extend(self.unknowns());
        if !self.knows_today() {
            out.push(
                "The file does not say how the firm works today, so that it was taken to work as undefined: write preset = \"defined\" \
                 (or another) under [operating]."
                    .to_owned(),
            );
        }
        out.retain(|words| !words.is_empty());
        out
    }

    fn text(&self, width: usize) -> String {
        let plan = &self.asked.study.base.plan;
        let running = width.min(120);
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), running, ""));
        for note in self.notes() {
            let _ = writeln!(out, "{}\n", number::wrapped(&note, running, ""));
        }
        let _ = writeln!(
            out,
            "{}: from how it works today; money of the whole firm over {}, seed {}",
            self.asked.study.name,
            counted(self.months(), "month"),
            plan.seed
        );
        lines(&mut out, &table::words(&self.rows(), width));
        let legend = format!(
            "brings: profit more than if nothing were done, after all costs, mean ± half of a 95 % interval that allows for the \
             number of moves; {} clearly not zero. of it cash: the rest is what customers are expected to bring later. pays in: \
             futures in which it brings more than nothing. dip: lowest point of the mean path. worst tenth: mean of the worst tenth \
             of futures. Choices, structures and measures begin on day {START} and pay for their transition; people and pay are as if \
             they had been so from the start, and hiring is paid once.",
            table::BEST
        );
        lines(&mut out, &number::wrapped(&legend, running, "  "));
        if !self.dropped.is_empty() {
            let _ = writeln!(out, "\nTried and left behind, best first");
            let half = self.found.first().map_or(1.0, |found| {
                let value = &found.pulled.trajectory.value;
                (value.ci_high - value.ci_low) / 2.0
            });
            let mut alike: Vec<(String, Vec<&str>)> = Vec::new();
            for (name, _, mean, _) in &self.dropped {
                let amount = words::money(*mean, half);
                match alike.last_mut() {
                    Some((last, names)) if *last == amount => names.push(name),
                    _ => alike.push((amount, vec![name])),
                }
            }
            for (amount, names) in alike {
                let told = number::wrapped(&names.join("; "), running, &" ".repeat(14));
                lines(&mut out, &format!("  {amount:>10}  {}", told.trim_start()));
            }
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let plan = &self.asked.study.base.plan;
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "scenario": self.asked.study.name,
            "seed": plan.seed,
            "days": plan.days,
            "warm_up": plan.warm_up,
            "replications": self.found.first().map_or(0, |found| found.ends.len()),
            "verdict": self.verdict(),
            "notes": self.notes(),
            "levers": self.table().objects(),
            "left_behind": self.dropped.iter().map(|(name, sort, mean, futures)| json!({
                "move": name, "sort": sort.word(), "mean": mean, "replications": futures,
            })).collect::<Vec<_>>(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("levers", self.table())]
    }
}

impl Ranked {
    /// One row per lever of the last look.
    fn table(&self) -> Frame {
        const MONEY: &str = "money";
        let mut frame = Frame::new(vec![
            column("move", "", "what is done", Holds::Text),
            column(
                "sort",
                "",
                "choice, pair of choices, structure, programme, measure, or people and pay",
                Holds::Text,
            ),
            column(
                "value",
                MONEY,
                "profit of the whole firm over the horizon, more than if nothing were done",
                Holds::Numbers,
            ),
            column("ci_low", MONEY, "lower end of the interval, 95 % for all moves together", Holds::Numbers),
            column("ci_high", MONEY, "upper end of the interval", Holds::Numbers),
            column("cash", MONEY, "how much of the value is cash", Holds::Numbers),
            column("pays_share", "share", "futures in which it brings more than nothing", Holds::Numbers),
            column("dip", MONEY, "lowest point of the mean path, where below zero", Holds::Numbers),
            column("dip_month", "months", "when", Holds::Counts),
            column(
                "break_even_days",
                "working days",
                "from the beginning until the mean path is at zero for good",
                Holds::Counts,
            ),
            column("p10", MONEY, "10th percentile of the value over futures", Holds::Numbers),
            column("worst_tenth", MONEY, "mean of the worst tenth of futures", Holds::Numbers),
            column("regret", MONEY, "mean loss over all futures, gains counting as nothing", Holds::Numbers),
        ]);
        for Found { lever, pulled, .. } in &self.found {
            let path = &pulled.trajectory;
            frame.row([
                Datum::Text(&lever.name),
                Datum::Text(lever.sort.word()),
                Datum::Number(path.value.mean),
                Datum::Number(path.value.ci_low),
                Datum::Number(path.value.ci_high),
                Datum::Number(pulled.cash.mean),
                Datum::Number(path.pays.share),
                path.dip.map_or(Datum::Missing, |dip| Datum::Number(dip.at.mean)),
                path.dip.map_or(Datum::Missing, |dip| Datum::Count(dip.month as u32)),
                path.break_even.map_or(Datum::Missing, Datum::Count),
                Datum::Number(pulled.low()),
                Datum::Number(pulled.worst_tenth),
                Datum::Number(pulled.regret),
            ]);
        }
        frame
    }
}
