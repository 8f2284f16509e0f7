//! Keys and values of factors, as they are written in a scenario file.

use toml_edit::Key;

use crate::experiment::design::error::DesignError;
use crate::scenario::registry::{Parameter, Value};
use crate::scenario::{parameters, suggest};

/// Salespeople and marketers together, in the proportion that the firm has: no parameter of its own, but what people
/// mean by a firm's size.
pub const SIZE: &str = "firm.size";

/// What stands before the name of somebody in particular, in the key of a trait: `person.Ada.blame`.
pub(super) const PERSON: &str = "person";

/// What stands before a key's own name in an override: operating choices of an arm go without their section.
pub(super) fn prefix(within: &str, section: &str) -> String {
    let own = !within.is_empty() && (section == "operating" || section == PERSON);
    if own { String::new() } else { format!("{section}.") }
}

/// A key as what stands before it, its section and its name.
pub(super) fn split(key: &str) -> Result<(String, String, String), DesignError> {
    let wrong = |reason: String| DesignError::Key { found: crate::scenario::error::brief(key), reason };
    let keys = Key::parse(key.trim()).map_err(|_| {
        wrong(
            "expected a key of the scenario, such as offer.complexity or arms.aligned.joint_reward"
                .to_owned(),
        )
    })?;
    let names: Vec<&str> = keys.iter().map(Key::get).collect();
    match names.as_slice() {
        [section, name] => Ok((String::new(), (*section).to_owned(), (*name).to_owned())),
        [PERSON, _, name] => {
            Ok((format!("{PERSON}.{}.", keys[1].display_repr()), PERSON.to_owned(), (*name).to_owned()))
        }
        ["arms", _, rest @ ..] if rest.len() == 1 || rest.len() == 2 => {
            let arm = keys[1].display_repr();
            let section = if rest.len() == 2 { rest[0] } else { "operating" };
            if section == "plan" {
                return Err(wrong("the plan is the same for all structures".to_owned()));
            }
            Ok((format!("arms.{arm}."), section.to_owned(), rest[rest.len() - 1].to_owned()))
        }
        [name] => Err(wrong(unknown("", name))),
        _ => Err(wrong("expected a section and a name, such as offer.complexity".to_owned())),
    }
}

/// Why a key is none, with what may have been meant.
pub(super) fn unknown(section: &str, name: &str) -> String {
    if section == "operating" && name == "preset" {
        return "structures are no factor: name them in `arms`".to_owned();
    }
    let meant = parameters().find(|p| p.name == name).map(Parameter::key).or_else(|| {
        let keys: Vec<String> = parameters().map(Parameter::key).chain([SIZE.to_owned()]).collect();
        let typed = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
        suggest::nearest(&typed, keys.iter().map(String::as_str)).map(str::to_owned)
    });
    match meant {
        Some(key) => format!("there is no such key; did you mean `{key}`?"),
        None => "there is no such key; `verona explain` lists them all".to_owned(),
    }
}

/// A value as TOML would read it; a bare word is a word, as after `--set`.
pub(super) fn read(text: &str) -> Option<Value> {
    let text = text.trim();
    match text.parse::<toml_edit::Value>() {
        Ok(toml_edit::Value::Integer(x)) => Some(Value::Integer(*x.value())),
        Ok(toml_edit::Value::Float(x)) => Some(Value::Number(*x.value())),
        Ok(toml_edit::Value::Boolean(x)) => Some(Value::Flag(*x.value())),
        Ok(toml_edit::Value::String(x)) => Some(Value::Word(x.value().clone())),
        Ok(_) => None,
        Err(_) if text.is_empty() || text.starts_with(['"', '\'', '[', '{']) => None,
        Err(_) => Some(Value::Word(text.to_owned())),
    }
}

/// A value as a number; NaN for anything else.
pub(super) fn number(text: &str) -> f64 {
    match read(text) {
        Some(Value::Number(x)) => x,
        Some(Value::Integer(x)) => x as f64,
        _ => f64::NAN,
    }
}

/// Whether two levels are one value, such as `0` and `0.0`.
pub(super) fn alike(a: &str, b: &str) -> bool {
    a == b || number(a) == number(b) || read(a).is_some_and(|value| Some(value) == read(b))
}

/// A number in nine significant digits and no more: what was simulated is what is written.
pub(super) fn neat(x: f64) -> String {
    let rounded: f64 = format!("{x:.8e}").parse().unwrap_or(x);
    format!("{rounded}")
}
