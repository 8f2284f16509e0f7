//! One hand-over (../DECLARATION.md), written in ixa as its users would write it: people are entities with properties, what
//! passes between them lies in a data plugin, and the day is three periodic plans, one a phase.

use std::cell::RefCell;
use std::rc::Rc;

use ixa::ExecutionPhase;
use ixa::prelude::*;
use rand_distr::{Poisson, StandardNormal};

const TEAM: usize = 15;
const WARM_UP: f64 = 63.0;
const COUNTED: f64 = 126.0;
const DAY: f64 = 8.0;
const WORK: f64 = 6.0;
const HAND_OVER: f64 = 0.7;
const BINS: usize = 160;

define_rng!(MarketRng);
define_rng!(SkillRng);
define_rng!(DecisionRng);

define_entity!(Salesperson);
define_entity!(Marketer);
define_property!(struct Skill(f64), Salesperson, impl_eq_hash = both);
define_property!(struct Effort(f64), Marketer, impl_eq_hash = both, default_const = Effort(2.0));

struct Lead {
    salesperson: usize,
    interest: f64,
    last_day: f64,
    left: f64,
    mark: f64,
    response: Option<f64>,
}

/// What lies between people, and the counts.
#[derive(Default)]
struct Pipeline {
    salespeople: Vec<SalespersonId>,
    marketers: Vec<MarketerId>,
    outbox: Vec<Vec<Lead>>,
    list: Vec<Vec<Lead>>,
    leaked: u64,
    ended: u64,
    wins: u64,
    responses: Vec<u64>,
}

define_data_plugin!(PipelinePlugin, Pipeline, Pipeline::default());

impl Pipeline {
    fn count_anew(&mut self) {
        (self.leaked, self.ended, self.wins) = (0, 0, 0);
        self.responses = vec![0; BINS];
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

/// Prospects of the day become leads in the outboxes of the marketers of their territory's team.
fn attract(context: &mut Context) {
    let today = context.get_current_time();
    let pipeline = context.get_data_mut(PipelinePlugin);
    if today == WARM_UP {
        pipeline.count_anew();
    }
    let (salespeople, marketers) = (pipeline.salespeople.len(), pipeline.marketers.clone());
    let staffing = marketers.len() as f64 / salespeople as f64 / 0.4;
    let chances: Vec<f64> = marketers
        .into_iter()
        .map(|marketer| {
            let Effort(effort) = context.get_property(marketer);
            0.8 * staffing * effort / (staffing * effort + 2.5)
        })
        .collect();
    let prospects = Poisson::new(10.0 * DAY / WORK).expect("a positive mean");
    let teams = salespeople.div_ceil(TEAM);
    for place in 0..salespeople {
        let salesperson = territory(salespeople, today as u64, place);
        let team = salesperson / TEAM;
        let members = (chances.len() - team).div_ceil(teams);
        let count = context.sample_distr(MarketRng, prospects) as u32;
        for _ in 0..count {
            let marketer = team + teams * context.sample_range(MarketRng, 0..members);
            if context.sample_bool(MarketRng, chances[marketer]) {
                let interest = today + context.sample_range(MarketRng, 0.0..1.0);
                let z: f64 = context.sample_distr(MarketRng, StandardNormal);
                let last_day = (interest + (6.0 * (0.5 * z).exp()).max(1.0)).floor();
                let mark = context.sample_range(MarketRng, 0.0..1.0);
                // The hours are the salesperson's, who sets them at the first look.
                let lead = Lead { salesperson, interest, last_day, left: f64::NAN, mark, response: None };
                context.get_data_mut(PipelinePlugin).outbox[marketer].push(lead);
            }
        }
    }
}

/// Every marketer hands leads over, from the front of the outbox, while hours last; the rest goes into campaigns.
fn hand_over(context: &mut Context) {
    let today = context.get_current_time();
    for number in 0..context.get_data(PipelinePlugin).marketers.len() {
        let pipeline = context.get_data_mut(PipelinePlugin);
        let mut hours = DAY;
        let mut kept = Vec::new();
        for lead in std::mem::take(&mut pipeline.outbox[number]) {
            if lead.last_day < today {
                pipeline.leaked += 1;
                pipeline.ended += 1;
            } else if hours >= HAND_OVER {
                hours -= HAND_OVER;
                pipeline.list[lead.salesperson].push(lead);
            } else {
                kept.push(lead);
            }
        }
        pipeline.outbox[number] = kept;
        let marketer = pipeline.marketers[number];
        let Effort(effort) = context.get_property(marketer);
        context.set_property(marketer, Effort(effort + 0.1 * (hours - effort)));
    }
}

/// Every salesperson works the leads of one territory, the highest mark first.
fn work(context: &mut Context) {
    let today = context.get_current_time();
    for number in 0..context.get_data(PipelinePlugin).salespeople.len() {
        let Skill(skill) = context.get_property(context.get_data(PipelinePlugin).salespeople[number]);
        let (work, base) = (WORK / skill.sqrt(), (0.3f64 / 0.7).ln() + 0.6 * skill.ln());
        let pipeline = context.get_data_mut(PipelinePlugin);
        let mut list = std::mem::take(&mut pipeline.list[number]);
        list.retain_mut(|lead| {
            if lead.left.is_nan() {
                lead.left = work;
            }
            let waits = lead.last_day >= today;
            if !waits {
                pipeline.ended += 1;
                pipeline.leaked += u64::from(lead.response.is_none());
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
                let pipeline = context.get_data_mut(PipelinePlugin);
                pipeline.responses[(8.0 * (response / 0.1).max(1.0).log2()) as usize] += 1;
                response
            });
            let spent = lead.left.min(DAY - used);
            used += spent;
            lead.left -= spent;
            if lead.left <= 0.0 {
                list.pop();
                let odds = base - 0.25 * ((1.0 + response) / 9.0).ln();
                let won = context.sample_bool(DecisionRng, 1.0 / (1.0 + (-odds).exp()));
                let pipeline = context.get_data_mut(PipelinePlugin);
                pipeline.ended += 1;
                pipeline.wins += u64::from(won);
            }
        }
        context.get_data_mut(PipelinePlugin).list[number] = list;
    }
}

fn replicate(salespeople: usize, marketers: usize, seed: u64) -> (f64, f64, f64, u64) {
    let mut context = Context::new();
    context.init_random(seed);
    for _ in 0..salespeople {
        let z: f64 = context.sample_distr(SkillRng, StandardNormal);
        let person =
            context.add_entity(with!(Salesperson, Skill((0.2 * z - 0.02).exp()))).expect("a new salesperson");
        context.get_data_mut(PipelinePlugin).salespeople.push(person);
    }
    for _ in 0..marketers {
        let person = context.add_entity(Marketer).expect("a new marketer");
        context.get_data_mut(PipelinePlugin).marketers.push(person);
    }
    let pipeline = context.get_data_mut(PipelinePlugin);
    pipeline.list.resize_with(salespeople, Vec::new);
    pipeline.outbox.resize_with(marketers, Vec::new);
    pipeline.count_anew();
    context.add_periodic_plan_with_phase(1.0, attract, ExecutionPhase::First);
    context.add_periodic_plan_with_phase(1.0, hand_over, ExecutionPhase::Normal);
    context.add_periodic_plan_with_phase(1.0, work, ExecutionPhase::Last);
    let result = Rc::new(RefCell::new((0.0, 0.0, 0.0, 0)));
    let out = Rc::clone(&result);
    context.add_plan(WARM_UP + COUNTED - 0.5, move |context| {
        let pipeline = context.get_data(PipelinePlugin);
        let leakage = pipeline.leaked as f64 / pipeline.ended as f64;
        *out.borrow_mut() = (leakage, pipeline.waiting(0.5), pipeline.waiting(0.9), pipeline.wins);
        context.shutdown();
    });
    context.execute();
    *result.borrow()
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
        let (leakage, median, p90, wins) = replicate(salespeople, marketers, seed * 1_000_003 + number);
        println!("{number},{leakage},{median},{p90},{wins}");
    }
}

/// `--size`, `--replications` and `--seed`.
fn arguments() -> (String, u64, u64) {
    let typed: Vec<String> = std::env::args().collect();
    let after = |option: &str| typed.iter().position(|word| word == option).and_then(|at| typed.get(at + 1));
    let number = |option| after(option).and_then(|text| text.parse().ok()).unwrap_or(1);
    (after("--size").cloned().unwrap_or_default(), number("--replications"), number("--seed"))
}
