//! The life of one lead, one deal or one person of one replication, as a log to read.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refused, Watch};
use crate::experiment::{Life, Subject, follow, people};
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::rows::names;
use crate::output::words::life;
use crate::scenario::Study;

/// Whose life is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Whom {
    /// A lead that shows much.
    #[default]
    Instructive,
    /// The lead of that number.
    Lead(u32),
    /// The lead that a prospect became, by the key that [`crate::model::trace::Observer::prospect`] is told.
    Prospect(u64),
    /// The deal won as the so-manieth, from 1.
    Deal(u32),
    /// A person: a name such as "marketer 3", or a number from 1.
    Person(String),
}

impl Whom {
    /// Of what a face was given, of which at most one may be something.
    ///
    /// # Errors
    /// [`Refused::Usage`] where more than one was given.
    pub fn of(lead: Option<u32>, deal: Option<u32>, person: Option<String>) -> Result<Self, Refused> {
        match (lead, deal, person) {
            (None, None, None) => Ok(Whom::Instructive),
            (Some(lead), None, None) => Ok(Whom::Lead(lead)),
            (None, Some(deal), None) => Ok(Whom::Deal(deal)),
            (None, None, Some(person)) => Ok(Whom::Person(person)),
            _ => Err(Refused::Usage("follow one of a lead, a deal or a person".to_owned())),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The firm, of whose arms the first is looked at.
    pub study: Arc<Study>,
    /// The replication, numbered from 1 as in a comparison.
    pub replication: u32,
    /// Whose life.
    pub whom: Whom,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Traced {
    /// Where it was lived.
    pub study: Arc<Study>,
    /// The replication.
    pub replication: u32,
    /// What was found.
    pub life: Life,
    /// Whether nobody asked for this one.
    pub picked: bool,
    /// The names of everybody, in the order of `life.people`.
    pub names: Vec<String>,
}

impl Trace {
    /// Follows that life. The replication is simulated twice, or with a person three times; tracing changes no result.
    ///
    /// # Errors
    /// [`Refused`] where there is no such lead, deal or person, or a law of the model was broken.
    pub fn answer(&self) -> Result<Traced, Refused> {
        let Self { study, replication, whom } = self;
        let Some(arm) = study.arms.first() else {
            return Err(Refused::Usage("there is no structure to follow anybody in".to_owned()));
        };
        let seed = study.base.plan.seed;
        let subject = match whom {
            Whom::Instructive => Subject::Instructive,
            Whom::Lead(lead) => Subject::Lead(*lead),
            Whom::Prospect(prospect) => Subject::Prospect(*prospect),
            Whom::Deal(deal) => Subject::Deal(*deal),
            Whom::Person(wanted) => {
                let people = people(&arm.scenario, seed, *replication)
                    .map_err(|error| Refused::law(&arm.name, *replication, error))?;
                life::person(&names(&people), wanted).map_err(Refused::Usage)?
            }
        };
        let life = follow(&arm.scenario, seed, *replication, subject)
            .map_err(|lost| Refused::lost(lost, &arm.name, *replication))?;
        let names = names(&life.people);
        Ok(Traced {
            study: Arc::clone(study),
            replication: *replication,
            life,
            picked: *whom == Whom::Instructive,
            names,
        })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The replication, from 1.
    pub replication: Option<u32>,
    /// The number of a lead.
    pub lead: Option<u32>,
    /// The number of a deal.
    pub deal: Option<u32>,
    /// A person's name or number.
    pub person: Option<String>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Trace::answer`].
pub fn ask(study: Arc<Study>, options: Options, _: usize, _: &dyn Watch) -> Result<Traced, Refused> {
    let whom = Whom::of(options.lead, options.deal, options.person)?;
    Trace { study, replication: options.replication.unwrap_or(1), whom }.answer()
}

impl Answer for Traced {
    /// Whose life it is.
    fn verdict(&self) -> String {
        let heading = life::heading(&self.study, self.replication, &self.life, &self.names, false);
        heading.lines().next().unwrap_or_default().to_owned()
    }

    /// The log has a width of its own.
    fn text(&self, _width: usize) -> String {
        life::heading(&self.study, self.replication, &self.life, &self.names, self.picked)
            + &life::text(&self.life, &self.names)
    }

    fn json(&self) -> serde_json::Result<String> {
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "scenario": self.study.name,
            "arm": self.study.arms[0].name,
            "seed": self.study.base.plan.seed,
            "replication": self.replication,
            "text": self.text(0),
            "events": self.events().objects(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("events", self.events())]
    }
}

impl Traced {
    /// One row per event.
    fn events(&self) -> Frame {
        let mut frame = Frame::new(vec![
            column("day", "working days", "day 0 begins the warm-up", Holds::Counts),
            column("what", "name", "what happened", Holds::Text),
            column("lead", "number", "the lead that it is about", Holds::Counts),
            column("actor", "name", "who did it", Holds::Text),
            column("other", "name", "to or with whom", Holds::Text),
            column("figure", "that of the event", "a figure that belongs to it", Holds::Numbers),
            column("note", "", "a word that belongs to it", Holds::Text),
        ]);
        for event in &self.life.events {
            let name = |index: Option<u32>| {
                let name = index.and_then(|index| self.names.get(index as usize));
                name.map_or(Datum::Missing, |name| Datum::Text(name))
            };
            frame.row([
                Datum::Count(event.day),
                Datum::Text(event.what.word()),
                event.lead.map_or(Datum::Missing, Datum::Count),
                name(event.actor),
                name(event.other),
                Datum::Number(event.what.figure()),
                Datum::Text(event.what.note()),
            ]);
        }
        frame
    }
}
