//! `verona init`: a commented scenario file to start from, with what a leader knows of the firm: asked fact by fact on a terminal, or given.

use std::io::{BufRead, Read, Write, stdin};
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::{firm, new_file, screen, shown};
use crate::output::words::next::quoted;
use crate::output::words::number::wrapped;
use crate::scenario;
use crate::scenario::error::brief;
use crate::scenario::facts::{FACTS, Fact, fact, read_amount};
use crate::scenario::presets::PRESETS;
use crate::scenario::suggest::nearest;

/// The longest answer, in bytes.
const LONGEST: u64 = 1_000;

/// Write a commented scenario file to start from
///
/// On a terminal it asks what you know of your firm, fact by fact; Enter passes one over, and q ends the questions. Elsewhere, or with
/// --plain, it asks nothing. `verona fit` then finds the firms that meet the facts.
#[derive(Debug, Args)]
pub struct Typed {
    /// Where to write it; an existing file is never overwritten
    #[arg(value_name = "PATH", default_value = "verona.toml")]
    path: PathBuf,
    /// A fact that is known, such as --fact "win_rate=22 %" (repeatable; `verona explain facts` lists them); nothing is asked then
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// A text file with what is known, one fact a line as NAME = VALUE, and structure = NAME; nothing is asked then
    #[arg(long, value_name = "FILE", conflicts_with = "fact")]
    facts: Option<PathBuf>,
    /// How the firm works today: undefined, defined, aligned or integrated
    #[arg(long, value_name = "NAME")]
    structure: Option<String>,
    /// Ask nothing
    #[arg(long)]
    plain: bool,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let path = &typed.path;
    new_file::check(path, "init")?;
    let mut given = typed.fact.iter().map(|text| told(text)).collect::<Result<Vec<_>, _>>()?;
    let mut structure =
        typed.structure.as_deref().map(|name| known_structure(name).map_err(Failure::usage)).transpose()?;
    if let Some(file) = &typed.facts {
        let (told, today) = listed(&firm::read(file)?, &file.display().to_string())?;
        (given, structure) = (told, structure.or(today));
    }
    if given.is_empty() && typed.facts.is_none() && !typed.plain && screen::has_person() {
        (given, structure) = ask(&mut stdin().lock(), &mut shown::err(), structure);
    }
    let text = scenario::starter_with(&given, structure);
    // What cannot hold together is told before anything is written.
    scenario::load(&text, &path.display().to_string(), &[])?;
    new_file::write(path, &text, "init")?;
    let shown = quoted(&path.display().to_string());
    if given.is_empty() {
        writeln!(out, "Wrote {shown}. Edit it, then:\n  verona compare {shown}")?;
    } else {
        let fitted = quoted(&path.with_extension("fitted.toml").display().to_string());
        writeln!(out, "Wrote {shown}. Then:\n  verona fit {shown}\n  verona compare {fitted}")?;
    }
    Ok(())
}

/// Facts of a text file: one a line, NAME = VALUE or NAME: VALUE; what follows # is a remark. A line without a value is passed over, as
/// a question is.
fn listed(text: &str, origin: &str) -> Result<Answered, Failure> {
    let (mut given, mut structure): Answered = (Vec::new(), None);
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with('[') {
            continue;
        }
        let wrong = |why: String| Failure::usage(format!("{origin}, line {}: {why}", at + 1));
        let Some((name, value)) = line.split_once(['=', ':']) else {
            return Err(wrong(format!(
                "expected NAME = VALUE, such as win_rate = 22 %, not `{}`",
                brief(line)
            )));
        };
        let (name, value) = (name.trim(), value.trim().trim_matches('"').trim());
        if value.is_empty() {
            continue;
        }
        if name == "structure" {
            structure = Some(known_structure(value).map_err(wrong)?);
            continue;
        }
        let fact = known_fact(name).map_err(wrong)?;
        if given.iter().any(|(other, _): &(&Fact, String)| other.name == fact.name) {
            return Err(wrong(format!("`{}` stands there twice", fact.name)));
        }
        given.push((fact, checked(fact, value).map_err(|why| wrong(format!("{}: {why}", fact.name)))?));
    }
    Ok((given, structure))
}

/// The fact of a name, or that there is none.
fn known_fact(name: &str) -> Result<&'static Fact, String> {
    fact(name).ok_or_else(|| {
        let near = nearest(name, FACTS.iter().map(|fact| fact.name));
        let help = near.map_or_else(
            || "`verona explain facts` lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("there is no fact `{}`; {help}", brief(name))
    })
}

/// A fact as it was typed after `--fact`.
fn told(text: &str) -> Result<(&'static Fact, String), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::usage(format!(
            "--fact takes NAME=VALUE, such as --fact \"win_rate=22 %\", not `{text}`"
        )));
    };
    let name = name.trim();
    let fact = known_fact(name).map_err(Failure::usage)?;
    checked(fact, value)
        .map(|value| (fact, value))
        .map_err(|why| Failure::usage(format!("--fact {name}: {why}")))
}

/// A value that the fact takes, or why it does not.
fn checked(fact: &Fact, value: &str) -> Result<String, String> {
    let value = value.trim();
    let amount = read_amount(fact.measure, value).map_err(|why| fact.too_much(value).unwrap_or(why))?;
    if fact.legal[0] <= amount.value && amount.value <= fact.legal[1] {
        return Ok(value.to_owned());
    }
    Err(fact.too_much(value).unwrap_or_else(|| format!("expected {}", fact.expected())))
}

/// Why an answer does not go with those before it: people that do not add up would be refused once all was answered.
fn disagrees(given: &[(&Fact, String)], fact: &Fact, value: &str) -> Option<String> {
    if fact.name != "people" {
        return None;
    }
    let known = |name: &str| {
        let (fact, value) = given.iter().find(|(known, _)| known.name == name)?;
        read_amount(fact.measure, value).ok().map(|amount| amount.value)
    };
    let all = read_amount(fact.measure, value).ok()?.value;
    let (Some(sellers), Some(marketers)) = (known("salespeople"), known("marketers")) else {
        return Some(
            "that can be used only where salespeople and marketers are known; Enter passes it over"
                .to_owned(),
        );
    };
    let managers = known("managers");
    let sum = sellers + marketers + managers.unwrap_or(0.0);
    let parts = match managers {
        Some(managers) => format!("{sellers} salespeople, {marketers} marketers and {managers} others"),
        None => format!("{sellers} salespeople and {marketers} marketers"),
    };
    let wrong = if managers.is_some() { sum != all } else { sum > all };
    wrong.then(|| format!("{parts} are {sum}, not {all}; Enter passes it over"))
}

fn known_structure(name: &str) -> Result<&'static str, String> {
    let names: Vec<&'static str> = PRESETS.iter().map(|preset| preset.name).collect();
    let found = names.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
    found.copied().ok_or_else(|| format!("a structure is one of {}, not `{}`", names.join(", "), name.trim()))
}

/// What was answered: facts, and the structure of today.
type Answered = (Vec<(&'static Fact, String)>, Option<&'static str>);

/// Asks fact by fact. An answer that cannot be read is asked for again.
fn ask(input: &mut impl BufRead, prompt: &mut impl Write, structure: Option<&'static str>) -> Answered {
    let mut given = Vec::new();
    let mut say = |words: &str| {
        let _ = write!(prompt, "{words}").and_then(|()| prompt.flush());
    };
    say(
        "What do you know of your firm? Enter passes a question over; q ends them.\nAdd how sure you are if you can, such as \"22 % ± 3\".\n",
    );
    let mut line = |ask: &str, say: &mut dyn FnMut(&str)| -> Option<String> {
        say(ask);
        let mut text = String::new();
        match Read::take(&mut *input, LONGEST).read_line(&mut text) {
            Ok(0) | Err(_) => None,
            Ok(_) if matches!(text.trim(), "q" | "quit") => None,
            Ok(_) => Some(text.trim().to_owned()),
        }
    };
    for (at, fact) in FACTS.iter().enumerate() {
        say(&format!("\n{:>2} of {}  {}\n", at + 1, FACTS.len() + 1, wrapped(fact.question, 90, "")));
        loop {
            let Some(text) = line(&format!("   such as {}: ", fact.example), &mut say) else {
                return (given, structure);
            };
            if text.is_empty() {
                break;
            }
            let answer = checked(fact, &text);
            match answer.and_then(|value| disagrees(&given, fact, &value).map_or(Ok(value), Err)) {
                Ok(value) => {
                    given.push((fact, value));
                    break;
                }
                Err(why) => say(&format!("   {why}\n")),
            }
        }
    }
    if structure.is_some() {
        return (given, structure);
    }
    say(&format!("\n{0} of {0}  How do sales and marketing work together today?\n", FACTS.len() + 1));
    for preset in &PRESETS {
        say(&format!("   {:<11} {}\n", preset.name, preset.about));
    }
    loop {
        let Some(text) = line("   one of them: ", &mut say).filter(|text| !text.is_empty()) else {
            return (given, None);
        };
        match known_structure(&text) {
            Ok(name) => return (given, Some(name)),
            Err(why) => say(&format!("   {why}\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FACTS, ask, listed};

    #[test]
    fn a_plain_file_says_what_a_person_would_answer_and_a_slip_is_told_with_its_line() {
        let text = "# our firm\nsalespeople = 28\nwin_rate: \"22 % ± 3\"\nchurn =\nstructure = Defined\n";
        let (given, structure) = listed(text, "facts.txt").unwrap();
        let answers: Vec<(&str, &str)> =
            given.iter().map(|(fact, value)| (fact.name, value.as_str())).collect();
        assert_eq!(answers, [("salespeople", "28"), ("win_rate", "22 % ± 3")]);
        assert_eq!(structure, Some("defined"));
        for (text, told) in [
            (
                "leads = 35\nwin_rat = 22 %\n",
                "facts.txt, line 2: there is no fact `win_rat`; did you mean `win_rate`?",
            ),
            ("win_rate = 220 %\n", "facts.txt, line 1: win_rate: 100 % is the most that it can be"),
            ("we sell a lot\n", "facts.txt, line 1: expected NAME = VALUE"),
            ("leads = 35\nleads = 30\n", "line 2: `leads` stands there twice"),
        ] {
            let failure = listed(text, "facts.txt").unwrap_err().to_string();
            assert!(failure.contains(told), "{failure}");
        }
    }

    #[test]
    fn a_person_is_asked_every_fact_and_again_after_a_slip() {
        let typed = format!("28\n9\nmany\n\n{}220 %\n22 % ± 3\nq\n", "\n".repeat(10));
        let mut shown = Vec::new();
        let (given, structure) = ask(&mut typed.as_bytes(), &mut shown, None);
        let answers: Vec<(&str, &str)> =
            given.iter().map(|(fact, value)| (fact.name, value.as_str())).collect();
        assert_eq!(answers, [("salespeople", "28"), ("marketers", "9"), ("win_rate", "22 % ± 3")]);
        assert_eq!(structure, None);
        let shown = String::from_utf8(shown).unwrap();
        assert!(
            shown.contains("it does not begin with a number")
                && shown.contains("100 % is the most that it can be"),
            "{shown}"
        );
    }

    #[test]
    fn people_that_do_not_add_up_are_asked_for_again_before_all_is_answered() {
        let mut shown = Vec::new();
        let (given, _) = ask(&mut "28\n9\n8\n44\n45\nq\n".as_bytes(), &mut shown, None);
        assert_eq!(given.last().map(|(fact, value)| (fact.name, value.as_str())), Some(("people", "45")));
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.contains("28 salespeople, 9 marketers and 8 others are 45, not 44"), "{shown}");
        let (given, _) = ask(&mut "28\n\n\n45\n\nq\n".as_bytes(), &mut Vec::new(), None);
        assert_eq!(given.len(), 1);
    }

    #[test]
    fn the_last_question_is_how_the_firm_works_today() {
        let typed = format!("{}Aligned\n", "\n".repeat(FACTS.len()));
        let (given, structure) = ask(&mut typed.as_bytes(), &mut Vec::new(), None);
        assert!(given.is_empty());
        assert_eq!(structure, Some("aligned"));
    }
}
