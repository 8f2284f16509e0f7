//! The claims of a claim file and their tests, read and checked.

use toml_edit::TableLike;

use super::book::{Claim, Quantity, Test, Threshold, Unit};
use super::reader::Reading;
use crate::model::outcome::{OUTCOMES, SERIES};
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::entries;
use crate::scenario::spot::Spot;
use crate::scenario::suggest;

const CLAIM: [&str; 6] = ["id", "statement", "source", "note", "belief", "test"];
const TEST: [&str; 13] = [
    "name",
    "about",
    "outcome",
    "months",
    "plus",
    "minus",
    "rivals",
    "need",
    "above",
    "below",
    "no_effect",
    "unit",
    "judged",
];
const LABEL: &str = "claim.test";

impl Reading<'_> {
    pub(super) fn claim(&mut self, table: &dyn TableLike, spot: &Spot) -> Option<Claim> {
        for (name, key, _) in entries(table).filter(|(name, ..)| !CLAIM.contains(name)) {
            self.unknown("claim", name, key, &CLAIM);
        }
        let id = self.must("claim", table, spot, "id");
        let statement = self.must("claim", table, spot, "statement");
        let source = self.must("claim", table, spot, "source");
        let note = self.may("claim", table, "note");
        let belief = self.may("claim", table, "belief");
        let before = self.sources.findings.len();
        let mut tests: Vec<Test> = Vec::new();
        for (table, spot) in self.tables(LABEL, table.get_key_value("test")) {
            let Some(test) = self.test(table, &spot) else { continue };
            if tests.iter().any(|other| other.name == test.name) {
                self.twice("test", &test.name, &spot);
            }
            tests.push(test);
        }
        if !tests.iter().any(|test| test.judged) && self.sources.findings.len() == before {
            let lacks = "a test with a threshold".to_owned();
            let help =
                "write [[claim.test]] below it, with an outcome, structures, `above` or `below`, and `unit`";
            self.sources.complain(spot, "claim", Fault::Missing { lacks }, Some(help.to_owned()));
        }
        Some(Claim { id: id?, statement: statement?, source: source?, note, belief, tests })
    }

    fn test(&mut self, table: &dyn TableLike, spot: &Spot) -> Option<Test> {
        let before = self.sources.findings.len();
        for (name, key, _) in entries(table).filter(|(name, ..)| !TEST.contains(name)) {
            self.unknown(LABEL, name, key, &TEST);
        }
        let name = self.must(LABEL, table, spot, "name");
        let about = self.must(LABEL, table, spot, "about");
        let judged = match table.get_key_value("judged") {
            None => true,
            Some((key, item)) => item.as_bool().unwrap_or_else(|| {
                self.wrong("claim.test.judged", key, item, "true or false");
                true
            }),
        };
        let quantity = self.quantity(table, spot);
        let mut cells = Vec::new();
        for (side, sign) in [("plus", 1.0), ("minus", -1.0)] {
            if let Some((key, item)) = table.get_key_value(side) {
                let found = self.cells_of(&format!("{LABEL}.{side}"), key, item);
                cells.extend(found.into_iter().map(|(weight, _, cell)| (sign * weight, cell)));
            }
        }
        let rivals = match table.get_key_value("rivals") {
            Some((key, item)) => self.cells_of(&format!("{LABEL}.rivals"), key, item),
            None => Vec::new(),
        };
        let any = self.any(table, !rivals.is_empty());
        if let (Some((weight, name, _)), Some((key, _))) =
            (rivals.iter().find(|(weight, ..)| *weight != 1.0), table.get_key_value("rivals"))
        {
            let reason = format!("the rival `{}` has the weight {weight}; rivals have none", brief(name));
            let help = Some("take the weight out".to_owned());
            self.sources.complain(&Spot::of_key(key), "claim.test.rivals", Fault::Misplaced { reason }, help);
        }
        if cells.is_empty() && self.sources.findings.len() == before {
            let fault =
                Fault::Missing { lacks: "`plus`, the structures whose outcome is counted".to_owned() };
            let help = Some("add a line such as `plus = [\"aligned\"]`".to_owned());
            self.sources.complain(spot, LABEL, fault, help);
        }
        let threshold = self.threshold(table, spot, judged);
        let no_effect = self.no_effect(table);
        let passed = threshold.as_ref().map(|(threshold, _)| *threshold);
        let unit =
            quantity.and_then(|quantity| self.unit(table, spot, quantity, threshold, !rivals.is_empty()));
        self.check_months(table, quantity);
        if self.sources.findings.len() > before {
            return None;
        }
        let quantity = quantity?;
        Some(Test {
            name: name?,
            about: about?,
            quantity,
            terms: cells.into_iter().map(|(weight, cell)| (weight, self.slot(cell, quantity))).collect(),
            rivals: rivals.into_iter().map(|(_, name, cell)| (name, self.slot(cell, quantity))).collect(),
            any,
            unit: unit?,
            threshold: passed,
            no_effect,
            judged,
        })
    }

    fn any(&mut self, table: &dyn TableLike, rivals: bool) -> bool {
        let Some((key, item)) = table.get_key_value("need") else { return false };
        if !rivals {
            let reason = "`need` says how many rivals must be beaten, and there are none".to_owned();
            let help = Some("add `rivals`, or take this line out".to_owned());
            self.sources.complain(&Spot::of_key(key), "claim.test.need", Fault::Misplaced { reason }, help);
        }
        match item.as_str() {
            Some("all") => false,
            Some("any") => true,
            _ => {
                self.wrong("claim.test.need", key, item, "one of \"all\", \"any\"");
                false
            }
        }
    }

    fn quantity(&mut self, table: &dyn TableLike, spot: &Spot) -> Option<Quantity> {
        let name = self.must(LABEL, table, spot, "outcome")?;
        let months = self.window(table);
        let measures = if table.contains_key("months") { SERIES } else { OUTCOMES };
        let Some(at) = measures.iter().position(|measure| measure.name == name) else {
            let elsewhere = if table.contains_key("months") { OUTCOMES } else { SERIES };
            let help = match suggest::nearest(&name, measures.iter().map(|measure| measure.name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if elsewhere.iter().any(|measure| measure.name == name) => {
                    if table.contains_key("months") {
                        format!("`{name}` is not known month by month; leave `months` out")
                    } else {
                        format!("`{name}` is a monthly series; say which `months`, such as [1, 6]")
                    }
                }
                None => "`verona outcomes` lists them all".to_owned(),
            };
            let what = if table.contains_key("months") { "monthly series" } else { "outcome" };
            let fault = Fault::NotThere { what, found: brief(&name), known: Vec::new() };
            let (key, item) = table.get_key_value("outcome")?;
            self.sources.complain(&Spot::of_value(key, item), "claim.test.outcome", fault, Some(help));
            return None;
        };
        if table.contains_key("months") {
            Some(Quantity::Months(at, months?))
        } else {
            Some(Quantity::Outcome(at))
        }
    }

    fn window(&mut self, table: &dyn TableLike) -> Option<[u32; 2]> {
        let (key, item) = table.get_key_value("months")?;
        let ends: Option<Vec<u32>> = item
            .as_array()
            .map(|array| array.iter().filter_map(|v| u32::try_from(v.as_integer()?).ok()).collect())
            .filter(|ends: &Vec<u32>| ends.len() == 2 && ends[0] >= 1 && ends[0] <= ends[1]);
        match ends.as_deref() {
            Some([first, last]) => Some([*first, *last]),
            _ => {
                let expected = "the first and the last month, counted from 1, such as [1, 6]";
                self.wrong("claim.test.months", key, item, expected);
                None
            }
        }
    }

    /// Complains about months after the plan.
    fn check_months(&mut self, table: &dyn TableLike, quantity: Option<Quantity>) {
        let (Some(Quantity::Months(_, [_, last])), Some((key, item))) =
            (quantity, table.get_key_value("months"))
        else {
            return;
        };
        let most = self.months();
        if last > most {
            let fault = Fault::OutOfRange { found: last.to_string(), expected: format!("{most} at most") };
            let help = "a month has 21 working days; lengthen plan.days".to_owned();
            self.sources.complain(&Spot::of_value(key, item), "claim.test.months", fault, Some(help));
        }
    }

    fn threshold(&mut self, table: &dyn TableLike, spot: &Spot, judged: bool) -> Option<(Threshold, Spot)> {
        let mut found = Vec::new();
        for (name, above) in [("above", true), ("below", false)] {
            let Some((key, item)) = table.get_key_value(name) else { continue };
            match item.as_float().or_else(|| item.as_integer().map(|i| i as f64)) {
                Some(value) if value.is_finite() => {
                    found.push((Threshold { value, above }, Spot::of_value(key, item)));
                }
                _ => {
                    self.wrong(&format!("{LABEL}.{name}"), key, item, "a number");
                    return None;
                }
            }
        }
        match found.as_slice() {
            [one] => Some(one.clone()),
            [] if !judged => None,
            [] => {
                let fault = Fault::Missing { lacks: "a threshold, `above` or `below`".to_owned() };
                let help = "add a line such as `above = 1.0`; with `judged = false` the effect is only told";
                self.sources.complain(spot, LABEL, fault, Some(help.to_owned()));
                None
            }
            [_, (_, spot), ..] => {
                let reason = "a test has one threshold, and `above` is there already".to_owned();
                let help = Some("write two tests".to_owned());
                let spot = spot.clone();
                self.sources.complain(&spot, "claim.test.below", Fault::Misplaced { reason }, help);
                None
            }
        }
    }

    fn no_effect(&mut self, table: &dyn TableLike) -> Option<f64> {
        let (key, item) = table.get_key_value("no_effect")?;
        let margin = item.as_float().or_else(|| item.as_integer().map(|i| i as f64));
        let margin = margin.filter(|margin| margin.is_finite() && *margin > 0.0);
        if margin.is_none() {
            self.wrong("claim.test.no_effect", key, item, "a number above 0, in the unit of the test");
        }
        margin
    }

    fn unit(
        &mut self,
        table: &dyn TableLike,
        spot: &Spot,
        quantity: Quantity,
        threshold: Option<(Threshold, Spot)>,
        rivals: bool,
    ) -> Option<Unit> {
        let words = units(quantity, rivals);
        let Some((key, item)) = table.get_key_value("unit") else {
            let (spot, lacks) = match threshold {
                Some((Threshold { value, above }, spot)) => {
                    let side = if above { "above" } else { "below" };
                    (spot, format!("a `unit`: the threshold `{side} = {value}` says nothing without one"))
                }
                None => (spot.clone(), "`unit`".to_owned()),
            };
            let help = format!("`{}` is measured in {}", quantity.name(), listed(&words));
            self.sources.complain(&spot, LABEL, Fault::Missing { lacks }, Some(help));
            return None;
        };
        // The claims as they were registered say "per head per day".
        let said = item.as_str().map(|word| word.replace(" and ", " per "));
        let known = said.and_then(|said| words.iter().find(|(name, _)| *name == said));
        let Some((_, unit)) = known else {
            let expected = listed(&words);
            self.wrong("claim.test.unit", key, item, &expected);
            return None;
        };
        if *unit == Unit::Points && self.points.is_empty() {
            let fault = Fault::Missing {
                lacks: "`points_of`, the structures whose mean revenue per head a point is 1/100 of"
                    .to_owned(),
            };
            let help = "add a line such as `points_of = [\"defined\", \"aligned\"]` at the top of the file";
            self.sources.complain(&Spot::of_value(key, item), "the file", fault, Some(help.to_owned()));
            return None;
        }
        Some(unit.clone())
    }
}

/// The units in which an effect on a quantity can be said, by the words that a user writes.
fn units(quantity: Quantity, rivals: bool) -> Vec<(String, Unit)> {
    let own = |scale: f64, words: String| (words.clone(), Unit::Own { scale, words });
    let unit = quantity.unit();
    let mut units = Vec::new();
    if quantity.is_money_per_head() {
        units.push(("points".to_owned(), Unit::Points));
    }
    if rivals {
        units.push(("% of the rival".to_owned(), Unit::PercentOfRival));
    }
    if let Some(rest) = unit.strip_prefix("share") {
        units.push(own(100.0, format!("percentage points{rest}")));
    }
    units.push(own(1.0, unit.to_owned()));
    units
}

fn listed(words: &[(String, Unit)]) -> String {
    let words: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    words.join(" or ")
}
