//! Makes a study of what the user wrote: which arms there are, from which preset each starts, and which settings
//! hold in it.
//!
//! Every arm is a start (a preset's operating choices) and a list of settings applied in order, the later winning:
//! the file's own, the arm's own, then what the command line sets for all, then what it sets for this arm. The
//! operating choices of `[operating]` belong to every arm when the file names no preset of today; when it does, they
//! belong to how the firm works today, and to the arms that start from there.

use std::collections::BTreeSet;

use super::contradictions::CONTRADICTIONS;
use super::error::{Fault, brief};
use super::facts::Says;
use super::persons_reader;
use super::presets::{PRESETS, Preset, preset};
use super::programme::checks::Programmes;
use super::spot::{Sources, Spot};
use super::study::{Arm, MOST_ARMS, Study};
use super::written::{NamedArm, Setting, TODAY, Written, WrittenPerson};
use super::{Scenario, canonical, parameters, suggest, wording};

/// Who wrote a setting, for the rule that only choices from one place can contradict each other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Layer {
    File,
    Arm,
    SetAll,
    SetArm,
}

/// An arm before it is a scenario.
struct Draft<'w> {
    name: String,
    about: String,
    start: &'static Preset,
    programme: Option<&'w (String, Spot)>,
    applied: Vec<(Layer, &'w Setting)>,
    persons: &'w [WrittenPerson],
}

impl Draft<'_> {
    fn scenario(&self) -> Scenario {
        let mut scenario = Scenario { operating: (self.start.choices)(), ..Scenario::default() };
        for (_, setting) in &self.applied {
            let stored = scenario.set(setting.parameter.section, setting.parameter.name, &setting.value);
            debug_assert!(stored.is_ok(), "settings are checked when they are read");
        }
        scenario.persons = self.persons.iter().map(|written| written.person.clone()).collect();
        scenario
    }

    fn arm(self, base: &Scenario, programmes: &mut Programmes<'_, '_, '_>) -> Arm {
        let mut scenario = self.scenario();
        let pure = Scenario { operating: (self.start.choices)(), ..base.clone() };
        let mut overrides = differences(&scenario, &pure);
        let programme = self.programme.map(|(name, spot)| {
            scenario.programme = programmes.of_arm(&self.name, name, spot, &scenario);
            overrides.push(format!("programme = {name}"));
            name.clone()
        });
        Arm { name: self.name, about: self.about, scenario, overrides, programme }
    }
}

/// What differs in `scenario` from `other`, as lines such as `operating.joint_reward = 0.3`.
fn differences(scenario: &Scenario, other: &Scenario) -> Vec<String> {
    parameters()
        .filter_map(|p| {
            let value = scenario.get(p.section, p.name)?;
            (Some(&value) != other.get(p.section, p.name).as_ref())
                .then(|| format!("{} = {}", p.key(), wording::neat(&value)))
        })
        .collect()
}

/// Puts the study together; complains about contradictions and about arms that do not exist.
pub(super) fn study(written: &Written, sources: &mut Sources<'_>) -> Study {
    let whole = sources.findings.is_empty();
    let base = Draft {
        name: TODAY.to_owned(),
        about: String::new(),
        start: written.preset.unwrap_or(&PRESETS[0]),
        programme: None,
        applied: applied(written, None, true),
        persons: &written.persons,
    };
    let mut drafts = drafts(written, &base);
    let undeclared = |arm: &&NamedArm| {
        arm.preset.is_none() && matches!(arm.spot, Spot::Set(_)) && preset(&arm.name).is_none()
    };
    for arm in written.arms.iter().filter(undeclared) {
        let arms: Vec<String> = written
            .arms
            .iter()
            .filter(|other| matches!(other.spot, Spot::Text(_)) || other.preset.is_some())
            .map(|other| other.name.clone())
            .chain(PRESETS.iter().map(|preset| preset.name.to_owned()))
            .collect();
        let near = suggest::nearest(&arm.name, arms.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `arms.{near}`?"),
            None => format!("to make a structure, name its preset: --set arms.{}.preset=defined", arm.name),
        };
        let fault = Fault::UnknownArm { found: arm.name.clone(), arms };
        sources.complain(&arm.spot, format!("arms.{}", arm.name), fault, Some(help));
    }
    facts_against_keys(written, sources);
    let mut told = BTreeSet::new();
    let mut seated = BTreeSet::new();
    for draft in drafts.iter().chain([&base]) {
        contradictions(draft, written.written_out, sources, &mut told);
        if !written.persons.is_empty() {
            persons_reader::check(&draft.scenario(), &written.persons, sources, &mut seated);
        }
    }
    let base = base.scenario();
    let changed_today = drafts
        .iter()
        .find(|draft| written.preset.is_some_and(|preset| draft.name == preset.name))
        .is_some_and(|pure| pure.scenario().operating != base.operating);
    let mut chosen = Vec::new();
    match &written.compare {
        Some((names, spot)) => {
            if names.is_empty() && whole {
                let help = "name at least one structure, or leave `compare` out to have them all";
                sources.complain(spot, "compare", Fault::NoArms, Some(help.to_owned()));
            }
            for (name, spot) in names {
                if sources.is_full() {
                    break;
                }
                match drafts.iter().position(|draft| draft.name == *name) {
                    Some(at) => chosen.push(drafts.remove(at)),
                    None if chosen.iter().any(|draft: &Draft<'_>| draft.name == *name) => {
                        let fault = Fault::RepeatedArm { found: brief(name) };
                        sources.complain(spot, "compare", fault, Some("name each structure once".to_owned()));
                    }
                    None if whole => {
                        let arms: Vec<&str> = drafts.iter().chain(&chosen).map(|d| d.name.as_str()).collect();
                        let (fault, help) = unknown_arm(name, &arms);
                        sources.complain(spot, "compare", fault, help);
                    }
                    None => {}
                }
            }
        }
        None => {
            let (all, left): (Vec<_>, Vec<_>) =
                drafts.into_iter().partition(|draft| draft.name != TODAY || changed_today);
            chosen = all;
            drafts = left;
        }
    }
    if chosen.len() > MOST_ARMS {
        let fault = Fault::TooManyArms { found: chosen.len(), limit: MOST_ARMS };
        let help = "choose some of them with `compare`".to_owned();
        sources.complain(&Spot::Whole, "arms", fault, Some(help));
    }
    let mut going = Programmes::new(written, sources);
    let programmes = going.of_today(&base);
    let arms: Vec<Arm> = chosen.into_iter().map(|draft| draft.arm(&base, &mut going)).collect();
    let others = drafts.into_iter().map(|draft| draft.arm(&base, &mut going)).collect();
    let canonical = canonical::study(&base, &arms, &programmes);
    Study {
        name: written.name.clone().unwrap_or_default(),
        about: written.about.clone().unwrap_or_default(),
        base,
        arms,
        others,
        programmes,
        facts: written.facts.iter().map(|fact| fact.given).collect(),
        canonical,
    }
}

/// Complains about a key that a fact sets, and that is set to another value elsewhere in the text.
fn facts_against_keys(written: &Written, sources: &mut Sources<'_>) {
    for fact in &written.facts {
        let Says::Sets(key) = fact.given.fact.says else { continue };
        let Some(own) = written.settings.iter().find(|setting| setting.spot == fact.spot) else { continue };
        let of_text = |setting: &&Setting| {
            matches!(setting.spot, Spot::Text(_))
                && setting.parameter.key() == key
                && setting.value != own.value
        };
        if let Some(other) = written.settings.iter().find(of_text) {
            let line = sources.line(&other.spot).map_or_else(String::new, |line| format!(" (line {line})"));
            let with = vec![format!("`{key} = {}`{line}", wording::neat(&other.value))];
            let fault = Fault::Contradiction { with, reason: "both say the same of the firm" };
            let help = "keep the fact, or the key, but not both".to_owned();
            sources.complain(&fact.spot, format!("facts.{}", fact.given.fact.name), fault, Some(help));
        }
    }
}

/// One arm of what the user wrote, by name; complains where there is none or it contradicts itself, each only once for
/// all arms told of in `told`.
#[cfg(feature = "lab")]
pub(super) fn arm(
    written: &Written,
    name: &str,
    spot: &Spot,
    sources: &mut Sources<'_>,
    told: &mut BTreeSet<(usize, String)>,
) -> Option<Arm> {
    let base = Draft {
        name: TODAY.to_owned(),
        about: String::new(),
        start: written.preset.unwrap_or(&PRESETS[0]),
        programme: None,
        applied: applied(written, None, true),
        persons: &written.persons,
    };
    let mut drafts = drafts(written, &base);
    let Some(at) = drafts.iter().position(|draft| draft.name == name) else {
        let arms: Vec<&str> = drafts.iter().map(|draft| draft.name.as_str()).collect();
        let (fault, help) = unknown_arm(name, &arms);
        sources.complain(spot, name, fault, help);
        return None;
    };
    let draft = drafts.swap_remove(at);
    contradictions(&draft, written.written_out, sources, told);
    persons_reader::check(&draft.scenario(), &written.persons, sources, &mut BTreeSet::new());
    Some(draft.arm(&base.scenario(), &mut Programmes::new(written, sources)))
}

/// The fault and the help for a name that is no arm's.
pub(super) fn unknown_arm(name: &str, arms: &[&str]) -> (Fault, Option<String>) {
    let help = if name == TODAY {
        Some("say how the firm works today in [operating], with `preset = ...`".to_owned())
    } else {
        suggest::nearest(name, arms.iter().copied()).map(|near| format!("did you mean `{near}`?"))
    };
    let fault =
        Fault::UnknownArm { found: brief(name), arms: arms.iter().map(|arm| (*arm).to_owned()).collect() };
    (fault, help)
}

/// Every arm that could be compared: today's way where the file tells it, the four structures, the named arms.
fn drafts<'w>(written: &'w Written, base: &Draft<'w>) -> Vec<Draft<'w>> {
    let today = written.preset.map(|preset| Draft {
        name: TODAY.to_owned(),
        about: if written.written_out {
            // Then the preset is merely where the file starts to say every value.
            "How the firm works today.".to_owned()
        } else {
            format!("How the firm works today: {}, with its own changes.", preset.name)
        },
        start: preset,
        programme: None,
        applied: base.applied.clone(),
        persons: &written.persons,
    });
    let structures = PRESETS.iter().map(|preset| {
        let changes = written.arms.iter().find(|arm| arm.name == preset.name);
        let about = changes.and_then(|arm| arm.about.clone());
        Draft {
            name: preset.name.to_owned(),
            about: about.unwrap_or_else(|| preset.about.to_owned()),
            start: preset,
            programme: changes.and_then(|arm| arm.programme.as_ref()),
            applied: applied(written, changes, written.preset.is_none()),
            persons: &written.persons,
        }
    });
    let named = written.arms.iter().filter(|arm| preset(&arm.name).is_none()).map(|arm| {
        let start = arm.preset.or(written.preset).unwrap_or(&PRESETS[0]);
        let from = if arm.preset.is_none() && written.preset.is_some() { TODAY } else { start.name };
        Draft {
            name: arm.name.clone(),
            about: arm.about.clone().unwrap_or_else(|| format!("As {from}, with changes.")),
            start,
            programme: arm.programme.as_ref(),
            applied: applied(written, Some(arm), written.preset.is_none() || arm.preset.is_none()),
            persons: &written.persons,
        }
    });
    today.into_iter().chain(structures).chain(named).collect()
}

/// The settings that hold in an arm, in order. `inherits` says whether `[operating]` of the file is among them.
fn applied<'w>(written: &'w Written, arm: Option<&'w NamedArm>, inherits: bool) -> Vec<(Layer, &'w Setting)> {
    let set = |setting: &Setting| matches!(setting.spot, Spot::Set(_));
    let own = arm.map_or(&[][..], |arm| &arm.settings);
    let file = written
        .settings
        .iter()
        .filter(|s| !set(s) && (inherits || s.parameter.section != "operating"))
        .map(|s| (Layer::File, s));
    let arm_file = own.iter().filter(|s| !set(s)).map(|s| (Layer::Arm, s));
    let set_all = written.settings.iter().filter(|s| set(s)).map(|s| (Layer::SetAll, s));
    let set_arm = own.iter().filter(|s| set(s)).map(|s| (Layer::SetArm, s));
    file.chain(arm_file).chain(set_all).chain(set_arm).collect()
}

/// Complains about contradictions in one arm, each only once for all arms.
fn contradictions(
    draft: &Draft<'_>,
    written_out: bool,
    sources: &mut Sources<'_>,
    told: &mut BTreeSet<(usize, String)>,
) {
    if draft.applied.is_empty() {
        return;
    }
    let scenario = draft.scenario();
    for (i, rule) in CONTRADICTIONS.iter().enumerate() {
        if (rule.moot && written_out) || !(rule.broken)(&scenario) {
            continue;
        }
        let last = |keys: &&[&str]| {
            draft.applied.iter().rposition(|(_, s)| keys.contains(&s.parameter.key().as_str()))
        };
        let Some(mut at) = rule.groups.iter().map(last).collect::<Option<Vec<usize>>>() else { continue };
        at.sort_unstable();
        let mut layers = at
            .iter()
            .map(|at| draft.applied[*at])
            .filter(|(_, s)| s.parameter.section == "operating")
            .map(|(layer, _)| layer);
        let first = layers.next();
        if layers.any(|layer| Some(layer) != first) {
            continue;
        }
        let Some((latest, others)) = at.split_last() else { continue };
        let latest = draft.applied[*latest].1;
        if !told.insert((i, format!("{:?}", latest.spot))) {
            continue;
        }
        let with = others.iter().map(|at| told_as(draft.applied[*at].1, sources)).collect();
        let fault = Fault::Contradiction { with, reason: rule.reason };
        sources.complain(&latest.spot, latest.parameter.key(), fault, Some(rule.help.to_owned()));
    }
}

/// A setting as a message names it: what was written, and where.
fn told_as(setting: &Setting, sources: &Sources<'_>) -> String {
    let written = format!("`{} = {}`", setting.parameter.name, wording::neat(&setting.value));
    match sources.line(&setting.spot) {
        Some(line) => format!("{written} on line {line}"),
        None => format!("{written} after --set"),
    }
}
