//! Escalation: what managers do with the exceptions that come up to them.
//!
//! A manager handles requests in order, `exceptions.escalation_hours` each, as far as the desk's hours of the day go. Where lines
//! are separate, a manager of each function has to, a day apart; one boss over both decides alone. Then the request goes, as a duty, to
//! the person responsible. A function without managers has its playing head do it, from the own hours.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::feelings;
use crate::model::border::requests::Request;
use crate::model::border::routes::{direct, responsible};
use crate::model::border::self_help::{outlived, without};
use crate::model::firm::{Firm, Today};
use crate::model::ids::Person;
use crate::model::trace::{Observer, What};

/// Managers (or the playing heads) handle what has come up to them.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let wanted = seconds(today.scenario.exceptions.escalation_hours);
    let rates = &firm.rates;
    let selling = rates.sellers().next().filter(|_| rates.sales_managers == 0).map(Person::from);
    let marketing = rates.marketers().next().filter(|_| rates.marketing_managers == 0).map(Person::from);
    let [selling, marketing] = [selling, marketing].map(|head| head.map(|head| rates.manager(head)));
    for boss in rates.managers().chain(selling).chain(marketing) {
        let mut queued = firm.requests.take(&mut firm.queues[boss]);
        while let Some(id) = queued.get() {
            queued = firm.requests[id].next;
            if firm.requests[id].hops == 0 {
                firm.requests.push(&mut firm.queues[boss], id);
            } else if firm.requests[id].given_up {
                firm.requests.end(id);
            } else if outlived(today, &firm.requests[id]) {
                without(today, firm, id);
                firm.requests.end(id);
            } else if firm.requests[id].moved < today.day
                && firm.desk[boss] >= wanted
                && firm.hours.left(boss) >= wanted
            {
                firm.desk[boss] -= wanted;
                firm.hours.charge(boss, Task::Escalation, wanted);
                let Request { from, about, .. } = firm.requests[id];
                firm.requests[id].hops -= 1;
                let named = responsible(firm, from, about.maker, 0.5);
                if firm.requests[id].hops > 0 {
                    let other = firm.rates.manager(named);
                    firm.requests[id].moved = today.day;
                    firm.requests.push(&mut firm.queues[other], id);
                } else {
                    firm.tally.escalated(today.day - firm.requests[id].created);
                    firm.note(
                        today,
                        watch,
                        What::Decided,
                        about.living(&firm.leads),
                        Some(boss.into()),
                        Some(named),
                    );
                    feelings::passed_over(today, firm, named, from);
                    direct(firm, id, named, true);
                }
            } else {
                firm.requests.push(&mut firm.queues[boss], id);
            }
        }
    }
}
