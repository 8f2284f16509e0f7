//! Misunderstanding: a part of a joint step must be done again on both sides (`exceptions.rework_share` of the step and of the help), with chance
//!
//! ```text
//! exceptions.misunderstanding × (0.3 + x) × (1 − mean vocabulary of the two) × mean clumsiness of the two
//! ```
//!
//! Where somebody of a unit stands between the two, each of the two
//! hand-offs can be misunderstood: 1 - (1 - p)(1 - q).

use crate::model::books::hours::{Task, seconds};
use crate::model::constants::EASY_MISUNDERSTOOD;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Person};
use crate::model::people::person::People;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};

/// Misunderstanding: with chance m (0.3 + x)(1 - vocabulary) a part of the work must be done again, on both sides.
pub fn misunderstanding<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    (helper, from): (Person, Person),
    between: Option<Person>,
    id: LeadId,
    watch: &mut O,
) {
    let exceptions = &today.scenario.exceptions;
    let chance = match between {
        None => chance(today, &firm.people, helper, from),
        Some(between) => {
            let clear = |person| 1.0 - chance(today, &firm.people, person, between).min(1.0);
            1.0 - clear(helper) * clear(from)
        }
    };
    let lead = &firm.leads[id];
    if today.draws.uniform(Purpose::Misunderstand, lead.key, u32::from(lead.step)) >= chance {
        return;
    }
    let again = exceptions.rework_share * firm.rates.step_hours;
    let help = exceptions.rework_share * exceptions.help_share * firm.rates.deal_hours;
    firm.hours.charge(helper, Task::Rework, seconds(help));
    let lead = &mut firm.leads[id];
    lead.rework += seconds(again);
    lead.reworked += again as f32;
    firm.note(today, watch, What::Misunderstood { hours: again }, Some(id), Some(from), Some(helper));
}

/// The chance that one hand-off between two people is misunderstood.
fn chance(today: &Today, people: &People, a: Person, b: Person) -> f64 {
    let words = 0.5 * (people.vocabulary[a] + people.vocabulary[b]);
    let awkward = 0.5 * (people.clumsiness(a, today.scenario) + people.clumsiness(b, today.scenario));
    today.scenario.exceptions.misunderstanding
        * (EASY_MISUNDERSTOOD + today.scenario.offer.complexity)
        * (1.0 - words)
        * awkward
}
