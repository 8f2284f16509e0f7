//! Limits in which the answer is known: what has a formula meets it.

use crate::firms::{mean, run, small, watch};
use crate::known::smooth;
use verona::model::outcome::{Outcome, Series};
use verona::scenario::Scenario;
use verona::scenario::operating::Handover;

#[test]
fn a_handled_deal_is_won_at_the_rate_that_the_offer_says() {
    for win in [0.15, 0.4] {
        let mut firm = smooth();
        (firm.offer.win_small, firm.offer.win_large) = (win, win);
        (firm.offer.deal_hours, firm.plan.days) = (6.0, 252);
        (firm.market.message_weight, firm.market.response_decay) = (0.0, 0.0);
        (firm.closing.skill, firm.closing.orientation, firm.closing.misfit) = (0.0, 0.0, 0.0);
        firm.product.odds = 0.0;
        firm.pay.accelerator = 0.0;
        (firm.price.authority, firm.price.typical) = (0.0, 0.0);
        (firm.operating.handover, firm.offer.repeat_share) = (Handover::Threshold, 0.0);
        let (mut won, mut decided) = (0.0, 0.0);
        for replication in 0..12 {
            let (_, events) = watch(&firm, replication);
            let count = |what: &str, note: &str| {
                events
                    .iter()
                    .filter(|e| e.what.word() == what && (note.is_empty() || e.what.note() == note))
                    .count() as f64
            };
            won += count("won", "");
            decided += count("won", "") + count("lost", "competition");
            for event in events.iter().filter(|e| e.what.word() == "won") {
                assert!((event.what.figure() - win).abs() < 1e-12, "a chance of {}", event.what.figure());
            }
        }
        let error = libm::sqrt(win * (1.0 - win) / decided);
        assert!(decided > 3_000.0, "{decided} decisions");
        assert!((won / decided - win).abs() < 4.0 * error, "{} for {win} +- {error}", won / decided);
    }
}

/// Marketers learn nothing of what customers want, from any source.
fn learn_nothing(firm: &mut Scenario) {
    let known = &mut firm.information;
    (known.survey_noise, known.response_noise, known.observation_noise) = (100.0, 100.0, 100.0);
}

#[test]
fn an_ignorant_message_fits_as_the_stationary_market_lets_it() {
    for (misfit, speed) in [(1.5, 40.0), (0.5, 20.0)] {
        let mut firm = smooth();
        (firm.firm.salespeople, firm.firm.marketers, firm.market.load) = (1, 1, 0.0);
        learn_nothing(&mut firm);
        (firm.information.misfit, firm.market.speed, firm.plan.days) = (misfit, speed, 2_520);
        let fit = mean(&firm, 40, Outcome::MessageFit);
        let expected = 1.0 / libm::sqrt(1.0 + 2.0 * misfit);
        assert!((fit - expected).abs() < 0.01, "{fit} for {expected}");
    }
}

#[test]
fn preferences_a_month_apart_correlate_as_their_speed_says() {
    let mut firm = smooth();
    (firm.firm.salespeople, firm.firm.marketers, firm.market.load) = (1, 1, 0.0);
    learn_nothing(&mut firm);
    (firm.market.speed, firm.plan.days) = (6.0, 2_520);
    let k = firm.information.misfit;
    let rho = libm::exp(-firm.market.speed * 21.0 / 252.0);
    let expected = 1.0 / libm::sqrt((1.0 + 2.0 * k) * (1.0 + 2.0 * k) - 4.0 * k * k * rho * rho);
    let (mut sum, mut n) = (0.0, 0.0);
    for replication in 0..60 {
        let fits: Vec<f64> =
            run(&firm, replication).months.iter().map(|m| m[Series::MessageFit as usize]).collect();
        for pair in fits.windows(2) {
            (sum, n) = (sum + pair[0] * pair[1], n + 1.0);
        }
    }
    assert!((sum / n - expected).abs() < 0.01, "{} for {expected}", sum / n);
}

#[test]
fn prospects_arrive_as_often_and_as_unevenly_as_the_market_says() {
    for burstiness in [0.0, 0.5] {
        let mut firm = smooth();
        (firm.firm.salespeople, firm.firm.marketers) = (5, 2);
        (firm.market.reach, firm.market.capture, firm.market.capture_half_effort) = (1.0, 1.0, 0.01);
        (firm.market.message_weight, firm.market.burstiness) = (0.0, burstiness);
        (firm.coordination.admin, firm.operating.tracking) = (0.0, 0.0);
        firm.plan.warm_up = 21;
        let hours = firm.firm.day_hours * (1.0 - firm.firm.overhead);
        let expected = 5.0 * firm.market.load * hours / firm.offer.deal_hours;
        let mut days = Vec::new();
        for replication in 0..40 {
            let (_, events) = watch(&firm, replication);
            let mut count = [0.0; 126];
            for event in
                events.iter().filter(|e| matches!(e.what.word(), "captured" | "found") && e.day >= 21)
            {
                count[event.day as usize - 21] += 1.0;
            }
            days.extend(count);
        }
        let n = days.len() as f64;
        let mean = days.iter().sum::<f64>() / n;
        let variance = days.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        let spread = expected + burstiness * burstiness * expected * expected;
        assert!((mean / expected - 1.0).abs() < 0.035, "{mean} a day for {expected}");
        assert!((variance / spread - 1.0).abs() < 0.12, "variance {variance} for {spread}");
    }
}

#[test]
fn leads_are_as_often_good_and_worth_as_much_as_the_market_and_the_offer_say() {
    let mut firm = smooth();
    (firm.market.good_fit, firm.offer.value_spread) = (0.3, 0.4);
    let (mut good, mut worth, mut n) = (0.0, 0.0, 0.0);
    for replication in 0..30 {
        for event in
            watch(&firm, replication).1.iter().filter(|e| matches!(e.what.word(), "captured" | "found"))
        {
            good += if event.what.note() == "sales-worthy" { 1.0 } else { 0.0 };
            (worth, n) = (worth + event.what.figure() / firm.offer.deal_value, n + 1.0);
        }
    }
    let error = libm::sqrt(0.3 * 0.7 / n);
    assert!((good / n - 0.3).abs() < 4.0 * error, "{} of {n} leads are good", good / n);
    assert!((worth / n - 1.0).abs() < 4.0 * 0.42 / libm::sqrt(n), "a mean worth of {}", worth / n);
}

#[test]
fn accounts_churn_and_grow_at_their_rates_when_nothing_moves_their_satisfaction() {
    let mut firm = small();
    let a = &mut firm.accounts;
    (a.care, a.marketer_care, a.open_issue, a.message, a.orientation) = (0.0, 0.0, 0.0, 0.0, 0.0);
    (a.churn, a.expansion, a.book_years) = (0.6, 0.2, 30.0);
    (a.follows, a.new_person, firm.product.satisfaction) = (0.0, 0.0, 0.0);
    firm.offer.repeat_share = 0.6;
    let churn = mean(&firm, 25, Outcome::Churn);
    let expected = 12.0 * (1.0 - libm::exp(-0.6 / 12.0));
    assert!((churn / expected - 1.0).abs() < 0.05, "{churn} for {expected}");
    let expansion = mean(&firm, 25, Outcome::Expansion);
    assert!((expansion / 0.1 - 1.0).abs() < 0.05, "{expansion} for 0.1");
}

#[test]
fn people_leave_at_the_rate_of_the_firm_when_satisfaction_does_not_count() {
    let mut firm = small();
    (firm.people.leaving, firm.people.leaving_slope, firm.people.vacancy) = (1.0, 0.0, 0);
    (firm.plan.days, firm.market.load) = (252, 0.0);
    let turnover = mean(&firm, 60, Outcome::Turnover);
    let expected = 12.0 * (1.0 - libm::exp(-1.0 / 12.0));
    assert!((turnover / expected - 1.0).abs() < 0.12, "{turnover} for {expected}");
}
