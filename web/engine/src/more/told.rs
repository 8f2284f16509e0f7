//! What happened, as data and in words: the sentence of `verona trace`, and what another language makes one from.

use serde_json::{Value as Json, json};
use verona::model::trace::{Event, What};
use verona::output::words::story::{self, Cast};

/// One event.
pub fn event(event: &Event, cast: Cast<'_>) -> Json {
    let discount = match event.what {
        What::Won { discount, .. } => discount,
        _ => 0.0,
    };
    json!({
        "day": event.day, "what": event.what.word(), "note": event.what.note(), "figure": event.what.figure(),
        "discount": discount, "lead": event.lead, "actor": event.actor, "other": event.other,
        "told": story::sentence(event, cast),
    })
}
