//! Targets: results, smoothed, against what was asked for.
//!
//! A result is a moving average: each month 1 / `blame.memory` of the way to the month's new business or leads. What is asked for is
//!
//! ```text
//! fixed, a salesperson and month  blame.quota × min(λ × market.good_fit / 2, selling hours / H) × W × D × 21
//! fixed, a marketer and month     half of what market.reach × market.capture of all prospects would bring, a marketer
//! adaptive                        each month a sixth of the way to recent results × (1 + blame.stretch)
//! adaptive, a salesperson and     + blame.ratchet × max(0, a third of what the quarter brought − target)
//! quarter
//! ```
//!
//! Adaptive targets ratchet: of what a quarter brought beyond its quota, a share is put on that of the next at once, and nothing is taken
//! off for a quarter that fell short (Weitzman 1980; Leone & Rock 2002 find that budgets rise by more after good results than they fall
//! after bad ones). What a shortfall does stands where it is felt: willingness to help, the screening bar, the pay-off of blame,
//! satisfaction; what the ratchet makes people do, in `pay.rs`.

use crate::model::constants::TARGET_MONTHS;
use crate::model::firm::{Firm, Today};
use crate::model::ids::Seller;
use crate::model::rates::Rates;
use crate::scenario::calendar::MONTHS_A_QUARTER;
use crate::scenario::operating::Targets;

/// The share of what a quarter brings beyond its quota that is asked for in the next as well.
pub fn ratchet(today: &Today, rates: &Rates, seller: Seller) -> f64 {
    match today.choices(rates.team(seller)).targets {
        Targets::Adaptive => today.scenario.blame.ratchet,
        Targets::Fixed => 0.0,
    }
}

/// Quarter's end: more is asked of those who brought more than was asked, and a new quarter begins.
pub fn quarter_end(today: &Today, firm: &mut Firm) {
    for id in firm.rates.sellers() {
        let ratchet = ratchet(today, &firm.rates, id);
        let seller = &mut firm.sellers[id];
        if ratchet > 0.0 {
            seller.target += ratchet * (seller.quarter / MONTHS_A_QUARTER - seller.target).max(0.0);
        }
        seller.quarter = 0.0;
    }
}

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
