//! Targets: results, smoothed, against what was asked for.
//!
//! A result is a moving average: each month 1 / `blame.memory` of the way to the month's new business or leads. Fixed targets stay; adaptive
//! ones go a sixth of the way to recent results x (1 + `blame.stretch`). What a shortfall does stands where it is felt: willingness to
//! help, the screening bar, the pay-off of blame, satisfaction.

use crate::model::constants::TARGET_MONTHS;
use crate::model::firm::{Firm, Today};
use crate::scenario::operating::Targets;

/// Month's end: results against targets.
pub fn month_end(today: &Today, firm: &mut Firm) {
    let memory = today.scenario.blame.memory;
    for seller in &mut firm.sellers {
        seller.pace += (seller.month - seller.pace) / memory;
        seller.appraised += seller.month;
        seller.month = 0.0;
    }
    for marketer in &mut firm.marketers {
        marketer.pace += (marketer.month - marketer.pace) / memory;
        marketer.month = 0.0;
    }
    next_targets(today, firm);
}

/// Fixed targets stay; adaptive ones follow results with a stretch.
fn next_targets(today: &Today, firm: &mut Firm) {
    let stretch = 1.0 + today.scenario.blame.stretch;
    for id in firm.rates.sellers() {
        let adaptive = today.choices(firm.rates.team(id)).targets == Targets::Adaptive;
        let seller = &mut firm.sellers[id];
        if adaptive {
            seller.target += (seller.pace * stretch - seller.target) / TARGET_MONTHS;
        }
    }
    for id in firm.rates.marketers() {
        let adaptive = today.choices(firm.rates.team(id)).targets == Targets::Adaptive;
        let marketer = &mut firm.marketers[id];
        if adaptive {
            marketer.target += (marketer.pace * stretch - marketer.target) / TARGET_MONTHS;
        }
    }
}
