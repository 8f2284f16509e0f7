//! Deals: rows become lives (begun, won, lost or still open), and lives become facts.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::cells::{self, Event, Moment, Sum};
use super::columns::{Dates, Sums};
use super::deal::{Deal, Deals};
use super::head::{Columns, FUTURE, enough, header};
use super::leads::Leads;
use super::mapping::TableMapping;
use super::report::{CrmReport, TableRead};
use super::roles::{DEALS, Role};
use super::survival::{Curve, LEAST, Lives, late_start};
use super::{CrmError, Export, Known, fingerprint, table};

/// The shortest time over which a yearly figure is worked out.
const LEAST_DAYS: i64 = 90;

/// A row before its columns decide dates and sums.
struct Raw {
    id: u64,
    created: Moment,
    closed: Moment,
    event: Event,
    amount: Sum,
    line: u32,
}

fn missing(origin: &str, line: u64, what: &str, key: &str) -> CrmError {
    CrmError {
        origin: origin.to_owned(),
        line,
        column: 0,
        message: format!("no column says {what}"),
        help: format!(
            "name it in a mapping, and give that with --mapping:\n      [deals]\n      {key} = \"the header of that column\""
        ),
    }
}

/// Reads a table of deals.
pub(super) fn read<R: Read + Seek>(
    export: Export<R>,
    mapping: &TableMapping,
    known: Known,
    leads: Option<&Leads>,
    report: &mut CrmReport,
) -> Result<Deals, CrmError> {
    let origin = export.origin.clone();
    let mut read = TableRead { name: "deals", ..TableRead::default() };
    let mut columns: Option<Columns> = None;
    let (mut created_dates, mut closed_dates, mut sums) =
        (Dates::default(), Dates::default(), Sums::default());
    let mut owners = BTreeSet::new();
    let mut raws: Vec<Raw> = Vec::new();
    table::rows(export, |line, record| {
        let Some(columns) = &columns else {
            let found = header(&origin, line, record, DEALS, mapping, &mut read)?;
            if ![Role::Stage, Role::Won, Role::WonOn].iter().any(|&role| found.of(role).is_some()) {
                return Err(missing(&origin, line, "which deals were won", "stage"));
            }
            let ends = [Role::Closed, Role::WonOn, Role::LostOn].iter().any(|&role| found.of(role).is_some());
            if !ends {
                return Err(missing(&origin, line, "when deals were won or lost", "closed"));
            }
            columns = Some(found);
            return Ok(());
        };
        read.rows += 1;
        let cell = |role: Role| {
            columns.of(role).and_then(|column| record.get(column)).filter(|cell| !cells::is_nothing(cell))
        };
        let event = event(columns, &cell, mapping);
        let dated = |role: Role| cell(role).map(|cell| cells::moment(cell).ok_or(()));
        let created = match dated(Role::Created) {
            Some(Ok(moment)) => moment,
            Some(Err(())) => {
                read.leave(line, columns.of(Role::Created), "when the deal began is no date");
                return Ok(());
            }
            None if columns.of(Role::Created).is_some() => {
                read.leave(line, columns.of(Role::Created), "it does not say when the deal began");
                return Ok(());
            }
            None => Moment::NONE,
        };
        created_dates.see(line, created);
        let role = match event {
            Event::Won if cell(Role::WonOn).is_some() => Role::WonOn,
            Event::Lost if cell(Role::LostOn).is_some() => Role::LostOn,
            _ => Role::Closed,
        };
        // The close date of an open deal is a forecast.
        let closed = match dated(role) {
            _ if event == Event::Open => Moment::NONE,
            Some(Ok(moment)) => moment,
            Some(Err(())) => {
                read.leave(line, columns.of(role), "when the deal ended is no date");
                return Ok(());
            }
            None => {
                read.leave(line, columns.of(role), "the deal is over, and it does not say since when");
                return Ok(());
            }
        };
        closed_dates.see(line, closed);
        let amount = match cell(Role::Amount).map(|cell| cells::sum(cell).ok_or(())) {
            None => Sum::NONE,
            Some(Ok(sum)) => sum,
            Some(Err(())) => {
                read.leave(line, columns.of(Role::Amount), "what the deal is worth is no sum of money");
                return Ok(());
            }
        };
        sums.see(line, amount);
        if let Some(owner) = cell(Role::Owner) {
            owners.insert(fingerprint(owner));
        }
        let id = cell(Role::Id).map_or(0, fingerprint);
        raws.push(Raw { id, created, closed, event, amount, line: u32::try_from(line).unwrap_or(u32::MAX) });
        Ok(())
    })?;
    let columns = columns.unwrap_or_default();
    let place = |role: Role| columns.of(role).unwrap_or(0);
    let created_order = created_dates.order(mapping.dates, &origin, place(Role::Created))?;
    let closed_order = closed_dates.order(mapping.dates, &origin, place(Role::Closed))?;
    let comma = sums.comma(mapping.decimal_comma, &origin, place(Role::Amount))?;
    if created_dates.open || closed_dates.open {
        read.used.dates = Some(if created_dates.open { created_order } else { closed_order });
    }
    if columns.of(Role::Amount).is_some() {
        read.used.decimal_comma = Some(comma);
    }
    let mut seen: Vec<u64> = raws.iter().map(|raw| raw.id).filter(|id| *id != 0).collect();
    seen.sort_unstable();
    let twice: BTreeSet<u64> =
        seen.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    let mut told = BTreeSet::new();
    let mut deals = Vec::with_capacity(raws.len());
    for raw in raws {
        let line = u64::from(raw.line);
        if twice.contains(&raw.id) && !told.insert(raw.id) {
            read.leave(line, columns.of(Role::Id), "it has the number of an earlier row");
            continue;
        }
        let day =
            |moment: Moment, order| if moment.is_none() { Some(None) } else { moment.day(order).map(Some) };
        let (Some(mut created), Some(ended)) =
            (day(raw.created, created_order), day(raw.closed, closed_order))
        else {
            read.leave(line, None, "it names a day that no calendar has");
            continue;
        };
        if created.is_none() {
            created = leads.and_then(|leads| leads.created(raw.id));
        }
        let late = |day: Option<i64>| day.zip(known.today).is_some_and(|(day, today)| day > today);
        if late(created) || late(ended) {
            let role = if late(created) { Role::Created } else { Role::Closed };
            read.leave(line, columns.of(role), FUTURE);
            continue;
        }
        if created.zip(ended).is_some_and(|(created, ended)| ended < created) {
            read.leave(line, None, "the deal ended before it began");
            continue;
        }
        let amount = if comma { raw.amount.comma } else { raw.amount.point };
        deals.push(Deal { id: raw.id, created, ended, event: raw.event, amount });
    }
    enough(&origin, &read)?;
    let last = deals.iter().flat_map(|deal| [deal.created, deal.ended]).flatten().max();
    let as_of = known.as_of.or(last).unwrap_or(0).max(leads.map_or(i64::MIN, |leads| leads.as_of));
    report.tables.push(read);
    Ok(Deals { deals, owners: owners.len(), as_of, begins: columns.of(Role::Created).is_some() })
}

/// What became of the deal of a row.
fn event<'r>(columns: &Columns, cell: &impl Fn(Role) -> Option<&'r str>, mapping: &TableMapping) -> Event {
    if let Some(won) = cell(Role::Won) {
        return match (cells::is_yes(won), cell(Role::Over).is_some_and(cells::is_yes)) {
            (true, _) => Event::Won,
            (false, true) => Event::Lost,
            (false, false) => cell(Role::Stage)
                .map_or(Event::Open, |stage| cells::event(stage, &mapping.won, &mapping.lost)),
        };
    }
    if columns.of(Role::Stage).is_some() {
        return cell(Role::Stage)
            .map_or(Event::Open, |stage| cells::event(stage, &mapping.won, &mapping.lost));
    }
    match (cell(Role::WonOn), cell(Role::LostOn)) {
        (Some(_), _) => Event::Won,
        (_, Some(_)) => Event::Lost,
        _ => Event::Open,
    }
}

/// Works the facts out.
pub(super) fn facts(deals: &Deals, known: Known, report: &mut CrmReport) {
    let won: Vec<f64> = (deals.deals.iter())
        .filter(|deal| deal.event == Event::Won && deal.amount > 0.0)
        .map(|deal| deal.amount)
        .collect();
    let n = won.len() as f64;
    let mean = won.iter().sum::<f64>() / n;
    let deviation = (won.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    if won.len() >= LEAST {
        report.compute("deal_value", mean, 1.96 * deviation / n.sqrt(), format!("mean of {n} deals won"));
    }
    if !deals.begins {
        report.notes.push(
            "no column says when a deal began, so that its win rate and its cycle cannot be told from deals alone.".to_owned(),
        );
        return;
    }
    let as_of = deals.as_of;
    let dated = |deal: &&Deal| deal.created.is_some();
    let lives: Vec<(i64, Option<i64>)> =
        deals.deals.iter().filter(dated).map(|deal| (deal.created.unwrap_or(as_of), deal.ended)).collect();
    let late = late_start(&lives, as_of);
    if let Some(first) = late {
        let before = lives.iter().filter(|(begun, _)| *begun < first).count();
        report.notes.push(format!(
            "nothing ended before {}, though much had begun: recording began late (left truncation). {before} deals that began before that day \
             are left out of win rate and cycle.",
            cells::told(first)
        ));
    }
    let from = late.unwrap_or(i64::MIN);
    let used: Vec<&Deal> =
        deals.deals.iter().filter(dated).filter(|deal| deal.created >= Some(from)).collect();
    let age = |deal: &Deal| {
        let from = deal.created.unwrap_or(as_of);
        u32::try_from(deal.ended.unwrap_or(as_of).max(from) - from).unwrap_or(0)
    };
    let lives =
        Lives::of(used.iter().map(|deal| (age(deal), deal.event == Event::Won, deal.event == Event::Lost)));
    let [wins, losses, open] = lives.counts();
    if wins < LEAST as f64 {
        report.notes.push(format!(
            "only {wins} deals with a day of beginning were won: too few for win rate and cycle."
        ));
        return;
    }
    let curve = lives.curve();
    let how = format!("{wins} won, {losses} lost, {open} still open (censored)");
    report.cycle(&lives, &curve, &how);
    if curve.open > 0.05 && open > 0.0 {
        report.notes.push(format!(
            "{:.0} % of the deals are not decided within the longest time that the export covers; win rate and cycle are of those that are.",
            100.0 * curve.open
        ));
    }
    let chance = if losses > 0.0 {
        let half = lives.half_width(Curve::win_rate);
        report.compute("win_rate", curve.win_rate(), half, format!("with competing risks, {how}"));
        Some((curve.win_rate(), half))
    } else {
        report.notes.push("no deal was lost: losses are not recorded, so that the win rate of opportunities cannot be told.".to_owned());
        None
    };
    let begun = used.iter().filter_map(|deal| deal.created);
    let days = begun.clone().max().unwrap_or(0) - begun.min().unwrap_or(0) + 1;
    let sellers = known.salespeople.filter(|&n| n > 0.0).unwrap_or(deals.owners as f64);
    if days < LEAST_DAYS || sellers < 1.0 {
        let reason = if days < LEAST_DAYS {
            format!("the export covers {days} days")
        } else {
            "no column says whose deals they are".to_owned()
        };
        report.notes.push(format!("{reason}: deals per salesperson per year are not worked out."));
        return;
    }
    let (Some((chance, half)), true) = (chance, days >= LEAST_DAYS) else { return };
    let each = 365.25 / days as f64 / sellers;
    let n_begun = used.len() as f64;
    let value = n_begun * each * chance;
    let relative = (1.0 / n_begun + (half / 1.96 / chance) * (half / 1.96 / chance)).sqrt();
    let how = format!("{n_begun} deals begun in {days} days by {sellers} salespeople, times the win rate");
    report.compute("deals_won", value, 1.96 * relative * value, how.clone());
    if won.len() >= LEAST {
        let of_mean = deviation / n.sqrt() / mean;
        let all = (relative * relative + of_mean * of_mean).sqrt();
        report.compute(
            "revenue_won",
            value * mean,
            1.96 * all * value * mean,
            format!("{how}, times the average deal"),
        );
    }
}
