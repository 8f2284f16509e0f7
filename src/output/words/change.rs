//! What is told of programmes of change: figures of each, and the answer in a sentence of each.

use super::lives::Lives;
use super::marks::{Mark, marks, start};
use super::number::{Style, percent};
use super::sentence;
use crate::evidence::{MONTH, Paired, Paths, Pays, Summary, Trajectory, judge};
use crate::experiment::Comparison;
use crate::model::outcome::{Measure, Outcome, SERIES, Series};
use crate::scenario::numbers::counted;
use crate::scenario::programme::MeasureKind;
use crate::scenario::{Arm, Scenario};

/// One programme as it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// A line of description.
    pub about: String,
    /// What it does, by day.
    pub marks: Vec<Mark>,
    /// What its paths say, in money a head.
    pub trajectory: Trajectory,
    /// Hours a head spent on the programme over the counted days.
    pub hours: Summary,
    /// Money spent more than without change over the counted days, a head.
    pub cost: Paired,
    /// What the changes of the way of working took themselves, in money and paid hours, a head.
    pub own_cost: Summary,
    /// People who left because of them, of posts.
    pub leavers: Summary,
    /// Where it has people in a role who find out who can help: hours a head that they found something to do, and hours a head that they had.
    pub roles: Option<(Summary, f64)>,
}

/// All programmes of one comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeView {
    /// The programmes, in their order.
    pub programmes: Vec<Told>,
    /// The months that were simulated in full and that paths are made of.
    pub months: usize,
    /// People of the firm without change.
    pub heads: usize,
    /// Paired replications.
    pub replications: usize,
    /// What they are.
    pub lives: Lives,
}

/// Share of the hours of a role below which there was next to nothing to do.
const IDLE: f64 = 0.05;

/// Hours that people in a role who find out who can help have over the counted days; none without such a role.
fn role_hours(scenario: &Scenario) -> Option<f64> {
    let measures = scenario.programme.measures.iter();
    let roles = measures
        .filter(|measure| matches!(measure.kind, MeasureKind::Liaison | MeasureKind::EnablementInTeams));
    let hours = roles.map(|measure| {
        f64::from(measure.people) * measure.hours * f64::from(measure.days) / f64::from(MONTH)
    });
    let hours: f64 = hours.sum();
    (hours > 0.0).then_some(hours)
}

impl ChangeView {
    /// Of the arms (no change, then the programmes) and what was kept of them; `lives` says what the replications are.
    pub fn of(arms: &[Arm], comparison: &Comparison, paths: &Paths, lives: Lives) -> Self {
        let programmes = arms.len().saturating_sub(1);
        let days = arms.first().map_or(0, |arm| arm.scenario.plan.days);
        let heads = paths.heads.max(1) as f64;
        let years = f64::from(days) / f64::from(12 * MONTH);
        let told = arms.iter().enumerate().skip(1).map(|(arm, programme)| {
            let marks = marks(&programme.scenario);
            let cost =
                comparison.differences(arm, 0, Outcome::Cost as usize).map(|cost| cost * years / heads);
            Told {
                name: programme.name.clone(),
                about: programme.about.clone(),
                trajectory: Trajectory::of(&paths.profit[arm - 1], start(&marks), programmes),
                marks,
                hours: Summary::of(paths.hours[arm - 1].iter().copied()),
                cost: Paired::of(cost),
                own_cost: Summary::of(comparison.values_of(arm, Outcome::ChangeCost)),
                leavers: Summary::of(comparison.values_of(arm, Outcome::ChangeLeavers)),
                roles: role_hours(&programme.scenario)
                    .map(|had| (Summary::of(comparison.values_of(arm, Outcome::RoleHours)), had / heads)),
            }
        });
        Self {
            programmes: told.collect(),
            months: (days / MONTH) as usize,
            heads: paths.heads,
            replications: comparison.replications.len(),
            lives,
        }
    }

    /// The style of all amounts of money a head.
    pub fn style(&self) -> Style {
        let trajectories = || self.programmes.iter().map(|told| &told.trajectory);
        let values = trajectories().map(|t| t.value.mean);
        Style::of(money(), values, trajectories().map(|t| half(&t.value)))
    }

    /// The answer: a sentence for each programme; and where there are several, which arm fares best over the whole
    /// time.
    pub fn answer(&self, comparison: &Comparison) -> Vec<String> {
        let mut sentences = self.sentences();
        if self.programmes.len() > 1 {
            let verdict = judge(comparison, Outcome::ProfitPerHead as usize);
            sentences.push(sentence::verdict(comparison, &verdict, self.lives));
        }
        sentences
    }

    /// A sentence for each programme, in their order.
    pub fn sentences(&self) -> Vec<String> {
        self.programmes.iter().map(|told| self.sentence(told)).collect()
    }

    /// Of each programme with people in a role who find out who can help: how much of their hours there was to do.
    pub fn roles(&self) -> Vec<String> {
        let told = self.programmes.iter().filter_map(|told| Some((&told.name, told.roles.as_ref()?)));
        let sentence = |(name, (found, had)): (&String, &(Summary, f64))| {
            let little = if found.mean < IDLE * had {
                ": next to nothing, since people here know whom to ask, or a rule or a name says it"
            } else {
                ""
            };
            format!(
                "'{name}': those who find out who can help had something to do in {:.1} of {had:.1} hours per head{little}.",
                found.mean
            )
        };
        told.map(sentence).collect()
    }

    /// What the changes of the way of working themselves take, for each programme that has any.
    pub fn prices(&self) -> Vec<String> {
        let style = self.style();
        let dear = self.programmes.iter().filter(|told| told.own_cost.mean > 0.0);
        let price = |told: &Told| {
            format!(
                "'{}': the change itself takes {} per head in money and paid hours, and {:.1} of 100 people leave because of it.",
                told.name,
                style.show(told.own_cost.mean),
                100.0 * told.leavers.mean,
            )
        };
        dear.map(price).collect()
    }

    fn sentence(&self, told: &Told) -> String {
        let style = self.style();
        let Trajectory { value, dip, break_even, .. } = &told.trajectory;
        let (name, over) = (&told.name, horizon(self.months));
        let worth = format!(
            "{} per head over {over} (95 % interval {} to {}), and is ahead in {} of {} {}",
            style.show(value.mean),
            style.show(value.ci_low),
            style.show(value.ci_high),
            percent(told.trajectory.pays.share),
            value.n,
            self.lives.pairs(),
        );
        let fall = match dip {
            Some(dip) if dip.at.ci_high >= 0.0 => format!(
                "barely falls ({} per head below no change in month {}, which chance can explain)",
                style.show(-dip.at.mean),
                dip.month
            ),
            Some(dip) => {
                format!(
                    "falls to {} per head below no change in month {}",
                    style.show(-dip.at.mean),
                    dip.month
                )
            }
            None => "never falls below no change".to_owned(),
        };
        match told.trajectory.verdict() {
            Pays::Yes => {
                let even = match break_even {
                    Some(days) if dip.is_some() => {
                        format!(", breaks even {} after its first step", counted(*days, "day"))
                    }
                    _ => String::new(),
                };
                format!("'{name}' pays: it {fall}{even}, is worth {worth}.")
            }
            Pays::No => format!("'{name}' does not pay within {over}: it {fall} and is worth {worth}."),
            Pays::TooClose => {
                format!("'{name}' is too close to call within {over}: it {fall} and is worth {worth}.")
            }
            Pays::Same => format!(
                "'{name}' makes no difference within {over}: profit is the same as without change in every {}.",
                self.lives.replication()
            ),
            Pays::TooFew => format!(
                "No verdict on '{name}': one replication is one future, and cannot tell a difference from chance; \
                 run two or more."
            ),
        }
    }
}

/// The measure whose difference a path adds up.
pub fn money() -> &'static Measure {
    &SERIES[Series::Profit as usize]
}

/// Half the width of an interval.
pub fn half(paired: &Paired) -> f64 {
    (paired.ci_high - paired.ci_low) / 2.0
}

/// A number of months in words: "two years", "18 months".
pub fn horizon(months: usize) -> String {
    const WORDS: [&str; 5] = ["one", "two", "three", "four", "five"];
    match (months / 12, months % 12) {
        (1, 0) => "one year".to_owned(),
        (years, 0) if years > 0 => match WORDS.get(years - 1) {
            Some(word) => format!("{word} years"),
            None => format!("{years} years"),
        },
        (0, 1) => "one month".to_owned(),
        _ => format!("{months} months"),
    }
}

#[cfg(test)]
pub(in crate::output) mod tests {
    use super::{ChangeView, Lives, Told, horizon};
    use crate::evidence::{Paired, Summary, Trajectory};
    use crate::output::words::marks::Mark;

    /// A report of programmes whose paths are given, with a first step on day 21.
    pub(in crate::output) fn report(programmes: &[(&str, &[&[f64]])]) -> ChangeView {
        let told = programmes.iter().map(|(name, paths)| {
            let paths: Vec<Vec<f64>> = paths.iter().map(|path| path.to_vec()).collect();
            let mark = Mark { day: 21, until: 42, change: true, what: "joint_reward = 0.25".to_owned() };
            Told {
                name: (*name).to_owned(),
                about: String::new(),
                marks: vec![mark],
                trajectory: Trajectory::of(&paths, 21, programmes.len()),
                hours: Summary::of(paths.iter().map(|_| 12.0)),
                cost: Paired::of(paths.iter().map(|_| 300.0)),
                own_cost: Summary::of(paths.iter().map(|_| 200.0)),
                leavers: Summary::of(paths.iter().map(|_| 0.025)),
                roles: None,
            }
        });
        ChangeView {
            programmes: told.collect(),
            months: programmes[0].1[0].len(),
            heads: 56,
            replications: programmes[0].1.len(),
            lives: Lives::Futures,
        }
    }

    #[test]
    fn the_price_of_the_change_itself_is_told_of_each_programme_that_changes_something() {
        let mut report = report(&[("fast", &[&[0.0, 900.0]]), ("talks", &[&[0.0, 100.0]])]);
        report.programmes[1].own_cost = Summary::of([0.0].into_iter());
        assert_eq!(
            report.prices(),
            [
                "'fast': the change itself takes 200.0 per head in money and paid hours, and 2.5 of 100 people leave because of it."
            ]
        );
    }

    #[test]
    fn a_role_that_finds_nothing_to_do_is_told_so() {
        let mut report = report(&[("liaison", &[&[0.0, 900.0]]), ("talks", &[&[0.0, 100.0]])]);
        let found = |hours: f64| Some((Summary::of([hours].into_iter()), 10.0));
        report.programmes[0].roles = found(0.1);
        let idle = report.roles();
        assert!(
            idle.len() == 1
                && idle[0].starts_with(
                    "'liaison': those who find out who can help had something to do in 0.1 of 10.0"
                )
        );
        assert!(idle[0].contains("next to nothing"), "{idle:?}");
        report.programmes[0].roles = found(4.0);
        assert!(!report.roles()[0].contains("nothing"));
    }

    #[test]
    fn a_programme_that_pays_is_told_with_its_dip_its_break_even_and_its_value() {
        // Means 0, −1,000 (half width 248), 1,000: zero is crossed 10.5 days after day 42, 31.5 after day 21. The ends 900, 1,000 and
        // 1,100 have sd 100 and half width 248.
        let paths: &[&[f64]] = &[&[0.0, -900.0, 900.0], &[0.0, -1_100.0, 1_000.0], &[0.0, -1_000.0, 1_100.0]];
        assert_eq!(
            report(&[("fast", paths)]).sentences(),
            [
                "'fast' pays: it falls to 1,000 per head below no change in month 2, breaks even 32 days after its \
                 first step, is worth 1,000 per head over 3 months (95 % interval 752 to 1,248), and is ahead in 100 % \
                 of 3 paired replications."
            ]
        );
    }

    #[test]
    fn what_does_not_pay_what_is_undecided_what_is_the_same_and_one_future_are_each_said_so() {
        let loses =
            report(&[("slow", &[&[-5.0, -90.0], &[-5.0, -91.0], &[-5.0, -92.0]])]).sentences().remove(0);
        assert!(loses.starts_with("'slow' does not pay within 2 months: it falls to 91."), "{loses}");
        let close = report(&[("a", &[&[1.0, 90.0], &[1.0, -91.0], &[1.0, 92.0]])]).sentences().remove(0);
        assert!(
            close.starts_with("'a' is too close to call within 2 months: it never falls below no change"),
            "{close}"
        );
        let same = report(&[("a", &[&[0.0], &[0.0]])]).sentences().remove(0);
        assert!(same.starts_with("'a' makes no difference within one month"), "{same}");
        let one = report(&[("a", &[&[3.0]])]).sentences().remove(0);
        assert!(one.starts_with("No verdict on 'a': one replication"), "{one}");
    }

    #[test]
    fn a_dip_that_chance_can_explain_is_said_to_be_one() {
        let said = report(&[("a", &[&[-3.0, 90.0], &[1.0, 91.0]])]).sentences().remove(0);
        assert!(said.contains("it barely falls (1.0 per head below no change in month 1, which "), "{said}");
    }

    #[test]
    fn horizons_are_said_in_words() {
        assert_eq!(
            [1, 12, 18, 24, 84].map(horizon),
            ["one month", "one year", "18 months", "two years", "7 years"]
        );
    }
}
