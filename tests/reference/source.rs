//! Reading the model's own sources: the steps of its day, its fields with their doc comments, the legal steps of a lead,
//! the names of its draws. What the pages and charts say about the code is made from these and from nothing else.

use std::path::Path;

use crate::root;

/// The text of a file of `src/model`, named from there (`work/leads.rs`).
pub fn model(file: &str) -> String {
    let path = root().join("src/model").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of `src/model`, named from there and sorted; without tests and the lists of what is in a room.
pub fn files() -> Vec<String> {
    fn collect(room: &Path, found: &mut Vec<String>) {
        let top = root().join("src/model");
        for entry in std::fs::read_dir(top.join(room)).expect("src/model can be read") {
            let path = entry.expect("src/model can be read").path();
            let name = path.strip_prefix(&top).expect("below src/model");
            if path.is_dir() {
                collect(name, found);
            } else if !name.ends_with("tests.rs") && (room == Path::new("") || !name.ends_with("mod.rs")) {
                found.push(name.display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    collect(Path::new(""), &mut found);
    found.sort();
    found
}

/// The file of a module of `src/model`, whichever room it stands in.
fn file_of(module: &str) -> String {
    let name = format!("{module}.rs");
    let found = files().into_iter().find(|file| file.rsplit('/').next() == Some(&name));
    found.unwrap_or_else(|| panic!("src/model has no file {name}"))
}

/// When a step of the day takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Daily,
    QuarterEnd,
    MonthEnd,
}

impl When {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            When::Daily => "every day",
            When::QuarterEnd => "at the end of a quarter (63 days)",
            When::MonthEnd => "at the end of a month (21 days)",
        }
    }
}

/// One step of the working day.
#[derive(Debug)]
pub struct Step {
    pub when: When,
    /// The file of the mechanism.
    pub file: String,
    /// Its function.
    pub function: String,
    /// The first paragraph of the function's doc comment.
    pub about: String,
}

/// The steps of the day in order, from the body of `day` in `mod.rs`. A line that is neither a step nor known scaffolding
/// is refused, so that nothing happens in a day that the documents do not tell.
pub fn day() -> Vec<Step> {
    let text = model("mod.rs");
    let body = body(&text, "fn day<O: Observer>(");
    let mut steps = Vec::new();
    let mut blocks = Vec::new();
    for line in body.lines().map(str::trim) {
        let when = *blocks.iter().rev().flatten().next().unwrap_or(&When::Daily);
        match line {
            "" => {}
            "}" => drop(blocks.pop()),
            "if (today.day + 1).is_multiple_of(QUARTER) {" => blocks.push(Some(When::QuarterEnd)),
            "if (today.day + 1).is_multiple_of(MONTH) {" => blocks.push(Some(When::MonthEnd)),
            "for seller in firm.rates.sellers() {" => blocks.push(None),
            "if cfg!(debug_assertions) {" | "if !watch.goes_on() {" => blocks.push(None),
            "return Err(ModelError::Stopped { day: today.day });" => {}
            "laws(today, firm)?;" => {}
            "firm.leads.fault.take().map_or(Ok(()), Err)" => {}
            _ => {
                let call = line.split_once("(today, firm").map(|(call, _)| call);
                let call =
                    call.unwrap_or_else(|| panic!("`day` has a line that its schedule cannot tell: {line}"));
                let (module, function) = call.split_once("::").unwrap_or(("mod", call));
                let file = file_of(module);
                let about = about_function(&model(&file), function);
                steps.push(Step { when, file, function: function.to_owned(), about });
            }
        }
    }
    steps
}

/// The body of the function or item that begins with `start`, without its braces.
fn body<'a>(text: &'a str, start: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("there is no `{start}`"));
    let open = from + text[from..].find("{\n").expect("an item has a body") + 1;
    let indent = text[..from].rsplit('\n').next().unwrap_or("");
    let indent = &indent[..indent.len() - indent.trim_start().len()];
    let close = open + text[open..].find(&format!("\n{indent}}}\n")).expect("a body ends");
    &text[open..close]
}

/// The first paragraph of the doc comment that stands before byte `at`, which must be the start of a line.
fn about(text: &str, at: usize) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text[..at].lines().rev().map(str::trim) {
        if let Some(said) = line.strip_prefix("///") {
            lines.push(said.trim());
        } else if !line.starts_with("#[") {
            break;
        }
    }
    lines.reverse();
    let first: Vec<&str> = lines.into_iter().take_while(|line| !line.is_empty()).collect();
    first.join(" ")
}

fn about_function(text: &str, function: &str) -> String {
    let at = [format!("fn {function}("), format!("fn {function}<")]
        .iter()
        .find_map(|signature| text.find(signature.as_str()))
        .unwrap_or_else(|| panic!("there is no function {function}"));
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let about = about(text, line);
    assert!(!about.is_empty(), "{function} does not say what it does");
    about
}

/// One documented member of a struct or an enum.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    /// The type of a field, the number of a variant; empty for others.
    pub kind: String,
    pub about: String,
}

/// The documented public fields of a struct of `src/model`.
pub fn fields(file: &str, name: &str) -> Vec<Member> {
    let text = model(file);
    members(body(&text, &format!("pub struct {name} {{")), |line| {
        let (field, kind) = line.strip_prefix("pub ")?.split_once(": ")?;
        Some((field, kind.trim_end_matches(',')))
    })
}

/// The variants of an enum of `src/model`, with their numbers where they have one.
pub fn variants(file: &str, name: &str) -> Vec<Member> {
    let text = model(file);
    members(body(&text, &format!("pub enum {name} {{")), |line| {
        let line = line.strip_suffix(',')?;
        let (variant, number) = line.split_once(" = ").unwrap_or((line, ""));
        variant.starts_with(char::is_uppercase).then_some((variant, number))
    })
}

fn members(body: &str, read: impl Fn(&str) -> Option<(&str, &str)>) -> Vec<Member> {
    let mut found = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            said.push(doc.trim());
        } else if let Some((name, kind)) = read(line) {
            found.push(Member { name: name.to_owned(), kind: kind.to_owned(), about: said.join(" ") });
            said.clear();
        } else if !line.starts_with("#[") {
            // What is said of a private field is not said of the next.
            said.clear();
        }
    }
    assert!(!found.is_empty() && found.iter().all(|member| !member.about.is_empty()), "{body}");
    found
}

/// A state of a lead, with what may come next and where the code brings it there.
#[derive(Debug)]
pub struct State {
    pub name: String,
    pub about: String,
    /// The states that may follow; none where a life ends.
    pub next: Vec<String>,
    /// File and function of each place that brings a lead here.
    pub by: Vec<(String, String)>,
}

/// The states of a lead and its legal steps, as `Stage::may_become` has them. Each way to lose is a state of its own.
pub fn life() -> Vec<State> {
    let losses = variants("work/leads.rs", "Loss");
    let stages = variants("work/leads.rs", "Stage");
    let text = model("work/leads.rs");
    let legal: String = body(&text, "fn may_become(").split_whitespace().collect();
    let legal = legal.split_once("matches!((self,next),").expect("`may_become` is one `matches!`").1;
    let mut states: Vec<State> = Vec::new();
    for member in stages.iter().filter(|member| !member.name.starts_with("Lost")).chain(&losses) {
        let next = match legal.split_once(&format!("(Stage::{},", member.name)) {
            Some((_, rest)) => targets(rest),
            None => Vec::new(),
        };
        let by = places(&member.name, losses.iter().any(|loss| loss.name == member.name));
        states.push(State { name: member.name.clone(), about: member.about.clone(), next, by });
    }
    let known = |name: &String| states.iter().any(|state| state.name == *name);
    let unknown: Vec<&String> =
        states.iter().flat_map(|state| &state.next).filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "`may_become` names states that are none: {unknown:?}");
    states
}

/// The states named up to the end of a pattern such as `Stage::Offered|Stage::Lost(Leaked|Refused))`.
fn targets(rest: &str) -> Vec<String> {
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let pattern = rest[..end.expect("a pattern ends")].replace("Stage::Lost(", "").replace("Stage::", "");
    let names = pattern.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Where the code brings leads into a state: by `advance`, or by `lose` for a way to lose.
fn places(state: &str, loss: bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files() {
        let text = model(&file);
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        let called = |call: &str, argument: &str| {
            let starts = text.match_indices(call).map(|(at, _)| at);
            starts
                .filter(|at| text[*at..].split(';').next().is_some_and(|call| names(call, argument)))
                .collect::<Vec<usize>>()
        };
        let at = if loss {
            called("lose(today,", &format!("Loss::{state}"))
        } else {
            called("leads.advance(", &format!("Stage::{state}"))
        };
        for at in at {
            let function = text[..at].rsplit("fn ").next().unwrap_or("");
            let function = function.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
            let place = (file.clone(), function.to_owned());
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    found
}

/// Whether a call has `argument` as a whole word.
fn names(call: &str, argument: &str) -> bool {
    call.match_indices(argument)
        .any(|(at, _)| !call[at + argument.len()..].starts_with(|c: char| c.is_alphanumeric()))
}
