//! Pay: what is earned is what is booked, and people go where pay, duty and the size of their team point.

use crate::firms::{mean, run, small, small_firms, watch};
use verona::model::Replication;
use verona::model::outcome::{HOURS, Outcome};
use verona::scenario::Scenario;
use verona::scenario::operating::{Handover, Targets};
use verona::scenario::pay::{Basis, BonusOn};

/// Hours of those of a function (of all for "") under one category.
fn hours(result: &Replication, function: &str, category: &str) -> f64 {
    let index = HOURS.iter().position(|name| *name == category).expect("a category of hours");
    let of = |person: &&verona::model::PersonRecord| function.is_empty() || person.function == function;
    result.people.iter().filter(of).map(|person| person.hours[index]).sum()
}

/// The mean of a figure over some replications of a firm.
fn over(firm: &Scenario, replications: u32, figure: impl Fn(&Replication) -> f64) -> f64 {
    (0..replications).map(|replication| figure(&run(firm, replication))).sum::<f64>()
        / f64::from(replications)
}

fn routed() -> Scenario {
    let mut firm = small();
    firm.operating.handover = Handover::Threshold;
    firm.plan.days = 252;
    firm
}

#[test]
fn what_people_earn_is_what_the_firm_pays() {
    for mut firm in small_firms() {
        (firm.plan.days, firm.plan.warm_up, firm.people.leaving) = (300, 37, 1.0);
        for basis in [Basis::Revenue, Basis::Margin] {
            (firm.pay.basis, firm.operating.joint_reward) = (basis, 0.37);
            let result = run(&firm, 0);
            let earned: f64 = result.people.iter().map(|person| person.pay).sum();
            let paid = result.outcomes[Outcome::PayPerHead] * 13.0 * 300.0 / 252.0;
            assert!((earned - paid).abs() < 13.0 * 0.02, "{earned} earned, {paid} paid");
        }
    }
}

#[test]
fn without_commission_and_bonus_no_pay_varies() {
    for mut firm in small_firms() {
        (firm.money.commission, firm.pay.bonus) = (0.0, 0.0);
        assert_eq!(run(&firm, 0).outcomes[Outcome::VariablePay], 0.0);
        (firm.money.commission, firm.pay.bonus) = (0.075, 0.1);
        assert!(run(&firm, 0).outcomes[Outcome::VariablePay] > 0.0);
    }
}

#[test]
fn joint_reward_shares_commission_out_and_adds_none_to_it() {
    let mut firm = routed();
    (firm.people.leaving, firm.people.talent, firm.pay.accelerator) = (0.0, 1.0, 0.0);
    let spread = |joint: f64| {
        let mut firm = firm.clone();
        firm.operating.joint_reward = joint;
        let result = run(&firm, 0);
        let pay: Vec<f64> = result.people.iter().filter(|p| p.function == "sales").map(|p| p.pay).collect();
        let wins: u32 = result.people.iter().filter(|p| p.function == "sales").map(|p| p.wins).sum();
        (pay.iter().copied().fold(0.0, f64::max) - pay.iter().copied().fold(f64::MAX, f64::min), wins)
    };
    let ((alone, _), (shared, wins)) = (spread(0.0), spread(1.0));
    assert!(wins > 0 && shared < 1.0 && alone > 1_000.0, "{alone} apart alone, {shared} where all is shared");
}

#[test]
fn a_firm_that_pays_nothing_by_results_gets_less_done() {
    let (mut paid, mut unpaid) = (routed(), routed());
    paid.money.commission = 0.15;
    unpaid.money.commission = 0.0;
    let slack = |firm: &Scenario| over(firm, 8, |result| hours(result, "sales", "slack"));
    assert!(slack(&unpaid) > 2.0 * slack(&paid) + 100.0, "{} and {}", slack(&unpaid), slack(&paid));
    assert!(mean(&unpaid, 24, Outcome::Wins) < mean(&paid, 24, Outcome::Wins));
}

#[test]
fn people_without_a_taste_for_money_do_the_same_whatever_they_are_paid() {
    let mut firm = small();
    (firm.pay.responsiveness, firm.blame.quota) = (0.0, 0.33);
    firm.money.commission = 0.0;
    let poor = run(&firm, 0);
    (firm.money.commission, firm.pay.accelerator) = (0.3, 5.0);
    let rich = run(&firm, 0);
    let doings = |result: &Replication| result.people.iter().map(|p| (p.hours, p.wins)).collect::<Vec<_>>();
    assert_eq!(doings(&poor), doings(&rich));
    assert!(poor.outcomes[Outcome::Cost] < rich.outcomes[Outcome::Cost]);
}

#[test]
fn marketers_paid_for_numbers_fill_the_funnel_with_worse_leads() {
    let mut firm = routed();
    firm.pay.bonus_on = BonusOn::Revenue;
    let share = |volume: f64| {
        let mut firm = firm.clone();
        firm.operating.volume_reward = volume;
        let leads = over(&firm, 12, |result| {
            result.people.iter().filter(|p| p.function == "marketing").map(|p| f64::from(p.leads_given)).sum()
        });
        (leads, mean(&firm, 12, Outcome::LeadQuality))
    };
    let ((few, good), (many, bad)) = (share(0.0), share(1.0));
    assert!(many > 1.1 * few, "{many} leads paid by number, {few} by what comes of them");
    assert!(bad < good - 0.1, "{bad} of those are sales-worthy, {good} of these");
}

#[test]
fn a_marketer_paid_for_numbers_alone_among_others_brings_worse_leads_than_they() {
    let mut firm = routed();
    firm.operating.volume_reward = 0.0;
    let good = |firm: &Scenario| {
        let (mut good, mut all) = (0.0, 0.0);
        for replication in 0..12 {
            for event in watch(firm, replication).1 {
                if event.what.word() == "captured" && event.actor == Some(8) {
                    all += 1.0;
                    good += if event.what.note() == "sales-worthy" { 1.0 } else { 0.0 };
                }
            }
        }
        good / all
    };
    let before = good(&firm);
    let text = "[[person]]\nname = \"Ada\"\nfunction = \"marketing\"\nvolume = 1.0\nresponsiveness = 3.0\n";
    firm.persons = verona::scenario::load(text, "test", &[]).expect("a sound file").base.persons;
    let after = good(&firm);
    assert!(after < before - 0.1, "{after} after, {before} before");
}

#[test]
fn more_leads_than_capacity_lower_follow_up_answers_and_the_rate_of_wins() {
    let (few, mut many) = (routed(), routed());
    (many.operating.volume_reward, many.firm.marketers, many.market.reach) = (1.0, 12, 1.0);
    for (outcome, falls) in
        [(Outcome::FollowUp, true), (Outcome::LeadToWin, true), (Outcome::ResponseMedian, false)]
    {
        let (few, many) = (mean(&few, 16, outcome), mean(&many, 16, outcome));
        assert_eq!(many < few, falls, "{outcome:?}: {few} with few leads, {many} with many");
    }
}

#[test]
fn team_pay_makes_free_riders_in_large_teams_and_fewer_in_small_ones() {
    let slack = |span: u32, joint: f64| {
        let mut firm = routed();
        (firm.firm.span, firm.operating.joint_reward) = (span, joint);
        over(&firm, 6, |result| hours(result, "sales", "slack"))
    };
    let (small, large) = (slack(2, 1.0) - slack(2, 0.0), slack(8, 1.0) - slack(8, 0.0));
    assert!(
        small > 0.0 && large > 1.3 * small,
        "{small} h more slack in teams of three, {large} in one of twelve"
    );
}

#[test]
fn team_pay_makes_helpers_and_more_of_them_in_small_teams() {
    let helped = |span: u32, joint: f64| {
        let mut firm = small();
        (firm.operating.direct_contact, firm.offer.complexity) = (1.0, 0.6);
        (firm.firm.span, firm.operating.joint_reward, firm.behaviour.familiarity) = (span, joint, 0.0);
        (firm.behaviour.free_riding, firm.behaviour.reluctance) = (0.0, 1.5);
        1.0 - mean(&firm, 24, Outcome::SelfHelp)
    };
    let (small, large) = (helped(2, 0.6) - helped(2, 0.0), helped(8, 0.6) - helped(8, 0.0));
    assert!(large > 0.05, "{large} more needs are met by help under joint pay in one team");
    assert!(small > large, "{small} in teams of three");
}

#[test]
fn joint_pay_adds_hours_of_marketers_help() {
    let help = |joint: f64| {
        let mut firm = small();
        (firm.offer.complexity, firm.operating.joint_reward) = (0.6, joint);
        over(&firm, 24, |result| hours(result, "marketing", "help"))
    };
    let (alone, joint) = (help(0.0), help(0.8));
    assert!(joint > 1.05 * alone, "{joint} h of help under joint pay, {alone} without");
}

/// Deals held back, and wins in the first and the last ten days of quarters, a quarter of both together being due to each.
fn around_the_end(firm: &Scenario) -> (usize, usize, usize) {
    let (mut held, mut first, mut last) = (0, 0, 0);
    for replication in 0..12 {
        for event in watch(firm, replication).1 {
            match event.what.word() {
                "held back" => held += 1,
                "won" if event.day % 63 < 10 => first += 1,
                "won" if event.day % 63 >= 53 => last += 1,
                _ => {}
            }
        }
    }
    (held, first, last)
}

#[test]
fn an_accelerator_makes_people_hold_deals_back_whose_quota_is_out_of_reach() {
    let mut firm = routed();
    (firm.operating.targets, firm.blame.quota) = (Targets::Fixed, 1.0);
    (firm.price.authority, firm.price.typical) = (0.0, 0.0);
    firm.pay.accelerator = 0.0;
    let (none, early, late) = around_the_end(&firm);
    firm.pay.accelerator = 2.0;
    let (held, first, last) = around_the_end(&firm);
    assert!(none == 0 && held > 20, "{held} held back");
    let moved = |first: usize, last: usize| first as f64 / (first + last) as f64;
    assert!(moved(first, last) > moved(early, late) + 0.05, "{first}, {last} after {early}, {late}");
}

#[test]
fn nobody_holds_back_who_looks_at_no_quota() {
    for mut firm in small_firms() {
        (firm.pay.accelerator, firm.pay.closing_days) = (3.0, 0);
        assert!(!watch(&firm, 0).1.iter().any(|event| event.what.word() == "held back"));
    }
}

/// Deals held back at the end of a first quarter by people of whom little is asked.
fn at_ease(targets: Targets, ratchet: f64, accelerator: f64) -> usize {
    let mut firm = routed();
    // Small deals with short cycles, so that a quarter sees many; a quota that everybody makes, and results that move it slowly.
    (firm.plan.days, firm.offer.deal_hours, firm.blame.quota, firm.blame.memory) = (63, 5.0, 0.05, 60.0);
    (firm.offer.cycle_small, firm.offer.cycle_large) = (5.0, 5.0);
    (firm.price.authority, firm.price.typical) = (0.0, 0.0);
    (firm.operating.targets, firm.blame.ratchet, firm.pay.accelerator) = (targets, ratchet, accelerator);
    let held =
        |replication| watch(&firm, replication).1.iter().filter(|e| e.what.word() == "held back").count();
    (0..8).map(held).sum()
}

#[test]
fn a_quota_that_ratchets_makes_people_who_have_made_it_hold_deals_back_and_no_other_does() {
    let sandbagging = at_ease(Targets::Adaptive, 0.9, 2.0);
    assert!(sandbagging > 20, "{sandbagging} held back");
    let without = [
        at_ease(Targets::Adaptive, 0.0, 2.0),
        at_ease(Targets::Adaptive, 0.9, 0.0),
        at_ease(Targets::Fixed, 0.9, 2.0),
    ];
    for held in without {
        assert!(
            10 * held < sandbagging,
            "{without:?} without ratchet, accelerator or adaptive targets, {sandbagging} with"
        );
    }
}

#[test]
fn a_ratchet_asks_for_more_and_nothing_of_those_whose_targets_are_fixed() {
    let mut firm = routed();
    firm.operating.targets = Targets::Adaptive;
    let reached = |ratchet: f64| {
        let mut firm = firm.clone();
        firm.blame.ratchet = ratchet;
        mean(&firm, 16, Outcome::QuotaAttainment)
    };
    let (mild, hard) = (reached(0.0), reached(1.0));
    assert!(hard < mild - 0.05, "{hard} reach a quota that ratchets, {mild} one that does not");
    firm.operating.targets = Targets::Fixed;
    let fixed = |ratchet: f64| {
        let mut firm = firm.clone();
        firm.blame.ratchet = ratchet;
        format!("{:?}", run(&firm, 0).outcomes)
    };
    assert_eq!(fixed(0.0), fixed(1.0));
}

/// Hours of marketers that go to material, of those that go to material or campaigns.
fn to_material(firm: &Scenario) -> f64 {
    let of = |category| over(firm, 8, |result| hours(result, "marketing", category));
    let (material, doubled) = (of("material"), of("duplicated"));
    (material + doubled) / (material + doubled + of("campaign") + of("slack"))
}

#[test]
fn marketers_do_more_of_what_pays_within_the_division_that_their_firm_states() {
    let share = |leeway: f64, volume: f64| {
        let mut firm = routed();
        (firm.pay.leeway, firm.operating.volume_reward) = (leeway, volume);
        to_material(&firm)
    };
    let (numbers, results) = (share(1.0, 1.0), share(1.0, 0.0));
    assert!(
        numbers < results - 0.1,
        "{numbers} to material where leads are paid for, {results} where what comes of them is"
    );
    let (numbers, results) = (share(0.0, 1.0), share(0.0, 0.0));
    assert!((numbers - results).abs() < 0.03, "without leeway {numbers} and {results}");
    let mut firm = routed();
    (firm.operating.materials_share, firm.pay.leeway, firm.operating.volume_reward) = (0.0, 5.0, 0.0);
    (firm.materials.need_base, firm.materials.need_slope) = (0.0, 0.0);
    assert_eq!(over(&firm, 2, |result| hours(result, "marketing", "material")), 0.0);
}

#[test]
fn marketers_make_more_material_for_salespeople_whom_they_trust() {
    let share = |trust: f64, duty: f64| {
        let mut firm = routed();
        (firm.culture.initial_trust, firm.culture.blame, firm.pay.dutifulness) = (trust, 0.0, duty);
        to_material(&firm)
    };
    let (cold, warm) = (share(0.1, 1.0), share(0.9, 1.0));
    assert!(cold < warm - 0.1, "{cold} without trust, {warm} with it");
    let (bound, warm) = (share(0.1, 5.0), share(0.9, 5.0));
    assert!(warm - bound < 0.15, "{bound} to {warm} with a strong sense of duty");
}
