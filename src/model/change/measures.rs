//! Measures of a programme: which are in force on a day, and who takes part in them.

use crate::model::firm::Today;
use crate::model::ids::Person;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::scenario::programme::{Measure, MeasureKind};

/// Whether a measure is in force on a counted day.
#[inline]
pub fn active(measure: &Measure, counted: u32) -> bool {
    (measure.day..measure.day + measure.days).contains(&counted)
}

/// Whether a person takes part in a measure that is for a share of all.
#[inline]
pub fn takes_part(today: &Today, rates: &Rates, index: usize, measure: &Measure, person: Person) -> bool {
    today.draws.uniform(Purpose::Member, name(person, rates), index as u32) < measure.share
}

/// The measure that is a unit on a counted day, if there is one.
pub fn unit_of<'a>(today: &Today<'a>) -> Option<&'a Measure> {
    let counted = today.counted()?;
    let measures = &today.scenario.programme.measures;
    measures.iter().find(|measure| measure.kind == MeasureKind::EnablementUnit && active(measure, counted))
}
