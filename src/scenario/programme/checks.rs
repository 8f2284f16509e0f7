//! Whether a programme is possible in a firm: within the plan, within the hours and the people that there are, and
//! with changes that change something. What comes out is the programme as it is meant there.

use crate::scenario::calendar;
use std::collections::BTreeSet;

use super::reader::unknown_programme;
use super::{Change, Measure, MeasureKind, Programme, info};
use crate::scenario::contradictions::CONTRADICTIONS;
use crate::scenario::error::Fault;
use crate::scenario::numbers::counted;
use crate::scenario::operating::Operating;
use crate::scenario::registry::Section;
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::study::Arm;
use crate::scenario::written::{Written, WrittenChange, WrittenMeasure, WrittenProgramme};
use crate::scenario::{Scenario, wording};

/// Working days of a month.
const MONTH: f64 = calendar::MONTH as f64;

/// The programmes of a file on their way into arms.
pub(in crate::scenario) struct Programmes<'w, 'r, 'a> {
    written: &'w Written,
    sources: &'r mut Sources<'a>,
    told: BTreeSet<String>,
    /// The arm that is being looked at; none for how the firm works today.
    arm: Option<String>,
}

impl<'w, 'r, 'a> Programmes<'w, 'r, 'a> {
    pub(in crate::scenario) fn new(written: &'w Written, sources: &'r mut Sources<'a>) -> Self {
        Self { written, sources, told: BTreeSet::new(), arm: None }
    }

    /// How the firm works today with each programme.
    pub(in crate::scenario) fn of_today(&mut self, base: &Scenario) -> Vec<Arm> {
        let programmes = &self.written.programmes;
        if let (Some(first), None) = (programmes.first(), self.written.preset)
            && !self.sources.findings.iter().any(|finding| finding.key == "operating.preset")
        {
            let lacks = "`preset`, which says how the firm works before a programme".to_owned();
            let help =
                "write `preset = \"defined\"` in [operating], or the structure that the firm has today";
            self.complain(&first.spot, "operating", Fault::Missing { lacks }, help.to_owned());
        }
        let arm = |written: &WrittenProgramme| {
            let programme = self.meant(written, base);
            Arm {
                name: written.name.clone(),
                about: written
                    .about
                    .clone()
                    .unwrap_or_else(|| format!("As today, with the programme {}.", written.name)),
                scenario: Scenario { programme, ..base.clone() },
                overrides: vec![format!("programme = {}", written.name)],
                programme: Some(written.name.clone()),
            }
        };
        programmes.iter().map(arm).collect()
    }

    /// The programme of that name in a firm other than today's.
    pub(in crate::scenario) fn of_arm(
        &mut self,
        arm: &str,
        name: &str,
        spot: &Spot,
        firm: &Scenario,
    ) -> Programme {
        let known = &self.written.programmes;
        let Some(written) = known.iter().find(|programme| programme.name == name) else {
            let known: Vec<&str> = known.iter().map(|programme| programme.name.as_str()).collect();
            let (fault, help) = unknown_programme(name, &known);
            self.sources.complain(spot, format!("arms.{arm}.programme"), fault, help);
            return Programme::default();
        };
        self.arm = Some(arm.to_owned());
        let programme = self.meant(written, firm);
        self.arm = None;
        programme
    }

    fn meant(&mut self, written: &WrittenProgramme, firm: &Scenario) -> Programme {
        let label = format!("programmes.{}", written.name);
        if written.changes.is_empty() && written.measures.is_empty() {
            let lacks = "a change or a measure".to_owned();
            let help = format!("write [[{label}.change]] or [[{label}.measure]] and its keys below it");
            self.complain(&written.spot, label.as_str(), Fault::Missing { lacks }, help);
        }
        let settings = &written.settings;
        Programme {
            changes: self.changes(&format!("{label}.change"), &written.changes, firm),
            measures: self.measures(&format!("{label}.measure"), &written.measures, firm),
            leadership: settings.leadership,
            values: settings.values,
            operating_model: settings.operating_model,
            environment: settings.environment,
            development: settings.development,
        }
    }

    /// Complains, of one place and key only once for all arms.
    fn complain(&mut self, spot: &Spot, key: impl Into<String>, fault: Fault, help: String) {
        let key = key.into();
        if !self.sources.is_full() && self.told.insert(format!("{spot:?} {key}")) {
            let help = match &self.arm {
                Some(arm) => format!("{help} (this is so in the structure `{arm}`)"),
                None => help,
            };
            self.sources.complain(spot, key, fault, Some(help));
        }
    }

    /// Whether something fits into the plan: `reaches` is its last day.
    fn fits(
        &mut self,
        spot: &Spot,
        key: String,
        found: u32,
        reaches: Option<u64>,
        most: u64,
        firm: &Scenario,
    ) -> bool {
        let last = firm.plan.days.saturating_sub(1);
        let fits = reaches.unwrap_or_else(|| u64::from(found)) <= u64::from(last);
        if !fits {
            let expected = format!("{most} at most");
            let help =
                format!("begin earlier, take less time, or lengthen plan.days, which is {}", firm.plan.days);
            self.complain(spot, key, Fault::Horizon { found, reaches, last, expected }, help);
        }
        fits
    }

    fn changes(&mut self, label: &str, written: &[WrittenChange], firm: &Scenario) -> Vec<Change> {
        let mut order: Vec<&WrittenChange> = written.iter().filter(|change| change.whole).collect();
        order.sort_by_key(|change| change.timing.day);
        let mut firm = firm.clone();
        let mut changes: Vec<(Change, &WrittenChange)> = Vec::new();
        for written in order {
            let last = u64::from(firm.plan.days.saturating_sub(1));
            let (day, phase) = (written.timing.day, written.timing.phase);
            let (day_spot, phase_spot) = (written.places.value("day"), written.places.value("phase"));
            let ends = u64::from(day) + u64::from(phase);
            if !self.fits(day_spot, format!("{label}.day"), day, None, last, &firm)
                || !self.fits(
                    phase_spot,
                    format!("{label}.phase"),
                    phase,
                    Some(ends),
                    last - u64::from(day),
                    &firm,
                )
            {
                continue;
            }
            let before = firm.operating.clone();
            if let Some(to) = written.to {
                firm.operating = (to.choices)();
            }
            for choice in &written.choices {
                let stored = firm.operating.set(choice.parameter.name, &choice.value);
                debug_assert!(stored.is_ok(), "choices are checked when they are read");
            }
            let differs = |name: &'static str| {
                let value = firm.operating.get(name)?;
                (before.get(name).as_ref() != Some(&value)).then_some((name, value))
            };
            let choices: Vec<_> = Operating::PARAMETERS.iter().filter_map(|p| differs(p.name)).collect();
            if choices.is_empty() {
                let reason = if written.to.is_none() && written.choices.is_empty() {
                    "it names no operating choice".to_owned()
                } else {
                    format!("all its choices hold before day {day}")
                };
                let help =
                    "add `to = \"aligned\"` or a choice such as `joint_reward = 0.3`, or take the change out";
                self.complain(&written.places.table, label, Fault::NoEffect { reason }, help.to_owned());
                continue;
            }
            self.contradictions(written, &firm);
            for (earlier, place) in &changes {
                self.overlap(label, (earlier, place), day_spot, &choices, day);
            }
            changes.push((Change { day, phase, asked: written.timing.asked, choices }, written));
        }
        changes.into_iter().map(|(change, _)| change).collect()
    }

    fn overlap(
        &mut self,
        label: &str,
        (earlier, place): (&Change, &WrittenChange),
        spot: &Spot,
        choices: &[(&'static str, crate::scenario::registry::Value)],
        day: u32,
    ) {
        let end = earlier.day + earlier.phase;
        let both: Vec<&'static str> = choices
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| earlier.choices.iter().any(|(other, _)| other == name))
            .collect();
        if end < day || both.is_empty() {
            return;
        }
        let with = self.named("the change", &place.places.table);
        let help = format!("let it begin on day {} or later, or shorten the other's phase", end + 1);
        let fault = Fault::Overlap { with, choices: both, days: [earlier.day, end] };
        self.complain(spot, label, fault, help);
    }

    /// A change may leave choices moot, as a structure does, but may not itself say what cannot hold.
    fn contradictions(&mut self, change: &WrittenChange, firm: &Scenario) {
        for rule in CONTRADICTIONS.iter().filter(|rule| (rule.broken)(firm)) {
            let said = |key: &&str| change.choices.iter().rev().find(|c| c.parameter.key() == **key);
            let of_firm = |key: &&str| !key.starts_with("operating.");
            let needed = rule.groups.iter().filter(|group| !group.iter().all(of_firm));
            let said: Option<Vec<_>> = needed.map(|group| group.iter().find_map(said)).collect();
            let Some(choice) = said.and_then(|said| said.last().copied()) else { continue };
            if rule.moot && self.written.written_out {
                continue;
            }
            let fault = Fault::Contradiction { with: Vec::new(), reason: rule.reason };
            self.complain(&choice.spot, choice.parameter.key(), fault, rule.help.to_owned());
        }
    }

    fn measures(&mut self, label: &str, written: &[WrittenMeasure], firm: &Scenario) -> Vec<Measure> {
        let last = u64::from(firm.plan.days.saturating_sub(1));
        let mut possible: Vec<&WrittenMeasure> = Vec::new();
        for one in written.iter().filter(|measure| measure.whole) {
            let (measure, places) = (&one.measure, &one.places);
            let (day, days) = (measure.day, measure.days);
            let reaches = (u64::from(day) + u64::from(days)).saturating_sub(1);
            if self.people(label, one, firm)
                && self.fits(places.value("day"), format!("{label}.day"), day, None, last, firm)
                && self.fits(
                    places.value("days"),
                    format!("{label}.days"),
                    days,
                    Some(reaches),
                    last + 1 - u64::from(day),
                    firm,
                )
            {
                possible.push(one);
            }
        }
        self.hours(label, &possible, firm);
        possible.into_iter().map(|one| one.measure.clone()).collect()
    }

    /// Whether the firm has the people of a measure.
    fn people(&mut self, label: &str, one: &WrittenMeasure, firm: &Scenario) -> bool {
        let (measure, kind) = (&one.measure, info(one.measure.kind));
        let (sales, marketers) = (firm.firm.salespeople, firm.firm.marketers);
        let people =
            format!("the firm has {} and {}", counted(sales, "salesperson"), counted(marketers, "marketer"));
        let (key, found, help) = if sales == 0 || marketers == 0 {
            let help = "measures are between two functions: give both people in [firm]";
            ("kind", format!("\"{}\"", kind.name), help.to_owned())
        } else if !kind.role && measure.share == 0.0 {
            ("share", "0".to_owned(), "write a share above 0, or take the measure out".to_owned())
        } else if kind.role && (measure.people == 0 || measure.people > sales + marketers) {
            let most = wording::number(f64::from(sales + marketers));
            ("people", measure.people.to_string(), format!("write a number from 1 to {most}"))
        } else {
            return true;
        };
        let people = match measure.kind {
            MeasureKind::EnablementUnit if key == "people" => {
                format!("a unit is no larger than both functions; {people}")
            }
            _ => people,
        };
        self.complain(
            one.places.value(key),
            format!("{label}.{key}"),
            Fault::NoPeople { found, people },
            help,
        );
        false
    }

    /// Complains where participants would spend more hours than a day has: of each measure too long by itself, else of
    /// the first day on which several together are. Only measures in which all take part are certain to come together
    /// in one person; of any other, its own hours come on top of these.
    fn hours(&mut self, label: &str, measures: &[&WrittenMeasure], firm: &Scenario) {
        let available = firm.firm.day_hours * (1.0 - firm.firm.overhead);
        let too_much = |hours: f64| hours > available + 1e-9;
        let alone: Vec<_> = measures.iter().filter(|one| too_much(one.measure.hours / MONTH)).collect();
        for one in &alone {
            self.dose(label, one, one.measure.day, &[], available);
        }
        if !alone.is_empty() {
            return;
        }
        let days: BTreeSet<u32> = measures.iter().map(|one| one.measure.day).collect();
        for day in days {
            let runs = |m: &Measure| m.day <= day && u64::from(day) < u64::from(m.day) + u64::from(m.days);
            let active = measures.iter().enumerate().filter(|(_, one)| {
                runs(&one.measure)
                    && one.measure.hours > 0.0
                    && one.measure.kind != MeasureKind::EnablementUnit
            });
            let active: Vec<(usize, &&WrittenMeasure)> = active.collect();
            for (at, _) in &active {
                let for_all = |m: &Measure| !info(m.kind).role && m.share >= 1.0;
                let mut met: Vec<_> =
                    active.iter().filter(|(i, one)| i == at || for_all(&one.measure)).collect();
                met.sort_by_key(|(i, one)| (one.measure.day, *i));
                let spent: f64 = met.iter().map(|(_, one)| one.measure.hours / MONTH).sum();
                if too_much(spent)
                    && let Some(((_, latest), others)) = met.split_last()
                {
                    let others: Vec<&WrittenMeasure> = others.iter().map(|(_, one)| **one).collect();
                    self.dose(label, latest, day, &others, available);
                    return;
                }
            }
        }
    }

    fn dose(
        &mut self,
        label: &str,
        one: &WrittenMeasure,
        day: u32,
        others: &[&WrittenMeasure],
        available: f64,
    ) {
        let before: f64 = others.iter().map(|other| other.measure.hours / MONTH).sum();
        let left = ((available - before) * MONTH * 100.0 + 1e-6).floor() / 100.0;
        let help = match (others.is_empty(), left > 0.0) {
            (true, _) => format!("at most {} hours a month fit into the day", wording::number(left)),
            (false, true) => {
                format!("at most {} hours a month are left here, or move one of them", wording::number(left))
            }
            (false, false) => "no hours are left on that day: move one of them".to_owned(),
        };
        let with = others.iter().map(|other| self.named("the measure", &other.places.table)).collect();
        let found = wording::number(one.measure.hours);
        let spent = before + one.measure.hours / MONTH;
        let fault = Fault::Dose { found, day, spent, with, available };
        self.complain(one.places.value("hours"), format!("{label}.hours"), fault, help);
    }

    /// A part of a programme as a message names it.
    fn named(&self, what: &str, spot: &Spot) -> String {
        match self.sources.line(spot) {
            Some(line) => format!("{what} on line {line}"),
            None => what.to_owned(),
        }
    }
}
