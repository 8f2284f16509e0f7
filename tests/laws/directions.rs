//! Directions: more of a cause gives more (or less) of its effect, over replications with common random numbers.

use crate::firms::{mean, small, with_work_of_their_own};
use verona::model::outcome::{OUTCOMES, Outcome};
use verona::scenario::Scenario;
use verona::scenario::operating::Handover;

const REPLICATIONS: u32 = 24;

/// Asserts that `more` has more of an outcome than `less`.
fn rises(outcome: Outcome, less: &Scenario, more: &Scenario) {
    let (low, high) = (mean(less, REPLICATIONS, outcome), mean(more, REPLICATIONS, outcome));
    assert!(low < high, "{}: {low} should be below {high}", OUTCOMES[outcome as usize].name);
}

/// Two firms that differ by one change.
fn pair(base: &Scenario, less: impl Fn(&mut Scenario), more: impl Fn(&mut Scenario)) -> (Scenario, Scenario) {
    let (mut low, mut high) = (base.clone(), base.clone());
    less(&mut low);
    more(&mut high);
    (low, high)
}

fn routed() -> Scenario {
    let mut firm = small();
    firm.operating.handover = Handover::Threshold;
    firm
}

#[test]
fn patient_customers_leak_less() {
    // Where prospects who are not ready are kept warm, the impatient among them are, and patience hardly counts in a pool.
    for base in [small(), routed()].map(with_work_of_their_own) {
        let (short, long) = pair(&base, |s| s.market.patience = 2.0, |s| s.market.patience = 40.0);
        rises(Outcome::LeadLeakageAll, &long, &short);
    }
}

#[test]
fn a_higher_load_leaks_more() {
    let (light, heavy) = pair(&routed(), |s| s.market.load = 0.5, |s| s.market.load = 6.0);
    rises(Outcome::LeadLeakageAll, &light, &heavy);
    rises(Outcome::ResponseMedian, &light, &heavy);
    rises(Outcome::Busy, &light, &heavy);
}

#[test]
fn accounts_that_leave_more_readily_leave_more() {
    let (low, high) = pair(&small(), |s| s.accounts.churn = 0.05, |s| s.accounts.churn = 0.5);
    rises(Outcome::Churn, &low, &high);
}

#[test]
fn campaigns_that_capture_more_bring_more_of_the_wins() {
    let (low, high) = pair(&routed(), |s| s.market.capture = 0.1, |s| s.market.capture = 0.9);
    rises(Outcome::MarketingShare, &low, &high);
    let (low, high) = pair(&routed(), |s| s.market.reach = 0.1, |s| s.market.reach = 0.9);
    rises(Outcome::MarketingShare, &low, &high);
}

#[test]
fn people_who_misunderstand_more_do_more_again() {
    let (low, high) =
        pair(&small(), |s| s.exceptions.misunderstanding = 0.1, |s| s.exceptions.misunderstanding = 0.9);
    rises(Outcome::ReworkShare, &low, &high);
    let (few, many) =
        pair(&small(), |s| s.culture.initial_vocabulary = 0.05, |s| s.culture.initial_vocabulary = 0.9);
    rises(Outcome::ReworkShare, &many, &few);
}

#[test]
fn a_culture_of_blame_blames_more_and_trusts_less() {
    let (low, high) = pair(&small(), |s| s.culture.blame = 0.1, |s| s.culture.blame = 0.8);
    rises(Outcome::BlameIndex, &low, &high);
    rises(Outcome::Trust, &high, &low);
    rises(Outcome::ConflictHours, &low, &high);
}

#[test]
fn blame_displaces_learning() {
    let (low, high) = pair(&small(), |s| s.culture.blame = 0.0, |s| s.culture.blame = 1.0);
    rises(Outcome::BlameSelf, &high, &low);
    rises(Outcome::Accusations, &low, &high);
    rises(Outcome::Turnover, &low, &high);
}

#[test]
fn a_record_of_who_did_what_clears_responsibility() {
    let (none, all) = pair(&small(), |s| s.operating.system = 0.0, |s| s.operating.system = 1.0);
    rises(Outcome::Blurred, &all, &none);
    rises(Outcome::BlameIndex, &all, &none);
}

#[test]
fn waiting_and_rebuffs_cost_trust() {
    for base in [small(), routed()] {
        let (cold, warm) = pair(&base, |s| s.trust.waiting = 0.0, |s| s.trust.waiting = 3.0);
        rises(Outcome::Trust, &warm, &cold);
        let (cold, warm) = pair(&base, |s| s.trust.rebuff = 0.0, |s| s.trust.rebuff = 3.0);
        rises(Outcome::TrustMarketing, &warm, &cold);
    }
}

#[test]
fn trust_falls_with_complexity_where_rules_cannot_keep_up() {
    let mut firm = routed();
    (firm.operating.rules, firm.operating.escalation, firm.operating.direct_contact) = (0.9, true, 0.0);
    (firm.plan.days, firm.exceptions.manager_hours) = (252, 0.25);
    let (simple, complex) = pair(&firm, |s| s.offer.complexity = 0.1, |s| s.offer.complexity = 0.9);
    rises(Outcome::TrustSales, &complex, &simple);
}

#[test]
fn who_waits_longer_for_help_helps_himself_less() {
    let (short, long) =
        pair(&small(), |s| s.exceptions.self_help_days = 1, |s| s.exceptions.self_help_days = 20);
    rises(Outcome::SelfHelp, &long, &short);
    rises(Outcome::BorderDelay, &short, &long);
}

#[test]
fn more_complex_offers_need_the_other_function_more() {
    let (simple, complex) = pair(&small(), |s| s.offer.complexity = 0.05, |s| s.offer.complexity = 0.9);
    rises(Outcome::ReworkShare, &simple, &complex);
    rises(Outcome::WinRate, &complex, &simple);
}

#[test]
fn a_system_that_shows_who_works_on_what_saves_double_work() {
    let mut base = small();
    (base.attention.awareness, base.attention.mail_reach) = (0.0, 10);
    (base.attention.read, base.market.load) = (1.0, 1.0);
    let (blind, open) = pair(&base, |s| s.operating.system = 0.0, |s| s.operating.system = 0.9);
    rises(Outcome::DuplicatedHours, &open, &blind);
}

#[test]
fn a_faster_market_is_harder_to_know() {
    let (slow, fast) = pair(&small(), |s| s.market.speed = 0.3, |s| s.market.speed = 20.0);
    rises(Outcome::MessageFit, &fast, &slow);
}

#[test]
fn surveys_that_tell_more_make_messages_fit_better() {
    let mut base = small();
    (base.information.survey_interval, base.information.replan_interval) = (21, 21);
    let (blurred, sharp) =
        pair(&base, |s| s.information.survey_noise = 20.0, |s| s.information.survey_noise = 0.2);
    rises(Outcome::MessageFit, &blurred, &sharp);
}

#[test]
fn better_sellers_odds_and_margins_make_more_money() {
    for (less, more) in [
        pair(&small(), |s| s.people.novice = 0.1, |s| s.people.novice = 1.0),
        pair(&small(), |s| s.money.gross_margin = 0.3, |s| s.money.gross_margin = 0.9),
        pair(&small(), |s| s.money.marketer_salary = 2e5, |s| s.money.marketer_salary = 5e4),
        pair(
            &small(),
            |s| (s.offer.win_small, s.offer.win_large) = (0.1, 0.1),
            |s| (s.offer.win_small, s.offer.win_large) = (0.6, 0.6),
        ),
    ] {
        rises(Outcome::Profit, &less, &more);
    }
}

#[test]
fn a_higher_stake_is_lobbied_for_more() {
    let (low, high) = pair(&small(), |s| s.people.stake = 0.1, |s| s.people.stake = 2.0);
    rises(Outcome::LobbyingHours, &low, &high);
}

#[test]
fn unhappy_people_leave_more() {
    let mut base = small();
    base.plan.days = 252;
    let (low, high) = pair(&base, |s| s.people.leaving = 0.1, |s| s.people.leaving = 1.0);
    rises(Outcome::Turnover, &low, &high);
    let (poor, rich) =
        pair(&base, |s| s.culture.market_orientation = 0.0, |s| s.culture.market_orientation = 1.0);
    rises(Outcome::Satisfaction, &poor, &rich);
}

#[test]
fn a_harder_bar_keeps_more_good_leads_back() {
    let (low, high) =
        pair(&routed(), |s| s.operating.screening_bar = 0.2, |s| s.operating.screening_bar = 0.7);
    rises(Outcome::ScreenedOut, &low, &high);
}

#[test]
fn a_followed_up_lead_is_worked_more_when_somebody_looks() {
    let mut base = routed();
    (base.market.load, base.exceptions.manager_hours) = (5.0, 8.0);
    let (alone, watched) = pair(&base, |s| s.operating.tracking = 0.0, |s| s.operating.tracking = 1.0);
    rises(Outcome::FollowUp, &alone, &watched);
}

#[test]
fn shorter_days_get_less_done() {
    let (short, long) = pair(&small(), |s| s.firm.overhead = 0.85, |s| s.firm.overhead = 0.2);
    rises(Outcome::Wins, &short, &long);
}
