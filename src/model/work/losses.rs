//! What is lost, and what comes late: a lead that is lost is remembered by those who had a part in it; one that leaves the last list unworked has
//! leaked; and an answer later than the agreed service level is felt where it is seen, and is friction.

use crate::model::border::disputes::{Friction, friction};
use crate::model::border::feelings;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Marketer, Seller};
use crate::model::people::attribution;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Loss, Stage};

/// A lead is lost; the failure is remembered by those who had a part in it.
pub fn lose<O: Observer>(today: &Today, firm: &mut Firm, id: LeadId, loss: Loss, watch: &mut O) {
    let lead = firm.leads[id].clone();
    let seller = lead.owner.get().unwrap_or(lead.territory());
    if loss != Loss::Unqualified && loss != Loss::ScreenedOut {
        attribution::lead_failed(today, firm, id, &lead, watch);
    }
    firm.note(today, watch, What::Lost(loss), Some(id), Some(seller.into()), None);
    firm.tally.lost(&lead, loss);
    firm.leads.advance(id, Stage::Lost(loss), today.day);
}

/// A lead leaves a salesperson's list; when no other list holds an unworked lead, it has leaked.
pub fn let_go<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    id: LeadId,
    expired: bool,
    watch: &mut O,
) {
    let lead = &firm.leads[id];
    if lead.stage == Stage::Offered && lead.holders == 1 {
        firm.note(today, watch, What::LetGo { expired }, Some(id), Some(seller.into()), None);
        late(today, firm, seller, id, watch);
        if let Some(marketer) = who_sees(today, firm, seller, id) {
            feelings::rebuffed(today, firm, marketer, Some(seller.into()));
        }
        lose(today, firm, id, Loss::Leaked, watch);
    }
    firm.leads.release(id);
}

/// The marketer of a lead, where that one sees what becomes of it: it is checked, or a system shows it.
fn who_sees(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> Option<Marketer> {
    let lead = &firm.leads[id];
    let seen = if lead.tracked { 1.0 } else { today.choices(firm.rates.team(seller)).system };
    let sees = |_: &Marketer| seen >= 1.0 || today.draws.uniform(Purpose::Late, lead.key, 0) < seen;
    lead.marketer.get().filter(sees)
}

/// A missed service level, counted from the hand-over, is felt and is friction where it can be seen.
pub fn late<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let agreed = today.choices(firm.rates.team(seller)).service_level;
    if agreed == 0 {
        return;
    }
    let lead = &firm.leads[id];
    let overdue = f64::from(today.day) - f64::from(lead.born) - f64::from(lead.handed) - f64::from(agreed);
    if overdue > 0.0
        && let Some(marketer) = who_sees(today, firm, seller, id)
    {
        firm.tally.late += 1;
        feelings::late(today, firm, marketer, seller, libm::ceil(overdue) as u32, agreed);
        friction(today, firm, (marketer, seller), (Friction::Late, 1.0), Some(id), watch);
    }
}
