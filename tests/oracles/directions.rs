//! Monotone directions: a table of parameters with the outcome that theory says they move, the direction and the reason, tested
//! on the paired mean under common random numbers. Together with tests/laws and the list of parameters that have no
//! direction, it covers every parameter; docs/methods/directions.md is made from the same rows.

use crate::firms::{Sample, run, small};
use verona::model::Workspace;
use verona::model::outcome::{OUTCOMES, Outcome};
use verona::scenario::registry::{Takes, Value};
use verona::scenario::{Scenario, parameter, parameters};

/// A setting by its dotted key.
type Setting = (&'static str, f64);

/// One row: key, low and high value, preset, what else is set, outcome, whether it rises, and why.
pub struct Row {
    pub key: &'static str,
    pub values: [f64; 2],
    preset: usize,
    also: &'static [Setting],
    pub outcome: Outcome,
    pub rises: bool,
    pub why: &'static str,
}

const UNDEFINED: usize = 0;
const DEFINED: usize = 1;
const ALIGNED: usize = 2;
const INTEGRATED: usize = 3;

const UP: bool = true;
const DOWN: bool = false;

macro_rules! rows {
    ($($key:literal $low:literal $high:literal $preset:ident [$($also:expr),*] $outcome:ident $rises:ident $why:literal;)*) => {
        &[$(Row {
            key: $key,
            values: [$low, $high],
            preset: $preset,
            also: &[$($also),*],
            outcome: Outcome::$outcome,
            rises: $rises,
            why: $why,
        },)*]
    };
}

/// The table.
pub const ROWS: &[Row] = rows! {
    "firm.salespeople" 6.0 12.0 DEFINED [] Revenue UP "more hours for the prospects, of whom there are more where none are counted";
    "firm.marketers" 1.0 6.0 DEFINED [] MarketingShare UP "more campaign hours capture more";
    "firm.span" 4.0 8.0 DEFINED [] Cost DOWN "fewer managers are paid";
    "firm.managers" 1.0 4.0 DEFINED [] Cost UP "more managers are paid";
    "firm.day_hours" 5.0 10.0 DEFINED [] Wins UP "prospects and hours come in proportion";
    "firm.headcount_formal" 5.0 100.0 UNDEFINED [] LobbyingHours DOWN "small firms settle budgets in passing";
    "offer.deal_value" 3e4 1.2e5 DEFINED [] Revenue UP "as many deals, each worth more";
    "offer.deal_hours" 10.0 40.0 DEFINED [] Wins DOWN "fewer and longer deals fill the same hours";
    "offer.repeat_share" 0.1 0.6 DEFINED [] CustomerEquity UP "accounts pay more";
    "offer.steps_small" 2.0 6.0 UNDEFINED [("offer.deal_size", 0.0), ("plan.days", 504.0)] ReworkShare UP "each step can need the other function";
    "offer.steps_large" 2.0 6.0 UNDEFINED [("offer.deal_size", 1.0), ("offer.deal_hours", 4.0)] ReworkShare UP "each step can need the other function";
    "offer.cycle_small" 4.0 24.0 DEFINED [("offer.deal_size", 0.0)] CycleTime UP "customers take longer between steps";
    "offer.cycle_large" 20.0 60.0 DEFINED [("plan.days", 252.0)] CycleTime UP "customers take longer between steps";
    "market.message_weight" 0.1 1.0 DEFINED [("culture.blame", 0.0), ("plan.days", 504.0)] MarketingShare DOWN "messages that do not fit fully capture less";
    "market.good_fit" 0.25 0.55 DEFINED [] Qualification UP "more prospects are sales-worthy";
    "market.burstiness" 0.0 3.0 DEFINED [("market.load", 1.5), ("plan.days", 504.0)] LeadLeakageAll UP "bursts overrun the hours of a day";
    "market.response_decay" 0.0 0.5 DEFINED [("closing.typical_response", 0.0)] WinRate DOWN "every response is later than at once";
    "market.capture_half_effort" 1.0 6.0 DEFINED [] MarketingShare DOWN "the same hours capture less";
    "market.prospecting_half_effort" 1.0 8.0 DEFINED [] MarketingShare UP "salespeople find less alone";
    "culture.initial_trust" 0.3 0.7 UNDEFINED [] Trust UP "trust starts at it and returns to it";
    "money.salesperson_salary" 5e4 9e4 UNDEFINED [] Cost UP "a price";
    "money.commission" 0.02 0.12 UNDEFINED [] Cost UP "a price";
    "money.manager_salary" 1e5 2e5 UNDEFINED [] Cost UP "a price";
    "money.campaign_cost" 30.0 120.0 UNDEFINED [] Cost UP "a price";
    "money.system_cost" 1e3 6e3 INTEGRATED [] Cost UP "a price";
    "money.hiring_cost" 0.1 0.5 UNDEFINED [("people.leaving", 2.0)] Cost UP "a price, where people leave";
    "money.budget" 3e3 1.2e4 UNDEFINED [] Cost UP "a price";
    "attention.ties" 0.0 8.0 UNDEFINED [] LeadLeakageAll DOWN "nobody known is told nothing";
    "attention.awareness" 0.0 8.0 UNDEFINED [("attention.read", 1.0), ("attention.mail_reach", 10.0), ("market.load", 1.0)] DuplicatedHours DOWN "people see who works on what";
    "attention.read" 0.1 0.9 UNDEFINED [] LeadLeakageAll DOWN "mail that is read is not lost";
    "attention.mail_reach" 1.0 6.0 UNDEFINED [] LeadLeakageAll DOWN "somebody of more people reads";
    "attention.list" 3.0 64.0 DEFINED [] LeadLeakageAll DOWN "fewer leads fall out of view";
    "attention.refusal" 0.1 0.9 DEFINED [] ScreenedOut UP "more leads are refused";
    "attention.reading_noise" 0.0 6.0 DEFINED [] Qualification DOWN "the better leads are told apart less";
    "closing.misfit" 0.5 8.0 DEFINED [("closing.detect_novice", 0.0), ("closing.detect_veteran", 0.0)] WinRate DOWN "prospects that do not fit buy less";
    "closing.typical_fit" 0.4 0.95 DEFINED [] WinRate DOWN "the same message is worse against the typical one";
    "closing.typical_response" 1.0 30.0 DEFINED [] WinRate UP "the same response is faster against the typical one";
    "closing.quality" 0.0 8.0 UNDEFINED [("offer.complexity", 0.8), ("behaviour.reluctance", 5.0)] WinRate DOWN "steps that lacked help count more";
    "closing.hands" 0.0 5.0 UNDEFINED [("attention.awareness", 0.0), ("attention.read", 1.0), ("attention.mail_reach", 10.0), ("market.load", 1.0)] WinRate DOWN "leads worked by several lose more";
    "closing.rework" 0.0 10.0 UNDEFINED [("offer.complexity", 0.8), ("plan.days", 504.0)] WinRate DOWN "misunderstood steps count more";
    "closing.waiting" 0.0 5.0 UNDEFINED [("offer.complexity", 0.8)] WinRate DOWN "customers who wait count it more";
    "closing.detect_novice" 0.1 0.9 DEFINED [("plan.days", 504.0)] WinRate UP "fewer hopeless offers are made";
    "closing.detect_veteran" 0.5 1.0 DEFINED [] WinRate UP "fewer hopeless offers are made";
    "closing.false_alarm" 0.0 0.4 DEFINED [] Qualification DOWN "good prospects are given up";
    "information.observation_noise" 0.5 8.0 INTEGRATED [] MessageFit DOWN "salespeople know less to pass on";
    "information.response_noise" 1.0 30.0 UNDEFINED [("information.survey_noise", 100.0), ("plan.days", 252.0)] MessageFit DOWN "campaigns tell less";
    "information.misfit" 0.5 4.0 UNDEFINED [] MessageFit DOWN "the same error costs more fit";
    "information.survey_interval" 10.0 252.0 UNDEFINED [("information.survey_noise", 0.3), ("plan.days", 252.0)] MessageFit DOWN "fewer surveys";
    "information.survey_hours" 0.0 60.0 UNDEFINED [("information.survey_interval", 21.0)] MarketingShare DOWN "fewer hours for campaigns";
    "information.replan_interval" 10.0 200.0 UNDEFINED [] MessageFit DOWN "messages follow what is known later";
    "information.replan_hours" 0.0 60.0 UNDEFINED [("culture.blame", 0.0), ("plan.days", 504.0)] MarketingShare DOWN "fewer hours for campaigns";
    "information.logging_hours" 0.0 1.0 INTEGRATED [] CoordinationPerDeal UP "hours of logging";
    "information.score_noise" 0.2 6.0 DEFINED [] ScreenedOut UP "good leads score low by noise";
    "information.score_floor" 0.0 1.0 DEFINED [] ScreenedOut UP "good leads score low by noise";
    "exceptions.joint_base" 0.0 0.5 UNDEFINED [] ReworkShare UP "more joint steps can be misunderstood";
    "exceptions.joint_slope" 0.2 1.0 UNDEFINED [] ReworkShare UP "more joint steps can be misunderstood";
    "exceptions.novice_need" 0.0 3.0 UNDEFINED [("people.experience", 1.0)] ReworkShare UP "novices have more joint steps";
    "exceptions.uncovered_slope" 0.0 1.0 DEFINED [("offer.complexity", 0.8)] Escalations UP "rules reach fewer steps";
    "exceptions.help_share" 0.02 0.9 UNDEFINED [("offer.complexity", 0.8), ("culture.blame", 0.0), ("plan.days", 504.0)] MarketingShare DOWN "help takes marketers' hours";
    "exceptions.manager_hours" 0.6 8.0 DEFINED [("offer.complexity", 0.8), ("operating.rules", 0.0), ("operating.direct_contact", 0.0)] EscalationDelay DOWN "desks are emptied sooner";
    "exceptions.escalation_hours" 0.02 0.9 DEFINED [("offer.complexity", 0.8), ("operating.rules", 0.0), ("operating.direct_contact", 0.0)] EscalationDelay UP "desks are emptied later";
    "exceptions.self_help_cost" 0.5 10.0 UNDEFINED [("offer.complexity", 0.8), ("behaviour.reluctance", 5.0)] Wins DOWN "self-help takes hours of selling";
    "exceptions.self_help_quality" 0.0 1.0 UNDEFINED [("offer.complexity", 0.8), ("behaviour.reluctance", 5.0), ("closing.quality", 5.0)] WinRate UP "steps without help are better";
    "exceptions.asking_hours" 0.0 2.0 UNDEFINED [("attention.ties", 0.0), ("attention.awareness", 0.2)] CoordinationPerDeal UP "hours of asking around";
    "exceptions.rework_share" 0.1 1.0 UNDEFINED [] ReworkShare UP "more is done again";
    "exceptions.campaign_needs" 0.0 8.0 UNDEFINED [("offer.complexity", 0.8), ("behaviour.reluctance", 5.0), ("exceptions.self_help_quality", 0.0)] MarketingShare DOWN "campaigns that lack something work less well";
    "exceptions.rule_erosion" 0.0 3.0 DEFINED [("offer.complexity", 0.2)] Escalations UP "rules lose their hold";
    "exceptions.rule_writing" 0.0 0.5 DEFINED [("operating.rules", 0.2), ("operating.meeting_interval", 5.0)] Escalations DOWN "rules are written";
    "materials.topics_base" 2.0 16.0 UNDEFINED [] MaterialHours UP "more subjects, and fewer pieces on each";
    "materials.topics_slope" 5.0 60.0 UNDEFINED [] MaterialHours UP "more subjects, and fewer pieces on each";
    "materials.kinds" 2.0 24.0 UNDEFINED [] MaterialHours UP "more subjects, and fewer pieces on each";
    "materials.popularity" 0.4 2.0 UNDEFINED [] MaterialHours DOWN "few pieces serve most questions";
    "materials.drift" 0.0 20.0 UNDEFINED [("materials.popularity", 1.5)] MaterialHours UP "drawers hold what is asked no more";
    "materials.stale" 0.1 10.0 UNDEFINED [] MaterialHours UP "pieces must be made again";
    "materials.need_base" 0.2 2.0 UNDEFINED [] MaterialPerWin UP "more pieces are needed";
    "materials.need_slope" 0.0 4.0 UNDEFINED [] MaterialPerWin UP "more pieces are needed";
    "materials.search_hours" 0.05 1.0 UNDEFINED [] MaterialHours UP "a cost in hours";
    "materials.browse" 0.0 0.9 UNDEFINED [] MaterialBySales DOWN "marketing's pieces are found";
    "materials.hearsay" 0.0 1.0 UNDEFINED [("materials.browse", 0.0)] MaterialBySales DOWN "marketing's pieces are heard of";
    "materials.sales_hours" 0.5 8.0 UNDEFINED [("plan.days", 504.0)] MaterialBySales DOWN "dear pieces are asked for or gone without";
    "materials.marketing_hours" 3.0 60.0 DEFINED [] MaterialBySales UP "fewer pieces lie on the shelf";
    "materials.request_hours" 0.5 20.0 ALIGNED [("offer.complexity", 0.8), ("materials.sales_hours", 8.0), ("plan.days", 504.0)] MarketingShare DOWN "requests take marketers' hours";
    "materials.homemade" 0.0 0.5 UNDEFINED [] WinRate DOWN "sales' pieces are less good";
    "materials.lacking" 0.0 0.8 UNDEFINED [("materials.worth", 0.2)] WinRate DOWN "what a step lacks counts more";
    "materials.typical" 0.0 0.3 UNDEFINED [] WinRate UP "the same supply is better against the typical one";
    "materials.worth" 0.0 3.0 UNDEFINED [] MaterialMissed DOWN "fewer go without";
    "materials.prior" 0.1 50.0 INTEGRATED [("plan.days", 504.0)] MaterialUnused UP "marketing follows its own guess";
    "operating.materials_share" 0.05 0.7 DEFINED [] MarketingShare DOWN "fewer hours for campaigns";
    "shared.cost" 0.02 0.9 UNDEFINED [] TasksMissed UP "each hopes the more that somebody else will do it";
    "shared.hours" 0.1 3.0 UNDEFINED [("shared.mailbox", 1.0)] DuplicatedTasks UP "a cost in hours";
    "shared.mailbox" 0.0 0.8 UNDEFINED [("shared.cost", 0.8), ("attention.ties", 4.0)] LeadLeakageAll UP "mail that nobody answers is lost";
    "shared.unready" 0.0 1.0 DEFINED [("market.load", 5.0)] LeadLeakageAll DOWN "prospects are kept warm";
    "shared.renewals" 0.0 8.0 UNDEFINED [("shared.cost", 0.9), ("shared.renewal_missed", 0.5), ("plan.days", 504.0)] Churn UP "notices are missed";
    "shared.renewal_missed" 0.0 0.8 UNDEFINED [("shared.cost", 0.9), ("shared.renewals", 6.0), ("plan.days", 504.0)] Churn UP "missed notices count more";
    "shared.price_changes" 0.0 120.0 UNDEFINED [("shared.cost", 0.9)] ReworkShare UP "old prices are quoted";
    "shared.misquote" 0.0 3.0 UNDEFINED [("shared.cost", 0.9), ("shared.price_changes", 120.0)] ReworkShare UP "more is done again";
    "operating.study_share" 0.0 0.6 UNDEFINED [("plan.days", 504.0)] MessageFit UP "more surveys";
    "coordination.pod_sync" 0.0 1.0 INTEGRATED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.pod_share" 0.0 0.2 INTEGRATED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.talk" 0.0 1.0 ALIGNED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.informal" 0.0 0.5 UNDEFINED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.admin" 0.0 0.5 DEFINED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.devices" 0.0 6.0 DEFINED [] CoordinationPerDeal UP "a cost in hours";
    "coordination.check" 0.0 0.4 DEFINED [("operating.tracking", 0.5), ("plan.days", 504.0)] CoordinationPerDeal UP "a cost in hours";
    "coordination.dispute" 0.1 2.0 DEFINED [] ConflictHours UP "a cost in hours";
    "coordination.meeting_setup" 0.0 1.0 DEFINED [] MeetingHours UP "a cost in hours";
    "coordination.conflict_threshold" 0.1 3.0 UNDEFINED [("culture.blame", 0.8)] ConflictHours DOWN "conflict meetings are called later";
    "behaviour.reciprocity" 0.0 3.0 UNDEFINED [] SelfHelp DOWN "help is returned";
    "behaviour.familiarity" 0.0 3.0 UNDEFINED [] SelfHelp DOWN "those one knows are helped";
    "behaviour.duty" 0.0 2.0 DEFINED [] SelfHelp DOWN "what a rule asks is done";
    "behaviour.reluctance" 0.0 2.0 UNDEFINED [] SelfHelp UP "people hold back";
    "behaviour.free_riding" 0.0 0.6 INTEGRATED [] Wins DOWN "effort is withheld";
    "behaviour.horizon_sales" 0.05 0.95 UNDEFINED [("plan.days", 252.0)] CustomerEquity UP "accounts are cared for";
    "behaviour.horizon_marketing" 0.1 0.9 UNDEFINED [("information.survey_interval", 84.0), ("plan.days", 252.0)] MessageFit UP "the market is studied more often";
    "behaviour.bar_lowering" 0.0 1.0 DEFINED [("operating.volume_reward", 1.0)] ScreenedOut DOWN "the bar is lowered";
    "behaviour.tracking_pull" 0.0 8.0 DEFINED [("operating.tracking", 1.0), ("exceptions.manager_hours", 8.0), ("market.load", 5.0)] FollowUp UP "checked leads are worked first";
    "behaviour.initial_belief" 0.2 1.5 DEFINED [("market.load", 5.0)] FollowUp UP "believed leads are worked first";
    "culture.temper" 0.1 1.0 UNDEFINED [] Accusations UP "people flare up";
    "trust.gain" 0.0 0.05 ALIGNED [] Trust UP "good experiences build more";
    "trust.loss" 0.0 0.1 DEFINED [] Trust DOWN "bad experiences cost more";
    "trust.contact" 0.0 1.0 ALIGNED [] Trust UP "contact builds more";
    "trust.waiting" 0.0 4.0 UNDEFINED [] Trust DOWN "waiting is felt";
    "trust.rebuff" 0.0 4.0 UNDEFINED [] TrustMarketing DOWN "rebuffs are felt";
    "trust.over_head" 0.0 8.0 DEFINED [] Trust DOWN "being passed over is felt";
    "trust.tie_gain" 0.02 0.4 UNDEFINED [] SelfHelp DOWN "people come to know each other";
    "trust.tie_decay" 0.0 0.05 UNDEFINED [] SelfHelp UP "people lose sight of each other";
    "trust.grudge" 0.0 0.4 DEFINED [] Trust DOWN "disputes are remembered";
    "trust.forgiveness" 5.0 200.0 DEFINED [] Trust DOWN "disputes are remembered longer";
    "blame.strength" 0.0 3.0 UNDEFINED [("culture.blame", 0.8)] Trust DOWN "blame costs more trust";
    "blame.quota" 0.3 0.8 DEFINED [("plan.days", 252.0)] QuotaAttainment DOWN "more is asked";
    "blame.appraisal" 0.0 3.0 INTEGRATED [] BlameIndex UP "blaming pays before one boss";
    "blame.defensive_hours" 0.0 40.0 UNDEFINED [] ConflictHours UP "a cost in hours";
    "blame.contagion" 0.0 1.0 UNDEFINED [("culture.blame", 0.5)] BlameIndex UP "blame seen makes blame";
    "blame.self_serving" 1.0 6.0 UNDEFINED [] BlameSelf DOWN "more of a miss is put down to others";
    "blame.process" 0.0 2.0 UNDEFINED [] BlameIndex DOWN "more of a miss is put down to the own ways";
    "blame.market" 0.0 2.0 UNDEFINED [] BlameIndex DOWN "more of a miss is put down to the market";
    "blame.unclear" 0.0 1.0 DEFINED [] BlameIndex UP "causes are less clear";
    "blame.shield" 0.0 0.9 UNDEFINED [] BlameSelf DOWN "two bosses shield their own";
    "blame.cover" 0.0 0.8 UNDEFINED [] ConflictHours UP "who is accused covers himself";
    "blame.withdrawal" 0.0 1.0 UNDEFINED [] FollowUp DOWN "who is accused does less for the other function";
    "blame.fade" 0.05 0.9 UNDEFINED [("culture.blame", 0.5)] BlameIndex DOWN "people find back to themselves";
    "learning.lesson" 0.0 1.0 UNDEFINED [("culture.blame", 0.0), ("plan.days", 252.0)] Wins UP "people learn from what failed";
    "learning.process" 0.0 0.05 UNDEFINED [] SelfHelp DOWN "the ways of working are mended";
    "blame.joint_boss" 0.0 1.0 INTEGRATED [] ConflictHours DOWN "a boss over both settles disputes";
    "vocabulary.gain" 0.0 0.1 ALIGNED [] Vocabulary UP "words are learned";
    "vocabulary.decay" 0.0 0.01 UNDEFINED [] Vocabulary DOWN "words are forgotten";
    "vocabulary.training" 0.0 0.8 ALIGNED [] Vocabulary UP "words are taught";
    "product.typical" 0.2 0.9 DEFINED [] WinRate DOWN "the same offer is worse against the typical one";
    "product.misfit" 0.2 3.0 DEFINED [] ProductFit DOWN "the same error fits less";
    "product.lag_most" 2.0 8.0 DEFINED [("product.lag_least", 1.0), ("plan.days", 504.0), ("market.speed", 0.5)] ProductFit DOWN "development that comes later follows older wants";
    "product.lag_least" 1.0 6.0 DEFINED [("product.lag_most", 6.0), ("plan.days", 1260.0), ("market.speed", 0.5)] ProductFit DOWN "development that comes later follows older wants";
    "product.foresight" 0.0 1.0 INTEGRATED [("plan.days", 504.0)] ProductFit UP "customers' plans tell what they will want";
    "product.hours" 0.0 50.0 INTEGRATED [] CoordinationPerDeal UP "deciding takes hours";
    "accounts.new_person" 0.0 0.5 UNDEFINED [("people.leaving", 2.0), ("accounts.follows", 0.0)] Churn UP "customers miss whom they knew";
    "accounts.follows" 0.0 0.3 UNDEFINED [("people.leaving", 2.0)] Churn UP "customers go with their person";
    "accounts.marketer_care" 0.0 0.5 INTEGRATED [("accounts.churn", 0.5)] Churn DOWN "key accounts are content";
    "accounts.open_issue" 0.0 1.0 UNDEFINED [("accounts.churn", 0.5), ("accounts.issues", 30.0)] Churn UP "open issues annoy";
    "accounts.issues" 0.0 30.0 UNDEFINED [("accounts.churn", 0.5), ("accounts.open_issue", 1.0)] Churn UP "more issues are open";
    "accounts.reference_churn" 0.02 0.2 UNDEFINED [] CustomerEquity UP "a yearly payment that repeats the share at that churn is larger";
    "accounts.expansion" 0.05 0.5 UNDEFINED [] Expansion UP "accounts grow";
    "accounts.fixed_hours" 0.0 1.0 UNDEFINED [("plan.days", 504.0)] Wins DOWN "accounts take hours of selling";
    "accounts.book_years" 0.0 4.0 UNDEFINED [] Revenue UP "accounts at the start pay";
    "accounts.key_hours" 2.0 60.0 INTEGRATED [("accounts.churn", 0.5)] Churn UP "fewer accounts are key accounts";
    "people.talent" 0.0 1.0 UNDEFINED [] ConcentrationTop20 UP "unequal people win unequally";
    "people.experience" 0.2 12.0 UNDEFINED [] Wins UP "veterans win more";
    "people.learning_years" 0.5 12.0 UNDEFINED [] Wins DOWN "the craft is learned later";
    "people.vacancy" 0.0 120.0 UNDEFINED [("people.leaving", 2.0)] Wins DOWN "empty chairs sell nothing";
    "people.conflict" 0.0 5.0 DEFINED [] Satisfaction DOWN "conflict makes people unhappy";
    "people.fairness" 0.0 2.0 UNDEFINED [("culture.blame", 0.8)] Satisfaction DOWN "blame makes people unhappy";
    "pay.accelerator" 0.0 2.0 DEFINED [("plan.days", 252.0)] HeldBack UP "the next quarter may pay more";
    "pay.bonus" 0.0 0.5 DEFINED [] VariablePay UP "a share of the salary";
    "pay.responsiveness" 0.2 3.0 DEFINED [("operating.volume_reward", 1.0)] LeadQuality DOWN "paid by numbers, campaigns bring numbers";
    "pay.dutifulness" 0.2 3.0 DEFINED [("operating.volume_reward", 1.0)] LeadQuality UP "duty resists pay";
    "pay.usual_sales" 0.05 1.0 DEFINED [] Busy DOWN "the same pay drives less";
    "pay.usual_marketing" 0.02 1.0 DEFINED [] Busy DOWN "the same pay drives less";
    "pay.crowd" 0.0 3.0 DEFINED [("operating.joint_reward", 1.0)] Busy DOWN "a joint result is felt less";
    "pay.help" 0.0 10.0 UNDEFINED [("operating.joint_reward", 0.8), ("offer.complexity", 0.6)] SelfHelp DOWN "joint pay helps";
    "pay.breadth" 0.0 1.0 DEFINED [("operating.volume_reward", 1.0)] LeadQuality DOWN "campaigns may go further";
    "pay.broad_gain" 0.0 1.0 DEFINED [("operating.volume_reward", 1.0)] MarketingShare UP "broad campaigns capture more";
    "pay.closing_days" 1.0 40.0 DEFINED [("pay.accelerator", 2.0), ("plan.days", 252.0)] HeldBack UP "more days on which people look at the quota";
    "price.authority" 0.0 0.3 DEFINED [] PriceRealisation DOWN "more may be given away";
    "price.sensitivity" 1.0 6.0 DEFINED [] PriceRealisation DOWN "a discount brings more";
    "price.typical" 0.0 0.3 DEFINED [] WinRate DOWN "the same discount is less against the usual one";
    "market.territories" 4.0 16.0 DEFINED [] Wins UP "the same salespeople have more prospects";
    "budget.share" 0.2 0.8 DEFINED [("firm.headcount_formal", 1e3)] MarketingShare UP "campaigns work more";
    "budget.usual" 3e3 1.2e4 DEFINED [("firm.headcount_formal", 1e3)] Wins DOWN "the same money buys less";
    "budget.support" 0.0 2.0 DEFINED [("budget.share", 0.9), ("firm.headcount_formal", 1e3)] Wins DOWN "what sales lacks counts more";
    "budget.credit" 0.0 10.0 DEFINED [("plan.days", 504.0), ("market.reach", 0.2)] BudgetShare DOWN "sales brings most of the wins";
    "budget.misses" 0.0 10.0 DEFINED [("plan.days", 504.0), ("blame.quota", 2.0)] BudgetShare UP "sales misses its targets";
    "budget.blame" 0.0 10.0 DEFINED [("plan.days", 504.0), ("budget.misses", 0.0), ("culture.blame", 0.8)] BudgetShare DOWN "marketing is accused more";
    "operating.rules" 0.0 1.0 DEFINED [] Escalations DOWN "covered steps need no manager";
    "operating.direct_contact" 0.0 1.0 DEFINED [] Escalations DOWN "who asks directly does not escalate";
    "operating.meeting_interval" 5.0 42.0 ALIGNED [] MeetingHours DOWN "fewer meetings";
    "operating.meeting_hours" 0.5 3.0 ALIGNED [] MeetingHours UP "longer meetings";
    "operating.agenda_training" 0.0 1.0 ALIGNED [] Vocabulary UP "words are taught";
    "operating.agenda_planning" 0.0 1.0 ALIGNED [] MessageFit UP "intelligence crosses and messages are revised";
    "operating.joint_reward" 0.0 0.8 DEFINED [] BlameIndex DOWN "who shares the result does not gain by blame";
    "operating.volume_reward" 0.0 1.0 DEFINED [("behaviour.bar_lowering", 1.0)] ScreenedOut DOWN "the bar is lowered";
    "operating.key_account_share" 0.0 0.5 INTEGRATED [("accounts.churn", 0.5)] Churn DOWN "marketers care for key accounts";
    "operating.intelligence_duty" 0.0 1.0 INTEGRATED [("operating.joint_reward", 0.0)] MessageFit UP "salespeople pass on what they know";
    "operating.joint_planning" 0.0 0.8 UNDEFINED [] LobbyingHours DOWN "less is contested";
    "operating.pod_minimum_deal" 0.0 5e5 INTEGRATED [] CoordinationPerDeal DOWN "small deals are exempt from joint work";
};

/// Parameters whose direction a test of tests/laws asserts.
pub const IN_LAWS: &[(&str, &str)] = &[
    ("firm.overhead", "shorter_days_get_less_done"),
    ("offer.complexity", "more_complex_offers_need_the_other_function_more"),
    ("offer.win_small", "better_sellers_odds_and_margins_make_more_money"),
    ("offer.win_large", "better_sellers_odds_and_margins_make_more_money"),
    ("market.speed", "a_faster_market_is_harder_to_know"),
    ("market.reach", "campaigns_that_capture_more_bring_more_of_the_wins"),
    ("market.capture", "campaigns_that_capture_more_bring_more_of_the_wins"),
    ("market.load", "a_higher_load_leaks_more"),
    ("market.patience", "patient_customers_leak_less"),
    ("culture.blame", "a_culture_of_blame_blames_more_and_trusts_less"),
    ("culture.market_orientation", "unhappy_people_leave_more"),
    ("culture.initial_vocabulary", "people_who_misunderstand_more_do_more_again"),
    ("money.gross_margin", "better_sellers_odds_and_margins_make_more_money"),
    ("money.marketer_salary", "better_sellers_odds_and_margins_make_more_money"),
    ("information.survey_noise", "surveys_that_tell_more_make_messages_fit_better"),
    ("exceptions.misunderstanding", "people_who_misunderstand_more_do_more_again"),
    ("exceptions.self_help_days", "who_waits_longer_for_help_helps_himself_less"),
    ("accounts.churn", "accounts_that_leave_more_readily_leave_more"),
    ("people.novice", "better_sellers_odds_and_margins_make_more_money"),
    ("people.leaving", "unhappy_people_leave_more"),
    ("people.stake", "a_higher_stake_is_lobbied_for_more"),
    ("transition.clumsiness", "a_change_without_any_friction_of_change_is_worth_at_least_as_much"),
    ("transition.uncertainty", "a_change_without_any_friction_of_change_is_worth_at_least_as_much"),
    ("vocabulary.unit", "a_unit_with_more_words_is_misunderstood_less"),
    ("transition.change_money", "each_part_of_the_price_of_a_change_adds_to_it"),
    ("transition.briefing_hours", "each_part_of_the_price_of_a_change_adds_to_it"),
    ("transition.asking_hours", "each_part_of_the_price_of_a_change_adds_to_it"),
    ("transition.groping", "each_part_of_the_price_of_a_change_adds_to_it"),
    ("transition.resistance", "a_change_drives_more_people_out_where_they_resist_more_and_for_longer"),
    ("transition.resistance_days", "a_change_drives_more_people_out_where_they_resist_more_and_for_longer"),
    ("transition.leaving", "a_change_drives_more_people_out_where_they_resist_more_and_for_longer"),
    ("transition.asking", "who_is_asked_beforehand_resists_less_and_it_takes_hours"),
    ("transition.reassigned", "customers_go_with_their_person_and_a_change_gives_some_another"),
    ("transition.writing_hours", "rules_are_written_again_after_a_change_and_only_by_hours"),
    ("coordination.item", "meetings_write_no_rules_about_what_never_came_up"),
    ("blame.ratchet", "a_ratchet_asks_for_more_and_nothing_of_those_whose_targets_are_fixed"),
    ("pay.leeway", "marketers_do_more_of_what_pays_within_the_division_that_their_firm_states"),
    ("price.worth_asking", "a_price_beyond_the_authority_goes_up_to_the_manager_and_takes_hours"),
    ("price.approval_hours", "an_answer_about_a_price_costs_the_customers_patience"),
    ("price.approval_days", "an_answer_about_a_price_costs_the_customers_patience"),
    ("people.coaching", "who_is_coached_learns_faster"),
    ("people.coaching_gain", "who_is_coached_learns_faster"),
    ("blame.standing_up", "managers_who_stand_up_for_the_other_side_settle_disputes"),
    ("learning.hours", "lessons_take_hours_of_those_who_look_at_themselves"),
    ("operating.screening_bar", "a_harder_bar_keeps_more_good_leads_back"),
    ("operating.tracking", "a_followed_up_lead_is_worked_more_when_somebody_looks"),
    ("operating.system", "a_system_that_shows_who_works_on_what_saves_double_work"),
];

/// Parameters without a direction that theory would give, and why.
pub const NONE: &[(&str, &str)] = &[
    ("offer.deal_size", "moves value, number, hours and odds of deals against each other"),
    ("offer.deal_spread", "acts through the deal size, both ways"),
    ("offer.value_spread", "a spread about an unchanged mean"),
    ("market.patience_spread", "a spread of patience and of customers' delays about unchanged medians"),
    ("culture.blame_dispersion", "a spread about an unchanged mean"),
    ("money.discount", "prices an account's payments and discounts them, both by the same rate"),
    ("attention.home_bias", "whom one knows, not how many"),
    ("attention.orientation", "its sign is that of market-oriented behaviour less one half"),
    ("attention.sharpness", "scales pulls of either sign"),
    ("attention.learning", "beliefs move to the truth faster, from either side"),
    ("closing.skill", "its sign is that of ln(skill)"),
    ("closing.message", "its sign is that of the message's fit less the typical one"),
    ("closing.orientation", "its sign is that of market-oriented behaviour less one half"),
    ("information.orientation", "its sign is that of market-oriented behaviour less one half"),
    ("coordination.conflict_meeting", "shorter meetings settle less and are called more often"),
    ("trust.reversion", "towards the starting level, from either side"),
    ("blame.memory", "smooths results, good and bad"),
    ("blame.stretch", "counts under adaptive targets only, which follow the results"),
    ("blame.heat", "large deals heat a matter, small ones cool it"),
    ("accounts.care", "its sign is that of the care given less one half"),
    ("accounts.message", "its sign is that of the message's fit less one half"),
    ("accounts.orientation", "its sign is that of market-oriented behaviour less one half"),
    ("accounts.churn_slope", "its sign is that of one half less satisfaction"),
    ("accounts.care_hours", "dearer care is chosen less and takes more"),
    ("people.leaving_slope", "its sign is that of one half less satisfaction"),
    ("people.success", "its sign is that of the result less 0.9 of the target"),
    ("people.motivation", "its sign is that of satisfaction less one half"),
    ("people.orientation", "its sign is that of the firm's market orientation less one half"),
    ("transition.practice_days", "acts through clumsiness, in time only"),
    ("transition.uncertainty_days", "acts through uncertainty, in time only"),
    ("transition.leadership_hours", "managers have more hours than exceptions, checks and coaching take"),
    ("transition.attendance", "more hours and more effect together"),
    (
        "materials.show_hours",
        "fewer new pieces are shown, and fewer of those known before are forgotten for them",
    ),
    ("shared.fair_interval", "0 is none, 1 one every day"),
    ("budget.returns", "more effect above the usual money, less below it"),
    ("budget.hearing", "moves the split towards what each has to show"),
    ("product.odds", "its sign is that of the offer's fit less the typical one"),
    ("product.satisfaction", "its sign is that of the offer's fit less the typical one"),
    ("product.pace", "newer wants count more, and what is uncertain of them too"),
    ("operating.product_belief", "a choice of kind"),
    ("pay.basis", "a choice of kind"),
    ("pay.bonus_on", "a choice of kind"),
    ("pay.dispersion", "a spread about an unchanged mean"),
    ("firm.own_meetings", "tells a part of overhead apart; hours in all are the same"),
    ("operating.handover", "a choice of kind"),
    (
        "operating.service_level",
        "seen lateness makes friction; a longer level makes less of it and pulls nobody",
    ),
    ("operating.record_acceptance", "a choice of kind"),
    ("operating.dispute_rule", "a choice of kind"),
    ("operating.escalation", "a choice of kind"),
    ("operating.counterparts", "a choice of kind"),
    ("operating.agenda_conflict", "takes time from the rest of the agenda"),
    ("operating.agenda_boundary", "takes time from the rest of the agenda"),
    ("operating.reporting", "a choice of kind"),
    ("operating.targets", "a choice of kind"),
    ("plan.days", "how long is measured"),
    ("plan.warm_up", "when measuring begins"),
    ("plan.replications", "how often is measured"),
    ("plan.at_most", "how often is measured at most"),
    ("plan.seed", "a name"),
];

fn set(firm: &mut Scenario, (key, number): Setting) {
    let (section, name) = key.split_once('.').expect("a dotted key");
    let known = parameter(section, name).unwrap_or_else(|| panic!("{key} is no parameter"));
    let value =
        if known.kind == Takes::Integer { Value::Integer(number as i64) } else { Value::Number(number) };
    firm.set(section, name, &value).unwrap_or_else(|misfit| panic!("{key} = {number}: {misfit:?}"));
}

/// The paired differences of a row.
fn differences(row: &Row) -> Sample {
    let [low, high] = row.values.map(|value| {
        let mut firm = small(row.preset);
        row.also.iter().for_each(|&setting| set(&mut firm, setting));
        set(&mut firm, (row.key, value));
        firm
    });
    let mut workspace = Workspace::default();
    let mut sample = Sample::default();
    for replication in 0..30 {
        let less = run(&low, replication, &mut workspace).outcomes[row.outcome];
        let more = run(&high, replication, &mut workspace).outcomes[row.outcome];
        if !(less.is_nan() || more.is_nan()) {
            sample.0.push(if row.rises { more - less } else { less - more });
        }
    }
    sample
}

#[test]
fn every_parameter_moves_its_outcome_in_the_direction_that_theory_gives() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let sample = differences(row);
        // One in two hundred by chance, were there no effect; the seed is fixed.
        let t = sample.mean() / sample.error().max(1e-300);
        if sample.n() < 10.0 || t.is_nan() || t < 2.6 {
            let name = OUTCOMES[row.outcome as usize].name;
            wrong.push(format!(
                "{} on {name}: {} +- {} of {}",
                row.key,
                sample.mean(),
                sample.error(),
                sample.n()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_parameter_has_a_direction_that_is_tested_or_a_reason_why_not() {
    let mut known: Vec<&str> = ROWS.iter().map(|row| row.key).collect();
    known.extend(IN_LAWS.iter().chain(NONE).map(|(key, _)| *key));
    known.sort_unstable();
    let mut all: Vec<String> = parameters().map(|parameter| parameter.key()).collect();
    all.sort_unstable();
    let untold: Vec<&String> = all.iter().filter(|key| !known.contains(&key.as_str())).collect();
    assert!(untold.is_empty(), "give each a row in ROWS, or a reason in NONE: {untold:?}");
    assert_eq!(known, all, "a row twice, or of no parameter");
}
