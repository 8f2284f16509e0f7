//! What is not known about the firm, beside its levers: over the firms of a run with draws, and else over a few that could all be this
//! one, which live the best move and nothing done once each.

use std::sync::Arc;

use super::{Levers, Ranked, differences, end};
use crate::answers::glimpse::{FEWEST, GLIMPSE};
use crate::answers::{Refused, Watch};
use crate::evidence::Summary;
use crate::evidence::levers::{FRESH, Found};
use crate::evidence::unknowns::Unsure;
use crate::experiment::Comparison;
use crate::experiment::lives::Drawn;
use crate::experiment::plausible::plausible;
use crate::model::Outcomes;
use crate::model::outcome::Outcome;
use crate::output::words::unsure;
use crate::scenario::numbers::counted;

/// What doing nothing is called.
const NOTHING: &str = "doing nothing";

/// Where the futures of a first look begin: beyond all others.
const LATER: u32 = 1_000;

/// What moves end at, a value a firm, held against nothing done, as a comparison.
fn compared(seed: u64, moves: Vec<(String, Vec<f64>)>) -> Comparison {
    let with = |value: f64| {
        let mut outcomes = Outcomes::default();
        outcomes[Outcome::ProfitPerHead] = value;
        outcomes
    };
    let firms = moves.first().map_or(0, |(_, ends)| ends.len());
    let mut outcomes = vec![vec![with(0.0); firms]];
    let mut arms = vec![NOTHING.to_owned()];
    for (name, ends) in moves {
        arms.push(name);
        outcomes.push(ends.into_iter().map(with).collect());
    }
    Comparison { arms, seed, replications: 1..firms as u32 + 1, outcomes }
}

impl Levers {
    /// A first look at what is not known about the firm: the best move against nothing done in a few firms drawn from what the file
    /// leaves open, a future each. Nothing where firms were asked for, where nothing is left open, or where luck is not known.
    pub(super) fn glimpse(&self, found: &[Found], watch: &dyn Watch) -> Result<Option<Unsure>, Refused> {
        let Some(best) = found.first().filter(|best| self.draws.is_none() && best.ends.len() >= FEWEST)
        else {
            return Ok(None);
        };
        let base = &self.study.base;
        let firms = plausible(base, GLIMPSE, base.plan.seed);
        if firms.keys().is_empty() {
            return Ok(None);
        }
        // The first of these futures is lived by the first firm.
        let n = firms.len() as u32;
        let drawn = Drawn { firms: Arc::new(firms), fitted: false };
        let asked = Self { draws: Some(drawn.clone()), ..self.clone() };
        let start = n * LATER + 1;
        let lives = asked.live(&[base, &best.lever.scenario], start..start + n, watch, &|_| ())?;
        let ends = differences(&lives[0], &lives[1], best.lever.once).map(|(path, _)| end(&path)).collect();
        let comparison = compared(base.plan.seed, vec![(best.lever.name.clone(), ends)]);
        let luck = Summary::of(best.ends.iter().copied()).sd;
        Ok(Some(Unsure::of(&comparison, &drawn, 1, [1, 0], Some(luck))))
    }
}

impl Ranked {
    /// What follows an amount of the whole firm.
    fn unit(&self) -> String {
        format!("for the whole firm over {}", counted(self.months(), "month"))
    }

    /// What is not known about the firm, in sentences.
    pub(super) fn unknowns(&self) -> Vec<String> {
        let Some(best) = self.found.first() else { return Vec::new() };
        let names = [best.lever.name.as_str(), NOTHING];
        match (&self.asked.draws, &self.unknown) {
            (Some(drawn), _) => self.over_firms(drawn, names),
            (None, Some(found)) => vec![unsure::line(names, found, &self.unit())],
            (None, None) => Vec::new(),
        }
    }

    /// Over the firms that were asked for.
    fn over_firms(&self, drawn: &Drawn, names: [&str; 2]) -> Vec<String> {
        // Fresh futures begin where a round of all firms does.
        let n = drawn.firms.len().max(1);
        let shift = (FRESH as usize - 1) % n;
        let all = self.found.first().map_or(0, |found| found.ends.len());
        let lived = all.min(n);
        let place = |at: usize| (at + n - shift) % n;
        if (0..lived).any(|firm| place(firm) >= all) {
            return Vec::new();
        }
        let ends = |found: &Found| (0..lived).map(|firm| found.ends[place(firm)]).collect();
        let moves = self.found.iter().map(|found| (found.lever.name.clone(), ends(found)));
        let comparison = compared(self.asked.study.base.plan.seed, moves.collect());
        let found = Unsure::of(&comparison, drawn, 1, [1, 0], None);
        let unit = self.unit();
        vec![unsure::verdict(names, &found, &unit), unsure::measure(&found, &unit)]
    }
}
