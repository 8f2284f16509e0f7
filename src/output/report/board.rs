//! The first page, for those who decide: today, the move, what it brings to the whole firm, cash and valuation apart, the dip, the
//! risk, the three reasons, what it rests on, and the next step. Everything else comes after it.

use super::Told;
use super::page::Card;
use crate::evidence::statistics::selection::{ZONE, zone};
use crate::evidence::{Paired, Summary, Trajectory, Verdict, judge_at};
use crate::experiment::Comparison;
use crate::experiment::lives::EACH;
use crate::model::outcome::Outcome;
use crate::output::words::change::{self, ChangeView};
use crate::output::words::lives::Lives;
use crate::output::words::marks::{marks, start};
use crate::output::words::next::quoted;
use crate::output::words::number::{grouped, percent};
use crate::output::words::reasons::{self, amount};
use crate::scenario::numbers::counted;
use crate::scenario::parameters;
use crate::scenario::presets::PRESETS;

/// The first page.
pub(super) struct Board {
    /// The answer in a sentence or two.
    pub verdict: String,
    /// Its parts.
    pub cards: Vec<Card>,
}

/// Money without its plus.
fn plain(value: f64, half: f64) -> String {
    amount(value, half).trim_start_matches('+').to_owned()
}

/// "none of 12", "all of 12", "42 % of 12".
fn of(share: f64, n: usize) -> String {
    match share {
        0.0 => format!("none of {n}"),
        1.0 => format!("all of {n}"),
        share => format!("{} of {n}", percent(share)),
    }
}

/// What is known of one way of working held against another, in money of the whole firm.
struct Held {
    profit: Paired,
    cash: f64,
    half: f64,
    worst: f64,
}

/// `arm` less `other`, times what makes it money of the whole firm.
fn held(comparison: &Comparison, arm: usize, other: usize, times: f64, tail: f64) -> Held {
    let of = |outcome: Outcome| comparison.differences(arm, other, outcome as usize).map(|d| d * times);
    let profit = Paired::with_tail(of(Outcome::ProfitPerHead), tail);
    let mut sorted: Vec<f64> = of(Outcome::ProfitPerHead).collect();
    sorted.sort_by(f64::total_cmp);
    let tenth = sorted.len().div_ceil(10).max(1);
    let worst = Summary::of(sorted.into_iter().take(tenth)).mean;
    Held {
        cash: Paired::of(of(Outcome::CashPerHead)).mean,
        half: (profit.ci_high - profit.ci_low) / 2.0,
        profit,
        worst,
    }
}

impl Told<'_> {
    /// The first page of a comparison or a change; nothing for other runs.
    pub(super) fn board(&self) -> Option<Board> {
        let comparison = self.run.comparison.as_ref()?;
        if comparison.arms.len() < 2 || self.futures.outcome != Outcome::ProfitPerHead as usize {
            return None;
        }
        let paths = self.run.months.as_ref().and_then(|months| months.paths.as_ref());
        match paths {
            Some(_) => self.of_change(comparison),
            None => self.of_comparison(comparison),
        }
    }

    /// Heads of the firm: what turns money a head into money of the firm.
    fn heads(comparison: &Comparison) -> f64 {
        let profit = comparison.values_of(0, Outcome::Profit);
        let ratios =
            profit.zip(comparison.values_of(0, Outcome::ProfitPerHead)).map(|(all, head)| all / head);
        ratios.into_iter().find(|ratio| ratio.is_finite() && *ratio > 0.0).map_or(1.0, f64::round)
    }

    /// How the firm works now, in a paragraph.
    fn now(&self, comparison: &Comparison, arm: usize, heads: f64, today: bool) -> Vec<String> {
        let profit = Summary::of(comparison.values_of(arm, Outcome::ProfitPerHead));
        let cash = Summary::of(comparison.values_of(arm, Outcome::CashPerHead)).mean;
        let half = profit.half_width() * heads;
        let name = &comparison.arms[arm];
        let people = counted(heads as u64, "person");
        let preset = PRESETS.iter().find(|preset| (preset.choices)() == self.run.study.base.operating);
        let how = match (today, preset) {
            (true, Some(preset)) => format!("{people}, working as {} does.", preset.name),
            (true, None) => format!("{people}, working in a way of their own."),
            (false, _) => {
                format!(
                    "{people}. The file does not say how they work today; {name} is what the move is held against."
                )
            }
        };
        vec![
            how,
            format!(
                "Profit of {} a year, {} of it cash.",
                plain(profit.mean * heads, half),
                plain(cash * heads, half)
            ),
        ]
    }

    fn of_comparison(&self, comparison: &Comparison) -> Option<Board> {
        let heads = Self::heads(comparison);
        let profit = Outcome::ProfitPerHead as usize;
        let verdict = judge_at(comparison, profit, &self.level);
        let (leader, next, decided) = match &verdict {
            Verdict::Leads { leader, runner_up } => (*leader, runner_up.other, true),
            Verdict::TooClose { leader, rivals } => {
                (*leader, rivals.iter().find(|rival| !rival.margin.identical())?.other, false)
            }
            _ => return None,
        };
        let today = self.run.study.today();
        let today = comparison.arms.iter().position(|arm| Some(arm.as_str()) == today);
        // Where the firm works best as it does, the move not to make is the nearest.
        let stays = today == Some(leader);
        let against = match today {
            Some(today) if !stays => today,
            _ => next,
        };
        let tail = self.level.tail(comparison.arms.len() - 1);
        let found = held(comparison, leader, against, heads, tail);
        let (to, from) = (&comparison.arms[leader], &comparison.arms[against]);
        let clear = found.profit.decided();
        let sum = amount(found.profit.mean, found.half);
        let words = match (stays, clear) {
            (true, true) => format!(
                "Stay as you are: {from} would bring {} less a year.",
                plain(found.profit.mean, found.half)
            ),
            (true, false) => format!(
                "No reason to move: nothing that was compared is clearly better than today; {from} comes nearest."
            ),
            (false, true) => format!("Work as {to}: {sum} a year for the whole firm against {from}."),
            (false, false) if today.is_none() && self.near_enough() => format!(
                "Work as {to}: it is the best structure, or within {} a year of the best for the whole firm ({} of revenue); by how much it is \
                 better is not known yet.",
                plain(zone(comparison) * heads, zone(comparison) * heads / 10.0),
                percent(ZONE)
            ),
            (false, false) => format!(
                "Too close to decide: {to} looks better than {from} by {} a year, and chance alone could explain that.",
                plain(found.profit.mean, found.half)
            ),
        };
        let about =
            self.run.study.arms.iter().find(|arm| &arm.name == to).map_or("", |arm| arm.about.as_str());
        let n = found.profit.n;
        let mut cards = vec![
            Card::of("Today", self.now(comparison, today.unwrap_or(against), heads, today.is_some())),
            Card::of(
                "The move",
                vec![match stays {
                    true => "None: the firm goes on as it works today.".to_owned(),
                    false => format!("To work as {to}. {about}").trim_end().to_owned(),
                }],
            ),
            Card::large(
                "What it brings",
                &sum,
                vec![
                    format!(
                        "a year for the whole firm, against {from} (95 % interval {} to {}).",
                        amount(found.profit.ci_low, found.half),
                        amount(found.profit.ci_high, found.half)
                    ),
                    format!(
                        "Cash {}; valuation {}: what customers are expected to bring later.",
                        amount(found.cash, found.half),
                        amount(found.profit.mean - found.cash, found.half)
                    ),
                ],
            ),
            Card::of(
                "The dip",
                vec![
                    "Not in this run: it compares firms that have always worked so. A change costs something before it pays; `verona change` and \
                     `verona levers` show how much, and for how long."
                        .to_owned(),
                ],
            ),
            Card::of(
                "The risk",
                vec![
                    format!(
                        "It is worse than {from} in {} {}s; the worst tenth ends at {} a year.",
                        of(found.profit.share_negative, n),
                        self.simulated(),
                        amount(found.worst, found.half)
                    ),
                    match self.futures.lives {
                        Lives::Futures => {
                            "That is luck alone. What is not known about the firm comes on top, see below."
                        }
                        Lives::Firms => "That is what is not known about the firm, with what is left of its luck.",
                    }
                    .to_owned(),
                ],
            ),
        ];
        cards.push(self.reasons(comparison, leader, against, heads, found.half));
        cards.push(self.rests());
        let levers = "verona levers FILE".to_owned();
        let (step, commands) = if decided && !stays {
            let why = format!("verona why FILE {} {}", quoted(from), quoted(to));
            (
                "Try the way there before you go it, and ask which part of the move carries it.",
                vec![levers, why],
            )
        } else {
            ("Measure before you move: what the answer hangs on most.", vec![levers])
        };
        cards.push(Card::of("Next step", vec![step.to_owned()]).with_commands(commands));
        Some(Board { verdict: words, cards })
    }

    fn of_change(&self, comparison: &Comparison) -> Option<Board> {
        let series = self.run.months.as_ref()?.paths.as_ref()?;
        let heads = Self::heads(comparison);
        let study = self.run.study;
        let days = f64::from(study.base.plan.days);
        let years = days / crate::scenario::calendar::DAYS_A_YEAR;
        let mut programmes = Vec::new();
        for (name, months) in &series.arms {
            let arm = comparison.arms.iter().position(|arm| arm == name)?;
            let programme = study.programmes.iter().find(|programme| &programme.name == name)?;
            let futures = months.first().map_or(0, Vec::len);
            let paths: Vec<Vec<f64>> =
                (0..futures).map(|at| months.iter().map(|month| month[at]).collect()).collect();
            let marks = marks(&programme.scenario);
            let cost =
                comparison.differences(arm, 0, Outcome::Cost as usize).map(|cost| cost * years / heads);
            programmes.push(change::Told {
                name: name.clone(),
                about: programme.about.clone(),
                trajectory: Trajectory::of(&paths, start(&marks), series.arms.len()),
                marks,
                hours: Summary::of(std::iter::empty()),
                cost: Paired::of(cost),
                own_cost: Summary::of(comparison.values_of(arm, Outcome::ChangeCost)),
                leavers: Summary::of(comparison.values_of(arm, Outcome::ChangeLeavers)),
                roles: None,
            });
        }
        let months = series.arms.first().map_or(0, |(_, months)| months.len());
        let replications = comparison.replications.len();
        let lives = self.futures.lives;
        let report = ChangeView { programmes, months, heads: heads as usize, replications, lives };
        let one = lives.future();
        let best = (report.programmes.iter())
            .max_by(|a, b| a.trajectory.value.mean.total_cmp(&b.trajectory.value.mean))?;
        let arm = comparison.arms.iter().position(|arm| arm == &best.name)?;
        let found = held(comparison, arm, 0, heads * years, 0.05 / series.arms.len() as f64);
        let path = &best.trajectory;
        let half = change::half(&path.value) * heads;
        let value = path.value.mean * heads;
        let over = change::horizon(months);
        let sum = amount(value, half);
        let verdict = match (path.value.decided(), value > 0.0) {
            (true, true) => format!(
                "Go through '{}': {sum} for the whole firm over {over}, after all its costs.",
                best.name
            ),
            (true, false) => format!(
                "Do not change: the best programme, '{}', costs {} over {over}.",
                best.name,
                plain(-value, half)
            ),
            _ => format!(
                "Too close to decide: '{}' ends at {sum} over {over}, and chance alone could explain that.",
                best.name
            ),
        };
        let steps: Vec<String> = (best.marks.iter())
            .map(|mark| match mark.change {
                true => format!("day {}: {}", mark.day, mark.what),
                false => format!("day {} to {}: {}", mark.day, mark.until, mark.what),
            })
            .collect();
        let dip = match path.dip {
            None => vec!["None: on average it is never below no change.".to_owned()],
            Some(dip) => vec![
                format!(
                    "{} for the whole firm in month {}, on average.",
                    amount(dip.at.mean * heads, half),
                    dip.month
                ),
                match path.break_even {
                    Some(days) => format!(
                        "It breaks even {} working days after its first step; {} of {one}s get there.",
                        grouped(u64::from(days)),
                        percent(path.breaking_even.share)
                    ),
                    None => format!(
                        "It does not break even within {over} on average; {} of {one}s do.",
                        percent(path.breaking_even.share)
                    ),
                },
            ],
        };
        let low = path.months.last().map_or(f64::NAN, |band| band.all.p10) * heads;
        let mut cards = vec![
            Card::of("Today", self.now(comparison, 0, heads, true)),
            Card::of("The move", [vec![format!("'{}'. {}", best.name, best.about)], steps].concat()),
            Card::large(
                "What it brings",
                &sum,
                vec![
                    format!(
                        "for the whole firm over {over}, against no change (95 % interval {} to {}).",
                        amount(path.value.ci_low * heads, half),
                        amount(path.value.ci_high * heads, half)
                    ),
                    format!(
                        "Cash {}; valuation {}: what customers are expected to bring later. It spends {} more than without change.",
                        amount(found.cash, half),
                        amount(value - found.cash, half),
                        plain(best.cost.mean * heads, half)
                    ),
                ],
            ),
            Card::of("The dip", dip),
            Card::of(
                "The risk",
                vec![format!(
                    "It ends above no change in {} {}s; in a bad tenth it ends at {} or less.",
                    of(path.pays.share, path.pays.n),
                    self.simulated(),
                    amount(low, half)
                )],
            ),
        ];
        cards.push(self.reasons(comparison, arm, 0, heads * years, half));
        cards.push(self.rests());
        let others: Vec<String> = report
            .programmes
            .iter()
            .filter(|told| told.name != best.name)
            .map(|told| {
                format!(
                    "'{}' {}",
                    told.name,
                    amount(told.trajectory.value.mean * heads, change::half(&told.trajectory.value) * heads)
                )
            })
            .collect();
        let mut step = Vec::new();
        if !others.is_empty() {
            step.push(format!("Beside it: {}.", others.join(", ")));
        }
        step.push("Begin with one team, and look at response times, shared wins and turnover after a quarter; single moves may do as well.".to_owned());
        cards.push(Card::of("Next step", step).with_commands(vec!["verona levers FILE".to_owned()]));
        Some(Board { verdict, cards })
    }

    fn reasons(&self, comparison: &Comparison, arm: usize, less: usize, times: f64, half: f64) -> Card {
        let found = reasons::biggest(comparison, arm, less);
        let told = |reason: &reasons::Reason| [amount(reason.money * times, half), reason.words.clone()];
        match found.is_empty() {
            true => Card::of("Three reasons", vec!["Nothing differs enough to be named.".to_owned()]),
            false => Card::amounts("Three reasons", found.iter().map(told).collect()),
        }
    }

    /// How many figures are assumptions.
    fn rests(&self) -> Card {
        let base = &self.run.study.base;
        let figures = parameters().filter(|parameter| parameter.section != "plan");
        let (mut all, mut assumed) = (0, 0);
        for parameter in figures {
            all += 1;
            let default = base.get(parameter.section, parameter.name) == Some((parameter.default)());
            assumed += u32::from(default && parameter.source.contains("assumption"));
        }
        let mut lines = vec![format!(
            "{assumed} of {all} figures of this firm are assumptions; {} stand behind every number.",
            match self.futures.lives {
                Lives::Futures => counted(self.common, "replication"),
                Lives::Firms =>
                    format!("{} firms that could all be this one, in {EACH} futures each,", self.common),
            }
        )];
        if self.run.unknown.is_empty() {
            lines.push(
                "Which of them matter: `verona compare FILE` says it of the firms that it could be."
                    .to_owned(),
            );
        }
        lines.extend(self.run.unknown.iter().cloned());
        Card::of("What it rests on", lines)
    }
}
