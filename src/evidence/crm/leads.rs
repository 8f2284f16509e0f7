//! Leads and activities: how many come, from where, how soon they are answered, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use super::cells::{self, Event, Moment};
use super::columns::Dates;
use super::deal::Deals;
use super::head::{Columns, FUTURE, enough, header};
use super::mapping::TableMapping;
use super::report::{CrmReport, TableRead};
use super::roles::{ACTIVITIES, LEADS, Role};
use super::survival::{Lives, late_start};
use super::{CrmError, Export, Known, fingerprint, table};

/// Words of sources that are sales' own.
const OWN: &[&str] = &["outbound", "prospecting", "cold", "self", "sales", "bdr", "sdr", "own"];
/// Days that a lead must be old before it counts as never worked.
const OLD: i64 = 30;
/// Hours of a working day, and when it begins.
const DAY: f64 = 8.0;
const MORNING: f64 = 9.0;
/// How much more the number of leads varies than a Poisson number (Fano factor): about 4 in the one funnel that was measured.
const FANO: f64 = 4.0;

/// A point in time: day, and hour of the day where it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct When {
    day: i64,
    hour: Option<f32>,
}

/// One lead.
#[derive(Debug, Clone, Copy)]
struct Lead {
    id: u64,
    created: When,
    answered: Option<When>,
    own: Option<bool>,
}

/// The leads of an export, by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Leads {
    leads: Vec<Lead>,
    owners: usize,
    answers: bool,
    sources: bool,
    /// The last day on which a lead came.
    pub as_of: i64,
}

impl Leads {
    /// When the lead of a number came.
    pub fn created(&self, id: u64) -> Option<i64> {
        let at = self.leads.binary_search_by_key(&id, |lead| lead.id).ok()?;
        Some(self.leads[at].created.day).filter(|_| id != 0)
    }
}

/// Reads a table of leads.
pub(super) fn read<R: Read + Seek>(
    export: Export<R>,
    mapping: &TableMapping,
    known: Known,
    report: &mut CrmReport,
) -> Result<Leads, CrmError> {
    let origin = export.origin.clone();
    let mut read = TableRead { name: "leads", ..TableRead::default() };
    let mut columns: Option<Columns> = None;
    let (mut created_dates, mut answered_dates) = (Dates::default(), Dates::default());
    let mut owners = BTreeSet::new();
    let mut raws: Vec<(u64, Moment, Moment, Option<bool>, u64)> = Vec::new();
    table::rows(export, |line, record| {
        let Some(columns) = &columns else {
            let found = header(&origin, line, record, LEADS, mapping, &mut read)?;
            if found.of(Role::Created).is_none() {
                return Err(CrmError {
                    origin: origin.clone(),
                    line,
                    column: 0,
                    message: "no column says when a lead came".to_owned(),
                    help: "name it in a mapping: [leads] created = \"the header of that column\"".to_owned(),
                });
            }
            columns = Some(found);
            return Ok(());
        };
        read.rows += 1;
        let cell = |role: Role| {
            columns.of(role).and_then(|column| record.get(column)).filter(|cell| !cells::is_nothing(cell))
        };
        let Some(created) = cell(Role::Created).and_then(cells::moment) else {
            read.leave(line, columns.of(Role::Created), "when the lead came is no date");
            return Ok(());
        };
        let answered = cell(Role::Answered).and_then(cells::moment).unwrap_or(Moment::NONE);
        created_dates.see(line, created);
        answered_dates.see(line, answered);
        if let Some(owner) = cell(Role::Owner) {
            owners.insert(fingerprint(owner));
        }
        let own = cell(Role::Source).map(|source| is_own(source, &mapping.own));
        raws.push((cell(Role::Id).map_or(0, fingerprint), created, answered, own, line));
        Ok(())
    })?;
    let columns = columns.unwrap_or_default();
    let place = |role: Role| columns.of(role).unwrap_or(0);
    let order = created_dates.order(mapping.dates, &origin, place(Role::Created))?;
    let answered_order = answered_dates.order(mapping.dates, &origin, place(Role::Answered))?;
    if created_dates.open {
        read.used.dates = Some(order);
    }
    let when = |moment: Moment, order| {
        moment.day(order).map(|day| When { day, hour: moment.hour().map(|hour| hour as f32) })
    };
    let mut leads = Vec::with_capacity(raws.len());
    let mut seen = BTreeSet::new();
    for (id, created, answered, own, line) in raws {
        let Some(created) = when(created, order) else {
            read.leave(line, columns.of(Role::Created), "it names a day that no calendar has");
            continue;
        };
        if known.today.is_some_and(|today| created.day > today) {
            read.leave(line, columns.of(Role::Created), FUTURE);
            continue;
        }
        if id != 0 && !seen.insert(id) {
            read.leave(line, columns.of(Role::Id), "it has the number of an earlier row");
            continue;
        }
        let answered = if answered.is_none() { None } else { when(answered, answered_order) };
        leads.push(Lead { id, created, answered, own });
    }
    enough(&origin, &read)?;
    leads.sort_by_key(|lead| lead.id);
    let as_of = leads.iter().map(|lead| lead.created.day).max().unwrap_or(0);
    report.tables.push(read);
    Ok(Leads {
        leads,
        owners: owners.len(),
        answers: columns.of(Role::Answered).is_some(),
        sources: columns.of(Role::Source).is_some(),
        as_of,
    })
}

/// Whether a lead of this source is one that sales found itself.
fn is_own(source: &str, own: &[String]) -> bool {
    if !own.is_empty() {
        return own.iter().any(|word| word.trim().eq_ignore_ascii_case(source.trim()));
    }
    source
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| OWN.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Reads a table of activities: the first of each lead, by number.
pub(super) fn activities<R: Read + Seek>(
    export: Export<R>,
    mapping: &TableMapping,
    known: Known,
    report: &mut CrmReport,
) -> Result<Vec<(u64, When)>, CrmError> {
    let origin = export.origin.clone();
    let mut read = TableRead { name: "activities", ..TableRead::default() };
    let mut columns: Option<Columns> = None;
    let mut dates = Dates::default();
    let mut raws: Vec<(u64, Moment)> = Vec::new();
    table::rows(export, |line, record| {
        let Some(columns) = &columns else {
            let found = header(&origin, line, record, ACTIVITIES, mapping, &mut read)?;
            for (role, what, key) in [
                (Role::Id, "to which lead an activity belongs", "id"),
                (Role::Answered, "when an activity was", "when"),
            ] {
                if found.of(role).is_none() {
                    return Err(CrmError {
                        origin: origin.clone(),
                        line,
                        column: 0,
                        message: format!("no column says {what}"),
                        help: format!(
                            "name it in a mapping: [activities] {key} = \"the header of that column\""
                        ),
                    });
                }
            }
            columns = Some(found);
            return Ok(());
        };
        read.rows += 1;
        let cell = |role: Role| {
            columns.of(role).and_then(|column| record.get(column)).filter(|cell| !cells::is_nothing(cell))
        };
        match (cell(Role::Id), cell(Role::Answered).and_then(cells::moment)) {
            (Some(id), Some(moment)) => {
                dates.see(line, moment);
                raws.push((fingerprint(id), moment));
            }
            (None, _) => read.leave(line, columns.of(Role::Id), "it belongs to no lead"),
            (_, None) => read.leave(line, columns.of(Role::Answered), "when it was is no date"),
        }
        Ok(())
    })?;
    let column = columns.as_ref().and_then(|columns| columns.of(Role::Answered)).unwrap_or(0);
    let order = dates.order(mapping.dates, &origin, column)?;
    enough(&origin, &read)?;
    let mut first: BTreeMap<u64, When> = BTreeMap::new();
    for (id, moment) in raws {
        let Some(day) = moment.day(order).filter(|&day| known.today.is_none_or(|today| day <= today)) else {
            continue;
        };
        let when = When { day, hour: moment.hour().map(|hour| hour as f32) };
        let slot = first.entry(id).or_insert(when);
        if (when.day, when.hour.unwrap_or(0.0)) < (slot.day, slot.hour.unwrap_or(0.0)) {
            *slot = when;
        }
    }
    report.tables.push(read);
    Ok(first.into_iter().collect())
}

/// Working hours from one time to another: of Monday to Friday, from nine to five.
fn working_hours(from: When, to: When) -> f64 {
    let at = |when: When| {
        // 1970-01-01 was a Thursday.
        let weekday = (when.day + 3).rem_euclid(7);
        let weeks = (when.day + 3).div_euclid(7);
        let hour = when.hour.map_or(MORNING + 0.5 * DAY, f64::from);
        let today = if weekday < 5 { (hour - MORNING).clamp(0.0, DAY) } else { 0.0 };
        (5 * weeks + weekday.min(5)) as f64 * DAY + today
    };
    at(to) - at(from)
}

/// Works the facts out.
pub(super) fn facts(
    leads: &Leads,
    deals: &Deals,
    activities: Option<&[(u64, When)]>,
    known: Known,
    report: &mut CrmReport,
) {
    let n = leads.leads.len() as f64;
    let begun = leads.leads.iter().map(|lead| lead.created.day).min().unwrap_or(0);
    let days = (leads.as_of - begun + 1) as f64;
    let sellers = known.salespeople.filter(|&n| n > 0.0).unwrap_or(leads.owners.max(deals.owners) as f64);
    if days >= OLD as f64 && sellers >= 1.0 {
        let each = n / days * 365.25 / 4.0 / sellers;
        let spread = 1.96 * (FANO / n).sqrt() * each;
        report.compute("leads", each, spread, format!("{n} leads in {days} days for {sellers} salespeople"));
    }
    if leads.sources {
        let known: Vec<bool> = leads.leads.iter().filter_map(|lead| lead.own).collect();
        let (all, own) = (known.len() as f64, known.iter().filter(|&&own| own).count() as f64);
        if own > 0.0 {
            let share = 1.0 - own / all;
            let how = format!("{} of {all} leads with a source that is not sales' own", all - own);
            report.compute("marketing_share", share, half(share, all), how);
        } else {
            report.notes.push(
                "no source of leads is known as sales' own, so that marketing's share is not told; `own = [...]` in the mapping names them."
                    .to_owned(),
            );
        }
    }
    if leads.answers || activities.is_some() {
        answers(leads, activities, report);
    }
    became(leads, deals, report);
}

/// Half of the 95 % interval of a share.
fn half(share: f64, n: f64) -> f64 {
    1.96 * (share * (1.0 - share) / n).sqrt().max(0.5 / n)
}

/// How soon leads are answered, and how many ever.
fn answers(leads: &Leads, activities: Option<&[(u64, When)]>, report: &mut CrmReport) {
    let of = |lead: &Lead| {
        let listed = activities
            .and_then(|all| all.binary_search_by_key(&lead.id, |(id, _)| *id).ok().map(|at| all[at].1));
        lead.answered.or(listed)
    };
    let mut waits = Vec::new();
    let (mut old, mut worked) = (0.0, 0.0);
    for lead in &leads.leads {
        let answer = of(lead);
        if lead.created.day <= leads.as_of - OLD {
            old += 1.0;
            worked += if answer.is_some() { 1.0 } else { 0.0 };
        }
        let wait = answer.map(|answer| working_hours(lead.created, answer));
        waits.extend(wait.filter(|&wait| wait >= 0.0));
    }
    if old >= 10.0 {
        let share = worked / old;
        report.compute(
            "leads_worked",
            share,
            half(share, old),
            format!("{worked} of {old} leads older than {OLD} days were answered"),
        );
    }
    if waits.len() >= 10 {
        waits.sort_by(f64::total_cmp);
        let n = waits.len() as f64;
        let at = |rank: f64| waits[(rank.max(0.0) as usize).min(waits.len() - 1)];
        // The order statistics about the middle that hold the median in 95 of 100 samples.
        let reach = 0.98 * n.sqrt();
        let spread = 0.5 * (at(0.5 * n + reach) - at(0.5 * n - reach));
        report.compute(
            "first_response",
            at(0.5 * n).max(0.1),
            spread.max(0.05),
            format!("median of {n} answers, in hours of working days from nine to five"),
        );
    }
}

/// What becomes of leads: those that a deal won names.
fn became(leads: &Leads, deals: &Deals, report: &mut CrmReport) {
    let mut won: BTreeMap<u64, i64> = BTreeMap::new();
    for deal in deals.deals.iter().filter(|deal| deal.event == Event::Won && deal.id != 0) {
        if let Some(ended) = deal.ended {
            won.insert(deal.id, ended);
        }
    }
    let lives: Vec<(i64, Option<i64>)> = (leads.leads.iter().filter(|lead| lead.id != 0))
        .map(|lead| (lead.created.day, won.get(&lead.id).copied().filter(|&ended| ended >= lead.created.day)))
        .collect();
    if lives.iter().filter(|(_, ended)| ended.is_some()).count() < 10 {
        return;
    }
    let late = late_start(&lives, deals.as_of);
    if let Some(first) = late {
        let before = lives.iter().filter(|(begun, _)| *begun < first).count();
        report.notes.push(format!(
            "no lead was won before {}, though many had come: recording began late (left truncation). {before} leads that came before that day are \
             left out of what becomes of leads.",
            cells::told(first)
        ));
    }
    let from = late.unwrap_or(i64::MIN);
    let age = |(begun, ended): (i64, Option<i64>)| {
        u32::try_from(ended.unwrap_or(deals.as_of).max(begun) - begun).unwrap_or(0)
    };
    let used = lives.into_iter().filter(|(begun, _)| *begun >= from);
    let lives = Lives::of(used.map(|life| (age(life), life.1.is_some(), false)));
    let [wins, _, open] = lives.counts();
    let curve = lives.curve();
    let how = format!("{wins} won, {open} not won when the export was made (censored)");
    report.compute("lead_win_rate", curve.won, lives.half_width(|curve| curve.won), how.clone());
    report.computed.retain(|computed| !computed.given.fact.name.ends_with("_cycle"));
    report.cycle(&lives, &curve, &format!("from the lead to the win, {how}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_hours_pass_over_nights_and_weekends() {
        let when = |day: i64, hour: f32| When { day, hour: Some(hour) };
        // 1970-01-02 was a Friday.
        for (from, to, hours) in [
            (when(1, 10.0), when(1, 12.5), 2.5),
            (when(1, 16.0), when(4, 10.0), 2.0),
            (when(2, 12.0), when(4, 9.0), 0.0),
            (when(1, 20.0), when(4, 9.5), 0.5),
            (when(4, 9.0), when(11, 9.0), 40.0),
        ] {
            assert!((working_hours(from, to) - hours).abs() < 1e-6, "{from:?} {to:?}");
        }
    }

    #[test]
    fn a_source_is_sales_own_by_the_usual_words_or_by_those_given() {
        assert!(is_own("Outbound - cold call", &[]) && !is_own("paid search", &[]));
        assert!(is_own("Messe", &["messe".to_owned()]) && !is_own("Outbound", &["messe".to_owned()]));
    }
}
