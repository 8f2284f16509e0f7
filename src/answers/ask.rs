//! One door for faces that speak in names and values, as Python does: the name of a question, what it is asked of, and its
//! options. A question that is listed in [`super::QUESTIONS`] is thereby asked from there, without a line of that face's own.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Refused;
use crate::evidence::claims::Book;
use crate::experiment::file::Experiment;
use crate::scenario::{self, Study};

/// What a question is asked of.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A firm with its arms and programmes.
    Firm(Arc<Study>),
    /// An experiment.
    Experiment(Arc<Experiment>),
    /// Claims with the tests they stand on.
    Claims(Arc<Book>),
}

impl TryFrom<Subject> for Arc<Study> {
    type Error = &'static str;

    fn try_from(subject: Subject) -> Result<Self, Self::Error> {
        match subject {
            Subject::Firm(study) => Ok(study),
            _ => Err("a scenario"),
        }
    }
}

impl TryFrom<Subject> for Arc<Experiment> {
    type Error = &'static str;

    fn try_from(subject: Subject) -> Result<Self, Self::Error> {
        match subject {
            Subject::Experiment(experiment) => Ok(experiment),
            _ => Err("an experiment"),
        }
    }
}

impl TryFrom<Subject> for Arc<Book> {
    type Error = &'static str;

    fn try_from(subject: Subject) -> Result<Self, Self::Error> {
        match subject {
            Subject::Claims(book) => Ok(book),
            _ => Err("a claim file"),
        }
    }
}

/// What the question is asked of, as it takes it.
pub(super) fn subject<T: TryFrom<Subject, Error = &'static str>>(
    question: &str,
    subject: Subject,
) -> Result<T, Refused> {
    T::try_from(subject).map_err(|expected| Refused::Usage(format!("{question} is asked of {expected}")))
}

/// The options, as the question takes them; the message names the one that is wrong.
pub(super) fn options<T: DeserializeOwned>(
    question: &str,
    options: Map<String, Value>,
) -> Result<T, Refused> {
    let read = |options| serde_json::from_value::<T>(Value::Object(options));
    read(options.clone()).map_err(|error| {
        let alone = |(key, value): (String, Value)| {
            let said = value.to_string();
            read(Map::from_iter([(key.clone(), value)]))
                .err()
                .map(|error| format!("{key} cannot be {said}: {error}"))
        };
        let words = options.into_iter().find_map(alone);
        Refused::Usage(words.unwrap_or_else(|| format!("{question} cannot be asked so: {error}")))
    })
}

/// There is no question of that name.
pub(super) fn unknown(question: &str, there_are: &[&str]) -> Refused {
    Refused::Usage(format!("there is no question '{question}': there are {}", there_are.join(", ")))
}

/// A whole number for what `plan.NAME` declares, within its declared range.
///
/// # Errors
/// [`Refused::Usage`] with that range.
pub fn planned(name: &str, number: i64) -> Result<u64, Refused> {
    // Declared ranges are floating-point numbers, in which the largest whole number is one too large.
    let legal = scenario::parameter("plan", name).map(|parameter| parameter.legal.map(|bound| bound as i64));
    let [low, high] = legal.unwrap_or([0, i64::MAX]);
    match u64::try_from(number) {
        Ok(found) if (low..=high).contains(&number) => Ok(found),
        _ => Err(Refused::Usage(format!(
            "{name} cannot be {number}: expected a whole number from {low} to {high}"
        ))),
    }
}

/// Declares the questions that can be asked by name. Each module has `Options`, which serde reads, and `ask`, which takes
/// the subject, the options, the number of threads and who waits.
macro_rules! questions {
    ($($module:ident),* $(,)?) => {
        /// The questions that can be asked by name.
        pub const QUESTIONS: &[&str] = &[$(stringify!($module)),*];

        /// Asks a question by its name. Options that are missing are as usual.
        ///
        /// # Errors
        /// [`Refused`]: there is no such question or option, or the question's own reasons.
        pub fn ask(
            question: &str,
            of: Subject,
            options: serde_json::Map<String, serde_json::Value>,
            threads: usize,
            watch: &dyn Watch,
        ) -> Result<Box<dyn Answer + Send + Sync>, Refused> {
            $(if question == stringify!($module) {
                let of = ask::subject(question, of)?;
                let options: $module::Options = ask::options(question, options)?;
                return Ok(Box::new($module::ask(of, options, threads, watch)?));
            })*
            Err(ask::unknown(question, QUESTIONS))
        }
    };
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Subject;
    use crate::answers::{Refused, Unwatched, ask};
    use crate::scenario::{self, BUILT_IN};

    fn asked(question: &str, options: Value) -> Result<String, Refused> {
        let small = ["plan.days=63", "plan.warm_up=0", "plan.replications=2"].map(str::to_owned);
        let study = scenario::load(BUILT_IN, "built in", &small).unwrap();
        let options = options.as_object().cloned().unwrap_or_default();
        let answer = ask(question, Subject::Firm(study.into()), options, 1, &Unwatched::default())?;
        Ok(answer.verdict())
    }

    #[test]
    fn a_question_is_asked_by_its_name_and_what_cannot_be_is_refused_by_the_name_of_what_is_wrong() {
        assert!(asked("run", json!({})).unwrap().contains("63 working days"));
        let refused = |question, options| asked(question, options).unwrap_err().to_string();
        assert!(refused("guess", json!({})).starts_with("there is no question 'guess': there are compare, "));
        let unknown = refused("run", json!({ "colour": 3 }));
        assert!(unknown.starts_with("colour cannot be 3: unknown field"), "{unknown}");
        let wrong = refused("why", json!({ "outcome": null, "replications": "many" }));
        assert!(wrong.starts_with("replications cannot be \"many\": invalid type"), "{wrong}");
        assert_eq!(refused("map", json!({})), "map is asked of an experiment");
    }

    #[test]
    fn numbers_of_a_plan_keep_to_the_range_that_is_declared() {
        assert_eq!(super::planned("replications", 40).unwrap(), 40);
        let refused = super::planned("replications", -1).unwrap_err().to_string();
        assert!(refused.starts_with("replications cannot be -1: expected a whole number from "), "{refused}");
    }
}
