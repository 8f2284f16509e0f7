//! One hand-over (../DECLARATION.md), written in krABMaga as its users would write it: agents on a schedule, one state.

use std::any::Any;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use rand_distr::{Distribution, Poisson, StandardNormal};

const TEAM: usize = 15;
const WARM_UP: u64 = 63;
const COUNTED: u64 = 126;
const DAY: f64 = 8.0;
const WORK: f64 = 6.0;
const HAND_OVER: f64 = 0.7;
const BINS: usize = 160;

#[derive(Clone)]
struct Lead {
    salesperson: usize,
    interest: f64,
    last_day: f64,
    left: f64,
    mark: f64,
    response: Option<f64>,
}

/// What agents share: the market, what lies between them, and the counts.
struct Firm {
    salespeople: usize,
    marketers: usize,
    day: u64,
    rng: SmallRng,
    prospects: Poisson<f64>,
    /// By marketer: the chance that a prospect becomes a lead, and captured leads.
    chance: Vec<f64>,
    outbox: Vec<Vec<Lead>>,
    /// By salesperson: leads handed over.
    list: Vec<Vec<Lead>>,
    leaked: u64,
    ended: u64,
    wins: u64,
    responses: [u64; BINS],
}

impl Firm {
    fn new(salespeople: usize, marketers: usize, seed: u64) -> Firm {
        Firm {
            salespeople,
            marketers,
            day: 0,
            rng: SmallRng::seed_from_u64(seed),
            prospects: Poisson::new(10.0 * DAY / WORK).expect("a positive mean"),
            chance: vec![0.0; marketers],
            outbox: vec![Vec::new(); marketers],
            list: vec![Vec::new(); salespeople],
            leaked: 0,
            ended: 0,
            wins: 0,
            responses: [0; BINS],
        }
    }

    fn staffing(&self) -> f64 {
        self.marketers as f64 / self.salespeople as f64 / 0.4
    }

    fn waiting(&self, p: f64) -> f64 {
        let rank = p * self.responses.iter().sum::<u64>() as f64;
        let mut below = 0.0;
        for (k, &count) in self.responses.iter().enumerate() {
            let count = count as f64;
            if count > 0.0 && below + count >= rank {
                return 0.1 * ((k as f64 + (rank - below) / count) / 8.0).exp2();
            }
            below += count;
        }
        f64::NAN
    }
}

impl State for Firm {
    fn init(&mut self, schedule: &mut Schedule) {
        // Agents of the same order act in the order of a heap, which is none: the declaration wants them one by one.
        let mut order = 0..;
        let mut next = || order.next().expect("fewer agents than numbers");
        for place in 0..self.salespeople {
            schedule.schedule_repeating(Box::new(Territory { place }), 0.0, next());
        }
        for number in 0..self.marketers {
            let marketer = Marketer { number, effort: 2.0 };
            self.chance[number] = marketer.chance(self.staffing());
            schedule.schedule_repeating(Box::new(marketer), 0.0, next());
        }
        for number in 0..self.salespeople {
            let z: f64 = StandardNormal.sample(&mut self.rng);
            let skill = (0.2 * z - 0.02).exp();
            let log_odds = (0.3f64 / 0.7).ln() + 0.6 * skill.ln();
            let salesperson = Salesperson { number, work: WORK / skill.sqrt(), log_odds };
            schedule.schedule_repeating(Box::new(salesperson), 0.0, next());
        }
    }

    fn update(&mut self, step: u64) {
        self.day = step;
        if step == WARM_UP {
            (self.leaked, self.ended, self.wins) = (0, 0, 0);
            self.responses = [0; BINS];
        }
    }

    fn reset(&mut self) {}

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

fn firm(state: &mut dyn State) -> &mut Firm {
    state.as_any_mut().downcast_mut::<Firm>().expect("the only state of this model")
}

/// Who of so many comes at a place of the turns of a day.
fn turn(count: usize, day: u64, place: usize) -> usize {
    let (start, back) = (day as usize % count, (day as usize / count) % 2 == 1);
    if back { (start + count - place) % count } else { (start + place) % count }
}

/// The territory that comes at a place of the turns of a day, team by team; teams are of one size.
fn territory(salespeople: usize, day: u64, place: usize) -> usize {
    let teams = salespeople.div_ceil(TEAM);
    let size = salespeople / teams;
    turn(teams, day, place / size) * size + turn(size, day, place % size)
}

/// Where prospects become interested: the territory that comes at a place of the turns of the day.
#[derive(Clone)]
struct Territory {
    place: usize,
}

impl Agent for Territory {
    fn step(&mut self, state: &mut dyn State) {
        let firm = firm(state);
        let teams = firm.salespeople.div_ceil(TEAM);
        let salesperson = territory(firm.salespeople, firm.day, self.place);
        let team = salesperson / TEAM;
        let members = (firm.marketers - team).div_ceil(teams);
        let prospects = firm.prospects.sample(&mut firm.rng) as u32;
        for _ in 0..prospects {
            let marketer = team + teams * firm.rng.random_range(0..members);
            if firm.rng.random::<f64>() < firm.chance[marketer] {
                let interest = firm.day as f64 + firm.rng.random::<f64>();
                let z: f64 = StandardNormal.sample(&mut firm.rng);
                let patience = (6.0 * (0.5 * z).exp()).max(1.0);
                let mark = firm.rng.random();
                let last_day = (interest + patience).floor();
                // The hours are the salesperson's, who sets them at the first look.
                let lead = Lead {
                    salesperson,
                    interest,
                    last_day,
                    left: f64::NAN,
                    mark,
                    response: None,
                };
                firm.outbox[marketer].push(lead);
            }
        }
    }
}

/// Hands leads over, from the front of the outbox, while hours last; the rest goes into campaigns.
#[derive(Clone)]
struct Marketer {
    number: usize,
    effort: f64,
}

impl Marketer {
    fn chance(&self, staffing: f64) -> f64 {
        let hours = staffing * self.effort;
        0.8 * hours / (hours + 2.5)
    }
}

impl Agent for Marketer {
    fn step(&mut self, state: &mut dyn State) {
        let firm = firm(state);
        let today = firm.day as f64;
        let mut hours = DAY;
        let mut outbox = std::mem::take(&mut firm.outbox[self.number]);
        outbox.retain(|lead| {
            if lead.last_day < today {
                firm.leaked += 1;
                firm.ended += 1;
                return false;
            }
            if hours >= HAND_OVER {
                hours -= HAND_OVER;
                firm.list[lead.salesperson].push(lead.clone());
                return false;
            }
            true
        });
        firm.outbox[self.number] = outbox;
        self.effort += 0.1 * (hours - self.effort);
        firm.chance[self.number] = self.chance(firm.staffing());
    }
}

/// Works the leads of one territory, the highest mark first.
#[derive(Clone)]
struct Salesperson {
    number: usize,
    work: f64,
    log_odds: f64,
}

impl Agent for Salesperson {
    fn step(&mut self, state: &mut dyn State) {
        let firm = firm(state);
        let today = firm.day as f64;
        let mut list = std::mem::take(&mut firm.list[self.number]);
        list.retain_mut(|lead| {
            if lead.left.is_nan() {
                lead.left = self.work;
            }
            let waits = lead.last_day >= today;
            if !waits {
                firm.ended += 1;
                firm.leaked += u64::from(lead.response.is_none());
            }
            waits
        });
        list.sort_unstable_by(|a, b| a.mark.total_cmp(&b.mark));
        let mut used = 0.0;
        while used < DAY
            && let Some(lead) = list.last_mut()
        {
            let response = *lead.response.get_or_insert_with(|| {
                let response = (DAY * (today - lead.interest) + used).max(0.1);
                firm.responses[(8.0 * (response / 0.1).max(1.0).log2()) as usize] += 1;
                response
            });
            let spent = lead.left.min(DAY - used);
            used += spent;
            lead.left -= spent;
            if lead.left <= 0.0 {
                list.pop();
                firm.ended += 1;
                let odds = self.log_odds - 0.25 * ((1.0 + response) / 9.0).ln();
                firm.wins += u64::from(firm.rng.random::<f64>() < 1.0 / (1.0 + (-odds).exp()));
            }
        }
        firm.list[self.number] = list;
    }
}

fn main() {
    let (size, replications, seed) = arguments();
    let (salespeople, marketers) = match size.as_str() {
        "mid" => (105, 35),
        "large" => (1500, 500),
        _ => (6, 2),
    };
    println!("replication,leakage,waiting_median,waiting_p90,wins");
    for number in 1..=replications {
        let mut firm = Firm::new(salespeople, marketers, seed * 1_000_003 + number);
        let mut schedule = Schedule::new();
        firm.init(&mut schedule);
        for _ in 0..WARM_UP + COUNTED {
            schedule.step(&mut firm);
        }
        let leakage = firm.leaked as f64 / firm.ended as f64;
        println!("{number},{leakage},{},{},{}", firm.waiting(0.5), firm.waiting(0.9), firm.wins);
    }
}

/// `--size`, `--replications` and `--seed`.
fn arguments() -> (String, u64, u64) {
    let typed: Vec<String> = std::env::args().collect();
    let after = |option: &str| typed.iter().position(|word| word == option).and_then(|at| typed.get(at + 1));
    let number = |option| after(option).and_then(|text| text.parse().ok()).unwrap_or(1);
    (after("--size").cloned().unwrap_or_default(), number("--replications"), number("--seed"))
}
