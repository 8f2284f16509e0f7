//! Traces: whatever the model tells, a sentence is ready for it.

use std::collections::BTreeMap;

use verona::model::trace::Event;
use verona::model::{Workspace, simulate};
use verona::output::tables::rows::names;
use verona::output::words::story::{Cast, sentence};
use verona::scenario::{BUILT_IN, load};

/// Firms that differ so much that between them everything happens.
const FIRMS: &[&[&str]] = &[
    &["firm.salespeople=24", "firm.marketers=10"],
    &["firm.salespeople=24", "firm.marketers=10", "culture.blame=0.9", "culture.initial_trust=0.1"],
    &["offer.complexity=0.9", "operating.escalation=true", "operating.direct_contact=0.2"],
    &["offer.complexity=0.9", "operating.escalation=false", "operating.direct_contact=0"],
    &["operating.escalation=false", "operating.direct_contact=1", "operating.rules=0", "attention.ties=1"],
    &["operating.record_acceptance=true", "operating.dispute_rule=arbitrate", "attention.refusal=1"],
    &["operating.record_acceptance=true", "operating.dispute_rule=argue", "attention.refusal=1"],
    &["market.load=3", "attention.list=3", "operating.tracking=1", "operating.service_level=1"],
    &["firm.salespeople=1", "firm.marketers=0"],
    &["firm.salespeople=4", "firm.marketers=2", "attention.read=0", "attention.ties=1"],
];

/// A programme of change in which all that programmes tell of happens: rules are written anew, sessions are held, and an
/// enablement unit takes what nobody known can help with.
const PROGRAMME: &str = r#"
compare = ["changing"]

[operating]
preset = "undefined"

[arms.changing]
preset = "undefined"
programme = "both"

[programmes.both]
about = "To defined, with sessions and a unit"

[[programmes.both.change]]
day = 5
to = "defined"

[[programmes.both.measure]]
kind = "disciplined_communication"
day = 0
days = 60
hours = 8

[[programmes.both.measure]]
kind = "enablement_unit"
day = 0
days = 250
people = 1
exclusive = true
"#;

/// Words that have a sentence, with the notes on which it turns. Disputes over the budget, too rare to wait for, are
/// told in `output::words::story`'s own tests.
const TOLD: &[(&str, &[&str])] = &[
    ("captured", &["sales-worthy", "not sales-worthy"]),
    ("found", &["sales-worthy", "not sales-worthy"]),
    ("found too", &["seen", "unseen"]),
    ("routed", &[]),
    ("told", &[]),
    ("read", &[]),
    ("unread", &["nobody read it"]),
    ("talked over", &["talk", "kick-off of a pod"]),
    ("refused", &[]),
    ("arbitrated", &[]),
    ("let go", &["out of view", "expired"]),
    ("worked", &[]),
    ("duplicated", &[]),
    ("qualified", &[]),
    ("held back", &["days until the next quarter"]),
    (
        "waiting",
        &[
            "a rule says whom to ask",
            "somebody known",
            "the counterpart",
            "the managers",
            "asking around",
            "the next meeting",
            "the pod",
            "the enablement unit",
        ],
    ),
    ("rules written", &[]),
    ("session", &[]),
    ("passed on", &[]),
    ("decided", &[]),
    ("helped", &["help", "the pod"]),
    ("misunderstood", &[]),
    ("self-help", &[]),
    ("dispute", &["a missed service level", "credit for a win", "a talk without trust"]),
    ("won", &[]),
    ("lost", &["leaked", "screened out", "refused", "unqualified", "neglected", "competition"]),
    ("blamed", &["a lost lead", "an unanswered request"]),
    ("meeting", &[]),
    ("conflict meeting", &[]),
    ("account lost", &[]),
    ("left", &[]),
];

#[test]
fn everything_that_happens_has_a_sentence_and_everything_that_can_be_told_happens() {
    let mut happened: BTreeMap<(&str, &str), Event> = BTreeMap::new();
    let stay = FIRMS.iter().map(|firm| (BUILT_IN, *firm));
    for (text, firm) in stay.chain([(PROGRAMME, &["exceptions.rule_writing=0.5"][..])]) {
        let plan = ["plan.days=252", "plan.warm_up=0"];
        let overrides: Vec<String> = firm.iter().chain(&plan).map(|set| (*set).to_owned()).collect();
        let study = load(text, "test", &overrides).unwrap_or_else(|error| panic!("{error}"));
        for arm in &study.arms {
            let mut events: Vec<Event> = Vec::new();
            let result = simulate(&arm.scenario, 1, 1, &mut Workspace::default(), &mut events)
                .unwrap_or_else(|error| panic!("{firm:?} {}: {error}", arm.name));
            let names = names(&result.people);
            let cast = Cast { names: &names, subject: None };
            for event in events {
                let told = sentence(&event, cast);
                assert!(!told.is_empty(), "there is no sentence for {event:?}");
                happened.entry((event.what.word(), event.what.note())).or_insert(event);
            }
        }
    }
    let missing: Vec<(&str, &str)> = TOLD
        .iter()
        .flat_map(|(what, notes)| {
            let any: &[&str] = if notes.is_empty() { &[""] } else { notes };
            any.iter().map(|note| (*what, *note))
        })
        .filter(|(what, note)| !happened.keys().any(|(w, n)| w == what && (note.is_empty() || n == note)))
        .collect();
    assert!(missing.is_empty(), "these never happened, so nothing was shown about them: {missing:?}");
}
