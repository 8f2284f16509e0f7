//! People as individuals: who they are when they take a post, and what they carry with them.
//!
//! ```text
//! talent       lognormal, mean 1, sigma people.talent
//! experience   exponential, mean people.experience years, at the start; 0 for a newcomer
//! craft        1 − exp(−experience / people.learning_years)
//! skill        talent × (people.novice + (1 − people.novice) × craft)
//! tendency     lognormal, mean culture.blame, coefficient of variation culture.blame_dispersion, at most 1 (to blame)
//! temper       the same with mean culture.temper
//! responsiveness to pay, sense of duty    lognormal, means pay.responsiveness, pay.dutifulness, coefficient of variation pay.dispersion
//! long run     normal, mean behaviour.horizon_sales or behaviour.horizon_marketing, standard deviation 0.1, within 0 to 1
//! ```

use crate::model::books::hours::Task;
use crate::model::constants::{HORIZON_SPREAD, NEWCOMER_WORDS};
use crate::model::ids::{Column, Day, Id, Person, Span};
use crate::model::math::{exp, ln};
use crate::model::people::pay::{Motives, Plan};
use crate::model::random::{Draws, Purpose};
use crate::model::rates::Rates;
use crate::scenario::Scenario;
use crate::scenario::persons::Function;

/// What people are and carry, by person: salespeople, marketers, sales managers, marketing managers, enablement unit.
#[derive(Debug, Default)]
pub struct People {
    /// Talent; 1 is average.
    pub talent: Column<Person, f64>,
    /// Years of experience.
    pub experience: Column<Person, f64>,
    /// Share of the craft that has been learned, 0 for a novice.
    pub craft: Column<Person, f64>,
    /// Skill; 1 is an average veteran.
    pub skill: Column<Person, f64>,
    /// The own tendency to blame.
    pub tendency: Column<Person, f64>,
    /// Readiness to blame as it is now, under the norms around.
    pub readiness: Column<Person, f64>,
    /// Temper: how easily one flares up.
    pub temper: Column<Person, f64>,
    /// Weight of the long run.
    pub horizon: Column<Person, f64>,
    /// The plans by which people are paid, each once: of the groups, and of those who have one of their own.
    plans: Vec<Plan>,
    /// Which of the firm's plans of pay is the person's.
    pub paid_by: Column<Person, u32>,
    /// Responsiveness to pay.
    pub responsiveness: Column<Person, f64>,
    /// Sense of duty.
    pub duty: Column<Person, f64>,
    /// What is paid for being there, in cents a year.
    pub base: Column<Person, i64>,
    /// What pay and duty point to this month.
    pub motives: Column<Person, Motives>,
    /// Share of the hours left that is withheld this month.
    pub withheld: Column<Person, f64>,
    /// Job satisfaction.
    pub satisfaction: Column<Person, f64>,
    /// Practice in the present way of working; 1 is at home in it.
    pub practice: Column<Person, f64>,
    /// Uncertainty about what a change will bring.
    pub uncertainty: Column<Person, f64>,
    /// Resistance to the way of working that has come.
    pub resistance: Column<Person, f64>,
    /// Seconds that a change of the way of working still takes of a person at once.
    pub briefing: Column<Person, u32>,
    /// Whether the holder of the post has left this month.
    pub gone: Column<Person, bool>,
    /// Trust in the other function as a whole.
    pub view: Column<Person, f64>,
    /// Vocabulary shared with the other function.
    pub vocabulary: Column<Person, f64>,
    /// How far a person has withdrawn from the other function.
    pub withdrawn: Column<Person, f64>,
    /// Accusations received this month.
    pub accused: Column<Person, f64>,
    /// Grudge, and the day of its last cause.
    pub grudge: Column<Person, (f64, Day)>,
    /// What a grudge is divided by, by days since its last cause.
    forgiven: Vec<f64>,
    /// Seconds of coaching this month.
    pub coached: Column<Person, u32>,
    /// Seconds of disputes this month.
    pub conflict: Column<Person, u32>,
    /// First day on which the post is filled again; 0 while it is filled.
    pub vacant_until: Column<Person, Day>,
    /// How many people have held the post.
    pub generation: Column<Person, u32>,
    /// Seconds of lobbying a day.
    pub lobbying: Column<Person, u32>,
    /// Seconds of work that a person has taken on and not yet found time for, and what it is (the last taken on).
    pub due: Column<Person, (u32, Task)>,
}

impl People {
    /// Fills all posts for the first day.
    pub fn reset(&mut self, scenario: &Scenario, rates: &Rates, draws: &Draws) {
        let everybody = rates.people();
        for values in [
            &mut self.talent,
            &mut self.experience,
            &mut self.craft,
            &mut self.skill,
            &mut self.tendency,
            &mut self.readiness,
            &mut self.temper,
            &mut self.horizon,
            &mut self.responsiveness,
            &mut self.duty,
            &mut self.withheld,
            &mut self.satisfaction,
            &mut self.practice,
            &mut self.uncertainty,
            &mut self.resistance,
            &mut self.view,
            &mut self.vocabulary,
            &mut self.withdrawn,
            &mut self.accused,
        ] {
            values.reset(everybody, 0.0);
        }
        self.plans.clear();
        self.paid_by.reset(everybody, 0);
        self.base.reset(everybody, 0);
        self.motives.reset(everybody, Motives::default());
        self.grudge.reset(everybody, (0.0, Day::FIRST));
        self.vacant_until.reset(everybody, Day::FIRST);
        self.forgive(scenario);
        self.due.reset(everybody, (0, Task::Idle));
        self.briefing.reset(everybody, 0);
        self.gone.reset(everybody, false);
        for values in [&mut self.coached, &mut self.conflict, &mut self.generation, &mut self.lobbying] {
            values.reset(everybody, 0);
        }
        for person in everybody {
            self.arrive(person, scenario, rates, draws);
            let u = draws.uniform(Purpose::Experience, name(person, rates), 0);
            self.experience[person] = -scenario.people.experience * ln(u);
            self.vocabulary[person] = scenario.culture.initial_vocabulary;
            self.learn_craft(person, scenario);
        }
        self.seat(scenario, rates);
    }

    /// Somebody in particular takes the first free post of the function and team; the draws of all others stay what they are.
    fn seat(&mut self, scenario: &Scenario, rates: &Rates) {
        let mut taken = vec![false; if scenario.persons.is_empty() { 0 } else { rates.people }];
        for somebody in &scenario.persons {
            let traits = &somebody.traits;
            let posts = match traits.function {
                Function::Sales => Span::from(rates.sellers()),
                Function::Marketing => Span::from(rates.marketers()),
            };
            let fits =
                |post: &Person| traits.team == 0 || rates.team(*post).index() + 1 == traits.team as usize;
            let Some(post) = posts.filter(fits).find(|post| !taken[post.index()]) else { continue };
            taken[post.index()] = true;
            for (values, name, value) in [
                (&mut self.experience, "experience", traits.experience),
                (&mut self.talent, "talent", traits.talent),
                (&mut self.tendency, "blame", traits.blame),
                (&mut self.temper, "temper", traits.temper),
                (&mut self.horizon, "horizon", traits.horizon),
            ] {
                if let Some(given) = somebody.given(name, value) {
                    values[post] = given;
                }
            }
            self.readiness[post] = self.tendency[post];
            let mut plan = self.plan(post);
            plan.take(somebody);
            self.pay_by(post, plan);
            self.learn_craft(post, scenario);
        }
    }

    /// A new person takes the post: a novice to this firm, with talent and temper of one's own.
    pub fn arrive(&mut self, person: Person, scenario: &Scenario, rates: &Rates, draws: &Draws) {
        let mut words = draws.stream(Purpose::Person, name(person, rates), self.generation[person]);
        let sigma = scenario.people.talent;
        self.talent[person] = exp(sigma * words.normal() - 0.5 * sigma * sigma);
        let dispersion = scenario.culture.blame_dispersion;
        let spread = libm::sqrt(ln(1.0 + dispersion * dispersion));
        let trait_of = |mean: f64, drawn: f64| (mean * exp(spread * drawn - 0.5 * spread * spread)).min(1.0);
        self.tendency[person] = trait_of(scenario.culture.blame, words.normal());
        self.readiness[person] = self.tendency[person];
        self.temper[person] = trait_of(scenario.culture.temper, words.normal());
        let mean = if rates.sells(person) {
            scenario.behaviour.horizon_sales
        } else {
            scenario.behaviour.horizon_marketing
        };
        self.horizon[person] = (mean + HORIZON_SPREAD * words.normal()).clamp(0.0, 1.0);
        let dispersion = scenario.pay.dispersion;
        let spread = libm::sqrt(ln(1.0 + dispersion * dispersion));
        let mut varied = |mean: f64| mean * exp(spread * words.normal() - 0.5 * spread * spread);
        let mut plan = Plan::of_group(scenario, rates, person);
        plan.responsiveness = varied(plan.responsiveness);
        plan.duty = varied(plan.duty);
        self.pay_by(person, plan);
        self.experience[person] = 0.0;
        self.satisfaction[person] = 0.5;
        (self.practice[person], self.uncertainty[person]) = (1.0, 0.0);
        (self.resistance[person], self.briefing[person]) = (0.0, 0);
        self.view[person] = scenario.culture.initial_trust;
        self.vocabulary[person] = NEWCOMER_WORDS * scenario.culture.initial_vocabulary;
        (self.withdrawn[person], self.accused[person]) = (0.0, 0.0);
        self.grudge[person] = (0.0, Day::FIRST);
        self.learn_craft(person, scenario);
    }

    /// What a person is paid by.
    #[inline]
    pub fn plan(&self, person: impl Into<Person>) -> Plan {
        let person = person.into();
        let shared = self.plans[self.paid_by[person] as usize];
        Plan { responsiveness: self.responsiveness[person], duty: self.duty[person], ..shared }
    }

    /// A person is paid by a plan from now on; what many are paid by is kept once.
    fn pay_by(&mut self, person: Person, plan: Plan) {
        (self.responsiveness[person], self.duty[person]) = (plan.responsiveness, plan.duty);
        self.base[person] = plan.base();
        let shared = Plan { responsiveness: 0.0, duty: 0.0, ..plan };
        let place = self.plans.iter().position(|known| *known == shared).unwrap_or_else(|| {
            self.plans.push(shared);
            self.plans.len() - 1
        });
        self.paid_by[person] = place as u32;
    }

    /// Craft follows experience, and skill follows talent and craft.
    pub fn learn_craft(&mut self, person: Person, scenario: &Scenario) {
        let craft = 1.0 - exp(-self.experience[person] / scenario.people.learning_years);
        let novice = scenario.people.novice;
        self.craft[person] = craft;
        self.skill[person] = self.talent[person] * (novice + (1.0 - novice) * craft);
    }

    /// A year's salary of the post.
    pub fn salary(&self, person: Person) -> f64 {
        self.plan(person).salary as f64 / 100.0
    }

    /// How much longer coordination takes a person who is not at home in the way of working.
    #[inline]
    pub fn clumsiness(&self, person: impl Into<Person>, scenario: &Scenario) -> f64 {
        1.0 + scenario.transition.clumsiness * (1.0 - self.practice[person])
    }

    /// What is left of a grudge: forgiveness is logarithmic in time (McCullough et al. 2010); half is left after
    /// `trust.forgiveness` days.
    #[inline]
    pub fn resentment(&self, person: Person, day: Day) -> f64 {
        let (weight, since) = self.grudge[person];
        if weight == 0.0 {
            return 0.0;
        }
        weight / self.forgiven[day.since(since) as usize]
    }

    /// Adds to a grudge.
    pub fn resent(&mut self, person: Person, amount: f64, day: Day) {
        let left = self.resentment(person, day);
        self.grudge[person] = ((left + amount).min(1.0), day);
    }

    /// How many times smaller a grudge is after each whole number of days: a table, since trust asks for it many times a day.
    fn forgive(&mut self, scenario: &Scenario) {
        let (days, forgiveness) = (scenario.plan.warm_up + scenario.plan.days, scenario.trust.forgiveness);
        self.forgiven.clear();
        let divisor = |day: u32| 1.0 + libm::log2(1.0 + f64::from(day) / forgiveness);
        self.forgiven.extend((0..=days).map(divisor));
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.talent.len() * (19 * 8 + 16 + 25 + 8 + 4 + size_of::<Motives>())
            + self.plans.len() * size_of::<Plan>()
            + self.forgiven.len() * 8
    }
}

/// A person's name in draws: function in the upper half, post in the lower, so that one more colleague renames nobody.
#[inline]
pub fn name(person: impl Into<Person>, rates: &Rates) -> u64 {
    let (mut function, mut post) = (0u64, person.into().index());
    for heads in [rates.sellers, rates.marketers, rates.sales_managers, rates.marketing_managers] {
        if post < heads {
            break;
        }
        post -= heads;
        function += 1;
    }
    (function << 32) | post as u64
}

/// The name of a pair of people in draws.
#[inline]
pub fn pair_name(a: Person, b: Person, rates: &Rates) -> u64 {
    let short = |person: Person| {
        let name = name(person, rates);
        (name >> 32 << 24) | (name & 0x00ff_ffff)
    };
    (short(a) << 32) | short(b)
}
