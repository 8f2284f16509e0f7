//! Queues. A salesperson's work on a lead takes a fixed time and leads are handed over once a day, so the exact oracle of a
//! hand-over is not M/M/c but M/D/c, whose number in system obeys X(t + 1) = (X(t) - c)+ + Poisson from one service time to
//! the next (Crommelin 1932): Verona's mornings. Erlang's formulas enter as the limits and bounds that they are.

use crate::firms::{CAPTURED, Sample, one_hand_over, queue, run, small, watch};
use libm::{exp, sqrt};
use std::collections::BTreeMap;
use verona::model::Workspace;
use verona::model::outcome::Outcome;
use verona::model::trace::Event;
use verona::scenario::Scenario;

/// Poisson probabilities of 0 to n.
fn poisson(mean: f64, n: usize) -> Vec<f64> {
    let mut chances = vec![exp(-mean)];
    for k in 1..=n {
        chances.push(chances[k - 1] * mean / k as f64);
    }
    chances
}

/// The stationary law of leads left in the evening when `deals` are worked a day and at most `room` are in view.
fn evenings(mean: f64, deals: usize, room: usize) -> Vec<f64> {
    let arrivals = poisson(mean, 4 * room.min(60) + 40);
    let mut law = vec![0.0; room + 1];
    law[0] = 1.0;
    for _ in 0..3_000 {
        let mut next = vec![0.0; room + 1];
        for (left, p) in law.iter().enumerate().filter(|(_, p)| **p > 1e-15) {
            for (new, q) in arrivals.iter().enumerate() {
                next[(left + new).min(room).saturating_sub(deals)] += p * q;
            }
        }
        law = next;
    }
    law
}

/// Mean leads waiting in M/M/c (Erlang C), at an offered load of `a` servers' work.
fn erlang_c(a: f64, servers: usize) -> f64 {
    let c = servers as f64;
    let mut blocked = 1.0;
    for k in 1..=servers {
        blocked = a * blocked / (k as f64 + a * blocked);
    }
    let rho = a / c;
    let waits = blocked / (1.0 - rho * (1.0 - blocked));
    waits * rho / (1.0 - rho)
}

/// The share that abandons in Erlang-A, M/M/n+M, with service of mean 1 and patience of mean `patience`.
fn erlang_a(arrivals: f64, servers: usize, patience: f64) -> f64 {
    let (mut weight, mut total, mut waiting) = (1.0, 1.0, 0.0);
    for k in 1..2_000 {
        let queue = k as f64 - servers as f64;
        weight *= arrivals / ((k.min(servers)) as f64 + queue.max(0.0) / patience);
        total += weight;
        waiting += weight * queue.max(0.0);
    }
    waiting / total / patience / arrivals
}

/// The territory of an event about a lead.
fn territory(event: &Event) -> Option<usize> {
    let seller = if event.what.word() == "captured" { event.other } else { event.actor };
    seller.map(|person| person as usize)
}

/// By territory: leads left in the evening of every counted day.
fn left(firm: &Scenario, replication: u32) -> Vec<Vec<u32>> {
    let sellers = firm.firm.salespeople as usize;
    let days = (firm.plan.warm_up + firm.plan.days) as usize;
    let mut change = vec![vec![0i32; days]; sellers];
    for event in watch(firm, replication).1 {
        let step = match event.what.word() {
            "captured" | "found" => 1,
            "won" | "lost" => -1,
            _ => continue,
        };
        change[territory(&event).expect("a lead has a territory")][event.day as usize] += step;
    }
    change
        .into_iter()
        .map(|days| {
            let evenings = days.into_iter().scan(0i32, |left, step| {
                *left += step;
                Some(u32::try_from(*left).expect("no fewer than none"))
            });
            evenings.skip(firm.plan.warm_up as usize).collect()
        })
        .collect()
}

#[test]
fn a_hand_over_without_impatience_is_the_queue_m_d_c() {
    for (deals, load) in [(1usize, 0.7), (4, 0.85)] {
        let firm = queue(deals as f64, load);
        let law = evenings(load * deals as f64 * CAPTURED, deals, 200);
        let (mut mean, mut empty) = (Sample::default(), Sample::default());
        for replication in 0..60 {
            for evenings in left(&firm, replication) {
                let n = evenings.len() as f64;
                mean.0.push(evenings.iter().map(|&left| f64::from(left)).sum::<f64>() / n);
                empty.0.push(evenings.iter().filter(|&&left| left == 0).count() as f64 / n);
            }
        }
        let expected: f64 = law.iter().enumerate().map(|(left, p)| left as f64 * p).sum();
        mean.assert_mean("leads left in the evening", expected, 0.05);
        empty.assert_mean("evenings with nothing left", law[0], 0.02);
    }
}

#[test]
fn with_one_deal_a_day_the_queue_meets_pollaczek_and_khinchine_and_with_more_cosmetatos() {
    for (deals, load, tolerance) in [(1usize, 0.7, 1e-6), (4, 0.85, 0.02)] {
        let law = evenings(load * deals as f64, deals, 200);
        let exact: f64 = law.iter().enumerate().map(|(left, p)| left as f64 * p).sum();
        let c = deals as f64;
        // Cosmetatos (1976): waiting with constant service against M/M/c; exact for one server, where it is one half.
        let ratio = 0.5 * (1.0 + (1.0 - load) * (c - 1.0) * (sqrt(4.0 + 5.0 * c) - 2.0) / (16.0 * load * c));
        let textbook = ratio * erlang_c(load * c, deals);
        assert!((exact / textbook - 1.0).abs() < tolerance, "{exact} for {textbook}");
    }
}

#[test]
fn a_list_of_bounded_length_loses_what_the_finite_queue_loses() {
    for (load, room) in [(1.0, 5usize), (0.8, 4)] {
        let mut firm = queue(2.0, load);
        firm.attention.list = room as u32;
        let arrivals = 2.0 * load * CAPTURED;
        let law = evenings(arrivals, 2, room);
        let new = poisson(arrivals, 60);
        let worked: f64 = law
            .iter()
            .enumerate()
            .flat_map(|(left, p)| new.iter().enumerate().map(move |(n, q)| p * q * (left + n).min(2) as f64))
            .sum();
        leakage(&firm, 60, "of a bounded list", 1.0 - worked / arrivals);
    }
}

/// Asserts the leakage of a firm.
fn leakage(firm: &Scenario, replications: u32, what: &str, truth: f64) {
    let mut workspace = Workspace::default();
    let leaked = (0..replications).map(|r| run(firm, r, &mut workspace).outcomes[Outcome::LeadLeakageAll]);
    Sample(leaked.collect()).assert_mean(what, truth, 0.04);
}

/// With one deal a day, patience of one day, and the order of work by chance, the highest mark v of the leads carried over
/// has the law F(v) = t e^(1 - t), t = e^(-lambda (1 - v)): the queue with abandonment that Verona's days make exact.
#[test]
fn a_hand_over_with_patience_leaks_as_the_exact_daily_queue_does() {
    for load in [0.6, 1.0, 1.6] {
        let mut firm = queue(1.0, load);
        firm.market.patience = 1.0;
        let arrivals = load * CAPTURED;
        let t = exp(-arrivals);
        let idle = t * t * exp(1.0 - t);
        leakage(&firm, 60, "of patience of a day", 1.0 - (1.0 - idle) / arrivals);

        let second_day = (3.0 - exp(1.0 - t) * (t * t + t + 1.0)) / (1.0 - idle);
        let mut late = Sample::default();
        for replication in 0..40 {
            let mut born = BTreeMap::new();
            let (mut waited, mut worked) = (0.0, 0.0);
            for event in watch(&firm, replication).1.iter().filter(|event| event.lead.is_some()) {
                match event.what.word() {
                    "captured" | "found" => {
                        born.insert(event.lead, event.day);
                    }
                    "worked" => {
                        worked += 1.0;
                        waited += f64::from(event.day - born[&event.lead]);
                    }
                    _ => {}
                }
            }
            late.0.push(waited / worked);
        }
        late.assert_mean("worked on the second day", second_day, 0.04);
    }
}

#[test]
fn an_overloaded_hand_over_leaks_what_erlang_a_and_the_fluid_limit_say() {
    for load in [1.5, 2.5] {
        let mut firm = queue(4.0, load);
        (firm.market.patience, firm.market.patience_spread) = (6.0, 0.8);
        let arrivals = load * CAPTURED;
        // Whitt (2006): in overload the share that abandons forgets the laws of patience and service.
        let fluid = 1.0 - 1.0 / arrivals;
        let mean_patience = 6.0 * exp(0.32);
        let textbook = erlang_a(4.0 * arrivals, 4, mean_patience);
        assert!((textbook - fluid).abs() < 0.002, "Erlang-A {textbook}, fluid limit {fluid}");
        leakage(&firm, 60, "in overload", fluid);
    }
}

#[test]
fn without_salespeoples_hours_no_lead_is_worked_and_all_leak_when_their_patience_ends() {
    let mut firm = queue(1.0, 1.0);
    (firm.coordination.devices, firm.operating.rules) = (100.0, 1.0);
    (firm.market.patience, firm.firm.day_hours) = (3.0, 1.0);
    firm.offer.deal_hours = 1.0;
    let (result, events) = watch(&firm, 0);
    assert_eq!(result.outcomes[Outcome::LeadLeakageAll], 1.0);
    let mut born = BTreeMap::new();
    let mut ends = 0;
    for event in &events {
        match event.what.word() {
            "captured" | "found" => {
                born.insert(event.lead, event.day);
            }
            "lost" => {
                assert_eq!(event.day - born[&event.lead], 4, "the third day after is the last");
                ends += 1;
            }
            _ => {}
        }
    }
    assert!(ends > 100);
}

#[test]
fn what_is_taken_in_and_not_leaked_is_worked_hour_for_hour() {
    let mut firm = queue(4.0, 0.9);
    (firm.market.patience, firm.market.patience_spread) = (2.0, 0.5);
    for replication in 0..6 {
        let (result, events) = watch(&firm, replication);
        let counted = |what: &str| {
            events.iter().filter(|e| e.day >= firm.plan.warm_up && e.what.word() == what).count() as f64
        };
        let done = counted("won")
            + events.iter().filter(|e| e.day >= firm.plan.warm_up && e.what.note() == "competition").count()
                as f64;
        let sold: f64 = result.people.iter().map(|person| person.hours[1]).sum();
        assert!((sold - done * firm.offer.deal_hours).abs() < 1e-6, "{sold} hours for {done} deals");
    }
}

/// Little's law from a sojourn's first event to its last, over the counted days: mean number present in the evening, and
/// rate of entries x mean evenings of those who left.
fn little(firm: &Scenario, events: &[Event], enters: &[&str], leaves: &[&str]) -> (f64, f64, f64) {
    let (first, days) = (firm.plan.warm_up, firm.plan.days);
    let counted = first..first + days;
    let mut inside: BTreeMap<u32, u32> = BTreeMap::new();
    let (mut present, mut entries, mut evenings, mut exits) = (0.0, 0.0, 0.0, 0.0);
    let mut sum_until = |enter: u32, leave: u32| {
        let from = enter.max(counted.start);
        present += f64::from(leave.min(counted.end).saturating_sub(from));
    };
    for event in events {
        let Some(lead) = event.lead else { continue };
        if enters.contains(&event.what.word()) {
            inside.insert(lead, event.day);
            entries += if counted.contains(&event.day) { 1.0 } else { 0.0 };
        } else if leaves.contains(&event.what.word())
            && let Some(enter) = inside.remove(&lead)
        {
            sum_until(enter, event.day);
            if counted.contains(&event.day) {
                (evenings, exits) = (evenings + f64::from(event.day - enter), exits + 1.0);
            }
        }
    }
    for enter in inside.into_values() {
        sum_until(enter, counted.end);
    }
    let mean_wait = evenings / f64::max(exits, 1.0);
    (present / f64::from(days), entries / f64::from(days), mean_wait)
}

#[test]
fn littles_law_holds_over_every_queue() {
    let mut crowded = one_hand_over();
    crowded.coordination.admin = 1.0;
    let queues: [(&str, &[&str], &[&str], Scenario); 6] = [
        ("outbox", &["captured"], &["routed", "found too", "lost"], crowded.clone()),
        ("list", &["routed"], &["worked", "lost"], crowded),
        ("list, undefined", &["captured", "found"], &["worked", "lost"], small(0)),
        ("list, defined", &["captured", "found"], &["worked", "lost"], small(1)),
        ("border, undefined", &["waiting"], &["helped", "self-help"], small(0)),
        ("border, integrated", &["waiting"], &["helped", "self-help"], small(3)),
    ];
    for (what, enters, leaves, mut firm) in queues {
        (firm.plan.warm_up, firm.plan.days, firm.people.leaving) = (126, 504, 0.0);
        (firm.exceptions.campaign_needs, firm.accounts.issues) = (0.0, 0.0);
        let (mut number, mut product) = (0.0, 0.0);
        for replication in 0..6 {
            let (result, events) = watch(&firm, replication);
            let (present, rate, wait) = little(&firm, &events, enters, leaves);
            (number, product) = (number + present, product + rate * wait);
            if what.starts_with("border") {
                let tallied = result.outcomes[Outcome::BorderDelay];
                assert!(
                    (wait - tallied).abs() < 1e-9,
                    "{what}: waits of {wait} days, {tallied} by the tally"
                );
            }
        }
        assert!(number > 0.0, "{what}: nobody waits");
        assert!((product / number - 1.0).abs() < 0.02, "{what}: {number} present, {product} by Little's law");
    }
}

#[test]
fn the_mean_time_from_interest_to_win_is_little_law_s_for_the_whole_sale() {
    let mut firm = queue(0.5, 0.6);
    (firm.offer.win_small, firm.offer.win_large, firm.plan.days) = (1.0, 1.0, 504);
    firm.plan.warm_up = 126;
    let mut gap = Sample::default();
    let mut scale = 0.0;
    for replication in 0..40 {
        let (result, events) = watch(&firm, replication);
        let present: f64 = left(&firm, replication).iter().flatten().map(|&n| f64::from(n)).sum();
        let wins =
            events.iter().filter(|e| e.what.word() == "won" && e.day >= firm.plan.warm_up).count() as f64;
        // A deal of two days ends with a day; interest came half a day after its day began.
        let evenings = result.outcomes[Outcome::CycleTime] - 0.5;
        gap.0.push((present - wins * evenings) / present);
        scale += wins;
    }
    assert!(scale > 10_000.0, "{scale} wins");
    let allowed = 4.0 * gap.error();
    assert!(allowed < 0.05 && gap.mean().abs() < allowed, "{} apart, four errors are {allowed}", gap.mean());
}
